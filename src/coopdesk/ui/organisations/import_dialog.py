"""Import of organisations."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from coopdesk.services.desk import Desk


def start_import(desk: Desk, path: Path, parent: QWidget) -> None:
    """Placeholder."""
    raise NotImplementedError
