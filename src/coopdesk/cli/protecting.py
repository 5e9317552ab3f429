"""`coopdesk password`: set, changed, or taken off."""

from argparse import Namespace

from coopdesk.cli import passwords
from coopdesk.cli.files import writing
from coopdesk.cli.output import Refusal, complain, write
from coopdesk.domain import password as domain
from coopdesk.foundation import preferences
from coopdesk.foundation.i18n import _, ngettext
from coopdesk.services import password
from coopdesk.services.password import Switched
from coopdesk.wording.sentences import error_sentence, sentence


def run(options: Namespace) -> int:
    """Encrypt a house's file, or make it plain again; it is backed up as it is first."""
    former = passwords.present(options.file) if password.is_needed(options.file) else ""
    key = password.unlock(options.file, former) if former else None
    folder = preferences.load().chosen_backup_folder
    with writing(options.file, key) as desk:
        if options.remove:
            if not former:
                raise Refusal(_("This file has no password."))
            switched = password.remove_password(desk, former, folder)
            write(_("The file can be read without a password now; backups made so far keep theirs."))
            return _end(switched)
        wanted, again = passwords.new(options.file)
        for problem in domain.check(wanted, again):
            raise Refusal(sentence(problem))
        if former:
            switched = password.change_password(desk, former, wanted, folder)
        else:
            switched = password.set_password(desk, wanted, folder)
    write(_("The file opens with the new password only. Nobody can open it without, so keep it in a safe."))
    number = len(switched.older)
    write(
        ngettext(
            "{n} backup still opens as before: {path}",
            "{n} backups still open as before; the last of them: {path}",
            number,
        ).format(n=number, path=switched.replaced.backup.path)
    )
    return _end(switched)


def _end(switched: Switched) -> int:
    if switched.replaced.trouble is not None:
        complain(error_sentence(switched.replaced.trouble))
    return 0
