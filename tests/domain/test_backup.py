"""Which backups may go, and what they are called."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coopdesk.domain.backup import MONTHS, RECENT, file_name, house_of, moment_of, outlived

MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2032, 12, 31)).map(lambda one: one.replace(microsecond=0))


def months_before(one: datetime, made: datetime) -> int:
    """How many months lie between a moment and a later one."""
    return (made.year - one.year) * 12 + made.month - one.month


@given(st.sets(MOMENTS, max_size=80), MOMENTS)
def test_the_one_just_made_and_the_newest_of_all_always_stay(others: set[datetime], made: datetime) -> None:
    gone = outlived(others, made)
    assert made not in gone
    assert max({*others, made}) not in gone
    assert gone <= others


@given(st.sets(MOMENTS, max_size=80), MOMENTS)
def test_the_recent_ones_and_the_newest_of_each_month_stay(others: set[datetime], made: datetime) -> None:
    gone = outlived(others, made)
    past = sorted((one for one in {*others, made} if one <= made), reverse=True)
    assert not gone.intersection(past[:RECENT])
    for ago in range(MONTHS):
        of_month = [one for one in past if months_before(one, made) == ago]
        assert not of_month or max(of_month) not in gone
    assert len(set(past) - gone) <= RECENT + MONTHS


@given(st.sets(MOMENTS, max_size=80), MOMENTS)
def test_what_bears_a_later_date_is_left_alone(others: set[datetime], made: datetime) -> None:
    assert all(one < made for one in outlived(others, made))


@given(st.lists(st.timedeltas(timedelta(days=-500), timedelta(days=500)), max_size=60))
def test_whatever_the_clock_does_the_last_ten_made_are_never_fewer(steps: list[timedelta]) -> None:
    kept: set[datetime] = set()
    clock = datetime(2026, 11, 23, 9)
    for made, step in enumerate(steps, start=1):
        clock = (clock + step).replace(microsecond=0)
        kept.add(clock)
        kept -= outlived(kept, clock)
        assert clock in kept
        assert len(kept) >= min(RECENT, len({*kept}), made)


def test_a_clock_set_back_a_year_deletes_nothing_of_this_year() -> None:
    this_year = {datetime(2026, 11, 1) + timedelta(days=n) for n in range(20)}
    assert outlived(this_year, datetime(2025, 11, 23)) == frozenset()


def test_a_year_of_daily_backups_leaves_ten_and_one_a_month() -> None:
    days = [datetime(2025, 1, 1, 17) + timedelta(days=n) for n in range(700)]
    kept = set(days) - outlived(days, days[-1])
    assert days[-1] == datetime(2026, 12, 1, 17)
    assert kept == {
        *days[-RECENT:],
        *(datetime(2026, month, 1, 17) - timedelta(days=1) for month in range(2, 13)),
        datetime(2026, 12, 1, 17),
    }


@given(st.text(min_size=1, max_size=40), MOMENTS)
def test_a_name_tells_its_moment(stem: str, moment: datetime) -> None:
    assert moment_of(file_name(stem, moment), stem) == moment
    assert moment_of(file_name(stem, moment), stem + "x") is None


def test_names_sort_by_date_and_suit_windows() -> None:
    early, late = file_name("tilleuls", datetime(2026, 11, 9, 8, 5)), file_name("tilleuls", datetime(2026, 11, 23, 17))
    assert early == "tilleuls 2026-11-09 08h05m00.coopdesk"
    assert early < late
    assert not set(early) & set('\\/:*?"<>|')


def test_what_only_looks_like_a_backup_is_none() -> None:
    for name in (
        "tilleuls.coopdesk",
        "tilleuls 2026-11-23 17h05.coopdesk",
        "tilleuls 2026-13-23 17h05m00.coopdesk",
        "tilleuls 2026-11-23 17h05m00 (1).coopdesk",
        "tilleuls 2026-11-23 17h05m00.coopdesk.lock",
        "autre 2026-11-23 17h05m00.coopdesk",
        "tilleuls ٢٠٢٦-11-23 17h05m00.coopdesk",
    ):
        assert moment_of(name, "tilleuls") is None, name


@given(st.text(st.characters(exclude_characters="/\\", codec="utf-8"), min_size=1), MOMENTS)
def test_a_backup_is_known_by_its_name(stem: str, moment: datetime) -> None:
    assert house_of(file_name(stem, moment)) == stem


def test_a_house_is_no_backup() -> None:
    for name in (
        "Maison.coopdesk",
        "Maison 2026-11-23.coopdesk",
        "2026-11-23 17h05m12.coopdesk",
        "Maison 2026-13-23 17h05m12.coopdesk",
        "",
    ):
        assert house_of(name) is None
