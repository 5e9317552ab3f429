"""What a document on the house's cooperation prints, computed once."""

from typing import Any

from coopdesk.domain.audience import Audience
from coopdesk.domain.period import Period
from coopdesk.domain.summary import (
    CooperationSummary,
    EquipmentCount,
    MarkCount,
    OrganisationUse,
    PartnerName,
    RoomTime,
    SummaryAction,
    count_marks,
)
from coopdesk.domain.text import fold
from coopdesk.domain.typology import BRAKES, DYNAMICS, LEVERS, REASONS, Axis
from coopdesk.foundation.problems import UserError
from coopdesk.services.desk import Desk
from coopdesk.store import house
from coopdesk.store import summaries as store
from coopdesk.store.summaries import ActionRows, UseRow


def years(desk: Desk) -> list[int]:
    """The years a summary can tell something of, newest first."""
    with desk.read() as connection:
        return sorted(store.years(connection), reverse=True)


def cooperation_summary(desk: Desk, period: Period, typology_id: str, audience: Audience) -> CooperationSummary:
    """The cooperation of a period, sorted by one typology; raises typology_unknown."""
    typology = desk.typologies.by_id.get(typology_id)
    if typology is None:
        raise UserError("typology_unknown", {"code": typology_id})
    with desk.read() as connection:
        own_house = house.read(connection)
        rows = store.actions(connection, period)
        room_use = store.room_use(connection, period)
        equipment_use = store.equipment_use(connection, period)
    counted = [row for row in rows.actions if row.stage.is_counted]
    set_aside = [row for row in rows.actions if not row.stage.is_counted]

    def marks(typology_id: str, axis: Axis) -> tuple[MarkCount, ...]:
        named = [tuple(code for one, code in rows.marks.get(row.id, ()) if one is axis) for row in counted]
        return count_marks(desk.typologies[typology_id], named)

    return CooperationSummary(
        house=own_house,
        period=period,
        audience=audience,
        edited_on=desk.today(),
        typology=typology,
        dynamics=desk.typologies[DYNAMICS],
        actions=tuple(_told(row, rows) for row in counted),
        set_aside=tuple(_told(row, rows) for row in set_aside),
        uses=_merged(room_use, equipment_use),
        reasons=marks(REASONS, Axis.REASON),
        brakes=marks(BRAKES, Axis.BRAKE),
        levers=marks(LEVERS, Axis.LEVER),
    )


def _told(row: Any, rows: ActionRows) -> SummaryAction:
    return SummaryAction(
        title=row.title,
        need=row.need,
        need_source=row.need_source,
        common_goal=row.common_goal,
        form=row.form,
        dynamic=row.dynamic,
        stage=row.stage,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        partners=tuple(PartnerName(*one) for one in rows.partners.get(row.id, ())),
        rooms=tuple(RoomTime(*one) for one in rows.rooms.get(row.id, ())),
        equipment=tuple(EquipmentCount(*one) for one in rows.equipment.get(row.id, ())),
        reached_total=row.reached_total,
        reached_district=row.reached_district,
    )


def _merged(room_use: list[UseRow], equipment_use: list[UseRow]) -> tuple[OrganisationUse, ...]:
    """Rooms and equipment of each organisation on one line, longest room time first."""
    uses = {key: OrganisationUse(name, bookings, minutes, 0, 0) for key, name, bookings, minutes in room_use}
    for key, name, loans, articles in equipment_use:
        use = uses.get(key, OrganisationUse(name, 0, 0, 0, 0))
        uses[key] = use._replace(loans=loans, articles=articles)
    return tuple(sorted(uses.values(), key=lambda use: (-use.minutes, fold(use.organisation or ""))))
