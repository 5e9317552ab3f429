"""Which rooms closures close, asked before SQLAlchemy is there (store.morning)."""

from typing import Any

from coopdesk.domain.closure import ClosureDraft
from coopdesk.store.values import minute


def closures(connection: Any) -> list[ClosureDraft]:
    """Every closure: a house has some dozens."""
    rows = connection.execute("SELECT room_id, starts_at, ends_at, is_yearly, reason FROM closure")
    return [
        ClosureDraft(room_id=room_id, starts_at=start, ends_at=end, is_yearly=bool(is_yearly), reason=reason)
        for room_id, starts_at, ends_at, is_yearly, reason in rows
        if (start := minute(starts_at)) is not None and (end := minute(ends_at)) is not None
    ]


def sharing(connection: Any) -> dict[int, set[int]]:
    """The rooms that share a space with each room that is made of others, or part of one."""
    spaces: dict[int, set[int]] = {}
    for whole, part in connection.execute("SELECT room_id, part_id FROM room_part"):
        spaces.setdefault(whole, set()).add(part)
        spaces.setdefault(part, {part})
    return {room: {other for other in spaces if spaces[other] & spaces[room]} for room in spaces}
