"""The Linux program, a folder that runs wherever it is put, and its two artefacts."""

import shutil
from pathlib import Path

from builder import components, deb, licences, needs, origins, sbom, symbols, tarball, wheels
from builder.commands import run, say
from builder.files import emptied, write
from builder.release import PACKAGING, Release


def build(release: Release) -> list[Path]:
    """Make the .deb, the .tar.xz, the list of components and that of origins; returns them."""
    needs.for_building(*needs.FOR_LINUX)
    python = needs.tools(release.work)
    fetched = wheels.fetch(wheels.LINUX, python, release.work)
    environment = release.work / "environments" / "linux"
    site = wheels.lay_out([*fetched, wheels.build_own(release, python)], environment)
    stripped = symbols.strip(site)
    program = freeze(release, python, site)

    known = origins.of_wheels(fetched)
    known |= origins.of_stripped(stripped, site, known, fetched)
    known |= origins.of_debian(path.name for path in program.rglob("*") if path.is_file())
    known |= origins.of_bootloader(program / "coopdesk", python)
    traced = origins.trace(program, known)
    table = release.output / f"coopdesk-{release.version}-linux-origins.txt"
    write(table, origins.table(traced))

    versions = {"CPython": run(python, "-c", "import platform; print(platform.python_version())").strip()}
    versions["Qt"] = run(
        python, "-c", f"import sys; sys.path.insert(0, {str(site)!r}); import PySide6; print(PySide6.__version__)"
    ).strip()
    others = components.of_data("linux", site, versions) + components.of_debian(origins.debian_packages(traced))
    texts = licences.gather(
        release, [*components.of_wheels(site), *others], site, python, release.work / "licences" / "linux"
    )
    listed = sbom.write(release, wheels.LINUX, environment, others, python)
    return [
        deb.build(release, program, texts, origins.left_to_debian(traced)),
        tarball.build(release, program, texts),
        listed,
        table,
    ]


def freeze(release: Release, python: Path, site: Path) -> Path:
    """Let PyInstaller gather the program, Python, Qt and the system libraries it takes along; returns the folder."""
    say("freezing the program for Linux")
    work = emptied(release.work / "linux")
    run(
        *(python, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"),
        *("--distpath", work / "dist", "--workpath", work / "build", PACKAGING / "linux" / "coopdesk.spec"),
        environment={**release.environment, "COOPDESK_SITE": str(site), "PYTHONPATH": str(site)},
        folder=work,
    )
    frozen = work / "program"
    shutil.move(work / "dist" / "coopdesk", frozen)
    return frozen
