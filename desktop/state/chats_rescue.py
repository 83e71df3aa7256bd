"""What is put in order when conversations were damaged and some of their rows are lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.core.chat import MessageState, Role, title_of
from desktop.core.task import AUTOMATIC

if TYPE_CHECKING:
    import sqlite3

_LOST_QUESTION = "…"


def mend(database: sqlite3.Connection) -> None:
    """Have every message that is left found in a conversation, behind one of the other role."""
    database.execute("DELETE FROM sources WHERE message NOT IN (SELECT id FROM messages)")
    _mend_trees(database)
    _mend_chats(database)


def _mend_trees(database: sqlite3.Connection) -> None:
    """Put something in the place of what others followed on: of a question three dots, of an answer nothing."""
    lost = (
        "SELECT parent, chat, role, MIN(created), owner FROM messages"
        " WHERE parent IS NOT NULL AND parent NOT IN (SELECT id FROM messages) GROUP BY parent, chat ORDER BY parent"
    )
    for number, chat, role, created, owner in database.execute(lost).fetchall():
        before = "SELECT MAX(id) FROM messages WHERE chat=? AND id<? AND role=?"
        (parent,) = database.execute(before, (chat, number, role)).fetchone()
        if role == Role.USER.value and parent is None:  # an answer to nothing
            database.execute("UPDATE messages SET parent=NULL WHERE parent=?", (number,))
            continue
        placed = (Role.USER, _LOST_QUESTION, MessageState.DONE)
        if role == Role.USER.value:
            placed = (Role.ASSISTANT, "", MessageState.STOPPED)
        columns = "id, chat, parent, role, text, state, created, model, owner"
        row = (number, chat, parent, *placed, created, "", owner)
        database.execute(f"INSERT INTO messages ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)  # noqa: S608 - names are ours


def _mend_chats(database: sqlite3.Connection) -> None:
    """Make conversations of messages whose own are lost, and show the newest end of those whose end is."""
    lost = (
        "SELECT chat, MIN(created), MAX(created) FROM messages WHERE chat NOT IN (SELECT id FROM chats) GROUP BY chat"
    )
    for chat, created, changed in database.execute(lost).fetchall():
        first = "SELECT text FROM messages WHERE chat=? AND role=? ORDER BY id LIMIT 1"
        (text,) = database.execute(first, (chat, Role.USER.value)).fetchone() or (_LOST_QUESTION,)
        columns = "id, title, assistant, model, params, created, changed"
        row = (chat, title_of(text), "", AUTOMATIC, "{}", created, changed)
        database.execute(f"INSERT INTO chats ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", row)  # noqa: S608
    database.execute(
        "UPDATE chats SET leaf=(SELECT MAX(id) FROM messages WHERE chat=chats.id)"
        " WHERE leaf IS NULL OR leaf NOT IN (SELECT id FROM messages)"
    )
