"""School holidays from a file: the ministry's .ics, of one zone or all, or a table like that of its open data.

Both write when holidays begin and when school does again: « Date de fin » and DTEND are the day of the return, so the
last day without class is the one before. What stands in the file for teachers only is left out; pieces that touch are
made whole; where only the beginning of summer is given, its end is the day before the return, else 31 August, and
marked as assumed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from coopdesk.domain.calendars import HolidayZone, SchoolBreak, SchoolHoliday, joined, season_end
from coopdesk.domain.text import fold
from coopdesk.exchange.ical_events import is_calendar, read_events
from coopdesk.exchange.tables import read_table
from coopdesk.foundation.problems import Problem, UserError

LONGEST_HOLIDAY = 100
"""In days: more is a slip of the file, such as two holidays run into one."""

_MINISTRY = ZoneInfo("Europe/Paris")
_ALMOST_NOON = timedelta(hours=11, minutes=59)


class LineProblem(NamedTuple):
    """What is wrong in a line of the file."""

    line: int
    problem: Problem


@dataclass(frozen=True, slots=True)
class SchoolCalendarFile:
    """What a file holds: its holidays, whole and in order, and what could not be read of it, by line."""

    holidays: tuple[SchoolHoliday, ...]
    problems: tuple[LineProblem, ...]


class _Entry(NamedTuple):
    """An event or a row: the line it starts on, its name, whose it is, its first day and the day of the return."""

    line: int
    name: str
    zones: frozenset[HolidayZone]
    first: date
    back: date


def read_school_calendar(data: bytes, zone: HolidayZone | None = None) -> SchoolCalendarFile:
    """The school holidays of a file; with a zone, only its own, and those that name none.

    A calendar of one's own (`HolidayZone.OTHER`) takes whatever the file holds, unless that is of several zones. Raises
    UserError: calendar_broken, calendar_empty, calendar_columns, calendar_several_zones, and those of `read_table`.
    """
    problems: list[LineProblem] = []
    entries = list(_from_events(data, problems) if is_calendar(data) else _from_table(data, problems))
    if zone is HolidayZone.OTHER and len(frozenset().union(*(one.zones for one in entries))) > 1:
        raise UserError("calendar_several_zones")
    holidays: list[SchoolHoliday] = []
    returns: list[tuple[HolidayZone, date]] = []
    for entry in entries:
        if _is_for_teachers(entry.name):
            continue
        zones = _zones_for(entry, zone)
        problem = _check(entry, is_ours=bool(zones))
        if problem is not None:
            problems.append(LineProblem(entry.line, problem))
        elif _is_return(entry.name):
            returns += [(one, entry.first) for one in zones]
        else:
            holidays += [_holiday(entry, one) for one in zones]
    if not holidays and not problems:
        raise UserError("calendar_empty")
    whole = joined(_with_summer_ends(joined(holidays), returns))
    return SchoolCalendarFile(whole, tuple(sorted(problems, key=lambda one: one.line)))


def _zones_for(entry: _Entry, zone: HolidayZone | None) -> Iterable[HolidayZone]:
    if zone is None:
        return entry.zones
    return (zone,) if zone is HolidayZone.OTHER or not entry.zones or zone in entry.zones else ()


def _check(entry: _Entry, *, is_ours: bool) -> Problem | None:
    if not is_ours:
        return None if entry.zones else Problem("zone", "holiday_zone_unknown", {"name": entry.name})
    if entry.back < entry.first:
        return Problem("end", "end_before_start")
    if (entry.back - entry.first).days > LONGEST_HOLIDAY:
        return Problem("end", "holiday_too_long", {"name": entry.name, "n": LONGEST_HOLIDAY})
    return None


def _holiday(entry: _Entry, zone: HolidayZone) -> SchoolHoliday:
    kind = _kind(entry.name)
    # A marker (« Début des vacances d'été ») begins and ends on one day.
    last = max(entry.first, entry.back - timedelta(days=1))
    return SchoolHoliday(kind, entry.first, last, zone, entry.name if kind is SchoolBreak.OTHER else "")


def _with_summer_ends(
    holidays: Iterable[SchoolHoliday], returns: Iterable[tuple[HolidayZone, date]]
) -> Iterator[SchoolHoliday]:
    """The same holidays; a summer of which only the first day is given goes on to the return, else to 31 August."""
    for one in holidays:
        if one.kind is not SchoolBreak.SUMMER or one.last > one.first:
            yield one
            continue
        back = min(
            (day for zone, day in returns if zone is one.zone and 7 < (day - one.first).days <= LONGEST_HOLIDAY),
            default=None,
        )
        last = season_end(one.first) if back is None else back - timedelta(days=1)
        if (last - one.first).days > LONGEST_HOLIDAY:
            last = one.first  # a summer of the southern hemisphere: nothing is known of its end
        yield SchoolHoliday(one.kind, one.first, last, one.zone, end_is_assumed=back is None)


_KINDS: tuple[tuple[SchoolBreak, re.Pattern[str]], ...] = (
    (SchoolBreak.ASCENSION_BRIDGE, re.compile(r"\bascension\b")),
    (SchoolBreak.AUTUMN, re.compile(r"\b(toussaint|automne)\b")),
    (SchoolBreak.CHRISTMAS, re.compile(r"\bnoel\b")),
    (SchoolBreak.WINTER, re.compile(r"\b(hiver|carnaval|fevrier)\b")),
    (SchoolBreak.SPRING, re.compile(r"\b(printemps|paques)\b")),
    (SchoolBreak.SUMMER, re.compile(r"\b(ete|grandes vacances)\b")),
)
_HOLIDAY_WORDS = re.compile(r"\b(vacances|conges?|pont)\b")


def _kind(name: str) -> SchoolBreak:
    words = fold(name)
    if not _HOLIDAY_WORDS.search(words) and len(words.split()) > 2:
        return SchoolBreak.OTHER  # « Lundi de Pâques », « Les classes vaqueront … »: days of their own
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), SchoolBreak.OTHER)


def _is_for_teachers(name: str) -> bool:
    return bool(re.search(r"enseignant|pre-?rentree", fold(name)))


def _is_return(name: str) -> bool:
    return bool(re.search(r"\brentree\b|\breprise\b", fold(name))) and not _is_for_teachers(name)


_ZONES = re.compile(r"\bzones?[ -]*([abc])\b((?:[ /,&-]+(?:et +)?[abc]\b)*)")
_TERRITORIES = {
    "corse": HolidayZone.CORSICA,
    "guadeloupe": HolidayZone.GUADELOUPE,
    "martinique": HolidayZone.MARTINIQUE,
    "guyane": HolidayZone.GUYANE,
    "reunion": HolidayZone.REUNION,
    "mayotte": HolidayZone.MAYOTTE,
    "saintpierreetmiquelon": HolidayZone.SAINT_PIERRE_ET_MIQUELON,
    "nouvellecaledonie": HolidayZone.NEW_CALEDONIA,
    "polynesie": HolidayZone.POLYNESIA,
    "wallisetfutuna": HolidayZone.WALLIS_ET_FUTUNA,
}


def _zones_in(text: str) -> frozenset[HolidayZone]:
    """The zones a text names: « Zones A/B - Corse », « Zone-A@data… », « Saint Pierre et Miquelon »."""
    words = fold(text)
    letters = {
        letter.upper() for found in _ZONES.finditer(words) for letter in (found[1], *re.findall(r"\b[abc]\b", found[2]))
    }
    plain = "".join(character for character in words if character.isalnum())
    return frozenset(map(HolidayZone, letters)) | {zone for name, zone in _TERRITORIES.items() if name in plain}


def _own_zones(name: str) -> frozenset[HolidayZone]:
    """The zones after the dash of a name; a « réunion » before it is no island."""
    _name, dash, tail = name.partition(" - ")
    return _zones_in(tail) if dash else frozenset()


def _day(value: date) -> date:
    """The day of a midnight, wherever it is midnight: the open data writes 17 October 22:00 UTC for the 18th."""
    if not isinstance(value, datetime):
        return value
    if value.tzinfo is None:
        return value.date()
    return (value.astimezone(_MINISTRY) + _ALMOST_NOON).date()


def _from_events(data: bytes, problems: list[LineProblem]) -> Iterator[_Entry]:
    for event in read_events(data):
        name = _without_zones(event.summary)
        if event.starts is None or event.ends is None:
            problems.append(LineProblem(event.date_line, Problem("start", "holiday_date_wrong", {"name": name})))
            continue
        zones = _zones_in(event.location) | _own_zones(event.summary) | _own_zones(event.description)
        yield _Entry(event.line, name, zones or _zones_in(event.uid), _day(event.starts), _day(event.ends))


def _without_zones(name: str) -> str:
    """« Vacances d'Hiver - Zones A/B » without its zones."""
    head, dash, tail = name.partition(" - ")
    return head.strip() if dash and _zones_in(tail) else name.strip()


_HEADINGS = {
    "name": "description, vacances, nom, libelle, name",
    "population": "population",
    "start": "date de debut, debut, start_date, start, premier jour, first day",
    "end": "date de fin, fin, end_date, end, reprise, date de reprise",
    "last": "dernier jour, dernier jour sans classe, last day",
    "zones": "zones, zone",
}
_FIELDS = {_heading.replace("_", " "): field for field, all_ in _HEADINGS.items() for _heading in all_.split(", ")}


def _field(heading: str) -> str | None:
    return _FIELDS.get(" ".join(fold(heading).replace("_", " ").split()))


def _from_table(data: bytes, problems: list[LineProblem]) -> Iterator[_Entry]:
    table = read_table(data, lambda heading: _field(heading) is not None)
    places = {field: place for place, heading in enumerate(table.headings) if (field := _field(heading))}
    if not {"name", "start"} <= places.keys() or not {"end", "last"} & places.keys():
        raise UserError("calendar_columns", {"columns": ", ".join(filter(None, table.headings))})
    for line, cells in table.records:
        row = {field: cells[place] if place < len(cells) else "" for field, place in places.items()}
        if fold(row.get("population", "")) == "enseignants":
            continue
        first, back = _cell_day(row["start"]), _cell_day(row.get("end", ""))
        if last := _cell_day(row.get("last", "")):
            back = last + timedelta(days=1)
        if first is None or back is None:
            problems.append(LineProblem(line, Problem("start", "holiday_date_wrong", {"name": row["name"]})))
            continue
        zones = _zones_in(row.get("zones", "")) or _letters(row.get("zones", ""))
        yield _Entry(line, row["name"], zones, first, back)


def _letters(cell: str) -> frozenset[HolidayZone]:
    """« A » or « A, B » in a column that is headed « Zones »."""
    return frozenset(HolidayZone(one) for one in re.split(r"[\s,/&]+", cell.upper()) if one in ("A", "B", "C"))


def _cell_day(text: str) -> date | None:
    if match := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text):
        text = f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    try:
        return _day(datetime.fromisoformat(text)) if len(text) > 10 else date.fromisoformat(text)
    except ValueError:
        return None
