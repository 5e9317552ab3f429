"""`coopdesk book`: one booking, as the window would make it."""

from argparse import Namespace

from coopdesk.cli.files import writing
from coopdesk.cli.naming import organisation_named, room_named
from coopdesk.cli.output import Refusal, complain, write, write_json
from coopdesk.domain.booking import BookingDraft, BookingState
from coopdesk.foundation.i18n import _, format_date, format_span
from coopdesk.foundation.problems import Refused
from coopdesk.services import bookings, organisations, rooms
from coopdesk.wording.sentences import sentence


def run(options: Namespace) -> int:
    """Book a room; warnings are said beside the answer and change nothing."""
    with writing(options.file) as desk:
        room_names = {room.id: room.name for room in rooms.rooms(desk)}
        names = organisations.names(desk)
        draft = BookingDraft(
            room_id=room_named(options.room, room_names),
            organisation_id=organisation_named(options.organisation, names),
            starts_at=options.start,
            ends_at=options.end,
            purpose=options.purpose,
            state=BookingState.OPTION if options.option else BookingState.CONFIRMED,
        )
        outcome = bookings.book(desk, draft)
    if isinstance(outcome, Refused):
        raise Refusal(" ".join(sentence(problem) for problem in outcome.problems))
    for warning in outcome.warnings:
        complain(sentence(warning))
    if options.json:
        write_json({"id": outcome.id, "warnings": [warning.code for warning in outcome.warnings]})
        return 0
    booked = _("Option taken: {room}, {day}, {hours}.") if options.option else _("Booked: {room}, {day}, {hours}.")
    write(
        booked.format(
            room=room_names[draft.room_id],
            day=format_date(draft.starts_at.date(), "full"),
            hours=format_span(draft.starts_at, draft.ends_at),
        )
    )
    return 0
