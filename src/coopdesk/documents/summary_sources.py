"""Where a summary's categories come from, and who says so: never more than is known."""

from collections.abc import Iterable

from coopdesk.documents.layout import Document, TextRole
from coopdesk.documents.words import category_name, typology_name
from coopdesk.domain.summary import CooperationSummary
from coopdesk.domain.typology import Category, SourceStatus, Typology
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import _


def write_sources(document: Document, summary: CooperationSummary) -> None:
    """The sources of what was printed, with the status of each category."""
    document.heading(_("Where the categories come from"))
    _write_typology(document, summary.typology)
    if summary.actions and summary.dynamics != summary.typology:
        _write_typology(document, summary.dynamics)
    marks = [mark.category for mark in (*summary.reasons, *summary.brakes, *summary.levers)]
    if marks:
        document.heading(_("Reasons, brakes and levers"), 2)
        document.bullets(_by_status(marks))
    document.paragraph(
        _(
            "The full text of the guide “L’inter-associatif au service de la proximité” "
            "(Le Mouvement associatif, 2020) has not been read: what is reported as the guide’s comes from a "
            "published summary of it. An action is coded once, by form and dynamic; other typologies are printed by "
            "translating these codes, and what has "
            "no translation is left unclassified."
        ),
        TextRole.NOTE,
    )


def _write_typology(document: Document, typology: Typology) -> None:
    document.heading(typology_name(typology), 2)
    source = typology.source.in_language(i18n.language())
    document.paragraph(_("Source: {source}.").format(source=source.rstrip(".")))
    document.bullets(_by_status(typology.categories))


def _by_status(categories: Iterable[Category]) -> list[str]:
    """One sentence per status, naming the categories it holds for."""
    sentences = {
        SourceStatus.GUIDE_SECONDARY: _("Reported as the guide’s by a second source: {names}."),
        SourceStatus.PUBLISHED: _("Published by its source: {names}."),
        SourceStatus.COOPDESK: _("coopdesk’s own, published nowhere else: {names}."),
    }
    names: dict[SourceStatus, list[str]] = {}
    for category in categories:
        names.setdefault(category.status, []).append(category_name(category))
    return [sentences[status].format(names="; ".join(names[status])) for status in SourceStatus if status in names]
