"""Labels of a picture or a text, and of every sentence when the text was split."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFontMetrics, QImage, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QListView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.media import MediaKind
from desktop.core.result import Labels, Sentence
from desktop.ui import theme
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.language import number, percent
from desktop.ui.text_label import text_label
from desktop.ui.viewers.base import Viewer
from desktop.ui.viewers.picture import PictureView, read_picture
from desktop.ui.viewers.scores import ROLE, ScoreList, shown, thing
from desktop.ui.viewers.sentences import SentenceDelegate, SentenceFilter, SentenceModel, ShareBar

if TYPE_CHECKING:
    from desktop.core.job import Job
    from desktop.ui.services import Services

_SIDE_BY_SIDE = 620
BY_MEANING = "embeddings"  # the method of labels that no classifier gave
_CHIPS = 8  # labels that get a button of their own
_PHOTOS = "image-classification"


class LabelsViewer(Viewer):
    """Shows `Labels`."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._counts: Counter[str] = Counter()
        self.picture = PictureView()
        self.notice = text_label("body", tone="muted", wrap=True)
        self.method = text_label("small", tone="muted", wrap=True)
        self.scores = ScoreList()
        self.scores.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self._sentences = QWidget()
        self._build_sentences()
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.GAP * 2)
        right = QVBoxLayout()
        right.setSpacing(theme.GAP)
        right.addWidget(self.notice)
        right.addWidget(self.scores)
        right.addWidget(self.method)
        right.addWidget(self._sentences, 1)
        right.addStretch(0)
        self._row.addWidget(self.picture, 3)
        self._row.addLayout(right, 2)
        self.retranslate()

    def _build_sentences(self) -> None:
        self.sentences = SentenceModel(self)
        self.filter = SentenceFilter(self)
        self.filter.setSourceModel(self.sentences)
        self._delegate = SentenceDelegate(self)
        self.list = QListView()
        self.list.setModel(self.filter)
        self.list.setItemDelegate(self._delegate)
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setProperty("card", True)
        self.list.setViewportMargins(*(theme.GAP // 2,) * 4)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.selectionModel().currentChanged.connect(self._show_detail)
        self.heading = text_label("strong")
        self.share = ShareBar()
        self._chips = QWidget()
        FlowLayout(self._chips)
        self._group = QButtonGroup(self)
        self.detail = text_label("body", tone="muted", wrap=True)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.detail.hide()
        column = QVBoxLayout(self._sentences)
        column.setContentsMargins(0, theme.GAP, 0, 0)
        column.setSpacing(theme.GAP)
        for widget in (self.heading, self.share, self._chips):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        column.addWidget(self.detail)

    def show_job(self, job: Job) -> None:
        """Show the labels of a finished job, and its picture when it has one."""
        assert job.result is not None
        value = job.result.value
        assert isinstance(value, Labels)
        super().show_job(job)
        self.scores.set_labels(value.labels, thing if job.task == _PHOTOS else shown)
        sentences = value.sentences or ()
        self._counts = Counter(sentence.labels[0].label for sentence in sentences if sentence.labels)
        self._delegate.measure(list(self._counts))
        self.filter.set_label("")
        self.sentences.set_sentences(sentences)
        self.share.set_counts(self._counts)
        self._sentences.setVisible(value.sentences is not None)
        self.notice.hide()
        self.method.setVisible(value.method == BY_MEANING)
        has_picture = job.input.kind is MediaKind.IMAGE
        self.picture.setVisible(has_picture)
        self._fill_chips()
        self.retranslate()
        if has_picture:
            self.picture.set_picture(None)
            self.services.background.run(
                partial(read_picture, job.input.path),
                partial(self._take_picture, job.id),
                partial(self._lose_picture, job.id),
            )

    def selected_text(self) -> str:
        """Return the sentences that are selected, if the list has the focus."""
        rows = sorted(self.list.selectionModel().selectedRows(), key=QModelIndex.row) if self.list.hasFocus() else []
        return "\n".join(str(row.data()) for row in rows)

    def retranslate(self) -> None:
        """Set every visible string again."""
        self.scores.setAccessibleName(self.tr("Labels, the best first"))
        self.list.setAccessibleName(self.tr("Sentences"))
        self.share.setAccessibleName(self.tr("Share of every label"))
        self.heading.setText(self.tr("%Ln sentence(s)", "", self.sentences.rowCount()))
        self.notice.setText(self.tr("The picture is no longer where it was."))
        self.method.setText(
            self.tr(
                "Compared by meaning, not by a classifier: the scores say which label is closest, not how sure it is."
            )
        )
        self._name_chips()

    def _fill_chips(self) -> None:
        layout = self._chips.layout()
        assert layout is not None
        for button in self._group.buttons():
            self._group.removeButton(button)
            layout.removeWidget(button)
            button.deleteLater()
        for label in ["", *(label for label, _ in self._counts.most_common(_CHIPS))]:
            chip = QToolButton()
            chip.setProperty("label", label)
            chip.setCheckable(True)
            chip.setAutoExclusive(True)  # the group sees to that: said to screen readers
            chip.setChecked(not label)
            chip.clicked.connect(partial(self._filter, label))
            self._group.addButton(chip)
            layout.addWidget(chip)

    def _name_chips(self) -> None:
        total = self._counts.total()
        for chip in self._group.buttons():
            label = str(chip.property("label"))
            count = self._counts[label] if label else total
            name = shown(label) if label else self.tr("All")
            chip.setText(f"{name}  {number(count)}")
            chip.setToolTip(percent(count / total) if total else "")
            chip.setAccessibleName(self.tr("Show {label}: {count}").format(label=name, count=number(count)))

    def _filter(self, label: str) -> None:
        self.detail.hide()
        self.filter.set_label(label)

    def _show_detail(self, index: QModelIndex, _before: QModelIndex) -> None:
        sentence = index.data(ROLE)
        if not isinstance(sentence, Sentence):
            self.detail.hide()
            return
        scores = " · ".join(f"{shown(label.label)} {percent(label.score, 1)}" for label in sentence.labels[:5])
        metrics = QFontMetrics(self.detail.font())
        cut = metrics.horizontalAdvance(sentence.text[:400]) > self.list.viewport().width() * 2 - 250
        self.detail.setText(f"{sentence.text[:1500]}\n{scores}" if cut else scores)
        self.detail.show()

    def _take_picture(self, job_id: str, image: QImage) -> None:
        if self.job is not None and self.job.id == job_id:
            self.picture.set_picture(image)

    def _lose_picture(self, job_id: str, _error: Exception) -> None:
        if self.job is not None and self.job.id == job_id:
            self.picture.hide()
            self.notice.show()

    def restyle(self) -> None:
        """Take up the colours of the theme."""
        self.picture.restyle()
        self._delegate.measure(list(self._counts))
        super().restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the labels under the picture where there is no room beside it."""
        super().resizeEvent(event)
        wide = event.size().width() >= _SIDE_BY_SIDE
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
