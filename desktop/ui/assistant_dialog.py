"""An assistant as a form: what it is called, what it is told, and what it answers from."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.chat import TASK, Tool
from desktop.core.task import AUTOMATIC
from desktop.ui import icons
from desktop.ui.chat_documents import ChatDocuments
from desktop.ui.chat_start import name_of, summary_of
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.model_text import model_title
from desktop.ui.text_label import text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QLabel

    from desktop.core.assistant import Assistant
    from desktop.ui.services import Services

ICONS = (
    *("message-circle", "tree-palm", "book-open", "file-text", "pencil", "search", "languages"),
    *("sparkles", "text-quote", "smile", "user-round", "calendar"),
)
_LINES = 4


class AssistantDialog(QDialog):
    """Shows an assistant and gives back another one; one of the program becomes a copy.

    Signals:
        kept: Assistant as it should be from now on.
    """

    kept = Signal(object)

    def __init__(self, assistant: Assistant, services: Services, parent: QWidget) -> None:
        """Show `assistant`, which has no name yet where it is a new one."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._assistant = assistant
        self.name, self.summary, self.prompt = QLineEdit(), QLineEdit(), QPlainTextEdit()
        self.prompt.setTabChangesFocus(True)
        self.prompt.setFixedHeight(self.prompt.fontMetrics().lineSpacing() * _LINES + GAP * 3)
        self.model = QComboBox()
        self.documents = ChatDocuments(services.queue.documents)
        self.reads = QCheckBox()
        self.keep, self.drop = QPushButton(), QPushButton()
        self.keep.setProperty("kind", "primary")
        self.keep.setDefault(True)
        self._labels: dict[QWidget, QLabel] = {}
        self._build_icons()
        self._lay_out()
        self.keep.clicked.connect(self._keep)
        self.drop.clicked.connect(self.reject)
        self.name.textChanged.connect(self._adapt)
        self.documents.changed.connect(self._fit)
        services.queue.documents.changed.connect(self._fit)
        self._say()
        self._show(assistant, services)

    @property
    def made(self) -> Assistant:
        """Return what the form says."""
        reads = (Tool.READ,) if self.reads.isChecked() else ()
        chosen = self._icons.checkedButton()
        return dataclasses.replace(
            self._assistant,
            name=" ".join(self.name.text().split()),
            summary=" ".join(self.summary.text().split()),
            icon=str(chosen.property("icon-name")) if chosen is not None else self._assistant.icon,
            prompt=self.prompt.toPlainText().strip(),
            model=str(self.model.currentData()),
            documents=self.documents.paths,
            tools=(*(tool for tool in self.documents.tools if tool is Tool.SEARCH), *reads),
        )

    def _show(self, assistant: Assistant, services: Services) -> None:
        self.name.setText(name_of(assistant))
        self.summary.setText(summary_of(assistant))
        self.prompt.setPlainText(assistant.prompt)
        self.model.addItem(self.tr("The first one that is there"), AUTOMATIC)
        for model in services.shelf.for_task(TASK):
            self.model.addItem(model_title(model.spec), model.spec.id)
        if assistant.model != AUTOMATIC and self.model.findData(assistant.model) < 0:
            self.model.addItem(assistant.model, assistant.model)
        self.model.setCurrentIndex(self.model.findData(assistant.model))
        self.documents.show_documents(assistant.documents, assistant.tools)
        self.reads.setChecked(Tool.READ in assistant.tools)
        for button in self._icons.buttons():
            button.setChecked(button.property("icon-name") == assistant.icon)
        self._adapt()

    def _keep(self) -> None:
        self.kept.emit(self.made)
        self.accept()

    def _adapt(self) -> None:
        self.keep.setEnabled(bool(self.name.text().strip()))

    def _fit(self) -> None:
        """Grow when the documents need another row: a dialog does not follow the height that its width asks for."""
        layout = self.layout()
        assert layout is not None
        self.resize(self.width(), max(self.height(), layout.heightForWidth(self.width())))

    def _build_icons(self) -> None:
        self._icons = QButtonGroup(self)
        self._icon_row = QWidget()
        flow = FlowLayout(self._icon_row, spacing=2)
        for name in dict.fromkeys((self._assistant.icon, *ICONS)):
            button = QToolButton()
            button.setCheckable(True)
            button.setAutoExclusive(True)  # the group sees to that: said to screen readers
            button.setIcon(icons.icon(name, "accent"))
            button.setIconSize(QSize(18, 18))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setProperty("icon-name", name)
            button.setAccessibleName(self.tr("Icon “%1”").replace("%1", name))
            button.setToolTip(button.accessibleName())
            self._icons.addButton(button)
            flow.addWidget(button)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP * 2, GAP * 2, GAP * 2, GAP * 2)
        column.setSpacing(GAP // 2)
        for field in (self.name, self.summary, self._icon_row, self.prompt, self.model, self.documents.button):
            self._labels[field] = text_label("small", tone="muted")
            self._labels[field].setBuddy(field)
            column.addWidget(self._labels[field])
            column.addWidget(field)
            column.addSpacing(GAP // 2)
        column.addWidget(self.documents)
        column.addWidget(self.reads)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.drop)
        row.addWidget(self.keep)
        column.addSpacing(GAP)
        column.addLayout(row)
        self.setMinimumWidth(480)

    def _say(self) -> None:
        new = not self._assistant.name
        self.setWindowTitle(self.tr("New assistant") if new else self.tr("Edit the assistant"))
        self.reads.setText(self.tr("Put the text of dropped files into the message"))
        self.keep.setText(self.tr("Keep as a copy") if self._assistant.shipped else self.tr("Keep"))
        self.drop.setText(self.tr("Cancel"))
        words = {
            self.name: self.tr("Name"),
            self.summary: self.tr("What it does, in one sentence"),
            self._icon_row: self.tr("Icon"),
            self.prompt: self.tr("Instructions, said before each conversation"),
            self.model: self.tr("Model"),
            self.documents.button: self.tr("Documents it answers from, and whether it searches my files"),
        }
        for field, text in words.items():
            self._labels[field].setText(text)
            field.setAccessibleName(text)

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as everything in it."""
        super().showEvent(event)
        self._fit()
