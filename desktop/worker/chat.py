"""Turns of conversations: what the engine is asked, and what becomes of its answers. No Qt, no waiting.

The owner of an engine submits what `begin`, `ask`, `edit` and `again` return, and hands every message of the engine to
`take`. A turn that `seeks` goes to `found` first, with the passages that may answer it. An answer that grows is kept
every second, so that a program that is killed loses no more than that.
"""

from __future__ import annotations

import dataclasses
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from desktop import tasks
from desktop.core.chat import TASK, ChatMessage, Message, MessageState, Role, Source, Tool, branch
from desktop.core.errors import StorageError
from desktop.core.job import CancelDone, ChatTurn, Done, EngineMessage, Failed, Item, Partial
from desktop.core.media import InputFile, MediaKind
from desktop.core.result import Text
from desktop.core.task import parse_params
from desktop.state.artifacts import work_folder
from desktop.worker.batch import KEPT_FREE_BYTES, chosen
from desktop.worker.documents import located, quotable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from desktop.core.chat import Chat
    from desktop.core.model import InstalledModel
    from desktop.core.result import ResultValue
    from desktop.core.task import Value
    from desktop.state.chats import Chats
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home

SECONDS_BETWEEN_SAVES = 1.0
FEW_WORDS = 4
_LOADED_TIMES = 2
"""So many times its size a model may take in memory when it is loaded, before it has read anything."""
_GREETING = "Hello"
_MARK = "chat-"
_SEEDS = 2**31 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One question to the engine.

    Attributes:
        request: what to submit; its one job is the answer.
        added: the messages that are new; the answer, of which there is nothing yet, is the last.
        documents: files and folders that the answer has to be drawn from.
        files: whether it may be drawn from all that can be searched.
    """

    request: ChatTurn
    added: tuple[ChatMessage, ...]
    documents: tuple[Path, ...] = ()
    files: bool = False

    @property
    def seeks(self) -> bool:
        """Say whether passages must be looked for before anything is submitted."""
        return bool(self.documents) or self.files

    @property
    def questions(self) -> tuple[str, ...]:
        """Return what to look up, in turn until something is found: what the user says, and the question before it.

        Only what is as short as "And when?" may be about the question before; else it would find what that has found.
        """
        *before, own = (message.text for message in self.request.messages if message.role is Role.USER)
        return (own, f"{before[-1]} {own}") if before and len(own.split()) <= FEW_WORDS else (own,)

    @property
    def job_id(self) -> str:
        """Return what to cancel to stop the answer."""
        return self.request.items[0].job_id

    @property
    def answer(self) -> ChatMessage:
        """Return the answer, of which there is nothing yet."""
        return self.added[-1]


class ChatSession:
    """The conversations of one program."""

    def __init__(
        self,
        chats: Chats,
        shelf: ModelShelf,
        home: Home,
        trouble: Callable[[StorageError], None],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Keep what is said in `chats`; `trouble` is told when the disk refuses an answer, which is kept later then."""
        self.chats = chats
        self._shelf = shelf
        self._home = home
        self._trouble = trouble
        self._clock = clock
        self._open: dict[str, ChatMessage] = {}
        self._saved: dict[str, float] = {}
        self._unsaved: dict[int, ChatMessage] = {}

    # --- questions ---------------------------------------------------------------------------------------------------

    def begin(
        self,
        text: str,
        *,
        assistant: str = "",
        model: str,
        params: Mapping[str, Value],
        documents: Iterable[str] = (),
        tools: Iterable[Tool] = (),
    ) -> Turn:
        """Begin a conversation with what the user says first.

        Raises:
            ModelUnknown, NoModelForTask, ParameterUnknown, ParameterInvalid: there can be none; nothing is kept.
            StorageError: it cannot be kept.
        """
        asked = self._checked(model, params)
        chat = self.chats.create(assistant=assistant, model=model, params=params, documents=documents, tools=tools)
        return self._turn(chat, asked, self.chats.add(chat.id, None, Role.USER, text))

    def ask(self, chat_id: str, text: str) -> Turn:
        """Say `text` at the end of the branch that is shown; errors as `begin`."""
        chat = self._chat(chat_id)
        asked = self._checked(chat.model, chat.params)
        return self._turn(chat, asked, self.chats.add(chat.id, chat.leaf, Role.USER, text))

    def edit(self, message: ChatMessage, text: str) -> Turn:
        """Say `text` instead of what the user said once, on a branch beside it; errors as `begin`."""
        chat = self._chat(message.chat)
        asked = self._checked(chat.model, chat.params)
        return self._turn(chat, asked, self.chats.add(chat.id, message.parent, Role.USER, text))

    def again(self, answer: ChatMessage) -> Turn:
        """Have another answer written beside this one; errors as `begin`."""
        chat = self._chat(answer.chat)
        question = self.chats.message(answer.parent or 0)
        assert question is not None
        return self._turn(chat, self._checked(chat.model, chat.params), question, is_new=False)

    def found(self, turn: Turn, sources: Sequence[Source]) -> Turn | None:
        """Note the passages that may answer a question, the nearest first; returns the turn to submit.

        Without any, documents have the last word: the answer has come to its end, and there is nothing to submit.
        """
        answer = self._open[turn.job_id]
        if turn.documents and not sources:
            self._end(turn.job_id, dataclasses.replace(answer, state=MessageState.NOTHING, model=""))
            return None
        used = tuple(sources[: quotable(turn.request.model)])
        self._open[turn.job_id] = dataclasses.replace(answer, sources=used)
        self._keep(self._open[turn.job_id])
        *said, question = turn.request.messages
        request = dataclasses.replace(turn.request, messages=(*said, _quoting(question, used)))
        return dataclasses.replace(turn, request=request)

    def rehearsal(self, model: str, params: Mapping[str, Value]) -> ChatTurn | None:
        """Return a turn after which a model is loaded and has read its instructions; None where memory is short.

        It belongs to no conversation, and nothing is kept of it. Errors as `begin`.
        """
        asked, values = self._checked(model, params)
        needed_bytes = KEPT_FREE_BYTES + _LOADED_TIMES * asked.spec.size_bytes
        if psutil.virtual_memory().available < needed_bytes:
            return None
        said = (Message(role=Role.USER, text=_GREETING),)
        return _request(self._home, f"{_MARK}{secrets.token_hex(8)}", asked, values | {"max_new_tokens": 1}, said)

    def job_of(self, message_id: int) -> str | None:
        """Return the job of an answer that is being written."""
        return next((job_id for job_id, message in self._open.items() if message.id == message_id), None)

    def current(self, messages: Iterable[ChatMessage]) -> tuple[ChatMessage, ...]:
        """Return messages of the database as they are now: an answer that is being written is kept now and then."""
        newer = self._unsaved | {message.id: message for message in self._open.values()}
        return tuple(newer.get(message.id, message) for message in messages)

    def _chat(self, chat_id: str) -> Chat:
        chat = self.chats.get(chat_id)
        assert chat is not None
        return chat

    def _checked(self, model: str, params: Mapping[str, Value]) -> tuple[InstalledModel, dict[str, Value]]:
        """Return the model to ask and every parameter; each answer is drawn anew unless a seed is given."""
        task = tasks.get_task(TASK)
        values = parse_params(task, params)
        values["seed"] = values["seed"] or 1 + secrets.randbelow(_SEEDS)
        return self._shelf.get(chosen(self._shelf, task, model)), values

    def _turn(
        self, chat: Chat, asked: tuple[InstalledModel, dict[str, Value]], question: ChatMessage, *, is_new: bool = True
    ) -> Turn:
        model, params = asked
        documents, files = located(chat.documents), Tool.SEARCH in chat.tools
        if documents and "temperature" not in chat.params:
            params["temperature"] = 0.0  # what stands in a document is not left to chance
        job_id = f"{_MARK}{secrets.token_hex(8)}"
        said = branch(self.current(self.chats.messages(chat.id)), question.id)
        request = _request(self._home, job_id, model, params, _told(said))
        answer = self.chats.add(
            chat.id, question.id, Role.ASSISTANT, "", model=model.spec.id, state=MessageState.WRITING
        )
        self._open[job_id], self._saved[job_id] = answer, self._clock()
        return Turn(
            request=request,
            added=(question, answer) if is_new else (answer,),
            documents=documents,
            files=files,
        )

    # --- answers -----------------------------------------------------------------------------------------------------

    def take(self, message: EngineMessage) -> ChatMessage | None:
        """Note what the engine says; returns the answer it concerns as it is now, None when it concerns none."""
        job_id = getattr(message, "job_id", "")
        answer = self._open.get(job_id)
        if answer is None:
            return None
        match message:
            case Partial(text=text):
                answer = self._open[job_id] = dataclasses.replace(answer, text=answer.text + text)
                self._keep_some(job_id, answer)
            case Done(result=result):
                answer = self._end(job_id, _finished(answer, result.value))
            case Failed(failure=failure):
                answer = self._end(job_id, dataclasses.replace(answer, failure=failure, state=MessageState.FAILED))
            case CancelDone():
                answer = self._end(job_id, dataclasses.replace(answer, state=MessageState.STOPPED))
            case _:
                return None
        return answer

    def close(self) -> None:
        """Keep what there is of answers that nobody will finish any more."""
        for job_id, answer in list(self._open.items()):
            self._end(job_id, dataclasses.replace(answer, state=MessageState.STOPPED))

    def _keep_some(self, job_id: str, answer: ChatMessage) -> None:
        now = self._clock()
        if now - self._saved[job_id] >= SECONDS_BETWEEN_SAVES:
            self._saved[job_id] = now
            self._keep(answer)

    def _end(self, job_id: str, answer: ChatMessage) -> ChatMessage:
        del self._open[job_id], self._saved[job_id]
        self._keep(answer)
        return answer

    def _keep(self, answer: ChatMessage) -> None:
        """Keep an answer, and those that the disk refused before."""
        self._unsaved[answer.id] = answer
        try:
            for message in list(self._unsaved.values()):
                self.chats.put(message)
                del self._unsaved[message.id]
        except StorageError as error:
            self._trouble(error)


def _finished(answer: ChatMessage, value: ResultValue) -> ChatMessage:
    assert isinstance(value, Text)
    stopped = value.usage is not None and value.usage.ended == "stopped"
    state = MessageState.STOPPED if stopped else MessageState.DONE
    read = answer.sources[: value.usage.quotes] if value.usage is not None else ()
    return dataclasses.replace(answer, text=value.text, usage=value.usage, state=state, sources=read)


def _told(said: Iterable[ChatMessage]) -> tuple[Message, ...]:
    """Return what was said, user and model in turn as templates want it: a question without an answer is left out.

    A question is told again with what was quoted for its answer, so that the model remembers it.
    """
    told: list[Message] = []
    for message in said:
        if message.text:
            if message.sources:
                told[-1] = _quoting(told[-1], message.sources)
            told.append(Message(role=message.role, text=message.text))
        elif told:
            told.pop()
    return tuple(told)


def _quoting(question: Message, sources: Iterable[Source]) -> Message:
    return dataclasses.replace(question, quotes=tuple(source.passage.text for source in sources))


def _request(
    home: Home, job_id: str, model: InstalledModel, params: dict[str, Value], said: tuple[Message, ...]
) -> ChatTurn:
    item = Item(job_id=job_id, input=_nominal(job_id), work=work_folder(home, job_id))
    return ChatTurn(model=model, messages=said, params=params, items=(item,))


def _nominal(job_id: str) -> InputFile:
    """Return what stands for a turn where jobs have a file; there is none."""
    return InputFile(path=Path(job_id), kind=MediaKind.TEXT, mime="text/plain", label="Plain text", size_bytes=0)
