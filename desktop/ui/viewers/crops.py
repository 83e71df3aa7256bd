"""A strip of small pictures: what was cut out of the photo, one for each box."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.ui import theme
from desktop.ui.viewers.picture import read_picture
from desktop.ui.viewers.scores import Index

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.core.result import Artifact

_EDGE = 56
_CELL = _EDGE + theme.GAP
_MOST = 200
_NUMBER_ROLE = Qt.ItemDataRole.UserRole
_PICTURE_ROLE = Qt.ItemDataRole.UserRole + 1
_NUMBER = re.compile(r"\d+")


def crops_of(artifacts: Sequence[Artifact]) -> dict[int, Path]:
    """Return the pictures among `artifacts` by the number of their box, counted from 0; their names count from 1."""
    found = {}
    for artifact in artifacts:
        number = _NUMBER.search(Path(artifact.name).stem)
        if artifact.mime == "image/png" and number:
            found[int(number[0]) - 1] = artifact.path
    return dict(sorted(found.items())[:_MOST])


def read_crops(paths: Mapping[int, Path]) -> dict[int, QImage]:
    """Read small forms of the pictures; for a background thread. One that is gone is left out."""
    images = {}
    for number, path in paths.items():
        with contextlib.suppress(OSError):
            images[number] = read_picture(path, longest=_EDGE * 2)
    return images


class _CropDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        state: QStyle.StateFlag = option.state
        area = QRectF(option.rect).adjusted(1, 1, -1, -1)
        pixmap: QPixmap = index.data(_PICTURE_ROLE)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QPen(theme.colour("accent"), 2) if chosen else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft" if chosen else "hover"))
            painter.drawRoundedRect(area, 6, 6)
        size = QSizeF(pixmap.size()).scaled(_EDGE, _EDGE, Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(QPointF(), size)
        place.moveCenter(area.center())
        painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()))
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(_CELL, _CELL)


class CropStrip(QListWidget):
    """The pictures side by side; a click chooses the box.

    Signals:
        chosen: number of the box.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setFlow(QListWidget.Flow.LeftToRight)
        self.setWrapping(False)
        self.setMovement(QListWidget.Movement.Static)
        self.setItemDelegate(_CropDelegate(self))
        self.setSpacing(2)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("card", True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(_CELL + 3 * theme.GAP)
        self.setViewportMargins(theme.GAP, theme.GAP, theme.GAP, 0)  # a scroll bar has its room below
        self.currentItemChanged.connect(self._choose)
        self.hide()

    def set_crops(self, images: Mapping[int, QImage], names: Sequence[str]) -> None:
        """Show pictures by the number of their box; `names` are those of all boxes."""
        self.blockSignals(True)
        self.clear()
        for number, image in images.items():
            name = names[number] if number < len(names) else ""
            item = QListWidgetItem()
            item.setData(_NUMBER_ROLE, number)
            item.setData(_PICTURE_ROLE, QPixmap.fromImage(image))
            item.setToolTip(name)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, name)
            self.addItem(item)
        self.setVisible(bool(images))
        self.blockSignals(False)

    def set_visible(self, visible: frozenset[int]) -> None:
        """Show the pictures of these boxes and hide the others."""
        for row in range(self.count()):
            item = self.item(row)
            item.setHidden(item.data(_NUMBER_ROLE) not in visible)

    def show_box(self, number: int) -> None:
        """Choose the picture of a box without announcing it."""
        self.blockSignals(True)
        rows = [row for row in range(self.count()) if self.item(row).data(_NUMBER_ROLE) == number]
        self.setCurrentRow(rows[0] if rows else -1)
        self.blockSignals(False)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_NUMBER_ROLE))
