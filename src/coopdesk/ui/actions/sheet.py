"""The sheet of one action: each choice is written as it is made."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from coopdesk.documents.words import span_name
from coopdesk.domain.action import Action, ActionDraft, ActionStage, PartnerRole
from coopdesk.domain.listing import EVERYTHING, Sort, Subject
from coopdesk.domain.period import Interval, Period
from coopdesk.domain.typology import BRAKES, DYNAMICS, FORMS, LEVERS, REASONS
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import _, format_date, format_day, format_number, format_span, ngettext
from coopdesk.foundation.problems import Outcome, Refused
from coopdesk.services import actions, bookings, loans, organisations
from coopdesk.services.desk import Desk
from coopdesk.ui import messages
from coopdesk.ui.actions import dialogs
from coopdesk.ui.actions.category_choice import CategoryChoice
from coopdesk.ui.messages import shown
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import Segments, icon_button, link, quiet
from coopdesk.ui.widgets.cards import Banner, Card
from coopdesk.ui.widgets.labels import ElidingLabel, caption, chip, muted, note, set_chip, strong, text
from coopdesk.ui.widgets.layouts import clear, hbox, keeping_focus, scrolling, vbox
from coopdesk.ui.widgets.record_history import RecordHistory
from coopdesk.wording.labels import label

Row = tuple[str, str]


class ActionSheet(QWidget):
    """One action: stage, form × dynamic, partners, words, marks, means."""

    left = Signal()
    navigate = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._action: Action | None = None
        typologies = desk.typologies
        self._title = ElidingLabel("", "title")
        self._partners_chip = chip("", Tone.INFO)
        self._stage = Segments([(one, label(one)) for one in ActionStage], _("Stage"))
        self._stage.changed.connect(lambda stage: self._save_change(stage=stage))
        self._forms = CategoryChoice(typologies[FORMS], _("Form"), _("what is shared"))
        self._forms.picked.connect(lambda code: self._save_change(form=code))
        self._dynamics = CategoryChoice(typologies[DYNAMICS], _("Dynamic"), _("where the impulse comes from"))
        self._dynamics.picked.connect(lambda code: self._save_change(dynamic=code))
        self._coded = Banner(Tone.INFO, "", "")
        self._partners = self._card(_("Partners"), _("Add"), self._add_partner)
        self._words = self._card(_("Common goal"), _("Edit"), self._edit_words)
        self._marks = self._card(_("Reasons, brakes, levers"), _("Edit"), self._edit_marks)
        self._rooms = self._card(_("Rooms used"), _("Choose"), self._pick_bookings)
        self._loans = self._card(_("Equipment used"), _("Choose"), self._pick_loans)
        self._landmarks = Card(_("Landmarks"))
        self._history = RecordHistory(desk, Subject.ACTION)
        self._history.wanted.connect(self.navigate)
        self.setLayout(vbox(self._head(), (scrolling(self._body()), 1), spacing=0))

    def _card(self, words: str, act: str, on_click: Callable[[], None]) -> Card:
        button = link(act, on_click, writes=True)
        button.setAccessibleName(f"{act}, {words}")
        return Card(words, right=button)

    def _head(self) -> QWidget:
        back = icon_button("arrow-left", _("Back to the list"), self.left.emit)
        delete = quiet(_("Delete"), self._delete, icon="trash-2", writes=True)
        head = QWidget()
        head.setLayout(
            vbox(
                hbox(back, self._title, self._partners_chip, None, delete, spacing=8),
                hbox(self._stage, None),
                spacing=6,
                margins=(16, 8, 16, 8),
            )
        )
        return head

    def _body(self) -> QWidget:
        self._choices = hbox((self._forms, 1), (self._dynamics, 1), spacing=12)
        wide = vbox(self._choices, self._coded, self._words, self._history.card(), None, spacing=12)
        side = QWidget()
        side.setLayout(vbox(self._partners, self._landmarks, self._marks, self._rooms, self._loans, None, spacing=12))
        body = QWidget()
        self._columns = hbox((wide, 3), (side, 1), spacing=16, margins=(20, 6, 16, 16))
        body.setLayout(self._columns)
        return body

    def set_narrow(self, is_narrow: bool) -> None:
        """Put partners and the rest under the choices when the window is narrow."""
        direction = self._columns.Direction.TopToBottom if is_narrow else self._columns.Direction.LeftToRight
        self._columns.setDirection(direction)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep form and dynamic side by side as long as no word of theirs is cut."""
        super().resizeEvent(event)
        gaps = self._columns.contentsMargins()
        room = event.size().width() - gaps.left() - gaps.right() - self._choices.spacing()
        needed = self._forms.minimumSizeHint().width() + self._dynamics.minimumSizeHint().width()
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._choices.setDirection(down if needed > room else across)

    def set_read_only(self, is_read_only: bool) -> None:
        """Show, and let nobody write."""
        self._forms.set_read_only(is_read_only)
        self._dynamics.set_read_only(is_read_only)
        self._stage.setEnabled(not is_read_only)

    def show_action(self, action_id: int) -> bool:
        """Show this action; False when it is gone."""
        self._action = actions.get(self._desk, action_id)
        if self._action is None:
            return False
        self._show(self._action)
        return True

    def refresh(self) -> None:
        """Read the shown action again; leave when somebody deleted it."""
        if self._action is not None and not self.show_action(self._action.id):
            self.left.emit()

    def _show(self, action: Action) -> None:
        self._title.setText(action.title)
        number = len(action.partners)
        words = ngettext("{n} organisation", "{n} organisations", number).format(n=number)
        set_chip(self._partners_chip, words, Tone.INFO if number > 1 else Tone.WARNING)
        self._stage.set_value(action.stage)
        self._forms.set_code(action.form)
        self._dynamics.set_code(action.dynamic)
        self._coded.say(Tone.INFO, self._coding(action), self._printed_as(action))
        with keeping_focus(self._partners):
            self._fill_partners(action)
        self._fill_words(action)
        self._fill_marks(action)
        self._fill(self._landmarks, self._landmark_rows(action))
        self._fill(self._rooms, self._booking_rows(action), _("No booking is linked."))
        self._fill(self._loans, self._loan_rows(action), _("No loan is linked."))
        self._history.show_of(action.id)

    def _coding(self, action: Action) -> str:
        language = i18n.language()
        parts = []
        for name, code in ((FORMS, action.form), (DYNAMICS, action.dynamic)):
            category = self._desk.typologies[name].category(code) if code else None
            if category is not None:
                parts.append(category.label.in_language(language))
        return " × ".join(parts) or _("Choose a form and a dynamic: the year's summary is built on them.")

    def _printed_as(self, action: Action) -> str:
        if action.form is None:
            return ""
        language = i18n.language()
        found = []
        for typology in self._desk.typologies.printable():
            category = typology.classify(action.form, action.dynamic)
            if typology.id != FORMS and category is not None:
                names = (category.label.in_language(language), typology.label.in_language(language))
                found.append(_("“{category}” ({typology})").format(category=names[0], typology=names[1]))
        return _("Also printed as: {categories}").format(categories=", ".join(found)) if found else ""

    def _fill_partners(self, action: Action) -> None:
        names = organisations.names(self._desk)
        clear(self._partners.body)
        for partner in action.partners:
            name = names.get(partner.organisation_id, "")
            remove = icon_button(
                "x",
                _("Remove {name}").format(name=name),
                lambda *_args, gone=partner: self._save_change(
                    partners=tuple(one for one in action.partners if one != gone)
                ),
                writes=True,
            )
            words = [strong(name, wrap=True)]
            if partner.contribution:
                words.append(note(partner.contribution, wrap=True))
            tone = Tone.INFO if partner.role in (PartnerRole.LEAD, PartnerRole.CO_LEAD) else Tone.NEUTRAL
            self._partners.add(
                hbox(
                    (vbox(*words, spacing=0), 1),
                    chip(label(partner.role), tone),
                    remove,
                    spacing=8,
                )
            )
        if len(action.partners) < 2:
            self._partners.add(note(_("With fewer than two organisations it is an action of one's own."), wrap=True))

    def _fill_words(self, action: Action) -> None:
        clear(self._words.body)
        goal = action.common_goal
        self._words.add(text(goal, wrap=True) if goal else muted(_("Not written yet.")))
        if action.need:
            source = f" ({action.need_source})" if action.need_source else ""
            self._words.add(note(_("Need: {need}").format(need=action.need + source), wrap=True))
        if action.review:
            self._words.add(note(_("Review: {review}").format(review=action.review), wrap=True))

    def _fill_marks(self, action: Action) -> None:
        clear(self._marks.body)
        language = i18n.language()
        for name, codes, tone in (
            (REASONS, action.reasons, Tone.INFO),
            (BRAKES, action.brakes, Tone.WARNING),
            (LEVERS, action.levers, Tone.OK),
        ):
            typology = self._desk.typologies[name]
            found = [one for code in codes if (one := typology.category(code)) is not None]
            self._marks.add(caption(typology.label.in_language(language)))
            for category in found:
                self._marks.add(hbox(chip(category.short_label.in_language(language), tone), None))
            if not found:
                self._marks.add(muted("—"))

    def _landmark_rows(self, action: Action) -> list[Row]:
        rows = [(_("Dates"), span_name(action.starts_on, action.ends_on) or "—")]
        rows.append((_("Horizon"), label(action.horizon) if action.horizon else "—"))
        for word, count in (
            (_("People reached"), action.reached_total),
            (_("of whom in a priority district"), action.reached_district),
        ):
            rows.append((word, "—" if count is None else format_number(count)))
        return rows

    def _booking_rows(self, action: Action) -> list[Row]:
        found = [bookings.get(self._desk, key) for key in action.booking_ids]
        return [
            (format_day(one.starts_at.date(), "EEE d MMM"), format_span(one.starts_at, one.ends_at))
            for one in found
            if one is not None
        ]

    def _loan_rows(self, action: Action) -> list[Row]:
        found = [loans.get(self._desk, key) for key in action.loan_ids]
        return [
            (one.number, ", ".join(f"{line.quantity} × {line.equipment}" for line in one.lines))
            for one in found
            if one is not None
        ]

    @staticmethod
    def _fill(card: Card, rows: list[Row], empty: str = "") -> None:
        clear(card.body)
        for name, value in rows:
            said = strong(value, wrap=True)
            said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            card.add(hbox(muted(name), (said, 1), spacing=8))
        if not rows:
            card.add(muted(empty, wrap=True))

    def _save(self, draft: ActionDraft) -> Outcome:
        assert self._action is not None  # noqa: S101 - a sheet without action has no button to press
        return actions.edit(self._desk, self._action.id, draft)

    @shown
    def _save_change(self, **values: object) -> None:
        if self._action is None:
            return
        draft = replace(self._action, **values)  # type: ignore[arg-type]
        if draft == self._action:  # a control that is only being shown the action
            return
        outcome = self._save(draft)
        if isinstance(outcome, Refused):
            messages.refusal(self, outcome)
        self.refresh()

    def _add_partner(self) -> None:
        if self._action is not None:
            dialogs.add_partner(self._desk, self._action, self._save, self).open()

    def _edit_words(self) -> None:
        if self._action is not None:
            dialogs.edit_words(self._action, self._save, self).open()

    def _edit_marks(self) -> None:
        if self._action is not None:
            marks = [self._desk.typologies[name] for name in (REASONS, BRAKES, LEVERS)]
            dialogs.edit_marks(self._action, marks, self._save, self).open()

    def _days(self, action: Action) -> Interval:
        today = self._desk.today()
        first = action.starts_on or today.replace(month=1, day=1)
        last = action.ends_on or max(today.replace(month=12, day=31), first)
        return Period(first, last).interval

    def _pick_bookings(self) -> None:
        action = self._action
        if action is None:
            return
        partners = {partner.organisation_id for partner in action.partners} | {None}
        found = sorted(bookings.between(self._desk, self._days(action)), key=lambda one: one.starts_text)
        offered = [
            (one.id, f"{format_date(one.starts_at.date(), 'short')} · {one.room} · {one.organisation or one.purpose}")
            for one in found
            if one.organisation_id in partners
        ]
        title_words = _("Bookings of the action")
        dialogs.pick_links(
            title_words, offered, action.booking_ids, lambda ids: self._save(replace(action, booking_ids=ids)), self
        ).open()

    def _pick_loans(self) -> None:
        action = self._action
        if action is None:
            return
        partners = {partner.organisation_id for partner in action.partners}
        chosen = loans.LoanFilter(now=self._desk.now(), during=self._days(action))
        found = loans.lines(self._desk, chosen, Sort("starts_at"), EVERYTHING)
        offered = [
            (one.id, f"{one.number} · {one.organisation} · {one.what}")
            for one in found
            if one.organisation_id in partners
        ]
        dialogs.pick_links(
            _("Loans of the action"), offered, action.loan_ids,
            lambda ids: self._save(replace(action, loan_ids=ids)), self,
        ).open()  # fmt: skip

    @shown
    def _delete(self) -> None:
        if self._action is None:
            return
        question = _("Delete the action “{title}”?").format(title=self._action.title)
        if messages.confirm(self, question, _("Its bookings and loans stay.")):
            actions.delete(self._desk, self._action.id)
            self._action = None
            self.left.emit()
