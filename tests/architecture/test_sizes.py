"""A file or function that grows too long wants to be two."""

import ast
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src"
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 60

# A migration tells one story, in order: it is as long as the change is.
FILES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)


def test_files_are_short() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    too_long = {str(path.relative_to(SOURCE)): lines for path, lines in lengths.items() if lines > MAX_FILE_LINES}
    assert FILES
    assert not too_long


def test_functions_are_short() -> None:
    too_long = [
        f"{path.relative_to(SOURCE)}:{node.lineno} {node.name}"
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno + 1 > MAX_FUNCTION_LINES
    ]
    assert not too_long
