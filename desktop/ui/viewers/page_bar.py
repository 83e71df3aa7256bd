"""The row of buttons above a page: which page, how large."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from desktop.ui import icons, theme
from desktop.ui.language import number

if TYPE_CHECKING:
    from desktop.ui.viewers.picture import PictureView


class PageBar(QWidget):
    """Turns pages and zooms `view`.

    Signals:
        page_wanted: number of the page to show, from 0.
    """

    page_wanted = Signal(int)

    def __init__(self, view: PictureView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = 0
        self._pages = 1
        self.previous, self.next = QToolButton(), QToolButton()
        self.zoom_out, self.zoom_in, self.fit_width, self.fit_page = (QToolButton() for _ in range(4))
        self.label = QLabel()
        names = {
            self.previous: "chevron-left",
            self.next: "chevron-right",
            self.zoom_out: "zoom-out",
            self.zoom_in: "zoom-in",
            self.fit_width: "move-horizontal",
            self.fit_page: "maximize",
        }
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, theme.GAP // 2)
        row.setSpacing(theme.GAP // 4)
        for button, name in names.items():
            button.setIcon(icons.icon(name, "muted"))
            button.setAutoRaise(True)
            button.setIconSize(QSize(16, 16))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row.addWidget(self.previous)
        row.addWidget(self.label)
        row.addWidget(self.next)
        row.addStretch(1)
        for button in (self.zoom_out, self.zoom_in, self.fit_width, self.fit_page):
            row.addWidget(button)
        self.previous.clicked.connect(lambda: self.page_wanted.emit(self._page - 1))
        self.next.clicked.connect(lambda: self.page_wanted.emit(self._page + 1))
        self.zoom_out.clicked.connect(view.zoom_out)
        self.zoom_in.clicked.connect(view.zoom_in)
        self.fit_width.clicked.connect(view.fit_width)
        self.fit_page.clicked.connect(view.fit_page)
        self.retranslate()

    def lead(self, widget: QWidget) -> None:
        """Put a widget before everything else."""
        self._row.insertWidget(0, widget)

    def set_page(self, page: int, pages: int) -> None:
        """Say which of how many pages is shown."""
        self._page, self._pages = page, pages
        for widget in (self.previous, self.label, self.next):
            widget.setVisible(pages > 1)
        self.previous.setEnabled(page > 0)
        self.next.setEnabled(page < pages - 1)
        self._tell()

    def retranslate(self) -> None:
        """Set every visible string again."""
        for button, name in (
            (self.previous, self.tr("Previous page")),
            (self.next, self.tr("Next page")),
            (self.zoom_out, self.tr("Smaller")),
            (self.zoom_in, self.tr("Larger")),
            (self.fit_width, self.tr("Fit the width")),
            (self.fit_page, self.tr("Show the whole page")),
        ):
            button.setAccessibleName(name)
            button.setToolTip(name)
        self._tell()

    def _tell(self) -> None:
        text = self.tr("Page {page} of {pages}")
        self.label.setText(text.format(page=number(self._page + 1), pages=number(self._pages)))
