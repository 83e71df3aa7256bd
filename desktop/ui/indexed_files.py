"""The files of the index as a list: the folders that were added as headings, each file with what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.core.passages import IndexedFile, IndexState
from desktop.ui import icons, theme
from desktop.ui.language import failure_text
from desktop.ui.row_paint import paint_field, paint_line
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole

LOOKS = {
    IndexState.INDEXING: ("loader", "accent"),
    IndexState.READY: ("circle-check", "good"),
    IndexState.STALE: ("rotate-ccw", "warning"),
    IndexState.FAILED: ("circle-alert", "bad"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderRow:
    """A folder that was added, and how many files of it are in the index."""

    path: Path
    files: int


Row = FolderRow | IndexedFile


class IndexedModel(QAbstractListModel):
    """Folders with their files, then files that were added by themselves.

    Attributes:
        transcripts: a folder of Ilha's own; it is not called by the name it has on the disk.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.transcripts: Path | None = None
        self.rows: list[Row] = []
        self.files: dict[Path, IndexedFile] = {}
        self._folders: frozenset[Path] = frozenset()
        self._places: dict[Path, int] = {}
        self._keys: dict[Path, tuple[Any, ...]] = {}

    @property
    def folders(self) -> dict[Path, str]:
        """Return the folders that were added, and what they are called."""
        return {folder: self.name(folder) for folder in sorted(self._folders, key=self._key)}

    def name(self, path: Path) -> str:
        """Return what a file or folder is called."""
        return self.tr("Transcripts") if path == self.transcripts else path.name or str(path)

    def show(self, folders: Iterable[Path], files: Iterable[IndexedFile]) -> None:
        """List what the index holds."""
        self._folders = frozenset(folders)
        self.files = {file.path: file for file in files}
        self._list()

    def follow(self, files: Sequence[IndexedFile]) -> None:
        """Show what became of some files."""
        new = any(file.path not in self._places for file in files)
        self.files.update({file.path: file for file in files})
        if new:
            self._list()
            return
        for file in files:
            place = self._places[file.path]
            self.rows[place] = file
            self.dataChanged.emit(self.index(place), self.index(place))

    def forget(self, paths: Iterable[Path]) -> None:
        """List some files and folders no longer."""
        gone = frozenset(paths)
        self._folders -= gone
        self.files = {path: file for path, file in self.files.items() if path not in gone}
        self._list()

    def row_of(self, path: Path) -> int:
        """Return the place of a file or folder, -1 when it is not listed."""
        return self._places.get(path, -1)

    def count(self, state: IndexState) -> int:
        """Return how many files are in a state."""
        return sum(file.state is state for file in self.files.values())

    def _list(self) -> None:
        inside: dict[Path | None, list[IndexedFile]] = {folder: [] for folder in sorted(self._folders, key=self._key)}
        inside[None] = []
        for path in sorted(self.files, key=self._key):
            inside[next((folder for folder in path.parents if folder in self._folders), None)].append(self.files[path])
        self.beginResetModel()
        self.rows = []
        for folder, files in inside.items():
            if folder is not None:
                self.rows.append(FolderRow(path=folder, files=len(files)))
            self.rows += files
        self._places = {row.path: place for place, row in enumerate(self.rows)}
        self.endResetModel()

    def _key(self, path: Path) -> tuple[Any, ...]:
        """Return what paths are sorted by: numbers in their names count, as in all lists of files."""
        from desktop.media.sniff import natural_key

        if path not in self._keys:  # thousands share their folders, and the list is made anew while they are read
            self._keys[path] = (*self._key(path.parent), natural_key(path.name)) if path.name else (str(path),)
        return self._keys[path]

    def retranslate(self) -> None:
        """Say that every text is another one."""
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name, what a screen reader says, or the row itself under `ROW_ROLE`."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.name(row.path)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = "" if isinstance(row, FolderRow) else self.state_word(row.state)
            return ", ".join(filter(None, [self.name(row.path), state, self.detail(row)]))
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.path}\n{self.detail(row, hint=True)}"
        return row if role == ROW_ROLE else None

    def detail(self, row: Row, *, hint: bool = False) -> str:
        """Return the second line: the state and its reason, with what to do about it where there is room."""
        if isinstance(row, FolderRow):
            return self.tr("%Ln file(s)", "", row.files) if row.files else self.tr("Nothing to search in it")
        if row.failure is not None:
            message, what_to_do = failure_text(row.failure)
            return f"{message} {what_to_do}" if hint else message
        if row.state is IndexState.READY:
            return self.tr("%Ln passage(s)", "", row.passages)
        return self.state_word(row.state)

    def state_word(self, state: IndexState) -> str:
        """Return the word for a state."""
        return {
            IndexState.INDEXING: self.tr("Being read"),
            IndexState.READY: self.tr("Ready"),
            IndexState.STALE: self.tr("Out of date"),
            IndexState.FAILED: self.tr("Not readable"),
        }[state]


class IndexedDelegate(QStyledItemDelegate):
    """Paints a folder, or a file with its state, in two lines."""

    def __init__(self, model: IndexedModel, parent: QObject | None = None) -> None:
        """Paint the rows of `model`."""
        super().__init__(parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the field, the icon of the state, and two lines."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, FolderRow | IndexedFile):
            return
        area = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_field(painter, area.adjusted(0, 1, 0, -1), state)
        inner = area.adjusted(GAP, 5, -GAP, -5)
        folder = isinstance(row, FolderRow)
        icon, role = ("folder", "muted") if isinstance(row, FolderRow) else LOOKS[row.state]
        icons.draw(painter, icon, QRectF(inner.left(), inner.top() + 1, 16, 16), role)
        inner.setLeft(inner.left() + 16 + GAP)
        font = "strong" if folder else "body"
        name = self._model.name(row.path)
        line = paint_line(painter, inner, name, font, "text", elide=Qt.TextElideMode.ElideMiddle)
        inner.setTop(line.bottom() + 1)
        paint_line(painter, inner, self._model.detail(row), "small", role if role in {"warning", "bad"} else "muted")
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of two lines."""
        strong, small = QFontMetrics(theme.font("strong")), QFontMetrics(theme.font("small"))
        return QSize(160, strong.height() + small.height() + 12)
