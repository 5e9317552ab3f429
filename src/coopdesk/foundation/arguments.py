"""What every way of starting understands: the language, and whether the settings stay beside the program."""

import os
from collections.abc import Sequence
from dataclasses import dataclass

from coopdesk.foundation.i18n import Language

PORTABLE = "--portable"
_LANGUAGE = "--lang"


@dataclass(frozen=True, slots=True)
class Arguments:
    """`language` is the one asked for on the command line or by COOPDESK_LANG; `rest` is everything else, in order."""

    language: Language | None
    is_portable: bool
    rest: tuple[str, ...]


def take(arguments: Sequence[str]) -> Arguments:
    """Read what stands before the file or the command; a language nobody speaks stays in `rest`, to be refused."""
    left, is_portable = list(arguments), False
    asked = os.environ.get("COOPDESK_LANG", "")
    language = Language(asked) if asked in set(Language) else None
    for place, argument in enumerate(arguments):
        name, separator, value = argument.partition("=")
        if name != _LANGUAGE:
            continue
        taken = 1 if separator else 2
        value = value if separator else "".join(arguments[place + 1 : place + 2])
        if value in set(Language):
            language = Language(value)
            del left[place : place + taken]
        break
    if PORTABLE in left:
        is_portable = True
        left.remove(PORTABLE)
    return Arguments(language, is_portable, tuple(left))
