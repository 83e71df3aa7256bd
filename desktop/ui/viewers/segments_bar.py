"""The buttons above a transcript: play, speed and edit, and what can be done while it is edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from desktop.ui import icons, theme
from desktop.ui.language import clock, number
from desktop.ui.shortcuts import tip
from desktop.ui.text_label import ElidedLabel, text_label
from desktop.ui.translation_text import titled, tongue

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from desktop.core.result import Segments
    from desktop.ui.viewers.transcript import Transcript

_ROOMY = 380  # pixels
SPEEDS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)


class PlayBar(QWidget):
    """Plays, tells the place and the speed, begins to edit.

    Signals:
        toggled: play or pause.
        speed_wanted: how many times as fast as it was said.
    """

    toggled = Signal()
    speed_wanted = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand still at the beginning."""
        super().__init__(parent)
        self._playing = False
        self._why_not = ""
        self._duration_s = 0.0
        self.play = _button("play", "accent", 20)
        self.play.clicked.connect(self.toggled)
        self.place, self.language = text_label("body", tone="muted"), ElidedLabel("body", tone="muted", at_end=True)
        self._codes: tuple[str, ...] = ()
        self.speed = QToolButton()
        self.speed.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.speed.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.speeds = QMenu(self.speed)
        self.speed.setMenu(self.speeds)
        self._group = QActionGroup(self)
        for factor in SPEEDS:
            action = QAction(self.speeds, checkable=True, checked=factor == 1)
            action.setData(factor)
            self._group.addAction(action)
            self.speeds.addAction(action)
        self._group.triggered.connect(lambda action: self._take_speed(action.data()))
        self.edit = _button("pencil", "muted")
        self.edit.setIconSize(QSize(20, 16))  # the rest keeps its words at a distance
        self.edit.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.edit.setCheckable(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        row.addWidget(self.play)
        row.addWidget(self.place)
        row.addWidget(self.language, 1)
        row.addWidget(self.speed)
        row.addWidget(self.edit)
        self.retranslate()

    def show_recording(self, value: Segments) -> None:
        """Tell how long a recording is, what is spoken and what that became."""
        self._duration_s = value.duration_s
        self._codes = tuple(dict.fromkeys(filter(None, (value.spoken, value.language))))
        self.set_place(0.0)
        self._name_language()

    def set_place(self, seconds: float) -> None:
        """Tell where it is heard."""
        self.place.setText(f"{clock(seconds)} / {clock(self._duration_s)}")

    def set_playing(self, playing: bool) -> None:
        """Offer to pause, or to play."""
        self._playing = playing
        self.play.setIcon(icons.icon("pause" if playing else "play", "accent"))
        self._name_play()

    def block(self, reason: str) -> None:
        """Say why it cannot be played; nothing lets it be played again."""
        self._why_not = reason
        self.play.setEnabled(not reason)
        self.speed.setEnabled(not reason)
        self._name_play()

    def retranslate(self) -> None:
        """Set every visible string again."""
        self.edit.setText(self.tr("Edit"))
        self.edit.setAccessibleName(self.tr("Edit the transcript"))
        self.edit.setToolTip(tip(self.edit.accessibleName(), "edit"))
        for action in self._group.actions():
            action.setText(_times(action.data()))
        self._show_speed()
        self._name_play()
        self._name_language()

    def _name_language(self) -> None:
        self.language.setText(" → ".join(titled(tongue(code)) for code in self._codes))

    def _name_play(self) -> None:
        self.play.setAccessibleName(self.tr("Pause") if self._playing else self.tr("Play"))
        self.play.setToolTip(self._why_not or self.tr("%1 (Space)").replace("%1", self.play.accessibleName()))
        self.play.setAccessibleDescription(self._why_not)

    def _take_speed(self, factor: float) -> None:
        self._show_speed()
        self.speed_wanted.emit(factor)

    def _show_speed(self) -> None:
        shown = _times(self._group.checkedAction().data())
        self.speed.setText(shown)
        self.speed.setAccessibleName(self.tr("Speed, %1").replace("%1", shown))
        self.speed.setToolTip(self.tr("Speed"))


class EditBar(QWidget):
    """What can be done at the cursor while a transcript is edited.

    Signals:
        name_wanted: the speaker at the cursor is to be named.
    """

    name_wanted = Signal()

    def __init__(self, transcript: Transcript, parent: QWidget | None = None) -> None:
        """Act on `transcript`."""
        super().__init__(parent)
        self._transcript = transcript
        self.undo, self.redo = _button("undo-2"), _button("redo-2")
        self.split, self.merge, self.speaker = (
            _button(icon) for icon in ("separator-horizontal", "fold-vertical", "user-round")
        )
        self.hint = text_label("small", tone="muted", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP // 2)
        for button in (self.undo, self.redo, self.split, self.merge, self.speaker):
            row.addWidget(button)
        row.addSpacing(theme.GAP // 2)
        row.addWidget(self.hint, 1)
        row.addStretch(0)
        actions: dict[QToolButton, Callable[[], None]] = {
            self.undo: transcript.undo,
            self.redo: transcript.redo,
            self.split: transcript.split,
            self.merge: transcript.merge,
            self.speaker: self.name_wanted.emit,
        }
        for button, action in actions.items():
            button.clicked.connect(lambda _checked=False, action=action: self._do(action))
        transcript.edited.connect(self.refresh)
        transcript.cursorPositionChanged.connect(self.refresh)
        self.retranslate()
        self.refresh()

    def refresh(self) -> None:
        """Enable what can be done now."""
        self.undo.setEnabled(self._transcript.edits.can_undo)
        self.redo.setEnabled(self._transcript.edits.can_redo)
        self.merge.setEnabled(self._transcript.line < len(self._transcript.pieces) - 1)

    def retranslate(self) -> None:
        """Set every visible string again."""
        self.hint.setText(self.tr("Enter splits, Backspace at the beginning of a line merges, Esc ends."))
        names = {
            self.undo: (self.tr("Undo"), "Ctrl+Z"),
            self.redo: (self.tr("Redo"), "Ctrl+Y"),
            self.split: (self.tr("Split the line at the cursor"), "Enter"),
            self.merge: (self.tr("Merge with the next line"), ""),
            self.speaker: (self.tr("Name the speaker…"), ""),
        }
        for button, (name, keys) in names.items():
            button.setAccessibleName(name)
            button.setToolTip(f"{name} ({keys})" if keys else name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Spare the words where they would take many lines; the tooltips say the same."""
        super().resizeEvent(event)
        self.hint.setVisible(event.size().width() >= _ROOMY)

    def _do(self, action: Callable[[], None]) -> None:
        """Act, and let one write on."""
        action()
        self._transcript.setFocus(Qt.FocusReason.OtherFocusReason)


def _button(icon: str, role: str = "muted", size: int = 18) -> QToolButton:
    button = QToolButton()
    button.setIcon(icons.icon(icon, role))
    button.setIconSize(QSize(size, size))
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def _times(factor: float) -> str:
    """Write a speed: 1×, 1.5×, 0.75×."""
    decimals = len(f"{factor:g}".partition(".")[2])
    return f"{number(factor, decimals)}×"
