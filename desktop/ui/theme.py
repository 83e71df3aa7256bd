"""Colours, fonts and the style sheet of the window: one palette for each theme, one accent, an 8-pixel grid.

Qt's colour scheme does nothing where the platform has no theme (offscreen, bare X11), so the palette is ours and the
system's scheme is only the hint behind `auto`.
"""

from __future__ import annotations

import sys
from typing import Literal, NamedTuple

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPainter, QPalette
from PySide6.QtWidgets import QApplication

from desktop.state.paths import resources

GAP = 8
RADIUS = 8
ARGUMENTS = (
    "-style",
    "Fusion",
)  # for QApplication; `setStyle` does the same but makes Python classes of QStyle, slowly
Mode = Literal["auto", "light", "dark"]


class Colours(NamedTuple):
    """The named colours of one theme, as `#rrggbb`.

    Attributes:
        window: behind the pages.
        base: cards, fields and lists.
        raised: rail and status bar.
        hover: a row or button under the pointer.
        line: hairlines and frames.
        text: what is read first.
        muted: what is read second.
        accent: the one accent; text in this colour stands on window, base or `accent_soft`.
        accent_text: text on `accent`.
        accent_soft: selection.
        good: done.
        good_soft: behind `good`.
        warning: needs attention.
        warning_soft: behind `warning`.
        bad: failed.
        bad_soft: behind `bad`.
    """

    window: str
    base: str
    raised: str
    hover: str
    line: str
    text: str
    muted: str
    accent: str
    accent_text: str
    accent_soft: str
    good: str
    good_soft: str
    warning: str
    warning_soft: str
    bad: str
    bad_soft: str


LIGHT = Colours(
    window="#f7f8fa",
    base="#ffffff",
    raised="#eef0f4",
    hover="#e5e9f0",
    line="#dde1e8",
    text="#1a2130",
    muted="#586174",
    accent="#2b5fd9",
    accent_text="#ffffff",
    accent_soft="#e4ecfe",
    good="#146c43",
    good_soft="#e0f3e8",
    warning="#855400",
    warning_soft="#fdf0d5",
    bad="#b3261e",
    bad_soft="#fde8e6",
)
DARK = Colours(
    window="#14171d",
    base="#1d2129",
    raised="#181c23",
    hover="#272c36",
    line="#2e3440",
    text="#e8ebf1",
    muted="#9ca5b6",
    accent="#86a8ff",
    accent_text="#0e1526",
    accent_soft="#26324f",
    good="#5fd39a",
    good_soft="#17342a",
    warning="#e9b860",
    warning_soft="#3a2e16",
    bad="#ff9088",
    bad_soft="#43211f",
)

HUES = (
    "#2167f2",
    "#b95308",
    "#06833b",
    "#cf258c",
    "#087e83",
    "#9847de",
    "#996706",
    "#dd1e2c",
    "#74750c",
    "#7156f0",
)
"""Colours that tell labels apart, of one lightness: 3:1 against both bases, and white text on them has 4.5:1."""
ON_HUE = "#ffffff"

_SIZES = {"title": 22.0, "heading": 15.0, "body": 13.0, "strong": 13.0, "small": 11.5}
_SEMIBOLD = {"title", "heading", "strong"}


class _Notifier(QObject):
    changed = Signal()
    """The colours are different now; widgets that keep pixmaps or colours make them anew."""


_notifier = _Notifier()
changed = _notifier.changed
_current: dict[str, Colours] = {"colours": LIGHT}
_wanted: dict[str, Mode] = {"mode": "auto"}


def colours() -> Colours:
    """Return the colours in use."""
    return _current["colours"]


def colour(role: str) -> QColor:
    """Return one of the colours in use by name."""
    return QColor(getattr(_current["colours"], role))


def hue(number: int) -> QColor:
    """Return the colour of the label with this number; after ten they begin again."""
    return QColor(HUES[number % len(HUES)])


def fill(painter: QPainter, rect: QRect, role: str) -> None:
    """Fill a rectangle with a colour in use.

    `QPainter.fillRect` does the same, but its first call makes Python classes of every gradient and pattern.
    """
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(role))
    painter.drawRect(rect)


def is_dark() -> bool:
    """Say whether the dark theme is in use."""
    return _current["colours"] is DARK


def font(role: str) -> QFont:
    """Return the font of a role: title, heading, body, strong (body, semi-bold), small or code.

    Sizes are points, so that a larger text size of the system enlarges them; at 96 dots per inch a body is 13 pixels.
    """
    if role == "code":
        chosen = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        chosen.setPointSizeF(_points(12.5))
        return chosen
    chosen = QFont(QApplication.font())
    chosen.setPointSizeF(_points(_SIZES[role]))
    chosen.setWeight(QFont.Weight.DemiBold if role in _SEMIBOLD else QFont.Weight.Normal)
    return chosen


def prepare(app: QApplication, mode: Mode) -> None:
    """Give the application its font and colours; `apply` adds the style sheet once the first window is made.

    With a style sheet each widget that gets a parent passes it on to all inside, a large part of making a window.
    """
    _wanted["mode"] = mode
    if app.property("ilha_theme") is None:
        app.setProperty("ilha_theme", True)
        app.setFont(_load_font())
        QGuiApplication.styleHints().colorSchemeChanged.connect(_follow_system)
        _colour(app, _choose(mode))


def apply(app: QApplication, mode: Mode) -> None:
    """Give the application its font, palette and style sheet; later calls switch between the themes."""
    prepare(app, mode)
    _switch(app, _choose(mode))


def style_sheet(chosen: Colours) -> str:
    """Return the style sheet with its `@names` filled in."""
    folder = resources()
    text = (folder / "styles" / "ilha.qss").read_text(encoding="utf-8")
    values = chosen._asdict() | {"styles": (folder / "styles").as_posix(), "tone": _tone(chosen)}
    for name in sorted(values, key=len, reverse=True):
        text = text.replace(f"@{name}", values[name])
    return text


def _choose(mode: Mode) -> Colours:
    if mode == "auto":
        scheme = QGuiApplication.styleHints().colorScheme()
        return DARK if scheme is Qt.ColorScheme.Dark else LIGHT
    return DARK if mode == "dark" else LIGHT


def _switch(app: QApplication, chosen: Colours) -> None:
    if chosen is not _current["colours"]:
        app.setStyleSheet("")  # to take one sheet off and put another on costs a quarter of exchanging them
        _colour(app, chosen)
    elif app.styleSheet():
        return
    app.setStyleSheet(style_sheet(chosen))
    changed.emit()


def _colour(app: QApplication, chosen: Colours) -> None:
    _current["colours"] = chosen
    app.setPalette(_palette(chosen))


def _follow_system(_scheme: Qt.ColorScheme) -> None:
    app = QApplication.instance()
    if _wanted["mode"] == "auto" and isinstance(app, QApplication):
        _switch(app, _choose("auto"))


def _load_font() -> QFont:
    family = ""
    for path in sorted((resources() / "fonts").glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
        family = family or (families[0] if families else "")
    chosen = QFont(family) if family else QApplication.font()
    chosen.setPointSizeF(_points(_SIZES["body"]))
    chosen.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return chosen


def _points(pixels: float) -> float:
    return pixels if sys.platform == "darwin" else pixels * 0.75


def _palette(chosen: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for target, value in (
        (role.Window, chosen.window),
        (role.WindowText, chosen.text),
        (role.Base, chosen.base),
        (role.AlternateBase, chosen.raised),
        (role.Text, chosen.text),
        (role.PlaceholderText, chosen.muted),
        (role.Button, chosen.base),
        (role.ButtonText, chosen.text),
        (role.BrightText, chosen.bad),
        (role.ToolTipBase, chosen.base),
        (role.ToolTipText, chosen.text),
        (role.Highlight, chosen.accent),
        (role.HighlightedText, chosen.accent_text),
        (role.Accent, chosen.accent),
        (role.Link, chosen.accent),
        (role.LinkVisited, chosen.accent),
        (role.Light, chosen.line),
        (role.Midlight, chosen.line),
        (role.Mid, chosen.line),
        (role.Dark, chosen.line),
        (role.Shadow, chosen.line),
    ):
        palette.setColor(target, QColor(value))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(chosen.muted))
    return palette


def _tone(chosen: Colours) -> str:
    return "dark" if chosen is DARK else "light"
