"""Every text that is looked into, and every rule, has its words."""

import pytest

from coopdesk.domain.privacy import TO_VERIFY, Place, Rule
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import Language
from coopdesk.store.privacy import prose
from coopdesk.wording.personal_data import field_words, marks, rule_sentence

SEARCHED = [(one.table.name, column.name) for one in prose() for column in one.columns]


@pytest.mark.parametrize(("table", "column"), SEARCHED)
def test_every_searched_column_has_a_name(table: str, column: str) -> None:
    assert field_words(Place(table, column, (1,)))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("rule", Rule)
def test_a_rule_that_was_not_verified_says_so(rule: Rule, language: Language) -> None:
    i18n.start(language)
    plain = rule_sentence(rule)
    assert plain.endswith(".")
    if language is Language.ENGLISH:
        assert plain.startswith("To be verified: ") is (rule in TO_VERIFY)


@pytest.mark.parametrize("language", Language)
def test_the_marks_hold_no_more_than_a_number(language: Language) -> None:
    i18n.start(language)
    assert "12" in marks().contact.format(number=12)
    assert marks().text.startswith("[")
