"""The words of a summary: periods, dates, names of categories."""

from datetime import date

from coopdesk.domain.period import Period
from coopdesk.domain.typology import Category, Typology
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import _, format_date


def period_name(period: Period) -> str:
    """A period as people name it: « année 2026 », or its first and last days."""
    if period.is_civil_year:
        return _("year {year}").format(year=period.first.year)
    return _("from {first} to {last}").format(first=format_date(period.first), last=format_date(period.last))


def span_name(first: date | None, last: date | None) -> str:
    """The days of an action; empty when none is known."""
    if first is None:
        return "" if last is None else _("until {last}").format(last=_day(last))
    if last is None:
        return _("since {first}").format(first=_day(first))
    if first == last:
        return _day(first)
    return f"{_day(first)} – {_day(last)}"


def _day(day: date) -> str:
    """A short date that is never cut at the end of a line."""
    return format_date(day, "medium").replace(" ", "\u00a0")


def category_name(category: Category | None) -> str:
    """A category's label; what no category holds is said to be unclassified."""
    return _("unclassified") if category is None else category.label.in_language(i18n.language())


def short_name(category: Category | None, missing: str = "") -> str:
    """A category's label where there is little room."""
    if category is None:
        return missing or _("unclassified")
    return category.short_label.in_language(i18n.language()) or category_name(category)


def typology_name(typology: Typology) -> str:
    """A typology's own name."""
    return typology.label.in_language(i18n.language())
