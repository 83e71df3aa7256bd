"""Conversations of the window, with the real engines; the event loop runs, no widget does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desktop.core.chat import ChatMessage, MessageState, Role
from desktop.core.usage import ModelUnknown
from desktop.jobs.queue import JobQueue
from desktop.media.sniff import recognise
from desktop.state.chats import Chats
from tests.unit.engine.chat_models import ENDLESS, talker
from tests.unit.engine.graphs import install

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home

PATIENCE_MS = 90_000
COLD = {"temperature": 0.0, "max_new_tokens": 10}
LONG = {"temperature": 0.0, "max_new_tokens": 8192}


def model(home: Home, **how: Any) -> None:
    install(home.models / "local" / "talker", "text-generation", talker(**{"context": 9000, **how}))


def until_written(qtbot: QtBot, queue: JobQueue, chat_id: str) -> ChatMessage:
    qtbot.waitUntil(lambda: not queue.chats.is_writing(chat_id), timeout=PATIENCE_MS)
    return queue.chats.branch(chat_id)[-1]


def test_an_answer_grows_before_ones_eyes_and_is_kept(qtbot: QtBot, home: Home, queue: JobQueue) -> None:
    model(home)
    added, changed = list[ChatMessage](), list[ChatMessage]()
    queue.chats.added.connect(added.append)
    queue.chats.changed.connect(changed.append)
    with qtbot.waitSignal(queue.chats.listed):
        chat_id = queue.chats.begin("ba be", params=COLD)
    answer = until_written(qtbot, queue, chat_id)
    assert [(message.role, message.text) for message in added] == [(Role.USER, "ba be"), (Role.ASSISTANT, "")]
    assert changed[-1] == answer
    assert answer.state is MessageState.DONE
    assert all(answer.text.startswith(message.text) for message in changed)
    assert [found.chat.title for found in queue.chats.find("be")] == ["ba be"]
    assert queue.jobs() == ()
    assert queue.find() == []


def test_a_model_is_loaded_before_somebody_asks_when_nobody_waits(
    qtbot: QtBot, home: Home, queue: JobQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    model(home)
    told: dict[str, str | int | float | bool] = {**COLD, "system": "ba be bi"}
    assert not queue.chats.get_ready("auto", told), "the engine is not there yet"
    qtbot.waitUntil(lambda: queue.status.state == "ready", timeout=PATIENCE_MS)
    assert queue.chats.get_ready("auto", told)
    qtbot.waitUntil(lambda: queue.status.memory_bytes > 0, timeout=PATIENCE_MS)
    assert queue.chats.find() == []
    chat_id = queue.chats.begin("du", params=told)
    answer = until_written(qtbot, queue, chat_id)
    assert answer.usage is not None
    assert answer.usage.cached_tokens > 0, "its instructions were read"
    monkeypatch.setattr("desktop.worker.chat.KEPT_FREE_BYTES", 1 << 60)
    assert queue.chats._session.rehearsal("auto", told) is None, "memory is short"


def test_asking_on_another_answer_and_another_question(qtbot: QtBot, home: Home, queue: JobQueue) -> None:
    model(home)
    chat_id = queue.chats.begin("ba", params={"temperature": 1.9, "max_new_tokens": 10})
    first = until_written(qtbot, queue, chat_id)
    queue.chats.again(first)
    second = until_written(qtbot, queue, chat_id)
    assert (second.parent, second.text != first.text) == (first.parent, True)
    queue.chats.ask(chat_id, "be")
    third = until_written(qtbot, queue, chat_id)
    assert third.usage is not None
    assert third.usage.cached_tokens > 0
    with qtbot.waitSignal(queue.chats.shown) as shown:
        queue.chats.show(first)
    assert shown.args == [chat_id]
    assert queue.chats.branch(chat_id)[-1] == first
    queue.chats.edit(queue.chats.branch(chat_id)[0], "du")
    until_written(qtbot, queue, chat_id)
    assert queue.chats.branch(chat_id)[0].text == "du"
    assert len(queue.chats.messages(chat_id)) == 7


def test_stopping_keeps_what_there_is(qtbot: QtBot, home: Home, queue: JobQueue) -> None:
    model(home, ends=ENDLESS)
    with qtbot.waitSignal(queue.chats.changed, timeout=PATIENCE_MS):
        chat_id = queue.chats.begin("ba", params=LONG)
    queue.chats.stop_answer(queue.chats.branch(chat_id)[-1])
    answer = until_written(qtbot, queue, chat_id)
    assert answer.state is MessageState.STOPPED
    assert answer.text


def test_closing_in_the_middle_of_an_answer_keeps_it(qtbot: QtBot, home: Home, shelf: ModelShelf, qapp: object) -> None:
    model(home, ends=ENDLESS)
    queue = JobQueue(home, shelf, threads=1)
    queue.start()
    with qtbot.waitSignal(queue.chats.changed, timeout=PATIENCE_MS):
        chat_id = queue.chats.begin("ba", params=LONG)
    seen = queue.chats.branch(chat_id)[-1].text
    queue.stop()
    chats = Chats(home.chats)
    kept = chats.messages(chat_id)[-1]
    assert kept.state is MessageState.STOPPED
    assert kept.text.startswith(seen)
    chats.close()


def test_a_question_does_not_wait_for_a_long_document(
    qtbot: QtBot, home: Home, queue: JobQueue, tmp_path: Path
) -> None:
    model(home)
    book = tmp_path / "book.txt"
    book.write_text("\n".join(f"On day {day} the boat left at noon and came back late." for day in range(6_000)))
    with qtbot.waitSignal(queue.partial, timeout=PATIENCE_MS):
        (job,) = queue.add([recognise(book)], "translation")
    chat_id = queue.chats.begin("ba be", params=COLD)
    assert until_written(qtbot, queue, chat_id).state is MessageState.DONE
    assert queue.totals.running == 1
    queue.cancel(job.id)
    qtbot.waitUntil(lambda: queue.totals.running == 0, timeout=PATIENCE_MS)


def test_removed_comes_back_until_it_is_forgotten(qtbot: QtBot, home: Home, queue: JobQueue) -> None:
    model(home)
    chat_id = queue.chats.begin("zanzibar", params=COLD)
    until_written(qtbot, queue, chat_id)
    queue.chats.rename(chat_id, "Mine")
    queue.chats.remove([chat_id])
    assert queue.chats.find() == []
    queue.chats.restore([chat_id])
    assert [found.chat.title for found in queue.chats.find()] == ["Mine"]
    queue.chats.remove([chat_id])
    queue.chats.forget([chat_id])
    queue.chats.restore([chat_id])
    assert queue.chats.find() == []
    assert b"zanzibar" not in b"".join(path.read_bytes() for path in home.root.glob("chats.db*"))


def test_another_model_and_other_options_hold_from_the_next_turn_on(qtbot: QtBot, home: Home, queue: JobQueue) -> None:
    model(home)
    chat_id = queue.chats.begin("ba", params=COLD)
    until_written(qtbot, queue, chat_id)
    queue.chats.choose(chat_id, "local/other", {})
    with pytest.raises(ModelUnknown):
        queue.chats.ask(chat_id, "be")
    queue.chats.choose(chat_id, "local/talker", {**COLD, "max_new_tokens": 3})
    queue.chats.ask(chat_id, "be")
    answer = until_written(qtbot, queue, chat_id)
    assert answer.usage is not None
    assert answer.usage.completion_tokens <= 3
