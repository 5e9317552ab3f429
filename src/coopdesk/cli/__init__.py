"""The same services from a terminal, for scripts and for tests."""

from collections.abc import Sequence

from coopdesk.foundation.arguments import take

COMMANDS = frozenset(
    {
        *("demo", "summary", "list", "book", "dates", "series", "free", "close", "import", "export", "check"),
        *("backup", "restore", "salvage", "password", "self-test"),
    }
)


def is_command(arguments: Sequence[str]) -> bool:
    """Whether arguments call a command of the terminal, rather than name a file for the window."""
    rest = take(arguments).rest
    # What begins with a dash is no file: the parser says what is wrong with it.
    return bool(rest) and (rest[0] in COMMANDS or rest[0].startswith("-") or len(rest) > 1)


def main(arguments: Sequence[str]) -> int:
    """Run a command and return its exit status: 0 done, 1 refused, 2 wrong usage."""
    from coopdesk.cli.run import run  # noqa: PLC0415 - the window needs none of the commands

    return run(arguments)
