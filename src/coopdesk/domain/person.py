"""A person as texts name them: found, and taken out, whatever the accents, the case, the order and the spaces."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from coopdesk.domain.organisation import ContactDraft
from coopdesk.domain.text import fold

_TITLES = frozenset({"m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle", "dr"})
_LEAST_DIGITS = 6
_LEAST_LETTERS = 3
_BETWEEN_WORDS = r"[\W_]+"
_BETWEEN_DIGITS = r"[\s.\-/()]*"


class Spot(NamedTuple):
    """Where a text speaks of the person; a family name alone may be somebody else's."""

    start: int
    end: int
    is_certain: bool


class Person:
    """One person, by all the names, e-mail addresses and telephone numbers of their contacts."""

    def __init__(self, contacts: Iterable[ContactDraft]) -> None:
        known = tuple(contacts)
        self._names = frozenset(map(_name_key, (one.name for one in known))) - {()}
        self._emails = frozenset(fold(one.email) for one in known) - {""}
        self._phones = frozenset(phone_key(one.phone) for one in known) - {""}
        certain = [*map(_email_pattern, sorted(self._emails)), *map(_phone_pattern, sorted(self._phones))]
        possible: list[str] = []
        for one in known:
            certain += _full_name_patterns(one.name)
            possible += _family_name_patterns(one.name)
        # What cannot match stands for « none of these ».
        self._pattern = re.compile(f"(?P<certain>{'|'.join(certain) or '(?!)'})|{'|'.join(possible) or '(?!)'}")

    def is_same(self, other: ContactDraft) -> bool:
        """Whether another contact has a name, an e-mail address or a telephone number of theirs."""
        return (
            _name_key(other.name) in self._names
            or fold(other.email) in self._emails
            or phone_key(other.phone) in self._phones
        )

    def spots(self, text: str) -> tuple[Spot, ...]:
        """Where a text speaks of them, in order."""
        if self._pattern.search(fold(text)) is None:
            return ()  # nearly every text, and the letters need not be counted
        folded, origins = _folded(text)
        return tuple(
            Spot(origins[found.start()], origins[found.end()], found["certain"] is not None)
            for found in self._pattern.finditer(folded)
        )


def without(text: str, spots: Sequence[Spot], mark: str) -> str:
    """The text with a mark in the place of each spot."""
    pieces, end = [], 0
    for spot in spots:
        pieces += [text[end : spot.start], mark]
        end = spot.end
    return "".join([*pieces, text[end:]]).strip()


def phone_key(phone: str) -> str:
    """The digits of a telephone number as dialled in France, "" for what is too short to name anybody."""
    digits = "".join(c for c in phone if c in "0123456789")
    if len(digits) < _LEAST_DIGITS:
        return ""
    is_international = phone.strip().startswith("+") or digits.startswith("00")
    if is_international and (digits := digits.removeprefix("00")).startswith("33"):
        return "0" + digits[2:].lstrip("0")
    return digits


def _name_words(name: str) -> list[str]:
    return [word for word in re.findall(r"\w+", fold(name)) if word not in _TITLES]


def _name_key(name: str) -> tuple[str, ...]:
    """The words of a name in no order: « FERRAND Nadia » is Nadia Ferrand."""
    return tuple(sorted(_name_words(name)))


def _whole(words: Sequence[str]) -> str:
    return rf"(?<!\w){_BETWEEN_WORDS.join(map(re.escape, words))}(?!\w)"


def _full_name_patterns(name: str) -> list[str]:
    """First name first, or family name first, whichever the contact has."""
    words = _name_words(name)
    if len(words) < 2:
        return []
    orders = dict.fromkeys((tuple(words), (*words[1:], words[0]), (words[-1], *words[:-1])))
    return [_whole(order) for order in orders]


def _family_name_patterns(name: str) -> list[str]:
    """What is written in capitals, else the last word."""
    parts = name.split()
    capitals = [part for part in parts if part.isupper() and len(part) >= _LEAST_LETTERS]
    candidates = (_name_words(part) for part in (capitals or parts[-1:]))
    return [_whole(words) for words in candidates if sum(map(len, words)) >= _LEAST_LETTERS]


def _email_pattern(email: str) -> str:
    return rf"(?<![\w.+\-]){re.escape(email)}(?!\.?[\w\-])"


def _phone_pattern(key: str) -> str:
    if key.startswith("0"):
        lead, digits = rf"(?:(?:\+|00){_BETWEEN_DIGITS}33{_BETWEEN_DIGITS}0?|0){_BETWEEN_DIGITS}", key[1:]
    else:
        lead, digits = r"(?:\+|00)?", key
    return rf"(?<!\d){lead}{_BETWEEN_DIGITS.join(digits)}(?!\d)"


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and where each of its characters comes from; one place more for its end."""
    if text.isascii():
        return fold(text), range(len(text) + 1)
    letters: list[str] = []
    origins: list[int] = []
    for place, character in enumerate(text):
        folded = fold(character)
        letters.append(folded)
        origins += [place] * len(folded)
    return "".join(letters), [*origins, len(text)]
