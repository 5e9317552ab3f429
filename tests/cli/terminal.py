"""The terminal of the tests: run a command, read what it says."""

from pathlib import Path

import pytest

from coopdesk import cli


def run(*arguments: str | Path) -> int:
    """The exit status of a command."""
    return cli.main([str(one) for one in arguments])


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """Standard output, when nothing was complained about."""
    output, errors = capsys.readouterr()
    assert not errors
    return output


def refusal(capsys: pytest.CaptureFixture[str]) -> str:
    """The one sentence of a refusal."""
    output, errors = capsys.readouterr()
    assert not output
    (sentence,) = errors.splitlines()
    return sentence
