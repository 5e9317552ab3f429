"""The Windows program, made on Linux: python.org's Python, the wheels, two launchers; and its two artefacts."""

from pathlib import Path

from builder import components, embedded, installer, launcher, licences, needs, origins, sbom, slimming, wheels
from builder.archives import write_folder_zip
from builder.commands import run, say
from builder.files import copy, digest, emptied, write
from builder.release import PACKAGING, Release


def build(release: Release) -> list[Path]:
    """Make the setup program, the portable .zip, the list of components and that of origins; returns them."""
    needs.for_building(*needs.FOR_WINDOWS)
    python = needs.tools(release.work)
    fetched = wheels.fetch(wheels.WINDOWS, python, release.work)
    environment = release.work / "environments" / "windows"
    site = wheels.lay_out([*fetched, wheels.build_own(release, python)], environment)
    bare = embedded.fetch(python, release.work)
    tree = lay_out(release, site, bare)

    known = origins.of_wheels(fetched)
    known |= {digest(path): f"CPython {embedded.VERSION}, signed and verified" for path in embedded.shipped(bare)}
    known |= {digest(tree / f"{name}.exe"): "compiled here from windows/launcher.c" for name in launcher.NAMES}
    table = release.output / f"coopdesk-{release.version}-win64-origins.txt"
    write(table, origins.table(origins.trace(tree, known)))

    others = components.of_data(
        "windows", site, {"CPython": embedded.VERSION, "Qt": _version_of(site, "PySide6_Essentials")}
    )
    shipped = [*components.of_wheels(site), *others]
    licences.gather(release, shipped, site, python, tree / "program" / "licences")
    listed = sbom.write(release, wheels.WINDOWS, environment, others, python)
    return [installer.build(release, tree), portable(release, tree), listed, table]


def lay_out(release: Release, site: Path, bare: Path) -> Path:
    """The folder that is installed: two programs, and all the rest in `program`."""
    say("laying the Windows program out")
    tree = emptied(release.work / "windows" / "tree")
    program = tree / "program"
    for path in embedded.shipped(bare):
        copy(path, program / path.name)
    for path, name in slimming.slim(site):
        copy(path, program / name.removeprefix("../") if name.startswith("../") else program / "lib" / name)
    # « python311.zip » is the standard library; nothing else of the machine is ever looked into.
    write(program / "python311._pth", "python311.zip\r\n.\r\nlib\r\n")
    names = "\n".join(embedded.library_names(bare))
    _make_library(names, program / "python311.zip", release)
    _compile(program / "lib")
    launcher.build(release, tree)
    return tree


def portable(release: Release, tree: Path) -> Path:
    """The .zip that runs from a USB stick and keeps its settings beside itself."""
    say("packing the portable .zip")
    for name in ("portable.txt", "LISEZMOI.txt"):
        text = (PACKAGING / "windows" / name).read_text(encoding="utf-8")
        write(tree / name, text.replace("\n", "\r\n"))
    target = release.output / f"coopdesk-{release.version}-win64-portable.zip"
    write_folder_zip(tree, "coopdesk", target, release.epoch, level=1 if release.quick else 9)
    return target


def _make_library(names: str, target: Path, release: Release) -> None:
    listed = release.work / "windows" / "library-names.txt"
    write(listed, names)
    script = Path(__file__).with_name("standard_library.py")
    missing = run(needs.PYTHON, script, "/usr/lib/python3.11", target, listed).split()
    if missing:
        raise FileNotFoundError(f"the standard library here lacks {missing}")


def _compile(library: Path) -> None:
    """Compile ahead, without dates: nothing is written where the program is installed, and it starts at once."""
    words = ("-q", "--invalidation-mode", "unchecked-hash", "-s", library, "-p", "lib", "-j", "1")
    run(needs.PYTHON, "-m", "compileall", *words, library)


def _version_of(site: Path, name: str) -> str:
    return next(one.version for one in components.of_wheels(site) if one.name == name)
