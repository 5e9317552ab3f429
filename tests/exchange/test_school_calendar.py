"""The ministry's files, in the forms they really have, give first and last day without class."""

from collections.abc import Callable
from datetime import date

import pytest

from coopdesk.domain.calendars import HolidayZone, SchoolBreak, SchoolHoliday
from coopdesk.exchange.school_calendar import read_school_calendar
from coopdesk.foundation.problems import UserError

A, B, C = HolidayZone.A, HolidayZone.B, HolidayZone.C
CSV_HEAD = "Description;Population;Date de début;Date de fin;Académies;Zones;annee_scolaire\r\n"


def event(start: str, end: str, summary: str, *, location: str = "", uid: str = "x") -> str:
    """An event as the ministry's files have it."""
    lines = ["BEGIN:VEVENT", "DTSTAMP:20250114T124531Z", f"DTSTART;VALUE=DATE:{start}"]
    lines += [f"DTEND;VALUE=DATE:{end}"] if end else []
    lines += [f"SUMMARY:{summary}", f"UID:20250114T124833Z-{uid}@data.education.gouv.fr"]
    lines += [f"LOCATION:{location}", f"DESCRIPTION:{summary}"] if location else []
    return "\r\n".join([*lines, "TRANSP:TRANSPARENT", "END:VEVENT", ""])


def ics(*events: str) -> bytes:
    head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//OpenDataSoft//FR\r\n"
    return (head + "".join(events) + "END:VCALENDAR\r\n").encode()


def periods(data: bytes, zone: HolidayZone | None = None) -> list[tuple[HolidayZone, SchoolBreak, date, date]]:
    read = read_school_calendar(data, zone)
    assert read.problems == ()
    return [(one.zone, one.kind, one.first, one.last) for one in read.holidays]


def both(start: str, end: str, summary: str, zones: str) -> str:
    return event(start, end, f"{summary} - {zones}", location=zones)


ALL_ZONES = ics(
    both("20260704", "20260704", "Début des Vacances d'Été", "Zones A/B/C"),
    both("20260514", "20260518", "Pont de l'Ascension", "Zones A/B/C"),
    both("20260427", "20260504", "Vacances de Printemps", "Zone C"),
    both("20260420", "20260427", "Vacances de Printemps", "Zones B/C"),
    both("20260418", "20260420", "Vacances de Printemps", "Zones A/B/C"),
    both("20260411", "20260418", "Vacances de Printemps", "Zones A/B"),
    both("20260404", "20260411", "Vacances de Printemps", "Zone A"),
    both("20250829", "20250901", "Vacances d'Été(prérentrée Enseignants)", "Zones A/B/C"),
    both("20241221", "20250106", "Vacances de Noël", "Zones A/B/C - Corse"),
)


def test_the_file_of_all_zones_is_in_pieces_that_are_made_whole() -> None:
    found = periods(ALL_ZONES)
    christmas = [(zone, first, last) for zone, kind, first, last in found if kind is SchoolBreak.CHRISTMAS]
    assert christmas == [(zone, date(2024, 12, 21), date(2025, 1, 5)) for zone in (A, B, C, HolidayZone.CORSICA)]
    assert [(zone, first, last) for zone, kind, first, last in found if kind is SchoolBreak.SPRING] == [
        (A, date(2026, 4, 4), date(2026, 4, 19)),
        (B, date(2026, 4, 11), date(2026, 4, 26)),
        (C, date(2026, 4, 18), date(2026, 5, 3)),
    ]
    assert (A, SchoolBreak.ASCENSION_BRIDGE, date(2026, 5, 14), date(2026, 5, 17)) in found
    assert (A, SchoolBreak.SUMMER, date(2026, 7, 4), date(2026, 8, 31)) in found
    assert not any(first.year == 2025 and first.month == 8 for _zone, _kind, first, _last in found)


def test_a_zone_is_taken_out_of_the_file_of_all() -> None:
    assert periods(ALL_ZONES, HolidayZone.CORSICA) == [
        (HolidayZone.CORSICA, SchoolBreak.CHRISTMAS, date(2024, 12, 21), date(2025, 1, 5))
    ]
    assert {zone for zone, *_rest in periods(ALL_ZONES, B)} == {B}
    with pytest.raises(UserError, match="calendar_several_zones"):
        read_school_calendar(ALL_ZONES, HolidayZone.OTHER)


def test_the_file_of_one_zone_names_it_in_its_identifiers() -> None:
    data = ics(
        event("20261017", "20261102", "Vacances de la Toussaint", uid="Zone-A"),
        event("20260901", "20260902", "Rentrée scolaire des élèves", uid="Zone-A"),
        event("20260831", "20260901", "Rentrée scolaire des enseignants", uid="Zone-A"),
        event("20260704", "20260704", "Début des Vacances d'Été", uid="Zone-A"),
    )
    expected = [
        (A, SchoolBreak.SUMMER, date(2026, 7, 4), date(2026, 8, 31)),
        (A, SchoolBreak.AUTUMN, date(2026, 10, 17), date(2026, 11, 1)),
    ]
    assert periods(data) == periods(data, A) == expected
    assert not read_school_calendar(data).holidays[0].end_is_assumed, "the return of the pupils is in the file"
    with pytest.raises(UserError, match="calendar_empty"):
        read_school_calendar(data, B)


def test_a_calendar_of_another_maker_takes_the_zone_it_is_given() -> None:
    data = ics(
        event("20251018", "20251103", "Vacances d'automne"),
        event("20260704", "20260705", "Vacances d’Eté"),
        event("20260515", "20260516", "Les classes vaqueront le vendredi 15 mai"),
    ).replace(b"data.education.gouv.fr", b"google.com")
    read = read_school_calendar(data, HolidayZone.CORSICA)
    assert read.problems == ()
    assert read.holidays == (
        SchoolHoliday(SchoolBreak.AUTUMN, date(2025, 10, 18), date(2025, 11, 2), HolidayZone.CORSICA),
        SchoolHoliday(
            SchoolBreak.OTHER,
            date(2026, 5, 15),
            date(2026, 5, 15),
            HolidayZone.CORSICA,
            "Les classes vaqueront le vendredi 15 mai",
        ),
        SchoolHoliday(
            SchoolBreak.SUMMER, date(2026, 7, 4), date(2026, 8, 31), HolidayZone.CORSICA, end_is_assumed=True
        ),
    )
    alone = read_school_calendar(data)
    assert not alone.holidays
    assert [one.problem.code for one in alone.problems] == ["holiday_zone_unknown"] * 3


def test_an_old_file_writes_its_zones_apart() -> None:
    data = ics(event("20081025", "20081106", "Vacances de la Toussaint - Zones A B C", location="Caen\\, Lille"))
    assert [one[0] for one in periods(data)] == [A, B, C]


def test_a_summer_of_the_south_is_not_given_an_end() -> None:
    data = ics(event("20261219", "20261219", "Début des Vacances d'Été", uid="NouvelleCaledonie"))
    (found,) = read_school_calendar(data).holidays
    assert (found.zone, found.first, found.last) == (HolidayZone.NEW_CALEDONIA, date(2026, 12, 19), date(2026, 12, 19))
    assert found.end_is_assumed


def test_what_is_wrong_is_told_with_its_line_and_the_rest_is_read() -> None:
    data = ics(
        event("20261219", "20260104", "Vacances de Noël", uid="Guadeloupe"),
        event("20261009", "20270528", "Abolition de l?esclavage", uid="Guadeloupe"),
        event("2026", "20261102", "Vacances de la Toussaint", uid="Guadeloupe"),
        event("20270401", "20270412", "Vacances de Pâques", uid="Guadeloupe"),
    )
    read = read_school_calendar(data)
    assert [(one.line, one.problem.code) for one in read.problems] == [
        (4, "end_before_start"),
        (12, "holiday_too_long"),
        (22, "holiday_date_wrong"),
    ]
    assert [one.kind for one in read.holidays] == [SchoolBreak.SPRING]


@pytest.mark.parametrize(
    ("cut", "line"),
    [
        (lambda text: text[: text.index("SUMMARY")], 4),
        (lambda text: text.replace("UID:", "UID "), 9),
        (lambda text: text.replace("END:VEVENT\r\n", ""), 13),
        (lambda text: text.replace("END:VCALENDAR", "END:VEVENT"), 14),
    ],
)
def test_a_broken_calendar_names_its_line(cut: Callable[[str], str], line: int) -> None:
    whole = ics(event("20261017", "20261102", "Vacances de la Toussaint - Zone A", location="Zone A")).decode()
    with pytest.raises(UserError) as refused:
        read_school_calendar(cut(whole).encode())
    assert (refused.value.code, refused.value.params) == ("calendar_broken", {"line": line})


TABLE = (
    CSV_HEAD
    + """\
Vacances de la Toussaint;-;2025-10-17T22:00:00+00:00;2025-11-02T23:00:00+00:00;Lyon;Zone A;2025-2026
Vacances de la Toussaint;-;2025-10-17T22:00:00+00:00;2025-11-02T23:00:00+00:00;Dijon;Zone A;2025-2026
Vacances de la Toussaint;Élèves;2025-10-18T00:00:00+02:00;2025-11-03T00:00:00+01:00;Rennes;Zone B;2025-2026
Vacances de la Toussaint;Enseignants;2025-10-16T22:00:00+00:00;2025-11-03T23:00:00+00:00;Lyon;Zone A;2025-2026
Vacances de Noël;-;2025-12-19T23:00:00+00:00;2026-01-04T23:00:00+00:00;Corse;Corse;2025-2026
Début des Vacances d'Été;-;2026-07-03T22:00:00+00:00;2026-07-03T22:00:00+00:00;Lyon;Zone A;2025-2026
Vacances de Carnaval;-;2026-02-14T04:00:00+00:00;2026-02-23T04:00:00+00:00;x;Guadeloupe;2025-2026
Vacances;-;2026-02-13T13:00:00+00:00;2026-02-22T13:00:00+00:00;x;Nouvelle Calédonie;2026
"""
)


def test_the_open_data_writes_midnights_of_other_clocks() -> None:
    assert periods(TABLE.encode()) == [
        (A, SchoolBreak.AUTUMN, date(2025, 10, 18), date(2025, 11, 2)),
        (A, SchoolBreak.SUMMER, date(2026, 7, 4), date(2026, 8, 31)),
        (B, SchoolBreak.AUTUMN, date(2025, 10, 18), date(2025, 11, 2)),
        (HolidayZone.CORSICA, SchoolBreak.CHRISTMAS, date(2025, 12, 20), date(2026, 1, 4)),
        (HolidayZone.GUADELOUPE, SchoolBreak.WINTER, date(2026, 2, 14), date(2026, 2, 22)),
        (HolidayZone.NEW_CALEDONIA, SchoolBreak.OTHER, date(2026, 2, 14), date(2026, 2, 22)),
    ]


def test_a_table_of_ones_own_may_say_the_last_day() -> None:
    data = "Nom,Premier jour,Dernier jour,Zone\nToussaint,17/10/2026,01/11/2026,A\nNoël,2026-12-19,2027-01-03,a et B\n"
    assert periods(data.encode("cp1252")) == [
        (A, SchoolBreak.AUTUMN, date(2026, 10, 17), date(2026, 11, 1)),
        (A, SchoolBreak.CHRISTMAS, date(2026, 12, 19), date(2027, 1, 3)),
        (B, SchoolBreak.CHRISTMAS, date(2026, 12, 19), date(2027, 1, 3)),
    ]


def test_a_wrong_row_is_told_with_its_line() -> None:
    data = CSV_HEAD + "Noël;-;demain;2026-01-05;x;Zone A;y\nHiver;-;2026-02-14;2026-03-02;x;;y\n"
    read = read_school_calendar(data.encode())
    assert [(one.line, one.problem.code) for one in read.problems] == [
        (2, "holiday_date_wrong"),
        (3, "holiday_zone_unknown"),
    ]
    assert not read.holidays


def test_another_table_is_refused_with_its_columns() -> None:
    with pytest.raises(UserError) as refused:
        read_school_calendar(b"Sigle;Ville\nLDH;Angers\n")
    assert refused.value.code == "calendar_columns"
    assert "Sigle" in str(refused.value.params["columns"])
