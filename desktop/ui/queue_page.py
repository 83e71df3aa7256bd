"""The queue: what runs, what comes next, and what happens when all of it is done."""

from __future__ import annotations

import itertools
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QPoint, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.job import Job, JobState
from desktop.core.queue import Priority, WhenFinished
from desktop.ui import icons, language
from desktop.ui.job_delegate import CANCEL, JobDelegate
from desktop.ui.job_text import priority_word
from desktop.ui.language import failure_text
from desktop.ui.queue_model import QueueModel
from desktop.ui.result_states import StatePage
from desktop.ui.row_view import RowView
from desktop.ui.shortcuts import find, tip
from desktop.ui.text_label import page_head, set_tone, text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.core.queue import QueueTotals
    from desktop.jobs.finish import Finish
    from desktop.ui.services import Services

_RELOAD_MS, _ICON = 100, 18


class QueuePage(QWidget):
    """Lists what is to be done and changes its order.

    Signals:
        opened: id of a job that is to be shown.
        given_up: ids of jobs that were cancelled here and can be brought back.
    """

    opened = Signal(str)
    given_up = Signal(object)

    def __init__(self, services: Services, finish: Finish, parent: QWidget | None = None) -> None:
        """Act on the queue; `finish` is what is done at its end."""
        super().__init__(parent)
        self._queue, self._waiting, self._finish = services.queue, services.queue.waiting, finish
        self.model = QueueModel(services.queue, services.tasks, self)
        self._lifted: list[str] = []
        self.model.rowsAboutToBeRemoved.connect(self._lift)  # before the list hears of it
        self._pause = QTimer(self, singleShot=True, interval=_RELOAD_MS)
        self._pause.timeout.connect(self.reload)
        self._build_head()
        self._build_list(services)
        self._build_actions()
        self._lay_out()
        queue = services.queue
        for signal in (queue.jobs_added, queue.jobs_removed, queue.jobs_restored, self._waiting.changed):
            signal.connect(self._later)
        queue.job_changed.connect(self._follow)
        queue.totals_changed.connect(self._tell)
        finish.changed.connect(self._show_choice)
        self.retranslate()

    # --- building ----------------------------------------------------------------------------------------------------

    def _build_head(self) -> None:
        self.title = text_label("title")
        self.summary = text_label("body", tone="muted", wrap=True)
        self.pause_button = QPushButton()
        self.pause_button.clicked.connect(self.switch)
        self.cancel_button = QPushButton()
        self.cancel_button.setIcon(icons.icon("x"))
        self.cancel_button.clicked.connect(partial(self._queue.cancel_all, ""))
        self.finish_label = text_label("body", tone="muted")
        self.finish_box = QComboBox()
        self.finish_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.finish_label.setBuddy(self.finish_box)
        for choice in self._finish.offered():
            self.finish_box.addItem("", choice)
        self.finish_box.activated.connect(lambda _: self._finish.choose(WhenFinished(self.finish_box.currentData())))

    def _build_list(self, services: Services) -> None:
        self.list = RowView()
        self.delegate = JobDelegate(services.tasks, self.list)
        self.delegate.pressed.connect(self._press)
        self.list.setModel(self.model)
        self.list.setItemDelegate(self.delegate)
        self.list.viewport().setAutoFillBackground(False)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.list.setDragDropOverwriteMode(False)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._open_menu)
        self.list.activated.connect(self._open)
        self.list.selectionModel().selectionChanged.connect(self._choose)
        self.empty = StatePage("layers")
        self._card = QFrame()
        self._card.setProperty("card", True)
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(3, 5, 3, 5)
        inside.addWidget(self.list)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._card)
        self._stack.addWidget(self.empty)

    def _build_actions(self) -> None:
        self.selected = text_label("body", tone="muted")
        self.first, self.up, self.down, self.last = QToolButton(), QToolButton(), QToolButton(), QToolButton()
        self.priority = QComboBox()
        for priority in (Priority.HIGH, Priority.NORMAL, Priority.LOW):
            self.priority.addItem("", priority)
        self.priority.activated.connect(
            lambda _: self._waiting.prioritise(self.waiting_ids(), Priority(self.priority.currentData()))
        )
        self.remove = QPushButton()
        self.remove.setIcon(icons.icon("x"))
        self.remove.clicked.connect(self.cancel_selected)
        self._orders: tuple[tuple[QToolButton, str, str, Callable[[], None]], ...] = (
            (self.first, "chevrons-up", "first", self.run_next),
            (self.up, "chevron-up", "up", partial(self.step, -1)),
            (self.down, "chevron-down", "down", partial(self.step, 1)),
            (self.last, "chevrons-down", "last", self.run_last),
        )
        for button, icon, shortcut_id, action in self._orders:
            button.setIcon(icons.icon(icon))
            button.setIconSize(QSize(_ICON, _ICON))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(action)
            shortcut = QShortcut(QKeySequence(find(shortcut_id).keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)
        remove = QShortcut(QKeySequence(find("remove").keys), self.list)
        remove.setContext(Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(self.cancel_selected)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self.pause_button)
        head.addWidget(self.cancel_button)
        head.addStretch(1)
        head.addWidget(self.finish_label)
        head.addWidget(self.finish_box)
        actions = QHBoxLayout()
        actions.setSpacing(GAP // 2)
        actions.addWidget(self.selected, 1)
        for button, *_ in self._orders:
            actions.addWidget(button)
        actions.addWidget(self.priority)
        actions.addSpacing(GAP // 2)
        actions.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(GAP * 3,) * 4)
        column.setSpacing(GAP)
        column.addLayout(page_head(self.title, self.summary))
        column.addSpacing(GAP // 2)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        column.addLayout(actions)

    def retranslate(self) -> None:
        """Write every text anew."""
        self.title.setText(self.tr("Queue"))
        self.list.setAccessibleName(self.tr("What runs and what waits, in its order"))
        self.empty.say(
            self.tr("Nothing waits"),
            self.tr("What you hand in while something runs appears here, and you decide what comes first."),
        )
        self.cancel_button.setText(self.tr("Cancel all"))
        self.cancel_button.setToolTip(self.tr("Give up everything that runs or waits"))
        self.finish_label.setText(self.tr("When finished"))
        words = {
            WhenFinished.NOTHING: self.tr("Do nothing"),
            WhenFinished.NOTIFY: self.tr("Tell me"),
            WhenFinished.QUIT: self.tr("Close Ilha"),
            WhenFinished.SUSPEND: self.tr("Send the computer to sleep"),
            WhenFinished.SHUT_DOWN: self.tr("Shut the computer down"),
        }
        for at in range(self.finish_box.count()):
            self.finish_box.setItemText(at, words[WhenFinished(self.finish_box.itemData(at))])
        self.finish_box.setToolTip(self.tr("Once, at the end of this queue; you can still object then"))
        for at in range(self.priority.count()):
            self.priority.setItemText(at, priority_word(Priority(self.priority.itemData(at))))
        self.priority.setAccessibleName(self.tr("Priority"))
        self.priority.setToolTip(self.tr("Put the selected ones behind the others of a priority"))
        for button, text, shortcut_id in (
            (self.first, self.tr("Run next"), "first"),
            (self.up, self.tr("Move up"), "up"),
            (self.down, self.tr("Move down"), "down"),
            (self.last, self.tr("Run last"), "last"),
        ):
            button.setAccessibleName(text)
            button.setToolTip(tip(text, shortcut_id))
        self.remove.setText(self.tr("Cancel"))
        self.remove.setToolTip(tip(self.tr("Give up the selected ones"), "remove"))
        self.delegate.measure()
        self.list.measure(self.delegate)
        self.model.repaint_all()
        self._tell(self._queue.totals)
        self._choose()

    # --- actions -----------------------------------------------------------------------------------------------------

    def switch(self) -> None:
        """Pause, or go on."""
        (self._waiting.resume if self._waiting.paused else self._waiting.pause)()

    def run_next(self) -> None:
        """Let the selected ones be the next."""
        self._waiting.move_first(self.waiting_ids())

    def run_last(self) -> None:
        """Let the selected ones be the last."""
        self._waiting.move(self.waiting_ids(), None)

    def step(self, by: int) -> None:
        """Move the selected ones past a neighbour."""
        self._waiting.step(self.waiting_ids(), by)

    def cancel_selected(self) -> None:
        """Give the selected ones up."""
        self.given_up.emit(self._queue.cancel(*(job.id for job in self._chosen())))

    def waiting_ids(self) -> list[str]:
        """Return the selected jobs that have not begun, from top to bottom."""
        return [job.id for job in self._chosen() if job.state is JobState.QUEUED]

    # --- what is shown -----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Take the queue as it is now; what was selected and where one was stays."""
        if not self.isVisible():
            return
        if self.list.state() is QAbstractItemView.State.DraggingState:
            self._pause.start()
            return
        place, self._lifted = self.list.verticalScrollBar().value(), []
        current = self.model.job(self.list.currentIndex())
        self.model.reload()
        self.list.verticalScrollBar().setValue(place)
        kept = self.list.selectionModel()
        kept.select(self._selection(self._lifted), kept.SelectionFlag.Select)
        if current is not None and self.model.row_of(current.id) >= 0:
            kept.setCurrentIndex(self.model.index(self.model.row_of(current.id)), kept.SelectionFlag.NoUpdate)
        self._stack.setCurrentWidget(self._card if self.model.ids() else self.empty)
        self._choose()

    @Slot(QModelIndex, int, int)
    def _lift(self, _parent: QModelIndex, first: int, last: int) -> None:
        """Remember which of the rows that go, perhaps to another place, are selected."""
        ids = self.model.ids()
        self._lifted = [ids[row] for row in self.list.chosen_rows() if first <= row <= last]

    def _selection(self, job_ids: Sequence[str]) -> QItemSelection:
        selection, rows = QItemSelection(), sorted(row for row in map(self.model.row_of, job_ids) if row >= 0)
        for _, run in itertools.groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):  # neighbours together
            together = [row for _, row in run]
            selection.select(self.model.index(together[0]), self.model.index(together[-1]))
        return selection

    def _chosen(self) -> Iterator[Job]:
        """Give the selected jobs from top to bottom."""
        return self.model.jobs(self.list.chosen_rows())

    @Slot()
    def _later(self, *_: object) -> None:
        if not self._pause.isActive():
            self._pause.start()

    @Slot(object)
    def _follow(self, job: Job) -> None:
        shown = self.model.row_of(job.id) >= 0
        if job.state is JobState.RUNNING and shown and self.isVisible():
            self.model.follow(job)
        self._later()

    @Slot(object)
    def _tell(self, totals: QueueTotals) -> None:
        count = totals.waiting + totals.running
        parts = [self.tr("%Ln to do", "", count)] if count else [self.tr("Nothing to do")]
        if count and totals.eta_s is not None:
            parts.append(self.tr("%1 left").replace("%1", language.duration(totals.eta_s)))
        if totals.paused:
            parts.insert(0, self.tr("Paused"))
            parts.append(self.tr("what runs goes on to its end, nothing new begins"))
        if totals.reason is not None:
            parts = [" ".join(failure_text(totals.reason)), self.tr("The queue waits until you let it go on.")]
        self.summary.setText((" " if totals.reason is not None else " · ").join(parts))
        set_tone(self.summary, "bad" if totals.reason is not None else "warning" if totals.paused else "muted")
        self.pause_button.setText(self.tr("Go on") if totals.paused else self.tr("Pause"))
        self.pause_button.setIcon(icons.icon("play" if totals.paused else "pause"))
        self.pause_button.setToolTip(tip(self.tr("Pause the queue, or let it go on"), "pause"))
        self.cancel_button.setEnabled(count > 0)

    @Slot()
    def _show_choice(self) -> None:
        self.finish_box.setCurrentIndex(self.finish_box.findData(self._finish.choice))

    def _choose(self) -> None:
        count = self.list.count_chosen()
        waiting = next((job for job in self._chosen() if job.state is JobState.QUEUED), None)
        self.selected.setText(self.tr("%Ln selected", "", count) if count else "")
        for widget in (*(button for button, *_ in self._orders), self.priority):
            widget.setEnabled(waiting is not None)
        self.remove.setEnabled(count > 0)
        priority = waiting.priority if waiting is not None else Priority.NORMAL
        self.priority.setCurrentIndex(self.priority.findData(priority))

    def _press(self, action: str, job_id: str) -> None:
        if action == CANCEL:
            self.given_up.emit(self._queue.cancel(job_id))

    def _open(self, index: QModelIndex) -> None:
        job = self.model.job(index)
        if job is not None:
            self.opened.emit(job.id)

    def _open_menu(self, position: QPoint) -> None:
        if next(self._chosen(), None) is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button, icon, shortcut_id, action in self._orders:
            entry = menu.addAction(icons.icon(icon, "muted"), f"{button.accessibleName()}\t{find(shortcut_id).native}")
            entry.triggered.connect(action)
            entry.setEnabled(button.isEnabled())
        menu.addSeparator()
        menu.addAction(self.remove.icon(), self.remove.text(), self.cancel_selected)
        menu.popup(self.list.viewport().mapToGlobal(position))

    def showEvent(self, event: QShowEvent) -> None:
        """Show what happened meanwhile."""
        super().showEvent(event)
        self.reload()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
