"""The keys of the house: which opens what, who holds it since when; handed over and taken back here."""

from enum import Enum
from functools import partial

from PySide6.QtWidgets import QLayout, QWidget

from coopdesk.domain.room_key import HandoverLine, KeyKind, KeyLine, RoomKey, RoomKeyDraft
from coopdesk.foundation.i18n import _, format_date, format_money, format_number, ngettext
from coopdesk.foundation.problems import Outcome, Refused
from coopdesk.services import room_keys, rooms
from coopdesk.services.desk import Desk
from coopdesk.ui import messages
from coopdesk.ui.messages import shown
from coopdesk.ui.settings.rooms_ticks import RoomsField
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import Segments, icon_button, link, remedy
from coopdesk.ui.widgets.cards import Card, line
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.fields import ChoiceField, DateField, LongTextField, TextField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import ElidingLabel, chip, muted, note, strong
from coopdesk.ui.widgets.layouts import clear, hbox, holder, keeping_focus, vbox
from coopdesk.wording.labels import label


class _Shown(Enum):
    """Which keys are listed."""

    ALL = 0
    OUT = 1
    LATE = 2


class KeysCard(Card):
    """Every key, a line each."""

    def __init__(self, desk: Desk) -> None:
        add = link(_("Add"), self.add_key, icon="plus", writes=True)
        add.setAccessibleName(_("Add a key"))
        super().__init__(_("Keys"), right=add)
        self._desk = desk
        self._is_read_only = desk.is_read_only
        words = [(_Shown.ALL, _("All keys")), (_Shown.OUT, _("Keys out")), (_Shown.LATE, _("Keys late"))]
        self.shown = Segments(words, _("Keys shown"))
        self.shown.changed.connect(lambda _value: self.refresh())
        self._rows = vbox(spacing=8)
        self.add(self.shown)
        self.add(self._rows)

    def refresh(self) -> None:
        """Read the keys again."""
        every, today = room_keys.keys(self._desk), self._desk.today()
        out = [one for one in every if one.is_out]
        wanted = {_Shown.ALL: every, _Shown.OUT: out, _Shown.LATE: [one for one in out if one.is_late(today)]}
        self.shown.setVisible(bool(every))
        count = ngettext("{n} key out", "{n} keys out", len(out)).format(n=format_number(len(out)))
        self.set_note(count if out else "")
        with keeping_focus(self):
            clear(self._rows)
            found = wanted[self.shown.value()]
            for place, one in enumerate(found):
                if place:
                    self._rows.addWidget(line())
                self._rows.addWidget(holder(self._row(one)))
            if not found:
                self._rows.addWidget(muted(_none_words(self.shown.value(), is_empty=not every), wrap=True))

    def set_read_only(self, is_read_only: bool) -> None:
        """Offer no act that writes."""
        if is_read_only != self._is_read_only:
            self._is_read_only = is_read_only
            self.refresh()

    def add_key(self) -> None:
        """Ask for a new key."""
        key_dialog(self._desk, None, self).open()

    @shown
    def edit_key(self, key_id: int) -> None:
        """Change a key."""
        key = room_keys.get(self._desk, key_id)
        if key is not None:
            key_dialog(self._desk, key, self).open()

    @shown
    def delete_key(self, one: KeyLine) -> None:
        """Delete a key that was never handed over; refused, and told why, otherwise."""
        outcome = room_keys.delete(self._desk, one.id)
        if isinstance(outcome, Refused):
            messages.refusal(self, outcome)

    @shown
    def hand_over(self, one: KeyLine) -> None:
        """Hand a key over."""
        from coopdesk.ui.keys.handover_dialog import HandoverDialog  # noqa: PLC0415 - opened by few

        HandoverDialog(self._desk, [one], self).open()

    @shown
    def take_back(self, one: KeyLine) -> None:
        """Take a key back."""
        from coopdesk.ui.keys.return_dialog import return_dialog  # noqa: PLC0415 - opened by few

        held = room_keys.handover(self._desk, one.handover_id or 0)
        if held is not None:
            return_dialog(self._desk, held, self).open()

    @shown
    def edit_handover(self, handover_id: int) -> None:
        """Change what was noted of a handover."""
        from coopdesk.ui.keys.handover_edit_dialog import edit_handover  # noqa: PLC0415 - opened by few

        edit_handover(self._desk, handover_id, self)

    def _row(self, one: KeyLine) -> QLayout:
        about = " · ".join(part for part in ("" if one.kind is KeyKind.KEY else label(one.kind), one.rooms) if part)
        words = vbox(
            hbox(strong(one.label), (ElidingLabel(about, "muted"), 1), spacing=8), note(_holder_words(one), wrap=True),
            spacing=1,
        )  # fmt: skip
        marks: list[QWidget] = []
        if one.lost_on is not None:
            marks.append(chip(_("lost"), Tone.DANGER))
        elif one.is_late(self._desk.today()):
            marks.append(chip(_("late"), Tone.DANGER))
        elif one.is_out:
            marks.append(chip(_("out"), Tone.WARNING))
        return hbox((words, 1), *marks, *self._acts(one), spacing=4)

    def _acts(self, one: KeyLine) -> list[QWidget]:
        if self._is_read_only:
            return []
        acts: list[QWidget] = []
        if one.is_out:
            acts.append(remedy(_("Take back"), lambda: self.take_back(one), writes=True))
        elif one.lost_on is None:
            acts.append(remedy(_("Hand over"), lambda: self.hand_over(one), writes=True))
        if acts:
            acts[0].setAccessibleName(f"{acts[0].text()} : {one.label}")  # type: ignore[attr-defined]
        acts.append(icon_button("pencil", _("Edit {name}").format(name=one.label), lambda: self.edit_key(one.id)))
        if one.handover_id is None:
            acts.append(icon_button("trash-2", _("Delete {name}").format(name=one.label), lambda: self.delete_key(one)))
        else:
            # One that is out cannot be deleted: its handover is what may have to be changed.
            words = _("Edit the handover of {name}").format(name=one.label)
            acts.insert(1, icon_button("calendar-clock", words, lambda: self.edit_handover(one.handover_id or 0)))
        return acts


def key_dialog(desk: Desk, key: RoomKey | None, parent: QWidget) -> FormDialog:
    """The dialog for a new key, or for one that changes; who had it is told under it."""
    form = Form(
        TextField("label", _("Label"), _("Bunch 1, for instance")),
        ChoiceField("kind", _("Kind"), [(one, label(one)) for one in KeyKind]),
        RoomsField("rooms", _("Opens"), rooms.rooms(desk)),
        DateField("lost_on", _("Lost on")),
        LongTextField("notes", _("Notes"), rows=2),
    )
    form.set_values(key or RoomKeyDraft(label=""))

    def submit() -> Outcome:
        draft = RoomKeyDraft(**form.values())
        return room_keys.add(desk, draft) if key is None else room_keys.edit(desk, key.id, draft)

    dialog = FormDialog(_("New key") if key is None else _("Edit the key"), form, submit, parent=parent)
    dialog.add(hbox((form["label"], 3), (form["kind"], 2), spacing=12))
    dialog.add(form["rooms"])
    if key is None:
        form["lost_on"].setParent(dialog)
        form["lost_on"].hide()
    else:
        dialog.add(form["lost_on"])
    dialog.add(form["notes"])
    if key is not None:
        dialog.add(_Handovers(desk, key.id))
    return dialog


_MOST_SHOWN = 8


class _Handovers(QWidget):
    """Who had a key; each handover can be changed."""

    def __init__(self, desk: Desk, key_id: int) -> None:
        super().__init__()
        self._desk = desk
        self._key_id = key_id
        self._rows = vbox(spacing=2)
        self.setLayout(self._rows)
        self._show()

    def _show(self) -> None:
        clear(self._rows)
        found = room_keys.history(self._desk, self._key_id)
        if found:
            self._rows.addWidget(strong(_("Who had it")))
        for one in found[:_MOST_SHOWN]:
            said = _handover_words(one)
            words = _("Edit the handover: {handover}").format(handover=said)
            change = icon_button("pencil", words, partial(self._edit, one.id))
            acts = [] if self._desk.is_read_only else [change]
            self._rows.addLayout(hbox((note(said, wrap=True), 1), *acts, spacing=4))

    @shown
    def _edit(self, handover_id: int) -> None:
        from coopdesk.ui.keys.handover_edit_dialog import edit_handover  # noqa: PLC0415 - opened by few

        if (dialog := edit_handover(self._desk, handover_id, self)) is not None:
            dialog.saved.connect(lambda _saved: self._show())


def _handover_words(one: HandoverLine) -> str:
    span = _("since {first}") if one.returned_on is None else _("{first} – {last}")
    last = one.returned_on or one.given_on
    when = span.format(first=format_date(one.given_on, "short"), last=format_date(last, "short"))
    who = " · ".join(part for part in (one.organisation, one.contact or "") if part)
    owed = _("deposit of {amount} to give back").format(amount=format_money(one.deposit or 0))
    is_owed = one.has_open_deposit and one.returned_on is not None
    return " · ".join([when, who, *([owed] if is_owed else [])])


def _holder_words(one: KeyLine) -> str:
    if one.lost_on is not None:
        return _("lost on {day}").format(day=format_date(one.lost_on))
    if one.given_on is None:
        return _("in the house")
    who = " · ".join(part for part in (one.organisation or "", one.contact or "") if part)
    parts = [_("{who}, since {day}").format(who=who, day=format_date(one.given_on, "short"))]
    if one.due_on is not None:
        parts.append(_("back by {day}").format(day=format_date(one.due_on, "short")))
    if one.deposit:
        parts.append(_("deposit {amount}").format(amount=format_money(one.deposit)).replace(" ", "\u00a0"))
    # A line is broken after a dot, never before one.
    return "\u00a0· ".join(parts)


def _none_words(shown_ones: _Shown, *, is_empty: bool) -> str:
    if is_empty:
        return _("No key yet: add those of the rooms, and who holds which is known at once.")
    return _("No key is late.") if shown_ones is _Shown.LATE else _("Every key is in the house.")
