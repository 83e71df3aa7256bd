"""Conversations are trees that are kept, found, and gone for good when they are deleted."""

from __future__ import annotations

import dataclasses
import itertools
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.core.chat import Chat, ChatMessage, MessageState, Role, Source, Tool, branch, siblings, title_of
from desktop.core.errors import EngineCrashed, StorageFull
from desktop.core.passages import Passage
from desktop.core.result import Usage
from desktop.state.chats import Chats
from desktop.state.chats_schema import MIGRATIONS
from desktop.state.database import Database, process_mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.state.paths import Home

USAGE = Usage(
    prompt_tokens=5,
    cached_tokens=3,
    completion_tokens=7,
    first_token_s=0.25,
    tokens_per_s=30.5,
    context_tokens=2048,
    dropped_turns=1,
    ended="length",
)


@pytest.fixture
def chats(home: Home) -> Iterator[Chats]:
    ticks = itertools.count(1_700_000_000.0)
    chats = Chats(home.chats, clock=lambda: next(ticks))
    yield chats
    chats.close()


def talk(chats: Chats, *texts: str) -> Chat:
    """Keep a conversation of one branch: the user begins."""
    chat = chats.create(model="auto")
    parent = None
    for role, text in zip(itertools.cycle([Role.USER, Role.ASSISTANT]), texts, strict=False):
        parent = chats.add(chat.id, parent, role, text, model="local/m" if role is Role.ASSISTANT else "").id
    found = chats.get(chat.id)
    assert found is not None
    return found


def titles(chats: Chats, words: str = "") -> list[str]:
    return [found.chat.title for found in chats.find(words)]


def test_what_was_said_is_there_after_a_restart(home: Home, chats: Chats) -> None:
    chat = chats.create(assistant="ilha", model="local/m", params={"system": "Be brief.", "temperature": 0.5})
    asked = chats.add(chat.id, None, Role.USER, "Why is the sky blue?")
    answer = chats.add(chat.id, asked.id, Role.ASSISTANT, "", model="local/m", state=MessageState.WRITING)
    whole = dataclasses.replace(answer, text="Because.", state=MessageState.DONE, usage=USAGE)
    chats.put(whole)
    failed = chats.add(chat.id, asked.id, Role.ASSISTANT, "", model="local/m", state=MessageState.WRITING)
    broken = dataclasses.replace(failed, state=MessageState.FAILED, failure=EngineCrashed(exit="SIGKILL").failure())
    chats.put(broken)
    again = Chats(home.chats)
    found = again.get(chat.id)
    assert found is not None
    assert (found.title, found.assistant, found.params) == ("Why is the sky blue?", "ilha", chat.params)
    assert found.leaf == failed.id
    assert again.messages(chat.id) == (asked, whole, broken)
    again.close()


def test_another_answer_and_another_question_are_branches(chats: Chats) -> None:
    chat = talk(chats, "a", "b", "c", "d")
    a, b, c, d = chats.messages(chat.id)
    other = chats.add(chat.id, a.id, Role.ASSISTANT, "b2")
    follows = chats.add(chat.id, other.id, Role.USER, "c2")
    every = chats.messages(chat.id)

    def shown() -> list[str]:
        found = chats.get(chat.id)
        assert found is not None
        return [message.text for message in branch(every, found.leaf)]

    assert shown() == ["a", "b2", "c2"]
    assert siblings(every, other) == (b, other)
    assert siblings(every, follows) == (follows,)
    assert chats.show(b.id).leaf == d.id
    assert shown() == ["a", "b", "c", "d"]
    chats.show(other.id)
    assert shown() == ["a", "b2", "c2"]
    assert siblings(every, c) == (c,)


def test_the_list_has_the_last_changed_first_and_goes_on_page_by_page(chats: Chats) -> None:
    first, second, third = (talk(chats, name, "-") for name in ("one", "two", "three"))
    chats.create(model="auto")  # nobody said anything in it yet
    chats.add(first.id, first.leaf, Role.USER, "more")
    assert titles(chats) == ["one", "three", "two"]
    page = chats.find(limit=2)
    assert [found.chat.id for found in chats.find(before=page[-1].chat)] == [second.id]
    assert page[-1].chat.id == third.id


def test_words_are_found_in_titles_and_messages_whatever_their_accents_and_case(chats: Chats) -> None:
    talk(chats, "Recipe for pão de queijo", "Take polvilho and cheese.")
    talk(chats, "A letter to the council", "Dear council, the ISLAND harbour is 100% small.")
    assert titles(chats, "island") == ["A letter to the council"]
    assert titles(chats, "polv cheese") == ["Recipe for pão de queijo"]
    assert titles(chats, "pao") == ["Recipe for pão de queijo"]
    assert titles(chats, "letter harbour") == ["A letter to the council"], "one in the title, one in a message"
    assert titles(chats, "cheese harbour") == []
    assert titles(chats, "100%") == ["A letter to the council"]
    assert titles(chats, '"* OR (') == []
    assert titles(chats, "% _") == []


def test_an_excerpt_shows_where_the_words_are(chats: Chats) -> None:
    chat = talk(chats, "Hello", " ".join(["far"] * 40) + " from the\nharbour of Sal " + " ".join(["away"] * 40))
    (found,) = chats.find("harbour sal")
    assert found.message == chat.leaf
    assert [found.excerpt[start:end] for start, end in found.places] == ["harbour", "Sal"]
    assert len(found.excerpt) < 200
    (named,) = chats.find("hello")
    assert named.excerpt == "Hello"


def test_what_is_being_written_is_found_when_it_is_finished(chats: Chats) -> None:
    chat = talk(chats, "Tell me")
    answer = chats.add(chat.id, chat.leaf, Role.ASSISTANT, "", state=MessageState.WRITING)
    for text in ("An", "An albatross", "An albatross flew"):
        chats.put(dataclasses.replace(answer, text=text))
        assert titles(chats, "albatross") == []
    chats.put(dataclasses.replace(answer, text="An albatross flew by", state=MessageState.DONE))
    assert titles(chats, "albatross") == ["Tell me"]
    chats.put(dataclasses.replace(answer, text="A gull flew by", state=MessageState.DONE))
    assert (titles(chats, "albatross"), titles(chats, "gull")) == ([], ["Tell me"])


def test_what_a_program_that_is_gone_was_writing_counts_as_stopped(home: Home, chats: Chats) -> None:
    chat = talk(chats, "Tell me")
    answer = chats.add(chat.id, chat.leaf, Role.ASSISTANT, "", state=MessageState.WRITING)
    chats.put(dataclasses.replace(answer, text="Once upon"))
    again = Chats(home.chats)
    found = again.message(answer.id)
    assert found is not None
    assert (found.text, found.state) == ("Once upon", MessageState.STOPPED)
    assert [one.chat.id for one in again.find("once")] == [chat.id]
    again.close()


def test_removed_is_hidden_and_comes_back(chats: Chats) -> None:
    chat = talk(chats, "secret", "yes")
    chats.delete([chat.id])
    assert (titles(chats), chats.get(chat.id)) == ([], None)
    chats.restore([chat.id])
    assert titles(chats) == ["secret"]


def test_nothing_of_what_was_deleted_stays_on_the_disk(home: Home, chats: Chats) -> None:
    kept = talk(chats, "harmless", "the weather is fine")
    for number in range(30):
        gone = talk(chats, f"zanzibar {number} " + "x" * 3000, "the password is quetzalcoatl")
        chats.delete([gone.id])
    chats.purge()
    assert chats.messages(gone.id) == ()
    written = b"".join(path.read_bytes() for path in home.root.glob("chats.db*"))
    assert b"harmless" in written
    for word in (b"zanzibar", b"quetzalcoatl", b"anzib", b"uetzal"):
        assert word not in written
    assert [found.chat.id for found in chats.find("weather")] == [kept.id]


def quoting(chats: Chats, *texts: str) -> ChatMessage:
    """Keep an answer that was drawn from passages."""
    chat = talk(chats, "When does it leave?", "")
    answer = chats.messages(chat.id)[-1]
    sources = tuple(
        Source(path=Path(f"/papers/{number}.pdf"), passage=Passage(start=7, end=7 + len(text), text=text, page=number))
        for number, text in enumerate(texts, 1)
    )
    answer = dataclasses.replace(answer, text="At nine.", sources=sources)
    chats.put(answer)
    return answer


def test_an_answer_keeps_its_sources_and_is_found_by_them(home: Home, chats: Chats) -> None:
    answer = quoting(chats, "The ferry leaves at nine.", "Zanzibar is far away.")
    talk(chats, "ferry")
    again = Chats(home.chats)
    assert again.messages(answer.chat)[-1] == answer == again.message(answer.id)
    again.close()
    (found,) = chats.find("zanzi")
    assert (found.message, [found.excerpt[start:end] for start, end in found.places]) == (answer.id, ["Zanzibar"])
    chats.put(dataclasses.replace(answer, sources=answer.sources[:1]))
    assert chats.find("zanzi") == []
    chats.delete([answer.chat])
    chats.purge()
    assert chats._database.execute("SELECT COUNT(*) FROM sources").fetchone() == (0,)
    assert b"Zanzibar" not in b"".join(path.read_bytes() for path in home.root.glob("chats.db*"))


def test_documents_and_tools_belong_to_a_conversation(home: Home, chats: Chats) -> None:
    chat = chats.create(model="auto", documents=["/papers/a.txt"], tools=[Tool.SEARCH])
    assert chats.get(chat.id) == chat
    chats.change(dataclasses.replace(chat, documents=("/papers/b.txt",), tools=()))
    hidden = chats.create(model="auto", documents=["/papers/c.txt"])
    chats.delete([hidden.id])
    assert chats.documents() == {"/papers/b.txt", "/papers/c.txt"}, "what can come back still needs its own"
    chats.purge()
    assert chats.documents() == {"/papers/b.txt"}


def test_conversations_of_an_older_program_are_still_there(home: Home) -> None:
    older = Database(home.chats, MIGRATIONS[:1])
    older.connection.execute("INSERT INTO chats VALUES ('c', 'Hello', 'ilha', 'auto', '{}', 1, 1, 1, NULL, NULL)")
    older.connection.execute(
        "INSERT INTO messages VALUES (1, 'c', NULL, 'user', 'hello there', 'done', 1, '', NULL, NULL, 0)"
    )
    older.close()
    chats = Chats(home.chats)
    (found,) = chats.find("there")
    assert (found.chat.title, found.chat.documents, found.chat.tools) == ("Hello", (), ())
    assert [(message.text, message.sources) for message in chats.messages("c")] == [("hello there", ())]
    chats.close()


def test_what_was_hidden_is_gone_at_the_next_start(home: Home, chats: Chats) -> None:
    chats.delete([talk(chats, "zanzibar").id])
    Chats(home.chats).close()
    assert b"zanzibar" not in b"".join(path.read_bytes() for path in home.root.glob("chats.db*"))


def test_what_another_program_hid_can_be_brought_back_there(home: Home, chats: Chats) -> None:
    chat = talk(chats, "hello")
    chats.delete([chat.id])
    chats._database.execute("UPDATE chats SET owner=?", (os.getppid(),))
    Chats(home.chats).close()
    chats.restore([chat.id])
    assert titles(chats) == ["hello"]


def test_what_a_program_left_is_settled_though_another_one_has_its_number(home: Home, chats: Chats) -> None:
    chat = talk(chats, "zanzibar")
    chats.add(chat.id, None, Role.ASSISTANT, "", state=MessageState.WRITING)
    chats.delete([talk(chats, "hidden").id])
    written = "SELECT owner FROM chats WHERE deleted IS NOT NULL UNION ALL SELECT owner FROM messages"
    assert {owner for (owner,) in chats._database.execute(written)} == {process_mark()}, "a number comes back"
    earlier = process_mark(os.getppid()) - (1 << 22)  # it began a hundredth of a second before
    chats._database.execute("UPDATE chats SET owner=? WHERE deleted IS NOT NULL", (earlier,))
    chats._database.execute("UPDATE messages SET owner=?", (earlier,))
    with closing(Chats(home.chats)) as later:
        assert later.messages(chat.id)[-1].state is MessageState.STOPPED
    assert b"hidden" not in b"".join(path.read_bytes() for path in home.root.glob("chats.db*"))


def test_others_cannot_read_it(home: Home, chats: Chats) -> None:
    talk(chats, "hello")
    assert {path.stat().st_mode & 0o077 for path in home.root.glob("chats.db")} == {0}


def test_half_characters_and_our_own_marks_do_no_harm(chats: Chats) -> None:
    chat = talk(chats, "a\udce9b \x02mark\x03")
    assert [message.text for message in chats.messages(chat.id)] == ["a?b mark"]


def test_a_full_disk_is_told(chats: Chats) -> None:
    chat = talk(chats, "hello")
    (pages,) = chats._database.execute("PRAGMA page_count").fetchone()
    chats._database.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StorageFull):
        chats.add(chat.id, chat.leaf, Role.ASSISTANT, "x" * 100_000)
    assert [message.text for message in chats.messages(chat.id)] == ["hello"]


def test_a_file_that_is_no_database_is_set_aside(home: Home) -> None:
    home.chats.write_bytes(b"no database at all " * 100)
    chats = Chats(home.chats)
    assert chats.find() == []
    chats.close()
    assert home.chats.with_suffix(".db.bad").exists()


def test_a_title_is_the_beginning_of_what_was_said() -> None:
    assert title_of("  Hello,\n world ") == "Hello, world"
    assert title_of("word " * 30) == "word word word word word word word word word word word word…"
    assert len(title_of("x" * 200)) <= 61


def test_the_tree_survives_what_other_programs_do(home: Home, chats: Chats) -> None:
    chat = talk(chats, "a", "b")
    with sqlite3.connect(home.chats, timeout=5) as other:
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        other.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    other.close()
    message: ChatMessage = chats.messages(chat.id)[0]
    assert message.text == "a"
