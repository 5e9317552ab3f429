"""Every value of the domain has words, in both languages."""

import importlib
import pkgutil
from collections.abc import Iterator
from enum import StrEnum

import pytest

from coopdesk import domain
from coopdesk.domain.booking import BookingKind
from coopdesk.domain.operation import Operation
from coopdesk.domain.organisation import ContactRole, OrganisationKind
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import Language
from coopdesk.wording.labels import label


def _enumerations() -> Iterator[type[StrEnum]]:
    for module in pkgutil.iter_modules(domain.__path__):
        loaded = importlib.import_module(f"{domain.__name__}.{module.name}")
        for value in vars(loaded).values():
            if isinstance(value, type) and issubclass(value, StrEnum) and value.__module__ == loaded.__name__:
                yield value


MEMBERS = [member for kind in _enumerations() for member in kind]


def test_the_domain_has_enumerations() -> None:
    assert {type(member) for member in MEMBERS} >= {Operation, BookingKind, OrganisationKind}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("member", MEMBERS, ids=lambda member: f"{type(member).__name__}.{member.name}")
def test_every_member_has_a_label(member: StrEnum, language: Language) -> None:
    i18n.start(language)
    assert label(member).strip()


@pytest.mark.parametrize("kind", sorted(set(map(type, MEMBERS)), key=str))
def test_labels_tell_the_members_of_an_enumeration_apart(kind: type[StrEnum]) -> None:
    i18n.start(Language.FRENCH)
    assert len({label(member) for member in kind}) == len(kind)


def test_labels_are_those_of_the_house() -> None:
    i18n.start(Language.FRENCH)
    assert label(BookingKind.INTERNAL) == "Maison"
    assert label(BookingKind.DROP_IN) == "Permanence"
    assert label(Operation.LEND) == "prêter du matériel"
    assert label(ContactRole.OTHER) == label(OrganisationKind.OTHER) == "Autre"
