"""An answer in another language, shown below it; nothing of it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.chat_body import ChatBody
from desktop.ui.language import failure_text
from desktop.ui.live_translation import LiveState, LiveTranslation
from desktop.ui.text_label import set_tone, text_label
from desktop.ui.theme import GAP
from desktop.ui.translation_text import made_by, titled, tongue

if TYPE_CHECKING:
    from desktop.jobs.live import LiveRuns

_TASK = "translation"


class ChatTranslation(QWidget):
    """Translates one text into the likeliest language, and says from which into which and by what."""

    def __init__(self, live: LiveRuns, text: str, parent: QWidget | None = None) -> None:
        """Begin to translate `text`."""
        super().__init__(parent)
        self.made = LiveTranslation(live, _TASK, lambda: (None, {}), self)
        self.head = text_label("small", tone="muted", wrap=True)
        self.body = ChatBody()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP, 0, 0)
        column.setSpacing(GAP // 2)
        column.addWidget(self.head)
        column.addWidget(self.body)
        self.made.changed.connect(self.retranslate)
        self.made.follow(text)
        self.made.begin()

    def retranslate(self) -> None:
        """Write every text anew."""
        made, value = self.made, self.made.value
        failed = made.failure is not None
        if made.failure is not None:
            self.head.setText(" ".join(failure_text(made.failure)))
        elif value is not None and value.translation is not None:
            pair = self.tr("%1 → %2").replace("%1", titled(tongue(value.translation.source)))
            pair = pair.replace("%2", titled(tongue(value.translation.target)))
            self.head.setText(f"{pair} · {made_by(value.translation)}")
        elif made.state is LiveState.WORKING:
            self.head.setText(self.tr("Translating…"))
        set_tone(self.head, "bad" if failed else "muted")
        self.body.show_text(value.text if value is not None else made.text_so_far)
        self.body.setVisible(not failed)
        self.setAccessibleName(self.tr("Translation of the answer"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
