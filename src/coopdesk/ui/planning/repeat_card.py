"""« Répéter »: how often a booking comes back and until when, with the rule in words under the fields."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QFrame

from coopdesk.domain.calendars import HolidayRule
from coopdesk.domain.recurrence_pattern import NTHS
from coopdesk.domain.recurrence_rule import RuleError
from coopdesk.foundation.i18n import _, format_day, ngettext
from coopdesk.foundation.problems import Problem
from coopdesk.ui.planning import repeat_rhythm
from coopdesk.ui.planning.repeat_dates_field import DatesField
from coopdesk.ui.planning.repeat_rhythm import Ending, Repetition, Rhythm
from coopdesk.ui.planning.repeat_toggles import TogglesField
from coopdesk.ui.widgets.buttons import remedy
from coopdesk.ui.widgets.field import Field
from coopdesk.ui.widgets.fields import ChoiceField, DateField, NumberField, TextField
from coopdesk.ui.widgets.labels import muted, strong
from coopdesk.ui.widgets.layouts import hbox, vbox
from coopdesk.wording.labels import label
from coopdesk.wording.recurrence import nth_word, rule_words
from coopdesk.wording.sentences import sentence

_A_MONDAY = date(2024, 1, 1)
"""A Monday and the first of a year: where the names of days and months are read off."""
_MOST_BETWEEN = 99


class RepeatCard(QFrame):
    """The fields of a repetition; only those of the rhythm that is chosen are there."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "group")
        self.fields: dict[str, Field] = {field.name: field for field in _fields()}
        self._rhythm = ChoiceField("rhythm", _("Rhythm"), _rhythms())
        self.fields["rhythm"] = self._rhythm
        self._rule = TextField("rule", _("Rule (RRULE of RFC 5545)"), _("FREQ=WEEKLY;BYDAY=TH"))
        self.fields["rule"] = self._rule
        self._start = _A_MONDAY
        self._kept_rule = ""
        self._is_read_only = False
        self._count = muted("")
        # What is asked for on the phone nine times in ten, without unfolding a list (domain.md §7, moment 1).
        self._weekly = remedy(_("Every week"), lambda: self._rhythm.set_value(Rhythm.WEEKLY), writes=True)
        self._words = muted("", wrap=True)
        for name, value in repeat_rhythm.starting_on(self._start).items():
            self.fields[name].set_value(value)
        self._lay_out()
        for field in self.fields.values():
            field.changed.connect(self._show_fields)
        self._show_fields()

    def _lay_out(self) -> None:
        place = self.fields
        title = strong(_("Repeat"))
        self.setLayout(
            vbox(
                hbox((title, 1), self._count, self._weekly),
                hbox((place["rhythm"], 3), (place["interval"], 2), spacing=12),
                place["weekdays"],
                place["nths"],
                hbox((place["month_day"], 1), (place["month"], 1), spacing=12),
                place["picked"],
                place["rule"],
                hbox((place["ending"], 1), (place["until"], 1), (place["count"], 1), spacing=12),
                hbox((place["school_holidays"], 1), (place["bank_holidays"], 1), spacing=12),
                self._words,
                spacing=8,
                margins=(12, 10, 12, 12),
            )
        )

    @property
    def is_repeating(self) -> bool:
        """Whether it comes back at all."""
        return self.fields["rhythm"].value() is not Rhythm.NEVER

    def repetition(self) -> Repetition:
        """The rule or the dates that are asked for; a RuleError names the field that is wrong."""
        return repeat_rhythm.repetition_of(self._values())

    def holiday_rules(self) -> dict[str, HolidayRule]:
        """What is done with holidays, by the series' own names for it."""
        return {name: self.fields[name].value() for name in ("school_holidays", "bank_holidays")}

    def show_start(self, start: date) -> None:
        """Follow the first date: what was the day of its week, month or year becomes that of the new one."""
        if start == self._start:
            return
        former, now = repeat_rhythm.starting_on(self._start), repeat_rhythm.starting_on(start)
        self._start = start
        for name, value in now.items():
            if self.fields[name].value() in (former[name], None):
                self.fields[name].set_value(value)
        self._show_fields()

    def show_rule(self, rule: str, start: date, picked: tuple[date, ...] = ()) -> None:
        """Fill the fields from a rule; one they cannot say is shown as it is written, and only read."""
        self._start = start
        fields = repeat_rhythm.fields_of(rule, start, picked)
        self._kept_rule = rule if fields["rhythm"] is Rhythm.RULE else ""
        for name, value in fields.items():
            self.fields[name].set_value(value)
        self._show_fields()

    def show_holiday_rules(self, school: HolidayRule, bank: HolidayRule) -> None:
        """Choose what is done with holidays."""
        self.fields["school_holidays"].set_value(school)
        self.fields["bank_holidays"].set_value(bank)

    def take_never_away(self) -> None:
        """For what is a series already."""
        was_blocked = self._rhythm.blockSignals(True)
        self._rhythm.set_options(_rhythms()[1:])
        self._rhythm.blockSignals(was_blocked)

    def show_count(self, dates: int | None) -> None:
        """Say how many dates that makes, beside the title."""
        self._count.setText("" if dates is None else ngettext("{n} date", "{n} dates", dates).format(n=dates))

    def unreadable(self) -> bool:
        """Whether a field that counts holds no value."""
        return any(field.isVisibleTo(self) and field.unreadable() for field in self.fields.values())

    def say(self, problem: Problem) -> None:
        """Say what is wrong with the rule: beside its field, or in the place of its words."""
        field = self.fields.get(problem.field)
        if field is not None and field.isVisibleTo(self):
            field.show_problem(sentence(problem), is_warning=problem.is_warning)
        else:
            self._words.setText(sentence(problem))

    def set_read_only(self, is_read_only: bool) -> None:
        """Show the repetition without letting it be changed."""
        self._is_read_only = is_read_only
        for field in self.fields.values():
            field.set_read_only(is_read_only)
        self._show_fields()

    def _values(self) -> dict[str, Any]:
        return {name: field.value() for name, field in self.fields.items()}

    def _show_fields(self) -> None:
        rhythm = self.fields["rhythm"].value()
        by_rule = rhythm in repeat_rhythm.BY_RULE
        ending = self.fields["ending"].value()
        shown = {
            "interval": by_rule,
            "weekdays": rhythm in repeat_rhythm.ON_WEEKDAYS,
            "nths": rhythm in repeat_rhythm.ON_NTHS,
            "month_day": rhythm in repeat_rhythm.ON_DATE,
            "month": rhythm in repeat_rhythm.IN_MONTH,
            "picked": rhythm is Rhythm.PICKED,
            "rule": rhythm is Rhythm.RULE,
            "ending": by_rule,
            "until": by_rule and ending is Ending.UNTIL,
            "count": by_rule and ending is Ending.COUNT,
            "school_holidays": rhythm is not Rhythm.NEVER,
            "bank_holidays": rhythm is not Rhythm.NEVER,
        }
        for name, is_shown in shown.items():
            field = self.fields[name]
            field.setVisible(is_shown)
            if not is_shown and field.unreadable():
                # What nobody sees must not keep the booking from being saved.
                field.set_value(repeat_rhythm.starting_on(self._start).get(name, ()))
        self.fields["interval"].caption.setText(_interval_word(rhythm))
        self._rule.editor.setReadOnly(bool(self._kept_rule))
        self._words.setText(self._rule_words())
        self._words.setVisible(rhythm is not Rhythm.NEVER)
        self._weekly.setVisible(rhythm is Rhythm.NEVER and not self._is_read_only)

    def _rule_words(self) -> str:
        if not self.is_repeating or self.unreadable():
            return ""
        try:
            asked = self.repetition()
        except RuleError as error:
            return sentence(error.problem)
        words = rule_words(asked.pattern or asked.rule, self._start, asked.picked)
        return words[:1].upper() + words[1:]


def _fields() -> Sequence[Field]:
    weekdays = [
        (number, format_day(day, "EEEEEE"), format_day(day, "EEEE"))
        for number in range(7)
        for day in [_A_MONDAY.replace(day=1 + number)]
    ]
    months = [(number, format_day(_A_MONDAY.replace(month=number), "MMMM")) for number in range(1, 13)]
    days = [*((day, str(day)) for day in range(1, 32)), (-1, _("Last day"))]
    return (
        NumberField("interval", _("Every (weeks)"), 1, _MOST_BETWEEN),
        TogglesField("weekdays", _("Days of the week"), weekdays),
        TogglesField("nths", _("Which ones of the month"), [(nth, nth_word(nth), nth_word(nth)) for nth in NTHS]),
        ChoiceField("month_day", _("Day of the month"), days),
        ChoiceField("month", _("Month"), months),
        DatesField("picked", _("Dates")),
        ChoiceField("ending", _("End"), _endings()),
        DateField("until", _("Until"), optional=False),
        NumberField("count", _("Times"), 1),
        ChoiceField("school_holidays", _("School holidays"), [(one, label(one)) for one in HolidayRule]),
        ChoiceField(
            "bank_holidays",
            _("Bank holidays"),
            [(one, label(one)) for one in HolidayRule if one is not HolidayRule.ONLY],
        ),
    )


def _rhythms() -> list[tuple[Rhythm, str]]:
    return [
        (Rhythm.NEVER, _("Never")),
        (Rhythm.DAILY, _("Every day")),
        (Rhythm.WEEKLY, _("Every week")),
        (Rhythm.MONTHLY_DATE, _("Every month, on a date")),
        (Rhythm.MONTHLY_DAY, _("Every month, on a weekday")),
        (Rhythm.YEARLY_DATE, _("Every year, on a date")),
        (Rhythm.YEARLY_DAY, _("Every year, on a weekday")),
        (Rhythm.PICKED, _("Dates picked by hand")),
        (Rhythm.RULE, _("By a rule (expert)")),
    ]


def _endings() -> list[tuple[Ending, str]]:
    return [
        (Ending.UNTIL, _("On a date")),
        (Ending.COUNT, _("After a number of times")),
        (Ending.SEASON, _("With the season, in August")),
    ]


def _interval_word(rhythm: Rhythm) -> str:
    if rhythm is Rhythm.DAILY:
        return _("Every (days)")
    if rhythm in (Rhythm.MONTHLY_DATE, Rhythm.MONTHLY_DAY):
        return _("Every (months)")
    return _("Every (years)") if rhythm in repeat_rhythm.IN_MONTH else _("Every (weeks)")
