"""« Bilan de la coopération »: the year's cooperation, for the house, its partners or its funders."""

from pathlib import Path
from typing import BinaryIO

from coopdesk.documents import charts, rendering
from coopdesk.documents.flowables import CONTENT_WIDTH
from coopdesk.documents.layout import Cell, Column, Document, KeyFigure, TextRole
from coopdesk.documents.letterhead import opened
from coopdesk.documents.summary_actions import write_actions, write_set_aside
from coopdesk.documents.summary_sources import write_sources
from coopdesk.documents.typesetting import Align
from coopdesk.documents.words import category_name, period_name, short_name, typology_name
from coopdesk.domain.audience import Audience
from coopdesk.domain.summary import CooperationSummary, MarkCount, OrganisationUse
from coopdesk.domain.typology import Axis
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import _, format_duration, format_hours, format_number, ngettext


def render(summary: CooperationSummary, target: Path | BinaryIO) -> None:
    """Write the summary as PDF: whole or not at all when the target is a path."""
    rendering.write(compose(summary), target)


def compose(summary: CooperationSummary) -> Document:
    """The summary as a document, not yet drawn."""
    document = _opened(summary)
    _write_key_figures(document, summary)
    _write_spread(document, summary)
    if summary.actions:
        _write_matrix(document, summary)
        write_actions(document, summary)
    _write_uses(document, summary)
    _write_marks(document, summary)
    if summary.audience is Audience.INTERNAL:
        write_set_aside(document, summary)
    write_sources(document, summary)
    return document


def _opened(summary: CooperationSummary) -> Document:
    title, house, period = _("Cooperation summary"), summary.house, period_name(summary.period)
    purposes = {
        Audience.INTERNAL: _("Internal document"),
        Audience.PARTNERS: _("Document for partners"),
        Audience.FUNDERS: _("Document for funders"),
    }
    subtitle = [period]
    if house.priority_district:
        subtitle.append(_("priority district {district}").format(district=house.priority_district))
    return opened(
        house,
        title,
        purposes[summary.audience],
        summary.edited_on,
        (" · ".join(subtitle), _("Sorted by: {typology}").format(typology=typology_name(summary.typology))),
        full_title=f"{title}, {period}",
    )


def _write_key_figures(document: Document, summary: CooperationSummary) -> None:
    actions, organisations = len(summary.actions), summary.organisations
    total, district = summary.reached_total, summary.reached_district
    of_whom = ""
    if total:
        of_whom = _("of whom {n} live in a priority district ({share})").format(
            n=format_number(district), share=i18n.format_percent(district / total)
        )
    document.key_figures(
        KeyFigure(format_number(actions), ngettext("cooperation action", "cooperation actions", actions)),
        KeyFigure(format_number(organisations), ngettext("organisation", "organisations", organisations)),
        KeyFigure(format_number(total), ngettext("person reached", "people reached", total), of_whom),
        KeyFigure(format_hours(summary.room_minutes), _("of rooms lent")),
        KeyFigure(format_number(summary.loans), ngettext("equipment loan", "equipment loans", summary.loans)),
    )
    if total:
        document.paragraph(
            _("People reached are added over the actions: someone met in two actions counts twice."), TextRole.NOTE
        )


def _write_spread(document: Document, summary: CooperationSummary) -> None:
    is_form = summary.typology.axis is Axis.FORM
    document.heading(_("Which forms of cooperation?") if is_form else _("How the actions are spread"))
    if not summary.actions:
        document.paragraph(_("No action is counted for this period."))
        return
    counts = [(category_name(row), len(summary.in_category(row))) for row in summary.rows()]
    named = [(name, count) for row, (name, count) in zip(summary.rows(), counts, strict=True) if row is not None]
    document.paragraph(_most_frequent(named, len(summary.actions)))
    note = ngettext("{n} action, counted once", "{n} actions, each counted once", len(summary.actions))
    drawing = charts.bars(counts, CONTENT_WIDTH, note=note.format(n=format_number(len(summary.actions))))
    document.figure(drawing, _in_words(_("Actions by category"), counts))


def _most_frequent(counts: list[tuple[str, int]], total: int) -> str:
    largest = max(count for _name, count in counts)
    if largest == 0:
        return _("No action falls in a category of this typology.")
    leading = [name for name, count in counts if count == largest]
    if len(leading) > 1:
        return _("No category stands out: {names} come first together, with {n} each.").format(
            names=", ".join(leading), n=largest
        )
    return ngettext(
        "The most frequent is “{name}”, with {n} action out of {total}.",
        "The most frequent is “{name}”, with {n} actions out of {total}.",
        largest,
    ).format(name=leading[0], n=format_number(largest), total=format_number(total))


def _write_matrix(document: Document, summary: CooperationSummary) -> None:
    document.heading(_("Where do they come from? Forms and dynamics crossed"))
    document.paragraph(_("In rows, the categories of the actions; in columns, what set them going."))
    rows, columns, counts = summary.rows(), summary.columns(), summary.matrix()
    missing = _("not given")
    document.table(
        ["", *(short_name(column, missing) for column in columns), _("Total")],
        [*charts.matrix_rows([short_name(row) for row in rows], counts), charts.total_row(_("Total"), counts)],
        [Column(2.6), *(Column(1, Align.CENTRE) for _column in columns), Column(0.9, Align.CENTRE)],
        is_matrix=True,
    )


def _write_uses(document: Document, summary: CooperationSummary) -> None:
    document.heading(_("Rooms and equipment, by association"))
    lent = [use for use in summary.uses if use.organisation is not None]
    if not lent:
        document.paragraph(_("No room was booked and nothing was borrowed by an association during this period."))
    if not summary.uses:
        return
    rows: list[tuple[str | Cell, ...]] = [_use_row(use.organisation or "", use) for use in lent]
    if len(lent) > 1:
        sums = [sum(numbers) for numbers in zip(*(use[1:] for use in lent), strict=True)]
        total = _use_row(_("All associations"), OrganisationUse(None, *sums))
        rows.append(tuple(Cell(text, is_strong=True) for text in total))
    rows += [_use_row(_("The house itself"), use) for use in summary.uses if use.organisation is None]
    numbers = [Column(1, Align.RIGHT)] * 4
    header = [_("Association"), _("Bookings"), _("Room hours"), _("Loans"), _("Articles lent")]
    document.table(header, rows, [Column(3.4), *numbers])


def _use_row(name: str, use: OrganisationUse) -> tuple[str, ...]:
    return (
        name,
        format_number(use.bookings),
        format_duration(use.minutes),
        format_number(use.loans),
        format_number(use.articles),
    )


def _write_marks(document: Document, summary: CooperationSummary) -> None:
    document.heading(_("Reasons, brakes and levers"))
    parts = (
        (_("Why they cooperate"), summary.reasons),
        (_("What holds cooperation back"), summary.brakes),
        (_("What helps it"), summary.levers),
    )
    silent = [name for name, marks in parts if not marks]
    if len(silent) == len(parts):
        document.paragraph(_("No action names a reason, a brake or a lever."))
        return
    document.paragraph(_("How many actions name each one; an action may name several, or none."))
    for name, marks in parts:
        document.heading(name, 2)
        _write_counts(document, name, marks)


def _write_counts(document: Document, name: str, marks: tuple[MarkCount, ...]) -> None:
    if not marks:
        document.paragraph(_("No action names one."))
        return
    counts = [(category_name(mark.category), mark.actions) for mark in marks]
    document.figure(charts.bars(counts, CONTENT_WIDTH), _in_words(name, counts))


def _in_words(name: str, counts: list[tuple[str, int]]) -> str:
    """A chart for those who cannot see it."""
    listed = "; ".join(f"{label} {format_number(count)}" for label, count in counts)
    return _("{title}, as bars: {values}.").format(title=name, values=listed)
