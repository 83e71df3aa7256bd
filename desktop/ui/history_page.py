"""Everything that was asked and answered: search, reopen, export, delete with undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.job import Job, JobState
from desktop.core.recipe import PREFIX
from desktop.ui import icons, theme
from desktop.ui.export_dialog import ExportDialog
from desktop.ui.history_model import HistoryDelegate, HistoryModel
from desktop.ui.job_text import state_word
from desktop.ui.language import translate
from desktop.ui.notice_bar import NoticeBar
from desktop.ui.result_states import StatePage
from desktop.ui.text_label import page_head, text_label

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.services import Services

_PAUSE_MS = 150
_NARROW = 640  # pixels of a page that has no room for the words of the field beside the filters


class HistoryPage(QWidget):
    """Lists the history.

    Signals:
        opened: id of a job whose result is to be shown.
    """

    opened = Signal(str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._removed: tuple[str, ...] = ()
        self.dialog: ExportDialog | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.reload)
        self.model = HistoryModel(self._find, services.tasks, self)
        self._build_filters()
        self._build_list()
        self.undo_bar = NoticeBar(text_label("body"), "undo-2")
        self.undo_button = self.undo_bar.action
        self.undo_button.clicked.connect(self.undo)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.GAP * 3,) * 4)
        column.setSpacing(theme.GAP)
        column.addLayout(page_head(self.title, self.summary))
        column.addSpacing(theme.GAP)
        column.addLayout(self._filters)
        column.addWidget(self._stack, 1)
        column.addWidget(self.undo_bar)
        column.addLayout(self._actions)
        queue = services.queue
        queue.job_changed.connect(self._follow)
        for signal in (queue.jobs_added, queue.jobs_removed, queue.jobs_restored, queue.caught_up):
            signal.connect(self._later)
        self.retranslate()
        self._choose()

    def _build_filters(self) -> None:
        self.title = text_label("title")
        self.summary = text_label("body", tone="muted", wrap=True)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._pause.start)
        self.search.installEventFilter(self)
        self.task, self.state = QComboBox(), QComboBox()
        self.task.addItem("", "")
        for task in self._services.tasks.values():
            self.task.addItem(task.title, task.id)
        self.task.addItem("", PREFIX)
        self.state.addItem("", "")
        for state in JobState:
            self.state.addItem(state.value, state.value)
        for box in (self.task, self.state):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.currentIndexChanged.connect(self.reload)
        boxes = QHBoxLayout()
        boxes.setSpacing(theme.GAP)
        boxes.addWidget(self.task)
        boxes.addWidget(self.state)
        self._filters = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._filters.setSpacing(theme.GAP)
        self._filters.addWidget(self.search, 1)
        self._filters.addLayout(boxes)

    def _build_list(self) -> None:
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(HistoryDelegate(self.model, self))
        self.list.setMouseTracking(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setProperty("card", True)
        self.list.setViewportMargins(*(theme.GAP,) * 4)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._open_menu)
        self.list.activated.connect(self._open_index)
        self.list.installEventFilter(self)
        self.list.selectionModel().selectionChanged.connect(self._choose)
        self.empty = StatePage("history")
        self.nothing = StatePage("search")
        self.clear = self.nothing.add_button()
        self.clear.clicked.connect(self.clear_filters)
        self._stack = QStackedWidget()
        for widget in (self.list, self.empty, self.nothing):
            self._stack.addWidget(widget)
        self.selected = text_label("body", tone="muted")
        self.open_button, self.export_button, self.delete_button = QPushButton(), QPushButton(), QPushButton()
        for button, icon in (
            (self.open_button, "eye"),
            (self.export_button, "download"),
            (self.delete_button, "trash-2"),
        ):
            button.setIcon(icons.icon(icon))
        self.open_button.clicked.connect(self.open_selected)
        self.export_button.clicked.connect(self.export_selected)
        self.delete_button.clicked.connect(self.remove_selected)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(theme.GAP)
        self._actions.addWidget(self.selected, 1)
        for button in (self.open_button, self.export_button, self.delete_button):
            self._actions.addWidget(button)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Fetch the list anew; what was selected stays selected as far as it is loaded."""
        self._pause.stop()
        chosen = set(self.selected_ids())
        self.model.reload()
        for job_id in chosen:
            row = self.model.row_of(job_id)
            if row >= 0:
                selection = self.list.selectionModel()
                selection.select(self.model.index(row), selection.SelectionFlag.Select)
        filtered = bool(self.search.text().strip() or self.task.currentData() or self.state.currentData())
        empty = self.nothing if filtered else self.empty
        self._stack.setCurrentWidget(self.list if self.model.jobs else empty)
        self._choose()

    def clear_filters(self) -> None:
        """Show everything."""
        self.search.clear()
        self.task.setCurrentIndex(0)
        self.state.setCurrentIndex(0)
        self.reload()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Set every visible string again."""
        self.title.setText(self.tr("History"))
        self.summary.setText(self.tr("What you asked and what came of it. It stays on this computer."))
        self.search.setPlaceholderText(self.tr("Search names and results"))
        self.search.setAccessibleName(self.tr("Search the history"))
        self.task.setAccessibleName(self.tr("Filter by task"))
        self.task.setItemText(0, self.tr("All tasks"))
        for at, task in enumerate(self._services.tasks.values(), 1):
            self.task.setItemText(at, translate("tasks", task.title))
        self.task.setItemText(self.task.findData(PREFIX), self.tr("Recipes"))
        self.state.setAccessibleName(self.tr("Filter by state"))
        self.state.setItemText(0, self.tr("All states"))
        for at, state in enumerate(JobState, 1):
            self.state.setItemText(at, state_word(state))
        self.list.setAccessibleName(self.tr("History"))
        self.empty.say(self.tr("Nothing here yet"), self.tr("Results appear here when the first one is finished."))
        self.nothing.say(self.tr("Nothing found"), self.tr("No entry has all of these words and filters."))
        self.clear.setText(self.tr("Show everything"))
        self.open_button.setText(self.tr("Open"))
        self.open_button.setToolTip(self.tr("Show the result (Enter)"))
        self.export_button.setText(self.tr("Export…"))
        self.export_button.setToolTip(self.tr("Export the finished ones (Ctrl+E)"))
        self.delete_button.setText(self.tr("Delete"))
        self.delete_button.setToolTip(self.tr("Delete from the history; can be undone (Del)"))
        self.undo_button.setText(self.tr("Undo"))
        self.undo_button.setToolTip(self.tr("Bring them back (Ctrl+Z)"))
        for button in (self.clear, self.open_button, self.export_button, self.delete_button, self.undo_button):
            button.setAccessibleName(button.text())
        self.undo_bar.text.setText(self.tr("%n entry(s) deleted", "", len(self._removed)))
        self.model.retranslate()
        self._choose()

    def _find(self, limit: int, before: Job | None) -> list[Job]:
        task, state = str(self.task.currentData() or ""), str(self.state.currentData() or "")
        return self._services.queue.find(self.search.text(), task=task, state=state, limit=limit, before=before)

    # --- actions -----------------------------------------------------------------------------------------------------

    def selected_ids(self) -> tuple[str, ...]:
        """Return the ids of the selected jobs, in their order."""
        rows = sorted(self.list.selectionModel().selectedRows(), key=QModelIndex.row)
        jobs = (self.model.job_at(row) for row in rows)
        return tuple(job.id for job in jobs if job is not None)

    def open_selected(self) -> None:
        """Show the result of the current job."""
        ids = self.selected_ids()
        if ids:
            self.opened.emit(ids[0])

    def export_selected(self) -> None:
        """Export the selected jobs that are done."""
        ids = self._finished_ids()
        if ids:
            self.dialog = ExportDialog(self._services, ids, self)
            self.dialog.open()

    def remove_selected(self) -> None:
        """Delete the selected jobs, with a way back."""
        ids = self.selected_ids()
        if not ids:
            return
        row = self.list.currentIndex().row()
        if not self._services.queue.remove(ids):
            return
        self._removed = ids
        self.reload()
        self.undo_bar.text.setText(self.tr("%n entry(s) deleted", "", len(ids)))
        self.undo_bar.show()
        after = self.model.index(min(row, self.model.rowCount() - 1))
        if after.isValid():
            self.list.selectionModel().setCurrentIndex(after, self.list.selectionModel().SelectionFlag.NoUpdate)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.undo_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def undo(self) -> None:
        """Bring back what was deleted last."""
        removed, self._removed = self._removed, ()
        self.undo_bar.hide()
        if removed:
            self._services.queue.restore(removed)
            self.reload()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _finished_ids(self) -> tuple[str, ...]:
        rows = sorted(self.list.selectionModel().selectedRows(), key=QModelIndex.row)
        jobs = (self.model.job_at(row) for row in rows)
        return tuple(job.id for job in jobs if job is not None and job.state is JobState.DONE)

    def _choose(self) -> None:
        count = len(self.list.selectionModel().selectedRows())
        self.selected.setText(self.tr("%n selected", "", count) if count else "")
        self.open_button.setEnabled(count == 1)
        self.export_button.setEnabled(bool(self._finished_ids()))
        self.delete_button.setEnabled(count > 0)

    def _open_index(self, index: QModelIndex) -> None:
        job = self.model.job_at(index)
        if job is not None:
            self.opened.emit(job.id)

    def _open_menu(self, position: QPoint) -> None:
        if not self.selected_ids():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button, action in (
            (self.open_button, self.open_selected),
            (self.export_button, self.export_selected),
            (self.delete_button, self.remove_selected),
        ):
            entry = menu.addAction(button.icon(), button.text(), action)
            entry.setEnabled(button.isEnabled())
        menu.popup(self.list.viewport().mapToGlobal(position))

    def _action_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        actions = {
            (Qt.Key.Key_Delete, False): self.remove_selected,
            (Qt.Key.Key_Z, True): self.undo,
            (Qt.Key.Key_E, True): self.export_selected,
        }
        return actions.get((Qt.Key(event.key()), control))

    @Slot(object)
    def _follow(self, job: Job) -> None:
        if self.isVisible():
            self.model.update_job(job)

    @Slot()
    def _later(self, *_: object) -> None:
        if self.isVisible():
            self._pause.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let keys delete, undo and export in the list, and move from the search into it."""
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        pressed = event.type() == QEvent.Type.KeyPress
        if watched is self.search and pressed and event.key() == Qt.Key.Key_Down:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        action = self._action_of(event) if watched is self.list else None
        if action is not None and event.type() == QEvent.Type.ShortcutOverride:
            # The window has uses of its own for these keys.
            event.accept()
            return True
        if action is not None and pressed:
            action()
            return True
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what happened meanwhile."""
        self.reload()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the filters below the field where it would be too narrow for its words beside them."""
        directions = QBoxLayout.Direction
        self._filters.setDirection(directions.TopToBottom if self.width() < _NARROW else directions.LeftToRight)
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
