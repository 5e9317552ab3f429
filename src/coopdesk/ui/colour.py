"""Arithmetic on colours: mixes and contrast, so that no derived shade is typed twice."""

from PySide6.QtGui import QColor


def mix(colour: str, ground: str, share: float) -> str:
    """The opaque colour that `share` of `colour` over `ground` gives."""
    top, bottom = QColor(colour), QColor(ground)
    pairs = ((top.red(), bottom.red()), (top.green(), bottom.green()), (top.blue(), bottom.blue()))
    return QColor(*(round(a * share + b * (1 - share)) for a, b in pairs)).name()


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2."""
    parts = QColor(colour)
    red, green, blue = (_linear(part) for part in (parts.redF(), parts.greenF(), parts.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """The contrast ratio of WCAG 2, from 1 to 21."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def _linear(part: float) -> float:
    if part <= 0.03928:
        return part / 12.92
    return float(((part + 0.055) / 1.055) ** 2.4)
