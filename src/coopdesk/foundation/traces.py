"""What an error leaves behind: its kind and the places it went through, never its own words.

A message, a parameter of SQL or the name of a file may hold a name of the house: none of them is ever written down.
"""

import errno
import sys
import traceback
from pathlib import Path

from coopdesk.foundation.problems import UserError

MOST_PLACES = 60
"""How many places of one error are kept: an endless recursion would leave a thousand."""


def describe(error: BaseException) -> str:
    """The kind of an error and where it arose, the errors behind it first."""
    chain: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and not any(one is met for met in chain):
        chain.append(one)
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return "\n".join(line for one in reversed(chain) for line in (kind(one), *_places(one)))


def kind(error: BaseException) -> str:
    """What sort of error it is: its class, and the code of the system, of SQLite or of ours."""
    module = type(error).__module__
    name = type(error).__qualname__ if module == "builtins" else f"{module}.{type(error).__qualname__}"
    code = _code(error)
    return f"{name} {code}" if code else name


def code_place(file: str) -> str:
    """A module's file from the folder Python found it in: what lies above may be the home of somebody."""
    path = Path(file)
    if not path.is_absolute():
        return path.as_posix()
    above = [Path(folder) for folder in sys.path if folder and path.is_relative_to(folder)]
    if not above:
        return path.name
    return path.relative_to(max(above, key=lambda folder: len(folder.parts))).as_posix()


def document_place(path: Path) -> str:
    """A file of the user's with its name left out: « ~/….coopdesk »."""
    home = "~/" if path.is_relative_to(Path.home()) else ""
    return f"{home}…{path.suffix}"


def _code(error: BaseException) -> str:
    if isinstance(error, UserError):
        return error.code
    if isinstance(error, OSError) and error.errno is not None:
        return errno.errorcode.get(error.errno, str(error.errno))
    # SQLAlchemy keeps the driver's own error in `orig`.
    return str(getattr(getattr(error, "orig", error), "sqlite_errorname", ""))


def _places(error: BaseException) -> list[str]:
    places = [
        f"  {code_place(frame.f_code.co_filename)}:{line} {frame.f_code.co_qualname}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    if len(places) > MOST_PLACES:
        places[MOST_PLACES // 2 : -MOST_PLACES // 2] = ["  …"]
    return places
