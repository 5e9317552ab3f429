"""Partner organisations (structures) and their contacts."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from coopdesk.domain import identifiers
from coopdesk.domain.text import clean, cleaned
from coopdesk.foundation.problems import Problem

INSURANCE_NOTICE = timedelta(days=30)
"""How long before its end an insurance certificate is asked for again (screens.md, Accueil)."""


class OrganisationKind(StrEnum):
    """What sort of body it is; a collective of inhabitants has no identifier and needs none."""

    ASSOCIATION = "association"
    INFORMAL_GROUP = "informal_group"
    NEIGHBOURHOOD_COMPANY = "neighbourhood_company"
    LANDLORD = "landlord"
    LOCAL_AUTHORITY = "local_authority"
    SCHOOL = "school"
    COMPANY = "company"
    OTHER = "other"


class ContactRole(StrEnum):
    """What a person does in the organisation."""

    CHAIR = "chair"
    TREASURER = "treasurer"
    SECRETARY = "secretary"
    COORDINATOR = "coordinator"
    KEY_HOLDER = "key_holder"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDraft:
    """An organisation as it is typed in; `themes` are free words, in order."""

    name: str
    short_name: str = ""
    kind: OrganisationKind = OrganisationKind.ASSOCIATION
    purpose: str = ""
    rna: str = ""
    siren: str = ""
    siret: str = ""
    priority_district: str = ""
    address: str = ""
    postcode: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""
    federation: str = ""
    members: int | None = None
    volunteers: int | None = None
    declared_on: date | None = None
    charter_signed_on: date | None = None
    republican_commitment_signed_on: date | None = None
    agreement_ends_on: date | None = None
    insurance_company: str = ""
    insurance_policy: str = ""
    insurance_ends_on: date | None = None
    notes: str = ""
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(OrganisationDraft):
    """An organisation of the register."""

    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDraft:
    """A person to reach in an organisation; only what is needed to reach them (RGPD: minimisation)."""

    organisation_id: int
    name: str
    role: ContactRole = ContactRole.OTHER
    phone: str = ""
    email: str = ""
    source: str = ""
    collected_on: date | None = None
    informed_on: date | None = None
    confirmed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(ContactDraft):
    """A contact of the register; once erased only its number is left."""

    id: int
    erased_on: date | None = None


class PaperState(StrEnum):
    """How one of an organisation's papers stands on a given day."""

    VALID = "valid"
    ENDING = "ending"
    ENDED = "ended"
    ABSENT = "absent"


def paper_state(ends_on: date | None, on: date) -> PaperState:
    """How a paper stands on a day; it is good on its last day."""
    if ends_on is None:
        return PaperState.ABSENT
    if ends_on < on:
        return PaperState.ENDED
    return PaperState.ENDING if ends_on <= on + INSURANCE_NOTICE else PaperState.VALID


def tidy(draft: OrganisationDraft) -> OrganisationDraft:
    """The draft as it is stored: texts trimmed, identifiers compacted, the SIREN taken from the SIRET."""
    draft = cleaned(draft)
    siret = identifiers.compact(draft.siret)
    siren = identifiers.compact(draft.siren) or (siret[:9] if len(siret) == 14 else "")
    themes = dict.fromkeys(theme for theme in map(clean, draft.themes) if theme)
    return replace(
        draft,
        name=" ".join(draft.name.split()),
        rna=identifiers.compact(draft.rna),
        siren=siren,
        siret=siret,
        priority_district=identifiers.compact(draft.priority_district),
        postcode=identifiers.compact(draft.postcode),
        themes=tuple(themes),
    )


def check(draft: OrganisationDraft, today: date) -> list[Problem]:
    """All that is wrong with a tidied draft; warnings do not prevent saving."""
    problems: list[Problem] = []
    if not draft.name:
        problems.append(Problem("name", "required"))
    problems += identifiers.check_rna(draft.rna)
    problems += identifiers.check_siret(draft.siret)
    problems += identifiers.check_siren(draft.siren)
    if draft.siret and draft.siren and not draft.siret.startswith(draft.siren):
        problems.append(Problem("siren", "siren_differs_from_siret"))
    problems += identifiers.check_district(draft.priority_district)
    problems += identifiers.check_postcode(draft.postcode)
    problems += check_reach(draft.phone, draft.email)
    problems += [
        Problem(name, "negative_count")
        for name, count in (("members", draft.members), ("volunteers", draft.volunteers))
        if count is not None and count < 0
    ]
    for name, day in (
        ("charter_signed_on", draft.charter_signed_on),
        ("republican_commitment_signed_on", draft.republican_commitment_signed_on),
        ("declared_on", draft.declared_on),
    ):
        if day is not None and day > today:
            problems.append(Problem(name, "date_in_future"))
    return problems


def check_contact(draft: ContactDraft, today: date) -> list[Problem]:
    """All that is wrong with a contact."""
    problems = [] if draft.name else [Problem("name", "required")]
    problems += check_reach(draft.phone, draft.email)
    problems += [
        Problem(name, "date_in_future")
        for name, day in (
            ("collected_on", draft.collected_on),
            ("informed_on", draft.informed_on),
            ("confirmed_on", draft.confirmed_on),
        )
        if day is not None and day > today
    ]
    return problems


def check_reach(phone: str, email: str) -> list[Problem]:
    """Warn about a telephone or an e-mail address that cannot be right."""
    problems = []
    digits = "".join(c for c in phone if c.isdigit() or c == "+")
    is_french = (len(digits) == 10 and digits.startswith("0")) or (len(digits) == 12 and digits.startswith("+33"))
    if phone and not is_french:
        problems.append(Problem("phone", "phone_form", is_warning=True))
    local, at, domain = email.partition("@")
    if email and not (local and at and "." in domain and " " not in email):
        problems.append(Problem("email", "email_form", is_warning=True))
    return problems
