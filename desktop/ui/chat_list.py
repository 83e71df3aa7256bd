"""The conversations of this computer: the last ones first, and those in which words were found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.chat import FoundChat
from desktop.core.errors import StorageError
from desktop.ui import icons, language, theme
from desktop.ui.row_paint import paint_field, paint_line
from desktop.ui.shortcuts import tip
from desktop.ui.text_label import text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from desktop.jobs.chats import ChatDesk

Index = QModelIndex | QPersistentModelIndex
FOUND_ROLE = Qt.ItemDataRole.UserRole
_PAGE, _PAUSE_MS = 100, 150
_WIDTH, _WIDEST = 224, 600


class ChatModel(QAbstractListModel):
    """Conversations as the desk finds them, a hundred at a time."""

    def __init__(self, desk: ChatDesk, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._desk = desk
        self._more = False
        self.words = ""
        self.rows: list[FoundChat] = []

    def load(self) -> None:
        """List them anew, as many as were listed before."""
        wanted = max(len(self.rows), _PAGE)
        found = self._desk.find(self.words, limit=wanted)
        self._more = len(found) == wanted
        if found != self.rows:
            self.beginResetModel()
            self.rows = found
            self.endResetModel()

    def row_of(self, chat_id: str) -> int:
        """Return the row of a conversation, -1 when it is not listed."""
        return next((row for row, found in enumerate(self.rows) if found.chat.id == chat_id), -1)

    def canFetchMore(self, parent: Index) -> bool:  # noqa: N802
        """Say whether there may be more."""
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:  # noqa: N802
        """List some more."""
        found = self._desk.find(self.words, limit=_PAGE, before=self.rows[-1].chat)
        self._more = len(found) == _PAGE
        if found:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(found) - 1)
            self.rows += found
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of conversations listed so far."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the title, what a screen reader says, or the find itself under `FOUND_ROLE`."""
        if not index.isValid():
            return None
        found = self.rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return found.chat.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join((found.chat.title, below(found)))
        return found if role == FOUND_ROLE else None


def below(found: FoundChat) -> str:
    """Return the second line of a conversation: what was found in it, else when it was changed."""
    return found.excerpt or language.date_time(found.chat.changed)


class ChatDelegate(QStyledItemDelegate):
    """Paints a conversation as two lines."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint field, title and what stands below it."""
        found = index.data(FOUND_ROLE)
        if not isinstance(found, FoundChat):
            return
        state: QStyle.StateFlag = option.state
        area = QRectF(option.rect).adjusted(0, 1, -2, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_field(painter, area, state)
        inner = area.adjusted(GAP + 4, GAP - 1, -GAP, 0)
        title = paint_line(painter, inner, found.chat.title, "body", "text")
        paint_line(painter, inner.adjusted(0, title.height() + 1, 0, 0), below(found), "small", "muted")
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of two lines."""
        heights = (QFontMetrics(theme.font(role)).height() for role in ("body", "small"))
        return QSize(120, sum(heights) + 2 * GAP + 2)


class ChatList(QWidget):
    """A button for a new conversation, a field that searches, and the list.

    Signals:
        begun: a new conversation is wanted.
        opened: id of a conversation, and of the message that was found in it or None.
        renaming: id of a conversation that should be called something else.
        removing: id of a conversation that should go.
    """

    begun = Signal()
    opened = Signal(str, object)
    renaming = Signal(str)
    removing = Signal(str)

    def __init__(self, desk: ChatDesk, parent: QWidget | None = None) -> None:
        """List the conversations of `desk` when it is first shown."""
        super().__init__(parent)
        self.model = ChatModel(desk, self)
        self._chosen = ""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.load)
        self.new = QPushButton()
        self.new.setIcon(icons.icon("plus", "accent"))
        self.new.clicked.connect(self.begun)
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.field.textChanged.connect(self._pause.start)
        self.field.returnPressed.connect(self._open_first)
        self.view = QListView()
        self.view.setProperty("clear", True)
        self.view.setModel(self.model)
        self.view.setItemDelegate(ChatDelegate(self.view))
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(True)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._offer)
        self.view.clicked.connect(self._open)
        self.view.activated.connect(self._open)
        self.view.installEventFilter(self)
        self.empty = text_label("small", tone="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for widget in (self.new, self.field, self.empty):
            column.addWidget(widget)
        column.addWidget(self.view, 1)
        self.set_wide(wide=False)
        desk.listed.connect(self.load)
        self.retranslate()
        self.load()

    def load(self) -> None:
        """List what there is now."""
        self.model.words = self.field.text()
        words = self.tr("Nothing was found.") if self.model.words.strip() else ""
        try:
            self.model.load()
        except StorageError as error:
            words = " ".join(language.failure_text(error.failure()))
        self.select(self._chosen)
        self.empty.setText(words or self.tr("Your chats stay on this computer."))
        self.empty.setVisible(not self.model.rows)

    def set_wide(self, *, wide: bool) -> None:
        """Take all the width there is, or no more than is needed beside a conversation."""
        self.setMinimumWidth(_WIDTH)
        self.setMaximumWidth(_WIDEST if wide else _WIDTH)

    def select(self, chat_id: str) -> None:
        """Mark the conversation that is shown; an empty id marks none."""
        self._chosen = chat_id
        row = self.model.row_of(chat_id)
        if row >= 0:
            self.view.setCurrentIndex(self.model.index(row))
        else:
            self.view.setCurrentIndex(QModelIndex())
            self.view.clearSelection()

    def retranslate(self) -> None:
        """Write every text anew."""
        self.new.setText(self.tr("New chat"))
        self.new.setToolTip(self.tr("Begin another conversation; this one stays in the list"))
        self.field.setPlaceholderText(self.tr("Search chats"))
        self.field.setAccessibleName(self.tr("Search chats"))
        self.field.setToolTip(tip(self.tr("Words of titles and messages"), "find"))
        self.view.setAccessibleName(self.tr("Chats"))

    def _open(self, index: Index) -> None:
        found = index.data(FOUND_ROLE)
        if isinstance(found, FoundChat):
            self.opened.emit(found.chat.id, found.message)

    def _open_first(self) -> None:
        self._pause.stop()
        self.load()
        if self.model.rows:
            self._open(self.model.index(0))

    def _offer(self, point: QPoint) -> None:
        found = self.view.indexAt(point).data(FOUND_ROLE)
        if not isinstance(found, FoundChat):
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chat_id = found.chat.id
        menu.addAction(icons.icon("pencil"), self.tr("Rename…"), lambda: self.renaming.emit(chat_id))
        menu.addAction(icons.icon("trash-2"), self.tr("Delete"), lambda: self.removing.emit(chat_id))
        menu.popup(self.view.viewport().mapToGlobal(point))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remove and rename by key."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            found = self.view.currentIndex().data(FOUND_ROLE)
            signals = {Qt.Key.Key_Delete: self.removing, Qt.Key.Key_F2: self.renaming}
            if isinstance(found, FoundChat) and event.key() in signals:
                signals[Qt.Key(event.key())].emit(found.chat.id)
                return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.load()
        super().changeEvent(event)
