"""Tables about people, for a spreadsheet: what is held on one of them, and who has given no sign for long."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from coopdesk.domain.privacy import IdleContact, PersonalData
from coopdesk.exchange.writing import write_table
from coopdesk.foundation.i18n import _
from coopdesk.wording.labels import label
from coopdesk.wording.personal_data import handed_words, key_facts, mention_words


def write_person(data: PersonalData, target: Path) -> None:
    """Write all that is held on a person, a line for each thing: whole or not at all."""
    rows: list[tuple[str, str, str]] = []
    for held in data.contacts:
        contact = held.contact
        where = _("Contact of “{organisation}”").format(organisation=held.organisation)
        facts = (
            (_("Name"), contact.name),
            (_("Role"), label(contact.role)),
            (_("Telephone"), contact.phone),
            (_("E-mail"), contact.email),
            (_("Where these details come from"), contact.source),
            (_("Collected on"), _day(contact.collected_on)),
            (_("Informed on"), _day(contact.informed_on)),
            (_("Confirmed on"), _day(contact.confirmed_on)),
        )
        rows += [(where, name, value) for name, value in facts if value]
    for key in data.keys:
        known = [(what, _day(fact) if isinstance(fact, date) else fact) for what, fact in key_facts(key)]
        rows += [(handed_words(key), what, fact) for what, fact in known]
    rows += [(mention_words(mention), _("What it says"), mention.text) for mention in data.mentions]
    write_table((_("Where"), _("What"), _("Text")), rows, target)


def write_idle(contacts: Iterable[IdleContact], target: Path) -> None:
    """Write the contacts that have given no sign: whole or not at all."""
    headings = (_("No."), _("Name"), _("Organisation"), _("Last activity"), _("Confirmed on"), _("Collected on"))
    rows = [
        (
            str(one.id),
            one.name,
            one.organisation,
            _day(one.last_activity),
            _day(one.confirmed_on),
            _day(one.collected_on),
        )
        for one in contacts
    ]
    write_table(headings, rows, target)


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
