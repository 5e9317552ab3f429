"""How the program says no: problems as values beside their field, errors the user or the disk can cause."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as field_

Parameter = str | int
Parameters = Mapping[str, Parameter]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with an input.

    `field` is the name of the draft's field it belongs to, "" for the whole; `code` chooses the sentence
    (coopdesk.wording.sentences); `params` fills it. A warning never prevents saving.
    """

    field: str
    code: str
    params: Mapping[str, Parameter] = field_(default_factory=dict)
    is_warning: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """A use case was done: the record it made or changed, and the warnings it met."""

    id: int
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A use case was refused, for all these reasons at once; nothing changed."""

    problems: tuple[Problem, ...]


Outcome = Saved | Refused


def refused(field_name: str, code: str, **params: Parameter) -> Refused:
    """A refusal for a single reason."""
    return Refused((Problem(field_name, code, params),))


def errors(problems: list[Problem]) -> tuple[Problem, ...]:
    """The problems that prevent saving."""
    return tuple(problem for problem in problems if not problem.is_warning)


def warnings(problems: list[Problem]) -> tuple[Problem, ...]:
    """The problems that only deserve to be seen."""
    return tuple(problem for problem in problems if problem.is_warning)


@dataclass(slots=True)
class UserError(Exception):
    """What the user or the disk can cause; its code chooses the sentence, as a Problem's does.

    Anything else that is raised is a bug.
    """

    code: str
    params: Mapping[str, Parameter] = field_(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.code} {dict(self.params)}"
