"""What was done, in words: every operation in both languages, names where they help, none where there is none."""

from datetime import date, datetime

import pytest

from coopdesk.domain.history import JournalLine, Way
from coopdesk.domain.listing import Subject
from coopdesk.domain.operation import Operation
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import Language
from coopdesk.wording.acts import LONGEST_NAME, act_words, journal_words, operations_named, record_words
from coopdesk.wording.labels import label

DAY = date(2026, 5, 12)


OF_KEYS = {Operation.ADD_KEY, Operation.EDIT_KEY, Operation.DELETE_KEY}
"""No page shows a key alone, so none is the journal's subject; undo names it all the same."""


def a_line(operation: Operation = Operation.EDIT_BOOKING, way: Way = Way.DONE, about: object = None) -> JournalLine:
    """A line about record 3."""
    assert about is None or isinstance(about, str | date)
    return JournalLine(1, datetime(2026, 11, 24, 9, 12), operation, way, operation.subject, 3, about)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("operation", Operation)
def test_every_operation_has_words(operation: Operation, language: Language) -> None:
    i18n.start(language)
    about = DAY if operation.subject is Subject.BOOKING else "Coquelicot"
    assert act_words(operation) == label(operation)
    named = act_words(operation, about)
    has_name = operation.subject is not None or operation in OF_KEYS
    assert (named != label(operation)) is (has_name and operation.can_be_undone)
    assert named[0].islower()
    assert "{" not in named
    for way in Way:
        words = journal_words(a_line(operation, way))
        assert words[0].isupper()
        assert "{" not in words


def test_an_act_names_its_record() -> None:
    i18n.start(Language.ENGLISH)
    assert act_words(Operation.EDIT_BOOKING, DAY) == "edit the booking of 12 May 2026"
    assert act_words(Operation.LEND, "2026-118") == "lend equipment (2026-118)"
    assert act_words(Operation.EDIT_ROOM, "") == "edit a room"
    assert act_words(Operation.EDIT_HOUSE, "Les Tilleuls") == "edit the house"


def test_a_name_that_is_too_long_is_cut_and_stays_on_one_line() -> None:
    i18n.start(Language.ENGLISH)
    assert act_words(Operation.ADD_ROOM, "Salle\nCèdre") == "add the room Salle Cèdre"
    cut = act_words(Operation.ADD_ROOM, "é" * 10_000)
    assert cut.endswith("é…")
    assert len(cut) == len("add the room ") + LONGEST_NAME
    assert act_words(Operation.ADD_ROOM, "{name} {0}") == "add the room {name} {0}"


def test_a_line_tells_what_was_done_and_what_was_taken_back() -> None:
    i18n.start(Language.ENGLISH)
    assert [journal_words(a_line(way=way)) for way in Way] == [
        "Booking edited", "Undone: edit a booking", "Redone: edit a booking",
    ]  # fmt: skip


def test_what_a_later_version_did_is_told_as_such() -> None:
    i18n.start(Language.ENGLISH)
    unknown = JournalLine(1, datetime(2026, 1, 1), None, Way.UNDONE, None, 3)
    assert journal_words(unknown) == "Done by a later version of coopdesk"
    assert record_words(unknown) == ""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (a_line(about=DAY), "Booking of 12 May 2026"),
        (a_line(Operation.LEND, about="2026-118"), "Loan 2026-118"),
        (a_line(Operation.ADD_ROOM, about="Salle Cèdre"), "Salle Cèdre"),
        (a_line(Operation.ADD_ROOM), "no longer in the file"),
        (JournalLine(1, datetime(2026, 1, 1), Operation.EDIT_HOUSE, Way.DONE, None, None), ""),
    ],
)
def test_a_record_is_called_as_it_is_today(line: JournalLine, expected: str) -> None:
    i18n.start(Language.ENGLISH)
    assert record_words(line) == expected


def test_operations_are_found_by_a_word_of_theirs_in_the_language() -> None:
    i18n.start(Language.ENGLISH)
    assert operations_named("CONFIRM") == {Operation.CONFIRM_BOOKING, Operation.CONFIRM_SESSIONS}
    assert operations_named("handed over") == {Operation.HAND_OVER}
    assert operations_named("coquelicot") == frozenset()
    i18n.start(Language.FRENCH)
    assert operations_named("reserver") == {Operation.BOOK, Operation.BOOK_SERIES}
