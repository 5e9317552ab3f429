"""What is to be done, in words: the line, the delay, the act that remedies it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.text import clean
from coopdesk.foundation.i18n import _, format_day, format_time, ngettext
from coopdesk.services.agenda import Task
from coopdesk.ui.theme import Tone

_URGENT = 2


@dataclass(frozen=True, slots=True)
class TaskWords:
    """A line of the list: its icon, its words, its chip and its act."""

    icon: str
    tone: Tone
    title: str
    detail: str
    chip: str
    act: str
    other_act: str = ""
    """A second remedy, where there are two; it gives way where the page is narrow."""
    writes: bool = False
    """Whether the act writes at once, rather than leading somewhere."""


def task_words(task: Task, today: date) -> TaskWords:
    """The words for a task."""
    return _WORDS[task.code](task, today)


def _loan(task: Task, today: date) -> TaskWords:
    due = "" if task.due is None else _("due back on {day}").format(day=format_day(task.due, "EEEE d MMMM"))
    detail = _joined(task.detail, due)
    return TaskWords("package", Tone.DANGER, task.title, detail, _lateness(task, today), _("Take back"))


def _key(task: Task, today: date) -> TaskWords:
    is_late = task.due is not None and task.due < today
    tone, chip = (Tone.DANGER, _lateness(task, today)) if is_late else (Tone.WARNING, _("Today"))
    title = _("Key to take back, {key}").format(key=task.title)
    return TaskWords("key-round", tone, title, task.detail, chip, _("Take back"), _("Extend"), writes=True)


def _option(task: Task, today: date) -> TaskWords:
    tone = Tone.DANGER if task.urgency <= 1 else Tone.WARNING
    title = _("Option to confirm, {room}").format(room=task.title)
    detail = _joined(task.detail, _begins(task))
    act = _("Confirm all") if task.others else _("Confirm")
    return TaskWords("calendar-clock", tone, title, detail, _due(task, today), act, writes=True)


def _lapsed(task: Task, today: date) -> TaskWords:
    title = _("Option lapsed, {room}").format(room=task.title)
    detail = _joined(task.detail, _begins(task))
    chip = _since(task, today)
    return TaskWords("calendar-clock", Tone.WARNING, title, detail, chip, _("Bring back"), _("Confirm"), writes=True)


def _free(task: Task, _today: date) -> TaskWords:
    title = _("The room is free: {room}").format(room=task.title)
    detail = _joined(task.detail, _begins(task))
    chip = _("Request to answer")
    act, other = (_("Confirm all"), "") if task.others else (_("Confirm"), _("Option"))
    return TaskWords("bell", Tone.INFO, title, detail, chip, act, other, writes=True)


def _waiting(task: Task, _today: date) -> TaskWords:
    title = _("Request that waits, {room}").format(room=task.title)
    detail = _joined(task.detail, _begins(task))
    return TaskWords("clock", Tone.NEUTRAL, title, detail, _("Room taken"), _("See"))


def _insurance_missing(task: Task, _today: date) -> TaskWords:
    detail = _joined(task.title, _first_booking(task))
    return TaskWords("shield-x", Tone.DANGER, _("No insurance certificate"), detail, _("Required"), _("See"))


def _damage(task: Task, today: date) -> TaskWords:
    title = _("Damage noted, {room}").format(room=task.title)
    return TaskWords("triangle-alert", Tone.WARNING, title, task.detail, _since(task, today), _("See"))


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
    if task.detail:
        title = _("Agreement ended on {day}").format(day=format_day(date.fromisoformat(task.detail), "d MMMM"))
    else:
        title = _("Agreement not signed")
    tone = Tone.DANGER if task.urgency <= _URGENT and task.due == today else Tone.WARNING
    return TaskWords(
        "file-pen-line", tone, title, _joined(task.title, _first_booking(task)), _due(task, today), _("See")
    )


def _review(task: Task, today: date) -> TaskWords:
    count = int(task.detail) if task.detail.isdecimal() else 0
    partners = ngettext("{n} partner", "{n} partners", count).format(n=count)
    title = _("Finished action without a review")
    detail = _joined(_("“{title}”").format(title=task.title), partners)
    return TaskWords("clipboard-list", Tone.NEUTRAL, title, detail, _since(task, today), _("See"))


_WORDS: dict[str, Callable[[Task, date], TaskWords]] = {
    "loan_late": _loan,
    "key_due": _key,
    "option_lapses": _option,
    "option_lapsed": _lapsed,
    "request_free": _free,
    "request_waiting": _waiting,
    "insurance_missing": _insurance_missing,
    "damage_found": _damage,
    "insurance_ends": _insurance,
    "agreement_missing": _agreement,
    "action_without_review": _review,
}


def _begins(task: Task) -> str:
    """When the booking starts, and how many of its series wait too: « jeu. 26 nov., 14 h, et 12 autres séances »."""
    if task.starts_at is None:
        return ""
    first = f"{format_day(task.starts_at.date(), 'EEE d MMM')}, {format_time(task.starts_at)}"
    if not task.others:
        return first
    more = ngettext("and {n} more session", "and {n} more sessions", task.others).format(n=task.others)
    return f"{first}, {more}"


def _first_booking(task: Task) -> str:
    if task.due is None:
        return ""
    return _("comes on {day}").format(day=format_day(task.due, "EEE d MMM"))


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
