"""The branch of a conversation that is shown, message below message; it follows an answer while one is at its end."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.core.chat import ChatMessage, MessageState, siblings
from desktop.ui.chat_message import MessageCard
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_PAUSE_MS = 40
_NEAR = 32  # pixels from the end within which one still is at the end
_WIDEST = 760


class ChatView(QScrollArea):
    """Messages as cards; a growing one is painted some twenty times a second at most.

    Signals:
        again_wanted: ChatMessage beside which another answer is wanted.
        edited: ChatMessage and what should have been said instead.
        other_wanted: ChatMessage of another branch that should be shown.
        link_asked: QUrl of a link that was clicked; nothing was opened.
        source_wanted: Source whose file should be opened.
        translation_wanted: MessageCard whose answer is wanted in another language.
    """

    again_wanted = Signal(object)
    edited = Signal(object, str)
    other_wanted = Signal(object)
    link_asked = Signal(object)
    source_wanted = Signal(object)
    translation_wanted = Signal(object)

    def __init__(self, title_of: Callable[[str], str], parent: QWidget | None = None) -> None:
        """Start empty; `title_of` names a model by its id."""
        super().__init__(parent)
        self._title_of = title_of
        self.cards: list[MessageCard] = []
        self._grown: dict[int, ChatMessage] = {}
        self._at_end = True
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._grow)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setMaximumWidth(_WIDEST)
        inner.setProperty("role", "list")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, GAP, GAP, GAP)
        self._column.setSpacing(GAP * 2)
        self._column.addStretch(1)
        self.setWidget(inner)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._follow)
        bar.valueChanged.connect(self._note_place)

    def show_branch(self, branch: Sequence[ChatMessage], every: Sequence[ChatMessage]) -> None:
        """Show the messages of `branch`; `every` holds those of all branches."""
        same = 0
        for card, message in zip(self.cards, branch, strict=False):
            if card.message.id != message.id:
                break
            same += 1
        for card in self.cards[same:]:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        del self.cards[same:]
        for message in branch[same:]:
            self._add(message)
        busy = any(message.state is MessageState.WRITING for message in branch)
        for card, message in zip(self.cards, branch, strict=True):
            if card.message != message:
                card.show_message(message)
            card.set_place(siblings(every, message), busy=busy)
        if same < len(branch):
            self._at_end = True

    def grow(self, message: ChatMessage) -> None:
        """Show more of a message, or that it is finished."""
        self._grown[message.id] = message
        if message.state is not MessageState.WRITING:
            self._grow()
        elif not self._pause.isActive():
            self._pause.start()

    def show_message(self, message_id: int) -> None:
        """Bring a message of the branch to the top."""
        for card in self.cards:
            if card.message.id == message_id:
                self._at_end = False
                # Not before the cards have got their places.
                QTimer.singleShot(0, card, partial(self.ensureWidgetVisible, card, 0, GAP))

    def end_edit(self) -> bool:
        """Leave a message that is being edited as it was; returns whether there was one."""
        editing = [card for card in self.cards if card.end_edit()]
        return bool(editing)

    def _add(self, message: ChatMessage) -> None:
        card = MessageCard(message, self._title_of(message.model))
        card.again_wanted.connect(self.again_wanted)
        card.edited.connect(self.edited)
        card.other_wanted.connect(self.other_wanted)
        card.link_asked.connect(self.link_asked)
        card.sources.wanted.connect(self.source_wanted)
        card.translation_wanted.connect(self.translation_wanted)
        self._column.insertWidget(len(self.cards), card)
        self.cards.append(card)

    def _grow(self) -> None:
        self._pause.stop()
        grown, self._grown = self._grown, {}
        for card in self.cards:
            if card.message.id in grown:
                card.show_message(grown[card.message.id])

    def _follow(self, _low: int, high: int) -> None:
        if self._at_end:
            self.verticalScrollBar().setValue(high)

    def _note_place(self, value: int) -> None:
        self._at_end = value >= self.verticalScrollBar().maximum() - _NEAR
