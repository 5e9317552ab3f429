"""What is said of backups, in both languages."""

from datetime import datetime

import pytest

from coopdesk.domain.listing import Subject
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import Language
from coopdesk.wording import backups

NOW = datetime(2026, 11, 23, 18, 30)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 11, 23, 8, 42), "this morning at 8:42"),
        (datetime(2026, 11, 23, 12, 0), "this afternoon at 12:00"),
        (datetime(2026, 11, 23, 18, 5), "this evening at 18:05"),
        (datetime(2026, 11, 22, 17, 5), "yesterday at 17:05"),
        (datetime(2026, 11, 20, 17, 5), "on 20 November 2026 at 17:05"),
        (datetime(2027, 1, 3, 17, 5), "on 3 January 2027 at 17:05"),
    ],
)
def test_a_moment_is_said_as_people_say_it(moment: datetime, expected: str) -> None:
    i18n.start(Language.ENGLISH)
    assert backups.when(moment, NOW) == expected
    assert backups.last_backup(moment, NOW) == f"Last backup: {expected}, read back without error"


@pytest.mark.parametrize(("octets", "expected"), [(0, "1 kB"), (284_672, "285 kB"), (38_412_000, "38.4 MB")])
def test_a_size_is_rounded(octets: int, expected: str) -> None:
    i18n.start(Language.ENGLISH)
    assert backups.size(octets) == expected


def test_more_less_and_as_many() -> None:
    i18n.start(Language.ENGLISH)
    assert [backups.change(3, after) for after in (5, 3, 1)] == ["2 more", "as many", "2 less"]


@pytest.mark.parametrize("subject", Subject)
def test_every_register_has_its_word(subject: Subject) -> None:
    i18n.start(Language.ENGLISH)
    assert backups.register(subject)
