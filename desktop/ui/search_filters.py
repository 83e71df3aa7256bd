"""What a search on the Hub is narrowed by, and what comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from desktop.core.languages import LANGUAGE_NAMES
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.ui import language
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.language import translate
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from desktop.hub.search import Query

_LICENCES = ("apache-2.0", "mit", "bsd-3-clause", "mpl-2.0", "cc-by-4.0", "cc-by-sa-4.0", "openrail", "cc-by-nc-4.0")
"""As the Hub writes them."""
_MILLIONS = (50, 150, 500, 1_500, 4_000)
"""Of weights: what an old laptop runs at once, and what fills the memory of a good one."""
_SORTS = {
    "downloads": QT_TRANSLATE_NOOP("models", "Most downloads"),
    "likes": QT_TRANSLATE_NOOP("models", "Most likes"),
    "trending": QT_TRANSLATE_NOOP("models", "Trending"),
    "new": QT_TRANSLATE_NOOP("models", "Newest"),
}


class SearchFilters(QWidget):
    """Boxes of which the first entry leaves everything in.

    Signals:
        changed: somebody wants to see others.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Leave everything in, the most downloaded first."""
        super().__init__(parent)
        self.language, self.licence, self.weights, self.sort = (QComboBox() for _ in range(4))
        self.convertible = QCheckBox()
        for box, values in (
            (self.language, ("", *LANGUAGE_NAMES)),
            (self.licence, ("", *_LICENCES)),
            (self.weights, (0, *_MILLIONS)),
            (self.sort, tuple(_SORTS)),
        ):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
            for value in values:
                box.addItem("", value)
        self.setContentsMargins(0, GAP // 2, 0, GAP // 2)
        flow = FlowLayout(self)
        for widget in (self.language, self.licence, self.weights, self.sort, self.convertible):
            flow.addWidget(widget)
        self.retranslate()
        for box in (self.language, self.licence, self.weights, self.sort):
            box.activated.connect(lambda _at: self.changed.emit())
        self.convertible.clicked.connect(lambda _on: self.changed.emit())

    def query(self, words: str, task: str) -> Query:
        """Return what to look for."""
        from desktop.hub.search import Query

        return Query(
            words=words,
            task=task,
            language=self.language.currentData(),
            licence=self.licence.currentData(),
            parameters_at_most=self.weights.currentData(),
            sort=self.sort.currentData(),
            convertible=self.convertible.isChecked(),
        )

    def retranslate(self) -> None:
        """Write every text anew."""
        self.language.setAccessibleName(self.tr("Language"))
        self.licence.setAccessibleName(self.tr("Licence"))
        self.weights.setAccessibleName(self.tr("Size"))
        self.sort.setAccessibleName(self.tr("Order"))
        self.convertible.setText(self.tr("Also without ONNX"))
        self.convertible.setAccessibleName(self.convertible.text())
        self.convertible.setToolTip(self.tr("Their graphs are made on this computer, which takes the converter"))
        self.language.setItemText(0, self.tr("Any language"))
        for at, name in enumerate(LANGUAGE_NAMES.values(), 1):
            self.language.setItemText(at, translate("languages", name))
        self.licence.setItemText(0, self.tr("Any licence"))
        for at, name in enumerate(_LICENCES, 1):
            self.licence.setItemText(at, name)
        self.weights.setItemText(0, self.tr("Any size"))
        for at, millions in enumerate(_MILLIONS, 1):
            text = self.tr("Up to %1 million weights")
            self.weights.setItemText(at, text.replace("%1", language.number(millions)))
        for at, text in enumerate(_SORTS.values()):
            self.sort.setItemText(at, translate("models", text))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
