"""The codes of the terminal's JSON: scripts rely on them, so docs/json.md tells every one."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from coopdesk.domain.booking import BookingKind, BookingState
from coopdesk.domain.calendar_event import ImportState
from coopdesk.domain.room import Layout
from coopdesk.domain.room_search import AlternativeKind, Obstacle
from coopdesk.domain.series_plan import Standing

ROOT = Path(__file__).parents[2]
TOLD = frozenset(re.findall(r"`([a-z_]+)`", (ROOT / "docs" / "json.md").read_text(encoding="utf-8")))
ONLY_IN_THE_WINDOW = {Standing.NO_SCHOOL_HOLIDAY, Standing.SKIPPED}
"""What only somebody who decides date by date, or « only in the holidays », meets."""
FINDINGS = re.findall(
    r"Finding\(\"(\w+)\"", (ROOT / "src" / "coopdesk" / "store" / "integrity.py").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(
    "codes",
    [
        BookingState,
        BookingKind,
        Layout,
        Obstacle,
        AlternativeKind,
        ImportState,
        set(Standing) - ONLY_IN_THE_WINDOW,
        FINDINGS,
    ],
    ids=["states", "kinds", "layouts", "obstacles", "alternatives", "imports", "standings", "findings"],
)
def test_every_code_is_told(codes: Iterable[str]) -> None:
    assert sorted(str(code) for code in codes if str(code) not in TOLD) == []
