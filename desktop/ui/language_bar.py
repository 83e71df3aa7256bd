"""From which language into which: only what the models that are here can do, also through a language between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop.core.routes import PIVOT, reachable, reads, way, writes
from desktop.ui import icons
from desktop.ui.elided_box import ElidedBox
from desktop.ui.shortcuts import tip
from desktop.ui.text_label import text_label
from desktop.ui.theme import GAP
from desktop.ui.translation_text import source_of, through, titled, tongue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.core.model import ModelSpec
    from desktop.core.result import Translation

_LETTERS, _LEAST = 18, 120  # of a name in full, and the width in pixels that a list may shrink to


class LanguageBar(QWidget):
    """An empty code stands for a language that is found out, or for the likeliest one."""

    changed = Signal()
    """Another language was chosen."""
    swapped = Signal()
    """The languages changed places, and the texts should."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Know no language yet."""
        super().__init__(parent)
        self._models: tuple[ModelSpec, ...] = ()
        self._last: Translation | None = None
        self.source_box, self.target_box = ElidedBox(), ElidedBox()
        self._labels = (text_label("small", tone="muted"), text_label("small", tone="muted"))
        self.swap_button = QToolButton()
        self.swap_button.setIcon(icons.icon("arrow-left-right", "accent"))
        self.swap_button.setIconSize(QSize(18, 18))
        self.swap_button.setFixedSize(34, 32)
        self.swap_button.clicked.connect(self.swap)
        self.source_box.currentIndexChanged.connect(self._choose_source)
        self.target_box.currentIndexChanged.connect(self._choose_target)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP // 2)
        row.addLayout(_field(self._labels[0], self.source_box))
        row.addLayout(_field(text_label("small"), self.swap_button))
        row.addLayout(_field(self._labels[1], self.target_box))
        row.addStretch(1)
        self.retranslate()

    @property
    def source(self) -> str:
        """Return the code of the language to translate from."""
        return str(self.source_box.currentData() or "")

    @property
    def target(self) -> str:
        """Return the code of the language to translate into."""
        return str(self.target_box.currentData() or "")

    @property
    def obstacle(self) -> str:
        """Return why the languages cannot change places, empty when they can."""
        source, target = self._pair()
        if not source or not target:
            return self.tr("The language of the text is not known yet")
        if not way(self._models, target, source):
            text = self.tr("No model here translates from %1 into %2")
            return text.replace("%1", tongue(target)).replace("%2", tongue(source))
        return ""

    def set_models(self, models: Sequence[ModelSpec]) -> None:
        """Offer what these models can do; what was chosen stays so if it can."""
        self._models = tuple(models)
        self.set_pair(self.source, self.target)

    def set_pair(self, source: str, target: str) -> None:
        """Choose two languages, without announcing it; one that no model knows is passed over."""
        codes = {code for spec in self._models for code in reads(spec)}
        self._fill(self.source_box, sorted(codes, key=tongue), source, found_out=True)
        self._fill_targets(target)

    def show_last(self, translation: Translation | None) -> None:
        """Say which language was found out, and which was taken as the likeliest."""
        self._last = translation
        self._write()

    def swap(self) -> None:
        """Let the languages change places."""
        if not self.obstacle:
            source, target = self._pair()
            self._last = None
            self.set_pair(target, source)
            self.swapped.emit()

    def retranslate(self) -> None:
        """Write every text anew."""
        for label, box, text in zip(
            self._labels, (self.source_box, self.target_box), (self.tr("From"), self.tr("Into")), strict=True
        ):
            label.setText(text)
            box.setAccessibleName(text)
        self.swap_button.setAccessibleName(self.tr("Swap the languages"))
        if self.source_box.count():
            self.set_pair(self.source, self.target)

    def _pair(self) -> tuple[str, str]:
        """Return the languages as they are chosen, or else as they were found out."""
        last = self._last
        return self.source or (last.source if last else ""), self.target or (last.target if last else "")

    def _choose_source(self) -> None:
        self._last = None
        self._fill_targets(self.target)
        self.changed.emit()

    def _choose_target(self) -> None:
        self._write()
        self.changed.emit()

    def _fill_targets(self, wanted: str) -> None:
        if self.source:
            codes = set(reachable(self._models, self.source))
        else:
            codes = {code for spec in self._models for code in writes(spec)}
        if self.source and wanted not in codes:
            wanted = PIVOT if PIVOT in codes else min(codes, key=tongue, default="")
        self._fill(self.target_box, sorted(codes, key=tongue), wanted, found_out=not self.source)
        self._write()

    def _fill(self, box: QComboBox, codes: Sequence[str], wanted: str, *, found_out: bool) -> None:
        box.blockSignals(True)
        box.clear()
        for code in [""] * found_out + list(codes):
            box.addItem(titled(tongue(code)), code)
        box.setCurrentIndex(max(box.findData(wanted), 0))
        box.blockSignals(False)

    def _write(self) -> None:
        """Write the entries that depend on more than their own language."""
        last = self._last
        if self.source_box.count():
            self.source_box.setItemText(0, source_of(last) if last and last.detected else self.tr("Detect language"))
        for row in range(self.target_box.count()):
            self.target_box.setItemText(row, self._target_text(str(self.target_box.itemData(row))))
        for box in (self.source_box, self.target_box):
            box.setToolTip(box.currentText())
        obstacle = self.obstacle
        self.swap_button.setEnabled(not obstacle)
        self.swap_button.setToolTip(tip(obstacle or self.swap_button.accessibleName(), "swap"))

    def _target_text(self, code: str) -> str:
        if not code:
            last = self._last
            return (
                self.tr("%1 – automatic").replace("%1", titled(tongue(last.target))) if last else self.tr("Automatic")
            )
        legs = way(self._models, self.source, code) if self.source else ()
        name = titled(tongue(code))
        return f"{name} – {through(legs[0].target)}" if len(legs) > 1 else name

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _field(label: QLabel, widget: QWidget) -> QVBoxLayout:
    """Put a name above a field; a space keeps the place of one that is missing."""
    if isinstance(widget, QComboBox):
        label.setBuddy(widget)
        widget.setMinimumWidth(_LEAST)
        widget.setMinimumContentsLength(_LETTERS)
        widget.setMaxVisibleItems(16)
        widget.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    else:
        label.setText(" ")
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addWidget(label)
    column.addWidget(widget)
    return column
