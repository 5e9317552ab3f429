"""A sum of money as it is typed, integer cents as it is kept."""

import re

from coopdesk.foundation.i18n import _, format_money
from coopdesk.ui.widgets.fields import ParsedField

_CENTS = 100
_DIGITS_OF_CENTS = 2
_WRITTEN = re.compile(r"(\d{1,7})(?:[.,](\d{1,2}))?\s*€?", re.ASCII)


class AmountField(ParsedField):
    """An amount in euros: 12, 12,5 and 1 200,50 € are all read. It may be left empty."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label, optional=True, width=72)

    def parse(self, typed: str) -> int | None:
        """Read an amount, in cents."""
        found = _WRITTEN.fullmatch(re.sub(r"\s", "", typed))
        if found is None:
            return None
        return int(found[1]) * _CENTS + int((found[2] or "").ljust(_DIGITS_OF_CENTS, "0"))

    def format(self, value: int) -> str:
        """As 12, or 12,50 where there are cents."""
        euros, cents = divmod(value, _CENTS)
        return f"{euros},{cents:02d}" if cents else str(euros)

    def advice(self) -> str:
        """How to write it."""
        return _("Write an amount such as {example}.").format(example=format_money(1250))
