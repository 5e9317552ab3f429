"""The one style sheet of the program, built from a theme's tokens and the user's font size."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from coopdesk.ui import icons, theme
from coopdesk.ui.colour import mix
from coopdesk.ui.theme import Theme, Tone


def style_sheet(look: Theme) -> str:
    """All the shapes and colours that the palette cannot say."""
    parts = (_texts, _frames, _buttons, _fields, _choices, _lists, _shell)
    return "\n".join(part(look) for part in parts)


def _px(*lengths: float) -> str:
    return " ".join(f"{theme.scaled(length)}px" for length in lengths)


def _pt(points: float) -> str:
    return f"{theme.points() + points:g}pt"


def _texts(look: Theme) -> str:
    tones = "\n".join(f'QLabel[tone="{tone}"] {{ color: {look.tone(tone)}; }}' for tone in Tone)
    chips = "\n".join(
        f'QLabel[chip="{tone}"] {{ color: {look.tone(tone)}; background: {look.chip_ground(tone)}; }}' for tone in Tone
    )
    return f"""
    * {{ outline: 0; }}
    QWidget {{ color: {look.text}; }}
    QWidget#shell, QWidget#page, QDialog, QMessageBox {{ background: {look.window}; }}
    QLabel {{ background: transparent; border: 0; }}
    QLabel[role="title"] {{ font-size: {_pt(6)}; font-weight: 600; }}
    QLabel[role="section"] {{ font-size: {_pt(2)}; font-weight: 600; }}
    QLabel[role="strong"] {{ font-weight: 600; }}
    QLabel[role="muted"] {{ color: {look.muted}; }}
    QLabel[role="note"] {{ color: {look.muted}; font-size: {_pt(-0.75)}; }}
    QLabel[role="caption"] {{ color: {look.muted}; font-size: {_pt(-0.5)}; font-weight: 600; }}
    QLabel[role="figure"] {{ font-size: {_pt(8)}; font-weight: 600; }}
    {tones}
    QLabel[chip] {{ border-radius: 4px; padding: {_px(1, 6)}; font-size: {_pt(-0.5)}; }}
    {chips}
    QLabel[role="key"] {{ color: {look.muted}; background: {look.surface}; border: 1px solid {look.border};
        border-radius: 3px; padding: {_px(0, 3)}; font-size: {_pt(-1.5)}; }}
    QToolTip {{ background: {look.text}; color: {look.surface}; border: 0; padding: 4px 8px; }}
    """


def _frames(look: Theme) -> str:
    tones = {Tone.INFO: 0.08, Tone.OK: 0.08, Tone.WARNING: 0.08, Tone.DANGER: 0.07, Tone.ACCENT: 0.08}
    banners = "\n".join(
        f'QFrame[kind="banner"][tone="{tone}"] {{ background: {look.tint(look.tone(tone), share)};'
        f" border-color: {look.tint(look.tone(tone), 0.4)}; }}"
        for tone, share in tones.items()
    )
    return f"""
    QFrame[kind="card"] {{ background: {look.surface}; border: 1px solid {look.border}; border-radius: 6px; }}
    QFrame[kind="group"] {{ background: {look.window}; border: 0; border-radius: 6px; }}
    QFrame[kind="side"] {{ background: {look.surface}; border: 0; border-left: 1px solid {look.border}; }}
    QFrame[kind="line"] {{ background: {look.border}; border: 0; min-height: 1px; max-height: 1px; }}
    QFrame[kind="vline"] {{ background: {look.border}; border: 0; min-width: 1px; max-width: 1px; }}
    QFrame[kind="row"] {{ background: transparent; border: 0; border-bottom: 1px solid {look.hairline}; }}
    QFrame[kind="row"][selected="true"] {{ background: {look.selection}; }}
    QFrame[kind="banner"] {{ border: 1px solid {look.border}; border-radius: 6px; background: {look.surface}; }}
    {banners}
    QFrame[kind="bar"] {{ background: {look.surface}; border: 0; }}
    QFrame[kind="bar"][edge="bottom"] {{ border-bottom: 1px solid {look.border}; }}
    QFrame[kind="bar"][edge="top"] {{ border-top: 1px solid {look.border}; }}
    QFrame[kind="popup"] {{ background: {look.surface}; border: 1px solid {look.field}; border-radius: 6px; }}
    QScrollArea {{ background: transparent; border: 0; }}
    QScrollArea > QWidget > QWidget {{ background: transparent; }}
    QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
    QScrollBar:vertical {{ background: transparent; width: {_px(10)}; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: {_px(10)}; margin: 0; }}
    QScrollBar::handle {{ background: {mix(look.muted, look.surface, 0.45)}; border-radius: 3px; margin: 2px; }}
    QScrollBar::handle:vertical {{ min-height: {_px(32)}; }}
    QScrollBar::handle:horizontal {{ min-width: {_px(32)}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QSplitter::handle {{ background: {look.border}; }}
    QProgressBar {{ border: 0; background: {mix(look.text, look.surface, 0.08)}; border-radius: 3px;
        max-height: {_px(6)}; min-height: {_px(6)}; }}
    QProgressBar::chunk {{ background: {look.accent}; border-radius: 3px; }}
    """


def _buttons(look: Theme) -> str:
    primary_hover = mix(look.accent, "#000000", 0.88)
    # A radius over half the height is not drawn at all.
    round_ends = (theme.scaled(18) + 2 * theme.scaled(3) + 2) // 2
    return f"""
    QPushButton {{ background: {look.surface}; border: 1px solid {look.field}; border-radius: 6px;
        padding: {_px(5, 12)}; min-height: {_px(18)}; }}
    QPushButton:hover {{ background: {look.hover}; }}
    QPushButton:pressed {{ background: {look.pressed}; }}
    QPushButton:focus {{ border: 2px solid {look.accent}; padding: {_px(5, 12, 5, 12)}; margin: -1px; }}
    QPushButton:disabled {{ color: {mix(look.muted, look.surface, 0.7)}; border-color: {look.border}; }}
    QPushButton::menu-indicator {{ image: none; width: 0; }}
    QPushButton[variant="primary"] {{ background: {look.accent}; color: {look.on_accent}; border-color: {look.accent};
        font-weight: 600; }}
    QPushButton[variant="primary"]:hover {{ background: {primary_hover}; }}
    QPushButton[variant="primary"]:focus {{ border-color: {look.text}; }}
    QPushButton[variant="primary"]:disabled {{ background: {look.pressed}; border-color: {look.border};
        color: {look.muted}; }}
    QPushButton[variant="tonal"] {{ background: {look.selection}; color: {look.accent}; border-color: {look.accent};
        font-weight: 600; }}
    QPushButton[variant="tonal"]:disabled {{ background: {look.surface}; color: {look.muted};
        border-color: {look.border}; }}
    QPushButton[variant="quiet"] {{ background: transparent; border-color: transparent; padding: {_px(5, 8)}; }}
    QPushButton[variant="quiet"]:hover {{ background: {look.hover}; }}
    QPushButton[variant="quiet"]:focus {{ border-color: {look.accent}; }}
    QPushButton[variant="danger"] {{ background: transparent; border-color: transparent; padding: {_px(5, 8)};
        color: {look.danger}; }}
    QPushButton[variant="danger"]:hover {{ background: {look.tint(look.danger, 0.07)}; }}
    QPushButton[variant="danger"]:focus {{ border-color: {look.danger}; }}
    QPushButton[variant="remedy"] {{ border-color: {look.border}; color: {look.accent}; padding: {_px(2, 9)}; }}
    QPushButton[variant="remedy"]:hover {{ background: {look.selection}; border-color: {look.accent}; }}
    QPushButton[variant="remedy"]:focus {{ border-color: {look.accent}; }}
    QPushButton[variant="link"] {{ background: transparent; border: 1px solid transparent; color: {look.accent};
        padding: {_px(2, 3)}; min-height: {_px(16)}; }}
    QPushButton[variant="link"]:hover {{ background: {look.hover}; }}
    QPushButton[variant="link"]:focus {{ border: 1px solid {look.accent}; margin: 0; border-radius: 4px; }}
    QPushButton[segment] {{ border-radius: 0; border-right-width: 0; }}
    QPushButton[segment="first"] {{ border-top-left-radius: 6px; border-bottom-left-radius: 6px; }}
    QPushButton[segment="last"] {{ border-top-right-radius: 6px; border-bottom-right-radius: 6px;
        border-right-width: 1px; }}
    QPushButton[segment]:checked {{ background: {look.selection}; color: {look.accent}; font-weight: 600; }}
    QPushButton[segment]:focus {{ border: 2px solid {look.accent}; }}
    QPushButton[variant="pill"] {{ border-color: {look.border}; border-radius: {round_ends}px;
        padding: {_px(3, 10)}; }}
    QPushButton[variant="pill"]:checked {{ background: {look.selection}; color: {look.accent};
        border-color: {look.accent}; }}
    QPushButton[variant="pill"]:focus {{ border-color: {look.accent}; }}
    QPushButton[bare="true"] {{ padding: {_px(4)}; }}
    QMenu {{ background: {look.surface}; border: 1px solid {look.border}; padding: {_px(4)}; }}
    QMenu::item {{ padding: {_px(6, 24, 6, 12)}; border-radius: 4px; }}
    QMenu::item:selected {{ background: {look.selection}; color: {look.text}; }}
    QMenu::item:disabled {{ color: {mix(look.muted, look.surface, 0.7)}; }}
    QMenu::icon {{ padding-left: {_px(8)}; }}
    QMenu::separator {{ height: 1px; background: {look.border}; margin: {_px(4, 0)}; }}
    """


_EDITORS = ("QLineEdit", "QComboBox", "QSpinBox", "QPlainTextEdit")


def _fields(look: Theme) -> str:
    def every(suffix: str) -> str:
        return ", ".join(f"{editor}{suffix}" for editor in _EDITORS)

    arrow = _picture("chevron-down", look.muted, 14)
    # One pixel less, so that nothing moves when the outline takes two.
    inside = f"{theme.scaled(4) - 1}px {theme.scaled(8) - 1}px"
    return f"""
    {every("")} {{ background: {look.surface}; border: 1px solid {look.field}; border-radius: 4px;
        padding: {_px(4, 8)}; min-height: {_px(18)};
        selection-background-color: {look.accent}; selection-color: {look.on_accent}; }}
    {every(":hover")} {{ border-color: {look.text}; }}
    {every(":focus")} {{ border: 2px solid {look.accent}; padding: {inside}; }}
    {every('[state="error"]')} {{ border: 2px solid {look.danger}; padding: {inside}; }}
    {every('[state="warning"]')} {{ border: 2px solid {look.warning}; padding: {inside}; }}
    {every(":disabled")} {{ background: {look.window}; color: {look.muted}; border-color: {look.border}; }}
    QLineEdit[readOnly="true"], QPlainTextEdit[readOnly="true"] {{ background: {look.window};
        border-color: {look.border}; }}
    QLineEdit[search="true"] {{ background: {look.window}; border-color: {look.border}; border-radius: 6px; }}
    QLineEdit[search="true"]:focus {{ background: {look.surface}; border-color: {look.accent}; }}
    QComboBox::drop-down {{ border: 0; width: {_px(24)}; }}
    QComboBox::down-arrow {{ image: url({arrow}); width: {_px(14)}; height: {_px(14)}; }}
    QComboBox QAbstractItemView {{ background: {look.surface}; border: 1px solid {look.border};
        selection-background-color: {look.selection}; selection-color: {look.text}; }}
    QSpinBox::up-button, QSpinBox::down-button {{ width: 0; border: 0; }}
    QCalendarWidget QAbstractItemView {{ background: {look.surface}; selection-background-color: {look.accent};
        selection-color: {look.on_accent}; border: 0; min-height: 0; padding: 0; }}
    QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {look.surface}; }}
    QCalendarWidget QToolButton {{ background: transparent; border: 0; border-radius: 4px; padding: {_px(4)};
        font-weight: 600; }}
    QCalendarWidget QToolButton:hover {{ background: {look.hover}; }}
    """


def _choices(look: Theme) -> str:
    tick = _picture("check", look.on_accent, 12)
    return f"""
    QCheckBox, QRadioButton {{ spacing: {_px(8)}; background: transparent; padding: {_px(2, 0)}; }}
    QCheckBox::indicator, QRadioButton::indicator {{ width: {_px(15)}; height: {_px(15)};
        border: 1px solid {look.field}; background: {look.surface}; }}
    QCheckBox::indicator {{ border-radius: 3px; }}
    QRadioButton::indicator {{ border-radius: {_px(8)}; }}
    QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ border-color: {look.text}; }}
    QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border: 2px solid {look.accent};
        width: {theme.scaled(15) - 2}px; height: {theme.scaled(15) - 2}px; }}
    QCheckBox::indicator:checked {{ background: {look.accent}; border-color: {look.accent}; image: url({tick}); }}
    QCheckBox::indicator:checked:focus {{ border-color: {look.text}; }}
    QCheckBox::indicator:disabled {{ border-color: {look.border}; background: {look.window}; }}
    QRadioButton::indicator:checked {{ border: {_px(5)} solid {look.accent}; width: {_px(7)}; height: {_px(7)}; }}
    QTabWidget::pane {{ border: 0; }}
    QTabBar {{ background: transparent; qproperty-drawBase: 0; }}
    QTabBar::tab {{ background: transparent; border: 0; border-bottom: 2px solid transparent; padding: {_px(7, 10)};
        color: {look.muted}; }}
    QTabBar::tab:selected {{ color: {look.accent}; border-bottom-color: {look.accent}; font-weight: 600; }}
    QTabBar::tab:hover:!selected {{ color: {look.text}; }}
    QTabBar::tab:focus {{ background: {look.hover}; }}
    """


def _lists(look: Theme) -> str:
    return f"""
    QTableView, QListView {{ background: {look.surface}; border: 0; selection-background-color: {look.selection};
        selection-color: {look.text}; }}
    QTreeView {{ background: {look.surface}; border: 0; border-right: 1px solid {look.border}; }}
    QTreeView::item {{ padding: {_px(0, 6)}; color: {look.text}; }}
    QTreeView::item:hover {{ background: {look.hover}; }}
    QTreeView::item:selected {{ background: {look.selection}; color: {look.accent}; }}
    QTextBrowser {{ background: {look.surface}; border: 0; selection-background-color: {look.accent};
        selection-color: {look.on_accent}; }}
    QHeaderView {{ background: {look.surface}; border: 0; }}
    """


def _shell(look: Theme) -> str:
    return f"""
    QFrame#rail {{ background: {look.surface}; border: 0; border-right: 1px solid {look.border}; }}
    QFrame#rail QToolButton {{ background: transparent; border: 0; border-left: 3px solid transparent;
        border-right: 3px solid transparent; color: {look.muted}; font-size: {_pt(-0.5)}; padding: {_px(7, 0)}; }}
    QFrame#rail QToolButton:hover, QFrame#rail QToolButton:focus {{ background: {look.hover}; color: {look.text}; }}
    QFrame#rail QToolButton:focus {{ border-right-color: {look.accent}; }}
    QFrame#rail QToolButton:checked {{ background: {look.selection}; color: {look.accent};
        border-left-color: {look.accent}; font-weight: 600; }}
    QFrame#topbar {{ background: {look.surface}; border: 0; border-bottom: 1px solid {look.border}; }}
    QFrame#status {{ background: {look.surface}; border: 0; border-top: 1px solid {look.border}; }}
    """


def _picture(name: str, colour: str, size: int) -> str:
    """The path of an icon as a file: style sheets cannot draw one otherwise."""
    ratio = icons.screen_ratio()
    suffix = f"@{round(ratio)}x" if ratio > 1 else ""
    stem = f"{name}-{colour[1:]}-{theme.scaled(size)}"
    folder = Path(_folder().name)
    icons.pixmap(name, colour, size).save(str(folder / f"{stem}{suffix}.png"))
    return (folder / f"{stem}.png").as_posix()


@cache
def _folder() -> TemporaryDirectory[str]:
    """A folder of this process alone; it goes with it."""
    return TemporaryDirectory(prefix="coopdesk-", ignore_cleanup_errors=True)
