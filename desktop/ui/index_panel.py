"""What is searched: the files of the index with their states, and what can be done about them."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.job import JobState
from desktop.core.passages import IndexedFile, IndexState
from desktop.ui import drop_zone, icons, language
from desktop.ui.indexed_files import ROW_ROLE, FolderRow, IndexedDelegate, IndexedModel
from desktop.ui.shortcuts import find, tip
from desktop.ui.text_label import text_label
from desktop.ui.theme import GAP
from desktop.worker.transcripts import LISTENS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from desktop.core.job import Job, Progress
    from desktop.jobs.indexer import FileIndex
    from desktop.ui.undo_bar import UndoBar

_ICON = 18


class IndexPanel(QFrame):
    """Lists the index, adds to it, brings it up to date and removes from it.

    Signals:
        changed: files came, went or are in another state.
        renewed: a search may find something else now.
    """

    changed = Signal()
    renewed = Signal()

    def __init__(self, index: FileIndex, undo: UndoBar, parent: QWidget | None = None) -> None:
        """Follow `index`; `undo` offers to take what was removed in again."""
        super().__init__(parent)
        self._index, self._undo = index, undo
        self._folders: list[Path] = []
        self._progress: Progress | None = None
        self._began: float | None = None
        self._removing: list[Path] = []
        self.known = False
        self.model = IndexedModel(self)
        self.model.transcripts = index.transcripts
        self.title = text_label("heading")
        self.summary = text_label("small", tone="muted", wrap=True)
        self.list = QListView()
        self.bar = QProgressBar()
        self.times = text_label("small", tone="muted", wrap=True)
        self.give_up_button = QPushButton()
        self.add_button = QPushButton()
        self.folder_button, self.update_button, self.remove_button = QToolButton(), QToolButton(), QToolButton()
        self.transcripts_button = QToolButton()
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._tell)
        self._build()
        self._lay_out()
        index.files_changed.connect(self._follow)
        index.files_removed.connect(self._forget)
        index.progressed.connect(self._show_progress)
        self.retranslate()

    @property
    def empty(self) -> bool:
        """Say whether it is known that there is nothing in the index, and nothing on its way into it."""
        return self.known and not self.model.rows and not self.running

    @property
    def running(self) -> bool:
        """Say whether files are being read."""
        return self._began is not None

    def reload(self) -> None:
        """Ask the index what it holds."""
        self._index.folders(self._take_folders)

    # --- actions -----------------------------------------------------------------------------------------------------

    def add(self, paths: Sequence[Path]) -> None:
        """Take files and folders into the index."""
        if paths:
            self._start()
            self._index.add(list(paths))

    def choose_files(self) -> None:
        """Ask for files to add."""
        self.add(drop_zone.ask_for_files(self, self.tr("Add files")))

    def choose_folder(self) -> None:
        """Ask for a folder to add."""
        self.add(drop_zone.ask_for_folder(self, self.tr("Add a folder")))

    def add_transcripts(self) -> None:
        """Search the transcripts of the history as well."""
        self._start()
        self._index.add_transcripts()

    def update_files(self) -> None:
        """Read again what has changed."""
        self._start()
        self._index.update()

    def remove_selected(self) -> None:
        """Forget the selected files and folders, with a way back."""
        self._removing = self.selected()
        if self._removing:
            self._index.remove(self._removing)

    def selected(self) -> list[Path]:
        """Return the selected files and folders."""
        rows = (index.data(ROW_ROLE) for index in self.list.selectionModel().selectedIndexes())
        return [row.path for row in rows if isinstance(row, FolderRow | IndexedFile)]

    # --- building ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setProperty("card", True)
        self.list.setModel(self.model)
        self.list.setItemDelegate(IndexedDelegate(self.model, self))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.selectionModel().selectionChanged.connect(self._choose)
        self.model.modelReset.connect(self._choose)
        remove = QShortcut(QKeySequence(find("remove").keys), self.list)
        remove.setContext(Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(self.remove_selected)
        self.bar.setTextVisible(False)
        self.give_up_button.setProperty("kind", "quiet")
        self.give_up_button.clicked.connect(self._index.give_up)
        self.add_button.clicked.connect(self.choose_files)
        buttons: tuple[tuple[QToolButton, str, Callable[[], None]], ...] = (
            (self.folder_button, "folder-plus", self.choose_folder),
            (self.transcripts_button, "captions", self.add_transcripts),
            (self.update_button, "rotate-ccw", self.update_files),
            (self.remove_button, "trash-2", self.remove_selected),
        )
        for button, icon, action in buttons:
            button.setIcon(icons.icon(icon))
            button.setIconSize(QSize(_ICON, _ICON))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(action)

    def _lay_out(self) -> None:
        waiting = QHBoxLayout()
        waiting.setSpacing(GAP)
        waiting.addWidget(self.times, 1)
        waiting.addWidget(self.give_up_button)
        actions = QHBoxLayout()
        actions.setSpacing(GAP // 2)
        actions.addWidget(self.add_button)
        actions.addWidget(self.folder_button)
        actions.addWidget(self.transcripts_button)
        actions.addStretch(1)
        actions.addWidget(self.update_button)
        actions.addWidget(self.remove_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP * 2, GAP * 2, GAP * 2, GAP + 4)
        column.setSpacing(GAP // 2)
        column.addWidget(self.title)
        column.addWidget(self.summary)
        column.addWidget(self.list, 1)
        column.addWidget(self.bar)
        column.addLayout(waiting)
        column.addLayout(actions)

    def retranslate(self) -> None:
        """Write every text anew."""
        self.title.setText(self.tr("What is searched"))
        self.list.setAccessibleName(self.tr("Files and folders that are searched"))
        self.bar.setAccessibleName(self.tr("Progress"))
        self.give_up_button.setText(self.tr("Stop"))
        self.give_up_button.setToolTip(self.tr("Stop reading; what was read stays, and an update reads the rest"))
        self.add_button.setText(self.tr("Add files…"))
        self.add_button.setToolTip(self.tr("Read files, so that they can be searched"))
        self.folder_button.setToolTip(self.tr("Add a folder; everything in it that can be read is searched"))
        self.update_button.setToolTip(self.tr("Update: read new and changed files"))
        self.remove_button.setToolTip(tip(self.tr("Search these no longer; the files themselves stay"), "remove"))
        self.transcripts_button.setToolTip(self.tr("Search the transcripts of the history as well"))
        self.transcripts_button.setAccessibleName(self.transcripts_button.toolTip())
        self.folder_button.setAccessibleName(self.tr("Add a folder"))
        self.update_button.setAccessibleName(self.tr("Update"))
        self.remove_button.setAccessibleName(self.tr("Remove from the search"))
        self.model.retranslate()
        self._tell()

    # --- what the index says -----------------------------------------------------------------------------------------

    def _take_folders(self, folders: list[Path]) -> None:
        self._index.files(partial(self._take_all, folders))

    def _take_all(self, folders: list[Path], files: list[IndexedFile]) -> None:
        chosen = self.selected()
        self.known = True
        self.model.show(folders, files)
        selection = self.list.selectionModel()
        for place in map(self.model.row_of, chosen):
            selection.select(self.model.index(place), selection.SelectionFlag.Select)
        self._tell()
        self.changed.emit()

    @Slot(object)
    def follow_job(self, job: Job) -> None:
        """Read also what was just written down, where transcripts are searched."""
        transcripts = self._index.transcripts
        if job.task == LISTENS and job.state is JobState.DONE and transcripts in self.model.folders:
            self._index.update([transcripts])

    @Slot(object)
    def _follow(self, files: tuple[IndexedFile, ...]) -> None:
        self.model.follow(files)
        self._tell()
        self.changed.emit()

    @Slot(object)
    def _forget(self, paths: tuple[Path, ...]) -> None:
        asked, self._removing = self._removing, []
        self.model.forget([*paths, *asked])
        self._tell()
        self.changed.emit()
        self.renewed.emit()
        if asked:
            again = partial(self.add, asked)
            self._undo.offer(self.tr("%Ln file(s) no longer searched", "", len(paths)), again)

    @Slot(object)
    def _show_progress(self, progress: Progress | None) -> None:
        began = progress is not None and self._progress is None
        self._progress = progress
        if progress is not None:
            self._start()
        elif not self._index.busy:
            self._began = None
            self._tick.stop()
            self.renewed.emit()
        if began or progress is None:
            self.reload()
        self._tell()

    def _start(self) -> None:
        if self._began is None:
            self._began = time.monotonic()
            self._tick.start()
            self._tell()
            self.changed.emit()

    def _choose(self) -> None:
        self.remove_button.setEnabled(bool(self.selected()))

    def _tell(self) -> None:
        for widget in (self.bar, self.times, self.give_up_button):
            widget.setVisible(self.running)
        self.update_button.setEnabled(bool(self.model.rows) and not self.running)
        self._choose()
        self._tell_summary()
        if self._began is None:
            return
        progress, parts = self._progress, []
        if progress is not None and progress.total:
            counts = self.tr("%1 of %2 files")
            counts = counts.replace("%1", language.number(progress.done))
            parts.append(counts.replace("%2", language.number(progress.total)))
        else:
            parts.append(self.tr("Looking for what has changed"))
        self.bar.setRange(0, max(progress.total or 1, 1) if progress else 1)
        self.bar.setValue(progress.done if progress else 0)
        parts.append(language.duration(time.monotonic() - self._began))
        if progress is not None and progress.eta_s is not None:
            parts.append(self.tr("%1 left").replace("%1", language.duration(progress.eta_s)))
        self.times.setText(" · ".join(parts))

    def _tell_summary(self) -> None:
        parts = [self.tr("%Ln file(s)", "", len(self.model.files))]
        stale, failed = self.model.count(IndexState.STALE), self.model.count(IndexState.FAILED)
        if stale:
            parts.append(self.tr("%Ln out of date", "", stale))
        if failed:
            parts.append(self.tr("%Ln not readable", "", failed))
        self.summary.setText(" · ".join(parts))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
