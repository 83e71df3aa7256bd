"""Documents of conversations in the window: questions wait for them, can be stopped meanwhile, and hear of faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.core.chat import ChatMessage, MessageState
from desktop.core.passages import IndexState
from desktop.jobs.queue import JobQueue
from desktop.state.models import ModelShelf
from tests.unit.jobs.test_chats import COLD, PATIENCE_MS, model, until_written

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.state.paths import Home


@pytest.fixture
def ferry(tmp_path: Path) -> Path:
    path = tmp_path / "papers" / "ferry.txt"
    path.parent.mkdir()
    path.write_text("The ferry to the island leaves at nine in the morning.", encoding="utf-8")
    return path


def begin(queue: JobQueue, *paths: Path) -> str:
    queue.documents.read(paths)
    return queue.chats.begin("When does the ferry leave?", params=COLD, documents=[str(path) for path in paths])


def test_a_question_that_waits_for_its_documents_can_be_stopped(
    qtbot: QtBot, home: Home, queue: JobQueue, ferry: Path
) -> None:
    model(home)
    chat_id = begin(queue, ferry.parent)
    assert queue.documents.state(ferry.parent).state is IndexState.INDEXING
    queue.chats.stop_answers(chat_id)
    assert until_written(qtbot, queue, chat_id).state is MessageState.STOPPED
    qtbot.waitUntil(lambda: queue.documents.state(ferry.parent).state is IndexState.READY, timeout=PATIENCE_MS)
    told = list[ChatMessage]()
    queue.chats.changed.connect(told.append)
    queue.chats.again(queue.chats.branch(chat_id)[-1])
    answer = until_written(qtbot, queue, chat_id)
    assert (answer.state, [source.path for source in answer.sources]) == (MessageState.DONE, [ferry])
    assert told[0].sources == answer.sources, "the passage is there before the answer is"


def test_a_document_that_is_not_there_and_an_empty_folder_say_so(
    qtbot: QtBot, home: Home, queue: JobQueue, tmp_path: Path
) -> None:
    model(home)
    empty, gone = tmp_path / "empty", tmp_path / "gone.txt"
    empty.mkdir()
    chat_id = begin(queue, empty, gone)
    answer = until_written(qtbot, queue, chat_id)
    failures = [queue.documents.state(path).failure for path in (empty, gone)]
    assert [failure.code for failure in failures if failure is not None] == ["input-folder-empty", "input-not-found"]
    assert answer.failure == failures[0], "nothing was read, so nobody can say that nothing is in it"


def test_a_document_that_is_taken_away_is_not_waited_for(
    qtbot: QtBot, queue: JobQueue, ferry: Path, tmp_path: Path
) -> None:
    books = tmp_path / "books"
    books.mkdir()
    for number in range(80):
        (books / f"{number}.txt").write_text(f"Book {number} tells of a boat that came back late. " * 200)
    queue.documents.read([books])
    queue.documents.read([ferry])
    qtbot.waitUntil(lambda: queue.documents.progress is not None, timeout=PATIENCE_MS)
    queue.documents.leave(books)
    qtbot.waitUntil(lambda: queue.documents.state(ferry).state is IndexState.READY, timeout=PATIENCE_MS)
    read = [path for path in books.iterdir() if queue.documents.state(path).state is IndexState.READY]
    assert len(read) < 80


def test_without_a_model_for_meaning_the_answer_fails_with_the_reason(
    qtbot: QtBot, home: Home, ferry: Path, qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    model(home)
    shelf = ModelShelf(home)
    every = shelf.all()
    monkeypatch.setattr(shelf, "_models", {one.spec.id: one for one in every if "feature" not in one.spec.task})
    queue = JobQueue(home, shelf, threads=1)
    queue.start()
    chat_id = begin(queue, ferry)
    answer = until_written(qtbot, queue, chat_id)
    assert answer.failure is not None
    assert answer.failure.code == "no-model-for-task"
    assert queue.documents.state(ferry).failure == answer.failure
    queue.stop()


def test_what_was_read_for_a_deleted_chat_is_forgotten(qtbot: QtBot, home: Home, queue: JobQueue, ferry: Path) -> None:
    model(home)
    chat_id = begin(queue, ferry)
    until_written(qtbot, queue, chat_id)
    queue.chats.remove([chat_id])
    queue.chats.forget([chat_id])
    queue.documents.stop()
    assert b"ferry" not in b"".join(path.read_bytes() for path in home.documents.iterdir())
