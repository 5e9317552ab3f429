"""The house's own sheet."""

from dataclasses import replace

from coopdesk.domain import house
from coopdesk.domain.house import House
from coopdesk.foundation.problems import Problem

HOUSE = House(name="Maison de quartier des Tilleuls")


def test_a_house_has_a_name() -> None:
    assert house.check(HOUSE) == []
    assert house.check(replace(HOUSE, name="")) == [Problem("name", "required")]


def test_nothing_is_kept_for_less_than_a_month() -> None:
    assert house.check(replace(HOUSE, contact_retention=1, papers_retention=1)) == []
    assert house.check(replace(HOUSE, contact_retention=0)) == [Problem("contact_retention", "retention_positive")]
    assert house.check(replace(HOUSE, papers_retention=0)) == [Problem("papers_retention", "retention_positive")]
