"""What a task is told about a table: which column holds the texts, and whether a sample is enough for now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from desktop.core.table import SAMPLE_ROWS
from desktop.core.task import table_parameters
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.language import translate
from desktop.ui.text_label import text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.core.task import Task, Value
    from desktop.media.tables.head import TableHead

_SAMPLES = ("none", "first", "random")


class TableOptions(QWidget):
    """Fields for a table that waits on the page of a task; the names of columns are kept nowhere."""

    changed = Signal()
    """The user changed a value."""

    def __init__(self, task: Task, parent: QWidget | None = None) -> None:
        """Show nothing chosen."""
        super().__init__(parent)
        self._parameters = {parameter.name: parameter for parameter in table_parameters(task)}
        self._heads: tuple[TableHead, ...] | None = None
        self.sheet, self.column, self.truth, self.sample = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self.label_column = QLineEdit()
        self._fields = {
            "sheet": self.sheet,
            "column": self.column,
            "sample": self.sample,
            "label_column": self.label_column,
            "truth": self.truth,
        }
        self._labels = {name: text_label("small", tone="muted") for name in self._fields}
        for choice in _SAMPLES:
            self.sample.addItem("", choice)
        for box in (self.column, self.truth):
            box.setEditable(True)
            box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            box.currentTextChanged.connect(self.changed)
        self.sheet.currentIndexChanged.connect(self._show_columns)
        flow = FlowLayout(self, spacing=GAP * 2)
        self._cells = {name: QWidget() for name in self._fields}
        for name, field in self._fields.items():
            self._labels[name].setBuddy(field)
            field.setMinimumWidth(150)
            field.setMaximumWidth(260)
            inside = QVBoxLayout(self._cells[name])
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(4)
            inside.addWidget(self._labels[name])
            inside.addWidget(field)
            flow.addWidget(self._cells[name])
        self._cells["sheet"].hide()
        self.retranslate()

    def show_heads(self, heads: Sequence[TableHead] | None) -> None:
        """Offer the sheets of a workbook, where it has several, and the columns of the first, or those of a table.

        None stands for a table that is just being looked at.
        """
        self._heads = None if heads is None else tuple(heads)
        self.sheet.blockSignals(True)
        self.sheet.clear()
        self.sheet.addItems([head.sheet for head in heads or ()])
        self.sheet.blockSignals(False)
        self._cells["sheet"].setVisible(self.sheet.count() > 1)
        self._show_columns()

    @Slot()
    def _show_columns(self) -> None:
        """Offer the columns of the sheet; the likeliest is chosen."""
        head = self._heads[self.sheet.currentIndex()] if self._heads else None
        for box in (self.column, self.truth):
            box.blockSignals(True)
            box.clear()
            box.addItems(() if head is None else head.columns)
            box.setCurrentIndex(-1)
            box.setEditText("")
            box.blockSignals(False)
        if head is not None:
            self.column.setCurrentIndex(head.likeliest)
        self._tell_column()
        self.changed.emit()

    def _tell_column(self) -> None:
        line = self.column.lineEdit()
        if line is not None:
            line.setPlaceholderText(self.tr("Looking…") if self._heads is None else "")

    def lacking(self) -> str:
        """Return the translated name of what is still to be said, or an empty string.

        A table that cannot be read has no columns; what is wrong with it is said when it is run.
        """
        return "" if self.column.currentText().strip() or self._heads == () else self._labels["column"].text()

    def values(self) -> dict[str, Value]:
        """Return what was said."""
        said = {
            "sheet": self.sheet.currentText(),
            "column": self.column.currentText().strip(),
            "label_column": self.label_column.text().strip(),
            "truth": self.truth.currentText().strip(),
            "sample": str(self.sample.currentData()),
        }
        return {name: value for name, value in said.items() if value}

    def spare(self, name: str) -> None:
        """Show nothing of what does not matter here."""
        self._cells[name].hide()

    def focus_lacking(self) -> None:
        """Give the column the focus."""
        self.column.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Write every text anew."""
        self.setAccessibleName(self.tr("Options of the table"))
        names = {
            "sheet": self.tr("Sheet"),
            "column": self.tr("Column with the texts"),
            "sample": self.tr("Rows"),
            "label_column": self.tr("Name of the new column"),
            "truth": self.tr("Column with right answers"),
        }
        for name, field in self._fields.items():
            self._labels[name].setText(names[name])
            field.setAccessibleName(names[name])
            if name in self._parameters:
                field.setToolTip(translate("tasks", self._parameters[name].help))
        whole = (
            self.tr("All of them"),
            self.tr("The first %1, to look at").replace("%1", str(SAMPLE_ROWS)),
            self.tr("Any %1, to look at").replace("%1", str(SAMPLE_ROWS)),
        )
        for place, words in enumerate(whole):
            self.sample.setItemText(place, words)
        self.label_column.setPlaceholderText(self.tr("As usual"))
        self._tell_column()
        line = self.truth.lineEdit()
        if line is not None:
            line.setPlaceholderText(self.tr("None"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
