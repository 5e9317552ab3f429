"""The French catalogue is complete, and every text of the source can be found by it."""

import ast
from pathlib import Path

import pytest
from scripts import catalogue

SOURCE = Path(__file__).resolve().parents[2] / "src"


def test_the_catalogue_is_complete_and_compiled() -> None:
    assert catalogue.check() == []


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Attention : l'heure ?", "Attention\u202f: l’heure\u202f?"),
        ("« {name} » ; 14:00", "«\u202f{name}\u202f»\u202f; 14:00"),
        ("déjà\u00a0!", "déjà\u202f!"),
    ],
)
def test_merged_texts_are_typeset(typed: str, wanted: str) -> None:
    assert catalogue.typeset(typed) == wanted


def test_texts_are_plain_literals() -> None:
    """A text built before it is translated (an f-string, a format, a sum) is in no catalogue."""
    built = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"_", "N_", "ngettext", "pgettext"}
        and any(isinstance(text, ast.JoinedStr | ast.BinOp) or _is_format(text) for text in node.args[:2])
    ]
    assert built == []


def test_no_text_is_translated_inside_an_f_string() -> None:
    """Babel looks for texts in the source's tokens, and an f-string is one token: what is in it is never found."""
    hidden = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for path in SOURCE.rglob("*.py")
        for whole in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(whole, ast.JoinedStr)
        for node in ast.walk(whole)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"_", "ngettext", "pgettext"}
        and isinstance(node.args[0], ast.Constant)
    ]
    assert hidden == []


def _is_format(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr.startswith("format")
