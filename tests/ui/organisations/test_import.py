"""Import from a table: first what it would do, then it is done, or cancelled and nothing is written."""

from pathlib import Path

from pytestqt.qtbot import QtBot
from tests.ui import checks, hands
from tests.ui.conftest import Recorder

from coopdesk.services import organisations
from coopdesk.services.desk import Desk
from coopdesk.services.organisations import OrganisationFilter
from coopdesk.ui.background import ProgressDialog
from coopdesk.ui.organisations.page import OrganisationsPage
from coopdesk.ui.widgets.lines_view import LinesView

TABLE = """Nom;SIRET;Téléphone;Couleur
Répar’Ici;;01 99 00 00 20;vert
Échecs du Mail;;01 99 00 00 21;rouge
Tilleuls en Chœur;;;bleu
Vélo Tilleuls;123;;noir
"""


def number(desk: Desk) -> int:
    """How many associations the file holds."""
    return organisations.count(desk, OrganisationFilter(on=desk.today()))


def preview(qtbot: QtBot, page: OrganisationsPage, recorder: Recorder, path: Path) -> None:
    """Choose the table and wait for what it would do."""
    recorder.answers = [path]
    hands.press(page.register, "Import…")
    qtbot.waitUntil(lambda: not hands.is_free(page) or bool(recorder.said[1:]), timeout=10_000)


def table(tmp_path: Path, text: str = TABLE) -> Path:
    """A table as a spreadsheet saves it."""
    path = tmp_path / "associations.csv"
    path.write_text(text, encoding="cp1252")
    return path


def test_the_preview_says_what_would_happen_and_writes_nothing(
    qtbot: QtBot, page: OrganisationsPage, desk: Desk, recorder: Recorder, tmp_path: Path
) -> None:
    preview(qtbot, page, recorder, table(tmp_path))
    dialog = hands.dialog(page)
    shown = hands.texts(dialog)
    assert [shown[shown.index(words) - 1] for words in ("to add", "to complete", "already known")] == ["1", "1", "1"]
    assert hands.says(dialog, "Couleur")
    view = dialog.findChild(LinesView)
    assert view is not None
    assert hands.column(view, "line") == ["5"]
    assert hands.column(view, "column") == ["SIRET"]
    assert "digits" in hands.column(view, "words")[0]
    assert dialog.accept_button.text() == "Import 2 associations"
    assert checks.nameless(dialog) == []
    dialog.reject()
    assert number(desk) == 3


def test_confirming_imports_and_a_second_time_changes_nothing(
    qtbot: QtBot, page: OrganisationsPage, desk: Desk, recorder: Recorder, tmp_path: Path
) -> None:
    path = table(tmp_path)
    preview(qtbot, page, recorder, path)
    recorder.said.clear()
    hands.accept(page)
    qtbot.waitUntil(lambda: bool(recorder.said), timeout=10_000)
    assert recorder.said == [("information", "1 association added, 1 completed")]
    assert number(desk) == 4
    hands.settle()
    assert "Répar’Ici" in hands.column(page.register.view, "name")
    recorder.said.clear()
    preview(qtbot, page, recorder, path)
    assert not hands.dialog(page).accept_button.isEnabled()


def test_cancelling_writes_nothing(
    qtbot: QtBot, page: OrganisationsPage, desk: Desk, recorder: Recorder, tmp_path: Path
) -> None:
    rows = "\n".join(f"Association {n};;;" for n in range(10_000))
    preview(qtbot, page, recorder, table(tmp_path, f"Nom;SIRET;Téléphone;Ville\n{rows}\n"))
    recorder.said.clear()
    dialog = hands.dialog(page)
    dialog.accept_button.click()
    progress = next(one for one in page.findChildren(ProgressDialog) if one.isVisible())
    progress.cancel_button.click()
    qtbot.waitUntil(lambda: not progress.isVisible(), timeout=20_000)
    hands.settle()
    assert recorder.said == []
    assert number(desk) == 3


def test_what_is_no_table_is_said(qtbot: QtBot, page: OrganisationsPage, recorder: Recorder, tmp_path: Path) -> None:
    preview(qtbot, page, recorder, table(tmp_path, "Couleur;Taille\nvert;3\n"))
    qtbot.waitUntil(lambda: any(kind == "warning" for kind, _words in recorder.said), timeout=10_000)
    assert "No column holds the names" in recorder.said[-1][1]
    assert hands.is_free(page)
