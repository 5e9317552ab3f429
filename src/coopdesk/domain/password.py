"""The password of a house's file: what makes one good enough, and how it is read aloud."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from coopdesk.foundation.problems import Problem

SHORTEST = 12
"""Characters: the file may be copied and tried at leisure, so length is what protects it."""

FEWEST_DIFFERENT = 6
"""Different characters: « aaaaaaaaaaaa » is long and no password."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """What the recovery sheet tells."""

    file_name: str
    set_on: date
    passphrase: str = field(repr=False)


def check(passphrase: str, again: str) -> list[Problem]:
    """What is wrong with a new password and its repetition."""
    if len(passphrase) < SHORTEST:
        return [Problem("password", "password_short", {"n": SHORTEST})]
    if len(set(passphrase)) < FEWEST_DIFFERENT:
        return [Problem("password", "password_simple")]
    if passphrase != passphrase.strip():
        return [Problem("password", "password_ends")]
    if passphrase != again:
        return [Problem("again", "password_differs")]
    return []


class CharacterKind(StrEnum):
    """What a character is, so that O and 0 are told apart on paper."""

    LOWER = "lower"
    UPPER = "upper"
    DIGIT = "digit"
    SPACE = "space"
    SIGN = "sign"


def spelled(passphrase: str) -> Iterator[tuple[str, CharacterKind]]:
    """Each character with its kind."""
    for character in passphrase:
        if character.isdigit():
            yield character, CharacterKind.DIGIT
        elif character.isspace():
            yield character, CharacterKind.SPACE
        elif character.isalpha():
            yield character, CharacterKind.UPPER if character.isupper() else CharacterKind.LOWER
        else:
            yield character, CharacterKind.SIGN
