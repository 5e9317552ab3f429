"""The place of an option that was brought back: behind those that were there."""

from alembic import op

revision = "0004"
down_revision = "0003"

UP = (
    """
    CREATE TABLE option_turn (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        booking_id INTEGER NOT NULL,
        after_id INTEGER NOT NULL,
        CONSTRAINT fk_option_turn_booking_id FOREIGN KEY(booking_id) REFERENCES booking (id) ON DELETE CASCADE
    )
    """,
    "CREATE UNIQUE INDEX uq_option_turn_booking_id ON option_turn (booking_id)",
)
DOWN = ("DROP TABLE option_turn",)


def upgrade() -> None:
    """Add the table."""
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    """Take it away again: an option is ranked as it was entered."""
    for statement in DOWN:
        op.execute(statement)
