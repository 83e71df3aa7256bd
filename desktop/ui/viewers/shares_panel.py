"""Shares of the labels in a table: which column is counted, and by which other one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.media.tables.pages import Only, exactly
from desktop.media.tables.shares import Calendar, Shares, shares
from desktop.ui import theme
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.language import number, percent, period
from desktop.ui.text_label import text_label
from desktop.ui.viewers.scores import shown
from desktop.ui.viewers.shares_chart import SharesChart, label_colour

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QLabel

    from desktop.jobs.background import Background
    from desktop.ui.viewers.table_model import RowSource


class SharesPanel(QWidget):
    """Counts in the background whenever another column is chosen.

    Signals:
        chosen: columns by their places with what was clicked on in each (`Only`), for a filter.
    """

    chosen = Signal(object)

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._source: RowSource | None = None
        self._asked = 0
        self._counted: Shares | None = None
        self.label, self.group = QComboBox(), QComboBox()
        self.label_name, self.group_name = text_label("small", tone="muted"), text_label("small", tone="muted")
        self.note = text_label("small", tone="muted", wrap=True)
        self.chart = SharesChart()
        self.chart.chosen.connect(self._choose)
        self._legend = QWidget()
        self._entries = FlowLayout(self._legend, spacing=theme.GAP)
        flow = FlowLayout(spacing=theme.GAP * 2)
        for name, box in ((self.label_name, self.label), (self.group_name, self.group)):
            name.setBuddy(box)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setMaximumWidth(260)
            box.currentIndexChanged.connect(self._count)
            cell = QWidget()
            column = QVBoxLayout(cell)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(4)
            column.addWidget(name)
            column.addWidget(box)
            flow.addWidget(cell)
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(theme.GAP * 2, theme.GAP * 2, theme.GAP * 2, theme.GAP * 2)
        rows.setSpacing(theme.GAP * 2)
        rows.addWidget(self.chart)
        rows.addWidget(self._legend)
        rows.addWidget(self.note)
        rows.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setProperty("card", True)
        area.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GAP, 0, 0)
        column.setSpacing(theme.GAP)
        column.addLayout(flow)
        column.addWidget(area, 1)
        self.retranslate()

    def show_table(self, columns: Sequence[str], source: RowSource, counted: int) -> None:
        """Count another table, by the column at the place `counted` at first."""
        self._source = source
        for box in (self.label, self.group):
            box.blockSignals(True)
            box.clear()
        self.group.addItem(self.tr("nothing"), None)
        for place, name in enumerate(columns):
            self.label.addItem(name, place)
            self.group.addItem(name, place)
        self.label.setCurrentIndex(counted)
        for box in (self.label, self.group):
            box.blockSignals(False)
        self._counted = None
        if self.isVisible():
            self._count()

    def showEvent(self, event: object) -> None:
        """Count when somebody looks."""
        super().showEvent(event)  # type: ignore[arg-type] # Qt's own event
        if self._counted is None:
            self._count()

    def retranslate(self) -> None:
        """Set every visible string again."""
        self.label_name.setText(self.tr("Count"))
        self.group_name.setText(self.tr("Split by"))
        self.label.setAccessibleName(self.tr("Count"))
        self.group.setAccessibleName(self.tr("Split by"))
        self.group.setItemText(0, self.tr("nothing"))
        self.chart.setAccessibleName(self.tr("Shares"))
        self._show_words()

    def _count(self) -> None:
        source, label = self._source, self.label.currentData()
        if source is None or label is None:
            return
        self._asked += 1
        group = self.group.currentData()
        self._background.run(
            lambda: shares(source.scan(), label, group if group != label else None),
            partial(self._show, self._asked),
            lambda _error: None,  # the file is gone: what was counted stays
        )

    def _show(self, asked: int, counted: Shares) -> None:
        if asked != self._asked:
            return
        self._counted = counted
        self.chart.set_shares(counted)
        self._show_words()

    def _show_words(self) -> None:
        counted = self._counted
        while (item := self._entries.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        grouped = counted is not None and counted.grouped
        self._legend.setVisible(grouped)
        self.note.setVisible(counted is not None and counted.left_out > 0)
        if counted is None:
            return
        if counted.calendar is not None:
            said = self.tr("Rows without a date are left out: %1")
            self.note.setText(said.replace("%1", number(counted.left_out)))
        else:
            self.note.setText(self.tr("%n more group(s) with fewer rows are left out.", "", counted.left_out))
        total = max(sum(counted.totals), 1) if grouped else 1
        for place, (label, count) in enumerate(zip(counted.labels, counted.totals, strict=True)) if grouped else ():
            name = shown(label) if label else self.tr("others")
            self._entries.addWidget(_Entry(counted, place, f"{name}  {percent(count / total)}", number(count)))

    def _choose(self, label: str, row: int) -> None:
        counted = self._counted
        if counted is None:
            return
        chosen = {self.label.currentData(): exactly(label)}
        name, calendar = counted.groups[row][0], counted.calendar
        if calendar is not None:
            fits = partial(_is_in, calendar, name)
            chosen[self.group.currentData()] = Only(told=period(name), fits=fits)
        elif counted.grouped:
            chosen[self.group.currentData()] = exactly(name)
        self.chosen.emit(chosen)


def _is_in(calendar: Calendar, name: str, text: str) -> bool:
    return calendar.period(text) == name


class _Entry(QWidget):
    """A colour and what it stands for."""

    def __init__(self, counted: Shares, place: int, words: str, told: str) -> None:
        super().__init__()
        dot = QFrame()
        dot.setFixedSize(12, 12)
        colour = label_colour(counted.labels, place).name()
        dot.setStyleSheet(f"background: {colour}; border-radius: 6px;")
        text: QLabel = text_label("small")
        text.setText(words)
        text.setToolTip(told)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP // 2 + 2)
        row.addWidget(dot)
        row.addWidget(text)
