"""The chapters of the manual: their titles, their parts, and where a topic stands in them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coopdesk.foundation import paths

_TITLE = re.compile(r"^(#{1,2}) +(.+?) *$", re.MULTILINE)

_SINGLE = {"œ": "o", "Œ": "o", "æ": "a", "Æ": "a", "’": "'", "\u00a0": " ", "\u202f": " ", "\u2029": " "}


@dataclass(frozen=True, slots=True)
class Chapter:
    """One file of the manual; `parts` are its second titles, in order."""

    path: Path
    title: str
    parts: tuple[str, ...]


def chapters() -> tuple[Chapter, ...]:
    """The manual, in the order it is read in; empty where it is not installed."""
    return tuple(_chapter(path) for path in sorted(paths.manual().glob("[0-9]*.md")))


def place(topic: str, among: Sequence[Chapter]) -> tuple[Chapter, int | None] | None:
    """Where a topic (ui.help.topics) stands: its chapter, else the first, and which of its parts; None of no manual."""
    stem, _hash, part = topic.partition("#")
    chapter = next((one for one in among if one.path.stem == stem), among[0] if among else None)
    if chapter is None:
        return None
    return chapter, chapter.parts.index(part) if part in chapter.parts else None


def searchable(text: str) -> str:
    """A text as it is searched, letter for letter: what is found stands at the same place in the original."""
    return "".join(_SINGLE.get(letter) or _plain(letter) for letter in text)


def _plain(letter: str) -> str:
    if letter.isascii():
        return letter.lower()
    first = unicodedata.normalize("NFD", letter)[0].lower()
    return first if len(first) == 1 else letter


def _chapter(path: Path) -> Chapter:
    titles = _TITLE.findall(path.read_text(encoding="utf-8"))
    return Chapter(
        path,
        next((words for marks, words in titles if marks == "#"), path.stem),
        tuple(words for marks, words in titles if marks == "##"),
    )
