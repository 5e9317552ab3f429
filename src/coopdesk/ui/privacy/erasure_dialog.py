"""« Effacement »: what goes, what holds it up, what stays and why, all seen before the one act nothing takes back."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from coopdesk.domain.privacy import ErasureDraft, ErasurePlan, HeldContact, Place
from coopdesk.foundation.i18n import _, format_date, format_number, ngettext
from coopdesk.foundation.problems import Outcome, Saved
from coopdesk.services import privacy
from coopdesk.services.desk import Desk
from coopdesk.ui import messages
from coopdesk.ui.page import Target
from coopdesk.ui.privacy import ticked
from coopdesk.ui.privacy.ticks import TickList
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.cards import Banner
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.fields import CheckField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import muted, section, text
from coopdesk.ui.widgets.layouts import clear, holder, vbox
from coopdesk.wording.personal_data import marks
from coopdesk.wording.sentences import sentence

Go = Callable[[Target], None]


def erase_contact_dialog(desk: Desk, contact_id: int, go: Go, parent: QWidget) -> "ErasureDialog":
    """The dialog for one contact; those who may be the same person are offered."""
    return ErasureDialog(desk, privacy.same_person(desk, contact_id), contact_id, go, parent)


def erase_contacts_dialog(desk: Desk, contact_ids: tuple[int, ...], go: Go, parent: QWidget) -> "ErasureDialog":
    """The dialog for several contacts, in one act."""
    return ErasureDialog(desk, privacy.live(desk, contact_ids), None, go, parent)


class ErasureDialog(FormDialog):
    """Erases one person, or several; `first` is the contact it began with, None when all were chosen alike."""

    def __init__(
        self, desk: Desk, candidates: tuple[HeldContact, ...], first: int | None, go: Go, parent: QWidget
    ) -> None:
        self.settled = CheckField("is_settled", _("What was damaged or lost is settled."))
        super().__init__(
            _("Erase for good"),
            Form(self.settled),
            self._erase,
            accept_word=_("Erase for good"),
            promise=_("Neither this nor what was done before it in this session can be undone."),
            parent=parent,
        )
        self._desk, self._candidates, self._first, self._go = desk, candidates, first, go
        self._marks = marks()
        self.people, self.texts = TickList(), TickList()
        self._no_text = muted(_("Their name, e-mail and telephone stand nowhere else in the file."), wrap=True)
        self._waiting: QVBoxLayout = vbox(spacing=8)
        self._stays: QVBoxLayout = vbox(spacing=4)
        self._lay()
        self.people.changed.connect(self._show_plan)
        self.texts.changed.connect(self._show_stays)
        self.settled.changed.connect(self._allow)
        self.texts.followed.connect(self._follow)

    def _lay(self) -> None:
        self.add(section(_("Who is erased")))
        if self._first is not None and len(self._candidates) > 1:
            self.add(muted(_("Tick the other contacts that are the same person."), wrap=True))
        self.add(self.people)
        self.add(
            muted(
                _("The name becomes “{name}”; telephone, e-mail and source are emptied; the role stays.").format(
                    name=self._marks.contact.format(number=self._first or _("12, for instance"))
                ),
                wrap=True,
            )
        )
        self.add(holder(self._waiting))
        self.add(self.settled)
        self.add(section(_("Texts that speak of them")))
        self.add(self._no_text)
        self.add(self.texts)
        self.add(section(_("What stays, and why")))
        self.add(holder(self._stays))
        ids = frozenset(one.contact.id for one in self._candidates)
        meant = ids if self._first is None else frozenset({self._first})
        self.people.show_ticks(ticked.people(self._candidates, meant, self._first))
        self._show_plan()

    def _chosen(self) -> tuple[int, ...]:
        return tuple(one.contact.id for one in self._candidates if one.contact.id in self.people.chosen())

    def _show_plan(self) -> None:
        chosen = self._chosen()
        others = tuple(one.contact.id for one in self._candidates if one.contact.id not in chosen)
        self._plan: ErasurePlan = privacy.plan_erasure(self._desk, chosen, others)
        clear(self._waiting)
        for hindrance in self._plan.hindrances:
            tone = Tone.WARNING if hindrance.can_be_settled else Tone.DANGER
            self._waiting.addWidget(Banner(tone, sentence(hindrance.problem)))
        self.settled.setVisible(any(one.can_be_settled for one in self._plan.hindrances))
        self._no_text.setVisible(not self._plan.mentions)
        self.texts.show_ticks(ticked.texts(self._plan.mentions, self._marks.text))
        self._show_stays()
        self._allow()

    def _allow(self) -> None:
        """Erase only what nothing holds up."""
        waits = any(not (one.can_be_settled and self.settled.value()) for one in self._plan.hindrances)
        self.accept_button.setEnabled(bool(self._plan.contacts) and not waits)

    def _show_stays(self) -> None:
        clear(self._stays)
        for words in self._staying():
            self._stays.addWidget(_point(words))

    def _staying(self) -> list[str]:
        left = len(self._plan.mentions) - len(self.texts.chosen())
        points = [self._kept_words()]
        if left:
            points.append(
                ngettext(
                    "{n} text that is not ticked keeps its words.",
                    "{n} texts that are not ticked keep their words.",
                    left,
                ).format(n=format_number(left))
            )
        return [
            *points,
            _("The journal says that somebody of this organisation was erased, and when; never who."),
            _(
                "Backups made until today still hold the person; the first one made from {day} on deletes the last of "
                "them. Whoever restores one must erase again."
            ).format(day=format_date(self._plan.backups_until)),
            _("What was printed, exported or sent is out of the program’s reach: please look for it."),
        ]

    def _kept_words(self) -> str:
        kept = self._plan.kept
        counted = (
            (kept.bookings, ngettext("{n} booking", "{n} bookings", kept.bookings)),
            (kept.loans, ngettext("{n} loan", "{n} loans", kept.loans)),
            (kept.actions, ngettext("{n} action", "{n} actions", kept.actions)),
        )
        parts = [words.format(n=format_number(number)) for number, words in counted if number]
        if not parts:
            return _("The organisation stays, with its papers.")
        return _("The organisation stays, with {records}: they name nobody, and the year’s totals need them.").format(
            records=", ".join(parts)
        )

    def _follow(self, target: Target) -> None:
        self.reject()
        self._go(target)

    def _erase(self) -> Outcome:
        places = tuple(key for key in self.texts.chosen() if isinstance(key, Place))
        draft = ErasureDraft(
            contact_ids=self._chosen(), places=places, marks=self._marks, is_settled=self.settled.value()
        )
        outcome = privacy.erase(self._desk, draft)
        if isinstance(outcome, Saved):
            for warning in outcome.warnings:
                messages.warn(self, sentence(warning))
        return outcome


def _point(words: str) -> QLabel:
    return text(f"• {words}", wrap=True)
