"""`coopdesk series`: a whole series, as the window would book it, or what it would be."""

from argparse import ArgumentParser, Namespace

from coopdesk.cli.dates import Skip, add_rule
from coopdesk.cli.files import reading, writing
from coopdesk.cli.moments import moment
from coopdesk.cli.naming import organisation_named, room_named
from coopdesk.cli.output import Refusal, complain, write, write_json, write_table
from coopdesk.domain.booking import BookingState
from coopdesk.domain.calendars import Calendar, HolidayRule, HolidayZone
from coopdesk.domain.series import SeriesDraft
from coopdesk.domain.series_plan import PlannedDate, SeriesPlan
from coopdesk.foundation.i18n import _, format_date, format_number, format_span, ngettext
from coopdesk.foundation.problems import Problem, Refused
from coopdesk.services import calendars, organisations, rooms, school_calendars, series, series_planning
from coopdesk.services.desk import Desk
from coopdesk.wording.labels import label
from coopdesk.wording.sentences import sentence
from coopdesk.wording.series import standing_words, verdict_words

_MOST_SAID = 3
"""So many dates are named in a refusal; the others are counted."""


def add_options(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--room", required=True, metavar=_("NAME"), help=_("the room; accents and case do not count"))
    parser.add_argument("--organisation", required=True, metavar=_("NAME"), help=_("who books"))
    parser.add_argument(
        "--start", required=True, type=moment, metavar=_("MOMENT"), help=_("when the first may start: 2026-11-26T14:00")
    )
    parser.add_argument(
        "--end", required=True, type=moment, metavar=_("MOMENT"), help=_("when that one ends: 2026-11-26T16:00")
    )
    add_rule(parser, zone=_("the zone of the school holidays; usually the house’s"))
    parser.add_argument(
        "--on-conflict",
        choices=["refuse", "skip"],
        default="refuse",
        help=_("where a date cannot be held: refuse all, or leave that date out"),
    )
    parser.add_argument("--purpose", default="", metavar=_("TEXT"), help=_("what for"))
    parser.add_argument("--option", action="store_true", help=_("only options, not firm bookings"))
    parser.add_argument("--dry-run", action="store_true", help=_("say what would happen, change nothing"))
    parser.add_argument("--json", action="store_true", help=_("answer in JSON, for a script"))


def run(options: Namespace) -> int:
    """Book a series, or only say every date of it."""
    if options.dry_run:
        with reading(options.file) as desk:
            plan = _plan(desk, options)
        _answer(options, plan, None)
        return 0
    with writing(options.file) as desk:
        plan = _plan(desk, options)
        outcome = series.book_series(
            desk, plan.draft, state=plan.state, on_conflict=options.on_conflict, calendar=_calendar(desk, options)
        )
    if isinstance(outcome, Refused):
        raise Refusal(_refusal(outcome.problems))
    _answer(options, plan, outcome.id)
    return 0


def _plan(desk: Desk, options: Namespace) -> SeriesPlan:
    """The series as it would be written; refused where there is no date to speak of."""
    draft = SeriesDraft(
        room_id=room_named(options.room, {room.id: room.name for room in rooms.rooms(desk)}),
        organisation_id=organisation_named(options.organisation, organisations.names(desk)),
        purpose=options.purpose,
        rule=options.rule,
        starts_on=options.start.date(),
        starts_at=options.start.time(),
        ends_at=options.end.time(),
        days_over=(options.end.date() - options.start.date()).days,
        school_holidays=_rule_for(Skip.SCHOOL, options),
        bank_holidays=_rule_for(Skip.BANK, options),
    )
    state = BookingState.OPTION if options.option else BookingState.CONFIRMED
    plan = series_planning.plan(desk, draft, state=state, calendar=_calendar(desk, options))
    if not plan.dates:
        raise Refusal(_refusal(plan.refusals))
    return plan.without_blocked() if options.on_conflict == "skip" else plan


def _rule_for(kind: Skip, options: Namespace) -> HolidayRule:
    return HolidayRule.SKIP if kind in options.skip else HolidayRule.KEEP


def _calendar(desk: Desk, options: Namespace) -> Calendar:
    """The house's holidays, or those of another zone."""
    house = desk.house()
    if options.zone in (None, house.school_zone.value):
        return calendars.calendar(desk)
    return school_calendars.load().calendar(HolidayZone(options.zone), house.bank_region)


def _refusal(problems: tuple[Problem, ...]) -> str:
    said = [sentence(problem) for problem in problems[:_MOST_SAID]]
    if (more := len(problems) - _MOST_SAID) > 0:
        rest = ngettext("{n} more date cannot be held.", "{n} more dates cannot be held.", more)
        said.append(rest.format(n=format_number(more)))
    return " ".join(said)


def _answer(options: Namespace, plan: SeriesPlan, series_id: int | None) -> None:
    for warning in plan.warnings:
        complain(sentence(warning))
    if options.json:
        write_json(_as_json(plan, series_id))
        return
    write(verdict_words(plan))
    rows = [
        (
            format_date(one.session.start.date(), "full"),
            format_span(one.session.start, one.session.end),
            label(one.state) if not one.is_blocked else _("impossible"),
            standing_words(one),
        )
        for one in plan.dates
    ]
    write_table([_("Date"), _("Hours"), _("State"), _("Why")], rows)
    if series_id is None:
        write(_("Nothing was changed."))


def _as_json(plan: SeriesPlan, series_id: int | None) -> dict[str, object]:
    return {
        "id": series_id,
        "dry_run": series_id is None,
        "verdict": verdict_words(plan),
        "total": plan.total,
        "kept": len(plan.kept),
        "free": len(plan.free),
        "blocked": len(plan.blocked),
        "under_reserve": len(plan.under_reserve),
        "last_day": plan.last_day and plan.last_day.isoformat(),
        "first_uncovered": plan.first_uncovered and plan.first_uncovered.isoformat(),
        "warnings": [warning.code for warning in plan.warnings],
        "dates": [_date_as_json(one) for one in plan.dates],
    }


def _date_as_json(one: PlannedDate) -> dict[str, object]:
    return {
        "day": one.day.isoformat(),
        "start": one.session.start.isoformat(timespec="minutes"),
        "end": one.session.end.isoformat(timespec="minutes"),
        "standing": one.standing,
        "state": None if one.is_blocked else one.state,
        "reason": standing_words(one) if one.is_skipped or one.is_blocked else None,
        "booking": one.others[0].id if one.others else None,
    }
