"""The house's own sheet."""

from dataclasses import replace

import pytest

from coopdesk.domain import house
from coopdesk.domain.house import House
from coopdesk.foundation.problems import Problem

HOUSE = House(name="Maison de quartier des Tilleuls")


def test_a_house_has_a_name() -> None:
    assert house.check(HOUSE) == []
    assert house.check(replace(HOUSE, name="")) == [Problem("name", "required")]


@pytest.mark.parametrize("field", ["contact_retention", "papers_retention"])
def test_nothing_is_kept_for_less_than_a_month(field: str) -> None:
    assert house.check(replace(HOUSE, **{field: 1})) == []
    assert house.check(replace(HOUSE, **{field: 0})) == [Problem(field, "retention_positive")]
