"""Files that people keep, written whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path

from coopdesk.foundation.problems import UserError


def write_whole(data: bytes, target: Path) -> None:
    """Write a file in the place of a former one, which stays as it was where that fails; raises cannot_write."""
    beside = target.with_name(f".{target.stem}.{os.getpid()}.part")
    try:
        beside.write_bytes(data)
        beside.replace(target)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise UserError("cannot_write", {"path": str(target)}) from error
