"""What commands say: answers on standard output, a refusal on standard error."""

import json
import sys
from typing import Any


class Refusal(Exception):  # noqa: N818 - it is what the user is told, not a fault of the program
    """A command is refused; the sentence says why, and nothing has changed."""


def write(text: str) -> None:
    """One line (or several) of the answer."""
    sys.stdout.write(text + "\n")


def write_json(value: Any) -> None:
    """The answer for a script; the keys are those of docs/json.md."""
    write(json.dumps(value, ensure_ascii=False, indent=2))


def complain(sentence: str) -> None:
    """The one sentence of a refusal, or a remark beside the answer."""
    sys.stderr.write(sentence + "\n")
