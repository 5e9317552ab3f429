"""A year of bookings: weekly permanences, occasional dates, options, and a full day today."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from coopdesk.domain.booking import Booking, BookingDraft, BookingKind, BookingState
from coopdesk.domain.buffer import Buffers
from coopdesk.domain.closure import ClosureDraft
from coopdesk.domain.period import Interval, Period
from coopdesk.domain.room import RoomDraft
from coopdesk.services.demo import fiction

MOST_YEARS = 10
_TODAY = 13
_OCCASIONS_A_YEAR = 120
_HALF_HOUR = timedelta(minutes=30)
_DAY = timedelta(days=1)
_CLOSED = "Studio"

# Close to the calendar of zone C, the same every year: month and day, both included.
_HOLIDAYS = (
    ((12, 19), (12, 31)),
    ((1, 1), (1, 3)),
    ((2, 8), (2, 22)),
    ((4, 5), (4, 19)),
    ((7, 5), (8, 31)),
    ((10, 18), (11, 1)),
)
_BANK_HOLIDAYS = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
_KEPT = {
    BookingKind.WORKSHOP: 0.15,
    BookingKind.LESSON: 0.1,
    BookingKind.DROP_IN: 0.5,
    BookingKind.MEETING: 0.3,
    BookingKind.EVENT: 0.3,
    BookingKind.INTERNAL: 0.7,
}


@dataclass(frozen=True, slots=True)
class Slot:
    """Something that comes back every week."""

    weekday: int
    room_id: int
    starts_at: time
    ends_at: time
    organisation_id: int | None
    kind: BookingKind
    purpose: str
    persons: int


@dataclass(slots=True)
class Rooms:
    """Which half-hours of which room are taken, as bits; nothing is ever put over something else."""

    drafts: list[RoomDraft]
    taken: dict[tuple[int, date], int] = field(default_factory=dict)

    def take(self, room_id: int, during: Interval) -> bool:
        """Take the room if it is free, with what it asks to be kept free; tells whether it was."""
        wanted = self._wanted(room_id, during)
        if self._is_taken(room_id, during.start.date(), wanted):
            return False
        for space in self._spaces(room_id):
            place = (space, during.start.date())
            self.taken[place] = self.taken.get(place, 0) | wanted
        return True

    def close(self, room_id: int, days: Period) -> None:
        """Let nothing be put into a room on some days."""
        for day in _days(days):
            self.taken[room_id, day] = -1

    def _spaces(self, room_id: int) -> tuple[int, ...]:
        return self.drafts[room_id - 1].parts or (room_id,)

    def _wanted(self, room_id: int, during: Interval) -> int:
        room = self.drafts[room_id - 1]
        return _bits(Buffers(room.buffer_before, room.buffer_after).around(during))

    def _is_taken(self, room_id: int, day: date, wanted: int) -> bool:
        return any(self.taken.get((space, day), 0) & wanted for space in self._spaces(room_id))

    def free(self, day: date, hours: int) -> list[tuple[int, Interval]]:
        """Every room and stretch of so many hours, on the hour, that is open and free on a day."""
        found = []
        for room_id, room in enumerate(self.drafts, start=1):
            for opening in room.hours:
                if opening.weekday != day.weekday():
                    continue
                for hour in range(opening.opens_at.hour + (opening.opens_at.minute > 0), opening.closes_at.hour):
                    start = datetime.combine(day, time(hour))
                    during = Interval(start, start + timedelta(hours=hours))
                    closes = datetime.combine(day, opening.closes_at)
                    if during.end <= closes and not self._is_taken(room_id, day, self._wanted(room_id, during)):
                        found.append((room_id, during))
        return found


def _bits(during: Interval) -> int:
    first = during.start.hour * 2 + during.start.minute // 30
    count = (during.end - during.start) // _HALF_HOUR
    return ((1 << count) - 1) << first


def year_before(today: date, years: int) -> Period:
    """From ten months ago (and so many years more) to two months from now."""
    return Period(today - timedelta(days=304 + 364 * (years - 1)), today + timedelta(days=61))


def write_year(
    rooms: Rooms, organisations: Mapping[str, int], today: date, scale: int, chance: Random
) -> list[BookingDraft]:
    """All the bookings, in order of date."""
    years = min(scale, MOST_YEARS)
    period = year_before(today, years)
    room_ids = {room.name: number for number, room in enumerate(rooms.drafts, start=1)}
    closed = closure(room_ids, today)
    rooms.close(room_ids[_CLOSED], Period(closed.starts_at.date(), closed.ends_at.date() - _DAY))
    drafts = list(_options(rooms, organisations, room_ids, today))
    slots = [_slot(row, room_ids, organisations) for row in fiction.read_table("weekly.csv")]
    drafts += _weekly(rooms, slots, period, today, chance)
    occasions = fiction.read_table("occasions.csv")
    ids = list(organisations.values())
    today_count = sum(draft.starts_at.date() == today for draft in drafts)
    drafts += _occasional(rooms, occasions, ids, [today] * max(0, _TODAY - today_count), chance)
    days = [day for day in _days(period) if day != today and not _is_bank_holiday(day)]
    drafts += _occasional(rooms, occasions, ids, chance.choices(days, k=_OCCASIONS_A_YEAR * years), chance)
    if scale > years:
        lacking = len(drafts) * scale // years - len(drafts)
        drafts += _dense(rooms, occasions, ids, days, lacking, chance)
    return sorted(drafts, key=lambda draft: (draft.starts_at, draft.room_id, draft.state))


def closure(room_ids: Mapping[str, int], today: date) -> ClosureDraft:
    """The one closure of the year: works in the cellar, a month ahead."""
    start = datetime.combine(today + timedelta(days=33), time())
    return ClosureDraft(
        room_id=room_ids[_CLOSED], starts_at=start, ends_at=start + 3 * _DAY, reason="Révision de la ventilation"
    )


def with_buffers(drafts: Sequence[BookingDraft], rooms: Sequence[RoomDraft]) -> list[Booking]:
    """The bookings as the file holds them, with what their room keeps free around them."""
    found = []
    for draft in drafts:
        room = rooms[draft.room_id - 1]
        own = {name: getattr(draft, name) for name in BookingDraft.__dataclass_fields__}
        found.append(Booking(**own, id=0, buffer_before=room.buffer_before, buffer_after=room.buffer_after))
    return found


def _slot(row: Mapping[str, str], room_ids: Mapping[str, int], organisations: Mapping[str, int]) -> Slot:
    return Slot(
        weekday=int(row["weekday"]),
        room_id=room_ids[row["room"]],
        starts_at=time.fromisoformat(row["start"]),
        ends_at=time.fromisoformat(row["end"]),
        organisation_id=organisations[row["organisation"]] if row["organisation"] else None,
        kind=BookingKind(row["kind"]),
        purpose=row["purpose"],
        persons=int(row["persons"]),
    )


def _days(period: Period) -> Iterator[date]:
    return (period.first + timedelta(days=n) for n in range((period.last - period.first).days + 1))


def _is_bank_holiday(day: date) -> bool:
    return (day.month, day.day) in _BANK_HOLIDAYS


def _is_school_holiday(day: date) -> bool:
    return any(first <= (day.month, day.day) <= last for first, last in _HOLIDAYS)


def _weekly(rooms: Rooms, slots: list[Slot], period: Period, today: date, chance: Random) -> Iterator[BookingDraft]:
    for day in _days(period):
        if _is_bank_holiday(day) and day != today:
            continue
        for slot in slots:
            if slot.weekday != day.weekday():
                continue
            kept = _KEPT[slot.kind] if _is_school_holiday(day) else 0.97
            during = Interval(datetime.combine(day, slot.starts_at), datetime.combine(day, slot.ends_at))
            if (day == today or chance.random() < kept) and rooms.take(slot.room_id, during):
                persons = max(2, slot.persons + chance.randrange(-4, 3)) if day < today else slot.persons
                yield _draft(slot.room_id, slot.organisation_id, during, slot.kind, slot.purpose, persons)


def _draft(
    room_id: int, organisation_id: int | None, during: Interval, kind: BookingKind, purpose: str, persons: int
) -> BookingDraft:
    return BookingDraft(
        room_id=room_id,
        organisation_id=organisation_id,
        starts_at=during.start,
        ends_at=during.end,
        kind=kind,
        purpose=purpose,
        expected_persons=persons,
    )


def _occasional(
    rooms: Rooms, occasions: list[dict[str, str]], organisations: list[int], days: list[date], chance: Random
) -> Iterator[BookingDraft]:
    """One booking on each of these days, wherever there is room left."""
    for day in days:
        free = rooms.free(day, 2)
        if free:
            room_id, during = chance.choice(free)
            rooms.take(room_id, during)
            yield _occasion(rooms, chance.choice(occasions), chance.choice(organisations), room_id, during)


def _occasion(
    rooms: Rooms, row: Mapping[str, str], organisation_id: int, room_id: int, during: Interval
) -> BookingDraft:
    persons = min(int(row["persons"]), rooms.drafts[room_id - 1].capacity)
    return _draft(room_id, organisation_id, during, BookingKind(row["kind"]), row["purpose"], persons)


def _dense(
    rooms: Rooms,
    occasions: list[dict[str, str]],
    organisations: list[int],
    days: list[date],
    lacking: int,
    chance: Random,
) -> list[BookingDraft]:
    """Fill free hours, spread evenly, until the number is reached or the house is full."""
    free = [place for day in days for place in rooms.free(day, 1)]
    chance.shuffle(free)
    drafts = []
    for room_id, during in free[:lacking]:
        rooms.take(room_id, during)
        drafts.append(_occasion(rooms, chance.choice(occasions), chance.choice(organisations), room_id, during))
    return drafts


# Day from today, room, hours, who, last day of the option from today: the last two wait for the same evening.
_OPTIONS = (
    (0, "Salle Cèdre", 17, 19, "Collectif Peupliers", "Réunion des habitants et habitantes", 0),
    (9, "Grande salle B", 20, 22, "Santé Voisine", "Soirée d’information", 1),
    (16, "Atelier", 9, 10, "Couleurs Palier", "Portes ouvertes", 2),
    (30, "Salle Cèdre", 19, 21, "Jeunes Pousses Tilleuls", "Conseil des jeunes", 12),
    (25, "Grande salle A", 20, 22, "Échecs du Mail", "Tournoi d’hiver", 10),
    (25, "Grande salle A", 20, 22, "Répar’Ici", "Soirée réparation", 10),
)


def _options(
    rooms: Rooms, organisations: Mapping[str, int], room_ids: Mapping[str, int], today: date
) -> Iterator[BookingDraft]:
    for ahead, room, opens, closes, organisation, purpose, lasts in _OPTIONS:
        day = today + timedelta(days=ahead)
        during = Interval(datetime.combine(day, time(opens)), datetime.combine(day, time(closes)))
        # Taken before anything else: two options may share the evening, a confirmed booking may not.
        rooms.take(room_ids[room], during)
        yield BookingDraft(
            room_id=room_ids[room],
            organisation_id=organisations[organisation],
            starts_at=during.start,
            ends_at=during.end,
            kind=BookingKind.MEETING,
            purpose=purpose,
            expected_persons=12,
            state=BookingState.OPTION,
            option_until=today + timedelta(days=lasts),
        )
