"""The ledger as a table: every request that was sent or refused, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QColor

from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.state.ledger import Decision
from desktop.ui import icons, language, theme
from desktop.ui.language import translate
from desktop.ui.viewers.scores import ROLE, Index

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from desktop.state.ledger import Entry, Row

HEADINGS = (
    QT_TRANSLATE_NOOP("privacy", "Time"),
    QT_TRANSLATE_NOOP("privacy", "Server"),
    QT_TRANSLATE_NOOP("privacy", "Decision"),
    QT_TRANSLATE_NOOP("privacy", "Sent"),
    QT_TRANSLATE_NOOP("privacy", "Received"),
    QT_TRANSLATE_NOOP("privacy", "What for"),
    QT_TRANSLATE_NOOP("privacy", "Request"),
    QT_TRANSLATE_NOOP("privacy", "Asked by"),
)
DECISIONS = {
    Decision.SETTING: QT_TRANSLATE_NOOP("privacy", "Sent: downloads are allowed"),
    Decision.CONSENT: QT_TRANSLATE_NOOP("privacy", "Sent: you said yes"),
    Decision.YES: QT_TRANSLATE_NOOP("privacy", "Sent: --yes was given"),
    Decision.COMMAND: QT_TRANSLATE_NOOP("privacy", "Sent: the command named the server"),
    Decision.OFFLINE: QT_TRANSLATE_NOOP("privacy", "Refused: offline"),
    Decision.DECLINED: QT_TRANSLATE_NOOP("privacy", "Refused: you said no"),
    Decision.TARGET: QT_TRANSLATE_NOOP("privacy", "Refused: not the server that was named"),
    Decision.STRAY: QT_TRANSLATE_NOOP("privacy", "Refused: not by the model manager"),
    Decision.UNKNOWN: QT_TRANSLATE_NOOP("privacy", "Not known"),
}
REASONS = {
    "search": QT_TRANSLATE_NOOP("privacy", "Search"),
    "info": QT_TRANSLATE_NOOP("privacy", "Look-up"),
    "download": QT_TRANSLATE_NOOP("privacy", "Download"),
    "update": QT_TRANSLATE_NOOP("privacy", "Update"),
    "cluster": QT_TRANSLATE_NOOP("privacy", "Work for a cluster"),
    "stray": QT_TRANSLATE_NOOP("privacy", "Alarm"),
}
ASKERS = {
    "window": QT_TRANSLATE_NOOP("privacy", "Window"),
    "command-line": QT_TRANSLATE_NOOP("privacy", "Command line"),
}
_SIZES = {3, 4}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class LedgerModel(QAbstractTableModel):
    """Rows of the ledger; words under the display role, what sorts them under `ROLE`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._broken_at: int | None = None

    def show(self, rows: Sequence[Row], broken_at: int | None) -> None:
        """Show other rows, given in the order of the ledger; those from `broken_at` on are marked."""
        self.beginResetModel()
        self._rows, self._broken_at = list(reversed(rows)), broken_at
        self.endResetModel()

    def retranslate(self) -> None:
        """Write every text anew."""
        self.beginResetModel()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of requests."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of columns."""
        return 0 if parent.isValid() else len(HEADINGS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return _words(row.entry)[column]
        if role == ROLE:
            return _order(row.entry)[column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column in _SIZES else _LEFT
        return self._look(row, column, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name of a column; rows have none."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in _SIZES else _LEFT
        return translate("privacy", HEADINGS[section]) if role == Qt.ItemDataRole.DisplayRole else None

    def _look(self, row: Row, column: int, role: int) -> object:
        broken = self._broken_at is not None and row.number >= self._broken_at
        if role == Qt.ItemDataRole.DecorationRole and column == 0 and broken:
            return icons.icon("shield-alert", "bad")
        if role == Qt.ItemDataRole.ForegroundRole and (broken or not row.entry.decision.allowed):
            return QColor(theme.colour("bad" if broken else "muted"))
        return None


def _words(entry: Entry) -> tuple[str, ...]:
    reason = translate("privacy", REASONS.get(entry.reason, entry.reason))
    status = f" → {entry.status}" if entry.status else ""
    return (
        language.date_time(entry.time),
        entry.host,
        translate("privacy", DECISIONS[entry.decision]),
        language.size(entry.sent_bytes),
        language.size(entry.received_bytes) if entry.received_bytes >= 0 else translate("privacy", "Broken off"),
        f"{reason}: {entry.subject}" if entry.subject else reason,
        f"{entry.method} {entry.path}{status}",
        translate("privacy", ASKERS.get(entry.asker, entry.asker)),
    )


def _order(entry: Entry) -> tuple[str | float, ...]:
    _, host, decision, _, _, reason, request, asker = _words(entry)
    return entry.time, host, decision, entry.sent_bytes, entry.received_bytes, reason, request, asker
