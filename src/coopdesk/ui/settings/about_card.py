"""What the program is, under which licence, and whose typologies of cooperation it follows."""

from coopdesk import __version__
from coopdesk.domain.typology import Typologies
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import _
from coopdesk.ui.widgets.buttons import link
from coopdesk.ui.widgets.cards import Card
from coopdesk.ui.widgets.labels import caption, note, text
from coopdesk.ui.widgets.layouts import hbox, holder, vbox


class AboutCard(Card):
    """Version, licence, sources; nothing here asks the network."""

    def __init__(self, typologies: Typologies) -> None:
        super().__init__(_("About coopdesk"))
        language = i18n.language()
        rows = vbox(spacing=8)
        for typology in typologies.by_id.values():
            name = caption(typology.label.in_language(language), wrap=True)
            rows.addLayout(vbox(name, note(typology.source.in_language(language), wrap=True), spacing=0))
        self.sources = holder(rows)
        self.sources.hide()
        self.more = link("", self._turn)
        self.add(
            vbox(
                text(
                    _("Version {version}, free software under the MIT licence.").format(version=__version__), wrap=True
                ),
                note(_("It works without a network: what you write stays in the house’s file."), wrap=True),
                hbox(self.more, None),
                self.sources,
                spacing=6,
            )
        )
        self._name_link()

    def _turn(self) -> None:
        self.sources.setHidden(not self.sources.isHidden())
        self._name_link()

    def _name_link(self) -> None:
        self.more.setText(
            _("Show where the typologies come from") if self.sources.isHidden() else _("Hide the sources")
        )
