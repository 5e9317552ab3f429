"""The history of the house as a table, in the words of the screen."""

from collections.abc import Iterable
from pathlib import Path

from coopdesk.domain.history import JournalLine
from coopdesk.exchange.writing import write_table
from coopdesk.foundation.i18n import _
from coopdesk.wording.acts import journal_words, record_words
from coopdesk.wording.labels import label


def write_history(lines: Iterable[JournalLine], target: Path) -> None:
    """Write the history, a line for each act: whole or not at all."""
    headings = (_("No."), _("Date"), _("What was done"), _("Register"), _("Record"))
    rows = (
        (
            str(one.id),
            f"{one.at:%Y-%m-%d %H:%M}",
            journal_words(one),
            label(one.subject) if one.subject else "",
            record_words(one),
        )
        for one in lines
    )
    write_table(headings, rows, target)
