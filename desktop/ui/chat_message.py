"""One message of a conversation: what was said, what became of it, and what one can do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.core.chat import NOTHING_FOUND, ChatMessage, MessageState, Role
from desktop.media.attribution import marked
from desktop.ui import icons, language
from desktop.ui.chat_body import ChatBody
from desktop.ui.chat_composer import ChatField
from desktop.ui.chat_sources import ChatSources
from desktop.ui.language import failure_text, translate
from desktop.ui.text_label import ElidedLabel, set_tone, text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QUrl

    from desktop.core.result import Usage
    from desktop.ui.chat_translation import ChatTranslation

_SOURCE = "source"
"""Scheme of the links behind sentences, which lead to the passage they were drawn from."""


class MessageCard(QFrame):
    """What the user says stands on a field as it was typed; what the model says is Markdown.

    Signals:
        again_wanted: ChatMessage beside which another answer is wanted.
        edited: ChatMessage and what should have been said instead.
        other_wanted: ChatMessage of another branch that should be shown.
        link_asked: QUrl of a link that was clicked.
        translation_wanted: the card itself, whose answer is wanted in another language.
    """

    again_wanted = Signal(object)
    edited = Signal(object, str)
    other_wanted = Signal(object)
    link_asked = Signal(object)
    translation_wanted = Signal(object)

    def __init__(self, message: ChatMessage, model: str, parent: QWidget | None = None) -> None:
        """Show `message`; `model` is the title of the one that answers."""
        super().__init__(parent)
        self.setProperty("role", "item")
        self.message = message
        self._model = model
        self._beside: Sequence[ChatMessage] = (message,)
        self._busy = False
        self.speaker = text_label("strong")
        self.said = text_label("body", wrap=True)
        self.said.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.body = ChatBody()
        self.body.link_asked.connect(self._take_link)
        self.sources = ChatSources()
        self.translation: ChatTranslation | None = None
        self.field = ChatField(most=12)
        self.keep, self.drop = QPushButton(), QPushButton()
        self.note = text_label("small", tone="muted", wrap=True)
        self.place, self.facts = text_label("small", tone="muted"), ElidedLabel("small", tone="muted", at_end=True)
        self.facts.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.before, self.after = _tool("chevron-left"), _tool("chevron-right")
        self.copy, self.edit, self.again = _tool("copy"), _tool("pencil"), _tool("rotate-ccw")
        self.translate_button = _tool("languages")
        self._editor = QWidget()
        self._lay_out()
        self._connect()
        self.show_message(message)

    @property
    def own(self) -> bool:
        """Say whether the user said it."""
        return self.message.role is Role.USER

    def show_message(self, message: ChatMessage) -> None:
        """Show the message as it is now."""
        self.message = message
        if self.own:
            self.said.setText(message.text)
        else:
            self.body.show_text(self._marked())
            self.sources.show_sources(message.sources)
        self.retranslate()

    def set_place(self, beside: Sequence[ChatMessage], *, busy: bool) -> None:
        """Tell the message which others stand in its place, and whether an answer is being written."""
        if (tuple(beside), busy) != (tuple(self._beside), self._busy):
            self._beside, self._busy = beside, busy
            self.retranslate()

    def show_translation(self, made: ChatTranslation) -> None:
        """Show what was said in another language, right below it."""
        self.translation = made
        made.body.link_asked.connect(self.link_asked)
        self._column.insertWidget(self._column.indexOf(self.note), made)

    def begin_edit(self) -> None:
        """Let the user say something else instead."""
        self.field.setPlainText(self.message.text)
        self._show_editor(shown=True)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def end_edit(self) -> bool:
        """Leave the message as it was; returns whether it was being edited."""
        editing = self._editor.isVisibleTo(self)
        self._show_editor(shown=False)
        return editing

    def retranslate(self) -> None:
        """Write every text anew."""
        message = self.message
        nobody = message.state is MessageState.NOTHING
        self.speaker.setText(self.tr("You") if self.own else "Ilha" if nobody else self._model)
        self.setAccessibleName(self.speaker.text())
        self.said.setAccessibleName(message.text)
        for button, name in (
            (self.copy, self.tr("Copy this message")),
            (self.edit, self.tr("Say something else instead; this branch stays")),
            (self.again, self.tr("Write another answer; this one stays")),
            (self.translate_button, self.tr("Translate this answer below it; the translation is not kept")),
            (self.before, self.tr("The one before it")),
            (self.after, self.tr("The next one")),
        ):
            button.setAccessibleName(name)
            button.setToolTip(name)
        self.field.setAccessibleName(self.tr("What you say instead"))
        self.keep.setText(self.tr("Send"))
        self.drop.setText(self.tr("Cancel"))
        self._show_place()
        self._show_state()

    def _marked(self) -> str:
        """Return a finished answer with links to its passages, an unfinished one as it is."""
        message = self.message
        passages = [] if message.state is MessageState.WRITING else [one.passage.text for one in message.sources]
        return marked(message.text, passages, lambda number: f" [\\[{number}\\]]({_SOURCE}:{number})")

    def _take_link(self, link: QUrl) -> None:
        """Show the passage that a sentence was drawn from; other links are for the page."""
        if link.scheme() == _SOURCE and link.path().isdecimal():
            self.sources.unfold(int(link.path()))
        else:
            self.link_asked.emit(link)

    def _show_place(self) -> None:
        numbers = [message.id for message in self._beside]
        at, many = numbers.index(self.message.id) if self.message.id in numbers else 0, len(numbers)
        words = self.tr("%1 of %2")
        self.place.setText(words.replace("%1", language.number(at + 1)).replace("%2", language.number(many)))
        for widget in (self.place, self.before, self.after):
            widget.setVisible(many > 1)
        self.before.setEnabled(at > 0)
        self.after.setEnabled(at + 1 < many)

    def _show_state(self) -> None:
        message, writing = self.message, self.message.state is MessageState.WRITING
        self.copy.setVisible(bool(message.text) and not writing)
        self.edit.setVisible(self.own and not self._busy)
        self.again.setVisible(not self.own and not self._busy)
        self.translate_button.setVisible(not self.own and bool(message.text) and not writing)
        self.body.setVisible(bool(message.text) and not self.own)
        self.note.setText(self._note())
        self.note.setVisible(bool(self.note.text()))
        failed = message.state is MessageState.FAILED
        left_out = message.usage is not None and message.usage.dropped_turns > 0
        set_tone(self.note, "bad" if failed else "warning" if left_out else "muted")
        self.facts.setText(self._speed(message.usage) if message.usage is not None else "")

    def _note(self) -> str:
        message, usage = self.message, self.message.usage
        lines = []
        if message.state is MessageState.WRITING:
            lines.append(self.tr("Writing…") if message.text else self.tr("Reading and thinking…"))
        if message.state is MessageState.NOTHING:
            lines.append(translate("chat", NOTHING_FOUND))
            lines.append(self.tr("Try other words, or take the documents away to have the model answer by itself."))
        if message.state is MessageState.STOPPED:
            lines.append(self.tr("Stopped. What was written stays."))
        if message.failure is not None:
            lines.append(" ".join(failure_text(message.failure)))
        if usage is not None and usage.dropped_turns:
            lines.append(
                self.tr(
                    "The conversation is longer than the model can hold in mind: without the %n oldest turn(s).",
                    "",
                    usage.dropped_turns,
                )
            )
        if usage is not None and usage.ended == "length":
            lines.append(self.tr("It ends here because the longest answer, or what the model can hold, was reached."))
        return "\n".join(lines)

    def _speed(self, usage: Usage) -> str:
        parts = [self.tr("%Ln token(s)", "", usage.completion_tokens)]
        if usage.tokens_per_s:
            parts.append(self.tr("%1 per second").replace("%1", language.number(usage.tokens_per_s, 1)))
        parts.append(self.tr("first one after %1").replace("%1", language.duration(usage.first_token_s)))
        return " · ".join(parts)

    def _connect(self) -> None:
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.message.text))
        self.edit.clicked.connect(self.begin_edit)
        self.again.clicked.connect(lambda: self.again_wanted.emit(self.message))
        self.before.clicked.connect(lambda: self._turn(-1))
        self.after.clicked.connect(lambda: self._turn(1))
        self.field.submitted.connect(self._send)
        self.translate_button.clicked.connect(lambda: self.translation_wanted.emit(self))
        self.keep.clicked.connect(self._send)
        self.drop.clicked.connect(self.end_edit)

    def _turn(self, by: int) -> None:
        numbers = [message.id for message in self._beside]
        self.other_wanted.emit(self._beside[numbers.index(self.message.id) + by])

    def _send(self) -> None:
        text = self.field.toPlainText()
        if text.strip() and not self._busy:
            self.edited.emit(self.message, text)

    def _show_editor(self, *, shown: bool) -> None:
        self._editor.setVisible(shown)
        self.said.setVisible(self.own and not shown)

    def _lay_out(self) -> None:
        self.keep.setProperty("kind", "primary")
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.drop)
        buttons.addStretch(1)
        editor = QVBoxLayout(self._editor)
        editor.setContentsMargins(0, 0, 0, 0)
        editor.addWidget(self.field)
        editor.addLayout(buttons)
        foot = QHBoxLayout()
        foot.setSpacing(2)
        for widget in (self.before, self.place, self.after, self.copy, self.edit, self.again, self.translate_button):
            foot.addWidget(widget)
        foot.addWidget(self.facts, 1)
        foot.addStrut(28)
        column = self._column = QVBoxLayout(self)
        side = GAP * 2 if self.own else 0
        column.setContentsMargins(side, GAP, side, GAP // 2)
        column.setSpacing(GAP // 2)
        for part in (self.speaker, self.said, self.body, self._editor, self.note, self.sources):
            column.addWidget(part)
        column.addLayout(foot)
        self.setProperty("tile", self.own)
        self._show_editor(shown=False)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _tool(icon: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icons.icon(icon, "muted"))
    button.setIconSize(QSize(16, 16))
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
