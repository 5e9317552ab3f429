"""Cooperation actions in the file."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, case, func, or_, select, type_coerce

from coopdesk.domain.action import Action, ActionLine, ActionStage, Partner, PartnerRole
from coopdesk.domain.listing import Sort, Window
from coopdesk.domain.period import Period
from coopdesk.domain.typology import Axis
from coopdesk.store.listing import Listing, found
from coopdesk.store.registers import Part, Register
from coopdesk.store.schema import action, action_booking, action_loan, action_mark, action_partner, organisation


def _links(name: str, table: Any, column: str) -> Part:
    return Part(
        name=name,
        table=table,
        owner="action_id",
        to_rows=lambda ids: [{column: one} for one in dict.fromkeys(ids)],
        from_row=lambda row: row[column],
        order=column,
    )


def _marks(name: str, axis: Axis) -> Part:
    return Part(
        name=name,
        table=action_mark,
        owner="action_id",
        to_rows=lambda codes: [{"code": code} for code in dict.fromkeys(codes)],
        from_row=lambda row: row["code"],
        order="code",
        only={"axis": axis},
    )


ACTIONS = Register(
    action,
    Action,
    title="title",
    folded="title_folded",
    parts=(
        Part(
            name="partners",
            table=action_partner,
            owner="action_id",
            to_rows=lambda partners: [
                {
                    "position": n,
                    "organisation_id": one.organisation_id,
                    "role": one.role,
                    "contribution": one.contribution,
                }
                for n, one in enumerate(partners)
            ],
            from_row=lambda row: Partner(row["organisation_id"], row["role"], row["contribution"]),
            order="position",
        ),
        _marks("reasons", Axis.REASON),
        _marks("brakes", Axis.BRAKE),
        _marks("levers", Axis.LEVER),
        _links("booking_ids", action_booking, "booking_id"),
        _links("loan_ids", action_loan, "loan_id"),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFilter:
    """Which actions a list shows."""

    text: str = ""
    stage: ActionStage | None = None
    form: str | None = None
    during: Period | None = None
    organisation_id: int | None = None


_PARTNERS = select(func.count()).where(action_partner.c.action_id == action.c.id).correlate(action).scalar_subquery()


def _lead(column: ColumnElement[str]) -> ColumnElement[Any]:
    """A column of the first leading partner."""
    return (
        select(column)
        .select_from(action_partner.join(organisation))
        .where(action_partner.c.action_id == action.c.id, action_partner.c.role == PartnerRole.LEAD)
        .order_by(action_partner.c.position)
        .limit(1)
        .correlate(action)
        .scalar_subquery()
    )


_LISTING = Listing(
    action,
    select(
        action.c.id, action.c.title, action.c.form, action.c.dynamic, action.c.stage,
        action.c.starts_on, action.c.ends_on, _PARTNERS, _lead(organisation.c.name), action.c.reached_total,
    ),
    ActionLine,
    {
        "title": action.c.title_folded,
        "form": action.c.form,
        "dynamic": action.c.dynamic,
        "stage": case({stage: place for place, stage in enumerate(ActionStage)}, value=action.c.stage),
        "starts_on": action.c.starts_on,
        "partners": _PARTNERS,
        "lead": _lead(organisation.c.name_folded),
        "reached_total": action.c.reached_total,
    },
    "starts_on",
)  # fmt: skip


_OVER = (ActionStage.FINISHED, ActionStage.REVIEWED, ActionStage.ABANDONED)


def touching(period: Period) -> list[ColumnElement[bool]]:
    """The condition that an action may share a day with a period; one without dates shares them all.

    What is over and has one date lasted that day; what is not over and has no end goes on.
    """
    starts_on, ends_on = type_coerce(action.c.starts_on, String), type_coerce(action.c.ends_on, String)
    first = func.coalesce(starts_on, ends_on)
    last = case((action.c.stage.in_(_OVER), func.coalesce(ends_on, starts_on)), else_=ends_on)
    return [
        or_(first.is_(None), first <= period.last.isoformat()),
        or_(last.is_(None), last >= period.first.isoformat()),
    ]


def _conditions(chosen: ActionFilter) -> list[ColumnElement[bool]]:
    c = action.c
    conditions = found(action, chosen.text)
    if chosen.stage is not None:
        conditions.append(c.stage == chosen.stage)
    if chosen.form is not None:
        conditions.append(c.form == chosen.form)
    if chosen.during is not None:
        conditions += touching(chosen.during)
    if chosen.organisation_id is not None:
        with_it = select(action_partner.c.action_id).where(action_partner.c.organisation_id == chosen.organisation_id)
        conditions.append(c.id.in_(with_it))
    return conditions


def lines(connection: Connection, chosen: ActionFilter, sort: Sort | None, window: Window) -> list[ActionLine]:
    """A window of the list of actions."""
    return _LISTING.lines(connection, _conditions(chosen), sort, window)


def count(connection: Connection, chosen: ActionFilter) -> int:
    """How many actions the filter leaves."""
    return _LISTING.count(connection, _conditions(chosen))
