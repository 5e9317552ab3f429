"""The register of organisations and their contacts."""

from sqlalchemy import Connection

from coopdesk.domain import organisation as domain
from coopdesk.domain.listing import Sort, Window
from coopdesk.domain.operation import Operation
from coopdesk.domain.organisation import Contact, ContactDraft, Organisation, OrganisationDraft
from coopdesk.domain.text import cleaned, fold
from coopdesk.foundation.problems import Outcome, Problem, Refused, Saved, errors, refused, warnings
from coopdesk.services.desk import Desk
from coopdesk.store import organisations as store
from coopdesk.store import room_keys
from coopdesk.store.organisations import OrganisationFilter, OrganisationLine, OrganisationLinks

__all__ = ["OrganisationFilter", "OrganisationLine", "OrganisationLinks"]


def lines(desk: Desk, chosen: OrganisationFilter, sort: Sort | None, window: Window) -> list[OrganisationLine]:
    """A window of the list."""
    with desk.read() as connection:
        return store.lines(connection, chosen, sort, window)


def count(desk: Desk, chosen: OrganisationFilter) -> int:
    """How many organisations the filter leaves."""
    with desk.read() as connection:
        return store.count(connection, chosen)


def find(desk: Desk, text: str, limit: int = 12) -> list[OrganisationLine]:
    """The organisations whose words begin with what is typed, for a picker."""
    return lines(desk, OrganisationFilter(on=desk.today(), text=text), None, Window(0, limit))


def get(desk: Desk, organisation_id: int) -> Organisation | None:
    """One organisation."""
    with desk.read() as connection:
        return store.ORGANISATIONS.get(connection, organisation_id)


def names(desk: Desk) -> dict[int, str]:
    """Every organisation's name by key."""
    with desk.read() as connection:
        return store.names(connection)


def themes(desk: Desk) -> list[str]:
    """Every theme in use."""
    with desk.read() as connection:
        return store.themes(connection)


def links(desk: Desk, organisation_id: int) -> OrganisationLinks:
    """What hangs on an organisation."""
    with desk.read() as connection:
        return store.links(connection, organisation_id)


def check(desk: Desk, draft: OrganisationDraft, but: int | None = None) -> list[Problem]:
    """All that is wrong with a draft, duplicates included, for a form while it is typed in."""
    with desk.read() as connection:
        return _problems(desk, connection, domain.tidy(draft), but)


def _problems(desk: Desk, connection: Connection, draft: OrganisationDraft, but: int | None) -> list[Problem]:
    problems = domain.check(draft, desk.today())
    folded = fold(draft.name)
    others = store.same_identifiers(connection, siret=draft.siret, rna=draft.rna, name_folded=folded, but=but)
    for other in others:
        if draft.siret and other.siret == draft.siret:
            problems.append(Problem("siret", "duplicate_siret", {"name": other.name}))
        if draft.rna and other.rna == draft.rna:
            problems.append(Problem("rna", "duplicate_rna", {"name": other.name}))
        if other.name_folded == folded:
            problems.append(Problem("name", "duplicate_name", {"name": other.name}, is_warning=True))
    return problems


def add(desk: Desk, draft: OrganisationDraft) -> Outcome:
    """Add an organisation."""
    draft = domain.tidy(draft)
    with desk.write(Operation.ADD_ORGANISATION) as unit:
        problems = _problems(desk, unit.connection, draft, None)
        if wrong := errors(problems):
            return Refused(wrong)
        organisation_id = store.ORGANISATIONS.add(unit.connection, draft)
        unit.commit(organisation_id, draft.name)
    return Saved(organisation_id, warnings(problems))


def edit(desk: Desk, organisation_id: int, draft: OrganisationDraft) -> Outcome:
    """Change an organisation."""
    draft = domain.tidy(draft)
    with desk.write(Operation.EDIT_ORGANISATION) as unit:
        if not store.ORGANISATIONS.has(unit.connection, organisation_id):
            return refused("", "organisation_unknown", name="")
        problems = _problems(desk, unit.connection, draft, organisation_id)
        if wrong := errors(problems):
            return Refused(wrong)
        store.ORGANISATIONS.replace(unit.connection, organisation_id, draft)
        unit.commit(organisation_id, draft.name)
    return Saved(organisation_id, warnings(problems))


def delete(desk: Desk, organisation_id: int) -> Outcome:
    """Delete an organisation and its contacts; refused while bookings, loans, equipment or keys hang on it, or actions.

    A key that came back hangs on it too: who had it stays known.
    """
    with desk.write(Operation.DELETE_ORGANISATION) as unit:
        organisation = store.ORGANISATIONS.get(unit.connection, organisation_id)
        if organisation is None:
            return refused("", "organisation_unknown", name="")
        hanging = store.links(unit.connection, organisation_id)
        if any(hanging):
            return refused("", "organisation_in_use", **hanging._asdict())
        store.ORGANISATIONS.delete(unit.connection, organisation_id)
        unit.commit(organisation_id, organisation.name)
    return Saved(organisation_id)


def contacts(desk: Desk, organisation_id: int) -> list[Contact]:
    """The contacts of an organisation."""
    with desk.read() as connection:
        return store.contacts_of(connection, organisation_id)


def add_contact(desk: Desk, draft: ContactDraft) -> Outcome:
    """Add a contact to an organisation."""
    draft = cleaned(draft)
    problems = domain.check_contact(draft, desk.today())
    if wrong := errors(problems):
        return Refused(wrong)
    with desk.write(Operation.ADD_CONTACT) as unit:
        if not store.ORGANISATIONS.has(unit.connection, draft.organisation_id):
            return refused("", "organisation_unknown", name="")
        contact_id = store.CONTACTS.add(unit.connection, draft)
        unit.commit(draft.organisation_id, draft.name)
    return Saved(contact_id, warnings(problems))


def edit_contact(desk: Desk, contact_id: int, draft: ContactDraft) -> Outcome:
    """Change a contact."""
    draft = cleaned(draft)
    problems = domain.check_contact(draft, desk.today())
    if wrong := errors(problems):
        return Refused(wrong)
    with desk.write(Operation.EDIT_CONTACT) as unit:
        former = store.CONTACTS.get(unit.connection, contact_id)
        if former is None:
            return refused("", "contact_unknown")
        if former.erased_on is not None:
            return refused("", "contact_erased")
        if not store.ORGANISATIONS.has(unit.connection, draft.organisation_id):
            return refused("", "organisation_unknown", name="")
        store.CONTACTS.replace(unit.connection, contact_id, draft)
        unit.commit(draft.organisation_id, draft.name)
    return Saved(contact_id, warnings(problems))


def delete_contact(desk: Desk, contact_id: int) -> Outcome:
    """Delete a contact; refused while they hold a key."""
    with desk.write(Operation.DELETE_CONTACT) as unit:
        contact = store.CONTACTS.get(unit.connection, contact_id)
        if contact is None:
            return refused("", "contact_unknown")
        if held := room_keys.held_by(unit.connection, contact_id):
            return refused("", "contact_holds_key", name=contact.name, key=held[0].key)
        store.CONTACTS.delete(unit.connection, contact_id)
        unit.commit(contact.organisation_id, contact.name)
    return Saved(contact_id)
