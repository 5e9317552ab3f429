"""A recurrence is told as people say it, and shown raw where there are no words for it."""

from datetime import date

import pytest

from coopdesk.domain.recurrence_pattern import Pattern
from coopdesk.domain.recurrence_rule import Frequency, parse_rule
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import Language
from coopdesk.wording.recurrence import rule_words

THURSDAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("rule", "french", "english"),
    [
        ("FREQ=WEEKLY", "chaque jeudi", "every Thursday"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "chaque lundi et jeudi", "every Monday and Thursday"),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
            "une semaine sur deux, le lundi et le jeudi",
            "every other week, on Monday and Thursday",
        ),
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=MO", "toutes les 3 semaines, le lundi", "every 3 weeks, on Monday"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "du lundi au vendredi", "every day from Monday to Friday"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "tous les jours", "every day"),
        ("FREQ=DAILY;INTERVAL=2", "un jour sur deux", "every other day"),
        ("FREQ=MONTHLY;BYDAY=1TU,3TU", "chaque 1er et 3e mardi du mois", "every 1st and 3rd Tuesday of the month"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "le dernier vendredi du mois", "the last Friday of the month"),
        (
            "FREQ=MONTHLY;BYDAY=1TU,1TH",
            "le 1er mardi et le 1er jeudi du mois",
            "the 1st Tuesday and the 1st Thursday of the month",
        ),
        (
            "FREQ=MONTHLY;BYDAY=5MO",
            "chaque 5e lundi du mois (les mois sans 5e lundi sont sautés)",
            "every 5th Monday of the month (months without a 5th Monday are skipped)",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=31",
            "le 31 de chaque mois (les mois sans 31 sont sautés)",
            "day 31 of each month (months without day 31 are skipped)",
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=1", "le 1er de chaque mois", "the 1st of each month"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "le dernier jour de chaque mois", "the last day of each month"),
        ("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=5", "un mois sur deux, le 5", "every other month, on day 5"),
        ("FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=14", "chaque année le 14 juillet", "every year on 14 July"),
        (
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
            "chaque année le 29 février (les années sans 29 février sont sautées)",
            "every year on 29 February (years without a 29 February are skipped)",
        ),
        (
            "FREQ=YEARLY;BYMONTH=8;BYDAY=2SU",
            "chaque année en août, le 2e dimanche",
            "every year in August, the 2nd Sunday",
        ),
        ("FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31", "chaque année le 31/4", "every year on 31/4"),
        ("FREQ=WEEKLY;COUNT=12", "chaque jeudi, 12 fois", "every Thursday, 12 times"),
        ("FREQ=WEEKLY;UNTIL=20270630", "chaque jeudi, jusqu’au 30 juin 2027", "every Thursday, until 30 June 2027"),
        (
            "FREQ=WEEKLY;UNTIL=20270630T140000",
            "chaque jeudi, jusqu’au 30 juin 2027",
            "every Thursday, until 30 June 2027",
        ),
        (
            "FREQ=YEARLY;BYWEEKNO=20;COUNT=3",
            "selon la règle FREQ=YEARLY;BYWEEKNO=20;COUNT=3",
            "by the rule FREQ=YEARLY;BYWEEKNO=20;COUNT=3",
        ),
    ],
)
def test_a_rule_is_said(rule: str, french: str, english: str) -> None:
    parsed = parse_rule(rule)
    i18n.start(Language.ENGLISH)
    assert rule_words(parsed, THURSDAY) == english
    i18n.start(Language.FRENCH)
    assert rule_words(parsed, THURSDAY) == french


@pytest.mark.parametrize(
    ("rule", "french"),
    [
        ("FREQ=WEEKLY;COUNT=3", "chaque semaine, 3 fois"),
        ("FREQ=MONTHLY;INTERVAL=2", "un mois sur deux"),
        ("FREQ=WEEKLY;BYDAY=TH", "chaque jeudi"),
        ("FREQ=YEARLY;BYMONTH=7", "selon la règle FREQ=YEARLY;BYMONTH=7"),
    ],
)
def test_without_its_start_nothing_is_guessed(rule: str, french: str) -> None:
    i18n.start(Language.FRENCH)
    assert rule_words(parse_rule(rule)) == french


def test_a_pattern_and_picked_dates_are_said() -> None:
    i18n.start(Language.FRENCH)
    assert rule_words(Pattern(frequency=Frequency.WEEKLY, weekdays=(1,), count=4)) == "chaque mardi, 4 fois"
    assert rule_words(Pattern(frequency=None, picked=(THURSDAY,))) == "1 date choisie à la main"
    assert rule_words(None, picked=(THURSDAY, date(2026, 12, 1))) == "2 dates choisies à la main"
    with_one = rule_words(parse_rule("FREQ=WEEKLY"), THURSDAY, (THURSDAY,))
    assert with_one == "chaque jeudi, et 1 date choisie à la main"
