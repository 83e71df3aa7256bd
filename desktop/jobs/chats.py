"""Conversations of the window: asked on the same engines as everything else, kept as they grow."""

from __future__ import annotations

import contextlib
import dataclasses
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.chat import ChatMessage, MessageState, Tool, branch
from desktop.core.errors import IlhaError, StorageError
from desktop.core.job import CancelDone, Failed
from desktop.core.task import AUTOMATIC
from desktop.worker.documents import let_go, named_documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.core.chat import Chat, FoundChat, Source
    from desktop.core.errors import Failure
    from desktop.core.job import EngineMessage
    from desktop.core.task import Value
    from desktop.jobs.documents import Documents
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

    def __init__(
        self, home: Home, shelf: ModelShelf, lanes: Lanes, documents: Documents, parent: QObject | None = None
    ) -> None:
        """Use the engines of `lanes`, and `documents`; the database is opened when somebody asks."""
        super().__init__(parent)
        self._home = home
        self._shelf = shelf
        self._lanes = lanes
        self._documents = documents
        self._seeking: set[str] = set()
        self._opened: ChatSession | None = None
        lanes.reported.connect(self._take)

    def stop(self) -> None:
        """Keep what there is of unfinished answers, overwrite what was removed, and close the database."""
        if self._opened is None and not self._home.documents.exists():
            return
        with contextlib.suppress(StorageError):  # the next start does it
            self._session.close()
            self._chats.purge()
            let_go(self._home, named_documents(self._home, self._chats))
        if self._opened is not None:
            self._chats.close()
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

    def attach(self, chat_id: str, documents: Iterable[str], tools: Iterable[Tool]) -> None:
        """Answer from these files and folders, and with these tools, from the next turn on."""
        self._change(chat_id, documents=tuple(documents), tools=tuple(tools))

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

    def forget(self, chat_ids: Sequence[str]) -> None:
        """Overwrite what was removed, and what was read for it alone, when nobody can bring it back any more."""
        self._chats.purge(chat_ids)
        self._documents.let_go(named_documents(self._home, self._chats))

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
        self,
        text: str,
        *,
        assistant: str = "",
        model: str = AUTOMATIC,
        params: Mapping[str, Value] | None = None,
        documents: Iterable[str] = (),
        tools: Iterable[Tool] = (),
    ) -> str:
        """Begin a conversation with what the user says first; returns its id.

        Raises:
            UsageError: unknown model or parameter.
            NoModelForTask: no model chats.
            StorageError: it cannot be kept.
        """
        turn = self._session.begin(
            text, assistant=assistant, model=model, params=params or {}, documents=documents, tools=tools
        )
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

    def get_ready(self, model: str, params: Mapping[str, Value]) -> bool:
        """Have the model of the next turn loaded while nobody waits for the engine; False when somebody does.

        Nothing is done where memory is short, or where the turn itself would say what is wrong.
        """
        if not self._lanes.idle:
            return False
        with contextlib.suppress(IlhaError):
            request = self._session.rehearsal(model, params)
            if request is not None:
                self._lanes.submit_turn(request)
        return True

    def stop_answer(self, message: ChatMessage) -> None:
        """End an answer; what there is of it stays."""
        job_id = self._session.job_of(message.id)
        if job_id in self._seeking:
            self._seeking.remove(job_id)
            self._take([CancelDone(job_id=job_id)])
        elif job_id is not None:
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
        if turn.seeks:
            self._seek(turn)
        else:
            self._lanes.submit_turn(turn.request)

    def _seek(self, turn: Turn) -> None:
        """Look for passages first; the answer may be stopped meanwhile."""
        self._seeking.add(turn.job_id)
        self._documents.refresh(turn.documents)

        questions = iter(turn.questions)

        def look(question: str) -> None:
            self._documents.find(question, turn.documents, found, refuse, files=turn.files)

        def found(sources: Sequence[Source]) -> None:
            if turn.job_id not in self._seeking:
                return
            following = next(questions, None) if not sources else None
            if following is not None:
                look(following)
                return
            self._seeking.remove(turn.job_id)
            ready = self._session.found(turn, sources)
            self._tell(turn.answer.id)
            if ready is not None:
                self._lanes.submit_turn(ready.request)

        def refuse(failure: Failure) -> None:
            if turn.job_id in self._seeking:
                self._seeking.remove(turn.job_id)
                self._take([Failed(job_id=turn.job_id, failure=failure)])

        look(next(questions))

    def _tell(self, message_id: int) -> None:
        message = self._chats.message(message_id)
        if message is not None:
            (message,) = self._session.current([message])
            self.changed.emit(message)

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
