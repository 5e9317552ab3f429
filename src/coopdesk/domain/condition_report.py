"""Condition reports (états des lieux): how a room was found before a booking, and how it was left."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from coopdesk.foundation.problems import Problem


class Turn(StrEnum):
    """Before people come in, or after they went."""

    ENTRY = "entry"
    EXIT = "exit"


class Finding(StrEnum):
    """What was found."""

    GOOD = "good"
    REMARKS = "remarks"
    DAMAGE = "damage"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionReportDraft:
    """A report as it is made: one before and one after a booking at most."""

    booking_id: int
    turn: Turn
    made_at: datetime
    finding: Finding = Finding.GOOD
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionReport(ConditionReportDraft):
    """A report of the register."""

    id: int


def check(draft: ConditionReportDraft) -> list[Problem]:
    """Anything but « good » is said in words: a stranger must understand it a year later."""
    if draft.finding is not Finding.GOOD and not draft.remarks:
        return [Problem("remarks", "remarks_required")]
    return []
