"""The same services from a terminal, for scripts and for tests."""

from collections.abc import Sequence

COMMANDS = frozenset(
    {
        *("demo", "summary", "list", "book", "dates", "series", "free", "close", "import", "export", "check"),
        *("backup", "restore", "salvage", "password", "self-test"),
    }
)
_INFORMATION = frozenset({"-h", "--help", "--version"})


def is_command(arguments: Sequence[str]) -> bool:
    """Whether arguments call a command of the terminal, rather than name a file for the window."""
    rest = list(arguments)
    while rest and (rest[0] == "--lang" or rest[0].startswith("--lang=")):
        rest = rest[2:] if rest[0] == "--lang" else rest[1:]
    return bool(rest) and (rest[0] in COMMANDS or rest[0] in _INFORMATION)


def main(arguments: Sequence[str]) -> int:
    """Run a command and return its exit status: 0 done, 1 refused, 2 wrong usage."""
    from coopdesk.cli.run import run  # noqa: PLC0415 - the window needs none of the commands

    return run(arguments)
