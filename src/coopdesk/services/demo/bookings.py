"""A year of bookings: weekly permanences, occasional dates, options, and a full day today."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from coopdesk.domain.booking import TAKING, Booking, BookingDraft, BookingKind, BookingState
from coopdesk.domain.closure import ClosureDraft
from coopdesk.domain.period import Interval, Period
from coopdesk.domain.room import RoomDraft
from coopdesk.domain.series import Series
from coopdesk.services.demo import fiction, weekly
from coopdesk.services.demo.taken import Rooms, days_of

MOST_YEARS = 10
_TODAY = 13
_OCCASIONS_A_YEAR = 120
_DAY = timedelta(days=1)
_CLOSED = "Studio"


@dataclass(frozen=True, slots=True)
class Year:
    """What is booked, in order of date, and the series, in the order that gives their keys."""

    bookings: list[BookingDraft]
    series: list[Series]


def year_before(today: date, years: int) -> Period:
    """From ten months ago (and so many years more) to two months from now."""
    return Period(today - timedelta(days=304 + 364 * (years - 1)), today + timedelta(days=61))


def write_year(rooms: Rooms, organisations: Mapping[str, int], today: date, scale: int, chance: Random) -> Year:
    """All the bookings, in order of date, and the series of those that come back every week."""
    years = min(scale, MOST_YEARS)
    period = year_before(today, years)
    room_ids = {room.name: number for number, room in enumerate(rooms.drafts, start=1)}
    closed = closure(room_ids, today)
    rooms.close(room_ids[_CLOSED], Period(closed.starts_at.date(), closed.ends_at.date() - _DAY))
    drafts = list(_options(rooms, organisations, room_ids, today))
    slots = [weekly.slot(row, room_ids, organisations) for row in fiction.read_table("weekly.csv")]
    repeated = weekly.write_weekly(rooms, slots, period, today, chance)
    drafts += repeated.dates
    occasions = fiction.read_table("occasions.csv")
    ids = list(organisations.values())
    today_count = sum(draft.starts_at.date() == today for draft in drafts if draft.state in TAKING)
    drafts += _occasional(rooms, occasions, ids, [today] * max(0, _TODAY - today_count), chance)
    days = [day for day in days_of(period) if day != today and not weekly.is_bank_holiday(day)]
    drafts += _occasional(rooms, occasions, ids, chance.choices(days, k=_OCCASIONS_A_YEAR * years), chance)
    if scale > years:
        held = sum(draft.state in TAKING for draft in drafts)
        lacking = held * scale // years - held
        drafts += _dense(rooms, occasions, ids, days, lacking, chance)
    drafts.sort(key=lambda draft: (draft.starts_at, draft.room_id, draft.state))
    return Year(drafts, repeated.series)


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
        if not isinstance(draft, Booking):
            own = {name: getattr(draft, name) for name in BookingDraft.__dataclass_fields__}
            draft = Booking(**own, id=0)  # noqa: PLW2901 - the same booking, as the file has it
        found.append(replace(draft, buffer_before=room.buffer_before, buffer_after=room.buffer_after))
    return found


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
