"""The words of a series: its verdict in one line, how a date stands, and the sentences of what is refused."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from coopdesk.domain.series import Scope
from coopdesk.domain.series_plan import Decision, PlannedDate, RemedyKind, SeriesPlan, Standing
from coopdesk.foundation.i18n import N_, _, format_date, format_day, format_number, ngettext
from coopdesk.foundation.problems import Parameters, Problem
from coopdesk.wording.calendars import reason_words

_MOST_NAMED = 3
"""So many dates are named in the verdict; of more, their number says enough."""

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Standing: {
        Standing.FREE: N_("Free"),
        Standing.CONFLICT: N_("Conflict"),
        Standing.SCHOOL_HOLIDAY: N_("School holidays"),
        Standing.NO_SCHOOL_HOLIDAY: N_("Outside school holidays"),
        Standing.BANK_HOLIDAY: N_("Bank holiday"),
        Standing.CALENDAR_UNKNOWN: N_("School calendar not known yet"),
        Standing.CLOSED: N_("Room closed"),
        Standing.OUTSIDE_HOURS: N_("Outside opening hours"),
        Standing.OVER_CAPACITY: N_("More people than the room holds"),
        Standing.ROOM_RETIRED: N_("Room no longer booked"),
        Standing.CLOCKS_SKIP: N_("Hour that the clocks skip"),
        Standing.WRONG_TIMES: N_("End before the start"),
        Standing.PAPERS: N_("Papers out of date"),
        Standing.PAST: N_("In the past"),
        Standing.SKIPPED: N_("Left out"),
    },
    Decision: {
        Decision.KEEP: N_("Keep it"),
        Decision.SKIP: N_("Leave it out"),
        Decision.OPTION: N_("Hold it as an option"),
        Decision.MOVE: N_("Move it"),
    },
    RemedyKind: {
        RemedyKind.OTHER_ROOM: N_("Another room"),
        RemedyKind.SHIFTED: N_("Another hour"),
        RemedyKind.OTHER_DAY: N_("Another day"),
        RemedyKind.OPTION: N_("An option only"),
        RemedyKind.SKIP: N_("Leave it out"),
    },
    Scope: {
        Scope.THIS: N_("This session"),
        Scope.FOLLOWING: N_("This one and the following"),
        Scope.ALL: N_("All to come"),
    },
}


def verdict_words(plan: SeriesPlan) -> str:
    """A plan in one line: « 24 séances sur 31 ; 23 libres, 1 conflit le 14/01 ; assurance jusqu’au 31/12 »."""
    if not plan.dates:
        return ""
    parts = [_how_many(plan), ", ".join(_what(plan)), ", ".join(_papers(plan))]
    words = ""
    for part in filter(None, parts):
        words = part if not words else _("{before}; {after}").format(before=words, after=part)
    return words


def _how_many(plan: SeriesPlan) -> str:
    kept = len(plan.kept)
    if kept == plan.total:
        return ngettext("{n} session", "{n} sessions", kept).format(n=format_number(kept))
    text = ngettext("{n} session of {total}", "{n} sessions of {total}", kept)
    return text.format(n=format_number(kept), total=format_number(plan.total))


def _what(plan: SeriesPlan) -> Iterator[str]:
    """What of it can be held, and what cannot."""
    free = len(plan.free)
    yield ngettext("{n} free", "{n} free", free).format(n=format_number(free))
    if conflicts := plan.conflicts:
        words = ngettext("{n} conflict", "{n} conflicts", len(conflicts))
        yield words.format(n=format_number(len(conflicts))) + _on([one.day for one in conflicts])
    if others := [one for one in plan.blocked if one.standing is not Standing.CONFLICT]:
        words = ngettext("{n} impossible", "{n} impossible", len(others))
        yield words.format(n=format_number(len(others))) + _on([one.day for one in others])
    if waiting := plan.under_reserve:
        words = ngettext("{n} as an option, under reserve", "{n} as options, under reserve", len(waiting))
        yield words.format(n=format_number(len(waiting)))


def _on(days: Sequence[date]) -> str:
    """« le 14/01 », for after a number; nothing where there are too many."""
    if len(days) > _MOST_NAMED:
        return ""
    return " " + _("on {days}").format(days=", ".join(format_day(day, "dd/MM") for day in days))


def _papers(plan: SeriesPlan) -> Iterator[str]:
    """How far the papers reach, where that is not to the end."""
    for problem in plan.problems:
        if words := _PAPERS.get(problem.code):
            yield _paper(plan, problem, *words)


def _paper(plan: SeriesPlan, problem: Problem, until: str, ended: str) -> str:
    if "day" not in problem.params:
        return _(until)
    day = date.fromisoformat(str(problem.params["day"]))
    if plan.kept and day < plan.kept[0].session.start.date():
        return _(ended).format(day=format_date(day, "short"))
    return _(until).format(day=format_day(day, "dd/MM"))


_PAPERS: Mapping[str, tuple[str, str]] = {
    "insurance_ended": (N_("insurance until {day}"), N_("insurance ended on {day}")),
    "agreement_ended": (N_("agreement until {day}"), N_("agreement ended on {day}")),
    "insurance_missing": (N_("no insurance on file"), ""),
    "agreement_missing": (N_("agreement not signed"), ""),
}


def standing_words(one: PlannedDate) -> str:
    """How a date stands: « Conflit : Chorale du Mail », « Vacances de Noël »."""
    if one.holiday is not None and one.standing in _HOLIDAYS:
        return reason_words(one.holiday)
    words = _(LABELS[Standing][one.standing])
    if one.standing is Standing.CONFLICT and one.others:
        who = one.others[0].organisation or _("the house itself")
        return _("{standing}: {who}").format(standing=words, who=who)
    return words


_HOLIDAYS = frozenset(
    {
        Standing.SCHOOL_HOLIDAY,
        Standing.NO_SCHOOL_HOLIDAY,
        Standing.BANK_HOLIDAY,
        Standing.CALENDAR_UNKNOWN,
    }
)

PLAIN: Mapping[str, str] = {
    "meets_itself": N_("It would meet another session of the same series: please change one of them."),
    "series_nothing_left": N_("No session could be held: please change the room, the hours or the rule."),
    "series_all_past": N_("These sessions have begun or are over: what is past is not changed."),
    "series_unknown": N_("This series is no longer in the file."),
    "series_picked_by_hand": N_("The dates of this series were picked by hand: add the ones you want."),
    "booking_not_in_series": N_("This booking belongs to no series."),
    "booking_in_series": N_("This booking belongs to a series already."),
    "session_is_held": N_("This session is held already."),
    "sessions_not_held": N_("Nothing is held on these dates any more: there is nothing to cancel."),
    "sessions_are_firm": N_("Nothing is left to confirm: these sessions are firm, or given up."),
    "season_without_series": N_("No series of the season before is left to carry over."),
}


def _dates_in_the_past(params: Parameters) -> str:
    number = int(params["n"])
    text = ngettext(
        "{n} session would be in the past: is the first date the right one?",
        "{n} sessions would be in the past: is the first date the right one?",
        number,
    )
    return text.format(n=format_number(number))


def _series_ends_later(params: Parameters) -> str:
    day = format_date(date.fromisoformat(str(params["day"])))
    return _("The series goes on until {day} already: please give a later day.").format(day=day)


COMPOSED: Mapping[str, Callable[[Parameters], str]] = {
    "dates_in_the_past": _dates_in_the_past,
    "series_ends_later": _series_ends_later,
}
