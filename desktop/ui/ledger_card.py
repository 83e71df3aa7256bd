"""Every request of Ilha: listed, searched, checked and exported."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import IlhaError
from desktop.ui import icons, theme
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.language import failure_text, filled, number
from desktop.ui.ledger_model import LedgerModel
from desktop.ui.text_label import set_tone, text_label
from desktop.ui.viewers.table_order import TableOrder
from desktop.worker.privacy import FORMATS, export

if TYPE_CHECKING:
    from desktop.ui.services import Services
    from desktop.worker.privacy import NetworkRecord

_HEIGHT = 320
_WIDEST = 300
_FIELD = 280
_MEASURED = 100  # rows that decide how wide a column is


class LedgerCard(QFrame):
    """Shows a `NetworkRecord`.

    Signals:
        check_wanted: the record is to be read and checked anew.
    """

    check_wanted = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        """Show nothing before the first record."""
        super().__init__(parent)
        self.setProperty("card", True)
        self._services = services
        self._record: NetworkRecord | None = None
        self._unreadable = False
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(_FIELD)
        self.search.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._filter)
        self.check = QPushButton()
        self.check.setIcon(icons.icon("shield-check"))
        self.check.clicked.connect(self.check_wanted)
        self.save = QPushButton()
        self.save.setProperty("kind", "menu")
        self.save.setIcon(icons.icon("download"))
        menu = QMenu(self.save)
        self._kinds = {kind: menu.addAction("", partial(self._ask_where, kind)) for kind in FORMATS}
        self.save.setMenu(menu)
        self.verdict = text_label("body", wrap=True)
        self.news = text_label("body", wrap=True)
        self.model = LedgerModel(self)
        self.order = TableOrder(self)
        self.order.setSourceModel(self.model)
        self.table = self._make_table()
        self.empty, self.nothing = _centred(), _centred()
        self._lay_out()
        theme.changed.connect(self.model.retranslate)
        self._filter()
        self.retranslate()

    def show_record(self, record: NetworkRecord) -> None:
        """Show what the ledger holds and whether it is whole."""
        first = self._record is None or not self._record.rows
        if self._record is None or self._record.rows != record.rows or self._record.broken_at != record.broken_at:
            self.model.show(record.rows, record.broken_at)
        self._record, self._unreadable = record, False
        if first and record.rows:
            self._share_columns()
        self._filter()
        self._tell()

    def show_trouble(self) -> None:
        """Say that the record cannot be read, the page says why; what was read before is listed no more."""
        self._record, self._unreadable = None, True
        self.model.show((), None)
        self._filter()
        self._tell()

    def export_to(self, path: str) -> None:
        """Write what is listed to a file."""
        assert self._record is not None
        target, rows = Path(path), self._record.rows
        self._services.background.run(partial(export, rows, target), lambda _: self._saved(target), self._not_saved)

    def retranslate(self) -> None:
        """Write every text anew."""
        self.search.setPlaceholderText(self.tr("Search servers and requests"))
        self.search.setAccessibleName(self.tr("Search the requests"))
        self.check.setText(self.tr("Check"))
        self.check.setAccessibleName(self.tr("Check that no row was changed"))
        self.check.setToolTip(self.tr("Read every row again, and see whether it is as it was written"))
        self.save.setText(self.tr("Export"))
        self.save.setAccessibleName(self.tr("Export the requests"))
        self.save.setToolTip(self.tr("Save all rows with their digests in a file"))
        for kind, text in (("csv", self.tr("Table (.csv)…")), ("json", self.tr("Data (.json)…"))):
            self._kinds[kind].setText(text)
        self.table.setAccessibleName(self.tr("Requests, the newest first"))
        self.table.horizontalHeader().setAccessibleName(self.tr("Headings; a click sorts"))
        self.empty.setText(self.tr("No request was ever made. Each one will be listed here, sent or refused."))
        self.nothing.setText(self.tr("No request has these words."))
        self.model.retranslate()
        self._tell()

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.order)
        table.setSortingEnabled(True)
        table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setMinimumHeight(_HEIGHT)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setResizeContentsPrecision(_MEASURED)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        return table

    def _lay_out(self) -> None:
        controls = FlowLayout()
        for widget in (self.search, self.check, self.save):
            controls.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.GAP * 2,) * 4)
        column.setSpacing(theme.GAP)
        column.addLayout(controls)
        column.addWidget(self.verdict)
        column.addWidget(self.news)
        for listed in (self.empty, self.nothing, self.table):
            column.addWidget(listed, 1)
        self.news.hide()

    def _share_columns(self) -> None:
        self.table.verticalHeader().setDefaultSectionSize(QFontMetrics(self.table.font()).height() + 12)
        self.table.resizeColumnsToContents()
        header = self.table.horizontalHeader()
        for place in range(header.count() - 1):
            header.resizeSection(place, min(header.sectionSize(place) + theme.GAP, _WIDEST))

    def _filter(self) -> None:
        self.order.set_words(self.search.text().strip())
        kept, listed = self.model.rowCount() > 0, self.order.rowCount() > 0
        none_ever = not kept and self._record is not None and self._record.whole
        for widget, shown in ((self.empty, none_ever), (self.nothing, kept and not listed), (self.table, listed)):
            widget.setVisible(shown)

    def _tell(self) -> None:
        rows = self._record.rows if self._record is not None else ()
        for widget in (self.search, self.save):
            widget.setEnabled(bool(rows))
        self.check.setEnabled(bool(rows) or self._unreadable)
        if self._unreadable:
            self._say(self.verdict, self.tr("The requests cannot be listed."), "bad")
            return
        if self._record is None or (self._record.whole and not rows):
            self.verdict.hide()
            return
        said = [self.tr("%Ln row(s)", "", len(rows))]
        said += [filled("privacy", *self._record.verdict)] if rows else []
        self._say(self.verdict, ". ".join(said), "muted" if self._record.whole else "bad")

    def _ask_where(self, kind: str) -> None:
        start = Path(self._services.preferences.current.output_folder or Path.home()) / f"ilha-requests.{kind}"
        dialog = QFileDialog(self, self.tr("Export the requests"), str(start.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind)
        dialog.selectFile(start.name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.export_to)
        dialog.open()

    def _saved(self, target: Path) -> None:
        rows = number(self.model.rowCount())
        self._say(self.news, self.tr("{rows} rows saved in “{file}”.").format(rows=rows, file=target.name), "good")

    def _not_saved(self, error: Exception) -> None:
        if not isinstance(error, IlhaError):
            raise error
        self._say(self.news, " ".join(failure_text(error.failure())), "bad")

    def _say(self, label: QLabel, text: str, tone: str) -> None:
        label.setText(text)
        set_tone(label, tone)
        label.show()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _centred() -> QLabel:
    label = text_label("body", tone="muted", wrap=True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setMinimumHeight(theme.GAP * 12)
    return label
