"""The history as a list: days as headings, jobs below them, fetched a page at a time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QDate,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTime,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.core.job import Job, JobState
from desktop.core.recipe import is_recipe
from desktop.ui import icons, theme
from desktop.ui.job_text import LOOKS, state_word
from desktop.ui.language import duration
from desktop.ui.recipe_text import RECIPE_ICON, job_title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from desktop.core.task import Task

Index = QModelIndex | QPersistentModelIndex
JOB_ROLE = Qt.ItemDataRole.UserRole
PAGE = 200


def day_text(day: date, today: date) -> str:
    """Return a day as a heading."""
    if day == today:
        return QCoreApplication.translate("HistoryPage", "Today")
    if day == today - timedelta(days=1):
        return QCoreApplication.translate("HistoryPage", "Yesterday")
    text = QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)
    return text[:1].upper() + text[1:]


def moment(job: Job) -> datetime:
    """Return when a job was asked for, in local time."""
    return datetime.fromtimestamp(job.created).astimezone()


class HistoryModel(QAbstractListModel):
    """Jobs newest first; a row is a `Job` or the `date` that heads the jobs below it."""

    def __init__(
        self, find: Callable[[int, Job | None], list[Job]], tasks: Mapping[str, Task], parent: QObject | None = None
    ) -> None:
        """Fetch with `find`, which takes how many jobs are wanted and the last one that is there."""
        super().__init__(parent)
        self._find = find
        self._tasks = tasks
        self._rows: list[Job | date] = []
        self._places: dict[str, int] = {}
        self._more = False

    @property
    def jobs(self) -> int:
        """Return how many jobs are loaded."""
        return len(self._places)

    def reload(self) -> None:
        """Fetch the first page anew; when that cannot be read all stays as it is."""
        found = self._find(PAGE, None)
        self.beginResetModel()
        self._rows, self._places = [], {}
        self._more = len(found) == PAGE
        self._take(self._new(found))
        self.endResetModel()

    def update_job(self, job: Job) -> None:
        """Replace a job that is loaded."""
        row = self._places.get(job.id)
        if row is not None:
            self._rows[row] = job
            self.dataChanged.emit(self.index(row), self.index(row))

    def row_of(self, job_id: str) -> int:
        """Return the row of a job, -1 when it is not loaded."""
        return self._places.get(job_id, -1)

    def job_at(self, index: Index) -> Job | None:
        """Return the job of a row, None for a heading."""
        row = self._rows[index.row()] if index.isValid() else None
        return row if isinstance(row, Job) else None

    def retranslate(self) -> None:
        """Say that every text is another one."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def task_title(self, job: Job) -> str:
        """Return the title of a job's task."""
        return job_title(job, self._tasks)

    def task_icon(self, job: Job) -> str:
        """Return the icon of a job's task."""
        task = self._tasks.get(job.task)
        return task.icon if task else RECIPE_ICON if is_recipe(job.task) else "file"

    def _new(self, found: Iterable[Job]) -> list[Job | date]:
        """Return the rows that follow the loaded ones."""
        day = next((moment(row).date() for row in reversed(self._rows) if isinstance(row, Job)), None)
        rows: list[Job | date] = []
        for job in found:
            if job.id in self._places:
                continue
            if moment(job).date() != day:
                day = moment(job).date()
                rows.append(day)
            rows.append(job)
        return rows

    def _take(self, rows: Sequence[Job | date]) -> None:
        for row in rows:
            if isinstance(row, Job):
                self._places[row.id] = len(self._rows)
            self._rows.append(row)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of rows loaded."""
        return 0 if parent.isValid() else len(self._rows)

    def canFetchMore(self, parent: Index) -> bool:  # noqa: N802
        """Say whether older jobs exist."""
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:  # noqa: N802
        """Load the next page; when that cannot be read there is no more until `reload`."""
        if not self.canFetchMore(parent):
            return
        self._more = False
        last = next((row for row in reversed(self._rows) if isinstance(row, Job)), None)
        found = self._find(PAGE, last)
        self._more = len(found) == PAGE
        rows = self._new(found)
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
            self._take(rows)
            self.endInsertRows()

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let jobs be chosen, headings not."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.job_at(index) is None:
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name of a job or the text of a heading; the job itself under `JOB_ROLE`."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if isinstance(row, Job):
            return self._job_data(row, role)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return day_text(row, datetime.now().astimezone().date())
        return None

    def _job_data(self, job: Job, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return job.input.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{job.input.name}, {self.task_title(job)}, {state_word(job.state)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(job.input.path)
        return job if role == JOB_ROLE else None


class HistoryDelegate(QStyledItemDelegate):
    """Paints a heading, or a job in two lines with its state at the right."""

    def __init__(self, model: HistoryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.measure()

    def measure(self) -> None:
        """Look up how high rows are: a list asks for all of them whenever some are added."""
        body, small = QFontMetrics(theme.font("body")), QFontMetrics(theme.font("small"))
        self._job = QSize(200, body.height() + small.height() + theme.GAP * 2 + 2)
        self._first = QSize(200, QFontMetrics(theme.font("strong")).height() + theme.GAP)
        self._heading = self._first + QSize(0, theme.GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        area = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        job = self._model.job_at(index)
        if job is None:
            painter.setFont(theme.font("strong"))
            painter.setPen(QColor(theme.colours().muted))
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            painter.drawText(area.adjusted(theme.GAP, 0, -theme.GAP, -6), flags, str(index.data()))
        else:
            self._paint_job(painter, area, job, state)
        painter.restore()

    def _paint_job(self, painter: QPainter, area: QRectF, job: Job, state: QStyle.StateFlag) -> None:
        colours, gap = theme.colours(), theme.GAP
        box = area.adjusted(0, 1, 0, -1)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft if selected else colours.hover))
            painter.drawRoundedRect(box, gap, gap)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(colours.accent))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), gap, gap)
        icon = QRectF(area.left() + gap * 1.5, area.center().y() - 10, 20, 20)
        icons.draw(painter, self._model.task_icon(job), icon, "muted")
        look, word = LOOKS[job.state], state_word(job.state)
        body, small = QFontMetrics(theme.font("body")), QFontMetrics(theme.font("small"))
        width = small.horizontalAdvance(word) + 20
        right = QRectF(area.right() - gap * 1.5 - width, area.top(), width, area.height())
        icons.draw(painter, look.icon, QRectF(right.left(), right.center().y() - 8, 16, 16), look.role)
        painter.setFont(theme.font("small"))
        painter.setPen(QColor(getattr(colours, look.role)))
        painter.drawText(right.adjusted(20, 0, 0, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, word)
        left = icon.right() + gap * 1.5
        room = right.left() - left - gap * 2
        top = area.center().y() - (body.height() + small.height() + 2) / 2
        painter.setFont(theme.font("body"))
        painter.setPen(QColor(colours.text))
        name = body.elidedText(job.input.name, Qt.TextElideMode.ElideMiddle, int(room))
        painter.drawText(QRectF(left, top, room, body.height()), Qt.AlignmentFlag.AlignLeft, name)
        painter.setFont(theme.font("small"))
        painter.setPen(QColor(colours.muted))
        detail = small.elidedText(self._detail(job), Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(
            QRectF(left, top + body.height() + 2, room, small.height()), Qt.AlignmentFlag.AlignLeft, detail
        )

    def _detail(self, job: Job) -> str:
        when = moment(job)
        parts = [
            self._model.task_title(job),
            QLocale().toString(QTime(when.hour, when.minute), QLocale.FormatType.ShortFormat),
        ]
        if job.state is JobState.DONE and job.started is not None and job.finished is not None:
            parts.append(duration(job.finished - job.started))
        return " · ".join(parts)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of two lines, or of a heading, which stands apart from the rows above it."""
        if self._model.job_at(index) is not None:
            return self._job
        return self._heading if index.row() else self._first
