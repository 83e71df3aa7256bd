"""What Ilha can do, as cards: the face of an empty assistant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui import icons, theme
from desktop.ui.language import translate
from desktop.ui.text_label import text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.core.task import Task

_CARDS = 3
_WIDTH = 180
_BELOW_ICON, _BELOW_TITLE = 30, 3
_WRAPPED = int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


class TaskCards(QWidget):
    """Cards of three tasks in a row: of every group the first that can run, then what else can."""

    chosen = Signal(str)
    """Id of the task whose page is wanted."""

    def __init__(self, tasks: Sequence[Task], parent: QWidget | None = None) -> None:
        """Choose from `tasks`; all of them count as available until `set_available`."""
        super().__init__(parent)
        self._heading = text_label("heading")
        self._tasks = list(tasks)
        self._cards = [_TaskCard(task) for task in tasks[:_CARDS]]
        row = QHBoxLayout()
        row.setSpacing(GAP + 4)
        for card in self._cards:
            card.asked.connect(self.chosen)
            row.addWidget(card, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self._heading)
        column.addLayout(row)
        self.set_available(frozenset(task.id for task in tasks))
        self.retranslate()

    @property
    def shown(self) -> list[str]:
        """Return the tasks that have a card now."""
        return [card.task.id for card in self._cards if not card.isHidden()]

    def set_available(self, tasks: frozenset[str]) -> None:
        """Show cards of tasks that can run."""
        able = [task for task in self._tasks if task.id in tasks]
        first = {task.group: task for task in reversed(able)}
        few = sorted(first.values(), key=self._tasks.index)[:_CARDS]
        few += [task for task in able if task not in few][: _CARDS - len(few)]
        few.sort(key=self._tasks.index)
        for position, card in enumerate(self._cards):
            card.setVisible(position < len(few))
            if position < len(few):
                card.show_task(few[position])

    def retranslate(self) -> None:
        """Write every text anew."""
        self._heading.setText(self.tr("What I can do"))
        for card in self._cards:
            card.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class _TaskCard(QAbstractButton):
    asked = Signal(str)

    def __init__(self, task: Task) -> None:
        super().__init__()
        self.task = task
        self._summary = ""
        self.clicked.connect(lambda: self.asked.emit(self.task.id))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_task(self, task: Task) -> None:
        self.task = task
        self.retranslate()

    def retranslate(self) -> None:
        self.setText(translate("tasks", self.task.title))
        self._summary = translate("tasks", self.task.summary)
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self._summary)
        self.setToolTip(self._summary)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, self.heightForWidth(_WIDTH))

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, width - GAP * 4, 0)
        words = QFontMetrics(theme.font("small")).boundingRect(room, _WRAPPED, self._summary)
        return GAP * 4 + _BELOW_ICON + QFontMetrics(theme.font("strong")).height() + _BELOW_TITLE + words.height()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            lively = self.underMouse() or self.hasFocus()
            painter.setPen(QPen(theme.colour("accent" if lively else "line"), 2 if self.hasFocus() else 1))
            painter.setBrush(theme.colour("base"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)
            area = self.rect().adjusted(GAP * 2, GAP * 2, -GAP * 2, -GAP * 2)
            icons.draw(painter, self.task.icon, QRectF(area.x(), area.y(), 22, 22), "accent")
            painter.setFont(theme.font("strong"))
            painter.setPen(theme.colour("text"))
            metrics = painter.fontMetrics()
            title = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
            line = area.adjusted(0, _BELOW_ICON, 0, 0)
            painter.drawText(line, int(Qt.AlignmentFlag.AlignTop), title)
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("muted"))
            below = line.adjusted(0, metrics.height() + _BELOW_TITLE, 0, 0)
            painter.drawText(below, _WRAPPED, self._summary)
