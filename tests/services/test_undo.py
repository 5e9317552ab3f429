"""Whatever was done is undone to the row, and redone: any use cases, in any order, in every register."""

import sqlite3
import string
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import builders

from coopdesk.domain.action import ActionDraft, ActionStage, Partner, PartnerRole
from coopdesk.domain.booking import BookingState
from coopdesk.domain.equipment import Tracking
from coopdesk.domain.history import Act, Way
from coopdesk.domain.loan import ReturnLine
from coopdesk.domain.operation import Operation
from coopdesk.domain.organisation import ContactDraft, OrganisationDraft
from coopdesk.domain.room import RoomDraft
from coopdesk.foundation.problems import Outcome, Saved, UserError
from coopdesk.services import actions, bookings, equipment, house, loans, organisations, rooms
from coopdesk.services.desk import Changes, Desk, open_desk
from coopdesk.store import change_log
from coopdesk.store import history as store_history
from coopdesk.store.schema import metadata

WORDS = st.text(string.ascii_letters + " éÈœŒß'\"%:;?\\_-–😀عرب\n", min_size=1, max_size=12).filter(str.strip)
SMALL = st.integers(1, 4)
"""Keys that often exist and sometimes do not."""

Content = dict[str, list[tuple[str, ...]]]


def content(desk: Desk) -> Content:
    """Every row of every table but the journal, byte for byte, and what the search holds."""
    watched = {name: one.columns.keys() for name, one in metadata.tables.items() if name not in change_log.NOT_UNDONE}
    watched["search"] = ["rowid", "words"]
    with desk.read() as connection:
        return {
            name: sorted(
                tuple(row)
                for row in connection.exec_driver_sql(
                    f"SELECT {', '.join(f'quote({key})' for key in keys)} FROM {name}"  # noqa: S608 - our own names
                )
            )
            for name, keys in watched.items()
        }


def moments() -> st.SearchStrategy[datetime]:
    """Half hours of one fortnight."""
    return st.integers(0, 14 * 48 - 1).map(lambda n: datetime(2026, 11, 23) + timedelta(minutes=30 * n))


@st.composite
def organisation_drafts(draw: st.DrawFn) -> OrganisationDraft:
    return OrganisationDraft(
        name=draw(WORDS),
        city=draw(WORDS | st.just("")),
        themes=tuple(draw(st.lists(WORDS, max_size=3))),
        members=draw(st.none() | st.integers(0, 99)),
    )


@st.composite
def action_drafts(draw: st.DrawFn) -> ActionDraft:
    partners = draw(st.lists(SMALL, max_size=3, unique=True))
    return ActionDraft(
        title=draw(WORDS),
        form="F2",
        dynamic=draw(st.none() | st.just("D1")),
        stage=draw(st.sampled_from(ActionStage)),
        partners=tuple(Partner(one, PartnerRole.LEAD, draw(WORDS)) for one in partners),
        booking_ids=tuple(draw(st.lists(SMALL, max_size=1))),
        reached_total=draw(st.none() | st.integers(0, 500)),
    )


def an_act(draw: st.DrawFn) -> Callable[[Desk], Outcome]:
    """One use case with its arguments; many are refused, which changes nothing."""
    key, other, word = draw(SMALL), draw(SMALL), draw(WORDS)
    starts_at = draw(moments())
    booking = builders.a_booking_draft(
        key,
        other,
        starts_at=starts_at,
        purpose=word,
        state=draw(st.sampled_from(BookingState)),
        expected_persons=draw(st.none() | st.integers(0, 9)),
    )
    organisation, action = draw(organisation_drafts()), draw(action_drafts())
    contact = ContactDraft(organisation_id=key, name=word, email="a@b.fr", source=draw(st.just("") | WORDS))
    hours = draw(st.lists(st.sampled_from(builders.ALL_WEEK), unique=True, max_size=3))
    room = RoomDraft(name=word, capacity=40, hours=tuple(hours))
    tracking = draw(st.sampled_from(Tracking))
    article = builders.an_equipment_draft(word, quantity=1 if tracking is Tracking.UNIQUE else 9, tracking=tracking)
    loan = builders.a_loan_draft(key, (other, draw(st.integers(1, 5))), notes=word)
    back = ReturnLine(line_id=other, good=1, damaged=draw(st.integers(0, 1)), missing=0)
    acts: list[Callable[[Desk], Outcome]] = [
        lambda desk: organisations.add(desk, organisation),
        lambda desk: organisations.edit(desk, key, organisation),
        lambda desk: organisations.delete(desk, key),
        lambda desk: organisations.add_contact(desk, contact),
        lambda desk: organisations.edit_contact(desk, other, contact),
        lambda desk: organisations.delete_contact(desk, other),
        lambda desk: rooms.add(desk, room),
        lambda desk: rooms.edit(desk, key, room),
        lambda desk: rooms.delete(desk, key),
        lambda desk: bookings.book(desk, booking),
        lambda desk: bookings.edit(desk, other, booking),
        lambda desk: bookings.confirm(desk, other),
        lambda desk: bookings.delete(desk, other),
        lambda desk: equipment.add(desk, article),
        lambda desk: equipment.edit(desk, key, article),
        lambda desk: equipment.delete(desk, key),
        lambda desk: loans.lend(desk, loan, hand_over_now=bool(key % 2)),
        lambda desk: loans.edit(desk, key, loan),
        lambda desk: loans.hand_over(desk, key),
        lambda desk: loans.give_back(desk, key, [back]),
        lambda desk: loans.delete(desk, key),
        lambda desk: actions.add(desk, action),
        lambda desk: actions.edit(desk, key, action),
        lambda desk: actions.delete(desk, key),
        lambda desk: house.edit_house(desk, builders.a_house(name=word)),
    ]
    return draw(st.sampled_from(acts))


ACTS = st.lists(st.composite(an_act)(), min_size=1, max_size=30)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(acts=ACTS, walk=st.lists(st.sampled_from([Way.UNDONE, Way.REDONE]), max_size=20))
def test_any_acts_are_undone_and_redone_to_the_row(
    tmp_path_factory: pytest.TempPathFactory, acts: list[Callable[[Desk], Outcome]], walk: list[Way]
) -> None:
    with closing(builders.a_desk(tmp_path_factory.mktemp("undo") / "house.coopdesk")) as desk:
        for name in ("Jardin d’à côté", 'L’atelier "vélo"'):
            builders.an_organisation(desk, name, themes=("Jeu", "Œuvre"))
        builders.a_booking(desk, builders.a_room(desk), 1)
        builders.an_equipment(desk)
        states = [content(desk)]
        depth = 4
        for act in acts:
            if isinstance(act(desk), Saved) and (now := content(desk)) != states[-1]:
                states.append(now)
        top = len(states) - 1

        # Up and down at will, then all the way down, then all the way up.
        place = top
        for way in [*walk, *[Way.UNDONE] * (top + 1), *[Way.REDONE] * top]:
            step = -1 if way is Way.UNDONE else 1
            if not 0 <= place + step <= top:
                continue
            assert desk.take(way) is not None
            place += step
            assert content(desk) == states[place]
        assert place == top
        assert desk.take(Way.REDONE) is None
        # The rows that were there before the first act came by acts too.
        for _ in range(top + depth + 1):
            assert desk.take(Way.UNDONE) is not None
        assert desk.take(Way.UNDONE) is None
        assert all(rows == [] for name, rows in content(desk).items() if name != "house")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with closing(builders.a_desk(tmp_path / "maison été.coopdesk")) as desk:
        yield desk


def test_an_undone_act_is_told_with_what_it_touched(desk: Desk) -> None:
    key = builders.an_organisation(desk, "Jardin")
    heard: list[Changes] = []
    desk.listen(heard.append)

    assert desk.next_act(Way.UNDONE) == Act(Operation.ADD_ORGANISATION, "Jardin", key)
    desk.take(Way.UNDONE)

    assert heard == [Changes(Operation.ADD_ORGANISATION, frozenset({"organisation", "journal"}), Way.UNDONE)]
    assert desk.next_act(Way.UNDONE) is None
    assert desk.next_act(Way.REDONE) == Act(Operation.ADD_ORGANISATION, "Jardin", key)


def test_a_new_act_forgets_what_was_undone(desk: Desk) -> None:
    builders.an_organisation(desk, "Jardin")
    desk.take(Way.UNDONE)
    builders.an_organisation(desk, "Vélo")
    assert desk.take(Way.REDONE) is None


def test_an_act_that_changes_nothing_is_no_step(desk: Desk) -> None:
    key = builders.an_organisation(desk, "Jardin")
    builders.done(organisations.edit(desk, key, OrganisationDraft(name="Jardin")))
    assert desk.next_act(Way.UNDONE) == Act(Operation.ADD_ORGANISATION, "Jardin", key)


def test_a_hundred_acts_and_more_are_kept_and_the_oldest_forgotten(desk: Desk) -> None:
    key = builders.an_organisation(desk, "Jardin")
    for number in range(store_history.LONGEST + 10):
        builders.done(organisations.edit(desk, key, OrganisationDraft(name="Jardin", members=number)))
    taken = 0
    while desk.take(Way.UNDONE) is not None:
        taken += 1
    assert taken == store_history.LONGEST >= 100
    organisation = organisations.get(desk, key)
    assert organisation is not None
    assert organisation.members == 9


def test_what_cannot_be_undone_ends_the_history(desk: Desk) -> None:
    builders.an_organisation(desk, "Jardin")
    with desk.write(Operation.ERASE_CONTACT) as unit:
        unit.connection.exec_driver_sql("UPDATE organisation SET city = 'Lyon'")
        unit.commit()
    assert desk.take(Way.UNDONE) is None
    assert desk.barrier is Operation.ERASE_CONTACT


def _elsewhere(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute(statement)
        connection.commit()


def test_another_programs_write_ends_the_history(desk: Desk) -> None:
    builders.an_organisation(desk, "Jardin")
    _elsewhere(desk.path, "UPDATE organisation SET city = 'Lyon'")

    with pytest.raises(UserError) as refusal:
        desk.take(Way.UNDONE)

    assert refusal.value.code == "changed_elsewhere"
    assert desk.next_act(Way.UNDONE) is None
    assert list(organisations.names(desk).values()) == ["Jardin"]


def test_undo_leaves_the_history_of_the_file_behind(desk: Desk) -> None:
    builders.an_organisation(desk, "Jardin")
    path = desk.path
    desk.close()
    with closing(open_desk(path, clock=lambda: builders.NOW)) as again:
        assert again.take(Way.UNDONE) is None
        builders.an_organisation(again, "Vélo")
        again.take(Way.UNDONE)
        with again.read() as connection:
            lines: Any = connection.exec_driver_sql("SELECT operation, way FROM journal ORDER BY id").all()
    assert [tuple(line) for line in lines] == [
        ("start_house", "done"),
        ("add_organisation", "done"),
        ("add_organisation", "done"),
        ("add_organisation", "undone"),
    ]
