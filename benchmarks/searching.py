"""The search over everything: 10,000 associations and 50,000 booking titles."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.houses import make
from benchmarks.timing import Measure, median_ms
from coopdesk.app.window import make_application, make_window
from coopdesk.domain.listing import Sort, Window
from coopdesk.foundation.preferences import Preferences
from coopdesk.services import organisations, search
from coopdesk.services.desk import Desk


def run(folder: Path) -> Iterator[Measure]:
    """A keystroke by the number of letters typed, and a list sorted and filtered."""
    desk = make(folder / "search.coopdesk", 50_000, organisations=10_000)
    for typed in ("c", "ch", "cho", "choeur", "choeur ja"):
        ms = median_ms(lambda typed=typed: search.search(desk, typed))  # type: ignore[misc]
        yield Measure(f"search « {typed} »", ms, None, 15)
    chosen = organisations.OrganisationFilter(on=desk.today(), text="cho")
    ms = median_ms(lambda: organisations.lines(desk, chosen, Sort("name"), Window()))
    yield Measure("list of 10,000 associations filtered, first window", ms, None, 15)
    everything = organisations.OrganisationFilter(on=desk.today())
    ms = median_ms(lambda: organisations.lines(desk, everything, Sort("name", descending=True), Window()))
    yield Measure("list of 10,000 associations sorted, first window", ms, None, 15)
    yield from _painted(desk)
    desk.close()


def _painted(desk: Desk) -> Iterator[Measure]:
    """A keystroke in the window's search, until its answers are painted."""
    application = make_application(Preferences())
    window = make_window(desk)
    window.show()
    application.processEvents()
    search_box = window.top_bar.search
    search_box.setFocus()

    def type_letters(text: str) -> None:
        search_box.setText(text)
        search_box.textEdited.emit(text)
        application.processEvents()

    for typed in ("ch", "cho", "choeur"):
        ms = median_ms(lambda typed=typed: type_letters(typed))  # type: ignore[misc]
        yield Measure(f"  until painted « {typed} »", ms, None, 15)
    window.close()
