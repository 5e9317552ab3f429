"""What ships: the wheels, what they carry within, Debian's packages, fonts and icons, each with its licence."""

import re
import tomllib
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path

from builder.release import PACKAGING

DATA = PACKAGING / "licences" / "components.toml"


@dataclass(frozen=True, slots=True)
class Component:
    """One thing that ships; `carrier` is the wheel it comes in, "" for what comes by itself."""

    name: str
    version: str
    licence: str
    carrier: str = ""
    package_url: str = ""
    texts: tuple[str, ...] = ()


def of_wheels(site: Path) -> list[Component]:
    """The wheels of an environment, as their own metadata tell."""
    found = []
    for folder in sorted(site.glob("*.dist-info"), key=lambda path: path.name.lower()):
        said = HeaderParser().parsestr((folder / "METADATA").read_text(encoding="utf-8"))
        url = f"pkg:pypi/{said['Name'].lower().replace('_', '-')}@{said['Version']}"
        found.append(Component(said["Name"], said["Version"], _licence(said), package_url=url))
    return found


def of_data(system: str, site: Path, versions: dict[str, str]) -> list[Component]:
    """What is described in components.toml; `versions` has those that no file tells."""
    read = tomllib.loads(DATA.read_text(encoding="utf-8"))["component"]
    return [
        Component(
            one["name"],
            _version(one, site) or versions.get(one["name"], ""),
            one["licence"],
            one.get("carrier", ""),
            texts=tuple(one["texts"]),
        )
        for one in read
        if system in one["systems"]
    ]


def of_debian(packages: dict[str, str]) -> list[Component]:
    """Debian's packages of which libraries are taken along."""
    return [
        Component(
            name,
            version,
            "see the copyright file",
            package_url=f"pkg:deb/debian/{name}@{version.replace(':', '%3A').replace('+', '%2B')}?arch=amd64",
            texts=(f"/usr/share/doc/{name}/copyright",),
        )
        for name, version in sorted(packages.items())
    ]


def _version(described: dict[str, str], site: Path) -> str:
    if "pattern" not in described:
        return ""
    (path,) = site.glob(described["file"])
    found = re.search(described["pattern"].encode(), path.read_bytes())
    return found[1].decode() if found else ""


def _licence(said: "Message[str, str]") -> str:
    if said["License-Expression"]:
        return str(said["License-Expression"])
    told = [one.rsplit(" :: ", 1)[-1] for one in said.get_all("Classifier", []) if one.startswith("License ::")]
    first = (said["License"] or "").strip().splitlines()
    return " / ".join(told) or (first[0][:60] if first else "see its licence")
