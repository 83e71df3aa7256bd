"""A text as a vector: how it looks, how similar it is, and which of its sentences say what the whole says."""

from __future__ import annotations

import json
import math
from functools import partial
from operator import mul
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.core.result import Embedding
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.ui import icons, theme
from desktop.ui.language import number, translate
from desktop.ui.text_label import ElidedLabel, text_label
from desktop.ui.viewers.base import Viewer
from desktop.ui.viewers.marks import Mark, MarkList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.core.job import Job
    from desktop.ui.services import Services

# How people would say a cosine; the lowest that is reached counts.
_WORDS = (
    (0.9, QT_TRANSLATE_NOOP("EmbeddingViewer", "Almost the same")),
    (0.7, QT_TRANSLATE_NOOP("EmbeddingViewer", "Very similar")),
    (0.45, QT_TRANSLATE_NOOP("EmbeddingViewer", "Related")),
    (0.2, QT_TRANSLATE_NOOP("EmbeddingViewer", "Loosely related")),
    (-1.0, QT_TRANSLATE_NOOP("EmbeddingViewer", "Hardly related")),
)


def word_for(similarity: float) -> str:
    """Return the word for a cosine."""
    return translate("EmbeddingViewer", next(word for least, word in _WORDS if similarity >= least or least == -1.0))


def cosines(whole: Sequence[float], vectors: Sequence[Sequence[float]]) -> list[float]:
    """Return the cosine of every vector with the whole; 0 for a vector of zeros. For a background thread."""
    return [_cosine(whole, vector) for vector in vectors]


def _cosine(first: Sequence[float], second: Sequence[float]) -> float:
    lengths = math.hypot(*first) * math.hypot(*second)
    return sum(map(mul, first, second)) / lengths if lengths else 0.0


class EmbeddingViewer(Viewer):
    """Shows an `Embedding`."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._value = Embedding(vector=())
        self._similar: list[float] = []
        self.heading = ElidedLabel("strong", at_end=True)
        self.copy_vector = QPushButton()
        self.copy_vector.setProperty("kind", "quiet")
        self.copy_vector.setIcon(icons.icon("copy", "accent"))
        self.copy_vector.clicked.connect(self._copy)
        self.strip = VectorStrip()
        self.explained = text_label("small", tone="muted", wrap=True)
        self.similarity = QFrame()
        self.word = text_label("heading")
        self.cosine = text_label("body", tone="muted")
        self.bar = SimilarityBar()
        self.sentences_heading = text_label("strong")
        self.list = MarkList()
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.copy_vector)
        words = QHBoxLayout()
        words.addWidget(self.word, 1)
        words.addWidget(self.cosine)
        self.similarity.setProperty("card", True)
        inner = QVBoxLayout(self.similarity)
        inner.setContentsMargins(*(theme.GAP * 2,) * 4)
        inner.setSpacing(theme.GAP)
        inner.addLayout(words)
        inner.addWidget(self.bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self.similarity)
        column.addLayout(head)
        column.addWidget(self.strip)
        column.addWidget(self.explained)
        column.addSpacing(theme.GAP)
        column.addWidget(self.sentences_heading)
        column.addWidget(self.list, 1)
        column.addStretch(0)

    def show_job(self, job: Job) -> None:
        """Show the vector of a finished job."""
        assert job.result is not None
        value = job.result.value
        assert isinstance(value, Embedding)
        super().show_job(job)
        self._value, self._similar = value, []
        self.strip.set_vector(value.vector)
        self.similarity.setVisible(value.similarity is not None)
        for widget in (self.sentences_heading, self.list):
            widget.setVisible(bool(value.sentences))
        self._write()
        if value.sentences:
            vectors = [sentence.vector for sentence in value.sentences]
            self.services.background.run(partial(cosines, value.vector, vectors), partial(self._take, job.id))

    def selected_text(self) -> str:
        """Return the sentence that is selected, if the list has the focus."""
        return self.list.selected_text()

    def retranslate(self) -> None:
        """Set every visible string again."""
        self.copy_vector.setText(self.tr("Copy the vector"))
        self.copy_vector.setAccessibleName(self.copy_vector.text())
        self.copy_vector.setToolTip(self.tr("All numbers as a list, for another program"))
        self.strip.setAccessibleName(self.tr("Picture of the vector"))
        self.explained.setText(self.tr("Texts that mean the same get similar numbers, whatever their words."))
        self.list.setAccessibleName(self.tr("Sentences with their similarity to the whole"))
        self.sentences_heading.setText(self.tr("How close every sentence is to the whole"))
        self._write()

    def _write(self) -> None:
        """Write everything that has numbers in it."""
        self.heading.setText(self.tr("A vector of %Ln number(s)", "", len(self._value.vector)))
        similarity = self._value.similarity
        if similarity is not None:
            self.word.setText(word_for(similarity))
            self.cosine.setText(self.tr("cosine %1").replace("%1", number(similarity, 3)))
            self.bar.set_share(similarity)
            self.bar.setAccessibleName(self.tr("Similarity"))
            self.bar.setAccessibleDescription(f"{self.word.text()}, {self.cosine.text()}")
        sentences = self._value.sentences or ()
        scores: list[float | None] = [*self._similar] or [None] * len(sentences)
        row = self.list.row
        self.list.marks.set_marks(
            [
                Mark(name=" ".join(sentence.text.split()), score=score, plain=True)
                for sentence, score in zip(sentences, scores, strict=True)
            ]
        )
        self.list.show_row(row)

    def _take(self, job_id: str, similar: list[float]) -> None:
        if self.job is not None and self.job.id == job_id:
            self._similar = similar
            self._write()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(json.dumps(self._value.vector))


class SimilarityBar(QWidget):
    """A bar from unrelated to the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "level")
        self._share = 0.0
        self.setFixedHeight(10)

    def set_share(self, share: float) -> None:
        """Show a cosine; what is below 0 is no similarity at all."""
        self._share = min(max(share, 0.0), 1.0)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bar."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            area, edge = QRectF(self.rect()), self.height() / 2
            painter.setBrush(theme.colour("line"))
            painter.drawRoundedRect(area, edge, edge)
            painter.setBrush(theme.colour("accent"))
            area.setWidth(max(area.width() * self._share, self.height() if self._share else 0))
            painter.drawRoundedRect(area, edge, edge)


class VectorStrip(QWidget):
    """The numbers of a vector as small bars above and below a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "picture")
        self._vector: tuple[float, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_vector(self, vector: tuple[float, ...]) -> None:
        """Show another vector."""
        self._vector = vector
        self.update()

    def sizeHint(self) -> QSize:
        """Return a low strip."""
        return QSize(240, 64)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint as many bars as there is room for, each the strongest of the numbers it stands for."""
        if not self._vector:
            return
        columns = min(max(self.width() // 3, 1), len(self._vector))
        step = len(self._vector) / columns
        pieces = [self._vector[int(at * step) : max(int((at + 1) * step), int(at * step) + 1)] for at in range(columns)]
        strongest = max(map(abs, self._vector)) or 1.0
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            middle, width = self.height() / 2, self.width() / columns
            for at, piece in enumerate(pieces):
                value = max(piece, key=abs) / strongest
                painter.setBrush(theme.colour("accent" if value > 0 else "muted"))
                height = max(abs(value) * (middle - 1), 1.0)
                top = middle - height if value > 0 else middle
                painter.drawRoundedRect(QRectF(at * width, top, max(width - 1, 1.0), height), 1, 1)
