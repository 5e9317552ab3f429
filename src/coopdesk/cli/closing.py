"""`coopdesk close`: close a room, or the house, for a period; what is displaced is moved, cancelled or only listed."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from coopdesk.cli.files import reading, writing
from coopdesk.cli.naming import room_named
from coopdesk.cli.output import Refusal, write, write_json, write_table
from coopdesk.domain.closing import Choice, Choices, ClosingPlan, Displaced, Fate
from coopdesk.domain.closure import ClosureDraft
from coopdesk.domain.period import Interval
from coopdesk.foundation.i18n import _, ngettext
from coopdesk.foundation.problems import Problem, Refused, UserError
from coopdesk.services import closing, rooms
from coopdesk.services.desk import Desk
from coopdesk.wording.labels import label
from coopdesk.wording.room_search import moment_words
from coopdesk.wording.sentences import sentence

if TYPE_CHECKING:
    from coopdesk.documents.closure_letters import Letters


def run(options: Namespace) -> int:
    """Close for a period; refused while bookings are in the way that nothing was said about."""
    if options.letters is not None and not options.letters.is_dir():
        raise UserError("cannot_write", {"path": str(options.letters)})
    with (reading if options.dry_run else writing)(options.file) as desk:
        names = {room.id: room.name for room in rooms.rooms(desk)}
        plan = closing.what_if(desk, _draft(options, names))
        if plan.problems:
            raise Refusal(_sentences(plan.problems))
        choices = _choices(options, plan)
        if options.dry_run:
            _answer(options, plan, choices, names, None, [])
            return 0
        if len(choices) < len(plan.displaced):
            left = [one.booking for one in plan.displaced if one.booking.id not in choices]
            ways = _("Add --move or --other-times, --cancel or both, or look first with --dry-run.")
            raise Refusal(f"{sentence(closing.undecided(left))} {ways}")
        with _letters(desk, plan, choices, options.letters) as letters:
            outcome = closing.close_room(desk, plan.closure, choices)
            if isinstance(outcome, Refused):
                raise Refusal(_sentences(outcome.problems))
            written = [] if letters is None else letters.keep()
    _answer(options, plan, choices, names, outcome.id, written)
    return 0


def _draft(options: Namespace, names: dict[int, str]) -> ClosureDraft:
    return ClosureDraft(
        room_id=None if options.house else room_named(options.room, names),
        starts_at=_moment(options.first),
        ends_at=_moment(options.last, after=1),
        is_yearly=options.yearly,
        reason=options.reason,
    )


def _moment(day: date, after: int = 0) -> datetime:
    """A moment, or the midnight a day begins or ends with."""
    return day if isinstance(day, datetime) else datetime.combine(day + timedelta(days=after), time())


def _choices(options: Namespace, plan: ClosingPlan) -> Choices:
    chosen: dict[int, Choice] = {}
    places = plan.moves if options.other_times else plan.choices
    for one in plan.displaced:
        proposed = places[one.booking.id]
        if (options.move or options.other_times) and proposed.fate is Fate.MOVE:
            chosen[one.booking.id] = proposed
        elif options.cancel:
            chosen[one.booking.id] = Choice(Fate.CANCEL)
    return chosen


def _sentences(problems: Sequence[Problem]) -> str:
    return " ".join(dict.fromkeys(sentence(problem) for problem in problems))


@contextmanager
def _letters(desk: Desk, plan: ClosingPlan, choices: Choices, folder: Path | None) -> Iterator["Letters | None"]:
    """The letters, written before the room is closed: where the folder refuses them, nothing is."""
    if folder is None:
        yield None
        return
    from coopdesk.documents import closure_letters  # noqa: PLC0415 - ReportLab costs 0.2 s, paid only when needed

    with closure_letters.ready(closing.notices(desk, plan, choices), desk.house(), folder) as letters:
        yield letters


def _answer(
    options: Namespace,
    plan: ClosingPlan,
    choices: Choices,
    names: dict[int, str],
    closure_id: int | None,
    letters: list[Path],
) -> None:
    if options.json:
        write_json(
            {
                "dry_run": options.dry_run,
                "id": closure_id,
                "room": plan.room or None,
                "start": _text(plan.closure.starts_at),
                "end": _text(plan.closure.ends_at),
                "displaced": [_as_json(one, choices.get(one.booking.id), names) for one in plan.displaced],
                "letters": [str(path) for path in letters],
            }
        )
        return
    _tell(options, plan, choices, names)
    for path in letters:
        write(_("Letter: {file}").format(file=path))


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="minutes")


def _as_json(one: Displaced, choice: Choice | None, names: dict[int, str]) -> dict[str, object]:
    proposals = [
        {
            "kind": offer.kind,
            "room": offer.room.name,
            "start": _text(offer.sessions[0].start),
            "end": _text(offer.sessions[0].end),
        }
        for offer in one.proposals
    ]
    interval = None if choice is None else choice.interval
    return {
        "id": one.booking.id,
        "room": one.booking.room,
        "organisation": one.booking.organisation,
        "start": one.booking.starts_text,
        "end": one.booking.ends_text,
        "fate": None if choice is None else choice.fate,
        "to_room": None if choice is None or choice.room_id is None else names[choice.room_id],
        "to_start": None if interval is None else _text(interval.start),
        "to_end": None if interval is None else _text(interval.end),
        "proposals": proposals,
    }


def _tell(options: Namespace, plan: ClosingPlan, choices: Choices, names: dict[int, str]) -> None:
    n = len(plan.displaced)
    if n:
        rows = [
            (
                moment_words(Interval(one.booking.starts_at, one.booking.ends_at), with_year=True),
                one.booking.room,
                one.booking.organisation or one.booking.purpose or _("the house itself"),
                _fate(one, choices.get(one.booking.id), names),
            )
            for one in plan.displaced
        ]
        write_table([_("When"), _("Room"), _("Who"), _("What becomes of it")], rows)
    what = plan.room or _("the house")
    if not options.dry_run:
        done = ngettext("Closed: {what}; {n} booking displaced.", "Closed: {what}; {n} bookings displaced.", n)
        write(done.format(what=what, n=n) if n else _("Closed: {what}; nothing was booked.").format(what=what))
        return
    would = ngettext("{n} booking would be displaced.", "{n} bookings would be displaced.", n)
    write(would.format(n=n) if n else _("Nothing is booked then."))


def _fate(one: Displaced, choice: Choice | None, names: dict[int, str]) -> str:
    if choice is None:
        if not one.proposals:
            return _("to be decided; nothing is free that fits")
        offer = one.proposals[0]
        when = moment_words(offer.sessions[0], with_year=True)
        return _("to be decided; could go to {room}, {when}").format(room=offer.room.name, when=when)
    if choice.room_id is None or choice.interval is None:
        return label(choice.fate).lower()
    when = moment_words(choice.interval, with_year=True)
    return _("moved to {room}, {when}").format(room=names[choice.room_id], when=when)
