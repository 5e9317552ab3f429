"""`coopdesk dates`: the dates of a rule, with those that holidays take away; no file is needed."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from coopdesk.cli.moments import day, moment
from coopdesk.cli.output import Refusal, complain, write, write_json, write_table
from coopdesk.domain import recurrence
from coopdesk.domain.bank_holidays import TIME_ZONES, BankRegion
from coopdesk.domain.calendars import Calendar, DatedVerdict, HolidayRule, HolidayZone, season_end, sift
from coopdesk.domain.period import Interval
from coopdesk.domain.recurrence_rule import Rule, RuleError, parse_rule
from coopdesk.foundation.i18n import _, format_date, format_number, format_time, ngettext
from coopdesk.foundation.problems import Problem
from coopdesk.services import school_calendars
from coopdesk.wording.calendars import reason_words
from coopdesk.wording.recurrence import rule_words
from coopdesk.wording.sentences import sentence

ZONES = (HolidayZone.A, HolidayZone.B, HolidayZone.C)
"""The zones whose school holidays come with the program."""


class Skip(StrEnum):
    """What may be left out."""

    SCHOOL = "school"
    BANK = "bank"


def day_or_moment(text: str) -> date:
    """A date, or a date and time: 2026-11-26, 2026-11-26T14:00, and the same the French way."""
    try:
        return day(text)
    except ArgumentTypeError:
        try:
            return moment(text)
        except ArgumentTypeError:
            raise ArgumentTypeError(
                _("“{text}” is neither a date nor a date and time: write 2026-11-26 or 2026-11-26T14:00.").format(
                    text=text
                )
            ) from None


def skips(text: str) -> frozenset[Skip]:
    """What to leave out: « school,bank »."""
    try:
        return frozenset(Skip(one.strip()) for one in text.split(","))
    except ValueError:
        raise ArgumentTypeError(_("“{text}” is not school, bank or school,bank").format(text=text)) from None


def add_rule(parser: ArgumentParser, *, zone: str) -> None:
    """The options that say which dates a rule gives; `zone` tells what the zone is asked for."""
    parser.add_argument(
        "--rule",
        required=True,
        metavar="RRULE",
        help=_("a rule of RFC 5545; one without an end stops on 31 August: FREQ=WEEKLY;BYDAY=TH;UNTIL=20270630"),
    )
    parser.add_argument("--zone", type=str.upper, choices=[one.value for one in ZONES], help=zone)
    parser.add_argument(
        "--skip", type=skips, default=frozenset(), metavar="school,bank", help=_("the holidays to leave out")
    )


def run(options: Namespace) -> int:
    """Say every date of a rule, whether it is kept, and why not."""
    if Skip.SCHOOL in options.skip and options.zone is None:
        raise Refusal(_("Which school holidays? Give the zone: --zone A, B or C."))
    region = BankRegion(options.region)
    clock = ZoneInfo(TIME_ZONES[region])
    try:
        rule = parse_rule(options.rule)
        days = recurrence.dates(rule, options.start, season_end(options.start), zone=clock)
    except RuleError as error:
        raise Refusal(sentence(error.problem)) from error
    calendar = school_calendars.load().calendar(options.zone and HolidayZone(options.zone), region)
    verdicts = sift(days, calendar, _rule_for(Skip.SCHOOL, options), _rule_for(Skip.BANK, options))
    for remark in _remarks(options, verdicts, calendar, clock):
        complain(sentence(remark))
    if options.json:
        write_json([_as_json(one, options.start) for one in verdicts])
    else:
        _tell(rule, options.start, verdicts)
    return 0


def _rule_for(kind: Skip, options: Namespace) -> HolidayRule:
    return HolidayRule.SKIP if kind in options.skip else HolidayRule.KEEP


def _remarks(
    options: Namespace, verdicts: Sequence[DatedVerdict], calendar: Calendar, clock: ZoneInfo
) -> list[Problem]:
    """What the answer does not know, and hours that no clock shows."""
    remarks = []
    if any(one.flagged for one in verdicts) and calendar.known_from and calendar.horizon:
        known = {"first": calendar.known_from.isoformat(), "day": calendar.horizon.isoformat()}
        remarks.append(Problem("zone", "calendar_horizon", known, is_warning=True))
    if isinstance(options.start, datetime):
        moments = [datetime.combine(one.day, options.start.time()) for one in verdicts if one.kept]
        remarks += recurrence.check_gaps([Interval(one, one) for one in moments], clock)[:1]
    return remarks


def _as_json(verdict: DatedVerdict, start: date) -> dict[str, object]:
    reason = None if verdict.kept or verdict.reason is None else reason_words(verdict.reason)
    return {"start": _start_text(verdict.day, start), "kept": verdict.kept, "reason": reason}


def _start_text(one: date, start: date) -> str:
    if isinstance(start, datetime):
        return datetime.combine(one, start.time()).isoformat(timespec="minutes")
    return one.isoformat()


def _tell(rule: Rule, start: date, verdicts: Sequence[DatedVerdict]) -> None:
    words = rule_words(rule, start)
    write(words[:1].upper() + words[1:])
    if rule.is_endless:
        write(
            _("The rule has no end: dates are given up to the end of the season, {day}.").format(
                day=format_date(season_end(start))
            )
        )
    rows = [
        (
            _readable(one.day, start),
            _("yes") if one.kept else _("no"),
            "" if one.kept or one.reason is None else reason_words(one.reason),
        )
        for one in verdicts
    ]
    write_table([_("Date"), _("Kept"), _("Reason")], rows)
    kept = sum(one.kept for one in verdicts)
    verdict = ngettext("{kept} date of {n}", "{kept} dates of {n}", kept)
    write(verdict.format(kept=format_number(kept), n=format_number(len(verdicts))))


def _readable(one: date, start: date) -> str:
    hour = f", {format_time(start)}" if isinstance(start, datetime) else ""
    return format_date(one, "full") + hour
