"""A house and its records with sensible defaults; a test names only what it is about."""

import shutil
import tempfile
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from coopdesk.domain.action import ActionDraft, ActionStage, Partner, PartnerRole
from coopdesk.domain.booking import BookingDraft
from coopdesk.domain.equipment import EquipmentDraft
from coopdesk.domain.house import House
from coopdesk.domain.loan import LoanDraft, LoanLineDraft
from coopdesk.domain.operation import Operation
from coopdesk.domain.organisation import OrganisationDraft
from coopdesk.domain.room import OpeningHours, RoomDraft
from coopdesk.domain.room_key import RoomKeyDraft
from coopdesk.foundation.problems import Outcome, Saved
from coopdesk.services import actions, bookings, equipment, loans, organisations, room_keys, rooms
from coopdesk.services.desk import Desk, create_desk, open_desk
from coopdesk.store.bookings import BOOKINGS

NOW = datetime(2026, 11, 24, 9, 12)
"""Every test's present, a Tuesday."""

ALL_WEEK = tuple(OpeningHours(day, time(8), time(22)) for day in range(7))


def a_house(**values: Any) -> House:
    """The fictional house."""
    return House(**{"name": "Maison de quartier des Tilleuls", "city": "Villeneuve-les-Tilleuls", **values})


@cache
def _template() -> Path:
    # Migrations take a third of a second: paid once, then the file is copied.
    path = Path(tempfile.mkdtemp(prefix="coopdesk-tests-")) / "template.coopdesk"
    create_desk(path, a_house(), clock=lambda: NOW).close()
    return path


def a_desk(path: Path) -> Desk:
    """A new house's file, open."""
    shutil.copy(_template(), path)
    return open_desk(path, clock=lambda: NOW)


def done(outcome: Outcome) -> int:
    """The key of what was saved; a refusal fails the test."""
    assert isinstance(outcome, Saved), outcome
    return outcome.id


def an_organisation(desk: Desk, name: str = "Parents du Mail", **values: Any) -> int:
    """An association of the register."""
    return done(organisations.add(desk, OrganisationDraft(name=name, **values)))


def a_room(desk: Desk, name: str = "Grande salle", **values: Any) -> int:
    """A room open from 8 to 22 every day."""
    return done(rooms.add(desk, RoomDraft(**{"name": name, "capacity": 120, "hours": ALL_WEEK, **values})))


def a_booking_draft(room_id: int, organisation_id: int | None = None, **values: Any) -> BookingDraft:
    """Two hours on Thursday afternoon."""
    starts_at = values.pop("starts_at", datetime(2026, 11, 26, 14))
    ends_at = values.pop("ends_at", starts_at + timedelta(hours=2))
    return BookingDraft(
        room_id=room_id, organisation_id=organisation_id, starts_at=starts_at, ends_at=ends_at, **values
    )


def a_booking(desk: Desk, room_id: int, organisation_id: int | None = None, **values: Any) -> int:
    """A booking of the register; an option may be held until a day that is over by now."""
    draft = a_booking_draft(room_id, organisation_id, **values)
    until = draft.option_until
    if until is None or desk.today() <= until <= draft.starts_at.date():
        return done(bookings.book(desk, draft))
    key = done(bookings.book(desk, replace(draft, option_until=None)))
    with desk.write(Operation.MAKE_OPTION) as unit:
        BOOKINGS.set(unit.connection, key, option_until=until)
        unit.commit(key)
    return key


def a_key(desk: Desk, label: str = "Clé 1", **values: Any) -> int:
    """A key of the register."""
    return done(room_keys.add(desk, RoomKeyDraft(label=label, **values)))


def an_equipment_draft(name: str = "Chaises pliantes", **values: Any) -> EquipmentDraft:
    """A lot of eighty."""
    return EquipmentDraft(**{"name": name, "quantity": 80, **values})


def an_equipment(desk: Desk, name: str = "Chaises pliantes", **values: Any) -> int:
    """A lot of the inventory."""
    return done(equipment.add(desk, an_equipment_draft(name, **values)))


def a_loan_draft(organisation_id: int, *lines: tuple[int, int], **values: Any) -> LoanDraft:
    """A loan over the week-end: (article, quantity) by line."""
    return LoanDraft(
        **{
            "organisation_id": organisation_id,
            "starts_at": datetime(2026, 11, 27, 17),
            "due_at": datetime(2026, 11, 30, 10),
            "lines": tuple(LoanLineDraft(equipment_id=article, quantity=n) for article, n in lines),
            **values,
        }
    )


def a_loan(
    desk: Desk, organisation_id: int, *lines: tuple[int, int], hand_over_now: bool = False, **values: Any
) -> int:
    """A loan of the register, only promised unless it is handed over."""
    return done(loans.lend(desk, a_loan_draft(organisation_id, *lines, **values), hand_over_now=hand_over_now))


def an_action_draft(*partners: int, title: str = "Fête de quartier", **values: Any) -> ActionDraft:
    """An action under way in autumn, led by the first of its partners."""
    roles = (PartnerRole.LEAD, *(PartnerRole.OPERATIONAL for _ in partners[1:]))
    return ActionDraft(
        **{
            "title": title,
            "form": "F2",
            "dynamic": "D1",
            "stage": ActionStage.UNDER_WAY,
            "starts_on": date(2026, 9, 1),
            "ends_on": date(2026, 12, 15),
            "partners": tuple(map(Partner, partners, roles)),
            **values,
        }
    )


def an_action(desk: Desk, *partners: int, **values: Any) -> int:
    """An action of the register."""
    return done(actions.add(desk, an_action_draft(*partners, **values)))
