"""A newer school calendar: first what it changes, holidays and series; then it is taken in, all as one act."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from coopdesk.domain.calendars import HolidayZone, SchoolHoliday
from coopdesk.domain.listing import Sort
from coopdesk.foundation.i18n import _, format_date, format_day, format_number, ngettext
from coopdesk.foundation.problems import Outcome, UserError
from coopdesk.services import calendars
from coopdesk.services.calendars import CalendarUpdate, HolidayChange, SeriesChange, SeriesName
from coopdesk.services.desk import Desk
from coopdesk.ui import theme
from coopdesk.ui.privacy.ticks import Tick, TickList
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.cards import Banner
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import caption, muted
from coopdesk.ui.widgets.lines import Column
from coopdesk.ui.widgets.lines_view import LinesView
from coopdesk.wording.calendars import break_words
from coopdesk.wording.labels import label
from coopdesk.wording.sentences import sentence

_FEW_DATES = 6
_FEW_DOUBTS = 4


@dataclass(frozen=True, slots=True)
class UpdatePlan:
    """A file that was read: its holidays of the house's zone, and what they would change."""

    name: str
    zone: HolidayZone
    holidays: tuple[SchoolHoliday, ...]
    doubts: tuple[str, ...]
    update: CalendarUpdate


def read_plan(desk: Desk, path: Path) -> UpdatePlan:
    """Read a file and look what it would change, without writing; called on the worker's thread."""
    from coopdesk.exchange.school_calendar import read_school_calendar  # noqa: PLC0415 - icalendar costs 0.1 s

    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError("table_unreadable", {"path": path.name}) from error
    zone = desk.house().school_zone
    read = read_school_calendar(data, zone)
    doubts = tuple(
        _("Line {line}: {sentence}").format(line=one.line, sentence=sentence(one.problem)) for one in read.problems
    )
    return UpdatePlan(path.name, zone, read.holidays, doubts, calendars.preview_update(desk, read.holidays))


def update_dialog(desk: Desk, plan: UpdatePlan, parent: QWidget) -> FormDialog:
    """What the file changes; confirming takes it in, and adapts the series that are ticked."""
    series = TickList()
    found = plan.update

    def submit() -> Outcome:
        adapted = {key for key in series.chosen() if isinstance(key, int)}
        return calendars.update(desk, plan.zone, plan.holidays, plan.name, adapted)

    dialog = FormDialog(
        _("School holidays: {zone}").format(zone=label(plan.zone)),
        Form(),
        submit,
        accept_word=_("Update") if found.holidays else _("Nothing to update"),
        promise=_("Nothing is written before this choice; all of it can be undone at once."),
        parent=parent,
    )
    dialog.accept_button.setEnabled(bool(found.holidays))
    if plan.doubts:
        title = ngettext("{n} line was left out", "{n} lines were left out", len(plan.doubts))
        told = "\n".join([*plan.doubts[:_FEW_DOUBTS], *(["…"] if len(plan.doubts) > _FEW_DOUBTS else [])])
        dialog.add(Banner(Tone.WARNING, title.format(n=format_number(len(plan.doubts))), told))
    if not found.holidays:
        dialog.add(muted(_("Everything in {name} is known already.").format(name=plan.name), wrap=True))
        return dialog
    number = len(found.holidays)
    dialog.add(caption(ngettext("{n} holiday is new or changes", "{n} holidays are new or change", number).format(
        n=format_number(number))))  # fmt: skip
    dialog.add(_holidays_view(found.holidays))
    if found.series:
        dialog.add(caption(_("Series that have dates there: those ticked are adapted")))
        series.show_ticks(_tick(one) for one in found.series)
        dialog.add(series)
    else:
        dialog.add(muted(_("No series has a date that changes."), wrap=True))
    return dialog


def series_words(one: SeriesName) -> str:
    """What a series is called: who, what for, where."""
    return " · ".join(filter(None, (one.organisation or _("The house"), one.purpose, one.room)))


def _tick(change: SeriesChange) -> Tick:
    details = []
    for words, days in (
        (ngettext("{n} date to skip: {days}", "{n} dates to skip: {days}", len(change.skipped)), change.skipped),
        (
            ngettext("{n} date to take back: {days}", "{n} dates to take back: {days}", len(change.taken_back)),
            change.taken_back,
        ),
    ):
        if days:
            details.append(words.format(n=format_number(len(days)), days=_days(days)))
    details += [
        _("{day} stays skipped: {sentence}").format(day=format_date(day), sentence=sentence(problem))
        for day, problem in change.blocked
    ]
    can = change.changes_something
    return Tick(change.series.id, series_words(change.series), tuple(details), is_on=can, is_fixed=not can)


def _days(days: tuple[date, ...]) -> str:
    said = [format_day(day, "d MMM") for day in days[:_FEW_DATES]]
    return ", ".join([*said, *(["…"] if len(days) > _FEW_DATES else [])])


def _span(one: SchoolHoliday) -> str:
    """« 6 févr. – 21 févr. 2027 »."""
    return f"{format_day(one.first, 'd MMM')} – {format_day(one.last, 'd MMM y')}"


def _holidays_view(changes: tuple[HolidayChange, ...]) -> LinesView:
    lines = list(enumerate(changes))
    columns = [
        Column("name", _("Holidays"), lambda one: break_words(one[1].new), sortable=False, strong=True),
        Column(
            "former",
            _("Known until now"),
            lambda one: "—" if one[1].former is None else _span(one[1].former),
            width=190,
            sortable=False,
        ),
        Column("new", _("In the file"), lambda one: _span(one[1].new), width=190, sortable=False),
    ]
    view = LinesView(
        columns,
        lambda: len(lines),
        lambda _sort, window: lines[window.offset : window.offset + window.limit],
        Sort("order"),
        name=_("Holidays that change"),
        line_id=lambda one: one[0],
    )
    view.setMinimumWidth(theme.scaled(600))
    view.setFixedHeight(theme.scaled(min(240, 40 + 32 * len(lines))))
    view.refresh()
    return view
