"""How a job looks: two lines, a thin bar, a state in icon and word, and small buttons."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip, QWidget

from desktop.core.job import Job, JobState
from desktop.ui import icons, language, theme
from desktop.ui.file_tray import kind_icon
from desktop.ui.job_model import JOB_ROLE
from desktop.ui.job_text import LOOKS, detail_of, fraction_of, state_word, title_of
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from desktop.core.task import Task

Index = QModelIndex | QPersistentModelIndex
CANCEL, RETRY, REVEAL, REMOVE = "cancel", "retry", "reveal", "remove"
_ICONS = {CANCEL: "x", RETRY: "rotate-ccw", REVEAL: "folder-open", REMOVE: "trash-2"}
_ROW, _BUTTON, _STATE, _BAR = 56, 28, 96, 132


def actions_of(job: Job) -> tuple[str, ...]:
    """Return what can be done with a job, the likely thing first."""
    if not job.state.finished:
        return (CANCEL,)
    if job.state is JobState.DONE:
        return (REVEAL, REMOVE)
    set_aside = job.failure is not None and job.failure.code == "input-quarantined"
    return (REMOVE,) if set_aside else (RETRY, REMOVE)


class JobDelegate(QStyledItemDelegate):
    """Paints rows of equal height and turns clicks on the small buttons into signals."""

    pressed = Signal(str, str)
    """(action, job id)"""

    def __init__(self, tasks: dict[str, Task], parent: QWidget | None = None, *, with_task: bool = True) -> None:
        """Look up task titles in `tasks`."""
        super().__init__(parent)
        self._with_task = with_task
        self._tasks = tasks
        self.measure()

    def measure(self) -> None:
        """Make the fonts anew and measure the words of the language."""
        self._title, self._small = theme.font("body"), theme.font("small")

    def action_name(self, action: str) -> str:
        """Return the words for a small button."""
        return {
            CANCEL: self.tr("Cancel"),
            RETRY: self.tr("Try again"),
            REVEAL: self.tr("Show in folder"),
            REMOVE: self.tr("Remove from the list"),
        }[action]

    def button_rects(self, row: QRect, job: Job) -> dict[str, QRect]:
        """Return where the small buttons of a row are: the likely one at the right end, the other before it."""
        top = row.center().y() - _BUTTON // 2 + 1
        right = row.right() - GAP
        return {
            action: QRect(right - (position + 1) * _BUTTON + 1, top, _BUTTON, _BUTTON)
            for position, action in enumerate(actions_of(job))
        }

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the one height of all rows."""
        lines = option.fontMetrics.height() * 2
        return QSize(320, max(_ROW, lines + 22))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        job = index.data(JOB_ROLE)
        if not isinstance(job, Job):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row: QRect = option.rect
        state: QStyle.StateFlag = option.state
        self._draw_back(painter, row, state)
        area = row.adjusted(GAP + 6, 0, -GAP * 2 - 2 * _BUTTON, 0)
        icons.draw(painter, kind_icon(job.input.kind), QRectF(area.x(), area.center().y() - 10, 20, 20), "muted")
        right = self._draw_state(painter, area, job)
        self._draw_lines(painter, QRect(area.x() + 34, area.y(), right - area.x() - 34 - GAP * 2, area.height()), job)
        active = bool(state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected))
        self._draw_buttons(painter, row, job, option.widget, active=active)
        painter.restore()

    def _draw_back(self, painter: QPainter, row: QRect, state: QStyle.StateFlag) -> None:
        selected = bool(state & QStyle.StateFlag.State_Selected)
        theme.fill(painter, QRect(row.left() + GAP + 6, row.bottom(), row.width() - 2 * (GAP + 6), 1), "line")
        field = QRectF(row).adjusted(4, 2, -4, -3)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft" if selected else "hover"))
            painter.drawRoundedRect(field, theme.RADIUS, theme.RADIUS)
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 1.5))
            painter.drawRoundedRect(field, theme.RADIUS, theme.RADIUS)

    def _draw_lines(self, painter: QPainter, area: QRect, job: Job) -> None:
        painter.setFont(self._title)
        upper, middle = painter.fontMetrics(), Qt.TextElideMode.ElideMiddle
        painter.setPen(theme.colour("text"))
        painter.setFont(self._small)
        lower = painter.fontMetrics()
        top = area.center().y() - (upper.height() + lower.height() + 2) // 2
        painter.setFont(self._title)
        painter.drawText(area.x(), top + upper.ascent(), upper.elidedText(title_of(job), middle, area.width()))
        painter.setFont(self._small)
        painter.setPen(theme.colour("bad" if job.state is JobState.FAILED else "muted"))
        detail = detail_of(job, self._tasks, time.time(), with_task=self._with_task)
        shown = lower.elidedText(detail, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area.x(), top + upper.height() + 2 + lower.ascent(), shown)

    def _draw_state(self, painter: QPainter, area: QRect, job: Job) -> int:
        """Draw bar or word at the right; returns where it begins."""
        painter.setFont(self._small)
        metrics = painter.fontMetrics()
        look = LOOKS[job.state]
        fraction = fraction_of(job)
        word = language.percent(fraction) if fraction is not None else state_word(job.state)
        width = max(metrics.horizontalAdvance(word), _STATE - 24 if fraction is None else 40)
        left = area.right() - width
        painter.setPen(theme.colour(look.role if fraction is None else "muted"))
        painter.drawText(QRect(left, area.y(), width, area.height()), int(Qt.AlignmentFlag.AlignVCenter), word)
        if fraction is None:
            icons.draw(painter, look.icon, QRectF(left - 22, area.center().y() - 7, 16, 16), look.role)
            return left - 22
        length = _BAR if area.width() > 440 else _BAR // 2
        bar = QRectF(left - length - GAP - 2, area.center().y() - 1.5, length, 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(bar, 2.5, 2.5)
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(QRectF(bar.x(), bar.y(), max(bar.width() * fraction, 5), bar.height()), 2.5, 2.5)
        return int(bar.x())

    def _draw_buttons(self, painter: QPainter, row: QRect, job: Job, widget: QWidget | None, *, active: bool) -> None:
        mouse = widget.mapFromGlobal(widget.cursor().pos()) if active and widget is not None else None
        for position, (action, rect) in enumerate(self.button_rects(row, job).items()):
            if not active and (action == REMOVE or position):
                continue
            under = mouse is not None and rect.contains(mouse)
            if under:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("line"))
                painter.drawRoundedRect(QRectF(rect), 6, 6)
            icons.draw(painter, _ICONS[action], QRectF(rect).adjusted(6, 6, -6, -6), "text" if under else "muted")

    def _action_at(self, option: QStyleOptionViewItem, job: Job, event: QMouseEvent | QHelpEvent) -> str:
        point = event.position().toPoint() if isinstance(event, QMouseEvent) else event.pos()
        rects = self.button_rects(option.rect, job)
        return next((action for action, rect in rects.items() if rect.contains(point)), "")

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """Press a small button."""
        job = index.data(JOB_ROLE)
        if isinstance(event, QMouseEvent) and isinstance(job, Job) and event.button() == Qt.MouseButton.LeftButton:
            action = self._action_at(option, job, event)
            if action:
                if event.type() == QEvent.Type.MouseButtonRelease:
                    self.pressed.emit(action, job.id)
                return True
        return super().editorEvent(event, model, option, index)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Name the small button under the pointer."""
        job = index.data(JOB_ROLE)
        if isinstance(job, Job):
            action = self._action_at(option, job, event)
            if action:
                QToolTip.showText(event.globalPos(), self.action_name(action), view)
                return True
        return super().helpEvent(event, view, option, index)
