"""The words for what came through of a damaged file, and what did not."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby

from coopdesk.foundation.i18n import N_, _, format_number, ngettext

_TABLES = {
    "house": N_("The house’s own sheet"),
    "organisation": N_("Organisations"),
    "organisation_theme": N_("Themes of the organisations"),
    "contact": N_("Contacts"),
    "room": N_("Rooms"),
    "room_hours": N_("Opening hours of the rooms"),
    "booking": N_("Bookings"),
    "option_turn": N_("Turns of the options"),
    "equipment": N_("Equipment"),
    "loan": N_("Loans"),
    "loan_line": N_("Articles of the loans"),
    "action": N_("Actions"),
    "action_partner": N_("Partners of the actions"),
    "action_mark": N_("Reasons, brakes and levers of the actions"),
    "action_booking": N_("Bookings of the actions"),
    "action_loan": N_("Loans of the actions"),
    "journal": N_("History"),
    "room_part": N_("Rooms made of others"),
    "room_layout": N_("Layouts of the rooms"),
    "room_fixture": N_("What stands in the rooms"),
    "closure": N_("Closures"),
    "series": N_("Series"),
    "attendance": N_("Attendance"),
    "condition_report": N_("Condition reports"),
    "room_key": N_("Keys"),
    "room_key_room": N_("Rooms of the keys"),
    "key_handover": N_("Handovers of keys"),
    "school_calendar": N_("School calendars"),
    "school_holiday": N_("School holidays"),
}
_SHOWN_SPANS = 12


def table(name: str) -> str:
    """What the rows of a table are called."""
    return _(_TABLES[name])


def stand_in() -> str:
    """The name of a record that takes the place of a lost one; {n} is its number."""
    return _("Recovered, no. {n}")


def losses(met: Iterable[tuple[str, str, str, int]]) -> list[str]:
    """One sentence for each table and kind of loss; each loss is (table, code, key, how many at most)."""
    sentences = []
    for (name, code), group in groupby(sorted(met, key=lambda one: one[:2]), key=lambda one: one[:2]):
        several = list(group)
        number = sum(at_most for _table, _code, _key, at_most in several)
        is_exact = all(at_most <= 1 for _table, _code, _key, at_most in several)
        text = _SENTENCES[code](number) if is_exact else _("up to {n} records could not be read (no. {keys}).")
        keys = _shortened([key for _table, _code, key, _n in several])
        sentence = text.format(n=format_number(number), keys=keys)
        sentences.append(_("{table}: {sentence}").format(table=table(name), sentence=sentence))
    return sentences


def _unreadable(n: int) -> str:
    return ngettext("{n} record could not be read (no. {keys}).", "{n} records could not be read (no. {keys}).", n)


def _refused(n: int) -> str:
    return ngettext(
        "{n} record was read, but breaks a rule of the file and was left out (no. {keys}).",
        "{n} records were read, but break a rule of the file and were left out (no. {keys}).",
        n,
    )


def _orphan(n: int) -> str:
    return ngettext(
        "{n} record belonged to one that is lost, and was left out (no. {keys}).",
        "{n} records belonged to others that are lost, and were left out (no. {keys}).",
        n,
    )


def _altered(n: int) -> str:
    return ngettext(
        "{n} record was kept without what was damaged in it: please check it (no. {keys}).",
        "{n} records were kept without what was damaged in them: please check them (no. {keys}).",
        n,
    )


def _stand_in(n: int) -> str:
    return ngettext(
        "{n} record is lost, and an empty one is in its place: please fill it in again (no. {keys}).",
        "{n} records are lost, and empty ones are in their place: please fill them in again (no. {keys}).",
        n,
    )


_SENTENCES: Mapping[str, Callable[[int], str]] = {
    "table": lambda _n: _("nothing could be read."),
    "unreadable": _unreadable,
    "refused": _refused,
    "orphan": _orphan,
    "altered": _altered,
    "stand_in": _stand_in,
}


def _shortened(keys: Sequence[str]) -> str:
    """The first keys, numbers that follow one another as one stretch: « 3, 12–18 … »."""
    spans: list[str] = []
    first = last = None
    for key in sorted(keys, key=lambda one: (not one.isdecimal(), int(one) if one.isdecimal() else 0)):
        number = int(key) if key.isdecimal() else None
        if number is not None and last is not None and number == last + 1:
            spans[-1] = f"{first}–{number}"
        else:
            spans.append(key)
            first = number
        last = number
    return ", ".join(spans[:_SHOWN_SPANS]) + (" …" if len(spans) > _SHOWN_SPANS else "")
