from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontDatabase, QFontInfo, QIcon, QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.core.errors import IlhaError, InputTooLarge, NoModelForTask
from desktop.state.paths import resources
from desktop.ui import icons, language, theme
from tests.gui import scenes

PAIRS = {
    "text": ("window", "base", "raised", "hover", "accent_soft"),
    "muted": ("window", "base", "raised", "hover", "accent_soft"),
    "accent": ("window", "base", "raised", "accent_soft"),
    "accent_text": ("accent",),
    "good": ("window", "base", "raised", "good_soft", "accent_soft"),
    "warning": ("window", "base", "warning_soft"),
    "bad": ("window", "base", "raised", "bad_soft", "accent_soft"),
}


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(value: str) -> float:
    channels = (int(value[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_words_stand_out_from_what_is_behind_them(colours: theme.Colours) -> None:
    weak = {
        (front, back): round(contrast(getattr(colours, front), getattr(colours, back)), 2)
        for front, backs in PAIRS.items()
        for back in backs
        if contrast(getattr(colours, front), getattr(colours, back)) < 4.5
    }
    assert not weak


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, QTextEdit])
def test_the_hint_of_a_field_has_the_colour_that_is_read_second(
    qapp: QApplication, qtbot: QtBot, kind: type[QLineEdit | QPlainTextEdit | QTextEdit]
) -> None:
    field = kind()
    qtbot.addWidget(field)
    theme.apply(qapp, "light")
    field.ensurePolished()
    hint = field.palette().placeholderText().color()
    assert (hint.name(), hint.alpha()) == (theme.LIGHT.muted, 255)


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_every_name_in_the_style_sheet_is_known(colours: theme.Colours) -> None:
    text = theme.style_sheet(colours)
    assert "@" not in re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    for path in re.findall(r"url\(([^)]+)\)", text):
        assert (resources() / "styles" / path.rpartition("/")[2]).is_file()


def test_switching_changes_palette_and_tells_everybody(qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.apply(qapp, "dark")
    assert theme.is_dark()
    assert qapp.palette().window().color().name() == theme.DARK.window
    with qtbot.waitSignal(theme.changed):
        theme.apply(qapp, "light")
    assert theme.colours() is theme.LIGHT


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


@pytest.mark.parametrize("kind", [QCheckBox, QComboBox, QLineEdit, QPushButton, QRadioButton, QSpinBox])
def test_what_cannot_be_used_looks_so(qtbot: QtBot, kind: type[QWidget]) -> None:
    widget = kind()
    qtbot.addWidget(widget)
    if isinstance(widget, QComboBox):
        widget.addItem("Normal")
    able = picture(widget)
    widget.setEnabled(False)
    assert picture(widget) != able


def test_a_list_of_rows_shows_that_it_has_the_keyboard(qtbot: QtBot) -> None:
    whole, rows, button = QWidget(), QListWidget(), QPushButton()
    rows.setProperty("rows", True)
    rows.addItems(["Reviews", "Photos"])
    rows.setCurrentRow(0)
    column = QVBoxLayout(whole)
    column.addWidget(button)
    column.addWidget(rows)
    scenes.active(whole, qtbot, 200, 200)
    button.setFocus()
    without = picture(rows)
    rows.setFocus()
    assert picture(rows) != without


def test_the_font_is_ours(qapp: QApplication) -> None:
    assert "Inter" in QFontDatabase.families()
    assert QFontInfo(theme.font("body")).family() == "Inter"
    assert theme.font("title").pointSizeF() > theme.font("heading").pointSizeF() > theme.font("small").pointSizeF()


def test_fonts_and_icons_came_with_their_licences() -> None:
    licences = {path.name for path in (resources() / "licences").iterdir()}
    assert {"Inter-OFL.txt", "Lucide-ISC.txt"} <= licences
    assert sum(path.stat().st_size for path in (resources() / "fonts").glob("*.ttf")) < 900_000


@pytest.mark.parametrize("path", sorted((resources() / "icons").glob("*.svg")), ids=lambda path: path.stem)
def test_every_icon_is_drawn_in_the_colour_that_was_asked_for(qapp: QApplication, path: object) -> None:
    image = icons.pixmap(path.stem, 24, "#ff0000", 2.0).toImage()  # type: ignore[attr-defined]
    assert image.width() == 48
    opaque = [
        image.pixelColor(x, y)
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
        if image.pixelColor(x, y).alpha() > 200
    ]
    assert opaque
    assert all(colour.red() > 200 and colour.green() < 60 for colour in opaque)


def test_an_icon_follows_the_theme_and_fades_when_disabled(qapp: QApplication) -> None:
    icon = icons.icon("check", "text")
    light = icon.pixmap(QSize(16, 16)).toImage()
    faded = icon.pixmap(QSize(16, 16), QIcon.Mode.Disabled).toImage()
    assert light != faded
    theme.apply(qapp, "dark")
    assert icons.icon("check", "text").pixmap(QSize(16, 16)).toImage() != light
    copy = QIcon(icon)
    assert not copy.pixmap(QSize(20, 20)).isNull()


def test_colours_of_labels_are_seen_on_both_themes_and_carry_white_text() -> None:
    for number, written in enumerate(theme.HUES):
        assert theme.hue(number) == theme.hue(number + len(theme.HUES))
        assert contrast(written, theme.ON_HUE) >= 4.5
        assert contrast(written, theme.LIGHT.base) >= 3
        assert contrast(written, theme.DARK.base) >= 3
    assert len(set(theme.HUES)) == len(theme.HUES)


def test_an_icon_on_the_accent_is_seen_when_its_button_cannot_be_pressed(qapp: QApplication) -> None:
    disabled = icons.icon("play", "accent_text").pixmap(QSize(16, 16), QIcon.Mode.Disabled).toImage()
    assert disabled == icons.icon("play", "muted").pixmap(QSize(16, 16), QIcon.Mode.Disabled).toImage()


def test_colours_are_written_in_full() -> None:
    for colours in (theme.LIGHT, theme.DARK):
        for value in colours._asdict().values():
            assert re.fullmatch(r"#[0-9a-f]{6}", value)


def test_numbers_follow_the_language(qapp: QApplication) -> None:
    language.install(qapp, "pt_BR")
    assert language.size(1_234_567) == "1,2 MB"
    assert language.duration(3.2) == "3,2 s"
    language.install(qapp, "en")
    sizes = {284_400_000: "284 MB", 3_400_000_000: "3.4 GB", 42_300_000_000: "42 GB"}
    assert {size_bytes: language.size(size_bytes) for size_bytes in sizes} == sizes
    assert language.percent(0.404, 1) == "40.4%"
    assert language.duration(0.031) == "0.03 s"
    assert language.duration(12) == "12 s"
    assert language.duration(200) == "3 min 20 s"
    assert language.duration(3900) == "1 h 5 min"


def test_periods_are_written_as_the_language_does(qapp: QApplication) -> None:
    periods = ("2026", "2026-11", "2026-11-23", "2026-02-31")
    assert [language.period(one) for one in periods] == ["2026", "Nov 2026", "11/23/26", "2026-02-31"]
    language.install(qapp, "pt_BR")
    assert [language.period(one) for one in periods] == ["2026", "nov. 2026", "23/11/2026", "2026-02-31"]


def test_failures_are_told_in_the_language_of_the_window(qapp: QApplication) -> None:
    failure = InputTooLarge(name="a.png", found=200_000_000, unit="pixels", limit=100).failure()
    message, _ = language.failure_text(failure)
    assert "200,000,000" in message
    language.install(qapp, "pt_BR")
    translated, hint = language.failure_text(failure)
    assert translated != message
    assert "200.000.000" in translated
    assert hint
    assert set(IlhaError.by_code)
    lack, _ = language.failure_text(NoModelForTask(task="summarization").failure())
    assert "Resumir" in lack
    unknown, _ = language.failure_text(NoModelForTask(task="mask-generation").failure())
    assert "mask-generation" in unknown
