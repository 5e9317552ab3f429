"""Fetch the source archive of a package with pip, and only fetch it: `pip download` would run its setup.

Run with the pinned tools' Python, whose pip is known to have these inner parts: NAME VERSION SHA256 FOLDER.
"""

import sys

from pip._internal.commands import create_command
from pip._internal.network.download import Downloader
from pip._vendor.packaging.specifiers import SpecifierSet


def main(name: str, version: str, digest: str, folder: str) -> int:
    """Fetch one archive; its hash must be the one that was pinned."""
    command = create_command("download")
    options, _rest = command.parse_args([name, "--no-binary", ":all:", "--dest", folder, "--progress-bar", "off"])
    with command.main_context():
        session = command.get_default_session(options)
        finder = command._build_package_finder(options, session)  # noqa: SLF001 - see above
        best = finder.find_best_candidate(name, SpecifierSet(f"=={version}")).best_candidate
        if best is None or best.link.hash not in {None, digest}:
            return 1
        Downloader(session, "off")(best.link, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
