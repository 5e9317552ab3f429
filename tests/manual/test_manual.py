"""The manual says only what is so: its buttons exist, its pictures and links too, and it is typeset as French is."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from scripts import catalogue

from coopdesk.app.pages import PAGES
from coopdesk.foundation import paths
from coopdesk.ui.help import chapters, topics

FOLDER = paths.manual()
UI = Path(topics.__file__).parents[1]
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


def test_the_chapters_are_read_in_their_order() -> None:
    assert [chapter.path for chapter in chapters.chapters()] == CHAPTERS


@pytest.mark.parametrize("topic", sorted(set(topics.TOPICS.values()) | {topics.FIRST}))
def test_every_topic_of_the_help_key_is_in_the_manual(topic: str) -> None:
    found = chapters.place(topic, chapters.chapters())
    assert found is not None
    stem, _hash, part = topic.partition("#")
    chapter, place = found
    assert chapter.path.stem == stem
    assert part == ("" if place is None else chapter.parts[place])


def test_each_page_and_each_dialog_has_its_chapter() -> None:
    pages = [place.where.partition(":")[0] for place in PAGES]
    asking = [
        f"coopdesk.ui.{'.'.join(path.relative_to(UI).with_suffix('').parts)}"
        for path in UI.rglob("*.py")
        if path.parent.name != "widgets" and re.search(r"FormDialog[()]|\(QDialog\)", path.read_text("utf-8"))
    ]
    assert len(asking) > 20
    # A bar of progress and an apology ask nothing.
    assert {module for module in (*pages, *asking) if topics.topic(module) is None} == {
        "coopdesk.ui.background",
        "coopdesk.ui.crash_dialog",
    }


def test_a_topic_is_of_a_module_that_is_there() -> None:
    for name in topics.TOPICS:
        where = UI.joinpath(*name.split("."))
        assert where.is_dir() or where.with_suffix(".py").is_file(), name
