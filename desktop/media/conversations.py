"""Write conversations as files: the branch that is shown for people, all of them as JSON."""

from __future__ import annotations

import datetime as dt
import html
import json
from typing import IO, TYPE_CHECKING, Any

from desktop.core.chat import NOTHING_FOUND, MessageState, Role, branch
from desktop.core.usage import FormatUnknown
from desktop.media.attribution import marked
from desktop.media.forms.plain import one_line
from desktop.media.forms.record import source_form, usage_form
from desktop.media.names import candidates
from desktop.media.storage import publish

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from desktop.core.chat import Chat, ChatMessage, Source

    Writer = Callable[[Chat, Sequence[ChatMessage]], str]

_PAGE = """\
<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ max-width: 46em; margin: 2em auto; padding: 0 1em; font: 1em/1.5 sans-serif; }}
section {{ margin: 1em 0; padding: .5em 1em; border-left: 3px solid #999; white-space: pre-wrap; }}
section.user {{ border-color: #07a; }}
blockquote {{ margin: .5em 0 0 1em; font-size: .9em; color: #555; }}
h2 {{ margin: 0; font-size: .8em; color: #666; }}
</style>
</head>
<body>
<h1>{title}</h1>
{messages}
</body>
</html>
"""
"""A page that fetches nothing and runs nothing, whatever was said."""


def write(chat: Chat, messages: Sequence[ChatMessage], format: str, target: Path) -> Path:  # noqa: A002
    """Write a conversation and return the path it really got; a name that is taken gets a number.

    Args:
        chat: the conversation.
        messages: all of its messages.
        format: one of `FORMATS`.
        target: wished path with its suffix; its folder is made if need be.

    Raises:
        FormatUnknown: there is no such form.
        StorageFull: no room left.
        StorageNotWritable: the folder refuses.
    """
    if format not in _WRITERS:
        raise FormatUnknown(format=format, formats=", ".join(FORMATS))
    content = _WRITERS[format](chat, messages).encode(errors="replace")

    def fill(stream: IO[bytes]) -> None:
        stream.write(content)

    return publish(target.parent, candidates(target.name), fill)


def _markdown(chat: Chat, messages: Sequence[ChatMessage]) -> str:
    """Return what was said as it is, which is Markdown as a rule."""
    parts = [f"# {one_line(chat.title)}"]
    for message in branch(messages, chat.leaf):
        parts.append(f"## {_speaker(message)}\n\n{_shown(message)}")
        quotes = (f"> [{number}] {_place(one)}: {_quote(one)}" for number, one in enumerate(message.sources, 1))
        parts += quotes
    return "\n\n".join(parts) + "\n"


def _html(chat: Chat, messages: Sequence[ChatMessage]) -> str:
    shown = (
        f'<section class="{message.role}"><h2>{html.escape(_speaker(message))}</h2>'
        f"{html.escape(_shown(message))}{_quotes(message)}</section>"
        for message in branch(messages, chat.leaf)
    )
    return _PAGE.format(title=html.escape(chat.title), messages="\n".join(shown))


def _quotes(message: ChatMessage) -> str:
    return "".join(
        f"<blockquote>[{number}] {html.escape(_place(one))}: {html.escape(_quote(one))}</blockquote>"
        for number, one in enumerate(message.sources, 1)
    )


def _shown(message: ChatMessage) -> str:
    """Return what was said, each sentence with the number of the passage that it was drawn from."""
    if message.state is MessageState.NOTHING:
        return NOTHING_FOUND
    return marked(message.text.strip(), [one.passage.text for one in message.sources], lambda number: f" [{number}]")


def _place(source: Source) -> str:
    page = source.passage.page
    return str(source.path) + (f", page {page}" if page is not None else "")


def _quote(source: Source) -> str:
    return " ".join(source.passage.text.split())


def _json(chat: Chat, messages: Sequence[ChatMessage]) -> str:
    record = {
        "title": chat.title,
        "assistant": chat.assistant,
        "model": chat.model,
        "params": chat.params,
        "documents": list(chat.documents),
        "tools": [str(tool) for tool in chat.tools],
        "created": _time(chat.created),
        "shown": chat.leaf,
        "messages": [_message(message) for message in messages],
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _message(message: ChatMessage) -> dict[str, Any]:
    form: dict[str, Any] = {
        "id": message.id,
        "parent": message.parent,
        "role": str(message.role),
        "text": message.text,
        "state": str(message.state),
        "created": _time(message.created),
    }
    if message.role is Role.ASSISTANT:
        form["sources"] = [source_form(one) | {"page": one.passage.page} for one in message.sources]
    made = usage_form(message.usage) if message.usage is not None else {}
    return form | ({"model": message.model} if message.model else {}) | made


def _speaker(message: ChatMessage) -> str:
    return message.model or "assistant" if message.role is Role.ASSISTANT else "user"


def _time(seconds: float) -> str:
    return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat(timespec="milliseconds")


_WRITERS: dict[str, Writer] = {"md": _markdown, "json": _json, "html": _html}
FORMATS = tuple(_WRITERS)
