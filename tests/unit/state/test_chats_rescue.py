"""Conversations with lost pages: what is left hangs together, and can be gone on with."""

from __future__ import annotations

import itertools
import sqlite3
from contextlib import closing, suppress

import pytest

from desktop.core.chat import Role, branch
from desktop.state.chats import Chats
from desktop.state.database import StorageDamaged
from desktop.state.news import take_news
from desktop.state.paths import Home
from tests.unit.state.test_chats import talk, titles
from tests.unit.state.test_salvage import damage

CHATS = 80
TURNS = 6


@pytest.fixture
def ids(home: Home) -> list[str]:
    """Many conversations."""
    with closing(Chats(home.chats)) as chats:
        return [talk(chats, *(f"word{number} {turn} " * 20 for turn in range(TURNS))).id for number in range(CHATS)]


def lose(home: Home, statement: str) -> None:
    """Lose rows, as damage does, and make the rest anew."""
    with closing(sqlite3.connect(home.chats, isolation_level=None)) as database:
        database.execute(statement)
    home.chats.with_name("chats.db.damaged").touch()


def said(chats: Chats, chat_id: str) -> list[tuple[Role, str]]:
    chat = chats.get(chat_id)
    assert chat is not None
    return [(one.role, one.text.partition(" ")[0]) for one in branch(chats.messages(chat_id), chat.leaf)]


def test_what_is_left_can_be_read_found_and_gone_on_with(home: Home, ids: list[str]) -> None:
    damage(home.chats, bytes)
    with suppress(StorageDamaged), closing(Chats(home.chats)) as chats:
        for one in ids:
            chats.messages(one)
    with closing(Chats(home.chats)) as chats:
        left = [found.chat for found in chats.find(limit=CHATS)]
        assert CHATS * 0.7 < len(left) <= CHATS
        for chat in left:
            roles = [role for role, _ in said(chats, chat.id)]
            assert roles == [Role.USER, Role.ASSISTANT] * (len(roles) // 2) + [Role.USER] * (len(roles) % 2)
            chats.add(chat.id, chat.leaf, Role.USER, "and now?")
        assert len(titles(chats, "now")) == len(left)
    assert [news.code for news in take_news(home)] == ["storage-renewed"]
    with closing(sqlite3.connect(home.chats)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert not database.execute("PRAGMA foreign_key_check").fetchall()


@pytest.mark.parametrize(
    ("lost", "left"),
    [
        ({1}, "… a1 q2 a3 q4 a5"),
        ({2}, "q0  q2 a3 q4 a5"),
        ({3}, "q0 a1 … a3 q4 a5"),
        ({1, 2}, "q2 a3 q4 a5"),
        ({3, 4}, "q0  q4 a5"),
        ({5, 6}, "q0 a1 q2 a3"),
        ({6}, "q0 a1 q2 a3 q4"),
    ],
)
def test_what_followed_on_a_lost_message_follows_on_something(home: Home, lost: set[int], left: str) -> None:
    words = [f"{who}{turn}" for turn, who in zip(range(TURNS), itertools.cycle("qa"), strict=False)]
    with closing(Chats(home.chats)) as chats:
        chat_id = talk(chats, *words).id
    lose(home, f"DELETE FROM messages WHERE id IN ({', '.join(map(str, lost))})")
    with closing(Chats(home.chats)) as chats:
        assert [text for _, text in said(chats, chat_id)] == left.split(" ")
        roles = [role for role, _ in said(chats, chat_id)]
        assert all(one is not other for one, other in itertools.pairwise(roles))


def test_messages_whose_conversation_is_lost_are_one_again(home: Home, ids: list[str]) -> None:
    lose(home, "DELETE FROM chats")
    with closing(Chats(home.chats)) as chats:
        found = chats.find("word17")
        assert [(one.chat.id, len(chats.messages(one.chat.id))) for one in found] == [(ids[17], TURNS)]
        assert found[0].chat.title.startswith("word17 0")
