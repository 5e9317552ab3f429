"""The French catalogue: gathers the texts of the source, takes their translations, compiles and checks them.

    python scripts/catalogue.py extract            list the texts of the source
    python scripts/catalogue.py update             bring the .po in line with the source
    python scripts/catalogue.py merge FILE.json …  the same, then take translations from JSON files
    python scripts/catalogue.py compile            write the .mo the program reads
    python scripts/catalogue.py check              say what is missing or wrong; status 1 when something is

JSON: {"English": "Français", "one||several": "un||plusieurs", "context|||English": "Français"}.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
PO = ROOT / "resources" / "locale" / "fr" / "LC_MESSAGES" / "coopdesk.po"
MO = PO.with_suffix(".mo")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}

Key = tuple[str | None, str | tuple[str, ...]]
Texts = tuple[str, ...]

_NARROW = "\u202f"
_PLACEHOLDER = re.compile(r"\{(\w+)[^}]*\}")
_SPACED_MARK = re.compile(r"[ \u00a0](?=[;:!?»])|(?<=«)[ \u00a0]")


class _Catalogue(Catalog):
    """A catalogue whose header only says what is needed to read it: no date, no address, no tool."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", "fr"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", "nplurals=2; plural=(n > 1);"),
        ]


def main(arguments: list[str]) -> int:
    """Do one command; the status is 0 unless something is wrong with the catalogue."""
    parser = argparse.ArgumentParser(description="The French catalogue of coopdesk.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("extract", "update", "compile", "check"):
        commands.add_parser(name)
    commands.add_parser("merge").add_argument("files", nargs="+", type=Path)
    chosen = parser.parse_args(arguments)
    if chosen.command == "extract":
        for message in _messages(extract()):
            print(" || ".join(_texts(message.id)))
        return 0
    if chosen.command in ("update", "merge"):
        problems = update(getattr(chosen, "files", []))
    elif chosen.command == "compile":
        MO.write_bytes(compiled(read(PO)))
        problems = []
    else:
        problems = check()
    print(
        "\n".join(
            [*problems, f"{chosen.command}: {len(problems)} to look at" if problems else "The catalogue is right."]
        )
    )
    return 1 if problems else 0


def extract() -> Catalog:
    """Every text of the source, in the order of its files, without translations."""
    catalogue = _Catalogue(locale="fr", header_comment="# The French texts of coopdesk.", fuzzy=False)
    found = extract_from_dir(str(SOURCE), [("**.py", "python")], keywords=KEYWORDS)
    for name, _line, message, _comments, context in sorted(found, key=lambda one: (one[0], one[1])):
        catalogue.add(message, locations=[(f"src/{Path(name).as_posix()}", 0)], context=context)
    return catalogue


def read(path: Path) -> Catalog:
    """The catalogue of a .po file."""
    with path.open("rb") as stream:
        return read_po(stream, locale="fr")


def update(files: list[Path]) -> list[str]:
    """Write the .po anew: the texts of the source, with the translations known so far and those of the files."""
    known = {_key(one): _texts(one.string) for one in _messages(read(PO))} if PO.exists() else {}
    given, problems = _given(files)
    known |= given
    catalogue = extract()
    wanted = {_key(one): one for one in _messages(catalogue)}
    for key, message in wanted.items():
        texts = known.get(key, ("",) * len(_texts(message.id)))
        message.string = texts if message.pluralizable else texts[0]
    PO.parent.mkdir(parents=True, exist_ok=True)
    content = BytesIO()
    write_po(content, catalogue, width=0, include_lineno=False)
    PO.write_bytes(content.getvalue())
    problems += [f"not in the source: {_named(key)}" for key in given if key not in wanted]
    return problems + [f"without French: {_named(key)}" for key, one in wanted.items() if not all(_texts(one.string))]


def compiled(catalogue: Catalog) -> bytes:
    """The .mo of a catalogue; the same catalogue gives the same bytes."""
    bare = _Catalogue(locale="fr", fuzzy=False)
    for message in _messages(catalogue):
        if not all(_texts(message.string)):
            continue  # not translated yet: the program shows the English
        bare.add(message.id, message.string, context=message.context)
    content = BytesIO()
    write_mo(content, bare)
    return content.getvalue()


def check() -> list[str]:
    """All that keeps the catalogue from being complete and right, one line each."""
    written = read(PO)
    messages = {_key(one): one for one in _messages(written)}
    wanted = {_key(one) for one in _messages(extract())}
    problems = [f"not in the .po: {_named(key)}" for key in wanted - messages.keys()]
    problems += [f"no longer in the source: {_named(key)}" for key in messages.keys() - wanted]
    problems += [f"obsolete: {_named(key)}" for key in map(_key, written.obsolete.values())]
    for key, message in messages.items():
        problems += [f"{fault}: {_named(key)}" for fault in _faults(message)]
    if not MO.exists() or MO.read_bytes() != compiled(written):
        problems.append("the .mo is not that of the .po: run compile")
    return sorted(problems)


def _faults(message: Message) -> Iterator[str]:
    if message.fuzzy:
        yield "fuzzy"
    for english, french in zip(_texts(message.id), _texts(message.string), strict=True):
        if not french.strip():
            yield "empty"
            return
        if sorted(set(_PLACEHOLDER.findall(english))) != sorted(set(_PLACEHOLDER.findall(french))):
            yield "other placeholders"
        if english.count("&") != french.count("&"):
            yield "other number of &"
        if french != typeset(french):
            yield "French typography"


def typeset(french: str) -> str:
    """The text with narrow no-break spaces and curly apostrophes where French wants them."""
    return _SPACED_MARK.sub(_NARROW, french).replace("'", "’")


def _given(files: list[Path]) -> tuple[dict[Key, Texts], list[str]]:
    given: dict[Key, Texts] = {}
    problems = []
    for path in files:
        for written, french in json.loads(path.read_text(encoding="utf-8")).items():
            context, _bars, rest = written.rpartition("|||")
            ids = tuple(rest.split("||"))
            key: Key = (context or None, ids if len(ids) > 1 else ids[0])
            texts = tuple(map(typeset, french.split("||")))
            if len(texts) != len(ids):
                problems.append(f"{path.name}: not as many forms in French: {_named(key)}")
            elif given.setdefault(key, texts) != texts:
                problems.append(f"{path.name}: {_named(key)} is {given[key]} in another file, {texts} here")
    return given, problems


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _key(message: Message) -> Key:
    return message.context, message.id if isinstance(message.id, str) else tuple(message.id)


def _texts(value: str | list[str] | tuple[str, ...] | None) -> Texts:
    return (value or "",) if isinstance(value, str) or value is None else tuple(value)


def _named(key: Key) -> str:
    context, ids = key
    text = ids if isinstance(ids, str) else " || ".join(ids)
    return f"“{text}” ({context})" if context else f"“{text}”"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
