"""`coopdesk backup` and `coopdesk restore`: a copy made and read back, a copy put back."""

from argparse import Namespace
from datetime import datetime
from pathlib import Path

from coopdesk.cli import passwords
from coopdesk.cli.files import reading, writing
from coopdesk.cli.output import complain, write, write_json
from coopdesk.domain.listing import Subject
from coopdesk.foundation import preferences
from coopdesk.foundation.i18n import _, format_number
from coopdesk.foundation.problems import UserError
from coopdesk.services import backups, password
from coopdesk.services.backups import Contents, Difference
from coopdesk.services.desk import Key
from coopdesk.wording import backups as wording
from coopdesk.wording.sentences import error_sentence


def back_up(options: Namespace) -> int:
    """Back a house up, in the folder named or the usual one; whoever has it open is not disturbed."""
    if options.to is not None and not options.to.is_dir():
        raise UserError("folder_missing", {"path": str(options.to)})
    with reading(options.file) as desk:
        kept = backups.back_up(desk, _folder(options))
        records = _records(backups.contents_of(kept.backup.path, desk.key)) if options.json else {}
    if kept.trouble is not None:
        complain(error_sentence(kept.trouble))
    backup = kept.backup
    if options.json:
        write_json(
            {
                "backup": str(backup.path),
                "made_at": backup.moment.isoformat(),
                "size": backup.size,
                "records": records,
            }
        )
        return 0
    write(
        _("Backed up and read back without error: {path} ({size}).").format(
            path=backup.path, size=wording.size(backup.size)
        )
    )
    return 0


def restore(options: Namespace) -> int:
    """Put a backup in the place of what a house's file holds, or make the file anew where it is gone or damaged."""
    key = passwords.key_of(options.file)
    backup_key = _backup_key(options.backup, key)
    if not backups.is_whole(options.file, key):
        return _put_back(options, backup_key)
    with writing(options.file, key) as desk:
        difference = backups.difference(desk, options.backup, backup_key)
        replaced = None
        if not options.dry_run:
            replaced = backups.restore(desk, options.backup, _folder(options), key=backup_key).replaced
    if replaced is not None and replaced.trouble is not None:
        complain(error_sentence(replaced.trouble))
    if options.json:
        write_json(
            {
                "dry_run": options.dry_run,
                "replaced": None if replaced is None else str(replaced.backup.path),
                "before": _records(difference.now),
                "after": _records(difference.then),
            }
        )
        return 0
    _write_difference(difference)
    if replaced is None:
        write(_("Nothing was changed: this is what restoring would do."))
    else:
        write(_("Restored. What the file held before is in {path}.").format(path=replaced.backup.path))
    return 0


def _backup_key(backup: Path, key: Key | None) -> Key | None:
    """What opens the backup: the house's own key, as far as it does."""
    return key if password.opens(key, backup) else passwords.key_of(backup)


def _put_back(options: Namespace, key: Key | None) -> int:
    aside = None
    if not options.dry_run:
        aside = backups.put_back(options.backup, options.file, datetime.now(), key)
    if options.json:
        write_json(
            {
                "dry_run": options.dry_run,
                "replaced": None if aside is None else str(aside),
                "before": None,
                "after": _records(backups.contents_of(options.backup, key)),
            }
        )
        return 0
    if options.dry_run:
        write(_("Nothing was changed: restoring would make this file anew."))
    elif aside is None:
        write(_("Restored: the file was made anew from the backup."))
    else:
        write(_("Restored. The damaged file was put aside: {path}.").format(path=aside))
    return 0


def _folder(options: Namespace) -> Path | None:
    chosen: Path | None = getattr(options, "to", None)
    return chosen or preferences.load().chosen_backup_folder


def _records(contents: Contents) -> dict[str, int]:
    return {subject.value: contents.counts[subject] for subject in Subject}


def _write_difference(difference: Difference) -> None:
    for subject, (now, then) in difference.counts.items():
        line = _("{register}: {now} now, {then} in the backup ({change})")
        write(
            line.format(
                register=wording.register(subject),
                now=format_number(now),
                then=format_number(then),
                change=wording.change(now, then),
            )
        )
