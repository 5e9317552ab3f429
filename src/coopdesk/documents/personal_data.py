"""« Droit d'accès »: all that is held on a person, to be handed to them."""

from datetime import date
from pathlib import Path
from typing import BinaryIO

from coopdesk.documents import rendering
from coopdesk.documents.layout import Document, TextRole
from coopdesk.documents.letterhead import opened
from coopdesk.domain.house import House
from coopdesk.domain.privacy import HeldContact, Mention, PersonalData, Rule
from coopdesk.domain.room_key import HandoverLine
from coopdesk.foundation.i18n import _, format_date
from coopdesk.wording.labels import label
from coopdesk.wording.personal_data import handed_words, key_facts, mention_words, rule_sentence


def render(data: PersonalData, target: Path | BinaryIO) -> None:
    """Write it as PDF: whole or not at all when the target is a path."""
    rendering.write(compose(data), target)


def compose(data: PersonalData) -> Document:
    """The document, not yet drawn."""
    document = opened(
        data.house,
        _("What we hold on you"),
        _("Personal: hand it to this person only"),
        data.edited_on,
        (", ".join(dict.fromkeys(one.contact.name for one in data.contacts)),),
    )
    _write_contacts(document, data.contacts)
    _write_keys(document, data.keys)
    _write_mentions(document, data.mentions)
    _write_rights(document, data.house)
    return document


def _write_contacts(document: Document, contacts: tuple[HeldContact, ...]) -> None:
    document.heading(_("In our register of contacts"))
    for held in contacts:
        contact = held.contact
        days = (contact.collected_on, contact.informed_on, contact.confirmed_on)
        collected, informed, confirmed = ("" if day is None else format_date(day) for day in days)
        document.entry(
            _("{name}, at {organisation}").format(name=contact.name, organisation=held.organisation),
            (label(contact.role), _("contact no. {number}").format(number=contact.id)),
            (
                (_("Telephone"), contact.phone),
                (_("E-mail"), contact.email),
                (_("Where these details come from"), contact.source),
                (_("Collected on"), collected),
                (_("Informed on"), informed),
                (_("Confirmed on"), confirmed),
            ),
        )


def _write_keys(document: Document, keys: tuple[HandoverLine, ...]) -> None:
    if not keys:
        return
    document.heading(_("Keys and badges you were handed"))
    for one in keys:
        facts = [(what, format_date(fact) if isinstance(fact, date) else fact) for what, fact in key_facts(one)]
        document.entry(handed_words(one), (), tuple(facts))


def _write_mentions(document: Document, mentions: tuple[Mention, ...]) -> None:
    document.heading(_("Elsewhere in our file"))
    if not mentions:
        document.paragraph(_("Neither your name, your e-mail address nor your telephone number stands anywhere else."))
        return
    document.paragraph(_("These texts hold your name, your e-mail address or your telephone number."))
    for mention in mentions:
        aside = () if mention.subject is None else (label(mention.subject),)
        document.entry(mention_words(mention), aside, ((_("What it says"), mention.text),))


def _write_rights(document: Document, house: House) -> None:
    document.heading(_("What it is for, and your rights"))
    document.bullets(
        (
            _("These details serve to reach the people of the associations that use the house."),
            _("They are kept for {n} months after the last activity of the association.").format(
                n=house.contact_retention
            ),
            rule_sentence(Rule.RIGHTS),
            _("To use these rights, write to: {whom}.").format(whom=whom_to_ask(house)),
        )
    )
    document.paragraph(
        _("The house’s own paper files and the e-mails it received are not part of this document."), TextRole.NOTE
    )


def whom_to_ask(house: House) -> str:
    """Whom people turn to about their data, and how."""
    return ", ".join(part for part in (house.privacy_lead or house.name, house.email, house.phone) if part)
