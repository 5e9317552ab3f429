"""An archive taken apart: where each part of it lies, under either system."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Program:
    """The program of one system, in the folder that its archive makes."""

    system: str
    version: str
    folder: Path

    @property
    def binaries(self) -> Path:
        """The folder that the list of origins speaks of."""
        return self.folder / "program" if self.system == "linux" else self.folder

    @property
    def licences(self) -> Path:
        """The licences of all that ships."""
        return self.folder / "licences" if self.system == "linux" else self.folder / "program" / "licences"

    @property
    def table(self) -> str:
        """The name of the list of origins."""
        return f"coopdesk-{self.version}-{'linux' if self.system == 'linux' else 'win64'}-origins.txt"
