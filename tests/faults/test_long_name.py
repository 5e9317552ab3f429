"""A name with 10,000 characters, in one word and in many: in the terminal, in the window and on paper."""

from contextlib import closing
from pathlib import Path

import pytest
from tests import builders
from tests.faults.conftest import Opener, Recorder
from tests.ui.hands import accept, dialog, is_free, settle

from coopdesk import cli
from coopdesk.domain.listing import Subject
from coopdesk.domain.room import RoomDraft
from coopdesk.services import integrity, organisations, rooms
from coopdesk.services.desk import Desk, open_desk
from coopdesk.ui.page import Target

LONG_NAMES = {"word": "é" * 10_000, "words": ("Comité des fêtes " * 600)[:9_999] + "s"}


@pytest.fixture(params=LONG_NAMES)
def name(request: pytest.FixtureRequest) -> str:
    """A long name."""
    return LONG_NAMES[str(request.param)]


def full_house(desk: Desk, name: str) -> None:
    """The name wherever a name goes."""
    holder = builders.an_organisation(desk, name)
    room = builders.done(rooms.add(desk, RoomDraft(name=name, capacity=30)))
    builders.a_booking(desk, room, holder, purpose=name, starts_at=builders.NOW.replace(hour=14))
    builders.a_loan(desk, holder, (builders.an_equipment(desk, name), 2), hand_over_now=True)
    builders.an_action(desk, holder, title=name, summary=name)


def test_a_terminal_takes_it_lists_it_and_prints_it(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path, table, pdf = tmp_path / "house.coopdesk", tmp_path / "table.csv", tmp_path / "summary.pdf"
    builders.a_desk(path).close()
    table.write_text(f"Nom\n{name}\n", encoding="utf-8")
    assert cli.main(["import", "organisations", str(path), str(table)]) == 0
    with closing(open_desk(path, clock=lambda: builders.NOW)) as desk:
        assert list(organisations.names(desk).values()) == [name]
    path.unlink()
    with closing(builders.a_desk(path)) as desk:
        full_house(desk, name)

    for register in ("organisations", "rooms", "bookings", "equipment", "loans", "actions"):
        for form in ("table", "json", "csv"):
            assert cli.main(["list", register, str(path), "--format", form]) == 0
    assert cli.main(["summary", str(path), "--year", "2026", "--out", str(pdf)]) == 0
    assert pdf.read_bytes().startswith(b"%PDF")
    assert capsys.readouterr().err == ""


def test_the_window_takes_it_and_shows_it(desk: Desk, name: str, opened: Opener, recorder: Recorder) -> None:
    window = opened(desk)
    window.go_to(Target(Subject.ORGANISATION, None, new=True))
    settle()
    dialog(window).form["name"].set_value(name)
    accept(window)
    assert is_free(window)
    assert list(organisations.names(desk).values()) == [name]

    full_house(desk, f"{name}!")
    for place in range(len(window._kinds)):
        window.show_page(place)
        settle()
        assert not window.grab().isNull()
        assert window.minimumSizeHint().width() <= 1366
    window.top_bar.search.setText(name[:200])
    settle()
    assert recorder.said == []
    assert integrity.check(desk) == []
    window.close()
