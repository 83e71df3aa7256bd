"""Chips: one for each thing that can be done with the files at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.core.media import MediaKind
from desktop.core.recipe import is_recipe
from desktop.core.task import asks
from desktop.ui import icons, language
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.recipe_text import task_words
from desktop.ui.text_label import text_label
from desktop.ui.theme import GAP
from desktop.worker.table_rows import by_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.core.media import InputFile
    from desktop.core.task import Task

_OFFERS, _BLOCKED = 4, 2  # shown at once; of them those that cannot run for want of a model
_RECIPES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An action for those of the files that fit it.

    Attributes:
        task: what would be done.
        model: id of the model it would be done with, None when there is none.
        ready: whether it can run now.
        files: those that fit.
        samples: one of each kind of them, since there may be thousands.
        all_files: whether these are all the files at hand.
        estimate_s: seconds it will take, None when nothing is known yet.
        lacks: id of the task that no model is here for, when it is not ready.
    """

    task: Task
    model: str | None
    ready: bool
    files: tuple[InputFile, ...]
    samples: tuple[InputFile, ...]
    all_files: bool
    estimate_s: float | None
    lacks: str = ""

    @property
    def is_recipe(self) -> bool:
        """Say whether several tasks would be done one after the other."""
        return is_recipe(self.task.id)

    @property
    def asks(self) -> bool:
        """Say whether the task needs to be told something first, such as a question or the column of a table."""
        return asks(self.task, {}) or (not self.is_recipe and any(by_row(self.task, file, {}) for file in self.samples))

    @property
    def asks_column(self) -> bool:
        """Say whether a recipe has to be told the column of a table."""
        return self.is_recipe and any(file.kind is MediaKind.TABLE for file in self.samples)


def likely(offers: Sequence[Offer]) -> tuple[Offer, ...]:
    """Return the few offers that are shown: those that can run first, some that cannot, and one for every file.

    Recipes come after the single tasks of the same kind, and take no place away from them.
    """
    single = [offer for offer in offers if not offer.is_recipe]
    ready = [offer for offer in single if offer.ready]
    blocked = [offer for offer in single if not offer.ready]
    few = [*ready[:_OFFERS], *blocked[: min(_BLOCKED, max(_OFFERS - len(ready), 0))]]
    served = {id(file) for offer in few for file in offer.samples}
    for offer in (*ready, *blocked):
        if not served.issuperset(map(id, offer.samples)):
            few.append(offer)
            served.update(map(id, offer.samples))
    few += [offer for offer in offers if offer.is_recipe][:_RECIPES]
    return tuple(sorted(few, key=lambda offer: not offer.ready))


class ChipBar(QWidget):
    """The offers side by side; the first is the likely one. Arrow keys move, Enter runs.

    Below them stands why some cannot run, each with the button that leads to what would help.
    """

    chosen = Signal(object)
    """The `Offer` to run."""
    help_wanted = Signal(str)
    """Id of a task whose missing model the user wants to know about."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without offers."""
        super().__init__(parent)
        self._offers: tuple[Offer, ...] = ()
        self._chips: list[QPushButton] = []
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(0)
        self._row = FlowLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP - 2)
        column.addLayout(self._row)
        column.addLayout(self._reasons)

    @property
    def chips(self) -> tuple[QPushButton, ...]:
        """Return the buttons, the likely one first."""
        return tuple(self._chips)

    def set_offers(self, offers: Sequence[Offer]) -> None:
        """Show `offers`, those that can run first."""
        for chip in self._chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips.clear()
        self._offers = likely(offers)
        for offer in self._offers:
            chip = QPushButton()
            first = not self._chips and offer.ready
            chip.setProperty("kind", "primary" if first else "")
            chip.setIcon(icons.icon(offer.task.icon, "accent_text" if first else "accent"))
            chip.setEnabled(offer.ready)
            chip.clicked.connect(lambda _checked=False, chosen=offer: self.chosen.emit(chosen))
            chip.installEventFilter(self)
            self._chips.append(chip)
            self._row.addWidget(chip)
        self._write()

    def focus_first(self) -> None:
        """Give the likely action the focus, so that Enter runs it."""
        for chip in self._chips:
            if chip.isEnabled():
                chip.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _write(self) -> None:
        for offer, chip in zip(self._offers, self._chips, strict=True):
            title, summary = task_words(offer.task)
            # An ellipsis promises a question before anything runs.
            parts = [f"{title}…" if offer.asks or offer.asks_column else title]
            if not offer.all_files:
                parts[0] += f" ({language.number(len(offer.files))})"
            if offer.ready and offer.estimate_s is not None:
                parts.append(self._estimate(offer.estimate_s))
            chip.setText(" " + "  ·  ".join(parts))
            chip.setAccessibleName(", ".join(parts))
            chip.setAccessibleDescription(summary if offer.ready else self._why(title))
            chip.setToolTip(summary if offer.ready else self._why(title))
        while (item := self._reasons.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for offer in self._offers:
            if not offer.ready:
                self._reasons.addWidget(self._make_reason(offer))

    def _estimate(self, seconds: float) -> str:
        if seconds < 1:
            return self.tr("under a second")
        return self.tr("about %1").replace("%1", language.duration(seconds))

    def _make_reason(self, offer: Offer) -> QWidget:
        line = QWidget()
        text, button = text_label("small", tone="muted", wrap=True), QPushButton()
        title, _ = task_words(offer.task)
        text.setText(self._why(title))
        button.setProperty("kind", "quiet")
        button.setText(self.tr("What fits"))
        button.setAccessibleName(self.tr("Models for “%1”").replace("%1", title))
        button.clicked.connect(lambda: self.help_wanted.emit(offer.lacks or offer.task.id))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(text, 1)
        row.addWidget(button)
        return line

    def _why(self, title: str) -> str:
        return self.tr("“%1” needs a model that is not on this computer.").replace("%1", title)

    def _move(self, chip: object, step: int) -> None:
        able = [candidate for candidate in self._chips if candidate.isEnabled()]
        if chip in able:
            able[(able.index(chip) + step) % len(able)].setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Let Enter press a chip and the arrow keys move between chips."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(watched, QPushButton):
                watched.click()
                return True
            if key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
                self._move(watched, 1 if key == Qt.Key.Key_Right else -1)
                return True
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
        super().changeEvent(event)
