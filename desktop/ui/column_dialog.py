"""Which column of a table a recipe begins with."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.ui.table_options import TableOptions
from desktop.ui.text_label import text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from desktop.core.media import InputFile
    from desktop.core.task import Task
    from desktop.jobs.background import Background
    from desktop.media.tables.head import TableHead


class ColumnDialog(QDialog):
    """Asks about a table; opened with `open()`, it never blocks."""

    def __init__(self, table: InputFile, task: Task, background: Background, parent: QWidget | None = None) -> None:
        """Offer the columns of `table`, which are read where they can do no harm, for the first step, `task`."""
        from desktop.media.tables.head import heads_of

        super().__init__(parent)
        self._name = table.name
        self._closed = False
        self.finished.connect(self._close)
        self.heading = text_label("heading", wrap=True)
        self.explained = text_label("small", tone="muted", wrap=True)
        self.options = TableOptions(task)
        for name in ("label_column", "truth"):  # of the first step alone, which is not what is wanted in the end
            self.options.spare(name)
        self.begin, self.leave = QPushButton(), QPushButton()
        self.begin.setDefault(True)
        self.begin.setProperty("kind", "primary")
        self.begin.clicked.connect(self.accept)
        self.leave.setAutoDefault(False)
        self.leave.clicked.connect(self.reject)
        self.options.changed.connect(self._follow)
        self._lay_out()
        self.retranslate()
        self.setMinimumWidth(520)
        self.options.show_heads(None)
        background.run(partial(heads_of, table), self._show)

    def retranslate(self) -> None:
        """Write every text anew."""
        self.setWindowTitle(self.tr("A table through a recipe"))
        self.heading.setText(self._name)
        self.explained.setText(self.tr("Each step works on every row, and the next one on what it has written there."))
        self.leave.setText(self.tr("Cancel"))
        self.begin.setText(self.tr("Start"))

    def _lay_out(self) -> None:
        column, buttons = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(*(GAP * 3,) * 4)
        column.setSpacing(GAP)
        column.addWidget(self.heading)
        column.addWidget(self.explained)
        column.addSpacing(GAP // 2)
        column.addWidget(self.options)
        column.addSpacing(GAP)
        column.addLayout(buttons)
        buttons.setSpacing(GAP)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.begin)

    def _show(self, heads: tuple[TableHead, ...]) -> None:
        if not self._closed:
            self.options.show_heads(heads)
            self._fit()
            self.begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """Be as high as what is shown needs, at this width."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def _follow(self) -> None:
        self.begin.setEnabled(not self.options.lacking())

    def _close(self) -> None:
        self._closed = True
        self.deleteLater()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit what is shown."""
        super().showEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
