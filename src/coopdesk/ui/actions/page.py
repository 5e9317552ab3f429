"""The register of cooperation actions."""

from dataclasses import replace

from PySide6.QtWidgets import QStackedWidget, QWidget

from coopdesk.domain.action import ActionLine, ActionStage
from coopdesk.domain.listing import Sort, Subject
from coopdesk.domain.typology import DYNAMICS, FORMS
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import N_, _, format_date, format_number, ngettext
from coopdesk.services import actions
from coopdesk.services.desk import Desk
from coopdesk.ui.actions import dialogs
from coopdesk.ui.actions.sheet import ActionSheet
from coopdesk.ui.page import Page
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import ChoicePill, primary
from coopdesk.ui.widgets.cards import EmptyState, PageHead
from coopdesk.ui.widgets.fields import TextField
from coopdesk.ui.widgets.layouts import hbox, vbox
from coopdesk.ui.widgets.lines import Column
from coopdesk.ui.widgets.lines_view import LinesView
from coopdesk.wording.labels import label

_STAGE_TONES = {
    ActionStage.IDEA: Tone.NEUTRAL,
    ActionStage.PREPARATION: Tone.INFO,
    ActionStage.UNDER_WAY: Tone.OK,
    ActionStage.FINISHED: Tone.WARNING,
    ActionStage.REVIEWED: Tone.NEUTRAL,
    ActionStage.ABANDONED: Tone.NEUTRAL,
}


class ActionsPage(Page):
    """The list of actions, and the sheet of the one that is opened."""

    title, icon = N_("Actions"), "handshake"
    subjects = frozenset(
        {"action", "action_partner", "action_mark", "action_booking", "action_loan", "organisation", "booking", "loan"}
    )
    opens = frozenset({Subject.ACTION})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._chosen = actions.ActionFilter()
        self._head = PageHead(_("Actions"), "", primary(_("New action"), self.new_record, icon="plus", writes=True))
        self._search = TextField("text", _("Search the actions"), _("Title, goal …"))
        self._search.caption.hide()
        self._search.changed.connect(lambda: self._filter(text=self._search.value()))
        self._view = self._make_view()
        self._empty = EmptyState(
            "handshake",
            _("No action yet."),
            _("Note what associations do together: the year's summary is made from it."),
            primary(_("New action"), self.new_record, icon="plus", writes=True),
        )
        self._sheet = ActionSheet(desk)
        self._sheet.left.connect(self._show_list)
        self._sheet.navigate.connect(self.navigate)
        self._stack = QStackedWidget()
        for widget in (self._list(), self._sheet):
            self._stack.addWidget(widget)
        self.setLayout(vbox(self._stack, spacing=0))

    def _list(self) -> QWidget:
        language = i18n.language()
        stages = ChoicePill(_("All stages"), [(one, label(one)) for one in ActionStage], _("Stage"))
        stages.changed.connect(lambda stage: self._filter(stage=stage))
        forms = ChoicePill(
            _("All forms"),
            [(one.code, one.short_label.in_language(language)) for one in self.desk.typologies[FORMS].categories],
            _("Form"),
        )
        forms.changed.connect(lambda form: self._filter(form=form))
        page = QWidget()
        page.setLayout(
            vbox(
                self._head,
                hbox((self._search, 1), stages, forms, spacing=8, margins=(24, 2, 24, 10)),
                (self._view, 1),
                (self._empty, 1),
                spacing=0,
            )
        )
        return page

    def _make_view(self) -> LinesView:
        columns = [
            Column("title", _("Title"), lambda one: one.title, strong=True),
            Column("lead", _("Lead"), lambda one: one.lead or "—", width=150),
            Column(
                "partners", _("Partners"), lambda one: str(one.partners), width=96, align_right=True, wide_only=True
            ),
            Column("form", _("Form"), lambda one: self._short(FORMS, one.form), width=170, wide_only=True),
            Column("dynamic", _("Dynamic"), lambda one: self._short(DYNAMICS, one.dynamic), width=130, wide_only=True),
            Column("starts_on", _("Starts on"), _starts_on, width=112),
            Column("reached_total", _("People"), _people, width=75, align_right=True, wide_only=True),
            Column(
                "stage", _("Stage"), lambda one: label(one.stage), width=120, chip=lambda one: _STAGE_TONES[one.stage]
            ),
        ]
        view = LinesView(
            columns,
            lambda: actions.count(self.desk, self._chosen),
            lambda sort, window: actions.lines(self.desk, self._chosen, sort, window),
            Sort("starts_on", descending=True),
            name=_("Actions"),
        )
        view.set_empty_state(EmptyState("handshake", _("No action answers this search."), _("Take a filter away.")))
        view.opened.connect(lambda key: self.open_record(Subject.ACTION, key))
        return view

    def _short(self, typology: str, code: str | None) -> str:
        category = self.desk.typologies[typology].category(code) if code else None
        return "—" if category is None else category.short_label.in_language(i18n.language())

    def _filter(self, **values: object) -> None:
        self._chosen = replace(self._chosen, **values)  # type: ignore[arg-type]
        self._show_counts()
        self._view.refresh()

    def _show_counts(self) -> None:
        shown, every = actions.count(self.desk, self._chosen), actions.count(self.desk, actions.ActionFilter())
        whole = ngettext("{n} action", "{n} actions", every).format(n=every)
        self._head.set_note(whole if shown == every else _("{shown} of {whole}").format(shown=shown, whole=whole))
        self._empty.setVisible(every == 0)
        self._view.setVisible(every > 0)

    def refresh(self) -> None:
        """Read the list and the open sheet again."""
        self._show_counts()
        self._view.refresh()
        if self._stack.currentWidget() is self._sheet:
            self._sheet.refresh()

    def _show_list(self) -> None:
        self._stack.setCurrentIndex(0)
        self._view.setFocus()

    def new_record(self, subject: Subject | None = None, organisation_id: int | None = None) -> None:
        """Ask for a new action, then show its sheet."""
        dialog = dialogs.new_action(self.desk, self)
        dialog.saved.connect(lambda saved: self.open_record(Subject.ACTION, saved.id))
        dialog.open()

    def open_record(self, subject: Subject, record_id: int) -> None:
        """Show the sheet of an action."""
        if self._sheet.show_action(record_id):
            self._stack.setCurrentWidget(self._sheet)

    def set_narrow(self, is_narrow: bool) -> None:
        """Stack the sheet's columns, leave out those of the list that the title needs the room of."""
        self._sheet.set_narrow(is_narrow)
        self._view.set_narrow(is_narrow)

    def set_read_only(self, is_read_only: bool) -> None:
        """Let nobody write."""
        super().set_read_only(is_read_only)
        self._sheet.set_read_only(is_read_only)


def _starts_on(one: ActionLine) -> str:
    return format_date(one.starts_on, "short") if one.starts_on else "—"


def _people(one: ActionLine) -> str:
    return "—" if one.reached_total is None else format_number(one.reached_total)
