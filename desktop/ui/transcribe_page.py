"""The page that writes down what is said: recordings and films, or what the microphone hears."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.core.errors import IlhaError
from desktop.media.sniff import recognise
from desktop.ui import icons
from desktop.ui.language import failure_text
from desktop.ui.params_form import ParamsForm
from desktop.ui.record_panel import RecordPanel
from desktop.ui.shortcuts import find
from desktop.ui.speech_options import SpeechOptions
from desktop.ui.task_page import TaskPage

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.core.errors import Failure
    from desktop.core.task import Value

_MORE = ("terms", "skip_pauses", "beams")
"""Options that few need; folded away."""


class TranscribePage(TaskPage):
    """A recording that ends becomes a job like a file that was dropped."""

    # --- building ----------------------------------------------------------------------------------------------------

    def make_form(self) -> ParamsForm:
        """Build the options and what records."""
        from desktop.jobs.microphone import Microphone  # it brings QtMultimedia

        self.speech = SpeechOptions(self)
        self.options_button = QPushButton()
        self.options_button.setProperty("kind", "quiet")
        self.options_button.setCheckable(True)
        self.microphone = Microphone(self.services.home.pasted, self)
        self.record = RecordPanel(self.microphone)
        return ParamsForm(self.task, self.picker, *self.speech.fields, only=_MORE)

    def parts(self) -> tuple[QWidget | None, ...]:
        """Return what stands under the words of the page."""
        return self.form, self.news, self.missing, self.zone, self.record

    def lay_out(self) -> None:
        """Put the button of the rarer options beside the title."""
        super().lay_out()
        self.head.addWidget(self.options_button, 0, Qt.AlignmentFlag.AlignBottom)

    def connect_parts(self) -> None:
        """Let the parts act on one another."""
        super().connect_parts()
        self.speech.changed.connect(self.remember)
        self.picker.changed.connect(self._follow_model)
        self.options_button.toggled.connect(self._open_options)
        self.record.recorded.connect(self._take_recording)
        self.record.failed.connect(self._tell_failure)
        self._follow_model()
        recording = QShortcut(QKeySequence(find("record").keys), self)
        recording.activated.connect(self._toggle_recording)

    # --- options -----------------------------------------------------------------------------------------------------

    def options(self) -> dict[str, Value]:
        """Return the parameters as they are shown."""
        return self.form.values() | self.speech.values()

    def recall(self, options: dict[str, Any]) -> None:
        """Show options that were kept; names and terms may say too much about somebody and are not."""
        self.options_button.setChecked(options.pop("open", False) is True)
        super().recall(options)
        self.speech.set_values(options)

    def remember(self) -> None:
        """Keep the options, without what was written in them."""
        options: dict[str, object] = {**self.options(), "open": self.options_button.isChecked()}
        options.pop("terms", None)
        if not self.picker.first:
            options["model"] = self.picker.chosen
        self.memory.keep_options(self.task.id, options)

    def _open_options(self) -> None:
        self.remember()
        self.arrange()

    def _follow_model(self) -> None:
        """Offer the languages of the model."""
        models = self.services.shelf.for_task(self.task.id)
        chosen = [model.spec for model in models if model.spec.id == self.picker.chosen]
        self.speech.set_languages(chosen[0].languages if chosen else ())

    # --- recording ---------------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """End a recording: it is kept, and transcribed now or when it is asked for again."""
        self.record.finish()

    def _toggle_recording(self) -> None:
        if self.record.isVisible():
            self.record.toggle()

    def rescue(self) -> None:
        """Transcribe what was being recorded when the program ended against its will."""
        left = [path for path in self.services.home.pasted.glob("*.wav") if not self.services.queue.knows(path)]
        if left and self.picker.able and not self.microphone.recording:
            self.told.emit(self.tr("%n recording(s) that were cut off are transcribed now.", "", len(left)))
            for path in sorted(left):
                self._take_recording(path)

    @Slot(object)
    def _take_recording(self, path: Path) -> None:
        """Start at once, without the intake: the window may be closing."""
        try:
            self.run([recognise(path)])
        except IlhaError as error:
            self._tell_failure(error.failure())

    @Slot(object)
    def _tell_failure(self, failure: Failure) -> None:
        self.problem.setText(" ".join(failure_text(failure)))
        self.problem.show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Remind of a microphone that is listening while nobody sees it."""
        if self.microphone.recording and not event.spontaneous():
            self.told.emit(self.tr("The microphone is still recording; end it on the page “Transcribe”."))
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Look for what was left behind."""
        super().showEvent(event)
        if not event.spontaneous():
            self.rescue()

    # --- following ---------------------------------------------------------------------------------------------------

    def arrange(self) -> None:
        """Show what the state of the page asks for."""
        super().arrange()
        able, opened = self.picker.able, self.options_button.isChecked()
        self.record.setVisible(able)
        self.options_button.setVisible(able)
        for name in _MORE:
            self.form.show_field(name, shown=opened)
        plain = self.form.pristine
        self.options_button.setText(self.tr("More options") if plain else self.tr("More options · changed"))
        self.options_button.setIcon(icons.icon("chevron-up" if opened else "chevron-down", "accent"))

    def retranslate(self) -> None:
        """Write every text anew."""
        self.speech.retranslate()
        self.options_button.setToolTip(self.tr("Names and terms, pauses, and how much care is taken"))
        super().retranslate()
