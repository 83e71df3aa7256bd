"""Conversations of the window: asked on the same engines as everything else, kept as they grow."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.chat import ChatMessage, MessageState, branch
from desktop.core.job import AUTOMATIC

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.core.chat import Chat, FoundChat
    from desktop.core.errors import StorageError
    from desktop.core.job import EngineMessage
    from desktop.core.task import Value
    from desktop.jobs.lanes import Lanes
    from desktop.state.chats import Chats
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home
    from desktop.worker.chat import ChatSession, Turn


class ChatDesk(QObject):
    """The sole owner of conversations; views hold ids and ask.

    Signals:
        listed: the list of conversations is another one, or in another order.
        added: ChatMessage that is new, at the end of the branch that is shown.
        changed: ChatMessage that grew or is finished; a growing one at most once each turn of the event loop.
        shown: id of a conversation of which another branch is shown.
        trouble: Failure of the storage; answers are kept in memory until it works again.
    """

    listed = Signal()
    added = Signal(object)
    changed = Signal(object)
    shown = Signal(str)
    trouble = Signal(object)

    def __init__(self, home: Home, shelf: ModelShelf, lanes: Lanes, parent: QObject | None = None) -> None:
        """Use the engines of `lanes`; the database is opened when somebody asks."""
        super().__init__(parent)
        self._home = home
        self._shelf = shelf
        self._lanes = lanes
        self._opened: ChatSession | None = None
        lanes.reported.connect(self._take)

    def stop(self) -> None:
        """Keep what there is of unfinished answers, overwrite what was removed, and close the database."""
        if self._opened is not None:
            self._opened.close()
            self._opened.chats.purge()
            self._opened.chats.close()
            self._opened = None

    # --- the list ----------------------------------------------------------------------------------------------------

    def find(self, words: str = "", *, limit: int = 200, before: Chat | None = None) -> list[FoundChat]:
        """Return conversations, the last changed first; see `Chats.find`."""
        return self._chats.find(words, limit=limit, before=before)

    def get(self, chat_id: str) -> Chat | None:
        """Return a conversation without its messages."""
        return self._chats.get(chat_id)

    def rename(self, chat_id: str, title: str) -> None:
        """Give a conversation another title."""
        self._change(chat_id, title=title)
        self.listed.emit()

    def choose(self, chat_id: str, model: str, params: Mapping[str, Value]) -> None:
        """Ask another model, or with other options, from the next turn on."""
        self._change(chat_id, model=model, params=dict(params))

    def remove(self, chat_ids: Sequence[str]) -> None:
        """Take conversations out of the list; `restore` brings them back until `forget`."""
        for chat_id in chat_ids:
            self.stop_answers(chat_id)
        self._chats.delete(chat_ids)
        self.listed.emit()

    def restore(self, chat_ids: Sequence[str]) -> None:
        """Bring removed conversations back."""
        self._chats.restore(chat_ids)
        self.listed.emit()

    def forget(self) -> None:
        """Overwrite what was removed, when nobody can bring it back any more."""
        self._chats.purge()

    # --- one conversation --------------------------------------------------------------------------------------------

    def messages(self, chat_id: str) -> tuple[ChatMessage, ...]:
        """Return all messages of a conversation, every branch; see `core.chat.branch` and `siblings`."""
        return self._session.current(self._chats.messages(chat_id))

    def branch(self, chat_id: str) -> tuple[ChatMessage, ...]:
        """Return the messages of the branch that is shown."""
        chat = self._chats.get(chat_id)
        return branch(self.messages(chat_id), chat.leaf) if chat is not None else ()

    def show(self, message: ChatMessage) -> None:
        """Show the branch that goes through a message, to its newest end."""
        self._chats.show(message.id)
        self.shown.emit(message.chat)

    def is_writing(self, chat_id: str) -> bool:
        """Say whether an answer is being written on the branch that is shown."""
        return any(message.state is MessageState.WRITING for message in self.branch(chat_id))

    def begin(
        self, text: str, *, assistant: str = "", model: str = AUTOMATIC, params: Mapping[str, Value] | None = None
    ) -> str:
        """Begin a conversation with what the user says first; returns its id.

        Raises:
            UsageError: unknown model or parameter.
            NoModelForTask: no model chats.
            StorageError: it cannot be kept.
        """
        turn = self._session.begin(text, assistant=assistant, model=model, params=params or {})
        self._submit(turn)
        return turn.answer.chat

    def ask(self, chat_id: str, text: str) -> None:
        """Say something at the end of the branch that is shown; errors as `begin`."""
        self._submit(self._session.ask(chat_id, text))

    def edit(self, message: ChatMessage, text: str) -> None:
        """Say something else than the user did once, on a new branch; errors as `begin`."""
        self._submit(self._session.edit(message, text))

    def again(self, answer: ChatMessage) -> None:
        """Have another answer written beside this one; errors as `begin`."""
        self._submit(self._session.again(answer))

    def stop_answer(self, message: ChatMessage) -> None:
        """End an answer; what there is of it stays."""
        job_id = self._session.job_of(message.id)
        if job_id is not None:
            self._lanes.cancel([job_id])

    def stop_answers(self, chat_id: str) -> None:
        """End every answer of a conversation that is being written."""
        for message in self.messages(chat_id):
            self.stop_answer(message)

    # --- inside ------------------------------------------------------------------------------------------------------

    @property
    def _session(self) -> ChatSession:
        if self._opened is None:
            from desktop.state.chats import Chats
            from desktop.worker.chat import ChatSession

            self._opened = ChatSession(Chats(self._home.chats), self._shelf, self._home, self._complain)
        return self._opened

    @property
    def _chats(self) -> Chats:
        return self._session.chats

    def _change(self, chat_id: str, **changes: object) -> None:
        chat = self._chats.get(chat_id)
        if chat is not None:
            self._chats.change(dataclasses.replace(chat, **changes))  # type: ignore[arg-type] # names and types are those of Chat

    def _submit(self, turn: Turn) -> None:
        for message in turn.added:
            self.added.emit(message)
        self.listed.emit()
        self._lanes.submit_turn(turn.request)

    @Slot(object)
    def _take(self, messages: list[EngineMessage]) -> None:
        if self._opened is None:
            return
        grown: dict[int, ChatMessage] = {}
        for message in messages:
            answer = self._opened.take(message)
            if answer is not None:
                grown[answer.id] = answer
        for answer in grown.values():
            self.changed.emit(answer)

    def _complain(self, error: StorageError) -> None:
        self.trouble.emit(error.failure())
