"""Text as it is compared and searched: without accents, ligatures or case."""

import re
import unicodedata
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

RecordT = TypeVar("RecordT", bound="DataclassInstance")

_LINE_BREAK = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "’": "'"})


def fold(text: str) -> str:
    """The text reduced to what a hurried person types: « Chœur d’Été » gives "choeur d'ete"."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def clean(text: str) -> str:
    """The text as it is stored: composed, trimmed, lines kept apart, no control characters (SQLite cuts at a NUL).

    A byte that was no character of the terminal's encoding reaches Python as half a surrogate pair, which nothing can
    store: it stays seen, as the replacement character.
    """
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text.strip()
    lines = _LINE_BREAK.sub("\n", _SURROGATE.sub("\ufffd", text))
    kept = "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) != "Cc")
    return unicodedata.normalize("NFC", kept).strip()


def cleaned(record: RecordT) -> RecordT:
    """A draft with every text of it cleaned; codes and numbers stay as they are."""
    texts = {
        name: text
        for name in record.__dataclass_fields__
        if isinstance(value := getattr(record, name), str)
        and not isinstance(value, StrEnum)
        and (text := clean(value)) != value
    }
    return replace(record, **texts) if texts else record
