"""Runs on a text that is being typed, with the real engines; the event loop runs, no widget does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.core.job import Job, JobState
from desktop.core.result import Text
from desktop.core.usage import ModelUnknown, TaskUnknown
from desktop.jobs.queue import JobQueue
from desktop.media.sniff import recognise

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home

PATIENCE_MS = 90_000


def translated(qtbot: QtBot, queue: JobQueue, text: str) -> Text:
    with qtbot.waitSignal(queue.live.ended, timeout=PATIENCE_MS) as ended:
        queue.live.begin(text, "translation")
    (job,) = ended.args
    assert isinstance(job, Job)
    assert job.state is JobState.DONE
    assert job.result is not None
    assert isinstance(job.result.value, Text)
    return job.result.value


def left_behind(home: Home) -> list[str]:
    """Files in the folders a run uses."""
    return [str(path) for folder in (home.pasted, home.work, home.artifacts) for path in folder.rglob("*")]


def test_a_run_gives_a_result_and_leaves_nothing(qtbot: QtBot, home: Home, queue: JobQueue) -> None:
    value = translated(qtbot, queue, "Good morning. Ana has three cats.")
    assert value.translation is not None
    assert (value.translation.source, value.translation.target) == ("en", "pt")
    assert "gatos" in value.text
    assert queue.jobs() == ()
    assert queue.find() == []
    assert queue.totals.done == 0
    assert left_behind(home) == []


def test_of_a_run_that_was_given_up_nothing_is_heard_and_nothing_is_left(
    qtbot: QtBot, home: Home, queue: JobQueue
) -> None:
    heard: list[str] = []
    queue.live.ended.connect(lambda job: heard.append(job.id))
    queue.live.partial.connect(lambda run, _text: heard.append(run))
    overtaken = [queue.live.begin("The boat leaves at noon. " * 400, "translation") for _ in range(3)]
    for run in overtaken:
        queue.live.give_up(run)
    value = translated(qtbot, queue, "Good night.")
    assert "noite" in value.text
    qtbot.waitUntil(lambda: queue.live.under_way == 0, timeout=PATIENCE_MS)
    assert not set(heard) & set(overtaken)
    assert left_behind(home) == []


def test_a_typed_text_does_not_wait_for_a_long_document(qtbot: QtBot, queue: JobQueue, tmp_path: Path) -> None:
    book = tmp_path / "book.txt"
    book.write_text("\n".join(f"On day {day} the boat left at noon and came back late." for day in range(6_000)))
    with qtbot.waitSignal(queue.partial, timeout=PATIENCE_MS):
        (job,) = queue.add([recognise(book)], "translation")
    assert "gatos" in translated(qtbot, queue, "Ana has three cats.").text
    found = queue.get(job.id)
    assert found is not None
    assert found.state is JobState.RUNNING
    queue.cancel(job.id)
    qtbot.waitUntil(lambda: queue.totals.running == 0, timeout=PATIENCE_MS)


def test_a_wrong_order_is_refused_before_anything_is_written(home: Home, queue: JobQueue) -> None:
    with pytest.raises(TaskUnknown):
        queue.live.begin("Hello", "translate")
    with pytest.raises(ModelUnknown):
        queue.live.begin("Hello", "translation", model="starter/pp-ocrv6")
    assert left_behind(home) == []


def test_what_a_crash_left_behind_is_removed_at_the_next_start(home: Home, shelf: ModelShelf, qapp: object) -> None:
    first = JobQueue(home, shelf)
    run = first.live.begin("Nobody should read this.", "translation")  # its engine never starts
    (home.work / run).mkdir()
    assert left_behind(home)
    second = JobQueue(home, shelf)
    second.start()
    assert left_behind(home) == []
    second.stop()
