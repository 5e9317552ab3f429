"""`coopdesk free`: which rooms are free for so many people, and what else would do when none is."""

from argparse import Namespace

from coopdesk.cli.files import reading
from coopdesk.cli.naming import organisation_named
from coopdesk.cli.output import Refusal, write, write_json, write_table
from coopdesk.domain.period import Interval
from coopdesk.domain.room import Layout
from coopdesk.domain.room_search import Alternative, Found, Hindrance, Wanted
from coopdesk.foundation.i18n import _, format_number
from coopdesk.services import organisations, room_finder
from coopdesk.wording.labels import label
from coopdesk.wording.room_search import hindrance_words, lack_words, moment_words
from coopdesk.wording.sentences import sentence


def run(options: Namespace) -> int:
    """Say which rooms are free and fit, why the others do not, and what else would do."""
    with reading(options.file) as desk:
        party = options.organisation
        wanted = Wanted(
            sessions=(Interval(options.start, options.end),),
            persons=options.persons,
            layout=None if options.layout is None else Layout(options.layout),
            is_accessible=options.accessible,
            fixtures=tuple(options.fixture),
            organisation_id=None if party is None else organisation_named(party, organisations.names(desk)),
            is_anybody=party is None,
        )
        if problems := room_finder.check(desk, wanted):
            raise Refusal(" ".join(sentence(problem) for problem in problems))
        found = room_finder.find(desk, wanted)
    if options.json:
        write_json(_as_json(found))
    else:
        _tell(found)
    return 0


def _as_json(found: Found) -> dict[str, object]:
    return {
        "free": [
            {"id": one.room.id, "room": one.room.name, "capacity": one.capacity, "place": one.room.place}
            for one in found.free
        ],
        "others": [
            {"id": one.room.id, "room": one.room.name, "reasons": _reasons(one.hindrances)} for one in found.others
        ],
        "alternatives": [_alternative(one) for one in found.alternatives],
    }


def _reasons(hindrances: tuple[Hindrance, ...]) -> list[dict[str, object]]:
    return [{"code": one.obstacle, "sentence": hindrance_words(one)} for one in hindrances]


def _alternative(one: Alternative) -> dict[str, object]:
    session = one.sessions[0]
    return {
        "kind": one.kind,
        "id": one.room.id,
        "room": one.room.name,
        "start": session.start.isoformat(timespec="minutes"),
        "end": session.end.isoformat(timespec="minutes"),
        "lacks": _reasons(one.hindrances),
    }


def _tell(found: Found) -> None:
    if found.free:
        rows = [(one.room.name, format_number(one.capacity), one.room.place) for one in found.free]
        write_table([_("Free"), _("Persons"), _("Place")], rows)
    else:
        write(_("No room is free as you ask for it."))
    if found.alternatives:
        write("")
        offers = [
            (label(one.kind), one.room.name, moment_words(one.sessions[0], with_year=True), lack_words(one))
            for one in found.alternatives
        ]
        write_table([_("Instead"), _("Room"), _("When"), _("Lacks")], offers)
    if found.others:
        write("")
        reasons = [
            (one.room.name, ", ".join(hindrance_words(reason) for reason in one.hindrances)) for one in found.others
        ]
        write_table([_("Not"), _("Why")], reasons)
