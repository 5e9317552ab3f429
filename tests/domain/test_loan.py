"""Loans by themselves: what is asked for, where they stand, what comes back."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.domain.loan import (
    LATE_HORIZON,
    LoanDraft,
    LoanLine,
    LoanLineDraft,
    LoanState,
    ReturnLine,
    check,
    check_return,
    loan_state,
    promised_until,
    take_back,
)

OUT = datetime(2026, 11, 20, 9)
DUE = datetime(2026, 11, 27, 12)
DRAFT = LoanDraft(
    organisation_id=1, starts_at=OUT, due_at=DUE, lines=(LoanLineDraft(equipment_id=1, quantity=40),), deposit=10_000
)
LINE = LoanLine(id=1, equipment_id=1, equipment="Chaise", quantity=40, returned_good=10, returned_damaged=1, missing=2)


@pytest.mark.parametrize(
    ("draft", "codes"),
    [
        (DRAFT, []),
        (replace(DRAFT, due_at=OUT), ["end_before_start"]),
        (replace(DRAFT, lines=()), ["loan_without_lines"]),
        (replace(DRAFT, lines=(LoanLineDraft(equipment_id=1, quantity=0),)), ["quantity_positive"]),
        (replace(DRAFT, lines=DRAFT.lines * 2), ["equipment_twice"]),
        (replace(DRAFT, deposit=-1), ["negative_amount"]),
        (replace(DRAFT, deposit=None), []),
    ],
)
def test_check(draft: LoanDraft, codes: list[str]) -> None:
    assert [problem.code for problem in check(draft)] == codes


@pytest.mark.parametrize(
    ("out_at", "closed_at", "now", "state"),
    [
        (None, None, OUT, LoanState.RESERVED),
        (None, None, DUE + timedelta(days=1), LoanState.RESERVED),
        (OUT, None, DUE, LoanState.OUT),
        (OUT, None, DUE + timedelta(minutes=1), LoanState.LATE),
        (OUT, DUE, DUE + timedelta(days=9), LoanState.RETURNED),
    ],
)
def test_state(out_at: datetime | None, closed_at: datetime | None, now: datetime, state: LoanState) -> None:
    assert loan_state(out_at, DUE, closed_at, now) is state


def test_what_is_late_blocks_the_weeks_to_come() -> None:
    late = DUE + timedelta(days=3)
    assert promised_until(DUE, is_out=True, now=late) == late + LATE_HORIZON
    assert promised_until(DUE, is_out=True, now=DUE) == DUE
    assert promised_until(DUE, is_out=False, now=late) == DUE


@given(st.booleans(), st.integers(-90, 90))
def test_a_promise_is_never_shortened(is_out: bool, days: int) -> None:
    now = DUE + timedelta(days=days)
    until = promised_until(DUE, is_out=is_out, now=now)
    assert until >= DUE
    assert (until > DUE) == (is_out and now > DUE)


@pytest.mark.parametrize(
    ("back", "codes"),
    [
        (ReturnLine(line_id=1, good=27), []),
        (ReturnLine(line_id=1, good=20, damaged=5, missing=2), []),
        (ReturnLine(line_id=1, good=28), ["more_back_than_out"]),
        (ReturnLine(line_id=1, good=28, missing=-1), ["negative_count"]),
        (ReturnLine(line_id=1), []),
    ],
)
def test_returns(back: ReturnLine, codes: list[str]) -> None:
    assert [problem.code for problem in check_return(LINE, back)] == codes


COUNTS = st.integers(0, 30)


@given(st.builds(ReturnLine, line_id=st.just(1), good=COUNTS, damaged=COUNTS, missing=COUNTS))
def test_what_is_taken_back_is_no_longer_out(back: ReturnLine) -> None:
    if check_return(LINE, back) == []:
        assert 0 <= take_back(LINE, back).outstanding == LINE.outstanding - back.good - back.damaged - back.missing
    else:
        assert back.good + back.damaged + back.missing > LINE.outstanding
