"""A text with its marked places: names and places, what was redacted, or the answers to a question."""

from __future__ import annotations

import shutil
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QTextEdit, QToolButton, QVBoxLayout, QWidget

from desktop.core.result import Spans
from desktop.ui import icons, theme
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.icon_label import IconLabel
from desktop.ui.language import number, percent
from desktop.ui.reveal import open_file
from desktop.ui.text_label import ElidedLabel, text_label
from desktop.ui.viewers.base import Viewer
from desktop.ui.viewers.find_bar import FindBar
from desktop.ui.viewers.legend import Legend
from desktop.ui.viewers.marks import Mark, MarkList
from desktop.ui.viewers.offsets import Offsets
from desktop.ui.viewers.scores import shown
from desktop.ui.viewers.span_text import Place, SpanText

if TYPE_CHECKING:
    from desktop.core.job import Job
    from desktop.core.result import Artifact
    from desktop.ui.services import Services

_ANSWERING = "question-answering"
_ANSWERS_SEEN = 5  # without scrolling
_QUIET = 11  # pixels before the words of a quiet button


def ask_where_to_save(parent: QWidget, title: str, name: str) -> Path | None:
    """Let the user choose a new file; tests replace this function."""
    from PySide6.QtWidgets import QFileDialog

    chosen, _ = QFileDialog.getSaveFileName(parent, title, name)
    return Path(chosen) if chosen else None


class SpansViewer(Viewer):
    """Shows `Spans`."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._value = Spans(text="", spans=())
        self._hues: dict[str, int] = {}
        self._map: Artifact | None = None
        self._current = -1
        self._hidden_state = "kept"
        self.heading = text_label("strong")
        self.detail = ElidedLabel("body", tone="muted", at_end=True)
        self.position = text_label("body", tone="muted")
        self.previous, self.next = self._button("chevron-up"), self._button("chevron-down")
        self.hidden = QFrame()
        self.hidden_text = text_label("body", wrap=True)
        self.open_map, self.save_map = QPushButton(), QPushButton()
        self.legend = Legend(shown, filters=True)
        self.answers = MarkList()
        self.text = SpanText(self._describe)
        self.find_bar = FindBar(self.text)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        self.hidden.setProperty("card", True)
        self.hidden_text.setContentsMargins(_QUIET, 0, 0, 0)
        for button in (self.open_map, self.save_map):
            button.setProperty("kind", "quiet")
        buttons = FlowLayout(spacing=0)
        buttons.addWidget(self.open_map)
        buttons.addWidget(self.save_map)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.hidden_text)
        words.addLayout(buttons)
        notice = QHBoxLayout(self.hidden)
        notice.setContentsMargins(theme.GAP * 2, theme.GAP, theme.GAP, theme.GAP // 2)
        notice.setSpacing(0)
        notice.addWidget(IconLabel("shield-check", 20, "good"), 0, Qt.AlignmentFlag.AlignTop)
        notice.addLayout(words, 1)
        head = QHBoxLayout()
        head.setSpacing(theme.GAP // 2)
        head.addWidget(self.heading)
        head.addSpacing(theme.GAP)
        head.addWidget(self.detail, 1)
        for widget in (self.position, self.previous, self.next):
            head.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self.hidden)
        column.addLayout(head)
        column.addWidget(self.legend)
        column.addWidget(self.answers)
        column.addWidget(self.find_bar)
        column.addWidget(self.text, 1)

    def _button(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(name, "muted"))
        button.setIconSize(QSize(16, 16))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _connect(self) -> None:
        self.previous.clicked.connect(partial(self._go, -1))
        self.next.clicked.connect(partial(self._go, 1))
        self.open_map.clicked.connect(self._open_map)
        self.save_map.clicked.connect(self._save_map)
        self.legend.changed.connect(self._filter)
        self.answers.chosen.connect(self.choose)
        self.text.place_chosen.connect(self._follow)
        self.find_bar.found.connect(self._mark_found)

    def show_job(self, job: Job) -> None:
        """Show the marked text of a finished job."""
        assert job.result is not None
        value = job.result.value
        assert isinstance(value, Spans)
        super().show_job(job)
        self._value = value
        self._current = -1
        counts = Counter(span.label for span in value.spans)
        self._hues = {label: place for place, (label, _count) in enumerate(counts.most_common())}
        # A redacted text keeps what it hides apart, and nothing else comes with spans.
        self._map = next(iter(job.result.artifacts), None) if value.redacted else None
        self.hidden.setVisible(value.redacted)
        self._tell_hidden("kept")
        self.legend.set_labels(counts, self._hues)
        self.legend.setVisible(bool(counts) and not self.answering)
        self.answers.setVisible(bool(value.spans) and self.answering)
        self._write()
        self.find_bar.refresh()
        if self.answering and value.spans:
            self.choose(0)

    @property
    def answering(self) -> bool:
        """Say whether the spans are answers, the best first, rather than places in the order of the text."""
        return self.job is not None and self.job.task == _ANSWERING

    def selected_text(self) -> str:
        """Return what is selected in the text or in the list of answers."""
        return self.answers.selected_text() or self.text.textCursor().selection().toPlainText()

    def open_search(self) -> None:
        """Open the search."""
        self.find_bar.open_bar()

    def choose(self, index: int) -> None:
        """Go to a place, -1 for none."""
        self._current = index
        self.text.show_place(index)
        self.answers.show_row(index if self.answering else -1)
        self._tell()

    def retranslate(self) -> None:
        """Set every visible string again."""
        self._tell_hidden(self._hidden_state)
        self.open_map.setText(self.tr("Open what was hidden"))
        self.save_map.setText(self.tr("Save it elsewhere…"))
        for push in (self.open_map, self.save_map):
            push.setAccessibleName(push.text())
        for button, name in ((self.previous, self.tr("Previous place")), (self.next, self.tr("Next place"))):
            button.setAccessibleName(name)
            button.setToolTip(name)
        self.text.setAccessibleName(self.tr("Text with marked places"))
        self.answers.setAccessibleName(self.tr("Answers, the best first"))
        self.find_bar.retranslate()
        self.legend.retranslate()
        self._write()

    def restyle(self) -> None:
        """Take up the colours of the theme."""
        self.text.viewport().update()
        super().restyle()

    # --- places ------------------------------------------------------------------------------------------------------

    def _write(self) -> None:
        """Write everything that has numbers or labels in it."""
        offsets = Offsets(self._value.text)
        places = [
            Place(
                start=offsets.to_qt(span.start),
                end=offsets.to_qt(span.end),
                hue=self._hues[span.label] if not self.answering else rank,
                tag=self._tag(span.label, span.score),
            )
            for rank, span in enumerate(self._value.spans)
        ]
        current = self._current
        self.text.set_places(self._value.text, places, self._visible())
        self.answers.marks.set_marks(
            [
                Mark(name=" ".join(span.text.split()), score=span.score, hue=rank)
                for rank, span in enumerate(self._value.spans if self.answering else ())
            ]
        )
        self.answers.fit(_ANSWERS_SEEN)
        self.choose(current)

    def _tag(self, label: str, score: float) -> str:
        if self.answering:
            return percent(score)
        return "" if self._value.redacted else shown(label)

    def _describe(self, index: int) -> str:
        span = self._value.spans[index]
        name = self.tr("Answer") if self.answering else shown(span.label)
        return f"{name} · {percent(span.score, 1)}"

    def _visible(self) -> frozenset[int]:
        spans = self._value.spans
        return frozenset(i for i, span in enumerate(spans) if self.answering or self.legend.shows(span.label))

    def _filter(self) -> None:
        visible = self._visible()
        self.text.set_visible(visible)
        if self._current not in visible:
            self._current = -1
        self._tell()

    def _go(self, step: int) -> None:
        order = self.text.order
        if not order:
            return
        at = order.index(self._current) if self._current in order else (-1 if step > 0 else 0)
        self.choose(order[(at + step) % len(order)])

    def _follow(self, index: int) -> None:
        """Take up a place that was chosen in the text."""
        self._current = index
        self.answers.show_row(index if self.answering else -1)
        self._tell()

    def _tell(self) -> None:
        total, order = len(self._value.spans), self.text.order
        if not total:
            heading = self.tr("No answer found") if self.answering else self.tr("Nothing found")
        elif self.answering:
            heading = self.tr("%Ln answer(s)", "", total)
        elif self._value.redacted:
            heading = self.tr("%Ln place(s) hidden", "", total)
        elif len(order) < total:
            heading = self.tr("{shown} of {count} places").format(shown=number(len(order)), count=number(total))
        else:
            heading = self.tr("%Ln place(s) marked", "", total)
        self.heading.setText(heading)
        self.detail.setText(self._describe(self._current) if self._current >= 0 else "")
        at = order.index(self._current) + 1 if self._current in order else 0
        text = self.tr("{at} of {count}").format(at=number(at), count=number(len(order)))
        self.position.setText(text if at else "")
        for button in (self.previous, self.next):
            button.setEnabled(bool(order))
            button.setVisible(total > 1)

    def _mark_found(self, cursors: list[QTextCursor], current: int) -> None:
        marks = []
        for at, cursor in enumerate(cursors):
            mark = QTextEdit.ExtraSelection()
            colour = theme.colour("warning")
            colour.setAlpha(150 if at == current else 70)
            mark.cursor = cursor
            mark.format.setBackground(colour)
            marks.append(mark)
        self.text.setExtraSelections(marks)

    # --- what was hidden ---------------------------------------------------------------------------------------------

    def _tell_hidden(self, state: str) -> None:
        """Say where what was hidden is: `kept` beside the result, `gone`, `saved` elsewhere, or `refused` there."""
        if self._map is None or not self._map.path.is_file():
            state = "gone"
        self._hidden_state = state
        self.hidden_text.setText(
            {
                "kept": self.tr("What was found is hidden in this text. What was hidden is kept in a separate file."),
                "gone": self.tr("What was found is hidden in this text. The file with what was hidden is gone."),
                "saved": self.tr("A copy of what was hidden was saved. Whoever has it can read the whole text."),
                "refused": self.tr("It could not be saved there. Choose another folder."),
            }[state]
        )
        for push in (self.open_map, self.save_map):
            push.setVisible(state != "gone")

    def _open_map(self) -> None:
        if self._map is not None:
            open_file(self._map.path)

    def _save_map(self) -> None:
        if self._map is None:
            return
        target = ask_where_to_save(self, self.tr("Save what was hidden"), Path(self._map.name).name)
        if target is not None:
            self.services.background.run(
                partial(shutil.copyfile, self._map.path, target),
                lambda _: self._tell_hidden("saved"),
                lambda _: self._tell_hidden("refused"),
            )
