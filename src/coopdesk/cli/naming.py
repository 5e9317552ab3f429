"""Rooms and organisations by the name somebody types: accents and case do not count, doubt is told."""

from collections.abc import Mapping
from difflib import get_close_matches

from coopdesk.cli.output import Refusal
from coopdesk.domain.text import fold
from coopdesk.foundation.i18n import _

_SUGGESTED = 3


def room_named(name: str, names: Mapping[int, str]) -> int:
    """The key of the room of this name; refuses with the closest names."""
    return _named(
        name,
        names,
        _("No room is called “{name}”."),
        _("No room is called “{name}”: did you mean {close}?"),
        _("Several rooms are called “{name}”: please rename one of them first."),
    )


def organisation_named(name: str, names: Mapping[int, str]) -> int:
    """The key of the organisation of this name; refuses with the closest names."""
    return _named(
        name,
        names,
        _("No organisation is called “{name}”."),
        _("No organisation is called “{name}”: did you mean {close}?"),
        _("Several organisations are called “{name}”: please rename one of them first."),
    )


def _named(name: str, names: Mapping[int, str], unknown: str, suggestion: str, ambiguous: str) -> int:
    wanted = fold(name.strip())
    found = [key for key, held in names.items() if fold(held) == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refusal(ambiguous.format(name=name))
    by_folded = {fold(held): held for held in names.values()}
    starting = [held for folded, held in by_folded.items() if wanted and wanted in folded]
    near = [by_folded[folded] for folded in get_close_matches(wanted, by_folded, _SUGGESTED)]
    close = list(dict.fromkeys(near + starting))[:_SUGGESTED]
    if close:
        raise Refusal(suggestion.format(name=name, close=", ".join(_("“{name}”").format(name=one) for one in close)))
    raise Refusal(unknown.format(name=name))
