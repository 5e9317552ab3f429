"""Text as it is compared and searched: without accents, ligatures or case."""

import unicodedata
from dataclasses import fields, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

RecordT = TypeVar("RecordT", bound="DataclassInstance")

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "’": "'"})


def fold(text: str) -> str:
    """The text reduced to what a hurried person types: « Chœur d’Été » gives "choeur d'ete"."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def clean(text: str) -> str:
    """The text as it is stored: composed, trimmed, without control characters (SQLite cuts at a NUL)."""
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text.strip()
    composed = unicodedata.normalize("NFC", text)
    return "".join(c for c in composed if c in "\n\t" or unicodedata.category(c) != "Cc").strip()


def cleaned(record: RecordT) -> RecordT:
    """A draft with every text of it cleaned; codes and numbers stay as they are."""
    texts = {
        one.name: clean(value)
        for one in fields(record)
        if isinstance(value := getattr(record, one.name), str) and value and not isinstance(value, StrEnum)
    }
    return replace(record, **texts)
