"""The strip that records: how loud it is, for how long, and what becomes of it."""

from __future__ import annotations

import math
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui import icons, theme
from desktop.ui.icon_label import IconLabel
from desktop.ui.language import clock, duration, translate
from desktop.ui.shortcuts import tip
from desktop.ui.text_label import text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from desktop.jobs.microphone import Microphone

_BAR, _STEP = 3, 5  # pixels
_NARROW = 440
_FLOOR_DB = -54.0
_LOUD = 0.97  # of full scale, from which it is too loud


class LevelMeter(QWidget):
    """The last seconds of what the microphone hears."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show silence."""
        super().__init__(parent)
        self.setProperty("role", "level")
        self._levels: deque[float] = deque(maxlen=400)
        self.setFixedHeight(32)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def clear(self) -> None:
        """Show silence."""
        self._levels.clear()
        self.update()

    def add(self, level: float) -> None:
        """Show the loudest sample of the last moment, 0 to 1."""
        self._levels.append(level)
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for some width."""
        return QSize(160, 32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the newest at the right, what was too loud in another colour."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            middle = self.height() / 2
            for number in range(self.width() // _STEP):
                level = self._levels[-1 - number] if number < len(self._levels) else 0.0
                painter.setBrush(theme.colour("line" if level <= 0 else "bad" if level >= _LOUD else "accent"))
                tall = max(_share(level) * self.height(), 3.0)
                left = self.width() - (number + 1) * _STEP
                painter.drawRoundedRect(QRectF(left, middle - tall / 2, _BAR, tall), 1.5, 1.5)


class RecordPanel(QFrame):
    """Records through `microphone`.

    Signals:
        recorded: Path of a recording that is finished.
        failed: Failure; what was recorded before it is kept.
    """

    recorded = Signal(object)
    failed = Signal(object)

    def __init__(self, microphone: Microphone, parent: QWidget | None = None) -> None:
        """Wait for the button."""
        super().__init__(parent)
        self.setProperty("tile", True)
        self.microphone = microphone
        self._narrow = False
        self._icon = IconLabel("mic", 24, "accent")
        self.title, self.detail = text_label("strong"), text_label("small", tone="muted", wrap=True)
        self.meter = LevelMeter()
        self.device = QComboBox()
        self.device.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.device.setMinimumContentsLength(14)
        self.device.activated.connect(lambda _index: microphone.choose(str(self.device.currentData())))
        self.record, self.pause, self.stop = QPushButton(), QPushButton(), QPushButton()
        self.record.setIcon(icons.icon("mic", "accent"))
        self.stop.setProperty("kind", "primary")
        self.stop.setIcon(icons.icon("square", "accent_text"))
        self.record.clicked.connect(self._start)
        self.pause.clicked.connect(self._pause)
        self.stop.clicked.connect(self.finish)
        microphone.changed.connect(self._follow)
        microphone.level.connect(self._take_level)
        microphone.recorded.connect(self.recorded)
        microphone.failed.connect(self.failed)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.title)
        words.addWidget(self.detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP + 4, GAP, GAP, GAP)
        row.setSpacing(GAP + 4)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        row.addWidget(self.meter, 2)
        for widget in (self.device, self.record, self.pause, self.stop):
            row.addWidget(widget)
        self.retranslate()

    def toggle(self) -> None:
        """Begin a recording, or end the one that is made."""
        if self.microphone.recording:
            self.finish()
        elif self.record.isEnabled():
            self._start()

    def finish(self) -> None:
        """End the recording, if one is made; it is announced."""
        self.microphone.stop()

    def retranslate(self) -> None:
        """Write every text anew."""
        self.device.setAccessibleName(self.tr("Microphone"))
        self.device.setToolTip(self.tr("Which microphone listens"))
        self.record.setText(self.tr("Record"))
        self.stop.setText(self.tr("Stop"))
        self.stop.setAccessibleName(self.tr("End the recording and transcribe it"))
        self.stop.setToolTip(tip(self.stop.accessibleName(), "record"))
        self._follow()

    def minimumSizeHint(self) -> QSize:
        """Let the layout take the meter away where there is no room for it."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Spare what is not needed in a narrow page."""
        super().resizeEvent(event)
        self._narrow = self.width() < _NARROW
        self._show_parts()

    def _show_parts(self) -> None:
        recording = self.microphone.recording
        self._icon.setVisible(not self._narrow)
        self.meter.setVisible(recording and not self._narrow)
        self.device.setVisible(not recording and not self._narrow and self.device.count() > 1)

    def _start(self) -> None:
        self.meter.clear()
        self.microphone.start()
        if self.microphone.recording:
            self.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pause(self) -> None:
        (self.microphone.resume if self.microphone.paused else self.microphone.pause)()

    @Slot()
    def _follow(self) -> None:
        """Show what the microphone does."""
        recording, paused = self.microphone.recording, self.microphone.paused
        lack = translate("microphone", self.microphone.lack) if self.microphone.lack else ""
        self.record.setVisible(not recording)
        self.record.setEnabled(not lack)
        self.record.setToolTip(lack or tip(self.tr("Record from the microphone and transcribe it"), "record"))
        self.record.setAccessibleDescription(lack)
        for widget in (self.pause, self.stop):
            widget.setVisible(recording)
        self._fill_devices()
        self._show_parts()
        self._icon.show_icon("mic-off" if lack else "mic", "muted" if lack else "bad" if recording else "accent")
        self.pause.setText(self.tr("Go on") if paused else self.tr("Pause"))
        self.pause.setIcon(icons.icon("mic" if paused else "pause"))
        self.pause.setToolTip(self.tr("Go on recording") if paused else self.tr("Stop listening for a while"))
        if recording:
            self.title.setText(self.tr("Paused") if paused else self.tr("Recording"))
            self._tell_time()
        else:
            self.title.setText(self.tr("Microphone"))
            self.detail.setText(lack or self.tr("What you say is recorded on this computer and goes nowhere else."))

    def _fill_devices(self) -> None:
        """Offer a choice where there is one; what was chosen stays so while it is there."""
        devices, chosen = self.microphone.devices, self.device.currentData()
        if [name for _id, name in devices] != [self.device.itemText(at) for at in range(self.device.count())]:
            self.device.clear()
            for device_id, name in devices:
                self.device.addItem(name, device_id)
            self.device.setCurrentIndex(max(self.device.findData(chosen), 0))

    @Slot(float)
    def _take_level(self, level: float) -> None:
        self.meter.add(level)
        self._tell_time()

    def _tell_time(self) -> None:
        seconds = self.microphone.seconds
        self.detail.setText(clock(seconds))
        self.detail.setAccessibleName(duration(seconds))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _share(level: float) -> float:
    """Return how high a level is drawn: by decibels, as ears hear it."""
    return max(1 - 20 * math.log10(level) / _FLOOR_DB, 0.0) if level > 0 else 0.0
