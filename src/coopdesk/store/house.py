"""The house's own sheet in the file."""

from typing import Any

from sqlalchemy import Connection, Result, select

from coopdesk.domain.house import House
from coopdesk.store.schema import house

_KEY = 1


def read(connection: Connection) -> House:
    """The house's sheet."""
    return House(**sheet(connection).mappings().one())


def sheet(connection: Connection) -> Result[Any]:
    """The house's sheet as it is in the file."""
    return connection.execute(select(*(c for c in house.c if c.name != "id")))


def write(connection: Connection, sheet: House) -> None:
    """Put a sheet in the place of the house's; the first one makes it."""
    values = {name: getattr(sheet, name) for name in House.__dataclass_fields__}
    if connection.execute(house.update().where(house.c.id == _KEY).values(**values)).rowcount == 0:
        connection.execute(house.insert().values(id=_KEY, **values))
