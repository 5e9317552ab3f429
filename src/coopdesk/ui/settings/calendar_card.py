"""The school calendar of the house: which zone, from where, how far it reaches, and how it is brought up to date."""

from datetime import date

from coopdesk.domain.calendars import Calendar
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import _, format_date, format_number, ngettext
from coopdesk.foundation.problems import UserError
from coopdesk.services import calendars
from coopdesk.services.calendars import CalendarState, SeriesName
from coopdesk.services.desk import Desk
from coopdesk.ui import background, messages
from coopdesk.ui.background import Progress, ProgressDialog
from coopdesk.ui.messages import shown
from coopdesk.ui.settings.calendar_update import UpdatePlan, read_plan, series_words, update_dialog
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import second
from coopdesk.ui.widgets.cards import Banner, Card
from coopdesk.ui.widgets.labels import note, text
from coopdesk.ui.widgets.layouts import hbox, vbox
from coopdesk.wording.calendars import holiday_words
from coopdesk.wording.labels import label

_NAMED = 3
"""How many series are named that go further than the calendar."""


class CalendarCard(Card):
    """What is known of the school holidays, and the way to know more."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("School holidays"), _("what series go by"))
        self._desk = desk
        self._horizon = text("", wrap=True)
        self._next = note("", wrap=True)
        self._source = note("", wrap=True)
        self._beyond = Banner(Tone.WARNING)
        self._beyond.hide()
        self.update_button = second(_("Update from a file…"), self._choose, icon="calendar-check", writes=True)
        rule = _("The ministry’s calendar (.ics) of your zone, or a table (CSV) with the name, the first day and the "
                 "day school starts again.")  # fmt: skip
        self.add(
            vbox(
                vbox(self._horizon, self._next, spacing=0),
                self._beyond,
                self._source,
                note(rule, wrap=True),
                hbox(self.update_button, None),
                spacing=10,
            )
        )

    def refresh(self) -> None:
        """Read what is known again."""
        state = calendars.state(self._desk)
        zone, horizon = label(state.zone), state.calendar.horizon
        if horizon is None:
            self._horizon.setText(_("{zone}: no school calendar is known yet.").format(zone=zone))
        else:
            self._horizon.setText(_("{zone}: known until {day}.").format(zone=zone, day=format_date(horizon)))
        self._next.setText(_next_words(state.calendar, self._desk.today()))
        self._next.setVisible(bool(self._next.text()))
        self._source.setText(_source_words(state))
        self._source.setVisible(bool(self._source.text()))
        self._beyond.setVisible(bool(state.beyond))
        if state.beyond:
            self._beyond.say(Tone.WARNING, _beyond_words(len(state.beyond)), _beyond_names(state.beyond))

    @shown
    def _choose(self) -> None:
        filters = _("Calendars and tables") + " (*.ics *.csv *.txt)"
        path = messages.choose_open(self, _("Which file holds the school holidays?"), filters)
        if path is None:
            return

        def work(_progress: Progress) -> UpdatePlan:
            return read_plan(self._desk, path)

        def failed(error: Exception) -> None:
            if not (isinstance(error, UserError) and error.code == "cancelled"):
                messages.handle(error, self)

        task = background.run(work, lambda plan: update_dialog(self._desk, plan, self).open(), failed)
        ProgressDialog(_("Reading the file…"), task, self.window()).open()


def _next_words(known: Calendar, today: date) -> str:
    """« Vacances de Noël, du 19 décembre 2026 au 3 janvier 2027 »."""
    coming = next((one for one in known.holidays if one.last >= today), None)
    return "" if coming is None else holiday_words(coming)


def _source_words(state: CalendarState) -> str:
    parts = []
    if state.own is not None:
        day = format_date(state.own.imported_on)
        parts.append(_("Updated on {day} from {name}.").format(day=day, name=state.own.source))
    if state.source is not None:
        parts.append(_("Shipped: {source}.").format(source=state.source.in_language(i18n.language())))
    return " ".join(parts)


def _beyond_words(number: int) -> str:
    words = ngettext("{n} series goes further than that", "{n} series go further than that", number)
    return words.format(n=format_number(number))


def _beyond_names(beyond: tuple[SeriesName, ...]) -> str:
    named = [
        _("{series}, until {day}").format(series=series_words(one), day=format_date(one.last))
        for one in beyond[:_NAMED]
    ]
    more = ["…"] if len(beyond) > _NAMED else []
    return _("Nothing is skipped there: {series}.").format(series="; ".join([*named, *more]))
