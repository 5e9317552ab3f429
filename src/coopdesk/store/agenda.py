"""What the morning's page asks the file."""

from datetime import date

from sqlalchemy import Connection, String, func, select, type_coerce

from coopdesk.domain.action import ActionStage
from coopdesk.store.morning import EndingInsurance, UnreviewedAction
from coopdesk.store.schema import action, action_partner, booking, organisation


def insurance_ending(connection: Connection, today: date, until: date) -> list[EndingInsurance]:
    """Insurances that end by a day, of organisations that still come, soonest first."""
    c = organisation.c
    starts_at = type_coerce(booking.c.starts_at, String)
    ends_on = type_coerce(c.insurance_ends_on, String)
    coming = (
        select(func.count())
        .where(
            booking.c.organisation_id == c.id,
            starts_at >= today.isoformat(),
            # The last day is covered: its bookings sort before this text.
            starts_at > ends_on.concat("T24"),
        )
        .correlate(organisation)
        .scalar_subquery()
    )
    # A paper that ended long ago is no news unless somebody still comes without cover.
    query = (
        select(c.id, c.name, c.insurance_ends_on, coming)
        .where(ends_on <= until.isoformat())
        .where((ends_on >= today.isoformat()) | (coming > 0))
        .order_by(ends_on, c.name_folded)
    )
    return [EndingInsurance(*row) for row in connection.execute(query)]


def finished_without_review(connection: Connection, today: date) -> list[UnreviewedAction]:
    """Actions that are finished, or whose last day has passed, with no review written."""
    c = action.c
    partners = select(func.count()).where(action_partner.c.action_id == c.id).correlate(action).scalar_subquery()
    over = (c.stage == ActionStage.FINISHED) | (
        (c.stage == ActionStage.UNDER_WAY) & (type_coerce(c.ends_on, String) < today.isoformat())
    )
    query = select(c.id, c.title, c.ends_on, partners).where(over, c.review == "").order_by(c.ends_on)
    return [UnreviewedAction(*row) for row in connection.execute(query)]
