"""What the result pane shows while there is no result: a calm word, progress, or what went wrong."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, qVersion
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import icons, theme
from desktop.ui.icon_label import IconLabel
from desktop.ui.job_text import elapsed
from desktop.ui.language import duration, percent
from desktop.ui.text_label import text_label

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

    from desktop.core.job import Job

_WIDEST = 560  # pixels: longer lines are hard to read
# Arguments of errors that say nothing about the user's files.
_HARMLESS = ("exit", "kind", "found", "limit", "unit", "expected", "model", "file", "task")


def report(job: Job) -> str:
    """Write what a bug report needs: codes and versions, no names and no content of files."""
    failure = job.failure
    assert failure is not None
    lines = [f"ilha {_version('ilha')}", f"error: {failure.code}"]
    lines += [f"{name}: {failure.arguments[name]}" for name in _HARMLESS if name in failure.arguments]
    lines += [
        f"task: {job.task}",
        f"model: {job.model}",
        f"input: {job.input.mime}, {job.input.size_bytes} bytes",
        f"python: {platform.python_version()}",
        f"qt: {qVersion()}",
        f"onnxruntime: {_version('onnxruntime')}",
        f"system: {platform.platform()}",
    ]
    return "\n".join(dict.fromkeys(lines)) + "\n"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"


class StatePage(QWidget):
    """An icon, a heading, a paragraph and buttons, in the middle of the pane."""

    def __init__(self, icon: str, role: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel(icon, 40, role)
        self.heading = _words("heading")
        self.text = _words("body", "muted")
        self.detail = _words("small", "muted")
        self.detail.hide()
        self.buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.buttons.setSpacing(theme.GAP)
        inner = QWidget()
        inner.setMaximumWidth(_WIDEST)
        column = self._column = QVBoxLayout(inner)
        column.setContentsMargins(theme.GAP * 3, theme.GAP * 3, theme.GAP * 3, theme.GAP * 3)
        column.setSpacing(theme.GAP)
        column.addStretch(2)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self.heading, self.text, self.detail):
            column.addWidget(label)
        column.addSpacing(theme.GAP)
        column.addLayout(self.buttons)
        column.addStretch(3)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def add_button(self, kind: str = "") -> QPushButton:
        """Add a button; all of them stand in the middle."""
        button = QPushButton()
        button.setProperty("kind", kind)
        if self.buttons.isEmpty():
            self.buttons.addStretch(1)
            self.buttons.addWidget(button)
            self.buttons.addStretch(1)
        else:
            self.buttons.insertWidget(self.buttons.count() - 1, button)
        return button

    def say(self, heading: str, text: str, detail: str = "") -> None:
        """Set the words."""
        self.heading.setText(heading)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))
        self._fit()

    def _fit(self) -> None:
        """Put buttons below one another where they do not fit beside one another, and let no word end a text alone."""
        for label in (self.heading, self.text, self.detail):
            spare = _spare(label, min(self.width(), _WIDEST) - theme.GAP * 6)
            label.setContentsMargins(spare, 0, spare, 0)
        buttons = [button for button in self.findChildren(QPushButton) if not button.isHidden()]
        needed = sum(button.sizeHint().width() + theme.GAP for button in buttons) + theme.GAP * 6
        directions = QBoxLayout.Direction
        self.buttons.setDirection(directions.LeftToRight if needed <= self.width() else directions.TopToBottom)

    def showEvent(self, event: QShowEvent) -> None:
        """Lay the words out anew: of two widths that the area got while it was hidden they know the first alone."""
        super().showEvent(event)
        self._column.invalidate()
        self._column.activate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the buttons inside, and the lines even."""
        super().resizeEvent(event)
        self._fit()


class RunningPage(QWidget):
    """Progress, the time so far and to go, and the text as it comes.

    Signals:
        cancelled: the user gives up.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._now = _now
        self.phase = text_label("strong", wrap=True)
        self.times = text_label("body", tone="muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel = QPushButton()
        self.cancel.setIcon(icons.icon("x", "text"))
        self.cancel.clicked.connect(self.cancelled)
        self.partial = QPlainTextEdit()
        self.partial.setReadOnly(True)
        self.partial.hide()
        row = QHBoxLayout()
        row.addWidget(self.phase, 1)
        row.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GAP, 0, 0)
        column.setSpacing(theme.GAP)
        column.addLayout(row)
        column.addWidget(self.bar)
        column.addWidget(self.times)
        column.addWidget(self.partial, 1)
        column.addStretch(0)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._tell)
        self.retranslate()

    def show_job(self, job: Job) -> None:
        """Show how far a job is."""
        if self._job is None or self._job.id != job.id:
            self.partial.clear()
            self.partial.hide()
        self._job = job
        self._tell()

    def show_partial(self, text: str) -> None:
        """Show the text so far; the end stays in view while the user does not scroll up."""
        scroll = self.partial.verticalScrollBar()
        follows = scroll.value() >= scroll.maximum() - 2
        old = self.partial.toPlainText()
        if old and text.startswith(old):
            cursor = self.partial.textCursor()
            cursor.movePosition(cursor.MoveOperation.End)
            cursor.insertText(text[len(old) :])
        else:
            self.partial.setPlainText(text)
        self.partial.setVisible(bool(text))
        if follows:
            scroll.setValue(scroll.maximum())

    def retranslate(self) -> None:
        """Set every visible string again."""
        self.cancel.setText(self.tr("Cancel"))
        self.cancel.setToolTip(self.tr("Give this up (Esc)"))
        self.cancel.setAccessibleName(self.tr("Cancel"))
        self.bar.setAccessibleName(self.tr("Progress"))
        self.partial.setAccessibleName(self.tr("Text so far"))
        self._tell()

    def _phases(self, phase: str) -> str:
        return {
            "load": self.tr("Loading the model"),
            "pages": self.tr("Reading the pages"),
            "run": self.tr("Working"),
            "save": self.tr("Saving the pictures"),
        }.get(phase, self.tr("Working"))

    def _tell(self) -> None:
        job = self._job
        if job is None:
            return
        progress = job.progress
        self.phase.setText(self._phases(progress.phase if progress else "run"))
        parts = []
        if progress and progress.total:
            self.bar.setRange(0, 1000)
            self.bar.setValue(round(1000 * progress.done / progress.total))
            parts.append(percent(progress.done / progress.total))
        else:
            self.bar.setRange(0, 0)
        if (seconds := elapsed(job, self._now())) is not None:
            parts.append(self.tr("{time} so far").format(time=duration(seconds)))
        if progress and progress.eta_s is not None:
            parts.append(self.tr("about {time} left").format(time=duration(progress.eta_s)))
        self.times.setText(" · ".join(parts))

    def showEvent(self, event: QShowEvent) -> None:
        """Count the seconds while they are seen."""
        self._timer.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Count nothing that is not seen."""
        self._timer.stop()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _now() -> float:
    import time

    return time.time()


def _spare(label: QLabel, room: int) -> int:
    """Return how much of the room at either side a text can do without and still needs no further line."""
    metrics, width = label.fontMetrics(), room
    if metrics.horizontalAdvance(label.text()) < room:
        return 0

    def height(width: int) -> int:
        return metrics.boundingRect(0, 0, width, 0, Qt.TextFlag.TextWordWrap, label.text()).height()

    least = height(room)
    while width > room // 2 and height(width - theme.GAP * 2) == least:
        width -= theme.GAP
    return max(room - width, 0) // 2


def _words(role: str, tone: str = "") -> QLabel:
    label = text_label(role, tone=tone, wrap=True)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
