"""How a date of a series is shown: its word, its icon and its tone, and the line that says why."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from coopdesk.domain.bank_holidays import BankDay
from coopdesk.domain.booking import BookingState
from coopdesk.domain.calendars import ReasonCode
from coopdesk.domain.series_plan import Decision, PlannedDate, Remedy, RemedyKind, SeriesPlan, Standing
from coopdesk.foundation.i18n import N_, _, format_day, format_span, ngettext
from coopdesk.ui.painting.booking_words import hours_of, name_of
from coopdesk.ui.theme import Tone
from coopdesk.wording import calendars
from coopdesk.wording.calendars import reason_words
from coopdesk.wording.labels import label
from coopdesk.wording.sentences import sentence
from coopdesk.wording.series import verdict_words

RoomName = Callable[[int], str]

_ICONS: Mapping[Standing, tuple[str, Tone]] = {
    Standing.FREE: ("circle-check", Tone.OK),
    Standing.CONFLICT: ("circle-x", Tone.DANGER),
    Standing.SCHOOL_HOLIDAY: ("tree-palm", Tone.NEUTRAL),
    Standing.NO_SCHOOL_HOLIDAY: ("calendar", Tone.NEUTRAL),
    Standing.BANK_HOLIDAY: ("flag", Tone.NEUTRAL),
    Standing.CALENDAR_UNKNOWN: ("calendar-clock", Tone.WARNING),
    Standing.CLOSED: ("lock", Tone.DANGER),
    Standing.OUTSIDE_HOURS: ("clock", Tone.DANGER),
    Standing.OVER_CAPACITY: ("users-round", Tone.DANGER),
    Standing.ROOM_RETIRED: ("circle-x", Tone.DANGER),
    Standing.CLOCKS_SKIP: ("clock", Tone.DANGER),
    Standing.WRONG_TIMES: ("clock", Tone.DANGER),
    Standing.PAPERS: ("shield-alert", Tone.WARNING),
    Standing.PAST: ("history", Tone.WARNING),
    Standing.SKIPPED: ("minus", Tone.NEUTRAL),
}

_WORDS: Mapping[Standing, str] = {
    Standing.FREE: N_("Free"),
    Standing.CONFLICT: N_("Conflict"),
    Standing.SCHOOL_HOLIDAY: N_("Holidays"),
    Standing.NO_SCHOOL_HOLIDAY: N_("Term time"),
    Standing.BANK_HOLIDAY: N_("Bank holiday"),
    Standing.CALENDAR_UNKNOWN: N_("Not known yet"),
    Standing.CLOSED: N_("Closed"),
    Standing.OUTSIDE_HOURS: N_("Outside hours"),
    Standing.OVER_CAPACITY: N_("Too many"),
    Standing.ROOM_RETIRED: N_("Room retired"),
    Standing.CLOCKS_SKIP: N_("Clocks change"),
    Standing.WRONG_TIMES: N_("Wrong hours"),
    Standing.PAPERS: N_("Papers"),
    Standing.PAST: N_("Past"),
    Standing.SKIPPED: N_("Skipped"),
}


def standing_look(one: PlannedDate) -> tuple[str, str, Tone]:
    """A date's state: word, icon and tone; what would become of it comes before what it was found to be."""
    if one.is_skipped and (one.is_chosen or one.booking_id is not None):
        return _look(Standing.SKIPPED)
    if one.is_skipped or one.is_blocked:
        return _look(one.standing)
    if one.is_uncovered:
        return _look(Standing.PAPERS)
    if one.state is BookingState.OPTION:
        return label(BookingState.OPTION), "calendar-clock", Tone.ACCENT
    if one.booking_id is not None:
        # What is booked has a state of its own.
        return label(one.state), "history" if one.standing is Standing.PAST else "circle-check", Tone.OK
    return _look(one.standing if one.standing in _TOLD else Standing.FREE)


_TOLD = frozenset({Standing.PAST, Standing.CALENDAR_UNKNOWN})
"""What is said of a date that would be held all the same."""


def _look(standing: Standing) -> tuple[str, str, Tone]:
    return _(_WORDS[standing]), *_ICONS[standing]


def why(one: PlannedDate, room_name: RoomName) -> str:
    """Why a date stands as it does: who is in the way, which holiday, where it was moved."""
    if one.is_skipped:
        return _why_skipped(one)
    if one.is_blocked:
        return _why_blocked(one)
    parts = [_moved(one, room_name)]
    if one.override_reason:
        parts.append(_("all the same: {reason}").format(reason=one.override_reason))
    if one.is_uncovered:
        parts.append(_("free, subject to papers in order"))
    if one.holiday is not None:
        parts.append(reason_words(one.holiday))
    words = " · ".join(filter(None, parts))
    return words[:1].upper() + words[1:]


def _why_skipped(one: PlannedDate) -> str:
    if one.reason:
        return one.reason
    if one.holiday is not None:
        return reason_words(one.holiday)
    if one.others:
        return _other(one)
    return "" if one.reason_code is None else label(one.reason_code)


def _why_blocked(one: PlannedDate) -> str:
    if one.others:
        return _other(one)
    problem = next(problem for problem in one.problems if not problem.is_warning)
    if problem.code == "overlap":
        who = str(problem.params["organisation"]) or _("The house itself")
        start, end = (datetime.fromisoformat(str(problem.params[name])) for name in ("start", "end"))
        return f"{who}, {format_span(start, end)}"
    return sentence(problem)


def _other(one: PlannedDate) -> str:
    """Who is in the way, with the hours where they are not the same."""
    first = one.others[0]
    if (first.starts_at, first.ends_at) == (one.session.start, one.session.end):
        return name_of(first)
    return f"{name_of(first)}, {hours_of(first)}"


def _moved(one: PlannedDate, room_name: RoomName) -> str:
    """Where a date was moved: « Salle Lilas · 10 h – 12 h »."""
    choice = one.choice
    if choice is None or choice.decision is Decision.SKIP:
        return ""
    parts = []
    if choice.room_id is not None:
        parts.append(room_name(choice.room_id))
    if choice.day is not None:
        parts.append(_("instead of {day}").format(day=format_day(one.day, "EEEE d MMMM")))
    if choice.starts_at is not None:
        parts.append(format_span(one.session.start, one.session.end))
    return " · ".join(parts)


def remedy_words(remedy: Remedy, one: PlannedDate) -> str:
    """A remedy on its button: « Salle Lilas », « 10 h – 12 h », « ven. 15 »."""
    if remedy.kind is RemedyKind.OTHER_ROOM:
        return remedy.room
    if remedy.kind is RemedyKind.SHIFTED:
        return format_span(remedy.session.start, remedy.session.end)
    if remedy.kind is RemedyKind.OTHER_DAY:
        day = remedy.session.start.date()
        same_month = (day.year, day.month) == (one.day.year, one.day.month)
        return format_day(day, "EEE d" if same_month else "EEE d MMM")
    return _("As an option") if remedy.kind is RemedyKind.OPTION else _("Skip")


def accept_words(plan: SeriesPlan) -> str:
    """What the button does: « Réserver 23 séances, garder 1 de côté »."""
    free, aside = len(plan.free), len(plan.blocked)
    if plan.state is BookingState.OPTION:
        words = ngettext("Hold {n} session as an option", "Hold {n} sessions as options", free)
    elif plan.state is BookingState.REQUEST:
        words = ngettext("Note {n} session as a request", "Note {n} sessions as requests", free)
    else:
        words = ngettext("Book {n} session", "Book {n} sessions", free)
    words = words.format(n=free)
    if not aside:
        return words
    rest = ngettext("{act}, keep {n} aside", "{act}, keep {n} aside", aside)
    return rest.format(act=words, n=aside)


def verdict_of(plan: SeriesPlan) -> tuple[Tone, str, str]:
    """The one line on top, and what is said under it."""
    return Tone.WARNING if plan.blocked else Tone.OK, verdict_words(plan), _detail_of(plan)


def _detail_of(plan: SeriesPlan) -> str:
    parts = []
    if plan.skipped:
        parts.append(_skipped_words(plan.skipped))
    # What is blocked is to be decided anyhow.
    if number := sum(not one.is_blocked for one in plan.uncovered):
        words = ngettext(
            "{n} session subject to papers that do not reach so far.",
            "{n} sessions subject to papers that do not reach so far.",
            number,
        )
        parts.append(words.format(n=number))
    # How far papers reach is in the line on top.
    parts += [sentence(problem) for problem in plan.problems if problem.field != "organisation_id"]
    return " ".join(parts)


def _skipped_words(skipped: Sequence[PlannedDate]) -> str:
    reasons = dict.fromkeys(_reason_group(one) for one in skipped)
    words = ngettext("{n} date skipped ({reasons}).", "{n} dates skipped ({reasons}).", len(skipped))
    return words.format(n=len(skipped), reasons=", ".join(reasons))


def _reason_group(one: PlannedDate) -> str:
    """Why a date is skipped, as one names many of them at once: holidays together, bank holidays each by its name."""
    if one.holiday is None or one.is_chosen:
        return _("by choice")
    if one.holiday.code is ReasonCode.BANK_HOLIDAY:
        return _(calendars.LABELS[BankDay][BankDay(one.holiday.holiday)])
    return _("holidays") if one.holiday.code is ReasonCode.SCHOOL_HOLIDAY else _("term time")


def rows_verdict(plan: SeriesPlan) -> tuple[Tone, str, str]:
    """A series as it is: how many sessions it has, how many are to come, what is left out."""
    kept = plan.free
    coming = [one for one in kept if one.standing is not Standing.PAST]
    strong = _("{sessions}; {coming}").format(
        sessions=ngettext("{n} session of {total}", "{n} sessions of {total}", len(kept)).format(
            n=len(kept), total=plan.total
        ),
        coming=ngettext("{n} to come", "{n} to come", len(coming)).format(n=len(coming)),
    )
    left_out = len(plan.skipped)
    detail = ngettext("{n} date left out.", "{n} dates left out.", left_out).format(n=left_out) if left_out else ""
    return (Tone.WARNING if plan.blocked else Tone.INFO), strong, detail


def change_verdict(plan: SeriesPlan, gone: int) -> tuple[Tone, str, str]:
    """What a change would do: the dates that change or come, and how many go."""
    wrong = [problem for problem in plan.problems if not problem.is_warning]
    if wrong:
        return Tone.DANGER, "\n".join(sentence(problem) for problem in wrong), ""
    going = ngettext("{n} session goes.", "{n} sessions go.", gone).format(n=gone) if gone else ""
    if not plan.dates:
        return Tone.INFO, going or _("Only what is to come changes."), ""
    words = _("What changes: {verdict}").format(verdict=verdict_words(plan))
    return (Tone.WARNING if plan.blocked else Tone.OK), words, " ".join(filter(None, (going, _detail_of(plan))))
