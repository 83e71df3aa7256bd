"""What is asked of a recording, in words: its language, whether it becomes English, how finely its times are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from desktop.core.languages import LANGUAGE_NAMES, language_name
from desktop.ui.language import translate
from desktop.ui.text_label import text_label
from desktop.ui.translation_text import titled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.core.task import Value


class SpeechOptions(QObject):
    """Three fields for the form of a page, in two groups.

    Signals:
        changed: one of them is another.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Find the language out, write it as it is said, with the times of lines."""
        super().__init__(parent)
        self._codes: Sequence[str] = ()
        self._label = text_label("small", tone="muted")
        self.language = QComboBox()
        self.language.setMinimumWidth(160)
        self.english, self.words = QCheckBox(), QCheckBox()
        self._label.setBuddy(self.language)
        self.fields = (_cell(self._label, self.language), _cell(self.english, self.words, spacing=1, below=3))
        self.language.currentIndexChanged.connect(self.changed)
        self.english.toggled.connect(self.changed)
        self.words.toggled.connect(self.changed)
        self.set_languages(())

    def set_languages(self, codes: Sequence[str]) -> None:
        """Offer the languages of a model; all that have a name when it does not tell."""
        self._codes = codes or tuple(LANGUAGE_NAMES)
        self._fill(str(self.language.currentData() or ""))

    def values(self) -> dict[str, Value]:
        """Return the parameters as they are shown."""
        return {
            "language": str(self.language.currentData() or ""),
            "task": "translate" if self.english.isChecked() else "transcribe",
            "timestamps": "word" if self.words.isChecked() else "segment",
        }

    def set_values(self, values: Mapping[str, object]) -> None:
        """Show parameters that were kept."""
        self._fill(str(values.get("language", "")))
        self.english.setChecked(values.get("task") == "translate")
        self.words.setChecked(values.get("timestamps") == "word")

    def retranslate(self) -> None:
        """Write every text anew."""
        self._label.setText(self.tr("Spoken language"))
        self.language.setAccessibleName(self.tr("Spoken language"))
        self.language.setToolTip(self.tr("Name it when it is known: the beginning may be too short to tell"))
        self.english.setText(self.tr("Translate into English"))
        self.english.setToolTip(self.tr("Write in English what is said in another language"))
        self.words.setText(self.tr("Time of each word"))
        self.words.setToolTip(self.tr("Follow the recording word by word, where the model can tell; a little slower"))
        for box in (self.english, self.words):
            box.setAccessibleDescription(box.toolTip())
        self._fill(str(self.language.currentData() or ""))

    def _fill(self, chosen: str) -> None:
        """Write the list anew, by name; what is no longer there is found out."""
        with QSignalBlocker(self.language):
            self.language.clear()
            self.language.addItem(self.tr("Find it out"), "")
            named = {code: titled(translate("languages", language_name(code))) for code in self._codes}
            for code, name in sorted(named.items(), key=lambda one: one[1].casefold()):
                self.language.addItem(name, code)
            self.language.setCurrentIndex(max(self.language.findData(chosen), 0))


def _cell(*widgets: QWidget, spacing: int = 4, below: int = 0) -> QWidget:
    """Return a field under its name, or two that bear their names themselves and end where those beside them do."""
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, below)
    column.setSpacing(spacing)
    for widget in widgets:
        column.addWidget(widget)
    return cell
