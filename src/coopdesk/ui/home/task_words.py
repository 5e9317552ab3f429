"""What is to be done, in words: the line, the delay, the act that remedies it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.text import clean
from coopdesk.foundation.i18n import _, format_day, ngettext
from coopdesk.services.agenda import Task
from coopdesk.ui.theme import Tone


@dataclass(frozen=True, slots=True)
class TaskWords:
    """A line of the list: its icon, its words, its chip and its act."""

    icon: str
    tone: Tone
    title: str
    detail: str
    chip: str
    act: str


def task_words(task: Task, today: date) -> TaskWords:
    """The words for a task."""
    return _WORDS[task.code](task, today)


def _loan(task: Task, today: date) -> TaskWords:
    due = "" if task.due is None else _("due back on {day}").format(day=format_day(task.due, "EEEE d MMMM"))
    detail = _joined(task.detail, due)
    return TaskWords("package", Tone.DANGER, task.title, detail, _lateness(task, today), _("Take back"))


def _option(task: Task, today: date) -> TaskWords:
    tone = Tone.DANGER if task.urgency <= 1 else Tone.WARNING
    title = _("Option to confirm, {room}").format(room=task.title)
    return TaskWords("calendar-clock", tone, title, task.detail, _due(task, today), _("Confirm"))


def _insurance(task: Task, today: date) -> TaskWords:
    has_ended = task.due is not None and task.due < today
    count = int(task.detail) if task.detail.isdecimal() else 0
    uncovered = (
        ngettext("{n} booking not covered after it", "{n} bookings not covered after it", count).format(n=count)
        if count
        else ""
    )
    tone = Tone.DANGER if has_ended else Tone.WARNING
    icon = "shield-x" if has_ended else "shield-alert"
    title = _("Insurance certificate to renew")
    return TaskWords(icon, tone, title, _joined(task.title, uncovered), _due(task, today), _("See"))


def _agreement(task: Task, today: date) -> TaskWords:
    detail = _joined(task.title, task.detail)
    return TaskWords("file-pen-line", Tone.WARNING, _("Agreement missing"), detail, _due(task, today), _("See"))


def _review(task: Task, today: date) -> TaskWords:
    count = int(task.detail) if task.detail.isdecimal() else 0
    partners = ngettext("{n} partner", "{n} partners", count).format(n=count)
    title = _("Finished action without a review")
    detail = _joined(_("“{title}”").format(title=task.title), partners)
    return TaskWords("clipboard-list", Tone.NEUTRAL, title, detail, _since(task, today), _("See"))


_WORDS: dict[str, Callable[[Task, date], TaskWords]] = {
    "loan_late": _loan,
    "option_lapses": _option,
    "insurance_ends": _insurance,
    "agreement_missing": _agreement,
    "action_without_review": _review,
}


def _joined(*parts: str) -> str:
    return " · ".join(clean(part) for part in parts if part)


def _lateness(task: Task, today: date) -> str:
    days = 0 if task.due is None else (today - task.due).days
    if days < 1:
        return _("Late today")
    return ngettext("{n} day late", "{n} days late", days).format(n=days)


def _since(task: Task, today: date) -> str:
    days = 0 if task.due is None else (today - task.due).days
    if days < 1:
        return _("No hurry")
    return ngettext("For {n} day", "For {n} days", days).format(n=days)


def _due(task: Task, today: date) -> str:
    if task.due is None:
        return _("No hurry")
    days = (task.due - today).days
    if days < 0:
        return _since(task, today)
    if days == 0:
        return _("Today")
    return _("On {day}").format(day=format_day(task.due, "d MMMM"))
