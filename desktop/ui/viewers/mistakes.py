"""What a model was wrong about: who is taken for whom, and the worst rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QTableView, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.job_text import model_name
from desktop.ui.text_label import text_label
from desktop.ui.viewers.confusion import CLASSES_AT_MOST, ConfusionView
from desktop.ui.viewers.table_model import FewRows, TableModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.worker.score import ClassScore, Score

_HIGHEST = 240
_ANSWER_WIDTH, _TEXT_WIDTH = 120, 150


class Mistakes(QWidget):
    """Shows those of one model at a time.

    Signals:
        chosen: (right answer, answer, text) of what the rows are wanted of; without a text, of all texts.
    """

    chosen = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scores: Sequence[Score] = ()
        self.whose = QComboBox()
        self.matrix_name, self.worst_name, self.classes_name = (text_label("strong", wrap=True) for _ in range(3))
        self.matrix = ConfusionView()
        self.worst, self.classes = TableModel(self), TableModel(self)
        self.worst_view, self.classes_view = _view_of(self.worst), _view_of(self.classes)
        self.worst_view.horizontalHeader().setStretchLastSection(True)
        self.hint = text_label("small", tone="muted", wrap=True)
        self._lay_out()
        self.whose.activated.connect(lambda _place: self._show())
        self.matrix.chosen.connect(lambda truth, answer: self.chosen.emit(truth, answer, ""))
        self.worst_view.activated.connect(self._choose)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        for heading in (self.matrix_name, self.worst_name, self.classes_name):
            heading.setContentsMargins(0, theme.GAP, 0, 0)
        for widget in (self.whose, self.matrix_name, self.matrix, self.hint, self.worst_name):
            column.addWidget(widget)
        column.addWidget(self.worst_view)
        column.addWidget(self.classes_name)
        column.addWidget(self.classes_view)
        column.addStretch(1)

    def show_scores(self, scores: Sequence[Score]) -> None:
        """Show the mistakes of the first model; those of the others can be chosen."""
        self._scores = scores
        self.whose.clear()
        self.whose.addItems([self.tr("Mistakes of %1").replace("%1", model_name(one.model)) for one in scores])
        self.whose.setVisible(len(scores) > 1)
        self._show()

    def retranslate(self) -> None:
        """Set every visible string again."""
        self.whose.setAccessibleName(self.tr("Whose mistakes are shown"))
        self.matrix_name.setText(self.tr("Right answers down, answers across"))
        self.matrix.setAccessibleName(self.matrix_name.text())
        self.worst_name.setText(self.tr("Worst rows first"))
        self.worst_view.setAccessibleName(self.worst_name.text())
        self.classes_name.setText(self.tr("Each label"))
        self.classes_view.setAccessibleName(self.classes_name.text())
        self.hint.setText(
            self.tr("A click on a square, or a double click on one of the worst rows, shows the rows behind it.")
        )

    def _show(self) -> None:
        """Show one model; only the first made the table, so only its mistakes lead to rows."""
        place = max(self.whose.currentIndex(), 0)
        one = self._scores[place] if self._scores else None
        counts = one.confusion if one is not None else None
        small = counts is not None and len(counts) <= CLASSES_AT_MOST
        self.matrix.set_counts(counts if counts is not None and small else {})
        self.matrix.setEnabled(place == 0)
        for widget in (self.matrix_name, self.matrix):
            widget.setVisible(small)
        worst = one.worst if one is not None else ()
        for part in (self.worst_name, self.worst_view):
            part.setVisible(bool(worst))
        self.hint.setVisible(place == 0 and (small or bool(worst)))
        names = [self.tr("Row"), self.tr("Text"), self.tr("Right"), self.tr("Answer"), self.tr("Score")]
        names += [self.tr("Rows")] if any(row.times > 1 for row in worst) else []
        rows = [(row.row, row.text, row.truth, row.answer, row.score, row.times) for row in worst]
        self.worst.set_rows(names, FewRows(rows))
        self._show_classes(one.classes if one is not None else ())
        self._fit()

    def _show_classes(self, classes: Sequence[ClassScore]) -> None:
        for part in (self.classes_name, self.classes_view):
            part.setVisible(bool(classes))
        names = [self.tr("Label"), self.tr("Precision"), self.tr("Recall"), self.tr("F1"), self.tr("Rows")]
        rows = [
            (one.name, round(one.precision, 3), round(one.recall, 3), round(one.f1, 3), one.rows) for one in classes
        ]
        self.classes.set_rows(names, FewRows(rows))
        self.classes_view.resizeColumnsToContents()
        header = self.classes_view.horizontalHeader()
        header.setSectionResizeMode(0, header.ResizeMode.Stretch)
        _lower(self.classes_view)

    def _fit(self) -> None:
        """Give the texts the room that the other columns leave."""
        view = self.worst_view
        _lower(view)
        widths = [
            min(max(view.sizeHintForColumn(place), view.horizontalHeader().sectionSizeHint(place)), _ANSWER_WIDTH)
            for place in range(self.worst.columnCount())
        ]
        widths[1] = max(view.viewport().width() - sum(widths) + widths[1], _TEXT_WIDTH)
        for place, width in enumerate(widths):
            view.setColumnWidth(place, width)

    def _choose(self, index: QModelIndex) -> None:
        if self.matrix.isEnabled():
            one = self._scores[0].worst[index.row()]
            self.chosen.emit(one.truth, one.answer, one.text)


def _view_of(model: TableModel) -> QTableView:
    view = QTableView()
    view.setModel(model)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setShowGrid(False)
    view.setAlternatingRowColors(True)
    view.setWordWrap(False)
    view.verticalHeader().hide()
    return view


def _lower(view: QTableView) -> None:
    """Give a few rows no more height than they need."""
    height = view.horizontalHeader().sizeHint().height() + view.verticalHeader().length() + theme.GAP
    view.setFixedHeight(min(height, _HIGHEST))
