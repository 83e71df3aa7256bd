"""What viewers of results about a picture share: the picture beside a column, read in the background."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.text_label import text_label
from desktop.ui.viewers.base import Viewer
from desktop.ui.viewers.page_bar import PageBar
from desktop.ui.viewers.picture import read_picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QLabel

    from desktop.core.job import Job
    from desktop.ui.services import Services
    from desktop.ui.viewers.picture import PictureView

T = TypeVar("T")

_SIDE_BY_SIDE = 620  # pixels from which picture and column stand beside each other
_BESIDE, _BELOW = 0.36, 0.42  # share of the column beside the picture and below it


class PhotoViewer(Viewer):
    """A picture with its zoom bar, a notice, and a column of what was found; subclasses fill the column."""

    def __init__(self, services: Services, picture: PictureView, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self.picture = picture
        self.zoom = PageBar(picture)
        self.zoom.set_page(0, 1)
        self.heading = text_label("strong")
        self.notice: QLabel = text_label("body", tone="muted", wrap=True)
        self.notice.hide()
        self._lost = ""
        self._shared = False
        self.zoom.lead(self.heading)
        left = QWidget()
        self.left = QVBoxLayout(left)
        self.left.setContentsMargins(0, 0, 0, 0)
        self.left.setSpacing(theme.GAP)
        self.left.addWidget(self.zoom)
        self.left.addWidget(picture, 1)
        self.side = QWidget()
        self.column = QVBoxLayout(self.side)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.GAP)
        self.splitter = QSplitter()
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.side)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setHandleWidth(theme.GAP * 2)
        self.splitter.setStyleSheet("QSplitter::handle { background: transparent; }")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self.notice)
        column.addWidget(self.splitter, 1)

    def read_photo(self, job: Job, width: int, height: int) -> None:
        """Show an empty page of the picture's size, and the picture when it was read."""
        self.lose("")
        self.picture.set_picture(None, width, height)
        take = partial(self.picture.set_picture, width=width, height=height)
        self.load(partial(read_picture, job.input.path), take, partial(self.lose, "picture"))

    def lose(self, what: str) -> None:
        """Say what is gone: the `picture` or pictures of the `result`; an empty word takes it back."""
        self._lost = what
        self.notice.setVisible(bool(what))
        self.notice.setText(
            self.tr("The picture is no longer where it was.")
            if what == "picture"
            else self.tr("The pictures of this result are no longer where they were.")
        )

    def load(self, read: Callable[[], T], take: Callable[[T], object], lose: Callable[[], object]) -> None:
        """Read something in the background; what comes after another job was shown is passed over."""
        job = self.job

        def taken(found: T) -> None:
            if self.job is job:
                take(found)

        def lost(_error: Exception) -> None:
            if self.job is job:
                lose()

        self.services.background.run(read, taken, lost)

    def retranslate(self) -> None:
        """Set every visible string again."""
        self.lose(self._lost)
        self.zoom.retranslate()
        self.picture.retranslate()
        self.splitter.setAccessibleName(self.tr("Picture and what was found"))

    def restyle(self) -> None:
        """Take up the colours of the theme."""
        self.picture.restyle()
        super().restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the column under the picture where there is no room beside it."""
        super().resizeEvent(event)
        wide = event.size().width() >= _SIDE_BY_SIDE
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.splitter.orientation() != wanted or not self._shared:
            self._shared = True
            self.splitter.setOrientation(wanted)
            room = event.size().width() if wide else event.size().height()
            share = round(room * (_BESIDE if wide else _BELOW))
            self.splitter.setSizes([room - share, share])
