"""Condition reports in the file."""

from sqlalchemy import Connection, select

from coopdesk.domain.condition_report import ConditionReport
from coopdesk.store.registers import Register
from coopdesk.store.schema import condition_report

REPORTS = Register(condition_report, ConditionReport)


def of_booking(connection: Connection, booking_id: int) -> list[ConditionReport]:
    """The reports of one booking."""
    c = condition_report.c
    query = select(*(c[name] for name in ConditionReport.__dataclass_fields__)).where(c.booking_id == booking_id)
    return [ConditionReport(**row) for row in connection.execute(query).mappings()]
