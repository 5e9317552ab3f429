"""The place of an option that was given up and brought back: it comes after all that was asked for until then."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, func, insert, select

from coopdesk.store.schema import booking, option_turn


def take(connection: Connection, booking_ids: Iterable[int]) -> None:
    """Put these options behind those that are there, in this order."""
    ids = list(booking_ids)
    if not ids:
        return
    last = connection.scalar(select(func.max(booking.c.id)))
    connection.execute(delete(option_turn).where(option_turn.c.booking_id.in_(ids)))
    connection.execute(insert(option_turn), [{"booking_id": key, "after_id": last} for key in ids])
