"""The chapters of the manual: their titles, their parts, and which of them tells of which page."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coopdesk.foundation import paths
from coopdesk.foundation.i18n import N_

_TITLE = re.compile(r"^(#{1,2}) +(.+?) *$", re.MULTILINE)

_OF_PAGES = {
    N_("Home"): "01-premier-jour",
    N_("Planning"): "03-planning",
    N_("Equipment"): "06-materiel",
    N_("Associations"): "02-associations",
    N_("Actions"): "07-actions",
    N_("Summaries"): "08-bilans",
    N_("Settings"): "01-premier-jour",
    N_("History"): "10-sauvegardes",
}
"""The chapter of each page, by its title in the source."""

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


def about(page_title: str, among: Sequence[Chapter]) -> Chapter | None:
    """The chapter that tells of the page of this title, else the first."""
    wanted = _OF_PAGES.get(page_title)
    return next((one for one in among if one.path.stem == wanted), among[0] if among else None)


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
