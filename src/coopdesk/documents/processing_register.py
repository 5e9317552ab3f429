"""« Fiche de registre » and « mention d'information »: what the house does with personal data, ready to print."""

from pathlib import Path
from typing import BinaryIO

from coopdesk.documents import rendering
from coopdesk.documents.layout import Column, Document, TextRole
from coopdesk.documents.letterhead import opened
from coopdesk.documents.personal_data import whom_to_ask
from coopdesk.domain.house import House
from coopdesk.domain.privacy import ProcessingRegister, Rule
from coopdesk.foundation.i18n import _, format_number, ngettext
from coopdesk.wording.personal_data import rule_sentence


def render_sheet(register: ProcessingRegister, target: Path | BinaryIO) -> None:
    """Write the register sheet as PDF: whole or not at all when the target is a path."""
    rendering.write(compose_sheet(register), target)


def render_notice(register: ProcessingRegister, target: Path | BinaryIO) -> None:
    """Write the information notice as PDF: whole or not at all when the target is a path."""
    rendering.write(compose_notice(register), target)


def compose_sheet(register: ProcessingRegister) -> Document:
    """The register sheet, not yet drawn."""
    document = opened(
        register.house,
        _("Register sheet: the contacts of partner associations"),
        _("Internal document"),
        register.edited_on,
    )
    document.heading(_("The processing"))
    _write_table(document, _processing_rows(register.house))
    document.heading(_("How long it is kept"))
    _write_table(document, _period_rows(register.house))
    document.heading(_("How it is protected"))
    document.bullets(_protection(register))
    document.heading(_("Where the house stands"))
    document.bullets(_state(register))
    document.heading(_("What the house must do"))
    document.bullets(
        rule_sentence(rule)
        for rule in (Rule.RIGHTS, Rule.ANSWER_DELAY, Rule.BREACH_DELAY, Rule.REGISTER_DUTY, Rule.SENSITIVE_DATA)
    )
    document.paragraph(
        _("What is marked “To be verified” has not been read in a text of law: have it checked before relying on it."),
        TextRole.NOTE,
    )
    return document


def compose_notice(register: ProcessingRegister) -> Document:
    """The information notice, not yet drawn."""
    house = register.house
    document = opened(register.house, _("Your details at the house"), _("Information notice"), register.edited_on)
    for paragraph in (
        _(
            "{house} keeps the name, the role, the telephone number and the e-mail address of the people who "
            "represent an association, in order to reach them about rooms, equipment and joint actions."
        ).format(house=house.name),
        _("Only the team of the house reads them. They are neither sold nor passed on."),
        _("They are kept for {n} months after the last activity of the association, then made anonymous.").format(
            n=house.contact_retention
        ),
        rule_sentence(Rule.RIGHTS),
        _("To use these rights, write to: {whom}.").format(whom=whom_to_ask(house)),
    ):
        document.paragraph(paragraph)
    return document


def _write_table(document: Document, rows: tuple[tuple[str, str], ...]) -> None:
    document.table((_("Heading"), _("In this house")), rows, (Column(1), Column(3)))


def _processing_rows(house: House) -> tuple[tuple[str, str], ...]:
    return (
        (_("Who is responsible"), whom_to_ask(House(name=house.name, email=house.email, phone=house.phone))),
        (_("Who answers for personal data"), house.privacy_lead or _("not named yet: see the settings")),
        (
            _("What it is for"),
            _(
                "Reach the people of the associations that use the house; book rooms, lend equipment, run joint "
                "actions; draw up summaries, without any name."
            ),
        ),
        (_("Legal basis"), rule_sentence(Rule.LEGAL_BASIS)),
        (_("Who it is about"), _("People who represent an association or another organisation.")),
        (
            _("What is kept"),
            _(
                "Name, role, telephone number, e-mail address; where they come from; when they were collected, the "
                "person informed, the details confirmed. Free notes, to be kept to what is needed."
            ),
        ),
        (
            _("What is not kept"),
            _("Birth date, bank details, photographs, religion, opinions, health; no list of residents: only counts."),
        ),
        (
            _("Who reads it"),
            _("The team of the house, on its own computer. Nothing is passed on."),
        ),
    )


def _period_rows(house: House) -> tuple[tuple[str, str], ...]:
    def months(number: int) -> str:
        return ngettext("{n} month", "{n} months", number).format(n=format_number(number))

    return (
        (
            _("Contacts"),
            _("{period} after the last activity of the organisation. {source}").format(
                period=months(house.contact_retention), source=rule_sentence(Rule.CONTACT_RETENTION)
            ),
        ),
        (
            _("Agreements and loan slips"),
            f"{months(house.papers_retention)}. {rule_sentence(Rule.PAPERS_RETENTION)}",
        ),
        (_("Papers of grants"), rule_sentence(Rule.GRANT_PAPERS)),
    )


def _protection(register: ProcessingRegister) -> tuple[str, ...]:
    password = (
        _("The file is encrypted with a password.")
        if register.is_encrypted
        else _("The file has no password: whoever can use the computer can read it.")
    )
    return (
        _("One file on the house’s own computer; the program sends nothing over the network."),
        password,
        _("Dated backups; the oldest are deleted after twelve months, and with them whoever was erased meanwhile."),
        _("A journal says when somebody’s data was handed out or erased, without saying whose."),
    )


def _state(register: ProcessingRegister) -> tuple[str, ...]:
    contacts, erased = register.contacts, register.erased
    counted = (
        (contacts, ngettext("{n} contact is kept.", "{n} contacts are kept.", contacts)),
        (erased, ngettext("{n} contact was erased.", "{n} contacts were erased.", erased)),
        (
            register.without_source,
            ngettext(
                "Of {n} contact it is not noted where the details come from.",
                "Of {n} contacts it is not noted where the details come from.",
                register.without_source,
            ),
        ),
        (
            register.not_informed,
            ngettext(
                "Of {n} contact it is not noted that the person was informed.",
                "Of {n} contacts it is not noted that the person was informed.",
                register.not_informed,
            ),
        ),
    )
    return tuple(words.format(n=format_number(number)) for number, words in counted)
