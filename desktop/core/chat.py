"""Conversations: what the engine is told of one, and the tree of messages that is kept of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from desktop.core.errors import Failure
from desktop.core.passages import Passage
from desktop.core.result import Usage
from desktop.core.task import Value
from desktop.core.text import QT_TRANSLATE_NOOP

TASK = "text-generation"
"""The task whose models chat."""
TITLE_CHARACTERS = 60
NOTHING_FOUND = QT_TRANSLATE_NOOP("chat", "The documents say nothing about this.")
"""Stands where an answer would: no passage is near enough to the question, so no model was asked."""


class Role(StrEnum):
    """Who says something; the values are those of chat templates."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


class Tool(StrEnum):
    """What an assistant does besides writing, by rule and not as its model sees fit; the values stand in its file."""

    SEARCH = "search"
    """With each question passages are looked for in the files that can be searched."""
    READ = "read"
    """The text of a file that is put to it becomes part of the question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One thing that was said; `quotes` are passages that it may be answered from."""

    role: Role
    text: str
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A passage of a file that an answer was written from."""

    path: Path
    passage: Passage


class MessageState(StrEnum):
    """writing → done, stopped (by the user, or because the program ended), failed, or nothing.

    What the user says is done.
    """

    WRITING = "writing"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"
    NOTHING = "nothing"
    """The documents have nothing about the question; see `NOTHING_FOUND`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatMessage:
    """One message of a tree.

    Attributes:
        id: rises in the order in which messages are made.
        chat: id of the conversation.
        parent: id of the message before it; None for the first.
        role: who says it.
        text: as much as there is of it.
        state: whether there will be more.
        created: seconds since the epoch.
        model: id of the model that wrote it, or was asked to; empty where none was.
        usage: what the answer was made of, once it ended by itself or was stopped.
        failure: why there is no more of it.
        sources: the passages that an answer was written from, the nearest first.
    """

    id: int
    chat: str
    parent: int | None
    role: Role
    text: str
    state: MessageState = MessageState.DONE
    created: float = 0.0
    model: str = ""
    usage: Usage | None = None
    failure: Failure | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A conversation without its messages.

    Attributes:
        id: of the conversation.
        title: the user's, or the beginning of the first message; empty before there is one.
        assistant: id of the assistant it was begun with; empty for none.
        model: id of the model to ask, or `core.task.AUTOMATIC`.
        params: those of the task that are not as usual, the instructions (`system`) among them.
        created: seconds since the epoch.
        changed: of its last message.
        leaf: the last message of the branch that is shown; None while there is none.
        documents: paths of files and folders that its questions are answered from.
        tools: what its assistant does besides writing.
    """

    id: str
    title: str
    assistant: str
    model: str
    params: dict[str, Value] = field(default_factory=dict)
    created: float = 0.0
    changed: float = 0.0
    leaf: int | None = None
    documents: tuple[str, ...] = ()
    tools: tuple[Tool, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundChat:
    """A conversation in a list; when words were searched, the first message that has one of them.

    Attributes:
        chat: the conversation.
        message: id of that message; None when there is none, or its title was found.
        excerpt: a piece of it around the words.
        places: where they are in the excerpt, from and to, in characters.
    """

    chat: Chat
    message: int | None = None
    excerpt: str = ""
    places: tuple[tuple[int, int], ...] = ()


def branch(messages: Iterable[ChatMessage], leaf: int | None) -> tuple[ChatMessage, ...]:
    """Return the messages from the first to `leaf`."""
    by_id = {message.id: message for message in messages}
    found: list[ChatMessage] = []
    while leaf is not None and leaf in by_id:
        found.append(by_id[leaf])
        leaf = found[-1].parent
    return tuple(reversed(found))


def siblings(messages: Iterable[ChatMessage], message: ChatMessage) -> tuple[ChatMessage, ...]:
    """Return the messages that stand in the same place of a tree, the message itself among them, oldest first."""
    return tuple(other for other in messages if other.parent == message.parent)


def title_of(text: str) -> str:
    """Return what a conversation that begins with `text` is called."""
    words = " ".join(text.split())
    if len(words) <= TITLE_CHARACTERS:
        return words
    return words[:TITLE_CHARACTERS].rsplit(" ", 1)[0] + "…"
