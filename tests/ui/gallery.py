"""Every standard widget on one page, as picture 10 of the look shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QTabBar, QVBoxLayout, QWidget

from coopdesk.domain.listing import Sort, Window
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets import buttons, cards, fields, labels
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.layouts import hbox, vbox
from coopdesk.ui.widgets.lines import Column
from coopdesk.ui.widgets.lines_view import LinesView
from coopdesk.ui.widgets.record_field import RecordField


@dataclass(frozen=True)
class Line:
    """A line of the gallery's list."""

    id: int
    name: str
    hours: str
    state: str
    tone: Tone


LINES = (
    Line(1, "Ligne au repos", "14 h – 16 h", "confirmée", Tone.OK),
    Line(2, "Ligne survolée", "17 h – 19 h", "option", Tone.WARNING),
    Line(3, "Ligne choisie", "18 h – 21 h", "confirmée", Tone.OK),
    Line(4, "Quatrième ligne", "9 h – 11 h", "en retard", Tone.DANGER),
)


class Gallery(QWidget):
    """The page."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.form = Form()
        self.view = self._list()
        self.setLayout(
            vbox(
                self._texts(),
                cards.line(),
                self._buttons(),
                self._fields(),
                self._choices(),
                self._chips(),
                cards.Banner(Tone.INFO, "24 séances sur 31", "23 libres, 1 conflit le 14/01"),
                cards.Banner(Tone.WARNING, "Assurance jusqu’au 31 décembre", "19 séances sous réserve"),
                cards.Banner(Tone.DANGER, "Le fichier est ouvert sur un autre poste", "On peut le lire."),
                self._card(),
                spacing=8,
                margins=(24, 16, 24, 16),
            )
        )

    def _texts(self) -> QHBoxLayout:
        return hbox(
            labels.title("Titre"), labels.section("Section"), labels.strong("Fort"), labels.text("Texte"),
            labels.muted("Discret"), labels.note("Note"), labels.caption("Légende"), None, labels.figure("167 h"),
        )  # fmt: skip

    def _buttons(self) -> QHBoxLayout:
        segments = buttons.Segments([("d", "Jour"), ("w", "Semaine"), ("m", "Mois")], "Vue")
        segments.set_value("w")
        off = buttons.second("Inactif")
        off.setEnabled(False)
        self.focused = buttons.second("Focus")
        return hbox(
            buttons.primary("Prêter", icon="package-open"), buttons.second("Retour", icon="package-check"),
            buttons.menu_button("Nouveau", [], "tonal"), buttons.quiet("Imprimer", icon="printer"),
            buttons.remedy("Relancer"), buttons.link("Tout voir"), buttons.danger("Supprimer"), off, self.focused,
            segments, buttons.icon_button("ellipsis", "Autres actes"), None,
        )  # fmt: skip

    def _fields(self) -> QVBoxLayout:
        add = self.form.add
        rest = add(fields.TextField("rest", "Repos"))
        rest.set_value("Fil & Parole")
        wrong = add(fields.TextField("wrong", "Erreur"))
        wrong.set_value("0000")
        wrong.show_problem("Il faut 5 chiffres.")
        checked = add(fields.TextField("checked", "Valeur vérifiée"))
        checked.set_value("000 000 018 00010")
        checked.show_ok("Clé vérifiée")
        warned = add(fields.NumberField("warned", "Personnes"))
        warned.set_value(130)
        warned.show_problem("120 places assises.", is_warning=True)
        room = add(fields.ChoiceField("room", "Liste", [(1, "Grande salle"), (2, "Salle Lilas")]))
        off = add(fields.TextField("off", "Inactif"))
        off.set_value("Calculé")
        off.set_read_only(True)
        day = add(fields.DateField("day", "Date"))
        hour = add(fields.TimeField("hour", "Heure"))
        record = add(RecordField("organisation", "Association", lambda _text: [(1, "Parents du Mail", "Parentalité")]))
        return vbox(hbox(rest, wrong, checked, warned), hbox(room, off, day, hour, record))

    def _choices(self) -> QHBoxLayout:
        ticked = fields.CheckField("ticked", "Cochée")
        ticked.set_value(True)
        radio, other = QRadioButton("Choisi"), QRadioButton("Autre")
        radio.setChecked(True)
        pill = buttons.FilterPill("QPV")
        pill.setChecked(True)
        tabs = QTabBar()
        tabs.setAccessibleName("Onglets")
        for word in ("Identité", "Contacts", "Papiers"):
            tabs.addTab(word)
        choice = buttons.ChoicePill("Tous thèmes", [("a", "Culture"), ("b", "Jeu")], "Thème")
        return hbox(
            ticked, fields.CheckField("empty", "Vide"), radio, other, tabs, None, choice, pill,
            buttons.FilterPill("Charte signée"),
        )  # fmt: skip

    def _chips(self) -> QHBoxLayout:
        words = (
            ("confirmée", Tone.OK), ("option", Tone.WARNING), ("en retard", Tone.DANGER), ("en cours", Tone.INFO),
            ("annulée", Tone.NEUTRAL),
        )  # fmt: skip
        return hbox(*(labels.chip(word, tone) for word, tone in words), None)

    def _card(self) -> cards.Card:
        card = cards.Card("Lignes", "4 sur 48", buttons.link("Tout voir"), padded=False)
        card.add(self.view, 1)
        return card

    def _list(self) -> LinesView:
        columns = [
            Column("name", "Nom", lambda line: line.name, strong=True),
            Column("hours", "Heures", lambda line: line.hours, width=120, align_right=True),
            Column("state", "État", lambda line: line.state, width=130, chip=lambda line: line.tone),
        ]
        view = LinesView(columns, lambda: len(LINES), self._fetch, Sort("name"), name="Lignes")
        view.refresh()
        view.select(3)
        view.hovered_row = 1
        view.setMinimumHeight(160)
        return view

    @staticmethod
    def _fetch(_sort: Sort, window: Window) -> Sequence[Line]:
        return LINES[window.offset : window.offset + window.limit]
