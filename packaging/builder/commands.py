"""Runs other programs quietly: what they said is shown only when they fail."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

# What would let one machine's programs say the same in other words, or put things in another order.
_STEADY = {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}


class CommandError(Exception):
    """A program failed; its last words are the message."""


def run(*command: str | Path, folder: Path | None = None, environment: Mapping[str, str] | None = None) -> str:
    """Run a program to its end and return what it wrote; CommandError when it fails."""
    words = [str(word) for word in command]
    done = subprocess.run(
        words,
        cwd=folder,
        env={**os.environ, **_STEADY, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        last = "\n".join(done.stdout.splitlines()[-40:])
        raise CommandError(f"{' '.join(words)} ended with {done.returncode}:\n{last}")
    return done.stdout


def say(text: str) -> None:
    """Tell the builder what is being made."""
    print(f"package: {text}", file=sys.stderr, flush=True)
