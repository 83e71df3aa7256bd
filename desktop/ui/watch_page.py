"""Watched folders: what is done there, what became of the last files, and what can be done about it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.recipe import is_recipe
from desktop.core.watch import Seen, SeenState, WatchStatus
from desktop.ui import icons, reveal
from desktop.ui.language import translate
from desktop.ui.recipe_text import step_title
from desktop.ui.result_states import StatePage
from desktop.ui.shortcuts import find, tip
from desktop.ui.text_label import page_head, text_label
from desktop.ui.theme import GAP
from desktop.ui.watch_dialog import WatchDialog
from desktop.ui.watch_model import ROW_ROLE, SeenModel, WatchDelegate, WatchModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.services import Services
    from desktop.ui.undo_bar import UndoBar


class WatchPage(QWidget):
    """Lists watched folders, and the files of the one that is selected.

    Signals:
        opened: id of a job whose result is wanted.
    """

    opened = Signal(str)

    def __init__(self, services: Services, undo: UndoBar, parent: QWidget | None = None) -> None:
        """Follow the watcher; `undo` offers to bring back what was removed."""
        super().__init__(parent)
        self._services, self._watcher, self._undo = services, services.watcher, undo
        self.dialog: WatchDialog | None = None
        self._shown = 0
        self.folders, self.files = WatchModel(self._title_of, self), SeenModel(self)
        self._build()
        self._lay_out()
        self._watcher.changed.connect(self._follow)
        self._watcher.seen.connect(self._follow_files)
        self.retranslate()
        self._follow(self._watcher.statuses)

    # --- building ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.title = text_label("title")
        self.summary = text_label("body", tone="muted", wrap=True)
        self.list, self.results = self._list_of(self.folders), self._list_of(self.files)
        self.list.selectionModel().selectionChanged.connect(self._choose)
        self.results.activated.connect(self._open)
        self.results.selectionModel().selectionChanged.connect(self._choose_file)
        self.files.modelReset.connect(self._choose_file)
        self.empty = StatePage("eye")
        self.first = self.empty.add_button("primary")
        self.first.clicked.connect(self.ask)
        self.heading = text_label("heading")
        self.note = text_label("small", tone="muted", wrap=True)
        self.add, self.pause, self.open_out, self.remove = (QPushButton() for _ in range(4))
        self.show_result, self.try_again, self.try_failed = (QPushButton() for _ in range(3))
        buttons: tuple[tuple[QPushButton, str, Callable[[], object]], ...] = (
            (self.add, "folder-plus", self.ask),
            (self.pause, "pause", self.switch),
            (self.open_out, "folder-open", self.show_results),
            (self.remove, "trash-2", self.remove_selected),
            (self.show_result, "panel-right", self.open_selected),
            (self.try_again, "rotate-ccw", self.run_again),
            (self.try_failed, "rotate-ccw", self.run_failed),
        )
        for button, icon, action in buttons:
            button.setIcon(icons.icon(icon))
            button.clicked.connect(lambda _=False, act=action: act())
        remove = QShortcut(QKeySequence(find("remove").keys), self.list)
        remove.setContext(Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(self.remove_selected)

    def _list_of(self, model: WatchModel | SeenModel) -> QListView:
        made = QListView()
        made.setModel(model)
        made.setItemDelegate(WatchDelegate(made))
        made.setUniformItemSizes(True)
        made.setMouseTracking(True)
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setProperty("card", True)
        made.setViewportMargins(*(GAP // 2,) * 4)
        made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        return made

    def _lay_out(self) -> None:
        above, below = QHBoxLayout(), QHBoxLayout()
        for row, buttons in (
            (above, (self.add, self.pause, self.open_out, self.remove)),
            (below, (self.show_result, self.try_again, self.try_failed)),
        ):
            row.setSpacing(GAP)
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
        whole = QWidget()
        inside = QVBoxLayout(whole)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GAP)
        inside.addWidget(self.list, 2)
        inside.addLayout(above)
        inside.addSpacing(GAP)
        inside.addWidget(self.heading)
        inside.addWidget(self.note)
        inside.addWidget(self.results, 3)
        inside.addLayout(below)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(whole)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(GAP * 3,) * 4)
        column.setSpacing(GAP)
        column.addLayout(page_head(self.title, self.summary))
        column.addSpacing(GAP)
        column.addWidget(self._stack, 1)

    def retranslate(self) -> None:
        """Write every text anew."""
        self.title.setText(self.tr("Watch folders"))
        self.summary.setText(
            self.tr("While Ilha is open, new and changed files in these folders are worked on when nothing else waits.")
        )
        self.empty.say(
            self.tr("No folder is watched"),
            self.tr("Choose one, for scans for example: what is put there is read, and soon its text is there too."),
        )
        self.first.setText(self.tr("Watch a folder…"))
        self.list.setAccessibleName(self.tr("Watched folders"))
        self.results.setAccessibleName(self.tr("Files that were worked on last"))
        self.heading.setText(self.tr("Last files"))
        self.add.setText(self.tr("Watch a folder…"))
        self.open_out.setText(self.tr("Show results"))
        self.remove.setText(self.tr("Remove"))
        self.remove.setToolTip(tip(self.tr("Watch this folder no longer; files and results stay"), "remove"))
        self.show_result.setText(self.tr("Show the result"))
        self.try_again.setText(self.tr("Try again"))
        self.try_failed.setText(self.tr("Try all failed again"))
        self.try_failed.setToolTip(self.tr("Also those that are too long ago to be listed"))
        self.folders.retranslate()
        self.files.retranslate()
        self._choose()

    def _title_of(self, task: str) -> str:
        """Return what is done, in words."""
        if is_recipe(task):
            known = self._services.queue.recipes.known.all()
            return next((translate("recipes", one.title) for one in known if task.endswith(f":{one.id}")), task)
        return step_title(task, self._services.tasks)

    # --- actions -----------------------------------------------------------------------------------------------------

    def ask(self) -> None:
        """Ask for a folder and what is to be done there."""
        self.dialog = WatchDialog(self._services, self)
        self.dialog.open()

    @property
    def chosen(self) -> WatchStatus | None:
        """Return the selected folder."""
        row = self.list.currentIndex().data(ROW_ROLE)
        return row if isinstance(row, WatchStatus) else None

    def switch(self) -> None:
        """Pause the selected folder, or let it go on."""
        if self.chosen is not None:
            self._watcher.pause(self.chosen.watch.id, paused=not self.chosen.watch.paused)

    def show_results(self) -> None:
        """Show the folder of the results, or where it will be."""
        if self.chosen is not None:
            out = self.chosen.watch.out
            (reveal.open_file if out.is_dir() else reveal.show_in_folder)(out)

    def remove_selected(self) -> None:
        """Watch the selected folder no longer, with a way back."""
        status = self.chosen
        if status is not None:
            self._watcher.remove(status.watch.id)
            said = self.tr("“%1” is watched no longer").replace("%1", status.watch.folder.name)
            restore, forget = (partial(act, status.watch.id) for act in (self._watcher.restore, self._watcher.forget))
            self._undo.offer(said, restore, forget)

    def open_selected(self) -> None:
        """Show the result of the selected file."""
        self._open(self.results.currentIndex())

    def run_again(self) -> None:
        """Work on the selected file once more."""
        seen = self.results.currentIndex().data(ROW_ROLE)
        if isinstance(seen, Seen) and self.chosen is not None:
            self._watcher.again(self.chosen.watch, [seen])

    def run_failed(self) -> None:
        """Work once more on every file of the selected folder that failed."""
        if self.chosen is not None:
            self._watcher.again_failed(self.chosen.watch)

    # --- what is shown -----------------------------------------------------------------------------------------------

    @Slot(object)
    def _follow(self, statuses: tuple[WatchStatus, ...]) -> None:
        before, ids = self._shown, [status.watch.id for status in statuses]
        self.folders.show(statuses)
        self._stack.setCurrentIndex(1 if statuses else 0)
        selection = self.list.selectionModel()
        if statuses and not selection.hasSelection():
            row = ids.index(before) if before in ids else 0
            selection.setCurrentIndex(self.folders.index(row), selection.SelectionFlag.ClearAndSelect)
        self._choose()

    @Slot(int)
    def _follow_files(self, watch_id: int) -> None:
        if watch_id == self._shown and self.isVisible():
            self._watcher.last(watch_id, partial(self._show_files, watch_id))

    def _show_files(self, watch_id: int, files: list[Seen]) -> None:
        if watch_id != self._shown:
            return
        current = self.results.currentIndex().data(ROW_ROLE)
        self.files.show(files)
        paths = [file.path for file in files]
        if isinstance(current, Seen) and current.path in paths:
            self.results.setCurrentIndex(self.files.index(paths.index(current.path)))
        self._choose_file()

    def _choose(self) -> None:
        status = self.chosen
        for button in (self.pause, self.open_out, self.remove):
            button.setEnabled(status is not None)
        self.try_failed.setEnabled(status is not None and status.counts.get(SeenState.FAILED, 0) > 0)
        paused = status is not None and status.watch.paused
        self.pause.setText(self.tr("Go on") if paused else self.tr("Pause"))
        self.pause.setIcon(icons.icon("play" if paused else "pause"))
        self.note.setText(self.folders.tooltip(status) if status is not None else "")
        shown = status.watch.id if status is not None else 0
        if shown != self._shown:
            self._shown = shown
            self.files.show([])
            self._follow_files(shown)

    def _choose_file(self) -> None:
        seen = self.results.currentIndex().data(ROW_ROLE)
        self.show_result.setEnabled(isinstance(seen, Seen) and bool(seen.job))
        again = {SeenState.FAILED, SeenState.CANCELLED, SeenState.DONE}
        self.try_again.setEnabled(isinstance(seen, Seen) and seen.state in again)

    def _open(self, index: QModelIndex) -> None:
        seen = index.data(ROW_ROLE)
        if isinstance(seen, Seen) and seen.job:
            self.opened.emit(seen.job)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what happened meanwhile."""
        super().showEvent(event)
        self._follow_files(self._shown)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
