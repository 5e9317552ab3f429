"""`coopdesk self-test`: a house, a booking, a loan, a PDF and a check, in a folder that is thrown away."""

from argparse import Namespace
from datetime import datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from coopdesk.cli.output import Refusal, write
from coopdesk.domain.audience import Audience
from coopdesk.domain.booking import BookingDraft
from coopdesk.domain.equipment import EquipmentDraft
from coopdesk.domain.house import House
from coopdesk.domain.loan import LoanDraft, LoanLineDraft
from coopdesk.domain.organisation import OrganisationDraft
from coopdesk.domain.period import Period
from coopdesk.domain.room import RoomDraft
from coopdesk.domain.typology import FORMS
from coopdesk.foundation.i18n import _
from coopdesk.foundation.problems import Outcome, Refused
from coopdesk.services import bookings, equipment, integrity, loans, organisations, rooms, summaries
from coopdesk.services.desk import Desk, create_desk
from coopdesk.wording.sentences import sentence


def run(_options: Namespace) -> int:
    """Try the whole program; « ok » when everything worked."""
    with TemporaryDirectory() as folder:
        desk = create_desk(Path(folder) / "essai.coopdesk", House(name="Maison d’à côté"))
        try:
            _book_and_lend(desk)
            _print(desk, Path(folder) / "bilan.pdf")
            if integrity.check(desk):
                raise Refusal(_("The check of the file has found something wrong."))
        finally:
            desk.close()
    write(_("ok"))
    return 0


def _book_and_lend(desk: Desk) -> None:
    start = datetime.combine(desk.today() + timedelta(days=1), time(14))
    end = start + timedelta(hours=2)
    room_id = _id(rooms.add(desk, RoomDraft(name="Salle Cèdre", capacity=19)))
    organisation_id = _id(organisations.add(desk, OrganisationDraft(name="Chœur d’été")))
    equipment_id = _id(equipment.add(desk, EquipmentDraft(name="Chaises", quantity=40)))
    booking = BookingDraft(room_id=room_id, organisation_id=organisation_id, starts_at=start, ends_at=end)
    _id(bookings.book(desk, booking))
    if not isinstance(bookings.book(desk, booking), Refused):
        raise Refusal(_("A room could be booked twice."))
    lines = (LoanLineDraft(equipment_id=equipment_id, quantity=12),)
    loan = LoanDraft(organisation_id=organisation_id, starts_at=start, due_at=end, lines=lines)
    _id(loans.lend(desk, loan, hand_over_now=True))


def _id(outcome: Outcome) -> int:
    if isinstance(outcome, Refused):
        raise Refusal(" ".join(sentence(problem) for problem in outcome.problems))
    return outcome.id


def _print(desk: Desk, target: Path) -> None:
    from coopdesk.documents import cooperation_summary  # noqa: PLC0415 - ReportLab costs 0.2 s, paid only when needed

    period = Period.of_year(desk.today().year)
    cooperation_summary.render(summaries.cooperation_summary(desk, period, FORMS, Audience.INTERNAL), target)
    if not target.read_bytes().startswith(b"%PDF"):
        raise Refusal(_("The summary is not a PDF."))
