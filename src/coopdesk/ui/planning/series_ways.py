"""What can be decided for one date of a series, and the words of it on a button."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from coopdesk.domain.booking import BookingState
from coopdesk.domain.series_plan import Choice, Decision, PlannedDate, Remedy, Standing
from coopdesk.foundation.i18n import _
from coopdesk.ui.planning.series_words import remedy_words

HOLIDAYS = frozenset({Standing.SCHOOL_HOLIDAY, Standing.NO_SCHOOL_HOLIDAY, Standing.BANK_HOLIDAY})
BEST = 3
"""So many stand in the line; the others unfold."""

AskRemedies = Callable[[PlannedDate], Sequence[Remedy]]


class Way(NamedTuple):
    """A word to press, and what is then decided for the date; None takes back what was decided."""

    word: str
    choice: Choice | None


SKIP = Choice(decision=Decision.SKIP)
KEEP = Choice(decision=Decision.KEEP)
OPTION = Choice(decision=Decision.OPTION)


def plain_ways(one: PlannedDate) -> list[Way]:
    """What can be decided without asking the register: keep a holiday, take a decision back, skip."""
    if one.is_skipped:
        return [_back(one)] if one.choice is not None else [Way(_("Keep all the same"), KEEP)]
    if one.choice is not None:
        return [Way(_("Take back"), None)]
    ways = [] if one.state is BookingState.OPTION else [Way(_("As an option"), OPTION)]
    return [*ways, Way(_("Skip"), SKIP)]


def needs_ways(one: PlannedDate) -> bool:
    """Whether its line shows what can be done: nothing is to be done for one that is simply free."""
    return one.is_skipped or one.is_blocked or one.is_uncovered or one.choice is not None


def all_ways(one: PlannedDate, ask: AskRemedies) -> list[Way]:
    """Every way out of a date that cannot be held, best first; the plain ones for any other."""
    if not one.is_blocked:
        return plain_ways(one)
    ways = [Way(remedy_words(remedy, one), remedy.choice) for remedy in _mixed(ask(one))]
    if not any(way.choice is not None and way.choice.decision is Decision.SKIP for way in ways):
        ways.append(Way(_("Skip"), SKIP))
    return [*ways, Way(_("Take back"), None)] if one.choice is not None else ways


def _mixed(remedies: Sequence[Remedy]) -> list[Remedy]:
    """The best of each kind first: another room, another hour, another day; then the rest, as they came."""
    best = list({remedy.kind: remedy for remedy in reversed(remedies)}.values())[::-1]
    return [*best, *(remedy for remedy in remedies if remedy not in best)]


def tick_way(one: PlannedDate) -> Way | None:
    """What ticking a date, or taking its tick away, decides; None where a tick alone cannot save it."""
    if one.is_blocked:
        return None
    if one.is_skipped:
        return _back(one) if one.choice is not None else Way("", KEEP)
    if one.choice is not None and one.choice.decision is Decision.KEEP and one.standing in HOLIDAYS:
        return Way("", None)
    return Way("", SKIP)


def is_ticked(one: PlannedDate) -> bool:
    """Whether it would be booked as things stand."""
    return not one.is_skipped and not one.is_blocked


def _back(one: PlannedDate) -> Way:
    """Take a skipped date up again, whatever the rules say of it."""
    return Way(_("Take up again"), KEEP if one.holiday is not None else None)
