"""Every use case that writes, with any arguments: what hypothesis puts together in any order."""

import string
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import strategies as st
from tests import builders

from coopdesk.domain.action import ActionDraft, ActionStage, Partner, PartnerRole
from coopdesk.domain.equipment import Tracking
from coopdesk.domain.loan import ReturnLine
from coopdesk.domain.operation import Operation
from coopdesk.domain.organisation import ContactDraft, OrganisationDraft
from coopdesk.services import actions, equipment, house, imports, loans, organisations
from coopdesk.services.desk import Changes, Desk
from coopdesk.services.imports import ImportRow
from coopdesk.store import change_log
from coopdesk.store.schema import metadata

WORDS = st.text(string.ascii_letters + " éÈœŒß'\"%:;?\\_-–😀عرب\n", min_size=1, max_size=12).filter(str.strip)
SMALL = st.integers(1, 4)
"""Keys that often exist and sometimes do not."""

DERIVED = {"occupancy": ["booking_id", "space_id", "starts_at", "ends_at", "firm"]}
"""What triggers write, but the number of the row, which says nothing."""

Content = dict[str, list[tuple[str, ...]]]


def content(desk: Desk) -> Content:
    """Every row of every table but the journal, byte for byte, and what is derived: taken spaces, words to search."""
    watched = {name: one.columns.keys() for name, one in metadata.tables.items() if name not in change_log.NOT_UNDONE}
    watched |= DERIVED | {"search": ["rowid", "words"]}
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


class Row(NamedTuple):
    """A row of a table, whatever its key is by then: the n-th, counted round and round."""

    table: str
    number: int

    def key(self, desk: Desk) -> int:
        """Its key; 1, which is unknown then, where the table is empty."""
        with desk.read() as connection:
            keys = list(connection.exec_driver_sql(f"SELECT id FROM {self.table} ORDER BY id").scalars())  # noqa: S608
        return keys[self.number % len(keys)] if keys else 1


@dataclass(frozen=True, repr=False)
class Act:
    """One use case with its arguments, told whole where it fails."""

    operation: Operation
    use_case: Callable[..., object]
    arguments: tuple[Any, ...]
    options: Mapping[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        said = [*map(repr, self.arguments), *(f"{name}={value!r}" for name, value in self.options.items())]
        return f"{self.operation}({', '.join(said)})"

    def __call__(self, desk: Desk) -> object:
        """Do it; much is refused, which changes nothing."""
        found = (one.key(desk) if isinstance(one, Row) else one for one in self.arguments)
        return self.use_case(desk, *found, **self.options)


@contextmanager
def hearing(desk: Desk) -> Iterator[list[Changes]]:
    """What is told of the acts that are done meanwhile."""
    heard: list[Changes] = []
    desk.listen(heard.append)
    yield heard


def furnished(path: Path) -> Desk:
    """A house with two associations, two rooms, one made of both, a booking, an article and a key: each by an act."""
    desk = builders.a_desk(path)
    for name in ("Jardin d’à côté", 'L’atelier "vélo"'):
        builders.an_organisation(desk, name, themes=("Jeu", "Œuvre"))
    builders.a_room(desk, "Salle A", buffer_after=30)
    builders.a_room(desk, "Salle B", capacity=30)
    builders.a_room(desk, "A + B", parts=(1, 2))
    builders.a_booking(desk, 1, 1)
    builders.an_equipment(desk)
    builders.a_key(desk, rooms=(1, 3))
    return desk


FURNISHED = 8
"""By so many acts."""


def rows(table: str) -> st.SearchStrategy[Row]:
    """Any row of a table."""
    return st.builds(Row, st.just(table), st.integers(0, 99))


@st.composite
def organisation_drafts(draw: st.DrawFn) -> OrganisationDraft:
    """Any association, with papers that end or none."""
    return OrganisationDraft(
        name=draw(WORDS),
        city=draw(WORDS | st.just("")),
        themes=tuple(draw(st.lists(WORDS, max_size=3))),
        members=draw(st.none() | st.integers(0, 99)),
        insurance_ends_on=draw(st.none() | st.just(date(2026, 12, 31))),
    )


@st.composite
def action_drafts(draw: st.DrawFn) -> ActionDraft:
    """Any action."""
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


def contact_drafts() -> st.SearchStrategy[ContactDraft]:
    """Any person of an association."""
    return st.builds(
        ContactDraft, organisation_id=SMALL, name=WORDS, email=st.just("a@b.fr"), source=st.just("") | WORDS
    )


@st.composite
def articles(draw: st.DrawFn) -> Any:
    """Any article: one by itself, or a lot of nine."""
    tracking = draw(st.sampled_from(Tracking))
    return builders.an_equipment_draft(draw(WORDS), quantity=1 if tracking is Tracking.UNIQUE else 9, tracking=tracking)


@st.composite
def loan_drafts(draw: st.DrawFn) -> Any:
    """Any loan of one article."""
    return builders.a_loan_draft(draw(SMALL), (draw(SMALL), draw(st.integers(1, 5))), notes=draw(WORDS))


def returned() -> st.SearchStrategy[list[ReturnLine]]:
    """Any return of one line."""
    line = st.builds(ReturnLine, line_id=SMALL, good=st.just(1), damaged=st.integers(0, 1), missing=st.just(0))
    return st.lists(line, min_size=1, max_size=1)


def table_rows() -> st.SearchStrategy[list[ImportRow]]:
    """Any table of associations, read."""
    return st.lists(st.builds(ImportRow, line=st.integers(2, 9), draft=organisation_drafts()), max_size=3)


def acts_of(
    operation: Operation, use_case: Callable[..., object], *arguments: Any, options: Mapping[str, Any] | None = None
) -> st.SearchStrategy[Act]:
    """The acts of one use case: each argument is a strategy, or the value itself."""

    def strategy(one: Any) -> st.SearchStrategy[Any]:
        return one if isinstance(one, st.SearchStrategy) else st.just(one)

    return st.builds(
        Act,
        st.just(operation),
        st.just(use_case),
        st.tuples(*map(strategy, arguments)),
        st.fixed_dictionaries({name: strategy(one) for name, one in (options or {}).items()}),
    )


_ORGANISATION, _CONTACT, _LOAN = (rows(name) for name in ("organisation", "contact", "loan"))
_EQUIPMENT, _ACTION = rows("equipment"), rows("action")

_ALL: tuple[tuple[Any, ...], ...] = (
    (Operation.EDIT_HOUSE, house.edit_house, st.builds(builders.a_house, name=WORDS)),
    (Operation.ADD_ORGANISATION, organisations.add, organisation_drafts()),
    (Operation.EDIT_ORGANISATION, organisations.edit, _ORGANISATION, organisation_drafts()),
    (Operation.DELETE_ORGANISATION, organisations.delete, _ORGANISATION),
    (Operation.IMPORT_ORGANISATIONS, imports.import_organisations, table_rows()),
    (Operation.ADD_CONTACT, organisations.add_contact, contact_drafts()),
    (Operation.EDIT_CONTACT, organisations.edit_contact, _CONTACT, contact_drafts()),
    (Operation.DELETE_CONTACT, organisations.delete_contact, _CONTACT),
    (Operation.ADD_EQUIPMENT, equipment.add, articles()),
    (Operation.EDIT_EQUIPMENT, equipment.edit, _EQUIPMENT, articles()),
    (Operation.DELETE_EQUIPMENT, equipment.delete, _EQUIPMENT),
    (Operation.EDIT_LOAN, loans.edit, _LOAN, loan_drafts()),
    (Operation.HAND_OVER, loans.hand_over, _LOAN),
    (Operation.GIVE_BACK, loans.give_back, _LOAN, returned()),
    (Operation.DELETE_LOAN, loans.delete, _LOAN),
    (Operation.ADD_ACTION, actions.add, action_drafts()),
    (Operation.EDIT_ACTION, actions.edit, _ACTION, action_drafts()),
    (Operation.DELETE_ACTION, actions.delete, _ACTION),
)

ACTS: Mapping[Operation, st.SearchStrategy[Act]] = {
    **{one[0]: acts_of(*one) for one in _ALL},
    Operation.LEND: acts_of(Operation.LEND, loans.lend, loan_drafts(), options={"hand_over_now": st.booleans()}),
}
"""The registers beside the planning, by what is done; those of the planning are in planning_acts.py."""
