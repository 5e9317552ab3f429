"""What a person may ask of the house, and what the house owes them: access, erasure, and not being kept for ever."""

from sqlalchemy import Connection

from coopdesk.domain import privacy as domain
from coopdesk.domain.operation import Operation
from coopdesk.domain.person import Person
from coopdesk.domain.privacy import (
    ErasureDraft,
    ErasurePlan,
    HeldContact,
    Hindrance,
    IdleContact,
    PersonalData,
    ProcessingRegister,
)
from coopdesk.foundation.problems import Outcome, Problem, Refused, Saved, refused
from coopdesk.services.desk import Desk
from coopdesk.store import house, room_keys
from coopdesk.store import privacy as store


def same_person(desk: Desk, contact_id: int) -> tuple[HeldContact, ...]:
    """A contact, then those who may be the same person: people decide; nothing when it is gone or erased."""
    with desk.read() as connection:
        held = _live(store.held(connection, [contact_id]))
        return store.same_person(connection, held[0]) if held else ()


def live(desk: Desk, contact_ids: tuple[int, ...]) -> tuple[HeldContact, ...]:
    """These contacts, without those that are gone or erased."""
    with desk.read() as connection:
        return _live(store.held(connection, contact_ids))


def personal_data(desk: Desk, contact_ids: tuple[int, ...], namesakes: tuple[int, ...] = ()) -> PersonalData:
    """All that is held on the person of these contacts; `namesakes` were offered and are somebody else."""
    with desk.read() as connection:
        held = _live(store.held(connection, contact_ids))
        found = store.mentions(connection, _person(held), {*contact_ids, *namesakes})
        keys = room_keys.handed_to(connection, [one.contact.id for one in held])
        return PersonalData(house.read(connection), desk.today(), held, found, tuple(keys))


def note_access(desk: Desk, contact_id: int) -> Outcome:
    """Note in the journal that somebody's data was handed out: when, never whose."""
    with desk.write(Operation.EXPORT_CONTACT) as unit:
        held = store.held(unit.connection, [contact_id])
        if not held:
            return refused("", "contact_unknown")
        unit.commit(held[0].contact.organisation_id)
    return Saved(contact_id)


def plan_erasure(desk: Desk, contact_ids: tuple[int, ...], namesakes: tuple[int, ...] = ()) -> ErasurePlan:
    """What erasing these contacts would take, what holds it up, and what stays."""
    with desk.read() as connection:
        held = _live(store.held(connection, contact_ids))
        return ErasurePlan(
            contacts=held,
            hindrances=tuple(_hindrances(desk, connection, held)),
            mentions=store.mentions(connection, _person(held), {*contact_ids, *namesakes}),
            kept=store.kept(connection, {one.contact.organisation_id for one in held}),
            backups_until=domain.backups_until(desk.today()),
        )


def erase(desk: Desk, draft: ErasureDraft) -> Outcome:
    """Make these contacts nobody's, and take the person out of the texts chosen: for good, the undo log emptied.

    Warns erasure_not_compacted when the disk refused to write the file anew: what former changes left in it may stay.
    """
    with desk.write(Operation.ERASE_CONTACT) as unit:
        connection = unit.connection
        held = _live(store.held(connection, draft.contact_ids))
        if not held or len(held) != len(set(draft.contact_ids)):
            return refused("", "contact_unknown")
        waiting = [
            one.problem for one in _hindrances(desk, connection, held) if not (one.can_be_settled and draft.is_settled)
        ]
        if waiting:
            return Refused(tuple(waiting))
        store.zero_what_is_freed(connection)
        person = _person(held)
        for one in held:
            name = draft.marks.contact.format(number=one.contact.id)
            store.anonymise(connection, one.contact.id, name, desk.today())
        for place in draft.places:
            store.take_out(connection, person, place, draft.marks.text)
        store.merge_search(connection)
        unit.commit(held[0].contact.organisation_id)
        if not store.compact(connection):
            return Saved(held[0].contact.id, (Problem("", "erasure_not_compacted", is_warning=True),))
    return Saved(held[0].contact.id)


def idle_contacts(desk: Desk) -> list[IdleContact]:
    """The contacts of organisations that have given no sign for as long as contacts are kept."""
    today = desk.today()
    with desk.read() as connection:
        since = domain.months_before(today, house.read(connection).contact_retention)
        return store.idle_contacts(connection, today, since)


def processing_register(desk: Desk) -> ProcessingRegister:
    """What the register sheet and the information notice are filled with."""
    with desk.read() as connection:
        return ProcessingRegister(
            house.read(connection),
            desk.today(),
            *store.figures(connection),
            is_encrypted=store.is_encrypted(connection),
        )


def _live(held: tuple[HeldContact, ...]) -> tuple[HeldContact, ...]:
    return tuple(one for one in held if one.contact.erased_on is None)


def _person(held: tuple[HeldContact, ...]) -> Person:
    return Person(one.contact for one in held)


def _hindrances(desk: Desk, connection: Connection, held: tuple[HeldContact, ...]) -> list[Hindrance]:
    leaving = [one.contact.id for one in held]
    papers_retention = house.read(connection).papers_retention
    with_keys = [
        domain.key_out(one, held_key.key) for one in held for held_key in room_keys.held_by(connection, one.contact.id)
    ]
    return with_keys + [
        hindrance
        for one in held
        if store.is_only_contact(connection, one, leaving)
        for hindrance in domain.hindrances(
            one, store.loan_duties(connection, one.contact.organisation_id), desk.today(), papers_retention
        )
    ]
