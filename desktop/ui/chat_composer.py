"""Where one writes to a model: a field that grows, a button that sends or stops, and how full its context is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.ui import drops, icons, language
from desktop.ui.shortcuts import tip
from desktop.ui.text_label import ElidedLabel, set_tone, text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from desktop.core.result import Usage

_BAR = 96
_LINE = 24  # pixels around the lines of the field
_QUOTED_CHARACTERS = 20_000
"""More of a file than a model can hold in mind helps nobody, and makes the field slow."""


class ChatField(QPlainTextEdit):
    """Enter sends, Shift+Enter begins a new line.

    Signals:
        submitted: Enter was pressed.
        files_given: list of paths that were pasted.
    """

    submitted = Signal()
    files_given = Signal(object)

    def __init__(self, *, most: int = 8, parent: QWidget | None = None) -> None:
        """Grow up to `most` lines."""
        super().__init__(parent)
        self._most = most
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        lines = min(max(int(self.document().size().height()), 1), self._most)  # of a plain text, it is in lines
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + _LINE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send with Enter."""
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not shift:
            self.submitted.emit()
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        """Take the words alone; files are for whoever shows the field."""
        paths = drops.paths_of(source)
        if paths:
            self.files_given.emit(paths)
        else:
            self.insertPlainText(source.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow lines that break elsewhere."""
        super().resizeEvent(event)
        self._fit()


class ChatComposer(QWidget):
    """Keeps what is written until the page takes it; `side`, before the field, has room for buttons of the page.

    Signals:
        sent: the text should be sent.
        stopped: the answer should end.
    """

    sent = Signal()
    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._writing, self._blocked = False, ""
        self._usage: Usage | None = None
        self.field = ChatField()
        self.side = QVBoxLayout()
        self.send, self.stop = QPushButton(), QPushButton()
        self.send.setProperty("kind", "primary")
        self.send.setIcon(icons.icon("play", "accent_text"))
        self.stop.setIcon(icons.icon("square", "accent"))
        self.bar = QProgressBar()
        self.bar.setFixedWidth(_BAR)
        self.meter, self.keys = text_label("small", tone="muted"), ElidedLabel("small", tone="muted", at_end=True)
        self.field.submitted.connect(self.submit)
        self.field.textChanged.connect(self._adapt)
        self.send.clicked.connect(self.submit)
        self.stop.clicked.connect(self.stopped)
        self._lay_out()
        self.retranslate()

    @property
    def text(self) -> str:
        """Return what is in the field."""
        return self.field.toPlainText()

    def submit(self) -> None:
        """Send the text, if there is any and nothing is being written."""
        if self.send.isEnabled() and not self._writing:
            self.sent.emit()

    def quote(self, text: str) -> int:
        """Put a text behind what is written; returns how much of it there is where that is not all, else 0."""
        kept = text[:_QUOTED_CHARACTERS]
        self.field.moveCursor(QTextCursor.MoveOperation.End)
        self.field.insertPlainText(("\n\n" if self.text.strip() else "") + kept)
        return len(kept) if kept != text else 0

    def set_state(self, *, writing: bool, blocked: str = "") -> None:
        """Say whether an answer is being written, or why nothing can be sent."""
        self._writing, self._blocked = writing, blocked
        self._adapt()

    def set_narrow(self, narrow: bool) -> None:
        """Spare what can be spared where there is little room."""
        self.keys.setVisible(not narrow)

    def show_usage(self, usage: Usage | None) -> None:
        """Show how much of what the model can hold is used."""
        self._usage = usage
        for widget in (self.bar, self.meter):
            widget.setVisible(usage is not None)
        if usage is not None:
            used = min(usage.prompt_tokens + usage.completion_tokens, usage.context_tokens)
            full = usage.dropped_turns > 0
            self.bar.setRange(0, max(usage.context_tokens, 1))
            self.bar.setValue(used)
            words = self.tr("Full: it forgets the oldest turns") if full else self.tr("%1 of %2 tokens in mind")
            shown = (language.number(used), language.number(usage.context_tokens))
            self.meter.setText(words.replace("%1", shown[0]).replace("%2", shown[1]))
            set_tone(self.meter, "warning" if full else "muted")

    def retranslate(self) -> None:
        """Write every text anew."""
        self.field.setPlaceholderText(self.tr("Write a message"))
        self.field.setAccessibleName(self.tr("Message"))
        self.send.setText(self.tr("Send"))
        self.stop.setText(self.tr("Stop"))
        self.stop.setToolTip(tip(self.tr("End the answer; what there is of it stays"), "cancel"))
        self.keys.setText(self.tr("Enter sends, Shift+Enter begins a new line"))
        rule = self.tr("When the model can hold no more, the oldest turns are left out of its mind; here they stay.")
        self.meter.setToolTip(rule)
        self.bar.setToolTip(rule)
        self.bar.setAccessibleName(self.tr("What the model holds in mind"))
        self.show_usage(self._usage)
        self._adapt()

    def _adapt(self) -> None:
        self.send.setVisible(not self._writing)
        self.stop.setVisible(self._writing)
        self.send.setEnabled(bool(self.text.strip()) and not self._blocked)
        self.send.setToolTip(self._blocked or tip(self.tr("Send the message"), "run"))

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setContentsMargins(0, 0, 0, 3)
        side.addStretch(1)
        side.addWidget(self.send)
        side.addWidget(self.stop)
        self.side.setContentsMargins(0, 0, 0, 3)
        self.side.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addLayout(self.side)
        row.addWidget(self.field, 1)
        row.addLayout(side)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self.keys, 1)
        foot.addStretch(0)
        foot.addWidget(self.meter)
        foot.addWidget(self.bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP // 2)
        column.addLayout(row)
        column.addLayout(foot)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
