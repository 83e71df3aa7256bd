"""What a conversation is answered from: a chip for each document with its state, and one for the user's files."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from desktop.core.chat import Tool
from desktop.core.passages import IndexState
from desktop.ui import drop_zone, icons, language
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.icon_label import IconLabel
from desktop.ui.indexed_files import LOOKS
from desktop.ui.language import failure_text
from desktop.ui.text_label import ElidedLabel, set_tone
from desktop.ui.theme import GAP
from desktop.worker.documents import located

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.core.job import Progress
    from desktop.core.passages import IndexedFile
    from desktop.jobs.documents import Documents

_WIDEST = 260


class ChatDocuments(QWidget):
    """Keeps the documents and tools of what is shown; what is put to it is read at once.

    Signals:
        changed: the user put something to the conversation, or took it away.
        reading_wanted: list of paths whose text should become part of the message.
    """

    changed = Signal()
    reading_wanted = Signal(object)

    def __init__(self, documents: Documents, parent: QWidget | None = None) -> None:
        """Start with nothing."""
        super().__init__(parent)
        self._documents = documents
        self.paths: tuple[str, ...] = ()
        self.tools: tuple[Tool, ...] = ()
        self.chips: list[DocumentChip] = []
        self._flow = FlowLayout(self, spacing=GAP // 2)
        self.button = QToolButton()
        self.button.setIcon(icons.icon("files", "muted"))
        self.button.setIconSize(QSize(18, 18))
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.button)
        self.button.setMenu(self.menu)
        self._files = self.menu.addAction(icons.icon("file-text"), "", self.choose_files)
        self._folder = self.menu.addAction(icons.icon("folder"), "", self.choose_folder)
        self._search = self.menu.addAction(icons.icon("search"), "")
        self._search.setCheckable(True)
        self._search.triggered.connect(self.set_search)
        self.menu.addSeparator()
        self._read = self.menu.addAction(icons.icon("text-quote"), "", self._choose_text)
        documents.changed.connect(self._follow)
        self.retranslate()

    def show_documents(self, paths: Iterable[str], tools: Iterable[Tool]) -> None:
        """Show those of another conversation, and read what has changed in them."""
        self.paths = tuple(map(str, located(paths)))
        self.tools = tuple(tools)
        self._documents.read([Path(path) for path in self.paths])
        self._list()

    def add(self, paths: Sequence[Path]) -> None:
        """Answer from these as well."""
        new = [path for path in located(map(str, paths)) if str(path) not in self.paths]
        if new:
            self.paths += tuple(map(str, new))
            self._documents.read(new)
            self._list()
            self.changed.emit()

    def remove(self, path: str) -> None:
        """Answer from this one no longer; the file itself stays."""
        self.paths = tuple(one for one in self.paths if one != path)
        self._documents.leave(Path(path))
        self._list()
        self.changed.emit()

    def choose_files(self) -> None:
        """Ask for files to answer from."""
        self.add(drop_zone.ask_for_files(self, self.tr("Answer from files")))

    def choose_folder(self) -> None:
        """Ask for a folder to answer from."""
        self.add(drop_zone.ask_for_folder(self, self.tr("Answer from a folder")))

    def retranslate(self) -> None:
        """Write every text anew."""
        self.button.setAccessibleName(self.tr("Documents"))
        self.button.setToolTip(self.tr("Answer from documents; files can also be dropped here"))
        self._files.setText(self.tr("Answer from files…"))
        self._folder.setText(self.tr("Answer from a folder…"))
        self._search.setText(self.tr("Search my files with each question"))
        self._read.setText(self.tr("Put the text of a file into the message…"))
        self._follow()

    def _choose_text(self) -> None:
        paths = drop_zone.ask_for_files(self, self.tr("Put the text of a file into the message"))
        if paths:
            self.reading_wanted.emit(paths)

    def set_search(self, wanted: bool) -> None:
        """Search the user's files with each question, or no longer."""
        others = tuple(tool for tool in self.tools if tool is not Tool.SEARCH)
        self.tools = (*others, Tool.SEARCH) if wanted else others
        self._list()
        self.changed.emit()

    def _list(self) -> None:
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        searching = Tool.SEARCH in self.tools
        self._search.setChecked(searching)
        self.chips = [DocumentChip() for _ in range(len(self.paths) + searching)]
        for chip, path in zip(self.chips, self.paths, strict=False):
            chip.remove.clicked.connect(partial(self.remove, path))
        if searching:
            self.chips[-1].remove.clicked.connect(lambda: self.set_search(False))
        for chip in self.chips:
            self._flow.addWidget(chip)
            chip.show()
        self.setVisible(bool(self.chips))
        self._follow()

    def _follow(self) -> None:
        """Show the states as they are now."""
        for chip, path in zip(self.chips, self.paths, strict=False):
            chip.show_file(self._documents.state(Path(path)), self._documents.progress)
        if Tool.SEARCH in self.tools and self.chips:
            self.chips[-1].show_search()
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class DocumentChip(QFrame):
    """An icon and a word for the state, the name, and a button that takes it away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setProperty("tile", True)
        self.icon = IconLabel("file-text", 16, "muted")
        self.name, self.state = ElidedLabel("small"), ElidedLabel("small", tone="muted", at_end=True)
        self.remove = QToolButton()
        self.remove.setIcon(icons.icon("x", "muted"))
        self.remove.setIconSize(QSize(14, 14))
        self.remove.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(GAP, 2, 2, 2)
        self._row.setSpacing(GAP // 2)
        for widget in (self.icon, self.name, self.state, self.remove):
            self._row.addWidget(widget)

    def show_file(self, file: IndexedFile, progress: Progress | None) -> None:
        """Show a document with its state, and how far the reading is while it lasts."""
        icon, role = LOOKS[file.state]
        reading = self.tr("being read")
        if progress is not None and (progress.total or 0) > 1:
            share = self.tr("%1 of %2 files").replace("%1", language.number(progress.done))
            reading += " · " + share.replace("%2", language.number(progress.total or 0))
        words = {
            IndexState.INDEXING: reading,
            IndexState.READY: self.tr("%Ln passage(s)", "", file.passages),
            IndexState.STALE: self.tr("not there any more"),
            IndexState.FAILED: self.tr("not readable"),
        }[file.state]
        why = "" if file.failure is None else "\n" + " ".join(failure_text(file.failure))
        self._show(icon, role, file.path.name or str(file.path), words, f"{file.path}{why}")

    def show_search(self) -> None:
        """Say that the user's files are searched."""
        hint = self.tr("What you added on the page “Search my files” is searched with each question.")
        self._show("search", "accent", self.tr("My files"), self.tr("searched"), hint)

    def _show(self, icon: str, role: str, name: str, state: str, hint: str) -> None:
        self.icon.show_icon(icon, role)
        self.name.setText(name)
        self.state.setText(state)
        set_tone(self.state, role if role in {"warning", "bad"} else "muted")
        for label in (self.name, self.state):
            label.setFixedWidth(min(label.fontMetrics().horizontalAdvance(label.text()) + 2, _WIDEST))
        for widget in (self, self.name, self.state):
            widget.setToolTip(hint)
        self.setAccessibleName(f"{name}, {state}")
        self.setAccessibleDescription(hint)
        self.remove.setAccessibleName(self.tr("Take “%1” away").replace("%1", name))
        self.remove.setToolTip(self.tr("Answer from it no longer; the file itself stays"))
