"""Show coopdesk on a fictional house, in a fresh folder: in a window, or as files where there is no display."""

import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path


def coopdesk(*arguments: str | Path) -> int:
    """Run the program as a user would; its exit status."""
    return subprocess.run([sys.executable, "-m", "coopdesk", *map(str, arguments)], check=False).returncode


def has_display() -> bool:
    """Whether a window could be shown here."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main() -> int:
    """Write the demo house, then open it or print its summary."""
    folder = Path(tempfile.mkdtemp(prefix="coopdesk-"))
    house, summary = folder / "demo.coopdesk", folder / "summary.pdf"
    if status := coopdesk("demo", house):
        return status
    if has_display():
        print(f"Demo house: {house}")
        return coopdesk(house)
    if status := coopdesk("summary", house, "--year", str(date.today().year), "--out", summary):
        return status
    print(f"No display here: the window was not opened.\nDemo house: {house}\nCooperation summary: {summary}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
