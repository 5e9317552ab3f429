"""The shipped typologies of cooperation, read from resources/typologies and checked as they are read."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from coopdesk.domain.typology import (
    DYNAMICS,
    FORMS,
    Axis,
    Category,
    SourceStatus,
    Typologies,
    Typology,
    Words,
)
from coopdesk.foundation.paths import resources


@cache
def load() -> Typologies:
    """The typologies shipped with the program, in the order they are offered."""
    return load_folder(resources() / "typologies")


def load_folder(folder: Path) -> Typologies:
    """The typologies of a folder; a ValueError names what is wrong with one, for whoever edits the files."""
    tables = [tomllib.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.toml")]
    read = [_typology(table) for table in sorted(tables, key=lambda table: int(table["position"]))]
    _refuse_repeated("typology", (one.id for one in read))
    typologies = Typologies({one.id: one for one in read})
    codes = {category.code for own in (FORMS, DYNAMICS) for category in typologies[own].categories}
    for one in read:
        _check_mapping(one, codes)
    return typologies


def _typology(table: Mapping[str, Any]) -> Typology:
    typology_id = str(table["id"])
    default = SourceStatus(table["status"])
    categories = tuple(_category(one, typology_id, default) for one in table["categories"])
    _refuse_repeated(f"category of {typology_id}", (one.code for one in categories))
    return Typology(
        id=typology_id,
        axis=Axis(table["axis"]),
        label=_words(table, "label", typology_id),
        source=_words(table, "source", typology_id),
        categories=categories,
    )


def _category(table: Mapping[str, Any], typology_id: str, default: SourceStatus) -> Category:
    where = f"{typology_id}/{table['code']}"
    return Category(
        code=str(table["code"]),
        label=_words(table, "label", where),
        short_label=_words(table, "short_label", where),
        definition=_words(table, "definition", where, may_be_empty=True),
        status=SourceStatus(table.get("status", default)),
        maps_to=tuple(table.get("maps_to", ())),
        colour=str(table.get("colour", "")),
    )


def _words(table: Mapping[str, Any], key: str, where: str, *, may_be_empty: bool = False) -> Words:
    """Both languages of a text; a definition may be missing, then in both: nothing is invented."""
    words = Words(fr=str(table[key]["fr"]), en=str(table[key]["en"]))
    if bool(words.fr) != bool(words.en) or not (words.fr or may_be_empty):
        raise ValueError(f"{where}: {key} is not written in both languages")
    return words


def _check_mapping(typology: Typology, codes: set[str]) -> None:
    """A form or dynamic falls in one category at most, else a summary would choose between two."""
    targets = [code for category in typology.categories for code in category.maps_to]
    unknown = set(targets) - codes
    if unknown:
        raise ValueError(f"{typology.id}: maps to unknown codes {sorted(unknown)}")
    _refuse_repeated(f"maps_to of {typology.id}", targets)


def _refuse_repeated(what: str, values: Iterable[str]) -> None:
    repeated = sorted(value for value, count in Counter(values).items() if count > 1)
    if repeated:
        raise ValueError(f"{what}: {repeated} more than once")
