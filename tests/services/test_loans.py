"""Loans: never more promised than there is, and what comes back is accounted for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import NOW, a_desk, a_loan, a_loan_draft, an_action, an_equipment, an_organisation

from coopdesk.domain.equipment import Condition, Tracking
from coopdesk.domain.listing import EVERYTHING
from coopdesk.domain.loan import LATE_HORIZON, Loan, LoanState, ReturnLine
from coopdesk.domain.period import Interval
from coopdesk.foundation.problems import Problem, Refused, Saved, refused
from coopdesk.services import equipment, loans
from coopdesk.services.desk import Desk

LAST_WEEK = {"starts_at": NOW - timedelta(days=7), "due_at": NOW - timedelta(days=2)}


@pytest.fixture
def borrower(desk: Desk) -> int:
    """Who borrows."""
    return an_organisation(desk)


@pytest.fixture
def chairs(desk: Desk) -> int:
    """Eighty chairs."""
    return an_equipment(desk)


def _loan(desk: Desk, loan_id: int) -> Loan:
    loan = loans.get(desk, loan_id)
    assert loan is not None
    return loan


def _back(desk: Desk, loan_id: int, **counts: int) -> ReturnLine:
    return ReturnLine(line_id=_loan(desk, loan_id).lines[0].id, **counts)


def _not_enough(free: int, asked: int) -> Refused:
    return refused("lines", "not_enough", name="Chaises pliantes", free=free, asked=asked)


def test_the_holdings_of_an_article_are_its_open_loans_as_they_begin(desk: Desk, borrower: int, chairs: int) -> None:
    tables = an_equipment(desk, "Tables", quantity=20)
    a_loan(desk, borrower, (chairs, 30), (tables, 4))
    late = a_loan(desk, borrower, (chairs, 10), hand_over_now=True, **LAST_WEEK)
    closed = a_loan(desk, borrower, (chairs, 5), hand_over_now=True, **LAST_WEEK)
    loans.give_back(desk, late, [_back(desk, late, good=4)])
    loans.give_back(desk, closed, [_back(desk, closed, good=5)])

    held = loans.holdings(desk, chairs)

    assert [(one.number, one.quantity, one.state(NOW)) for one in held] == [
        ("2026-002", 6, LoanState.LATE),
        ("2026-001", 30, LoanState.RESERVED),
    ]
    assert held[0].organisation == "Parents du Mail"
    assert [one.quantity for one in loans.holdings(desk, tables)] == [4]


def test_a_loan_is_promised_under_the_year_s_next_number(desk: Desk, borrower: int, chairs: int) -> None:
    first = _loan(desk, a_loan(desk, borrower, (chairs, 10)))
    second = _loan(desk, a_loan(desk, borrower, (chairs, 20), notes=" pour le loto "))

    assert (first.number, second.number) == ("2026-001", "2026-002")
    assert (second.organisation, second.notes) == ("Parents du Mail", "pour le loto")
    assert [(line.equipment, line.quantity) for line in second.lines] == [("Chaises pliantes", 20)]
    assert second.state(NOW) is LoanState.RESERVED


def test_the_largest_quantity_inside_the_period_counts(desk: Desk, borrower: int, chairs: int) -> None:
    # Free at both ends, short in the middle: only a sweep over the whole period sees it.
    day = datetime(2026, 11, 28)
    a_loan(desk, borrower, (chairs, 50), starts_at=day.replace(hour=10), due_at=day.replace(hour=14))
    a_loan(desk, borrower, (chairs, 20), starts_at=day.replace(hour=12), due_at=day.replace(hour=16))

    assert loans.lend(desk, a_loan_draft(borrower, (chairs, 11)), hand_over_now=False) == _not_enough(10, 11)
    assert isinstance(loans.lend(desk, a_loan_draft(borrower, (chairs, 10)), hand_over_now=False), Saved)


def test_what_is_back_at_noon_can_leave_at_noon(desk: Desk, borrower: int, chairs: int) -> None:
    noon = datetime(2026, 11, 28, 12)
    a_loan(desk, borrower, (chairs, 80), due_at=noon)

    assert a_loan(desk, borrower, (chairs, 80), starts_at=noon)


def test_what_is_late_is_not_counted_on(desk: Desk, borrower: int, chairs: int) -> None:
    a_loan(desk, borrower, (chairs, 80), hand_over_now=True, **LAST_WEEK)
    after = NOW + LATE_HORIZON

    other = an_organisation(desk, "Les Coursives")
    assert loans.lend(desk, a_loan_draft(other, (chairs, 1)), hand_over_now=False) == _not_enough(0, 1)
    assert a_loan(desk, other, (chairs, 80), starts_at=after, due_at=after + timedelta(days=1))


def test_an_organisation_that_is_late_is_pointed_out(desk: Desk, borrower: int, chairs: int) -> None:
    a_loan(desk, borrower, (chairs, 2), hand_over_now=True, **LAST_WEEK)

    outcome = loans.lend(desk, a_loan_draft(borrower, (chairs, 1)), hand_over_now=False)

    late = Problem("organisation_id", "organisation_late", {"name": "Parents du Mail", "loans": 1}, is_warning=True)
    assert isinstance(outcome, Saved)
    assert outcome.warnings == (late,)


def test_every_reason_is_given_at_once(desk: Desk, chairs: int) -> None:
    old = an_equipment(desk, "Vieille sono", condition=Condition.RETIRED)
    broken = an_equipment(desk, "Percolateur", quantity=1, condition=Condition.BROKEN)
    draft = a_loan_draft(99, (chairs, 81), (old, 1), (broken, 1), (99, 1), deposit=-1)

    outcome = loans.lend(desk, draft, hand_over_now=True)

    assert isinstance(outcome, Refused)
    assert [(one.field, one.code, dict(one.params)) for one in outcome.problems] == [
        ("deposit", "negative_amount", {}),
        ("organisation_id", "organisation_unknown", {"name": ""}),
        ("lines", "not_enough", {"name": "Chaises pliantes", "free": 80, "asked": 81}),
        ("lines", "equipment_retired", {"name": "Vieille sono"}),
        ("lines", "not_enough", {"name": "Percolateur", "free": 0, "asked": 1}),
        ("lines", "equipment_unknown", {}),
    ]
    assert loans.count(desk, loans.LoanFilter(now=NOW)) == 0
    assert tuple(loans.check(desk, draft)) == outcome.problems


def test_what_leaves_early_is_away_from_then_on(desk: Desk, borrower: int, chairs: int) -> None:
    loan_id = a_loan(desk, borrower, (chairs, 80))

    assert loans.hand_over(desk, loan_id) == Saved(loan_id)

    loan = _loan(desk, loan_id)
    assert (loan.starts_at, loan.out_at, loan.state(NOW)) == (NOW, NOW, LoanState.OUT)
    assert equipment.free(desk, chairs, Interval(NOW, NOW + timedelta(hours=1))) == 0
    assert loans.hand_over(desk, loan_id) == refused("", "loan_already_out")


def test_a_promise_is_looked_at_again_when_it_leaves(desk: Desk, borrower: int, chairs: int) -> None:
    loan_id = a_loan(desk, borrower, (chairs, 80))
    damaged = a_loan(desk, borrower, (chairs, 3), hand_over_now=True, starts_at=NOW, due_at=NOW + timedelta(hours=2))
    loans.give_back(desk, damaged, [_back(desk, damaged, damaged=3)])

    assert loans.hand_over(desk, loan_id) == _not_enough(77, 80)
    assert _loan(desk, loan_id).out_at is None


def test_part_of_a_loan_comes_back_and_it_stays_open(desk: Desk, borrower: int, chairs: int) -> None:
    loan_id = a_loan(desk, borrower, (chairs, 40), hand_over_now=True)

    assert loans.give_back(desk, loan_id, [_back(desk, loan_id, good=30)]) == Saved(loan_id)

    loan = _loan(desk, loan_id)
    assert loan.closed_at is None
    assert loan.lines[0].outstanding == 10
    assert equipment.free(desk, chairs, Interval(NOW, loan.due_at)) == 70
    assert loans.edit(desk, loan_id, a_loan_draft(borrower, (chairs, 1))) == refused("", "loan_closed")


def test_a_loan_closes_when_nothing_is_out(desk: Desk, borrower: int, chairs: int) -> None:
    loan_id = a_loan(desk, borrower, (chairs, 40), hand_over_now=True)
    loans.give_back(desk, loan_id, [_back(desk, loan_id, good=30)])

    assert loans.give_back(desk, loan_id, [_back(desk, loan_id, good=10)]) == Saved(loan_id)

    assert _loan(desk, loan_id).closed_at == NOW
    assert equipment.free(desk, chairs, Interval(NOW, NOW + timedelta(days=9))) == 80
    assert loans.give_back(desk, loan_id, []) == refused("", "loan_closed")
    assert loans.hand_over(desk, loan_id) == refused("", "loan_closed")


def test_damaged_and_missing_are_counted_once_as_out_of_order(desk: Desk, borrower: int, chairs: int) -> None:
    loan_id = a_loan(desk, borrower, (chairs, 40), hand_over_now=True)

    loans.give_back(desk, loan_id, [_back(desk, loan_id, good=20, damaged=1, missing=2)])

    article = equipment.get(desk, chairs)
    assert article is not None
    assert (article.quantity, article.out_of_order) == (80, 3)
    # 80 less 3 out of order, less the 17 still out.
    assert equipment.free(desk, chairs, Interval(NOW, NOW + timedelta(hours=1))) == 60


def test_a_damaged_single_item_is_broken(desk: Desk, borrower: int) -> None:
    sound = an_equipment(desk, "Sono", quantity=1, tracking=Tracking.UNIQUE)
    loan_id = a_loan(desk, borrower, (sound, 1), hand_over_now=True)

    loans.give_back(desk, loan_id, [_back(desk, loan_id, damaged=1)])

    article = equipment.get(desk, sound)
    assert article is not None
    assert (article.condition, article.out_of_order) == (Condition.BROKEN, 0)
    assert _loan(desk, loan_id).closed_at == NOW


def test_a_missing_single_item_is_kept_but_not_lent(desk: Desk, borrower: int) -> None:
    sound = an_equipment(desk, "Sono", quantity=1, tracking=Tracking.UNIQUE)
    loan_id = a_loan(desk, borrower, (sound, 1), hand_over_now=True)

    loans.give_back(desk, loan_id, [_back(desk, loan_id, missing=1)])

    article = equipment.get(desk, sound)
    assert article is not None
    assert (article.quantity, article.out_of_order, article.condition) == (1, 1, Condition.GOOD)


def test_a_return_is_taken_whole_or_not_at_all(desk: Desk, borrower: int, chairs: int) -> None:
    tables = an_equipment(desk, "Tables", quantity=10)
    loan_id = a_loan(desk, borrower, (chairs, 40), (tables, 5), hand_over_now=True)
    first, second = _loan(desk, loan_id).lines

    outcome = loans.give_back(
        desk,
        loan_id,
        [
            ReturnLine(line_id=first.id, good=40),
            ReturnLine(line_id=second.id, good=4, missing=2),
            ReturnLine(line_id=99, good=1),
        ],
    )

    assert outcome == Refused(
        (
            Problem("lines", "more_back_than_out", {"name": "Tables", "n": 5}),
            Problem("lines", "loan_line_unknown"),
        )
    )
    assert [line.outstanding for line in _loan(desk, loan_id).lines] == [40, 5]


def test_two_returns_of_one_line_add_up(desk: Desk, borrower: int, chairs: int) -> None:
    loan_id = a_loan(desk, borrower, (chairs, 10), hand_over_now=True)
    six = _back(desk, loan_id, good=6)

    outcome = loans.give_back(desk, loan_id, [six, six])

    assert outcome == refused("lines", "more_back_than_out", name="Chaises pliantes", n=4)


def test_what_never_left_cannot_come_back(desk: Desk, borrower: int, chairs: int) -> None:
    loan_id = a_loan(desk, borrower, (chairs, 10))

    assert loans.give_back(desk, loan_id, [_back(desk, loan_id, good=10)]) == refused("", "loan_not_out")


def test_a_promised_loan_is_changed_without_standing_in_its_own_way(desk: Desk, borrower: int, chairs: int) -> None:
    tables = an_equipment(desk, "Tables", quantity=10)
    loan_id = a_loan(desk, borrower, (chairs, 80))

    assert loans.edit(desk, loan_id, a_loan_draft(borrower, (chairs, 80), (tables, 10))) == Saved(loan_id)
    assert loans.edit(desk, loan_id, a_loan_draft(borrower, (tables, 11))) == refused(
        "lines", "not_enough", name="Tables", free=10, asked=11
    )

    loan = _loan(desk, loan_id)
    assert loan.number == "2026-001"
    assert [(line.equipment, line.quantity) for line in loan.lines] == [("Chaises pliantes", 80), ("Tables", 10)]


def test_a_loan_that_has_left_is_prolonged_but_never_starts_later(desk: Desk, borrower: int, chairs: int) -> None:
    loan_id = a_loan(desk, borrower, (chairs, 80), hand_over_now=True)
    tomorrow = NOW + timedelta(days=1)

    draft = a_loan_draft(borrower, (chairs, 80), starts_at=tomorrow, due_at=tomorrow + timedelta(days=9))
    assert loans.edit(desk, loan_id, draft) == Saved(loan_id)

    loan = _loan(desk, loan_id)
    assert (loan.starts_at, loan.due_at) == (NOW, draft.due_at)


def test_only_what_never_left_can_be_deleted(desk: Desk, borrower: int, chairs: int) -> None:
    promised, out = a_loan(desk, borrower, (chairs, 1)), a_loan(desk, borrower, (chairs, 1), hand_over_now=True)

    assert loans.delete(desk, promised) == Saved(promised)
    assert loans.get(desk, promised) is None
    assert loans.delete(desk, out) == refused("", "loan_in_use", state=LoanState.OUT)


def test_a_loan_an_action_counts_on_stays(desk: Desk, borrower: int, chairs: int) -> None:
    loan_id = a_loan(desk, borrower, (chairs, 1))
    an_action(desk, borrower, title="Loto", loan_ids=(loan_id,))

    assert loans.delete(desk, loan_id) == refused("", "loan_in_action", action="Loto")


def test_a_loan_that_is_gone_is_said_to_be(desk: Desk, borrower: int, chairs: int) -> None:
    gone = refused("", "loan_unknown")
    assert loans.hand_over(desk, 99) == gone
    assert loans.give_back(desk, 99, []) == gone
    assert loans.delete(desk, 99) == gone
    assert loans.edit(desk, 99, a_loan_draft(borrower, (chairs, 1))) == gone


def test_loans_are_listed_by_state(desk: Desk, borrower: int, chairs: int) -> None:
    late = a_loan(desk, borrower, (chairs, 1), hand_over_now=True, **LAST_WEEK)
    out = a_loan(desk, borrower, (chairs, 2), hand_over_now=True)
    promised = a_loan(desk, borrower, (chairs, 3))
    back = a_loan(desk, borrower, (chairs, 4), hand_over_now=True)
    loans.give_back(desk, back, [_back(desk, back, good=4)])

    listed = {
        state: [one.id for one in loans.lines(desk, loans.LoanFilter(now=NOW, state=state), None, EVERYTHING)]
        for state in LoanState
    }

    assert listed == {
        LoanState.LATE: [late],
        LoanState.OUT: [out],
        LoanState.RESERVED: [promised],
        LoanState.RETURNED: [back],
    }
    assert loans.count(desk, loans.LoanFilter(now=NOW, open_only=True)) == 3


@dataclass(frozen=True)
class _Ask:
    """A random wish: hours from now, and how many of ten."""

    start: int
    hours: int
    quantity: int
    hand_over_now: bool

    def occupied(self) -> range:
        """The hours it takes, told as plainly as can be."""
        start = min(self.start, 0) if self.hand_over_now else self.start
        end = self.start + self.hours
        is_late = self.hand_over_now and end < 0
        return range(start, 24 * 31 if is_late else end)


_ASKS = st.lists(
    st.builds(_Ask, st.integers(-30, 60), st.integers(1, 40), st.integers(1, 10), st.booleans()), max_size=12
)


@pytest.fixture(scope="module")
def shared_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One house for all the random tries, each with an article of its own."""
    opened = a_desk(tmp_path_factory.mktemp("loans") / "house.coopdesk")
    yield opened
    opened.close()


_SERIAL = count(1)


@settings(max_examples=40)
@given(asks=_ASKS)
def test_random_loans_never_exceed_what_there_is(shared_desk: Desk, asks: list[_Ask]) -> None:
    borrower = an_organisation(shared_desk, f"Collectif {next(_SERIAL)}")
    article = an_equipment(shared_desk, quantity=10)
    away: dict[int, int] = {}
    for ask in asks:
        starts_at = NOW + timedelta(hours=ask.start)
        draft = a_loan_draft(
            borrower, (article, ask.quantity), starts_at=starts_at, due_at=starts_at + timedelta(hours=ask.hours)
        )
        fits = all(away.get(hour, 0) + ask.quantity <= 10 for hour in ask.occupied())

        outcome = loans.lend(shared_desk, draft, hand_over_now=ask.hand_over_now)

        assert isinstance(outcome, Saved) == fits
        if fits:
            for hour in ask.occupied():
                away[hour] = away.get(hour, 0) + ask.quantity
    assert max(away.values(), default=0) <= 10


def test_a_loan_is_found_by_who_borrows(desk: Desk) -> None:
    chairs = an_equipment(desk)
    for name in ("Fil & Parole", "Jardin"):
        a_loan(desk, an_organisation(desk, name), (chairs, 10))
    found = loans.lines(desk, loans.LoanFilter(now=NOW, text="parole"), None, EVERYTHING)
    assert [one.organisation for one in found] == ["Fil & Parole"]
