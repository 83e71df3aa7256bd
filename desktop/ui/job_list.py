"""The jobs of a page: heading, rows, and what can be done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelection, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.job import Job, JobState
from desktop.ui import icons, reveal, theme
from desktop.ui.job_delegate import CANCEL, REMOVE, RETRY, REVEAL, JobDelegate
from desktop.ui.job_model import JobModel
from desktop.ui.result_states import report
from desktop.ui.row_view import RowView
from desktop.ui.shortcuts import tip
from desktop.ui.text_label import text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.jobs.queue import JobQueue


class JobView(RowView):
    """Rows with multi-selection; what is empty says what it waits for."""

    acted = Signal(str, object)
    """(action, list of job ids)"""

    def __init__(self, model: JobModel, parent: QWidget | None = None) -> None:
        """Show `model`."""
        super().__init__(parent)
        self._empty = ""
        self._jobs = model
        self.delegate = JobDelegate(model.tasks, self, with_task=not model.of_one_task)
        self.delegate.pressed.connect(lambda action, job_id: self.acted.emit(action, [job_id]))
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self.measure(self.delegate)
        self.viewport().setAutoFillBackground(False)

    def set_empty_text(self, text: str) -> None:
        """Say `text` while there are no rows."""
        self._empty = text
        self.viewport().update()

    def chosen(self) -> list[Job]:
        """Return the selected jobs from top to bottom."""
        jobs = self._jobs.jobs()
        return [jobs[row] for row in self.chosen_rows()]

    def menu_for(self, jobs: Sequence[Job]) -> QMenu:
        """Build the context menu of `jobs`."""
        menu = QMenu(self)
        ids = [job.id for job in jobs]

        def add(text: str, icon: str, action: str, *, able: bool = True, keys: str = "") -> None:
            entry = menu.addAction(icons.icon(icon, "muted"), text + (f"\t{keys}" if keys else ""))
            entry.setEnabled(able)
            entry.triggered.connect(lambda: self.acted.emit(action, ids))

        name = self.delegate.action_name
        one = len(jobs) == 1
        add(self.tr("Show the result"), "panel-right", "open", able=one)
        add(name(REVEAL), "folder-open", REVEAL, able=one)
        done = [job.id for job in jobs if job.state is JobState.DONE]
        add(self.tr("Export…"), "download", "export", able=bool(done), keys=tip_keys("export"))
        menu.addSeparator()
        add(self.tr("Run next"), "chevrons-up", "first", able=any(job.state is JobState.QUEUED for job in jobs))
        add(name(CANCEL), "x", CANCEL, able=any(not job.state.finished for job in jobs), keys=tip_keys("cancel"))
        again = {JobState.FAILED, JobState.CANCELLED}
        add(name(RETRY), "rotate-ccw", RETRY, able=any(job.state in again for job in jobs))
        add(self.tr("Run again with the options of this page"), "play", "again")
        add(self.tr("Copy report"), "copy", "report", able=one and jobs[0].failure is not None)
        menu.addSeparator()
        add(name(REMOVE), "trash-2", REMOVE, keys=tip_keys("remove"))
        return menu

    def retranslate(self) -> None:
        """Measure the rows anew."""
        self.delegate.measure()
        self.measure(self.delegate)
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of the selected rows, by mouse or by key."""
        jobs = self.chosen()
        if not jobs:
            return
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        point = self.visualRect(self.currentIndex()).center() if keyboard else event.pos()
        self._open_menu(self.menu_for(jobs), self.viewport().mapToGlobal(point))

    def _open_menu(self, menu: QMenu, where: QPoint) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove by Del, cancel by Esc, open by Enter."""
        jobs = self.chosen()
        ids = [job.id for job in jobs]
        if jobs and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.acted.emit(REMOVE, ids)
        elif event.key() == Qt.Key.Key_Escape and any(not job.state.finished for job in jobs):
            self.acted.emit(CANCEL, ids)
        elif jobs and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.acted.emit("open", ids[:1])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, or the words for none."""
        super().paintEvent(event)
        if self._empty and self.model().rowCount() == 0:
            with QPainter(self.viewport()) as painter:
                area = self.viewport().rect()
                middle = area.center()
                icons.draw(painter, "layers", QRectF(middle.x() - 14, middle.y() - 34, 28, 28), "muted")
                painter.setPen(theme.colour("muted"))
                painter.setFont(theme.font("body"))
                words = area.adjusted(GAP * 3, area.height() // 2 + 4, -GAP * 3, 0)
                flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
                painter.drawText(words, int(flags), self._empty)
                if self.hasFocus():
                    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                    painter.setPen(theme.colour("accent"))
                    painter.drawRoundedRect(QRectF(area).adjusted(3.5, 0.5, -3.5, -0.5), theme.RADIUS, theme.RADIUS)


def tip_keys(shortcut_id: str) -> str:
    """Return the keys of a shortcut for a menu."""
    from desktop.ui import shortcuts

    return shortcuts.find(shortcut_id).native


class JobList(QWidget):
    """Heading with counts, the rows in a card, and the actions on them."""

    opened = Signal(str)
    """Id of the job whose result is wanted."""
    removed = Signal(object)
    """Ids of jobs that were removed and can be restored."""
    export_wanted = Signal(object)
    """Ids of finished jobs to be exported together."""
    again = Signal(object)
    """Jobs to be run again with the options of the page."""

    def __init__(self, queue: JobQueue, model: JobModel, parent: QWidget | None = None) -> None:
        """Show `model` and act on `queue`."""
        super().__init__(parent)
        self._queue = queue
        self._model = model
        self._title = text_label("heading")
        self.counts = text_label("small", tone="muted")
        self.cancel_all = self._quiet_button("x")
        self.clear = self._quiet_button("trash-2")
        self.view = JobView(model)
        self.view.acted.connect(self.act)
        self.view.selectionModel().selectionChanged.connect(self._selected)
        self.cancel_all.clicked.connect(lambda: queue.cancel_all(model.task))
        self.clear.clicked.connect(lambda: self.act(REMOVE, [job.id for job in model.jobs() if job.state.finished]))
        model.counted.connect(self._count)
        self._lay_out()
        self.retranslate()

    def select(self, job_id: str) -> None:
        """Select and show the row of a job."""
        index = self._model.row_of(job_id)
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    def act(self, action: str, job_ids: Sequence[str]) -> None:
        """Do what a button, the menu or a key asked for."""
        jobs = [job for job in map(self._model.job_of, job_ids) if job is not None]
        if action == CANCEL:
            self._queue.cancel(*(job.id for job in jobs))
        elif action == "first":
            self._queue.waiting.move_first([job.id for job in jobs])
        elif action == RETRY:
            self._queue.retry(*(job.id for job in jobs))
        elif action == REMOVE and jobs:
            ids = tuple(job.id for job in jobs)
            if self._queue.remove(ids):
                self.removed.emit(ids)
        elif action == "again" and jobs:
            self.again.emit(tuple(jobs))
        elif action == "export" and jobs:
            self.export_wanted.emit(tuple(job.id for job in jobs if job.state is JobState.DONE))
        elif jobs:
            self._act_on_one(action, jobs[0])

    def retranslate(self) -> None:
        """Write every text anew."""
        self._title.setText(self.tr("Jobs"))
        self.view.setAccessibleName(self.tr("Jobs"))
        self.view.set_empty_text(self.tr("Nothing has run here yet. What you drop appears here, with its progress."))
        self.cancel_all.setText(self.tr("Cancel all"))
        self.clear.setText(self.tr("Clear finished"))
        self.clear.setToolTip(self.tr("Remove the finished rows; this can be undone"))
        self.cancel_all.setToolTip(tip(self.tr("Give up everything that waits or runs here"), "cancel"))
        self.view.retranslate()
        self._count()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self._title)
        head.addWidget(self.counts)
        head.addStretch(1)
        head.addWidget(self.cancel_all)
        head.addWidget(self.clear)
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(3, 5, 3, 5)
        inside.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP - 2)
        column.addLayout(head)
        column.addWidget(card, 1)

    def _quiet_button(self, icon: str) -> QPushButton:
        button = QPushButton()
        button.setProperty("kind", "quiet")
        button.setIcon(icons.icon(icon, "accent"))
        return button

    def _act_on_one(self, action: str, job: Job) -> None:
        if action == REVEAL:
            reveal.show_in_folder(job.input.path)
        elif action == "report":
            QGuiApplication.clipboard().setText(report(job))
        else:
            self.opened.emit(job.id)

    def _selected(self, new: QItemSelection, old: QItemSelection) -> None:
        moved = new.isEmpty() and old.isEmpty()  # what Qt tells when only the numbers of selected rows are others
        if not moved and self.view.count_chosen() == 1:
            self.opened.emit(self.view.chosen()[0].id)

    def _count(self) -> None:
        states = self._model.states
        open_jobs = states[JobState.QUEUED] + states[JobState.RUNNING]
        finished = sum(states.values()) - open_jobs
        parts = []
        if open_jobs:
            parts.append(self.tr("%n to do", "", open_jobs))
        if states[JobState.DONE]:
            parts.append(self.tr("%n done", "", states[JobState.DONE]))
        if states[JobState.FAILED]:
            parts.append(self.tr("%n failed", "", states[JobState.FAILED]))
        self.counts.setText(" · ".join(parts))
        self.cancel_all.setVisible(open_jobs > 0)
        self.clear.setVisible(finished > 1)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
