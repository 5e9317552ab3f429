"""What can still be read of a damaged file, in a new one."""

from pathlib import Path

from coopdesk.services.desk import Key
from coopdesk.store import salvage as store
from coopdesk.store.salvage import Loss, Salvage

__all__ = ["Loss", "Salvage"]


def salvage(damaged: Path, new: Path, stand_in: str, key: Key | None = None) -> Salvage:
    """Write every row that can be read to a new file; the damaged one, which must not be open here, stays as it is.

    `stand_in` names the record that takes the place of a lost one, with {n} for its number; `key` opens the damaged
    file, and the new one. Raises UserError:
    file_missing, file_not_ours, file_newer, nothing_salvaged, file_exists, folder_missing, cannot_write, disk_full.
    """
    return store.salvage(damaged, new, stand_in, key)
