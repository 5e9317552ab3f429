"""A module is named after what it is about; these names are about nothing."""

from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src"
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "base", "misc"}


def test_no_module_has_an_empty_name() -> None:
    modules = list(SOURCE.rglob("*.py"))
    empty = [
        str(module.relative_to(SOURCE))
        for module in modules
        if EMPTY_NAMES & {part for name in module.relative_to(SOURCE).with_suffix("").parts for part in name.split("_")}
    ]
    assert modules
    assert not empty
