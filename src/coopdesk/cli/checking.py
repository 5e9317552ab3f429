"""`coopdesk check`: whether a file is sound."""

from argparse import Namespace

from coopdesk.cli.files import reading
from coopdesk.cli.output import complain, write, write_json
from coopdesk.foundation.i18n import N_, _, ngettext
from coopdesk.services import integrity

_FINDINGS = {
    "integrity": N_("Damage found by SQLite: {detail}"),
    "table": N_("A table of the file is missing: {detail}"),
    "house": N_("The house’s own sheet is missing: {detail}"),
    "reference": N_("A record points to one that is gone: {detail}"),
    "overlap": N_("Two bookings of one room overlap: {detail}"),
    "trigger": N_("A guard of the file is missing: {detail}"),
    "occupancy": N_("The room a booking takes is not the one it was given: {detail}"),
    "orphan": N_("The search knows records that are gone: {detail}"),
}


def run(options: Namespace) -> int:
    """Say what is wrong with a file; status 1 when something is."""
    with reading(options.file) as desk:
        findings = integrity.check(desk)
    if options.json:
        write_json({"ok": not findings, "findings": [{"code": one.code, "detail": one.detail} for one in findings]})
    elif findings:
        for one in findings:
            write(_(_FINDINGS[one.code]).format(detail=one.detail))
    else:
        write(_("The file is sound."))
    if not findings:
        return 0
    complain(
        ngettext(
            "The file is not sound: {n} thing is wrong, nothing was changed.",
            "The file is not sound: {n} things are wrong, nothing was changed.",
            len(findings),
        ).format(n=len(findings))
    )
    return 1
