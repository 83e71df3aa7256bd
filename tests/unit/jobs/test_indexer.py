"""Files are read and searched on the real engines while the event loop runs; no widget does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.core.passages import Hit, IndexState
from desktop.jobs.queue import JobQueue

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.core.passages import IndexedFile
    from desktop.state.paths import Home

PATIENCE_MS = 90_000
FERRY = "The ferry to the island leaves at nine in the morning."
BREAD = "Knead the dough for ten minutes and let it rest overnight."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "files"
    made.mkdir()
    (made / "ferry.txt").write_text(FERRY, encoding="utf-8")
    (made / "bread.txt").write_text(BREAD, encoding="utf-8")
    return made


def run(qtbot: QtBot, queue: JobQueue, *added: Path) -> dict[str, IndexState]:
    """Add paths, or update, and wait for the end; returns what was told of each file last."""
    told: dict[str, IndexState] = {}
    queue.index.files_changed.connect(lambda files: told.update({file.path.name: file.state for file in files}))
    with qtbot.waitSignal(
        queue.index.progressed, timeout=PATIENCE_MS, check_params_cb=lambda progress: progress is None
    ):
        if added:
            queue.index.add(added)
        else:
            queue.index.update()
    assert not queue.index.busy
    return told


def find(qtbot: QtBot, queue: JobQueue, text: str) -> list[Hit]:
    with qtbot.waitSignal(queue.index.found, timeout=PATIENCE_MS) as found:
        number = queue.index.search(text)
    assert found.args[0] == number
    return list(found.args[1])


def listed(qtbot: QtBot, queue: JobQueue) -> dict[str, str]:
    answers: list[list[IndexedFile]] = []
    queue.index.files(answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE_MS)
    return {file.path.name: file.state.value for file in answers[0]}


def test_a_folder_is_read_searched_and_forgotten(qtbot: QtBot, queue: JobQueue, folder: Path) -> None:
    assert run(qtbot, queue, folder) == {"ferry.txt": IndexState.READY, "bread.txt": IndexState.READY}
    assert find(qtbot, queue, "when does the boat go")[0].path.name == "ferry.txt"
    assert find(qtbot, queue, "baking")[0].path.name == "bread.txt"
    (folder / "bread.txt").unlink()
    assert listed(qtbot, queue) == {"ferry.txt": "ready", "bread.txt": "stale"}
    run(qtbot, queue)
    assert listed(qtbot, queue) == {"ferry.txt": "ready"}
    with qtbot.waitSignal(queue.index.files_removed, timeout=PATIENCE_MS) as removed:
        queue.index.remove([folder])
    assert removed.args == [(folder / "ferry.txt",)]
    assert find(qtbot, queue, "ferry") == []


def test_of_two_searches_the_last_one_is_answered(qtbot: QtBot, queue: JobQueue, folder: Path) -> None:
    run(qtbot, queue, folder)
    answered: list[int] = []
    queue.index.found.connect(lambda number, _: answered.append(number))
    queue.index.search("ferry")
    with qtbot.waitSignal(queue.index.found, timeout=PATIENCE_MS) as found:
        last = queue.index.search("dough")
    assert answered == [last]
    assert found.args[1][0].path.name == "bread.txt"


def test_a_question_gets_the_passages_that_may_answer_it_or_none(qtbot: QtBot, queue: JobQueue, folder: Path) -> None:
    run(qtbot, queue, folder)
    answers: list[list[Hit]] = []

    def ask(question: str, *under: Path) -> None:
        queue.index.passages(question, answers.append, lambda failure: pytest.fail(str(failure)), under=under)

    ask("When does the ferry leave?")
    ask("Who won the football world cup?")
    ask("When does the ferry leave?", folder / "bread.txt")
    qtbot.waitUntil(lambda: len(answers) == 3, timeout=PATIENCE_MS)
    assert sorted([hit.path.name for hit in hits] for hits in answers) == [[], [], ["ferry.txt"]]


def test_orders_wait_for_one_another(qtbot: QtBot, queue: JobQueue, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Whales sing in the deep ocean.", encoding="utf-8")
    queue.index.add([folder])
    queue.index.add([other])
    qtbot.waitUntil(lambda: not queue.index.busy, timeout=PATIENCE_MS)
    assert listed(qtbot, queue) == dict.fromkeys(("ferry.txt", "bread.txt", "other.txt"), "ready")


def test_a_run_can_be_given_up_before_it_has_found_its_files(qtbot: QtBot, queue: JobQueue, folder: Path) -> None:
    queue.index.add([folder])
    with qtbot.waitSignal(
        queue.index.progressed, timeout=PATIENCE_MS, check_params_cb=lambda progress: progress is None
    ):
        queue.index.give_up()
    assert listed(qtbot, queue) == dict.fromkeys(("ferry.txt", "bread.txt"), "indexing")


def test_a_run_that_was_given_up_keeps_what_was_read(qtbot: QtBot, queue: JobQueue, folder: Path) -> None:
    for number in range(80):
        (folder / f"note {number:02}.txt").write_text(FERRY * 60, encoding="utf-8")
    with qtbot.waitSignal(
        queue.index.progressed, timeout=PATIENCE_MS, check_params_cb=lambda one: one and one.done > 2
    ):
        queue.index.add([folder])
    queue.index.give_up()
    qtbot.waitUntil(lambda: not queue.index.busy, timeout=PATIENCE_MS)
    states = listed(qtbot, queue)
    assert {"ready", "indexing"} == set(states.values())
    assert len(states) == 82


def test_a_disk_that_refuses_ends_the_run_and_is_told(qtbot: QtBot, queue: JobQueue, home: Home, folder: Path) -> None:
    home.index.symlink_to("/proc/ilha")  # where no folder can be made
    with qtbot.waitSignal(queue.index.trouble, timeout=PATIENCE_MS) as trouble:
        queue.index.add([folder])
    assert trouble.args[0].code == "storage-not-writable"
    assert not queue.index.busy
    home.index.unlink()
    assert run(qtbot, queue, folder)["ferry.txt"] is IndexState.READY
