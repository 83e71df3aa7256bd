"""What stands above a conversation: its title, its options, and what can be done with all of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.ui import icons
from desktop.ui.language import translate
from desktop.ui.shortcuts import tip
from desktop.ui.text_label import ElidedLabel
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

FORMATS = {
    "md": QT_TRANSLATE_NOOP("ChatHead", "Export as Markdown…"),
    "html": QT_TRANSLATE_NOOP("ChatHead", "Export as a web page…"),
    "json": QT_TRANSLATE_NOOP("ChatHead", "Export with all branches (JSON)…"),
}


class ChatHead(QWidget):
    """The title becomes a field when it should be another one.

    Signals:
        renamed: the new title.
        export_wanted: one of `FORMATS`.
        remove_wanted: the conversation should go.
        keep_wanted: its options should become an assistant.
    """

    renamed = Signal(str)
    export_wanted = Signal(str)
    remove_wanted = Signal()
    keep_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no conversation yet."""
        super().__init__(parent)
        self._kept, self._changed = False, False
        self.title = ElidedLabel("title", at_end=True)
        self.field = QLineEdit()
        self.field.editingFinished.connect(self._rename)
        self.field.hide()
        self.detail = ElidedLabel("small", tone="muted", at_end=True)
        self.options = QPushButton()
        self.options.setProperty("kind", "quiet")
        self.options.setCheckable(True)
        self.options.toggled.connect(self.retranslate)
        self.more = QToolButton()
        self.more.setIcon(icons.icon("ellipsis", "muted"))
        self.more.setIconSize(QSize(18, 18))
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.more)
        self.more.setMenu(self.menu)
        self._rename_action = self._action("pencil", self.begin_rename)
        self._exports = {name: self._action("upload", partial(self.export_wanted.emit, name)) for name in FORMATS}
        self._keep_action = self._action("save", self.keep_wanted.emit)
        self.menu.addSeparator()
        self._remove_action = self._action("trash-2", self.remove_wanted.emit)
        words = QVBoxLayout()
        words.setSpacing(2)
        for widget in (self.title, self.field, self.detail):
            words.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addLayout(words, 1)
        row.addWidget(self.options)
        row.addWidget(self.more)
        self.retranslate()

    def show_chat(self, title: str, detail: str, *, kept: bool, changed: bool) -> None:
        """Show a conversation; one that is `kept` can be renamed, exported and removed."""
        self.title.setText(title)
        self.detail.setText(detail)
        self._kept, self._changed = kept, changed
        self.end_rename()
        self.retranslate()

    def begin_rename(self) -> None:
        """Let the user write another title."""
        self.field.setText(self.title.text())
        self.title.hide()
        self.field.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def end_rename(self) -> bool:
        """Leave the title as it is; returns whether it was being written."""
        writing = self.field.isVisibleTo(self)
        self.field.hide()
        self.title.show()
        return writing

    def retranslate(self) -> None:
        """Write every text anew."""
        self.field.setAccessibleName(self.tr("Title of the chat"))
        self.options.setText(self.tr("Options · changed") if self._changed else self.tr("Options"))
        self.options.setToolTip(self.tr("Model, instructions, and how the words are drawn"))
        up = self.options.isChecked()
        self.options.setIcon(icons.icon("chevron-up" if up else "chevron-down", "accent"))
        self.more.setAccessibleName(self.tr("More"))
        self.more.setToolTip(self.tr("Rename, export or delete this chat"))
        self._rename_action.setText(self.tr("Rename…"))
        for name, action in self._exports.items():
            action.setText(translate("ChatHead", FORMATS[name]))
        self._keep_action.setText(self.tr("Keep these options as an assistant"))
        self._remove_action.setText(self.tr("Delete"))
        self._exports["md"].setToolTip(tip(self._exports["md"].text(), "export"))
        for action in (self._rename_action, self._remove_action, *self._exports.values()):
            action.setEnabled(self._kept)

    def _action(self, icon: str, run: object) -> QAction:
        action = self.menu.addAction(icons.icon(icon), "")
        action.triggered.connect(run)
        return action

    def _rename(self) -> None:
        title = " ".join(self.field.text().split())
        if self.end_rename() and title:
            self.renamed.emit(title)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
