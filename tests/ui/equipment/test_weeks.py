"""The coming weeks of an article: in words, in levels, in the rows of a legend."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import Language
from coopdesk.ui.equipment.weeks import Level, days_words, level_of, runs_of
from coopdesk.ui.equipment.weeks_legend import WeeksLegend


@pytest.mark.parametrize(
    ("free", "level"),
    [(8, Level.ALL), (7, Level.SOME), (3, Level.SOME), (2, Level.FEW), (1, Level.FEW), (0, Level.NONE)],
)
def test_a_quarter_or_less_is_few(free: int, level: Level) -> None:
    assert level_of(free, 8) is level


@given(st.lists(st.integers(0, 3), max_size=28))
def test_runs_tell_every_day_once(days: list[int]) -> None:
    runs = list(runs_of(days))

    assert [run.free for run in runs for _day in range(run.days)] == days
    assert all(days[run.first] == run.free for run in runs)
    assert all(one.free != other.free for one, other in pairwise(runs))


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 11, 24), date(2026, 11, 30), "24 – 30 nov."),
        (date(2026, 11, 29), date(2026, 12, 5), "29 nov. – 5 déc."),
        (date(2026, 12, 1), date(2026, 12, 7), "1er – 7 déc."),
        (date(2026, 12, 1), date(2026, 12, 1), "1er déc."),
    ],
)
def test_days_take_the_fewest_words(first: date, last: date, words: str) -> None:
    i18n.start(Language.FRENCH)

    assert days_words(first, last) == words


def test_the_legend_breaks_into_rows_where_it_is_narrow(qtbot: QtBot) -> None:
    legend = WeeksLegend()
    qtbot.addWidget(legend)
    wide = legend.sizeHint()

    assert legend.heightForWidth(wide.width()) == wide.height()
    assert legend.heightForWidth(wide.width() // 2) > wide.height()
    assert legend.heightForWidth(legend.minimumSizeHint().width()) > legend.heightForWidth(wide.width() // 2)
    for level in ("all free", "some free, with the number left", "a quarter or less", "nothing left"):
        assert level in legend.accessibleDescription()
