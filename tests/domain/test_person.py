"""A person is found in a text whatever the accents, the case, the order of the names and the form of the number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.domain.organisation import ContactDraft
from coopdesk.domain.person import Person, phone_key, without
from coopdesk.domain.text import fold


def contact(name: str = "", phone: str = "", email: str = "") -> ContactDraft:
    """A contact of some organisation."""
    return ContactDraft(organisation_id=1, name=name, phone=phone, email=email)


NADIA = Person([contact("Nadia Férrand", email="Nadia.Ferrand@exemple.fr", phone="01 99 00 00 13")])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Clés chez Nadia Férrand.", "Nadia Férrand"),
        ("Clés chez NADIA  FERRAND, au 3e", "NADIA  FERRAND"),
        ("voir Ferrand-Nadia", "Ferrand-Nadia"),
        ("e\u0301te\u0301 : Nadia Fe\u0301rrand passe", "Nadia Fe\u0301rrand"),
        ("écrire à nadia.ferrand@exemple.fr.", "nadia.ferrand@exemple.fr"),
        ("tél. 0199000013", "0199000013"),
        ("tél. 01.99.00.00.13 le soir", "01.99.00.00.13"),
        ("tél. +33 (0)1 99 00 00 13", "+33 (0)1 99 00 00 13"),
        ("tél. 0033 1 99 00 00 13", "0033 1 99 00 00 13"),
    ],
)
def test_a_person_is_surely_found(text: str, found: str) -> None:
    (spot,) = NADIA.spots(text)
    assert (text[spot.start : spot.end], spot.is_certain) == (found, True)


@pytest.mark.parametrize("text", ["Mme Férrand a la clé", "la famille FERRAND"])
def test_a_family_name_alone_may_be_anybody(text: str) -> None:
    (spot,) = NADIA.spots(text)
    assert not spot.is_certain


@pytest.mark.parametrize(
    "text",
    ["", "Nadia", "Nadia Ferrandi", "Ferrandine", "3301990000134", "01 99 00 00 130"],
)  # fmt: skip
def test_others_are_left_alone(text: str) -> None:
    assert [spot for spot in NADIA.spots(text) if spot.is_certain] == []


@pytest.mark.parametrize("text", ["xa.b@exemple.fr", "x.a.b@exemple.fr", "a.b@exemple.fr.org", "a.b@exemple.free"])
def test_an_address_inside_another_is_not_theirs(text: str) -> None:
    assert Person([contact(email="a.b@exemple.fr")]).spots(text) == ()


def test_capitals_show_the_family_name() -> None:
    person = Person([contact("Mme LE GALL Anne")])
    assert [spot.is_certain for spot in person.spots("Anne Le Gall, puis Gall, puis Anne")] == [True, False]


def test_one_name_alone_is_never_sure() -> None:
    assert [spot.is_certain for spot in Person([contact("Nadia")]).spots("Nadia passe")] == [False]


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        (contact("FERRAND Nadia"), True),
        (contact("Autre", email="NADIA.ferrand@exemple.fr"), True),
        (contact("Autre", phone="+33199000013"), True),
        (contact("Nadia"), False),
        (contact("Autre"), False),
    ],
)
def test_the_same_person_elsewhere(other: ContactDraft, is_same: bool) -> None:
    assert NADIA.is_same(other) is is_same


@pytest.mark.parametrize(
    ("typed", "key"),
    [("01 99 00 00 13", "0199000013"), ("+33 1 99 00 00 13", "0199000013"), ("+44 20 7946 0000", "442079460000"),
     ("12", ""), ("", "")],
)  # fmt: skip
def test_numbers_as_they_are_dialled(typed: str, key: str) -> None:
    assert phone_key(typed) == key


WORDS = st.text(st.characters(codec="utf-8", categories=["L", "M", "N", "P", "Zs"]), max_size=30)


@given(before=WORDS, after=WORDS)
def test_what_is_taken_out_is_gone_and_the_rest_stays(before: str, after: str) -> None:
    text = f"{before} Nadia Férrand {after}"
    spots = NADIA.spots(text)
    left = without(text, spots, "[effacé]")
    assert any(spot.is_certain for spot in spots)
    assert "nadia ferrand" not in fold(left)
    assert without(text, (), "[effacé]") == text.strip()
    assert NADIA.spots(left) == () or not NADIA.spots(left)[0].is_certain


@given(name=st.text(max_size=20), text=st.text(max_size=40))
def test_no_name_breaks_it_and_spots_are_in_order(name: str, text: str) -> None:
    spots = Person([contact(name, phone=name, email=name)]).spots(text)
    assert all(0 <= spot.start < spot.end <= len(text) for spot in spots)
    assert list(spots) == sorted(spots)
