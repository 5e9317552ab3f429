"""The user's language: texts, dates, numbers. Source texts are English; French is the default.

`start(language)` is called once, before the first text is asked for. Everything formatted for a person goes
through here, so that a narrow no-break space is where French wants one, in the window and in PDFs alike.
"""

import gettext
import os
import re
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Literal

from babel import Locale, dates, numbers

from coopdesk.foundation.paths import resources

NARROW_SPACE = "\u202f"

_DOMAIN = "coopdesk"

DateStyle = Literal["full", "long", "medium", "short"]


class Language(StrEnum):
    """The languages the program is complete in."""

    FRENCH = "fr"
    ENGLISH = "en"


class _Active:
    """The language in force; one per process, chosen at start."""

    language = Language.FRENCH
    catalogue: gettext.NullTranslations = gettext.NullTranslations()
    locale = Locale("fr", "FR")


def start(language: Language) -> None:
    """Speak this language from now on."""
    _Active.language = language
    if language is Language.FRENCH:
        _Active.locale = Locale("fr", "FR")
        _Active.catalogue = gettext.translation(_DOMAIN, str(resources() / "locale"), ["fr"])
    else:
        _Active.locale = Locale("en", "GB")
        _Active.catalogue = gettext.NullTranslations()


def share_with_library() -> None:
    """Let the words of the standard library (argparse's) come from our catalogue, through its own gettext."""
    gettext.bindtextdomain(_DOMAIN, str(resources() / "locale"))
    gettext.textdomain(_DOMAIN)
    os.environ["LANGUAGE"] = _Active.language.value


def language() -> Language:
    """The language in force."""
    return _Active.language


def _(message: str) -> str:
    """The message in the user's language."""
    return _Active.catalogue.gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """The message that fits the number; fill {n} with `.format(n=…)`."""
    return _Active.catalogue.ngettext(singular, plural, number)


def pgettext(context: str, message: str) -> str:
    """The message in the user's language where the same English means two things."""
    return _Active.catalogue.pgettext(context, message)


def N_(message: str) -> str:
    """Mark a constant for translation; `_` translates it where it is shown."""
    return message


def format_date(day: date, style: DateStyle = "long") -> str:
    """A date in words: full (jeudi 26 novembre 2026), long, medium (26 nov. 2026), short (26/11/2026)."""
    if style == "short":
        return day.strftime("%d/%m/%Y")
    return format_day(day, str(dates.get_date_format(style, locale=_Active.locale).pattern))


def format_day(day: date, pattern: str) -> str:
    """A date by a Unicode pattern, e.g. "EEEE d MMMM" (jeudi 26 novembre) or "EEE d MMM" (jeu. 26 nov.)."""
    if day.day == 1 and _Active.language is Language.FRENCH:
        # French counts the first and numbers the others: 1er décembre, 2 décembre. CLDR does not know.
        pattern = re.sub(r"\bd\b", "'1er'", pattern)
    return str(dates.format_date(day, pattern, locale=_Active.locale))


def format_time(moment: time | datetime) -> str:
    """An hour as people write it: 14 h 30 in French, 14:30 in English."""
    if _Active.language is Language.FRENCH:
        minutes = f"{NARROW_SPACE}{moment.minute:02d}" if moment.minute else ""
        return f"{moment.hour}{NARROW_SPACE}h{minutes}"
    return f"{moment.hour}:{moment.minute:02d}"


def format_closing(moment: time | datetime) -> str:
    """The hour something ends at: midnight is the end of its day, 24 h in French, 24:00 in English."""
    if moment.hour or moment.minute:
        return format_time(moment)
    return f"24{NARROW_SPACE}h" if _Active.language is Language.FRENCH else "24:00"


def format_span(start_at: datetime, end_at: datetime) -> str:
    """The hours of something that starts and ends: « 9 h – 11 h »; the day is named when it ends on another."""
    if start_at.date() == (end_at - timedelta(minutes=1)).date():
        return f"{format_time(start_at)} – {format_closing(end_at)}"
    return f"{format_time(start_at)} – {format_day(end_at.date(), 'd MMM')} {format_time(end_at)}"


def format_duration(minutes: int) -> str:
    """A length of time in hours: « 2 h », « 7 h 30 »; « 2 140 h »."""
    hours, rest = divmod(minutes, 60)
    tail = f"{NARROW_SPACE}{rest:02d}" if rest else ""
    return f"{format_number(hours)}{NARROW_SPACE}h{tail}"


def format_hours(minutes: int) -> str:
    """A length of time to the nearest hour, where a great many are added up: « 2 140 h »."""
    return f"{format_number(round(minutes / 60))}{NARROW_SPACE}h"


def format_number(value: float) -> str:
    """A number with the language's separators."""
    return str(numbers.format_decimal(value, locale=_Active.locale))


def format_percent(share: float) -> str:
    """A share between 0 and 1 in percent, without decimals."""
    return str(numbers.format_percent(share, format=None, locale=_Active.locale))


def format_money(cents: int) -> str:
    """Euros from integer cents."""
    return str(numbers.format_currency(cents / 100, "EUR", locale=_Active.locale))
