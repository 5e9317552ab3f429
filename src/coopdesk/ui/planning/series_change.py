"""Another rhythm, end or place for a series that is booked: what it would change, and the act that does it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from coopdesk.domain.booking import TAKING, Booking
from coopdesk.domain.calendars import HolidayRule
from coopdesk.domain.recurrence_rule import Rule, parse_rule
from coopdesk.domain.series import Scope, Series, SeriesDraft
from coopdesk.domain.series_edit import draft_of
from coopdesk.domain.series_plan import Choice, SeriesPlan
from coopdesk.foundation.problems import Outcome, Refused
from coopdesk.services import series, series_edits, series_moves, series_planning
from coopdesk.services.desk import Desk
from coopdesk.services.series_moves import SeriesMove
from coopdesk.ui.planning.repeat_rhythm import Repetition


class SeriesChange:
    """Holds what is asked for and what was decided for single dates of it."""

    def __init__(self, desk: Desk, whole: Series) -> None:
        self._desk = desk
        self._former = whole
        self._rows: Sequence[Booking] = series.sessions(desk, whole.id)
        self._draft: SeriesDraft = draft_of(whole)
        self._picked: tuple[date, ...] | None = None
        self.choices: dict[date, Choice] = {}

    def ask(self, repetition: Repetition, holidays: Mapping[str, HolidayRule], place: Mapping[str, Any]) -> None:
        """Take what the form says: how often, what is done with holidays, in which room at which hours."""
        rule = repetition.rule
        # A rule that says the same is the same, however it was written.
        text = self._former.rule if rule is not None and rule == _rule(self._former) else repetition.text
        self._draft = replace(
            draft_of(self._former),
            **place,
            rule=text,
            school_holidays=holidays["school_holidays"],
            bank_holidays=holidays["bank_holidays"],
        )
        self._picked = None if text else repetition.picked

    @property
    def is_asked(self) -> bool:
        """Whether anything would change."""
        known = {row.occurrence_on for row in self._rows}
        return self._draft != draft_of(self._former) or (self._picked is not None and set(self._picked) != known)

    def decide(self, day: date, choice: Choice | None) -> None:
        """Decide for one of the dates that would change."""
        if choice is None:
            self.choices.pop(day, None)
        else:
            self.choices[day] = choice

    def work_out(self) -> tuple[SeriesPlan, int]:
        """The dates that would change or come, and how many would go."""
        plan = series_edits.edit_plan(
            self._desk, self._rows[0].id, self._draft, Scope.ALL, self.choices, picked=self._picked
        )
        return plan, self._going()

    def moves(self) -> Sequence[SeriesMove]:
        """Where else all that is to come could be."""
        first, choices = self._rows[0].id, series_moves.wherever(self.choices)
        return series_moves.moves(
            self._desk, self._draft,
            lambda there: series_edits.edit_plan(
                self._desk, first, there, Scope.ALL, choices, picked=self._picked
            ),
        )  # fmt: skip

    def leave_place(self) -> None:
        """It goes elsewhere: the ways out of what was in its way have no object there."""
        self.choices = series_moves.wherever(self.choices)

    def do(self) -> Outcome:
        """Change the series; what cannot be held is left aside."""
        former, rule = _rule(self._former), _rule(self._draft)
        if former is not None and rule is not None and rule.until is not None and self._is_other_end(former, rule):
            until = date(rule.until.year, rule.until.month, rule.until.day)
            if until > self._last_of_rule():
                return series_edits.extend_series(self._desk, self._former.id, until, self.choices, "skip")
            return series_edits.cut_series(self._desk, self._former.id, until)
        if not self._rows:
            return Refused(())
        return series_edits.edit_series(
            self._desk, self._rows[0].id, self._draft, Scope.ALL, self.choices, picked=self._picked, on_conflict="skip"
        )

    def _is_other_end(self, former: Rule, rule: Rule) -> bool:
        """Whether nothing but the end is another."""
        endless = replace(draft_of(self._former), rule="") == replace(self._draft, rule="")
        return endless and replace(former, until=None, count=None) == replace(rule, until=None, count=None)

    def _last_of_rule(self) -> date:
        return series_planning.days_of(self._former)[-1]

    def _going(self) -> int:
        now = self._desk.now()
        held = [row for row in self._rows if row.starts_at >= now and row.state in TAKING]
        days = series_planning.days_of(self._draft, self._picked or ())
        coming = [day for day in days if self._draft.session_on(day).start >= now]
        return max(0, len(held) - len(coming))


def _rule(draft: SeriesDraft) -> Rule | None:
    return parse_rule(draft.rule) if draft.rule else None
