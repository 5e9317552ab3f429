"""Looks at windows on a screen, photographs and closes them."""

import os
import subprocess
import time
from pathlib import Path


def wait_for(display: str, name: str, seconds: float = 90, every: float = 0.2) -> str:
    """The number of the visible window whose title has this; fails when none comes."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = _xdotool(display, "search", "--onlyvisible", "--name", name).split()
        if found:
            return found[-1]
        time.sleep(every)
    raise AssertionError(f"no window is called « {name} »")


def wait_until_gone(display: str, name: str, seconds: float = 60) -> None:
    """Wait until no such window is there."""
    end = time.monotonic() + seconds
    while _xdotool(display, "search", "--onlyvisible", "--name", name):
        assert time.monotonic() < end, f"« {name} » stays open"
        time.sleep(0.3)


def photograph(display: str, target: Path) -> int:
    """Write what the screen shows; returns how many colours it has, 1 for an empty one."""
    subprocess.run(["import", "-display", display, "-window", "root", target], check=True)
    told = subprocess.run(["identify", "-format", "%k", target], check=True, capture_output=True, text=True)
    return int(told.stdout)


def close(display: str, window: str) -> None:
    """Close a window as its user would."""
    activate(display, window)
    _xdotool(display, "key", "--clearmodifiers", "alt+F4")


def active(display: str) -> str:
    """The number of the window in front."""
    return _xdotool(display, "getactivewindow")


def activate(display: str, window: str) -> None:
    """Bring a window to the front."""
    _xdotool(display, "windowactivate", "--sync", window)


def press(display: str, key: str) -> None:
    """Press a key in the window in front."""
    _xdotool(display, "key", "--clearmodifiers", key)


def _xdotool(display: str, *words: str) -> str:
    done = subprocess.run(
        ["xdotool", *words],
        env={**os.environ, "DISPLAY": display},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.stdout.strip()
