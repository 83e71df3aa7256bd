"""The switch of the network: offline, ask each time, downloads allowed; the same on every page that has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from desktop.core.errors import IlhaError
from desktop.ui import icons, theme
from desktop.ui.language import failure_text

if TYPE_CHECKING:
    from desktop.jobs.preferences import Preferences
    from desktop.state.settings import Settings

_ICONS = {"offline": "shield-check", "ask": "message-circle-question-mark", "allowed": "download"}


class NetworkSwitch(QWidget):
    """Three buttons of which one is down."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        """Show and change the setting."""
        super().__init__(parent)
        self._preferences = preferences
        self._compact = False
        self.buttons = {mode: QToolButton() for mode in _ICONS}
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(2)
        for mode, button in self.buttons.items():
            button.setCheckable(True)
            button.setAutoExclusive(True)  # the group sees to that: said to screen readers
            button.setIcon(icons.icon(_ICONS[mode], "muted"))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _checked=False, mode=mode: self.choose(mode))
            group.addButton(button)
            row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        preferences.changed.connect(self.fill)
        self.retranslate()
        self.fill(preferences.current)

    def choose(self, mode: str) -> None:
        """Put a state into force."""
        try:
            self._preferences.change(network=mode)
        except IlhaError as error:  # it holds until the program ends, and is said where one looks
            self.setToolTip(" ".join(failure_text(error.failure())))

    def fill(self, settings: Settings) -> None:
        """Show `settings`."""
        self.buttons[settings.network].setChecked(True)
        self._show_words()

    def set_compact(self, compact: bool) -> None:
        """Show only the word of the state that is in force, or all of them."""
        if compact != self._compact:
            self._compact = compact
            self._show_words()

    def _show_words(self) -> None:
        styles = Qt.ToolButtonStyle
        for button in self.buttons.values():
            wordless = self._compact and not button.isChecked()
            button.setToolButtonStyle(styles.ToolButtonIconOnly if wordless else styles.ToolButtonTextBesideIcon)

    def retranslate(self) -> None:
        """Write every text anew."""
        self.setAccessibleName(self.tr("Network"))
        texts = {
            "offline": (
                self.tr("Offline"),
                self.tr("Nothing is sent, unless you say yes to a question that names it."),
            ),
            "ask": (
                self.tr("Ask each time"),
                self.tr("A server is asked about once until Ilha is closed, and every download by itself."),
            ),
            "allowed": (
                self.tr("Downloads allowed"),
                self.tr("What you start is done without a question. Nothing starts by itself."),
            ),
        }
        for mode, (text, tip) in texts.items():
            self.buttons[mode].setText(f" {text}")
            self.buttons[mode].setAccessibleName(text)
            self.buttons[mode].setToolTip(tip)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field that the buttons lie in."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.colour("line"))
            painter.setBrush(theme.colour("raised"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)
