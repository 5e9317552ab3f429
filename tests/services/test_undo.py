"""Whatever was done is undone to the row, and redone: any use cases, in any order, in every register."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from tests import builders
from tests.services import acts, planning_acts
from tests.services.acts import content

from coopdesk.domain.history import Act, Way
from coopdesk.domain.operation import Operation
from coopdesk.domain.organisation import OrganisationDraft
from coopdesk.foundation.problems import Refused, UserError
from coopdesk.services import integrity, organisations
from coopdesk.services.desk import Changes, Desk, open_desk
from coopdesk.store import history as store_history

ALL = {**acts.ACTS, **planning_acts.ACTS}

USUAL = (Operation.BOOK, Operation.BOOK_SERIES, Operation.EDIT_SERIES, Operation.MOVE_BOOKING, Operation.EDIT_ROOM)
"""What is tried more often than the rest: others build on it, or it moves much."""

ANY_ACTS = st.lists(
    st.sampled_from([*ALL, *USUAL, *USUAL]).flatmap(lambda operation: ALL[operation]), min_size=1, max_size=20
)

# Not shrunk: that may take minutes, and the run is ended before it tells anything. What was done is told whole.
QUICK = tuple(phase for phase in Phase if phase not in {Phase.shrink, Phase.explain})


def test_every_operation_is_among_the_acts() -> None:
    assert ALL.keys() == {one for one in Operation if one.can_be_undone}


@settings(max_examples=25, phases=QUICK, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(done=ANY_ACTS, walk=st.lists(st.sampled_from([Way.UNDONE, Way.REDONE]), max_size=10))
def test_any_acts_are_undone_and_redone_to_the_row(
    tmp_path_factory: pytest.TempPathFactory, done: list[acts.Act], walk: list[Way]
) -> None:
    with closing(acts.furnished(tmp_path_factory.mktemp("undo") / "house.coopdesk")) as desk:
        states = [content(desk)]
        for one in done:
            with acts.hearing(desk) as heard:
                outcome = one(desk)
            now = content(desk)
            note(f"{len(states)}: {one}\n    -> {outcome}")
            if isinstance(outcome, Refused) or not heard:
                assert now == states[-1], "what is refused changes nothing"
                continue
            assert [changes.operation for changes in heard] == [one.operation]
            assert now != states[-1], "a step that changes nothing"
            assert integrity.check(desk) == []
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
            note(f"{way} to {place}")
            assert content(desk) == states[place]
        assert place == top
        assert desk.take(Way.REDONE) is None
        # The rows that were there before the first act came by acts too.
        for _ in range(top + acts.FURNISHED):
            assert desk.take(Way.UNDONE) is not None
        assert desk.take(Way.UNDONE) is None
        assert all(rows == [] for name, rows in content(desk).items() if name != "house")


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
