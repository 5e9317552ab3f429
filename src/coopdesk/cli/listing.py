"""`coopdesk list`: a register as a table to read, as JSON for a script, as CSV for a spreadsheet."""

import csv
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from io import StringIO
from typing import Any

from coopdesk.cli.files import reading
from coopdesk.cli.output import write_json, write_table
from coopdesk.domain.listing import EVERYTHING
from coopdesk.domain.period import Period
from coopdesk.foundation.i18n import N_, _
from coopdesk.foundation.problems import UserError
from coopdesk.services import actions, bookings, equipment, history, loans, organisations, rooms
from coopdesk.services.desk import Desk
from coopdesk.wording.labels import label

_LATER = timedelta(days=36_500)
"""« From this day on »: a century ahead is further than any booking."""


@dataclass(frozen=True, slots=True)
class Register:
    """A register to list: its columns (key of JSON and CSV, heading of the table), and where its rows come from."""

    columns: Mapping[str, str]
    rows: Callable[[Desk, Period | None], Sequence[Sequence[Any]]]


def _organisations(desk: Desk, _period: Period | None) -> list[tuple[Any, ...]]:
    chosen = organisations.OrganisationFilter(on=desk.today())
    return [
        (
            one.id, one.name, one.short_name, one.kind, one.theme, one.priority_district,
            one.charter_signed_on, one.insurance_ends_on, _moment(one.next_booking),
        )
        for one in organisations.lines(desk, chosen, None, EVERYTHING)
    ]  # fmt: skip


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _rooms(desk: Desk, _period: Period | None) -> list[tuple[Any, ...]]:
    return [(one.id, one.name, one.capacity, one.place, one.is_accessible) for one in rooms.rooms(desk)]


def _bookings(desk: Desk, period: Period | None) -> list[tuple[Any, ...]]:
    chosen = bookings.BookingFilter(during=period.interval if period else None)
    return [
        (
            one.id, one.room, one.organisation, one.starts_at, one.ends_at, one.kind, one.state,
            one.purpose, one.expected_persons,
        )
        for one in bookings.lines(desk, chosen, None, EVERYTHING)
    ]  # fmt: skip


def _equipment(desk: Desk, _period: Period | None) -> list[tuple[Any, ...]]:
    return [
        (
            one.id, one.name, one.category, one.tracking, one.inventory_number, one.quantity, one.out_of_order,
            one.place, one.condition, one.owner,
        )
        for one in equipment.lines(desk, equipment.EquipmentFilter(), None, EVERYTHING)
    ]  # fmt: skip


def _loans(desk: Desk, period: Period | None) -> list[tuple[Any, ...]]:
    now = desk.now()
    chosen = loans.LoanFilter(now=now, during=period.interval if period else None)
    return [
        (one.id, one.number, one.organisation, one.starts_at, one.due_at, one.state(now), one.what)
        for one in loans.lines(desk, chosen, None, EVERYTHING)
    ]


def _actions(desk: Desk, period: Period | None) -> list[tuple[Any, ...]]:
    return [
        (
            one.id, one.title, one.form, one.dynamic, one.stage, one.starts_on, one.ends_on, one.lead,
            one.partners, one.reached_total,
        )
        for one in actions.lines(desk, actions.ActionFilter(during=period), None, EVERYTHING)
    ]  # fmt: skip


def _history(desk: Desk, period: Period | None) -> list[tuple[Any, ...]]:
    return [
        (one.id, one.at, one.operation, one.way, one.subject, one.record_id, one.about)
        for one in history.lines(desk, history.JournalFilter(during=period), None, EVERYTHING)
    ]


REGISTERS: Mapping[str, Register] = {
    "organisations": Register(
        {
            "id": N_("No."),
            "name": N_("Name"),
            "short_name": N_("Acronym"),
            "kind": N_("Kind"),
            "theme": N_("Theme"),
            "priority_district": N_("Priority district"),
            "charter_signed_on": N_("Charter"),
            "insurance_ends_on": N_("Insured until"),
            "next_booking": N_("Next booking"),
        },
        _organisations,
    ),
    "rooms": Register(
        {
            "id": N_("No."),
            "name": N_("Name"),
            "capacity": N_("Capacity"),
            "place": N_("Place"),
            "is_accessible": N_("Accessible"),
        },
        _rooms,
    ),
    "bookings": Register(
        {
            "id": N_("No."),
            "room": N_("Room"),
            "organisation": N_("Organisation"),
            "starts_at": N_("Start"),
            "ends_at": N_("End"),
            "kind": N_("Kind"),
            "state": N_("State"),
            "purpose": N_("Purpose"),
            "expected_persons": N_("Persons"),
        },
        _bookings,
    ),
    "equipment": Register(
        {
            "id": N_("No."),
            "name": N_("Name"),
            "category": N_("Category"),
            "tracking": N_("Followed as"),
            "inventory_number": N_("Inventory number"),
            "quantity": N_("Quantity"),
            "out_of_order": N_("Out of order"),
            "place": N_("Place"),
            "condition": N_("Condition"),
            "owner": N_("Owner"),
        },
        _equipment,
    ),
    "loans": Register(
        {
            "id": N_("No."),
            "number": N_("Number"),
            "organisation": N_("Organisation"),
            "starts_at": N_("Start"),
            "due_at": N_("Due back"),
            "state": N_("State"),
            "what": N_("What"),
        },
        _loans,
    ),
    "actions": Register(
        {
            "id": N_("No."),
            "title": N_("Title"),
            "form": N_("Form"),
            "dynamic": N_("Dynamic"),
            "stage": N_("Stage"),
            "starts_on": N_("Start"),
            "ends_on": N_("End"),
            "lead": N_("Lead"),
            "partners": N_("Partners"),
            "reached_total": N_("People reached"),
        },
        _actions,
    ),
    "history": Register(
        {
            "id": N_("No."),
            "at": N_("Moment"),
            "operation": N_("Operation"),
            "way": N_("Way"),
            "subject": N_("Register"),
            "record_id": N_("Record no."),
            "record": N_("Record"),
        },
        _history,
    ),
}


def names() -> str:
    """The registers' names, for the help."""
    return ", ".join(REGISTERS)


def run(options: Namespace) -> int:
    """List a register, or what of it touches a period."""
    period = _period(options.first, options.last)
    register = REGISTERS[options.register]
    with reading(options.file) as desk:
        rows = register.rows(desk, period)
    keys = list(register.columns)
    if options.format == "json":
        write_json([{key: _plain(value) for key, value in zip(keys, row, strict=True)} for row in rows])
    elif options.format == "csv":
        _write_csv(keys, rows)
    else:
        write_table([_(heading) for heading in register.columns.values()], [[*map(_readable, row)] for row in rows])
    return 0


def _period(first: date | None, last: date | None) -> Period | None:
    if first is None and last is None:
        return None
    if first is not None and last is not None and last < first:
        raise UserError("bad_period")
    return Period(first or date(1, 2, 28), last or max(first or date.today(), date.today()) + _LATER)


def _plain(value: Any) -> Any:
    """A value as JSON and CSV have it: ISO texts, codes, numbers."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else value


def _readable(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    # A text of several lines would break the table.
    return label(value) if isinstance(value, StrEnum) else " ".join(str(_plain(value)).split())


def _write_csv(keys: list[str], rows: Sequence[Sequence[Any]]) -> None:
    text = StringIO(newline="")
    table = csv.writer(text)
    table.writerow(keys)
    table.writerows([_plain(value) for value in row] for row in rows)
    # The mark tells spreadsheets that this is UTF-8; a pipe gets the same bytes as a file.
    sys.stdout.flush()
    data = ("\ufeff" + text.getvalue()).encode()
    if hasattr(sys.stdout, "buffer"):
        sys.stdout.buffer.write(data)
    else:
        sys.stdout.write(data.decode())
