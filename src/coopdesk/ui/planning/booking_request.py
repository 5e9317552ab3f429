"""The left column of the booking dialog: who, where, when, what for, how often, how firm."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from coopdesk.domain.booking import Booking
from coopdesk.domain.recurrence_rule import parse_rule
from coopdesk.domain.room import Room
from coopdesk.domain.series import Series
from coopdesk.foundation.i18n import _, format_day
from coopdesk.services import organisations
from coopdesk.services.desk import Desk
from coopdesk.ui.planning.booking_form import booking_form
from coopdesk.ui.planning.papers_card import PapersCard
from coopdesk.ui.planning.repeat_card import RepeatCard
from coopdesk.ui.widgets.labels import muted
from coopdesk.ui.widgets.layouts import hbox, vbox
from coopdesk.ui.widgets.record_field import Found
from coopdesk.wording.recurrence import rule_words


class Request(QWidget):
    """The fields of what is asked for, and how the association's papers stand."""

    def __init__(self, desk: Desk, rooms: Sequence[Room]) -> None:
        super().__init__()
        self._desk = desk
        self.papers = PapersCard()
        self.repeat = RepeatCard()
        self.series_words = muted("", wrap=True)
        self.form = booking_form(rooms, self._find, self._name)
        self._lay_out()
        for field in self.repeat.fields.values():
            self.form.add(field)

    def _lay_out(self) -> None:
        form = self.form
        self.series_words.hide()
        self.setLayout(
            vbox(
                form["organisation_id"],
                self.papers,
                hbox((form["room_id"], 3), (form["layout"], 2), spacing=12),
                hbox((form["day"], 4), (form["starts_at"], 2), (form["ends_at"], 2), spacing=12),
                form["starts_at"].message_apart(),
                form["ends_at"].message_apart(),
                hbox((form["purpose"], 4), (form["expected_persons"], 1), spacing=12),
                form["expected_persons"].message_apart(),
                form["override_reason"],
                self.repeat,
                self.series_words,
                hbox((form["kind"], 1), (form["state"], 1), spacing=12),
                form["option_until"],
                form["ends_on"],
                form["notes"],
                None,
                spacing=10,
                margins=(16, 14, 16, 14),
            )
        )
        for name in ("override_reason", "option_until"):
            form[name].hide()
        self.papers.hide()

    def show_series(self, series: Series, session: Booking) -> None:
        """Say which series this is a session of, in the place of the repetition."""
        rule = parse_rule(series.rule) if series.rule else None
        how_often = rule_words(rule, series.starts_on) if rule else _("dates picked by hand")
        words = _("A session of a series: {rule}.").format(rule=how_often)
        original = session.occurrence_on
        if original is not None and original != session.starts_at.date():
            words += " " + _("It was planned for {day}.").format(day=format_day(original, "EEEE d MMMM"))
        self.series_words.setText(words)
        self.series_words.show()
        self.repeat.hide()

    def show_papers(self) -> None:
        """Say how the papers of the one chosen stand on the day."""
        chosen = self.form["organisation_id"].value()
        organisation = organisations.get(self._desk, chosen) if chosen is not None else None
        self.papers.setVisible(organisation is not None)
        if organisation is not None:
            self.papers.show_papers(organisation, self.form["day"].value() or self._desk.today())

    def _find(self, text: str) -> Found:
        found = organisations.find(self._desk, text)
        return [(one.id, one.name, "") for one in found]

    def _name(self, organisation_id: int) -> str:
        organisation = organisations.get(self._desk, organisation_id)
        return organisation.name if organisation else ""
