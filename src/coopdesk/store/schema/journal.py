"""The journal: one line per use case, without any word of the house or of a person."""

from sqlalchemy import Column, Index, Integer, Table

from coopdesk.domain.history import Way
from coopdesk.domain.listing import Subject
from coopdesk.domain.operation import Operation
from coopdesk.store.schema.types import Code, Minute, code_check, key, metadata, minute_check

journal = Table(
    "journal",
    metadata,
    key(),
    Column("at", Minute, nullable=False),
    # No CHECK lists the operations: each new use case would need its migration.
    Column("operation", Code(Operation), nullable=False),
    Column("way", Code(Way), nullable=False),
    Column("subject", Code(Subject)),
    # No reference: the line stays when the record goes.
    Column("record_id", Integer),
    minute_check("at"),
    code_check("way", Way),
    Index("ix_journal_at", "at", "id"),
    Index("ix_journal_record", "subject", "record_id"),
    sqlite_autoincrement=True,
)
