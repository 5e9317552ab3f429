"""Errors nobody expected are caught at three places only: a slot, a worker's delivery, Python's own hook."""

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "coopdesk"

BARRIERS = {"ui/messages.py shown", "ui/background.py run"}
"""The two broad `except` that swallow; what both give up ends in `sys.excepthook`, as all else does."""


def broad_catches(path: Path) -> Iterator[str]:
    """The functions that catch any error and do not raise it again."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef):
            continue
        for inner in ast.walk(node):
            if isinstance(inner, ast.ExceptHandler) and _is_broad(inner.type) and not _raises_again(inner):
                yield f"{path.relative_to(SOURCE).as_posix()} {node.name}"
            if isinstance(inner, ast.Call) and _name(inner.func) == "suppress" and any(map(_is_broad, inner.args)):
                yield f"{path.relative_to(SOURCE).as_posix()} {node.name}"


def _is_broad(caught: ast.expr | None) -> bool:
    if isinstance(caught, ast.Tuple):
        return any(map(_is_broad, caught.elts))
    return caught is None or _name(caught) in {"Exception", "BaseException"}


def _raises_again(handler: ast.ExceptHandler) -> bool:
    # Putting something back and letting the error go on is no barrier.
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def test_errors_are_caught_at_the_barriers_only() -> None:
    # `guarded` lies inside `shown`: a catch is named after every function around it.
    found = {place for path in SOURCE.rglob("*.py") for place in broad_catches(path)}
    assert found - {"ui/messages.py guarded"} == BARRIERS


def test_the_hooks_of_python_are_set_in_one_place() -> None:
    setting = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and node.attr in {"excepthook", "unraisablehook"}
    }
    assert setting == {"foundation/crashes.py"}
