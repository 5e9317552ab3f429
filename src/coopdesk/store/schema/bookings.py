"""Bookings of rooms, the series they belong to, the order of options, who came, and how the room was found."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table
from sqlalchemy import text as sql

from coopdesk.domain.booking import LONGEST_BOOKING, BookingKind, BookingState, Reason
from coopdesk.domain.calendars import HolidayRule
from coopdesk.domain.condition_report import Finding, Turn
from coopdesk.domain.room import MOST_BUFFER, Layout
from coopdesk.store.schema.types import (
    Code,
    Day,
    Hour,
    Minute,
    code_check,
    day_check,
    key,
    metadata,
    minute_check,
    text,
)

series = Table(
    "series",
    metadata,
    key(),
    Column("room_id", ForeignKey("room.id"), nullable=False),
    Column("organisation_id", ForeignKey("organisation.id")),
    Column("kind", Code(BookingKind), nullable=False),
    Column("layout", Code(Layout)),
    text("purpose"),
    Column("expected_persons", Integer),
    text("rule"),
    Column("starts_on", Day, nullable=False),
    Column("starts_at", Hour, nullable=False),
    Column("ends_at", Hour, nullable=False),
    Column("days_over", Integer, nullable=False),
    Column("school_holidays", Code(HolidayRule), nullable=False),
    Column("bank_holidays", Code(HolidayRule), nullable=False),
    Column("predecessor_id", ForeignKey("series.id", ondelete="SET NULL")),
    text("uid"),
    text("notes"),
    code_check("kind", BookingKind),
    code_check("layout", Layout),
    code_check("school_holidays", HolidayRule),
    code_check("bank_holidays", HolidayRule),
    day_check("starts_on"),
    CheckConstraint("expected_persons >= 0", name="expected_persons"),
    CheckConstraint(f"days_over BETWEEN 0 AND {LONGEST_BOOKING.days}", name="days_over"),
    Index("ix_series_organisation_id", "organisation_id"),
    Index("ix_series_room_id", "room_id"),
    Index("ix_series_predecessor_id", "predecessor_id"),
    Index("uq_series_uid", "uid", unique=True, sqlite_where=sql("uid <> ''")),
    sqlite_autoincrement=True,
)

booking = Table(
    "booking",
    metadata,
    key(),
    Column("room_id", ForeignKey("room.id"), nullable=False),
    Column("organisation_id", ForeignKey("organisation.id")),
    Column("series_id", ForeignKey("series.id")),
    Column("occurrence_on", Day),
    Column("starts_at", Minute, nullable=False),
    Column("ends_at", Minute, nullable=False),
    Column("kind", Code(BookingKind), nullable=False),
    Column("layout", Code(Layout)),
    text("purpose"),
    Column("expected_persons", Integer),
    Column("state", Code(BookingState), nullable=False),
    Column("option_until", Day),
    Column("reason_code", Code(Reason)),
    text("reason"),
    text("override_reason"),
    Column("buffer_before", Integer, nullable=False, server_default=sql("0")),
    Column("buffer_after", Integer, nullable=False, server_default=sql("0")),
    text("uid"),
    text("notes"),
    code_check("kind", BookingKind),
    code_check("layout", Layout),
    code_check("state", BookingState),
    code_check("reason_code", Reason),
    minute_check("starts_at"),
    minute_check("ends_at"),
    day_check("option_until"),
    day_check("occurrence_on"),
    CheckConstraint("starts_at < ends_at", name="starts_before_ends"),
    CheckConstraint(f"julianday(ends_at) - julianday(starts_at) <= {LONGEST_BOOKING.days}", name="length"),
    CheckConstraint("expected_persons >= 0", name="expected_persons"),
    CheckConstraint("option_until IS NULL OR state IN ('option', 'lapsed')", name="option_until_state"),
    CheckConstraint("(series_id IS NULL) = (occurrence_on IS NULL)", name="occurrence"),
    CheckConstraint(f"buffer_before BETWEEN 0 AND {MOST_BUFFER}", name="buffer_before"),
    CheckConstraint(f"buffer_after BETWEEN 0 AND {MOST_BUFFER}", name="buffer_after"),
    Index("ix_booking_starts_at", "starts_at", "ends_at", "room_id"),
    # What begins on one day and ends on another: few rows, so that a week need not look back a month.
    Index(
        "ix_booking_overnight",
        "ends_at",
        "starts_at",
        sqlite_where=sql("substr(starts_at, 1, 10) <> substr(ends_at, 1, 10)"),
    ),
    Index("ix_booking_organisation_id", "organisation_id", "starts_at"),
    Index("ix_booking_room_id", "room_id", "starts_at"),
    # What is still to be decided, or lapsed unseen: few rows among many. A query must say the condition word for word.
    Index(
        "ix_booking_open",
        "state",
        "option_until",
        "starts_at",
        sqlite_where=sql("state IN ('request', 'option', 'lapsed')"),
    ),
    # A date of a series has one row, whatever became of it: that is how a cancelled one never comes back.
    Index(
        "uq_booking_occurrence",
        "series_id",
        "occurrence_on",
        unique=True,
        sqlite_where=sql("series_id IS NOT NULL"),
    ),
    Index("uq_booking_uid", "uid", unique=True, sqlite_where=sql("uid <> ''")),
    sqlite_autoincrement=True,
)

option_turn = Table(
    "option_turn",
    metadata,
    # Options are ranked by the order they were asked for, which their keys tell; one that was brought back comes after
    # the last booking there was then, and after those brought back before it.
    key(),
    Column("booking_id", ForeignKey("booking.id", ondelete="CASCADE"), nullable=False),
    Column("after_id", Integer, nullable=False),
    Index("uq_option_turn_booking_id", "booking_id", unique=True),
    sqlite_autoincrement=True,
)

attendance = Table(
    "attendance",
    metadata,
    # Counts, never names (domain.md §4.4); what is not known is NULL, and sums may stay under the total.
    Column("booking_id", ForeignKey("booking.id", ondelete="CASCADE"), primary_key=True),
    Column("total", Integer, nullable=False),
    *(
        Column(name, Integer)
        for name in ("from_district", "age_0_5", "age_6_11", "age_12_17", "age_18_25", "age_26_64", "age_65")
    ),
    CheckConstraint("total >= 0", name="total"),
    CheckConstraint("from_district BETWEEN 0 AND total", name="from_district"),
    CheckConstraint(
        "coalesce(age_0_5, 0) + coalesce(age_6_11, 0) + coalesce(age_12_17, 0) + coalesce(age_18_25, 0)"
        " + coalesce(age_26_64, 0) + coalesce(age_65, 0) <= total",
        name="ages",
    ),
)

condition_report = Table(
    "condition_report",
    metadata,
    key(),
    Column("booking_id", ForeignKey("booking.id", ondelete="CASCADE"), nullable=False),
    Column("turn", Code(Turn), nullable=False),
    Column("made_at", Minute, nullable=False),
    Column("finding", Code(Finding), nullable=False),
    text("remarks"),
    code_check("turn", Turn),
    code_check("finding", Finding),
    minute_check("made_at"),
    Index("uq_condition_report_booking_id", "booking_id", "turn", unique=True),
    sqlite_autoincrement=True,
)
