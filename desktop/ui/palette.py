"""Ctrl+K: one field that finds pages, actions and earlier results."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import icons, theme
from desktop.ui.text_label import text_label
from desktop.ui.theme import GAP

_ENTRY = Qt.ItemDataRole.UserRole
_ROW, _WIDTH, _ROWS = 38, 560, 9
_DELAY_MS = 120
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that can be found; `detail` is shown at the right."""

    title: str
    detail: str
    icon: str
    run: Callable[[], None]


Search = Callable[[str], Sequence[Entry]]


class Palette(QWidget):
    """A card over the window; Enter runs the chosen entry, Esc closes it."""

    def __init__(self, window: QWidget, entries: Callable[[], Sequence[Entry]], history: Search) -> None:
        """Find among `entries`, made when the palette opens, and in `history`, asked while one types."""
        super().__init__(window)
        self.setProperty("role", "dialog")
        self._host = window
        self._make_entries = entries
        self._history = history
        self._entries: Sequence[Entry] = ()
        self._before: QWidget | None = None
        self.field = QLineEdit()
        self.rows = QListView()
        self._nothing = text_label("body", tone="muted")
        self._model = _EntryModel(self)
        self._delay = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._delay.timeout.connect(self._search)
        self._build()
        self.retranslate()
        self.hide()
        window.installEventFilter(self)

    def open(self) -> None:
        """Show everything and take the focus."""
        self._before = QApplication.focusWidget()
        self._entries = self._make_entries()
        self.field.clear()
        self._search()
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus()

    def close_up(self) -> None:
        """Hide, and give the focus back."""
        self._delay.stop()
        self.hide()
        if self._before is not None:
            self._before.setFocus()
            self._before = None

    def found(self) -> Sequence[Entry]:
        """Return what is listed now."""
        return self._model.entries

    def retranslate(self) -> None:
        """Write every text anew."""
        self.setAccessibleName(self.tr("Search"))
        self.field.setPlaceholderText(self.tr("Search pages, actions and history"))
        self.field.setAccessibleName(self.tr("Search"))
        self.rows.setAccessibleName(self.tr("Found"))
        self._nothing.setText(self.tr("Nothing found"))

    def _build(self) -> None:
        card = QFrame()
        card.setProperty("card", True)
        self.field.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.field.textChanged.connect(lambda _text: self._delay.start())
        self.field.installEventFilter(self)
        self.rows.setModel(self._model)
        self.rows.setItemDelegate(_EntryDelegate(self))
        self.rows.setUniformItemSizes(True)
        self.rows.setMouseTracking(True)
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.clicked.connect(self._run_row)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(card)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(GAP)
        column.addWidget(self.field)
        column.addWidget(self.rows)
        column.addWidget(self._nothing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)

    def _search(self) -> None:
        self._delay.stop()
        words = self.field.text().casefold().split()
        fitting = [entry for entry in self._entries if all(word in entry.title.casefold() for word in words)]
        if words:
            fitting += self._history(self.field.text())
        self._model.show(fitting)
        self.rows.setVisible(bool(fitting))
        self._nothing.setVisible(not fitting)
        if fitting:
            self.rows.setCurrentIndex(self._model.index(0))
        self._place()

    def _run_row(self, index: QModelIndex) -> None:
        entry = index.data(_ENTRY)
        if isinstance(entry, Entry):
            self.close_up()
            entry.run()

    def _place(self) -> None:
        shown = min(max(len(self._model.entries), 1), _ROWS)
        self.rows.setFixedHeight(shown * _ROW + 2)
        width = min(_WIDTH, self._host.width() - GAP * 4)
        self.setGeometry(QRect((self._host.width() - width) // 2, GAP * 9, width, shown * _ROW + 70))

    def _move(self, step: int) -> None:
        count = self._model.rowCount()
        if count:
            self.rows.setCurrentIndex(self._model.index((self.rows.currentIndex().row() + step) % count))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list while the field has the focus; follow the window's size."""
        if watched is self._host and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        if watched is not self.field:
            return False
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self._before = None
            self.close_up()
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._take_key(event)

    def _take_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self._delay.isActive():
                self._search()
            self._run_row(self.rows.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.close_up()
        else:
            return False
        return True

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a frame that stands out from the page."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("muted"), 1))
            painter.setBrush(theme.colour("base"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 13, 13)


class _EntryModel(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role == _ENTRY:
            return entry
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{entry.title}, {entry.detail}" if entry.detail else entry.title
        return None


class _EntryDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(_ENTRY)
        if not isinstance(entry, Entry):
            return
        row: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft" if selected else "hover"))
            painter.drawRoundedRect(QRectF(row).adjusted(0, 1, 0, -1), theme.RADIUS, theme.RADIUS)
        role = "accent" if selected else "muted"
        icons.draw(painter, entry.icon, QRectF(row.x() + 10, row.center().y() - 8, 18, 18), role)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("muted"))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        used = painter.fontMetrics().horizontalAdvance(entry.detail)
        painter.drawText(row.adjusted(0, 0, -12, 0), middle | int(Qt.AlignmentFlag.AlignRight), entry.detail)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text"))
        area = row.adjusted(40, 0, -24 - used, 0)
        title = painter.fontMetrics().elidedText(entry.title, Qt.TextElideMode.ElideMiddle, area.width())
        painter.drawText(area, middle, title)
        painter.restore()
