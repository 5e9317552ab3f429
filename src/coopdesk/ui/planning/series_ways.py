"""What can be decided for one date of a series, and the words of it on a button."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from coopdesk.domain.booking import BookingState
from coopdesk.domain.series_plan import Choice, Decision, PlannedDate, Remedy, Standing
from coopdesk.foundation.i18n import _
from coopdesk.ui.planning.series_words import remedy_words

BEST = 3
"""So many stand in the line; the others unfold."""

AskRemedies = Callable[[PlannedDate], Sequence[Remedy]]


class Way(NamedTuple):
    """A word to press, and what is then decided for the date; None takes back what was decided."""

    word: str
    choice: Choice | None
    opens: bool = False
    """Rather than deciding anything, it opens the booking."""


SKIP = Choice(decision=Decision.SKIP)
KEEP = Choice(decision=Decision.KEEP)
OPTION = Choice(decision=Decision.OPTION)


class Ways(Protocol):
    """What a list of dates offers for each."""

    def needs(self, one: PlannedDate, *, is_chosen: bool) -> bool:
        """Whether its line shows what can be done: nothing is to be done for one that is simply free."""

    def plain(self, one: PlannedDate) -> list[Way]:
        """What can be decided without asking the register."""

    def every(self, one: PlannedDate) -> list[Way]:
        """All that can be decided, best first."""

    def tick(self, one: PlannedDate) -> Way | None:
        """What ticking it, or taking its tick away, decides; None where a tick alone decides nothing."""


class PlanWays:
    """For a series that is asked for: nothing is written, every decision can be taken back."""

    def __init__(self, ask: AskRemedies) -> None:
        self._ask = ask

    def needs(self, one: PlannedDate, *, is_chosen: bool) -> bool:
        """A date that is left out, stuck, under reserve or decided for."""
        return one.is_skipped or one.is_blocked or one.is_uncovered or one.choice is not None

    def plain(self, one: PlannedDate) -> list[Way]:
        """Keep a holiday, take a decision back, hold as an option, skip."""
        if one.is_skipped:
            return [_again(one)] if one.choice is not None else [Way(_("Keep all the same"), KEEP)]
        if one.choice is not None:
            return [Way(_("Take back"), None)]
        ways = [] if one.state is BookingState.OPTION else [Way(_("As an option"), OPTION)]
        return [*ways, Way(_("Skip"), SKIP)]

    def every(self, one: PlannedDate) -> list[Way]:
        """The remedies of a date that cannot be held; the plain ways for any other."""
        if not one.is_blocked:
            return self.plain(one)
        ways = _remedies(one, self._ask)
        return [*ways, Way(_("Take back"), None)] if one.choice is not None else ways

    def tick(self, one: PlannedDate) -> Way | None:
        """Skip, or take up again."""
        if one.is_blocked:
            return None
        if one.is_skipped:
            return _again(one) if one.choice is not None else Way("", KEEP)
        was_holiday = one.choice is not None and one.choice.decision is Decision.KEEP and one.holiday is not None
        return Way("", None) if was_holiday else Way("", SKIP)


class RowWays:
    """For a series that is booked: each decision is an act of its own."""

    def __init__(self, ask: AskRemedies) -> None:
        self._ask = ask

    def needs(self, one: PlannedDate, *, is_chosen: bool) -> bool:
        """A date that is left out or stuck; the chosen one, whatever it is."""
        return is_chosen or (not is_over(one) and (one.is_skipped or one.is_blocked))

    def plain(self, one: PlannedDate) -> list[Way]:
        """Take up again what is left out, leave out what is held; open it."""
        opening = Way(_("Open"), None, opens=True)
        if is_over(one):
            return [opening]
        return [Way(_("Take up again"), KEEP) if one.is_skipped else Way(_("Skip"), SKIP), opening]

    def every(self, one: PlannedDate) -> list[Way]:
        """The remedies of a date that could not be taken up again; the plain ways for any other."""
        if not one.is_blocked:
            return self.plain(one)
        return [way for way in _remedies(one, self._ask) if way.choice is None or way.choice.decision is Decision.MOVE]

    def tick(self, one: PlannedDate) -> Way | None:
        """Take up again, or leave out."""
        return None if one.is_blocked or is_over(one) else self.plain(one)[0]


def is_over(one: PlannedDate) -> bool:
    """Whether it has begun: the past never changes."""
    return one.standing is Standing.PAST


def is_ticked(one: PlannedDate) -> bool:
    """Whether it would be booked as things stand."""
    return not one.is_skipped and not one.is_blocked


def _remedies(one: PlannedDate, ask: AskRemedies) -> list[Way]:
    """The best of each kind first: another room, another hour, another day; then the rest, as they came."""
    remedies = ask(one)
    best = list({remedy.kind: remedy for remedy in reversed(remedies)}.values())[::-1]
    mixed = [*best, *(remedy for remedy in remedies if remedy not in best)]
    # Leaving it out is always possible, and never the first idea.
    mixed.sort(key=lambda remedy: remedy.choice.decision is Decision.SKIP)
    return [Way(remedy_words(remedy, one), remedy.choice) for remedy in mixed]


def _again(one: PlannedDate) -> Way:
    """Take a skipped date up again, whatever the rules say of it."""
    return Way(_("Take up again"), KEEP if one.holiday is not None else None)
