"""From arguments to a command, and from its refusal to an exit status."""

import os
import sys
from collections.abc import Sequence
from io import StringIO, TextIOWrapper

from coopdesk.cli.output import Refusal, complain
from coopdesk.cli.parser import make_parser
from coopdesk.foundation import i18n
from coopdesk.foundation.arguments import take
from coopdesk.foundation.problems import UserError
from coopdesk.wording.sentences import error_sentence

DONE, REFUSED, WRONG_USAGE = 0, 1, 2


def run(arguments: Sequence[str]) -> int:
    """Run a command; 0 done, 1 refused with one sentence, 2 wrong usage."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            # The window's own program on Windows has no terminal to speak to: the exit status says enough.
            setattr(sys, name, StringIO())
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # Windows gives pipes an encoding that lacks even our narrow spaces; docs/json.md promises UTF-8.
            stream.reconfigure(encoding="utf-8")
    given = take(arguments)
    if given.language is not None:
        i18n.start(given.language)
    i18n.share_with_library()
    try:
        options = make_parser().parse_args(given.rest)
        status: int = options.command(options)
        sys.stdout.flush()
    except SystemExit as leaving:
        return int(leaving.code or DONE)
    except Refusal as refusal:
        complain(str(refusal))
        return REFUSED
    except UserError as error:
        complain(error_sentence(error))
        return REFUSED
    except BrokenPipeError:
        # The reader has had enough (`| head`): the interpreter must not flush into the closed pipe when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    return status
