"""The house's own sheet in the file."""

from typing import Any, NamedTuple

from sqlalchemy import Connection, Result, select

from coopdesk.domain.house import House, Requirement
from coopdesk.store.engine import driver
from coopdesk.store.schema import house

_KEY = 1
_SHEET = select(*(column for column in house.c if column.name != "id"))


def read(connection: Connection) -> House:
    """The house's sheet."""
    return House(**sheet(connection).mappings().one())


def sheet(connection: Connection) -> Result[Any]:
    """The house's sheet as it is in the file."""
    return connection.execute(_SHEET)


class Requirements(NamedTuple):
    """What the house makes of a booking without these papers."""

    insurance: Requirement
    agreement: Requirement


def requirements(connection: Connection) -> Requirements:
    """What the house asks for, alone: every booking needs it."""
    row = driver(connection).execute("SELECT insurance_required, agreement_required FROM house").fetchone()
    return Requirements(*map(Requirement, row))


def write(connection: Connection, sheet: House) -> None:
    """Put a sheet in the place of the house's; the first one makes it."""
    values = {name: getattr(sheet, name) for name in House.__dataclass_fields__}
    if connection.execute(house.update().where(house.c.id == _KEY).values(**values)).rowcount == 0:
        connection.execute(house.insert().values(id=_KEY, **values))
