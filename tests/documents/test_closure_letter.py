"""The letters of a closure, read back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from tests.documents.summaries import text_of

from coopdesk.documents import closure_letter
from coopdesk.documents.closure_letters import ready, write_all
from coopdesk.domain.booking import BookingKind, BookingLine, BookingState
from coopdesk.domain.closing import Fate, Notice, NoticeLine
from coopdesk.domain.closure import ClosureDraft
from coopdesk.domain.house import House
from coopdesk.domain.period import Interval
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import Language
from coopdesk.foundation.problems import UserError

HOUSE = House(name="Maison de quartier des Tilleuls", city="Villeneuve", phone="01 99 00 00 00")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are compared in the source language unless a test says otherwise."""
    before = i18n.language()
    i18n.start(Language.ENGLISH)
    yield
    i18n.start(before)


def booked(day: int, purpose: str = "") -> BookingLine:
    start = datetime(2027, 2, day, 18)
    starts, ends = (moment.isoformat(timespec="minutes") for moment in (start, start + timedelta(hours=2)))
    return BookingLine(
        day, 1, 2, starts, ends, BookingKind.MEETING, BookingState.CONFIRMED, purpose, 30, None, "Grande salle", "Judo"
    )


def moved(day: int, to: int) -> NoticeLine:
    return NoticeLine(
        booked(day, "Cours"), Fate.MOVE, "Salle Cèdre", Interval(datetime(2027, 2, to, 18), datetime(2027, 2, to, 20))
    )


CLOSURE = ClosureDraft(
    room_id=1, starts_at=datetime(2027, 2, 1), ends_at=datetime(2027, 2, 15), reason="Réfection du sol"
)
LINES = (moved(2, 2), moved(4, 5), NoticeLine(booked(9), Fate.CANCEL), NoticeLine(booked(11), Fate.KEEP))
NOTICE = Notice("Judo", CLOSURE, "Grande salle", LINES, date(2026, 11, 24))


def pdf_of(notice: Notice, house: House = HOUSE) -> str:
    content = BytesIO()
    closure_letter.render(notice, house, content)
    return " ".join(text_of(content.getvalue()).split())


def test_the_letter_says_what_is_closed_and_what_becomes_of_each_booking() -> None:
    text = pdf_of(NOTICE)
    for words in (
        "To: Judo",
        "Closure of “Grande salle”",
        "from Monday, 1 February 2027 to Sunday, 14 February 2027",
        "Reason: Réfection du sol",
        "falls on 4 of your bookings",
        "Grande salle (Cours)",
        "same time, in “Salle Cèdre”",
        "moved: Fri 5 Feb 2027, 18:00 – 20:00, in “Salle Cèdre”",
        "cancelled",
        "kept all the same",
        "ask us for another date",
        "01 99 00 00 00",
    ):
        assert words in text, words


def test_hours_are_said_where_it_is_not_whole_days() -> None:
    one_day = replace(CLOSURE, ends_at=datetime(2027, 2, 2), reason="")
    text = pdf_of(replace(NOTICE, closure=one_day, room="", lines=LINES[:1]), House(name="Les Tilleuls"))
    assert "Closure of the house" in text
    assert "on Monday, 1 February 2027" in text
    assert "Reason" not in text
    assert "at your disposal" in text
    assert "another date" not in text
    hours = replace(CLOSURE, starts_at=datetime(2027, 2, 1, 12), ends_at=datetime(2027, 2, 1, 18))
    assert "1 February 2027, 12:00 – 18:00" in pdf_of(replace(NOTICE, closure=hours))
    days = replace(CLOSURE, starts_at=datetime(2027, 2, 1, 12), ends_at=datetime(2027, 2, 3, 18))
    assert "from Monday, 1 February 2027, 12:00, to Wednesday, 3 February 2027, 18:00" in pdf_of(
        replace(NOTICE, closure=days)
    )


def test_it_speaks_french() -> None:
    i18n.start(Language.FRENCH)
    text = pdf_of(NOTICE)
    assert "du lundi 1er février 2027 au dimanche 14 février 2027" in text
    assert "annulée" in text


def test_each_organisation_has_its_file_and_none_is_written_over(tmp_path: Path) -> None:
    odd = replace(NOTICE, organisation='A/B : "C" ?')
    names = [path.name for path in write_all([NOTICE, odd, NOTICE], HOUSE, tmp_path)]
    assert names == [
        "Closure 2027-02-01 - Judo.pdf",
        "Closure 2027-02-01 - A B C.pdf",
        "Closure 2027-02-01 - Judo (2).pdf",
    ]
    assert all((tmp_path / name).read_bytes().startswith(b"%PDF") for name in names)
    with pytest.raises(UserError, match="cannot_write"):
        write_all([NOTICE], HOUSE, tmp_path / "missing")


def test_letters_stay_only_once_what_they_tell_of_is_done(tmp_path: Path) -> None:
    with ready([NOTICE, NOTICE], HOUSE, tmp_path) as letters:
        assert len(list(tmp_path.iterdir())) == 2
    assert list(tmp_path.iterdir()) == []
    with ready([NOTICE], HOUSE, tmp_path) as letters:
        letters.keep()
    (kept,) = tmp_path.iterdir()

    def stop(number: int, _total: int) -> None:
        if number == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        write_all([NOTICE] * 3, HOUSE, tmp_path, stop)
    assert list(tmp_path.iterdir()) == [kept]
