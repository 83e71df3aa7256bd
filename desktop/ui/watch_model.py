"""Watched folders, and the files of one of them, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.core.watch import Seen, SeenState, WatchStatus
from desktop.ui import icons, language, theme
from desktop.ui.job_text import model_name
from desktop.ui.language import failure_text
from desktop.ui.row_paint import paint_field, paint_line
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
LOOK_ROLE = ROW_ROLE + 1
"""(icon, colour, first line, second line) of a row."""
_ICON = 18
_LOOKS = {
    SeenState.QUEUED: ("clock", "muted"),
    SeenState.DELIVERING: ("loader", "accent"),
    SeenState.DONE: ("circle-check", "good"),
    SeenState.FAILED: ("circle-alert", "bad"),
    SeenState.CANCELLED: ("circle-slash", "muted"),
    SeenState.UNFIT: ("minus", "muted"),
}


class _Rows(QAbstractListModel):
    """Rows that are shown anew as a whole."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.rows: Sequence[WatchStatus | Seen] = ()

    def look(self, row: WatchStatus | Seen) -> tuple[str, str, str, str]:
        """Return icon, colour, first and second line of a row."""
        raise NotImplementedError

    def tooltip(self, row: WatchStatus | Seen) -> str:
        """Return everything there is to say of a row."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Say that every text is another one."""
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what is shown, what a screen reader says, the tooltip, or the row itself."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == LOOK_ROLE:
            return self.look(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tooltip(row)
        _, _, first, second = self.look(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{first}, {second}"
        return first if role == Qt.ItemDataRole.DisplayRole else None


class WatchModel(_Rows):
    """Watched folders with what is done there and how far that is."""

    def __init__(self, title_of: Callable[[str], str], parent: QObject | None = None) -> None:
        """Name tasks and recipes by `title_of`."""
        super().__init__(parent)
        self._title_of = title_of
        self.rows: Sequence[WatchStatus] = ()

    def show(self, statuses: Sequence[WatchStatus]) -> None:
        """List folders; the same ones only change their rows."""
        same = [one.watch.id for one in statuses] == [one.watch.id for one in self.rows]
        if same:
            self.rows = statuses
            self.retranslate()
            return
        self.beginResetModel()
        self.rows = statuses
        self.endResetModel()

    def look(self, row: WatchStatus | Seen) -> tuple[str, str, str, str]:
        """Return the state as a drawing, the folder, and what is done with its files."""
        assert isinstance(row, WatchStatus)
        watch = row.watch
        first = self.tr("%1 → %2").replace("%1", watch.folder.name or str(watch.folder))
        model = model_name(watch.model) if watch.model is not None else ""
        parts = [self._title_of(watch.task), model, self.counts(row)]
        if row.trouble is not None:
            return "circle-alert", "bad", first.replace("%2", watch.out.name), failure_text(row.trouble)[0]
        if watch.paused:
            parts.insert(0, self.tr("Paused"))
        icon, role = ("pause", "warning") if watch.paused else ("eye", "good")
        return icon, role, first.replace("%2", watch.out.name), " · ".join(part for part in parts if part)

    def counts(self, row: WatchStatus) -> str:
        """Return how many files are how far."""
        waiting = sum(row.counts.get(state, 0) for state in (SeenState.QUEUED, SeenState.DELIVERING))
        told = (
            (row.unsettled, self.tr("%Ln being written", "", row.unsettled)),
            (waiting, self.tr("%Ln to do", "", waiting)),
            (row.counts.get(SeenState.DONE, 0), self.tr("%Ln done", "", row.counts.get(SeenState.DONE, 0))),
            (row.counts.get(SeenState.FAILED, 0), self.tr("%Ln failed", "", row.counts.get(SeenState.FAILED, 0))),
            (row.counts.get(SeenState.UNFIT, 0), self.tr("%Ln of other kinds", "", row.counts.get(SeenState.UNFIT, 0))),
        )
        return " · ".join(text for count, text in told if count)

    def tooltip(self, row: WatchStatus | Seen) -> str:
        """Return the folders in full, and what cannot be done and why."""
        assert isinstance(row, WatchStatus)
        lines = [self.tr("%1 → %2").replace("%1", str(row.watch.folder)).replace("%2", str(row.watch.out))]
        if row.trouble is not None:
            lines += ["", " ".join(failure_text(row.trouble))]
        return "\n".join([*lines, *self.notes(row)])

    def notes(self, row: WatchStatus) -> list[str]:
        """Return what should be known of a folder."""
        if not row.remote:
            return []
        text = self.tr(
            "This folder lies on another computer (%1), which does not tell of changes: it is looked at every minute, "
            "and a file is taken when it has not changed for a while."
        )
        return [text.replace("%1", row.remote)]


class SeenModel(_Rows):
    """What became of the files of a folder, the last first."""

    def show(self, files: Sequence[Seen]) -> None:
        """List files."""
        if files != self.rows:
            self.beginResetModel()
            self.rows = files
            self.endResetModel()

    def look(self, row: WatchStatus | Seen) -> tuple[str, str, str, str]:
        """Return the state as a drawing, the name, and the state in words with its reason or its time."""
        assert isinstance(row, Seen)
        icon, role = _LOOKS[row.state]
        if row.failure is not None:
            return icon, role, row.path.name, failure_text(row.failure)[0]
        return icon, role, row.path.name, f"{self.word(row.state)} · {language.date_time(row.changed)}"

    def word(self, state: SeenState) -> str:
        """Return the word for a state."""
        return {
            SeenState.QUEUED: self.tr("In the queue"),
            SeenState.DELIVERING: self.tr("Result being written"),
            SeenState.DONE: self.tr("Done"),
            SeenState.FAILED: self.tr("Failed"),
            SeenState.CANCELLED: self.tr("Cancelled"),
            SeenState.UNFIT: self.tr("Of another kind"),
        }[state]

    def tooltip(self, row: WatchStatus | Seen) -> str:
        """Return the path, and what went wrong."""
        assert isinstance(row, Seen)
        return str(row.path) if row.failure is None else f"{row.path}\n\n{' '.join(failure_text(row.failure))}"


class WatchDelegate(QStyledItemDelegate):
    """Paints a row: a drawing of its state, and two lines."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the field, the drawing, and the lines."""
        look = index.data(LOOK_ROLE)
        if not isinstance(look, tuple | list):
            return
        icon, role, first, second = look
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect)
        paint_field(painter, area.adjusted(0, 1, 0, -1), state)
        inner = area.adjusted(GAP, 5, -GAP, -5)
        icons.draw(painter, icon, QRectF(inner.left(), inner.center().y() - _ICON / 2, _ICON, _ICON), role)
        inner.setLeft(inner.left() + _ICON + GAP + 2)
        line = paint_line(painter, inner, first, "body", "text", elide=Qt.TextElideMode.ElideMiddle)
        inner.setTop(line.bottom() + 1)
        paint_line(painter, inner, second, "small", role if role in {"warning", "bad"} else "muted")
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of two lines."""
        body, small = QFontMetrics(theme.font("body")), QFontMetrics(theme.font("small"))
        return QSize(160, body.height() + small.height() + 14)
