"""Conversations in SQLite, as trees: another answer or an edited question is a branch beside the first.

One connection, used by the thread that made it. What is deleted is overwritten, also in the index of words.
"""

from __future__ import annotations

import secrets
import time
from contextlib import closing
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.core.chat import Chat, ChatMessage, FoundChat, MessageState, Role, Source, Tool, title_of
from desktop.core.errors import Failure
from desktop.core.passages import Passage
from desktop.core.result import Usage
from desktop.state.chats_rescue import mend
from desktop.state.chats_schema import MIGRATIONS
from desktop.state.codec import decode, encode
from desktop.state.database import Database, alive, process_mark, reading
from desktop.state.salvage import Rescue

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from desktop.core.task import Value

_MARKS = ("\x02", "\x03")
"""Around the words that were found; a message cannot hold them (`_plain`)."""


_CHAT = "id, title, assistant, model, params, created, changed, leaf, documents, tools"
_MESSAGE = "id, chat, parent, role, text, state, created, model, usage, failure"


class Chats:
    """All conversations of a home.

    Args:
        path: the database; created when missing, migrated when older.
    """

    def __init__(self, path: Path, *, clock: Callable[[], float] = time.time) -> None:
        """Open the database, and settle what a program that is gone left behind."""
        self._clock = clock
        self._owner = process_mark()
        self._file = Database(path, MIGRATIONS, rescue=_RESCUE)
        self._database = self._file.connection
        self._database.execute("PRAGMA foreign_keys=ON")
        try:
            self._settle()
            self.purge()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the database; the object is not used afterwards."""
        self._file.close()

    # --- conversations -----------------------------------------------------------------------------------------------

    def create(
        self,
        *,
        assistant: str = "",
        model: str,
        params: Mapping[str, Value] | None = None,
        documents: Iterable[str] = (),
        tools: Iterable[Tool] = (),
    ) -> Chat:
        """Begin a conversation."""
        now = self._clock()
        chat = Chat(
            id=f"{int(now * 1000):012x}{secrets.token_hex(6)}",
            title="",
            assistant=assistant,
            model=model,
            params=dict(params or {}),
            created=now,
            changed=now,
            documents=tuple(documents),
            tools=tuple(tools),
        )
        kept = [encode(value).decode() for value in (chat.params, chat.documents, chat.tools)]
        values = (chat.id, "", assistant, model, kept[0], now, now, None, *kept[1:])
        self._write(f"INSERT INTO chats ({_CHAT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)  # noqa: S608 - names are ours
        return chat

    @reading
    def get(self, chat_id: str) -> Chat | None:
        """Return a conversation."""
        row = self._database.execute(f"SELECT {_CHAT} FROM chats WHERE id=? AND deleted IS NULL", (chat_id,)).fetchone()  # noqa: S608
        return _chat(row) if row is not None else None

    def change(self, chat: Chat) -> None:
        """Keep another title, model, other parameters, documents or tools."""
        kept = [encode(value).decode() for value in (chat.params, chat.documents, chat.tools)]
        self._write(
            "UPDATE chats SET title=?, model=?, params=?, documents=?, tools=? WHERE id=?",
            (_plain(chat.title), chat.model, *kept, chat.id),
        )

    @reading
    def documents(self) -> set[str]:
        """Return what all conversations name, also those that can be brought back."""
        rows = self._database.execute("SELECT DISTINCT documents FROM chats")
        return {path for (documents,) in rows for path in decode(documents, tuple[str, ...])}

    @reading
    def find(self, words: str = "", *, limit: int = 200, before: Chat | None = None) -> list[FoundChat]:
        """Return conversations, the last changed first.

        Args:
            words: every word, or a beginning of one, must occur in the title, in a message or in one of its sources.
            limit: at most so many.
            before: go on after this one, the last of the list before.
        """
        where, values = ["deleted IS NULL AND leaf IS NOT NULL"], list[str | float]()
        wanted = words.split()
        for word in wanted:
            where.append(
                "(title LIKE ? ESCAPE '\\' OR id IN"
                " (SELECT chat FROM messages JOIN words ON words.rowid=messages.id WHERE words MATCH ?) OR id IN"
                " (SELECT chat FROM quoted JOIN sources ON sources.id=quoted.rowid"
                " JOIN messages ON messages.id=sources.message WHERE quoted MATCH ?))"
            )
            values += [f"%{word.translate(_LIKE)}%", *[_query([word])] * 2]
        if before is not None:
            where.append("(changed, id) < (?, ?)")
            values += [before.changed, before.id]
        query = f"SELECT {_CHAT} FROM chats WHERE {' AND '.join(where)} ORDER BY changed DESC, id DESC LIMIT ?"  # noqa: S608
        chats = [_chat(row) for row in self._database.execute(query, (*values, limit))]
        return [self._excerpt(chat, wanted) for chat in chats]

    def delete(self, chat_ids: Iterable[str]) -> None:
        """Hide conversations; `restore` brings them back until `purge`."""
        now = self._clock()
        rows = [(now, self._owner, chat_id) for chat_id in chat_ids]
        self._many("UPDATE chats SET deleted=?, owner=? WHERE id=?", rows)

    def restore(self, chat_ids: Iterable[str]) -> None:
        """Bring hidden conversations back."""
        self._many("UPDATE chats SET deleted=NULL WHERE id=?", [(chat_id,) for chat_id in chat_ids])

    @reading
    def purge(self, chat_ids: Collection[str] | None = None) -> None:
        """Overwrite hidden conversations, all or some: no word of them stays in the file, its index or its log.

        Those that another program hid can be brought back there as long as it runs.
        """
        hidden = self._database.execute("SELECT id, owner FROM chats WHERE deleted IS NOT NULL").fetchall()
        gone = {owner for owner in {owner for _, owner in hidden} if owner == self._owner or not alive(owner)}
        ours = [(one,) for one, owner in hidden if owner in gone and (chat_ids is None or one in chat_ids)]

        def forget() -> None:
            with self._file.transaction():
                self._database.executemany("DELETE FROM chats WHERE deleted IS NOT NULL AND id=?", ours)
                # The index marks words as gone at first, and writes itself anew without them then.
                for index in ("words", "quoted"):
                    self._database.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")  # noqa: S608

        if ours:
            self._file.guard(forget)
            self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @reading
    def expire(self, before: float) -> None:
        """Forget for good the conversations that nobody went on with since a time."""
        old = self._database.execute("SELECT id FROM chats WHERE changed < ?", (before,)).fetchall()
        self.delete([chat_id for (chat_id,) in old])
        self.purge()

    # --- messages ----------------------------------------------------------------------------------------------------

    def add(
        self,
        chat_id: str,
        parent: int | None,
        role: Role,
        text: str,
        *,
        model: str = "",
        state: MessageState = MessageState.DONE,
    ) -> ChatMessage:
        """Add a message behind `parent` and show the branch it ends; the first of a conversation gives it its title."""
        now, text = self._clock(), _plain(text)

        def write() -> int:
            with self._file.transaction():
                row = (chat_id, parent, role.value, text, state.value, now, model, self._owner)
                columns = "chat, parent, role, text, state, created, model, owner"
                made = self._database.execute(f"INSERT INTO messages ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)  # noqa: S608
                self._database.execute(
                    "UPDATE chats SET leaf=?, changed=?, title=CASE title WHEN '' THEN ? ELSE title END WHERE id=?",
                    (made.lastrowid, now, title_of(text), chat_id),
                )
            return int(made.lastrowid or 0)

        number = self._file.guard(write)
        return ChatMessage(
            id=number, chat=chat_id, parent=parent, role=role, text=text, state=state, created=now, model=model
        )

    def put(self, message: ChatMessage) -> None:
        """Keep what changed in a message: its text, state, model, usage, failure and sources."""
        usage = encode(message.usage).decode() if message.usage else None
        failure = encode(message.failure).decode() if message.failure else None
        values = (_plain(message.text), message.state.value, message.model, usage, failure, message.id)

        def write() -> None:
            with self._file.transaction():
                changed = "UPDATE messages SET text=?, state=?, model=?, usage=?, failure=? WHERE id=?"
                self._database.execute(changed, values)
                self._put_sources(message)

        self._file.guard(write)

    @reading
    def messages(self, chat_id: str) -> tuple[ChatMessage, ...]:
        """Return all messages of a conversation, every branch, in the order they were made."""
        sources = self._sources("SELECT id FROM messages WHERE chat=?", chat_id)
        query = f"SELECT {_MESSAGE} FROM messages WHERE chat=? ORDER BY id"  # noqa: S608
        return tuple(_message(row, sources) for row in self._database.execute(query, (chat_id,)))

    @reading
    def message(self, message_id: int) -> ChatMessage | None:
        """Return a message."""
        row = self._database.execute(f"SELECT {_MESSAGE} FROM messages WHERE id=?", (message_id,)).fetchone()  # noqa: S608
        return _message(row, self._sources("SELECT ?", message_id)) if row is not None else None

    @reading
    def show(self, message_id: int) -> Chat:
        """Show the branch that goes through a message, to its newest end; returns the conversation."""
        (leaf,) = self._database.execute(
            "WITH RECURSIVE below (id) AS (VALUES (?) UNION ALL"
            " SELECT messages.id FROM messages JOIN below ON messages.parent=below.id) SELECT max(id) FROM below",
            (message_id,),
        ).fetchone()
        self._write("UPDATE chats SET leaf=? WHERE id=(SELECT chat FROM messages WHERE id=?)", (leaf, leaf))
        row = self._database.execute(f"SELECT {_CHAT} FROM chats WHERE leaf=?", (leaf,)).fetchone()  # noqa: S608
        return _chat(row)

    # --- inside ------------------------------------------------------------------------------------------------------

    @reading
    def _settle(self) -> None:
        """Note that nobody writes any more what a program that is gone was writing."""
        rows = self._database.execute("SELECT id, owner FROM messages WHERE state='writing'").fetchall()
        gone = [(number,) for number, owner in rows if owner == self._owner or not alive(owner)]
        self._many("UPDATE messages SET state='stopped' WHERE id=?", gone)

    def _put_sources(self, message: ChatMessage) -> None:
        """Keep the sources of an answer: they are there when it begins, and only ever become fewer."""
        counted = "SELECT COUNT(*) FROM sources WHERE message=?"
        (count,) = self._database.execute(counted, (message.id,)).fetchone()
        if count == len(message.sources):
            return
        self._database.execute("DELETE FROM sources WHERE message=?", (message.id,))
        self._database.executemany(
            "INSERT INTO sources (message, path, start, stop, page, text) VALUES (?, ?, ?, ?, ?, ?)",
            (
                (message.id, str(path), passage.start, passage.end, passage.page, _plain(passage.text))
                for path, passage in ((one.path, one.passage) for one in message.sources)
            ),
        )

    def _sources(self, messages: str, value: str | int) -> dict[int, tuple[Source, ...]]:
        """Return the sources of the messages that a query with one value gives."""
        columns = "message, path, start, stop, page, text"
        query = f"SELECT {columns} FROM sources WHERE message IN ({messages}) ORDER BY message, id"  # noqa: S608
        rows = self._database.execute(query, (value,))
        return {message: tuple(map(_source, own)) for message, own in groupby(rows, key=lambda row: row[0])}

    def _excerpt(self, chat: Chat, wanted: Sequence[str]) -> FoundChat:
        if not wanted:
            return FoundChat(chat=chat)
        values = (*_MARKS, _query(wanted, " OR "), chat.id)
        said = (
            "SELECT messages.id, snippet(words, 0, ?, ?, '…', 16) FROM words JOIN messages ON messages.id=words.rowid"
            " WHERE words MATCH ? AND chat=? ORDER BY messages.id LIMIT 1"
        )
        quoted = (
            "SELECT messages.id, snippet(quoted, 0, ?, ?, '…', 16) FROM quoted"
            " JOIN sources ON sources.id=quoted.rowid JOIN messages ON messages.id=sources.message"
            " WHERE quoted MATCH ? AND chat=? ORDER BY sources.id LIMIT 1"
        )
        rows = (self._database.execute(query, values).fetchone() for query in (said, quoted))
        row = next(filter(None, rows), None)
        if row is None:
            return FoundChat(chat=chat)
        excerpt, places = _unmarked(" ".join(row[1].split()))
        return FoundChat(chat=chat, message=row[0], excerpt=excerpt, places=places)

    def _write(self, statement: str, values: Sequence[Any]) -> None:
        self._file.guard(lambda: self._database.execute(statement, values))

    def _many(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        def write() -> None:
            with self._file.transaction():
                self._database.executemany(statement, rows)

        if rows:
            self._file.guard(write)


def answer_seconds(path: Path) -> dict[str, float]:
    """Return the median time for a token of the last twenty answers of each model in the conversations at `path`."""
    if not path.exists():
        return {}
    with closing(Database(path, MIGRATIONS, rescue=_RESCUE)) as opened:  # `Chats` forgets what was just hidden here
        speed = "json_extract(usage, '$.tokens_per_s')"
        query = f"SELECT model, 1.0/{speed} FROM messages WHERE {speed} > 0 ORDER BY model, id DESC"  # noqa: S608
        rows = opened.read(lambda: opened.connection.execute(query).fetchall())
    times = {model: sorted(one for _, one in islice(own, 20)) for model, own in groupby(rows, key=lambda row: row[0])}
    return {model: own[len(own) // 2] for model, own in times.items()}


_LIKE = str.maketrans({"\\": "\\\\", "%": "\\%", "_": "\\_"})
_UNMARKED = str.maketrans(dict.fromkeys(_MARKS))


def _plain(text: str) -> str:
    """Return a text that the database can keep: without halves of characters and our own marks."""
    return text.translate(_UNMARKED).encode(errors="replace").decode()


def _query(words: Sequence[str], between: str = " ") -> str:
    """Return the question for words that begin like these, whatever characters they hold."""
    return between.join('"' + word.replace('"', '""') + '"*' for word in words)


def _unmarked(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return an excerpt without its marks, and where they were."""
    places, plain = [], ""
    for number, part in enumerate(text.replace(_MARKS[1], _MARKS[0]).split(_MARKS[0])):
        if number % 2:
            places.append((len(plain), len(plain) + len(part)))
        plain += part
    return plain, tuple(places)


def _chat(row: Sequence[Any]) -> Chat:
    values = dict(zip(_CHAT.split(", "), row, strict=True))
    written = (("params", dict), ("documents", tuple[str, ...]), ("tools", tuple[Tool, ...]))
    return Chat(**values | {name: decode(values[name], kind) for name, kind in written})


def _message(row: Sequence[Any], sources: Mapping[int, tuple[Source, ...]]) -> ChatMessage:
    values = dict(zip(_MESSAGE.split(", "), row, strict=True))
    usage, failure = values["usage"], values["failure"]
    return ChatMessage(
        **values
        | {
            "role": Role(values["role"]),
            "state": MessageState(values["state"]),
            "usage": decode(usage, Usage) if usage else None,
            "failure": decode(failure, Failure) if failure else None,
            "sources": sources.get(values["id"], ()),
        }
    )


def _source(row: Sequence[Any]) -> Source:
    _, path, start, end, page, text = row
    return Source(path=Path(path), passage=Passage(start=start, end=end, page=page, text=text))


def _read(table: str, row: Mapping[str, Any]) -> None:
    """Read a row that was carried over from damaged conversations."""
    match table:
        case "chats":
            _chat([row[name] for name in _CHAT.split(", ")])
        case "messages":
            _message([row[name] for name in _MESSAGE.split(", ")], {})


_RESCUE = Rescue(read=_read, mend=mend)
