"""« Fiche de secours »: the password of the file on paper, for the house's safe."""

from pathlib import Path
from typing import BinaryIO

from coopdesk.documents import rendering
from coopdesk.documents.layout import Cell, Column, Document, TextRole
from coopdesk.documents.letterhead import opened
from coopdesk.domain.house import House
from coopdesk.domain.password import CharacterKind, Recovery, spelled
from coopdesk.foundation.i18n import _, format_date, pgettext


def render(recovery: Recovery, house: House, target: Path | BinaryIO) -> None:
    """Write the sheet as PDF: whole or not at all when the target is a path."""
    rendering.write(compose(recovery, house), target)


def compose(recovery: Recovery, house: House) -> Document:
    """The sheet, not yet drawn."""
    document = opened(
        house,
        _("Recovery sheet"),
        _("Confidential: keep in the safe"),
        recovery.set_on,
        (_("The password of the file {file}").format(file=recovery.file_name),),
    )
    document.heading(_("The password"))
    document.table(
        (_("Password set on {day}").format(day=format_date(recovery.set_on)),),
        [(Cell(recovery.passphrase, is_strong=True),)],
        (Column(1),),
    )
    document.heading(_("The same, character by character"))
    document.table(
        (_("No."), _("Character")),
        [
            (str(number), _said(character, kind))
            for number, (character, kind) in enumerate(spelled(recovery.passphrase), 1)
        ],
        (Column(1), Column(5)),
    )
    document.heading(_("What to know"))
    document.bullets(
        (
            _("Without this password nobody can read the file, nor its backups: not even those who made coopdesk."),
            _("The backups made since this day open with this password; older ones with the one they were made under."),
            _("Print this sheet once, put it away under lock and key, and delete the file it was printed from."),
            _("When the password changes, print a new sheet; keep this one as long as old backups are kept."),
        )
    )
    document.paragraph(_("To open the file: start coopdesk, choose the file, type the password."), TextRole.NOTE)
    return document


def _said(character: str, kind: CharacterKind) -> str:
    words = {
        CharacterKind.LOWER: _("small letter {character}"),
        CharacterKind.UPPER: _("capital letter {character}"),
        CharacterKind.DIGIT: _("digit {character}"),
        CharacterKind.SPACE: pgettext("character", "space"),
        CharacterKind.SIGN: _("sign {character}"),
    }
    return words[kind].format(character=character)
