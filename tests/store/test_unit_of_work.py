"""One use case, one transaction, and a word to those who listen."""

import pytest
from tests import builders

from coopdesk.domain.operation import Operation
from coopdesk.domain.organisation import ContactDraft, OrganisationDraft
from coopdesk.foundation.problems import Refused
from coopdesk.services import organisations, rooms
from coopdesk.services.desk import Changes, Desk
from coopdesk.store import change_log
from coopdesk.store.schema import metadata


def test_listeners_hear_what_was_touched_cascades_included(desk: Desk) -> None:
    key = builders.an_organisation(desk, themes=("Jeu",))
    builders.done(organisations.add_contact(desk, ContactDraft(organisation_id=key, name="Nadia")))
    heard: list[Changes] = []
    desk.listen(heard.append)

    builders.done(organisations.delete(desk, key))

    assert heard == [
        Changes(Operation.DELETE_ORGANISATION, frozenset({"organisation", "organisation_theme", "contact", "journal"}))
    ]


def test_a_refusal_writes_nothing_and_tells_nobody(desk: Desk) -> None:
    heard: list[Changes] = []
    desk.listen(heard.append)
    assert isinstance(organisations.add(desk, OrganisationDraft(name="  ")), Refused)
    assert heard == []
    assert organisations.names(desk) == {}


def test_an_exception_takes_everything_back(desk: Desk) -> None:
    room = builders.a_room(desk)

    def fail_halfway() -> None:
        with desk.write(Operation.DELETE_ROOM) as unit:
            unit.connection.exec_driver_sql("DELETE FROM room")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert rooms.get(desk, room) is not None
    builders.a_room(desk, "Salle Lilas")


def test_every_table_is_watched(desk: Desk) -> None:
    with desk.write(Operation.EDIT_HOUSE) as unit:
        names = unit.connection.exec_driver_sql("SELECT tbl_name FROM temp.sqlite_schema WHERE type = 'trigger'")
        watched = list(names.scalars())
    kept = [name for name in metadata.tables if name not in change_log.NOT_UNDONE]
    assert sorted(watched) == sorted([name for name in kept for _ in range(3)])
