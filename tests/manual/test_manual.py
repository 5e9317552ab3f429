"""The manual says only what is so: its buttons exist, its pictures and links too, and it is typeset as French is."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from scripts import catalogue

from coopdesk.app.pages import PAGES
from coopdesk.foundation import paths
from coopdesk.ui.help import chapters

FOLDER = paths.manual()
FILES = sorted(FOLDER.glob("*.md"))
CHAPTERS = [path for path in FILES if path.name != "README.md"]

MOST_BYTES_OF_A_PICTURE = 100_000
MOST_BYTES = 1_500_000

_WORDS = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]*)\)")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)]*)\)")
_CODE = re.compile(r"`[^`]*`|\]\([^)]*\)")


def said_by_the_program() -> set[str]:
    """Every French text of the program, as the window shows it."""
    messages = catalogue._messages(catalogue.read(catalogue.PO))
    return {text for one in messages for text in catalogue._texts(one.string)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.stem))
def test_every_button_that_is_quoted_exists(path: Path) -> None:
    said = said_by_the_program()
    unknown = [words for words in _WORDS.findall(path.read_text("utf-8")) if words not in said]
    assert unknown == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.stem))
def test_every_picture_and_every_link_leads_somewhere(path: Path) -> None:
    text = path.read_text("utf-8")
    for words, target in _PICTURE.findall(text):
        assert words, target
        assert (FOLDER / target).is_file(), target
    for target in _LINK.findall(text):
        assert FOLDER / target in CHAPTERS, target


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.stem))
def test_it_is_typeset_as_french_is(path: Path) -> None:
    text = _CODE.sub("", path.read_text("utf-8"))
    assert [line for line in text.splitlines() if line != catalogue.typeset(line) and not line.startswith("|--")] == []


def test_every_chapter_is_in_the_contents_and_every_picture_in_a_chapter() -> None:
    contents = (FOLDER / "README.md").read_text("utf-8")
    assert _LINK.findall(contents) == [path.name for path in CHAPTERS]
    shown = {target for path in CHAPTERS for _words, target in _PICTURE.findall(path.read_text("utf-8"))}
    assert shown == {f"images/{path.name}" for path in (FOLDER / "images").iterdir()}


def test_pictures_are_small_and_can_be_read() -> None:
    sizes = {path.name: path.stat().st_size for path in (FOLDER / "images").glob("*.png")}
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES_OF_A_PICTURE} == {}
    assert sum(sizes.values()) < MOST_BYTES
    assert all(not QImage(str(FOLDER / "images" / name)).isNull() for name in sizes)


def test_each_page_has_its_chapter() -> None:
    found = chapters.chapters()
    assert [chapter.path for chapter in found] == CHAPTERS
    for place in PAGES:
        wanted = chapters._OF_PAGES[place.title]
        chapter = chapters.about(place.title, found)
        assert chapter is not None
        assert chapter.path.stem == wanted
