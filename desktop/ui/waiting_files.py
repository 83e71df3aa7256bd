"""Files that wait on a task page until what the task needs to know was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.ui import icons
from desktop.ui.icon_label import IconLabel
from desktop.ui.shortcuts import tip
from desktop.ui.text_label import ElidedLabel, text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from desktop.core.media import InputFile


class WaitingFiles(QFrame):
    """Hidden while nothing waits; the reason stands beside a button that cannot be pressed yet."""

    run = Signal()
    """Start the files."""
    cleared = Signal()
    """The user does not want them after all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setProperty("card", True)
        self._files: tuple[InputFile, ...] = ()
        self._lacking = ""
        self.headline, self.names = text_label("strong"), ElidedLabel("small", tone="muted", at_end=True)
        self.reason = text_label("small", tone="warning", wrap=True)
        self.start, self.clear = QPushButton(), QPushButton()
        self.start.setProperty("kind", "primary")
        self.start.setIcon(icons.icon("play", "accent_text"))
        self.start.clicked.connect(self.run)
        self.clear.setProperty("kind", "quiet")
        self.clear.clicked.connect(self.cleared)
        words = QVBoxLayout()
        words.setSpacing(1)
        for label in (self.headline, self.names, self.reason):
            words.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP * 2, GAP + 2, GAP + 4, GAP + 2)
        row.setSpacing(GAP)
        row.addWidget(IconLabel("files", 22, "accent"))
        row.addSpacing(GAP // 2)
        row.addLayout(words, 1)
        row.addWidget(self.clear)
        row.addWidget(self.start)
        self.show_files((), "")

    def show_files(self, files: tuple[InputFile, ...], lacking: str) -> None:
        """Show what waits; `lacking` names the option that is still empty."""
        self._files, self._lacking = files, lacking
        self.setVisible(bool(files))
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text anew."""
        self.headline.setText(self.tr("%n file(s) ready", "", len(self._files)))
        self.names.setText(", ".join(file.name for file in self._files[:20]))
        self.setAccessibleName(f"{self.headline.text()}: {self.names.text()}")
        self.reason.setText(self.tr("Fill in “%1” first.").replace("%1", self._lacking))
        self.reason.setVisible(bool(self._lacking))
        self.start.setText(self.tr("Run"))
        self.start.setEnabled(not self._lacking)
        self.start.setToolTip(self.reason.text() if self._lacking else tip(self.tr("Run"), "run"))
        self.clear.setText(self.tr("Clear"))
        self.clear.setToolTip(tip(self.tr("Put these files away again"), "cancel"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
