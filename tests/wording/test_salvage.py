"""What came through of a damaged file is said by table, in words, with the numbers that matter."""

from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import Language
from coopdesk.store.schema import metadata
from coopdesk.wording import salvage


def test_every_table_has_its_words() -> None:
    assert all(salvage.table(name) for name in metadata.tables)


def test_losses_are_told_by_table_and_kind_with_their_numbers() -> None:
    i18n.start(Language.ENGLISH)
    met = [
        ("room", "stand_in", "3", 1),
        *(("room", "unreadable", key, 1) for key in ("7", "3", "4", "5")),
        ("booking", "unreadable", "13–27", 15),
        ("action_booking", "orphan", "3 / 5", 1),
        ("contact", "altered", "9", 1),
        ("loan", "refused", "2", 1),
        ("journal", "table", "", 0),
    ]
    assert salvage.losses(met) == [
        "Bookings of the actions: 1 record belonged to one that is lost, and was left out (no. 3 / 5).",
        "Bookings: up to 15 records could not be read (no. 13–27).",
        "Contacts: 1 record was kept without what was damaged in it: please check it (no. 9).",
        "History: nothing could be read.",
        "Loans: 1 record was read, but breaks a rule of the file and was left out (no. 2).",
        "Rooms: 1 record is lost, and an empty one is in its place: please fill it in again (no. 3).",
        "Rooms: 4 records could not be read (no. 3–5, 7).",
    ]


def test_many_numbers_are_cut_short() -> None:
    i18n.start(Language.ENGLISH)
    (sentence,) = salvage.losses([("room", "unreadable", str(number), 1) for number in range(0, 60, 2)])
    assert sentence == "Rooms: 30 records could not be read (no. 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22 …)."
