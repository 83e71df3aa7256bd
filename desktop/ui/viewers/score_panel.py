"""A table scored against its column of right answers, and another model beside the one that made it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import IlhaError
from desktop.core.job import JobState
from desktop.core.kind import ResultKind
from desktop.core.model import ModelState
from desktop.media.tables.pages import Only
from desktop.ui import drop_zone, icons, theme
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.job_text import model_name
from desktop.ui.language import duration, failure_text, number, percent
from desktop.ui.text_label import ElidedLabel, text_label
from desktop.ui.viewers.confusion import CLASSES_AT_MOST
from desktop.ui.viewers.mistakes import Mistakes
from desktop.worker import score_report, tally
from desktop.worker.score_run import Comparison, answers_of, measured, together

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.core.errors import Failure
    from desktop.core.job import Job
    from desktop.core.result import Table
    from desktop.ui.services import Services
    from desktop.worker.score import Answer, Score

_NOTHING = Comparison(scores=(), agreement=None)


class ScorePanel(QWidget):
    """Scores in the background when a column of right answers is chosen.

    Signals:
        chosen: columns by their places with what is wanted in each (`Only`), for the rows behind a figure.

    Attributes:
        comparison: what was measured.
    """

    chosen = Signal(object)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._job: Job | None = None
        self._table: Table | None = None
        self._other = ""
        self._asked = 0
        self._failure: Failure | None = None
        self.comparison = _NOTHING
        self.truth, self.model = QComboBox(), QComboBox()
        self.truth_name, self.model_name = text_label("small", tone="muted"), text_label("small", tone="muted")
        self.compare, self.export = QPushButton(), QPushButton()
        self.compare.setIcon(icons.icon("play"))
        self.export.setIcon(icons.icon("download"))
        self.state = text_label("body", tone="muted", wrap=True)
        self.mistakes = Mistakes()
        self._figures = QGridLayout()
        self._lay_out()
        self.truth.currentIndexChanged.connect(self._score)
        self.compare.clicked.connect(self._run_other)
        self.export.clicked.connect(self._export)
        self.mistakes.chosen.connect(self._choose)
        services.queue.job_changed.connect(self._follow)
        self.retranslate()

    def _lay_out(self) -> None:
        head = FlowLayout(spacing=theme.GAP * 2)
        for name, box in ((self.truth_name, self.truth), (self.model_name, self.model)):
            name.setBuddy(box)
            box.setMinimumWidth(120)
            box.setMaximumWidth(240)
            cell = QWidget()
            inside = QGridLayout(cell)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(4)
            inside.addWidget(name, 0, 0)
            inside.addWidget(box, 1, 0)
            if box is self.model:
                inside.addWidget(self.compare, 1, 1)
            head.addWidget(cell)
        self._figures.setHorizontalSpacing(theme.GAP * 3)
        self._figures.setVerticalSpacing(theme.GAP)
        inner = QWidget()
        parts = QVBoxLayout(inner)
        parts.setContentsMargins(*(theme.GAP * 2,) * 4)
        parts.setSpacing(theme.GAP)
        parts.addWidget(self.state)
        parts.addLayout(self._figures)
        parts.addWidget(self.mistakes, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.export)
        parts.addLayout(foot)
        parts.addStretch(0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setProperty("card", True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, theme.GAP, 0, 0)
        whole.setSpacing(theme.GAP)
        whole.addLayout(head)
        whole.addWidget(area, 1)

    def show_job(self, job: Job, table: Table) -> None:
        """Score another table; at once where it was run with right answers."""
        self._job, self._table, self._other, self.comparison = job, table, "", _NOTHING
        self._asked += 1
        self.truth.blockSignals(True)
        self.truth.clear()
        self.truth.addItem("", "")
        for name in table.columns:
            if name not in table.made:
                self.truth.addItem(name, name)
        self.truth.setCurrentIndex(max(self.truth.findData(table.truth), 0))
        self.truth.blockSignals(False)
        self.model.clear()
        for model in self._services.shelf.for_task(job.task):
            if model.state is ModelState.READY and model.spec.id != job.model:
                self.model.addItem(model_name(model.spec.id), model.spec.id)
        self.model.setCurrentIndex(min(self.model.count() - 1, 0))  # the words for none would stay otherwise
        self._score()

    def retranslate(self) -> None:
        """Set every visible string again."""
        self.truth_name.setText(self.tr("Right answers are in"))
        self.model_name.setText(self.tr("Compare with"))
        self.truth.setItemText(0, self.tr("choose a column"))
        self.truth.setAccessibleName(self.truth_name.text())
        self.model.setAccessibleName(self.model_name.text())
        self.model.setPlaceholderText(self.tr("no other model is here"))
        self.compare.setText(self.tr("Run"))
        self.compare.setToolTip(self.tr("Run the other model on the same table"))
        self.export.setText(self.tr("Export report…"))
        self.export.setToolTip(self.tr("As a web page, Markdown or JSON, by the ending of its name"))
        self.mistakes.retranslate()
        self._show()

    # --- measuring ---------------------------------------------------------------------------------------------------

    def _score(self) -> None:
        """Measure the job that is shown, and the other one where there is one."""
        self._asked += 1
        self.comparison, self._failure = _NOTHING, None
        truth = str(self.truth.currentData() or "")
        both = (self._job, self._services.queue.get(self._other) if self._other else None)
        jobs = [job for job in both if job is not None and job.result is not None]
        if truth and jobs:
            classes = self._services.tasks[jobs[0].task].produces is ResultKind.LABELS
            self._services.background.run(
                lambda: _compared(jobs, truth, classes=classes),
                partial(self._take, self._asked),
                partial(self._give_up, self._asked),
            )
        self._show()

    def _take(self, asked: int, made: Comparison) -> None:
        if asked == self._asked:
            self.comparison = made
            self._show()

    def _give_up(self, asked: int, error: Exception) -> None:
        if not isinstance(error, IlhaError):
            raise error
        if asked == self._asked:
            self._failure = error.failure()
            self._show()

    def _run_other(self) -> None:
        job, model = self._job, self.model.currentData()
        if job is None or not model:
            return
        try:
            (made,) = self._services.queue.add((job.input,), job.task, str(model), job.params)
        except IlhaError as error:
            self._failure = error.failure()
        else:
            self._other = made.id
        self._show()

    def _follow(self, job: Job) -> None:
        if job.id == self._other:
            if job.state is JobState.DONE:
                self._score()
            else:
                self._show(job)

    # --- showing -----------------------------------------------------------------------------------------------------

    def _show(self, other: Job | None = None) -> None:
        scored, truth = self.comparison.scores, self.truth.currentData()
        running = self._services.queue.job(self._other)
        self.compare.setEnabled(self.model.count() > 0 and bool(truth) and (running is None or running.state.finished))
        self.model.setEnabled(self.model.count() > 0)
        self.state.setText(self._state(other))
        self.state.setVisible(bool(self.state.text()))
        self.export.setVisible(bool(scored))
        self._fill_figures()
        self.mistakes.show_scores(scored)

    def _choose(self, truth: str, answer: str, text: str) -> None:
        """Ask for the rows that were answered so, of all texts or of one."""
        table = self._table
        if table is not None:
            wanted = {str(self.truth.currentData()): truth, table.made[0]: answer}
            wanted |= {table.column: text} if text else {}
            self.chosen.emit({table.columns.index(name): _alike(said) for name, said in wanted.items()})

    def _state(self, other: Job | None) -> str:
        if other is not None and other.state is JobState.FAILED and other.failure is not None:
            return " ".join(failure_text(other.failure))
        if other is not None and not other.state.finished:
            done = other.progress
            share = percent(done.done / done.total) if done is not None and done.total else ""
            return self.tr("The other model is at work. {share}").format(share=share).strip()
        if not self.truth.currentData():
            return self.tr("Choose the column that holds the right answers, and see how often the model is right.")
        if self._failure is not None:
            return " ".join(failure_text(self._failure))
        if not self.comparison.scores:
            return self.tr("Counting…")
        said = ", ".join(f"“{name}”" for name in self.comparison.scores[0].strangers[:CLASSES_AT_MOST])
        return self.tr("No right answer is a label of this model, which says: %1.").replace("%1", said) if said else ""

    def _fill_figures(self) -> None:
        while (item := self._figures.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        made = self.comparison
        if not made.scores:
            return
        lines: list[tuple[str, list[str]]] = [
            ("", [model_name(one.model) for one in made.scores] if len(made.scores) > 1 else []),
            (self.tr("Rows"), [number(one.rows) for one in made.scores]),
            (self.tr("Left out"), [number(one.left_out) if one.left_out else "" for one in made.scores]),
            (self.tr("Right"), [percent(one.accuracy, 1) for one in made.scores]),
            (self.tr("Macro F1"), [_figure(one.macro_f1, 3) for one in made.scores]),
            (self.tr("Word error rate"), [_figure(one.wer, 3) for one in made.scores]),
            (self.tr("BLEU"), [_figure(one.bleu, 1) for one in made.scores]),
            (self.tr("chrF"), [_figure(one.chrf, 1) for one in made.scores]),
            (self.tr("Time"), [duration(one.elapsed_s) if one.elapsed_s else "" for one in made.scores]),
            (self.tr("Agreement"), [percent(made.agreement, 1)] if made.agreement is not None else []),
        ]
        for row, (name, figures) in enumerate(line for line in lines if any(line[1])):
            words = text_label("body", tone="muted")
            words.setText(name)
            self._figures.addWidget(words, row, 0)
            for column, figure in enumerate(figures, 1):
                shown = text_label("strong") if name else ElidedLabel("small")
                shown.setText(figure)
                self._figures.addWidget(shown, row, column)
        for column in range(len(made.scores)):
            self._figures.setColumnStretch(column + 1, 1)

    def _export(self) -> None:
        job = self._job
        if job is None or not self.comparison.scores:
            return
        stem = Path(job.input.name).stem
        for named in drop_zone.ask_for_target(self, self.tr("Export the report"), f"{stem}-score.html"):
            known = named.suffix.lower().lstrip(".") in score_report.FORMATS
            target = named if known else named.with_name(f"{named.name}.html")
            content = score_report.written(self.comparison, target.suffix.lower().lstrip("."), job.input.name)
            self._services.background.run(partial(_publish, target, content), self._saved, self._not_saved)

    def _saved(self, path: Path) -> None:
        self.state.setText(self.tr("Saved as {name}.").format(name=path.name))
        self.state.show()

    def _not_saved(self, error: Exception) -> None:
        if not isinstance(error, IlhaError):
            raise error
        self.state.setText(" ".join(failure_text(error.failure())))
        self.state.show()


def _alike(text: str) -> Only:
    return Only(told=text, fits=partial(_is_alike, tally.same(text)))


def _is_alike(wanted: str, text: str) -> bool:
    return tally.same(text) == wanted


def _compared(jobs: Sequence[Job], truth: str, *, classes: bool) -> Comparison:
    """Measure every job and how far two of them agree."""
    return together([_scored(job, truth, classes=classes) for job in jobs])


def _scored(job: Job, truth: str, *, classes: bool) -> tuple[Score, Iterator[Answer]]:
    result = job.result
    assert result is not None
    made = measured(job.model, result, truth, classes=classes)
    return replace(made, elapsed_s=sum(result.timings.values())), answers_of(result, truth)


def _figure(value: float | None, decimals: int) -> str:
    return "" if value is None else number(value, decimals)


def _publish(target: Path, content: bytes) -> Path:
    from desktop.media.names import candidates
    from desktop.media.storage import publish

    def fill(stream: IO[bytes]) -> None:
        stream.write(content)

    return publish(target.parent, candidates(target.name), fill)
