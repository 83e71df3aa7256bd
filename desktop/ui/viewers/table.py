"""A table of any length: sorted by a click on a heading, filtered by words, charted, scored and copied."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableView,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import IlhaError
from desktop.core.result import Table
from desktop.core.table import VALUES_ONLY
from desktop.media.tables.pages import Only, Pages, matching, ordered, pages_of
from desktop.ui import drop_zone, icons, theme
from desktop.ui.language import failure_text, number, translate
from desktop.ui.notice_bar import NoticeBar
from desktop.ui.text_label import text_label
from desktop.ui.viewers.base import Viewer
from desktop.ui.viewers.score_panel import ScorePanel
from desktop.ui.viewers.shares_panel import SharesPanel
from desktop.ui.viewers.table_model import FewRows, RowSource, TableModel, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QEvent, QObject

    from desktop.core.job import Job
    from desktop.core.result import Result
    from desktop.ui.services import Services

_NARROWEST, _WIDEST = 160, 360
_FEW = 1_000  # rows that are put in order at once, without going to the background
_PAUSE_MS = 150
_COPIED_ROWS = 10_000
_TOLD_CHARACTERS = 60
_SAVED_AS = {".csv", ".jsonl", ".xlsx"}


class TableViewer(Viewer):
    """Shows a `Table`."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self.model = TableModel(self)
        self.heading = text_label("strong")
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.setMaximumWidth(280)
        self.save = QToolButton()
        self.table = QTableView()
        self.sample = NoticeBar(text_label("small", wrap=True), "play")
        self.only = NoticeBar(text_label("small", wrap=True), "x")
        self.note = text_label("small", tone="muted", wrap=True)
        self.shares = SharesPanel(services.background)
        self.score = ScorePanel(services)
        self.tabs = QTabWidget()
        self._table = Table(columns=(), rows=())
        self._only: dict[int, Only] = {}
        self._sorted: tuple[int, bool] = (-1, False)
        self._asked = 0
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setSortingEnabled(True)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setProperty("card", True)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setVerticalHeader(_Numbers(self.model, table))
        header = table.horizontalHeader()
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        table.installEventFilter(self)
        self.only.dismiss.hide()
        self.save.setIcon(icons.icon("download"))
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.save)
        head.addWidget(self.field)
        rows = QWidget()
        inner = QVBoxLayout(rows)
        inner.setContentsMargins(0, theme.GAP, 0, 0)
        inner.setSpacing(theme.GAP)
        inner.addLayout(head)
        inner.addWidget(self.only)
        inner.addWidget(table, 1)
        self.tabs.addTab(rows, "")
        self.tabs.addTab(self.shares, "")
        self.tabs.addTab(self.score, "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self.sample)
        column.addWidget(self.note)
        column.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._search)
        self._pause.timeout.connect(self._arrange)
        self.model.order_wanted.connect(self._sort)
        self.shares.chosen.connect(self._choose)
        self.score.chosen.connect(self._choose)
        self.only.action.clicked.connect(lambda: self._choose({}))
        self.save.clicked.connect(self._save_shown)
        self.sample.action.clicked.connect(self._run_whole)

    def show_job(self, job: Job) -> None:
        """Show the table of a finished job in its own order."""
        assert job.result is not None
        value = job.result.value
        assert isinstance(value, Table)
        super().show_job(job)
        self._table = value
        self._only, self._sorted = {}, (-1, False)
        self._asked += 1
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        for place in (1, 2):
            self.tabs.setTabVisible(place, bool(value.made))
        self.tabs.setCurrentIndex(2 if value.truth and value.made else 0)
        path = pages_of(job.result)
        if value.rows or path is None:
            self._show_rows(self._asked, FewRows(value.rows))
        else:
            self.model.set_rows(value.columns, FewRows(()))
            self.services.background.run(partial(Pages, path), partial(self._show_rows, self._asked), self._lose_rows)
        self._tell()

    def _show_rows(self, asked: int, source: RowSource) -> None:
        if asked != self._asked or self.job is None:
            return
        value = self._table
        self.model.set_rows(value.columns, source)
        self.table.verticalHeader().setDefaultSectionSize(QFontMetrics(self.table.font()).height() + 12)
        self.table.setUpdatesEnabled(False)  # else the header draws itself anew for each of its columns
        first = [value.columns.index(name) for name in (value.column, *value.made[:2]) if name]
        self._fit_columns()
        self._make_room(first)
        self._put_first(first)
        self.table.setUpdatesEnabled(True)
        if value.made:
            self.shares.show_table(value.columns, source, value.columns.index(value.made[0]))
            self.score.show_job(self.job, value)
        self._tell()

    def _fit_columns(self) -> None:
        """Make each column as wide as its longest cell; Qt itself would ask ten things of each of hundreds of cells."""
        header, columns = self.table.horizontalHeader(), self._table.columns
        names, cells = QFontMetrics(header.font()), QFontMetrics(self.table.font())
        for place, row in enumerate(self.model.longest):
            lines = self.model.index(row, place).data().splitlines() or [""]
            width = max(names.horizontalAdvance(columns[place]), *map(cells.horizontalAdvance, lines))
            header.resizeSection(place, min(width + theme.GAP * 4, _WIDEST))

    def _make_room(self, first: Sequence[int]) -> None:
        """Let the text leave as much of a narrow table as what was found in it needs."""
        header, numbers = self.table.horizontalHeader(), self.table.verticalHeader()
        room = self.width() - numbers.sizeHint().width() - theme.GAP * 3 - sum(map(header.sectionSize, first[1:]))
        for place in first[:1]:
            header.resizeSection(place, min(header.sectionSize(place), max(room, _NARROWEST)))

    def _put_first(self, first: Sequence[int]) -> None:
        """Show some columns before the others: the text and what was found in it, wherever the table has them."""
        header = self.table.horizontalHeader()
        places = range(len(self._table.columns))
        for visual, place in enumerate([*first, *(place for place in places if place not in first)]):
            if header.logicalIndex(visual) != place:
                header.moveSection(header.visualIndex(place), visual)

    def _lose_rows(self, _error: Exception) -> None:
        self.heading.setText(self.tr("The rows are no longer where they were."))

    def selected_text(self) -> str:
        """Return the selected cells row by row, with tabs between them, as spreadsheets take them."""
        chosen = self.table.selectionModel().selection()
        parts = [chosen.at(place) for place in range(chosen.count())]
        boxes = [(range(one.top(), one.bottom() + 1), range(one.left(), one.right() + 1)) for one in parts]
        rows = sorted({row for down, _ in boxes for row in down})
        if len(rows) > _COPIED_ROWS:
            del rows[_COPIED_ROWS:]
            said = self.tr("Only the first %1 of these rows are copied; Export has all.")
            self.heading.setText(said.replace("%1", number(_COPIED_ROWS)))
        columns = sorted({column for _, across in boxes for column in across})
        return "\n".join(self._copied(row, columns, [across for down, across in boxes if row in down]) for row in rows)

    def _copied(self, row: int, columns: Sequence[int], chosen: Sequence[range]) -> str:
        """Return the cells of a row that are chosen, whole, and empty ones for the others."""
        cells = self.model.row(row)
        return "\t".join(
            _flat(written(cells[column])) if column < len(cells) and any(column in one for one in chosen) else ""
            for column in columns
        )

    def open_search(self) -> None:
        """Go to the field that filters."""
        self.tabs.setCurrentIndex(0)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def retranslate(self) -> None:
        """Set every visible string again."""
        self.field.setPlaceholderText(self.tr("Find in the table"))
        self.field.setAccessibleName(self.tr("Find in the table"))
        self.table.setAccessibleName(self.tr("Table"))
        self.table.horizontalHeader().setAccessibleName(self.tr("Headings; a click sorts"))
        self.table.verticalHeader().setAccessibleName(self.tr("Numbers of rows"))
        for corner in self.table.findChildren(QAbstractButton):
            corner.setAccessibleName(self.tr("Select all"))
            corner.setToolTip(corner.accessibleName())
        self.tabs.setTabText(0, self.tr("Rows"))
        self.tabs.setTabText(1, self.tr("Shares"))
        self.tabs.setTabText(2, self.tr("Score"))
        self.tabs.setTabToolTip(2, self.tr("Score against a column of right answers"))
        self.note.setText(translate("tasks", VALUES_ONLY))
        self.sample.action.setText(self.tr("Run all rows"))
        self.only.action.setText(self.tr("Show all rows"))
        self.save.setToolTip(self.tr("Export the rows that are shown…"))
        self.save.setAccessibleName(self.save.toolTip())
        self.shares.retranslate()
        self.score.retranslate()
        self._tell()

    # --- order and filter --------------------------------------------------------------------------------------------

    def _search(self) -> None:
        if len(self.model.source) <= _FEW:
            self._arrange()
        else:
            self._pause.start()

    def _sort(self, column: int, descending: bool) -> None:
        self._sorted = (column, descending)
        self._arrange()

    def _choose(self, only: dict[int, Only]) -> None:
        self._only = only
        self.tabs.setCurrentIndex(0)
        self._arrange()

    def _arrange(self) -> None:
        """Find the rows that are shown and their order."""
        self._asked += 1
        source = self.model.source
        work = partial(_arranged, source, self.field.text(), self._only, self._sorted)
        if len(source) <= _FEW:
            self._show_numbers(self._asked, work())
        else:
            self.services.background.run(work, partial(self._show_numbers, self._asked), self._lose_rows)

    def _show_numbers(self, asked: int, numbers: Sequence[int]) -> None:
        if asked == self._asked:
            self.model.set_numbers(numbers)
            self._tell()

    def _tell(self) -> None:
        shown, total = self.model.rowCount(), len(self.model.source)
        if shown < total:
            text = self.tr("{shown} of {count} rows").format(shown=number(shown), count=number(total))
        else:
            text = self.tr("%Ln row(s)", "", total)
            if 0 < self._table.rows_unique < total:
                different = self.tr("%Ln different text(s)", "", self._table.rows_unique)
                text = f"{text} · {different}"
        self.heading.setText(text)
        self.save.setVisible(0 < shown < total)
        columns = self._table.columns
        self.only.setVisible(bool(self._only))
        self.only.text.setText(" · ".join(f"{columns[place]}: {_short(one)}" for place, one in self._only.items()))
        self.note.setVisible(self._table.values_only)
        self.sample.setVisible(self._table.sampled > self._table.rows_total)
        words = self.tr("A sample: {shown} of {count} rows")
        self.sample.text.setText(words.format(shown=number(self._table.rows_total), count=number(self._table.sampled)))

    def _run_whole(self) -> None:
        """Run the same without a sample, and show how far it is."""
        job = self.job
        if job is None:
            return
        params = {name: value for name, value in job.params.items() if name != "sample"}
        try:
            (made,) = self.services.queue.add((job.input,), job.task, job.model, params)
        except IlhaError as error:
            self.sample.text.setText(" ".join(failure_text(error.failure())))
        else:
            self.job_wanted.emit(made.id)

    def _save_shown(self) -> None:
        """Write the rows that are shown, in their order, into a table of their own."""
        job = self.job
        if job is None or job.result is None:
            return
        name = f"{Path(job.input.name).stem}-rows.csv"
        for named in drop_zone.ask_for_target(self, self.tr("Export the rows that are shown"), name):
            known = named.suffix.lower() in _SAVED_AS
            target = named if known else named.with_name(f"{named.name}.csv")
            work = partial(_saved, job.result, self.model.source, self.model.numbers, target)
            self.services.background.run(work, self._tell_saved, self._tell_unsaved)

    def _tell_saved(self, path: Path) -> None:
        self.heading.setText(self.tr("Saved as {name}.").format(name=path.name))

    def _tell_unsaved(self, error: Exception) -> None:
        if isinstance(error, IlhaError):
            self.heading.setText(" ".join(failure_text(error.failure())))
        else:
            self._lose_rows(error)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave copying to the pane: the table itself would copy one cell."""
        if watched is self.table and isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()
            return event.type() == event.Type.ShortcutOverride
        return super().eventFilter(watched, event)


class _Numbers(QHeaderView):
    """The numbers of the rows; Qt itself would measure two hundred of them whenever others are shown."""

    def __init__(self, model: TableModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._shown = model
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)

    def sizeHint(self) -> QSize:
        """Return the width of the largest number."""
        return QSize(self.fontMetrics().horizontalAdvance("0" * len(str(len(self._shown.source)))) + theme.GAP * 2, 0)


def _arranged(source: RowSource, words: str, only: dict[int, Only], by: tuple[int, bool]) -> Sequence[int]:
    numbers: Sequence[int] = range(len(source))
    if words.strip() or only:
        numbers = matching(source.scan(), words, only)
    place, descending = by
    return ordered(source.scan(), place, numbers, descending=descending) if place >= 0 else numbers


def _saved(result: Result, source: RowSource, numbers: Sequence[int], target: Path) -> Path:
    from desktop.media import export

    assert isinstance(result.value, Table)
    rows = tuple(source.read(numbers))
    shown = replace(result.value, rows=rows, rows_total=len(rows), artifact="", pages="")
    form = target.suffix.lower().removeprefix(".")
    return export.write(replace(result, value=shown, artifacts=()), form, target, source=None)


def _short(one: Only) -> str:
    told = _flat(one.told)
    return told if len(told) <= _TOLD_CHARACTERS else f"{told[:_TOLD_CHARACTERS]}…"


def _flat(text: object) -> str:
    return " ".join(str(text).split())
