"""The series that a booking dialog asks for: planned as one types, booked whole, or made of a booking that is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from coopdesk.domain.booking import BookingDraft, BookingState
from coopdesk.domain.calendars import HolidayRule
from coopdesk.domain.series import SeriesDraft
from coopdesk.domain.series_plan import Choice, PlannedDate, Remedy, SeriesPlan, Standing
from coopdesk.foundation.problems import Outcome, Refused, Saved
from coopdesk.services import series, series_edits, series_moves, series_planning, series_remedies
from coopdesk.services.desk import Desk
from coopdesk.services.series_moves import SeriesMove
from coopdesk.ui.planning.booking_form import in_form, series_of
from coopdesk.ui.planning.repeat_rhythm import Repetition


@dataclass(frozen=True, slots=True)
class SeriesAsked:
    """A series as the form asks for it."""

    draft: SeriesDraft
    state: BookingState
    option_until: date | None
    picked: tuple[date, ...]
    override_reason: str


def asked_of(draft: BookingDraft, repetition: Repetition, holidays: dict[str, HolidayRule]) -> SeriesAsked:
    """The series whose first session is a booking."""
    return SeriesAsked(
        draft=series_of(draft, rule=repetition.text, **holidays),
        state=draft.state,
        option_until=draft.option_until,
        picked=repetition.picked,
        override_reason=draft.override_reason,
    )


class SeriesDesk:
    """What was decided for single dates, and the plan that follows from it."""

    def __init__(self, desk: Desk, booking_id: int | None) -> None:
        self._desk = desk
        self._booking_id = booking_id
        self.choices: dict[date, Choice] = {}
        self.asked: SeriesAsked | None = None
        self.plan: SeriesPlan | None = None
        self._remedies: dict[date, Sequence[Remedy]] = {}

    def work_out(self, asked: SeriesAsked) -> SeriesPlan:
        """Plan what is asked for."""
        plan = self._planned(asked, self.choices)
        self.asked, self.plan = asked, plan
        self._remedies.clear()
        return plan

    def _planned(self, asked: SeriesAsked, choices: Mapping[date, Choice]) -> SeriesPlan:
        plan = series_planning.plan(
            self._desk, asked.draft, choices, asked.state, asked.picked, override_reason=asked.override_reason
        )
        return self._past_own(plan)

    def moves(self) -> Sequence[SeriesMove]:
        """Where else the whole series could be."""
        if self.asked is None:
            return ()
        asked, choices = self.asked, series_moves.wherever(self.choices)
        return series_moves.moves(
            self._desk, asked.draft, lambda there: self._planned(replace(asked, draft=there), choices)
        )

    def leave_place(self) -> None:
        """The series goes elsewhere: the ways out of what was in its way here have no object there."""
        self.choices = series_moves.wherever(self.choices)

    def _past_own(self, plan: SeriesPlan) -> SeriesPlan:
        """A booking that becomes a series is not in its own way."""
        if self._booking_id is None:
            return plan
        return replace(plan, dates=tuple(self._is_own(one) for one in plan.dates))

    def _is_own(self, one: PlannedDate) -> PlannedDate:
        if not one.others or any(other.id != self._booking_id for other in one.others):
            return one
        problems = tuple(problem for problem in one.problems if problem.code != "overlap")
        return replace(one, standing=Standing.FREE, problems=problems, others=(), booking_id=self._booking_id)

    def forget(self) -> None:
        """Nothing that can be planned is asked for."""
        self.asked = self.plan = None

    def decide(self, day: date, choice: Choice | None) -> None:
        """Decide for one date, or take back what was decided."""
        if choice is None:
            self.choices.pop(day, None)
        else:
            self.choices[day] = choice

    def remedies(self, one: PlannedDate) -> Sequence[Remedy]:
        """The ways out of a date that cannot be held; asked once for each plan."""
        if self.plan is None:
            return ()
        if one.day not in self._remedies:
            self._remedies[one.day] = series_remedies.remedies(self._desk, self.plan, one.day)
        return self._remedies[one.day]

    def book(self, edited: BookingDraft | None = None) -> Outcome:
        """Book what is possible and keep the rest aside; the outcome is the first booking of the series.

        `edited` is what the booking that is repeated becomes, where it was changed too.
        """
        if self.asked is None:
            return Refused(())
        asked = self.asked
        if self._booking_id is None:
            outcome = series.book_series(
                self._desk, asked.draft, self.choices, asked.state, asked.option_until, asked.picked, "skip",
                override_reason=asked.override_reason,
            )  # fmt: skip
        else:
            outcome = series_edits.repeat_booking(
                self._desk, self._booking_id, asked.draft, self.choices, asked.picked, "skip",
                option_until=asked.option_until, edited=edited,
            )  # fmt: skip
        if isinstance(outcome, Refused):
            return Refused(tuple(in_form(problem) for problem in outcome.problems))
        return replace(outcome, id=self._booking_id or self._first_of(outcome))

    def _first_of(self, saved: Saved) -> int:
        sessions = series.sessions(self._desk, saved.id)
        held = [one for one in sessions if one.state is not BookingState.SKIPPED]
        return min(held or sessions, key=lambda one: one.starts_at).id
