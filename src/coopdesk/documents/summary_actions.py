"""The actions of a summary, one by one, under their category."""

from coopdesk.documents.layout import Column, Document, TextRole
from coopdesk.documents.words import category_name, span_name
from coopdesk.domain.audience import Audience
from coopdesk.domain.summary import CooperationSummary, SummaryAction
from coopdesk.domain.typology import Category
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import _, format_duration, format_number, ngettext
from coopdesk.wording.labels import label


def write_actions(document: Document, summary: CooperationSummary) -> None:
    """One section per category that has actions, and the names of those that have none."""
    document.heading(_("The actions"))
    empty = []
    for row in summary.rows():
        actions = summary.in_category(row)
        if not actions:
            empty.append(category_name(row))
            continue
        _write_category(document, row, len(actions))
        for action in actions:
            aside = [span_name(action.starts_on, action.ends_on) or _("no date"), label(action.stage)]
            document.entry(action.title, aside, _facts(summary, action))
    if empty:
        document.paragraph(_("No action in: {names}.").format(names="; ".join(empty)), TextRole.NOTE)


def _write_category(document: Document, category: Category | None, number: int) -> None:
    counted = ngettext("{n} action", "{n} actions", number).format(n=format_number(number))
    document.heading(f"{category_name(category)} · {counted}", 2)
    if category is None:
        text = _("These actions have no form yet, or one that this typology has no category for.")
    else:
        text = category.definition.in_language(i18n.language())
    if text:
        document.paragraph(text, TextRole.NOTE)


def _facts(summary: CooperationSummary, action: SummaryAction) -> list[tuple[str, str]]:
    dynamic = summary.dynamics.classify(None, action.dynamic)
    facts = [
        (_("Partners"), ", ".join(f"{name} ({label(role)})" for name, role in action.partners) or _("none named")),
        (_("Common goal"), action.common_goal),
    ]
    if summary.audience is not Audience.PARTNERS:
        facts += [(_("Need"), action.need), (_("Source of the need"), action.need_source)]
    return [
        *facts,
        (_("Dynamic"), category_name(dynamic) if dynamic else ""),
        (_("Public"), _public(action)),
        (_("Rooms"), ", ".join(f"{room} ({format_duration(minutes)})" for room, minutes in action.rooms)),
        (_("Equipment"), ", ".join(f"{name} ({format_number(number)})" for name, number in action.equipment)),
    ]


def _public(action: SummaryAction) -> str:
    if action.reached_total is None:
        if action.reached_district is None:
            return _("not counted")
        return ngettext(
            "{n} person of a priority district", "{n} people of a priority district", action.reached_district
        ).format(n=format_number(action.reached_district))
    people = ngettext("{n} person", "{n} people", action.reached_total).format(n=format_number(action.reached_total))
    if action.reached_district is None or not action.reached_total:
        return people
    return _("{people}, of whom {n} live in a priority district ({share})").format(
        people=people,
        n=format_number(action.reached_district),
        share=i18n.format_percent(action.reached_district / action.reached_total),
    )


def write_set_aside(document: Document, summary: CooperationSummary) -> None:
    """Ideas and abandoned actions: known to the house, counted nowhere."""
    document.heading(_("Not counted: ideas and abandoned actions"))
    if not summary.set_aside:
        document.paragraph(_("There is no idea and no abandoned action in this period."))
        return
    document.paragraph(_("These actions are in none of the figures above."))
    document.table(
        [_("Action"), _("Stage"), _("Dates")],
        [
            (action.title, label(action.stage), span_name(action.starts_on, action.ends_on) or _("no date"))
            for action in summary.set_aside
        ],
        [Column(4), Column(1.2), Column(1.8)],
    )
