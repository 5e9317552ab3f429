"""Why a date is skipped is said in the user's language."""

import pytest

from coopdesk.domain.bank_holidays import BankDay
from coopdesk.domain.calendars import Reason, ReasonCode, SchoolBreak
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import Language
from coopdesk.foundation.problems import Problem
from coopdesk.wording.calendars import reason_words
from coopdesk.wording.sentences import sentence


@pytest.mark.parametrize(
    ("reason", "french"),
    [
        (Reason(ReasonCode.BANK_HOLIDAY, BankDay.ASCENSION), "Ascension (jour férié)"),
        (Reason(ReasonCode.SCHOOL_HOLIDAY, SchoolBreak.CHRISTMAS), "Vacances de Noël"),
        (Reason(ReasonCode.SCHOOL_HOLIDAY, SchoolBreak.OTHER, "Vacances de Carnaval"), "Vacances de Carnaval"),
        (Reason(ReasonCode.NO_SCHOOL_HOLIDAY), "Hors vacances scolaires"),
        (Reason(ReasonCode.CALENDAR_UNKNOWN), "Calendrier scolaire pas encore connu"),
    ],
)
def test_a_reason_is_said(reason: Reason, french: str) -> None:
    i18n.start(Language.FRENCH)
    assert reason_words(reason) == french


def test_an_hour_that_does_not_exist_is_said() -> None:
    i18n.start(Language.FRENCH)
    said = sentence(Problem("starts_at", "clocks_skip", {"moment": "2027-03-28T02:30"})).replace("\u202f", " ")
    assert said == "2 h 30 n’existe pas le 28 mars 2027 : on avance les horloges. Veuillez choisir une autre heure."
