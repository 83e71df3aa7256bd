"""JobQueue with its thread and a real engine; the event loop runs, no widget does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.core.errors import StorageFull
from desktop.core.job import Job, JobState
from desktop.core.result import Labels, Text
from desktop.core.usage import ModelUnknown, ParameterInvalid, TaskUnknown
from desktop.jobs import record
from desktop.jobs.queue import JobQueue
from desktop.media.sniff import recognise
from desktop.state.history import History
from desktop.state.paths import CHECKPOINTS
from desktop.worker.batch import new_jobs

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home

PATIENCE_MS = 90_000


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text("A wonderful stay.\n\nThe soup was cold and awful.\n")
    return path


def wait_for(qtbot: QtBot, queue: JobQueue, job: Job, *states: JobState) -> Job:
    def reached() -> None:
        found = queue.get(job.id)
        assert found is not None
        assert found.state in states

    qtbot.waitUntil(reached, timeout=PATIENCE_MS)
    found = queue.get(job.id)
    assert found is not None
    return found


def test_a_job_runs_and_its_result_is_there_after_a_restart(
    qtbot: QtBot, home: Home, queue: JobQueue, letter: Path
) -> None:
    seen: list[JobState] = []
    queue.job_changed.connect(lambda job: seen.append(job.state))
    (job,) = queue.add([recognise(letter)], "text-classification", params={"split": "lines"})
    done = wait_for(qtbot, queue, job, JobState.DONE)
    assert list(dict.fromkeys(seen)) == [JobState.RUNNING, JobState.DONE]
    assert done.result is not None
    assert isinstance(done.result.value, Labels)
    assert done.result.value.sentences is not None
    tops = [(sentence.start, sentence.labels[0].label) for sentence in done.result.value.sentences]
    assert tops == [(0, "positive"), (19, "negative")]
    queue.stop()
    history = History(home.history)
    assert history.get(job.id) == done
    history.close()


def test_a_wrong_order_is_refused_and_nothing_is_queued(queue: JobQueue, letter: Path) -> None:
    file = recognise(letter)
    with pytest.raises(TaskUnknown):
        queue.add([file], "text-classification-2")
    with pytest.raises(ModelUnknown):
        queue.add([file], "text-classification", model="starter/pp-ocrv6")
    with pytest.raises(ParameterInvalid):
        queue.add([file], "text-classification", params={"split": "words"})
    assert queue.jobs() == ()
    assert queue.find() == []


def test_running_and_waiting_jobs_are_cancelled_and_can_be_retried(
    qtbot: QtBot, queue: JobQueue, samples: Path, strip: Path
) -> None:
    jobs = queue.add([recognise(samples / "document.pdf"), recognise(strip)], "ocr")
    with qtbot.waitSignal(queue.job_changed, timeout=PATIENCE_MS, check_params_cb=lambda job: job.started):
        pass
    queue.cancel_all()
    for job in jobs:
        wait_for(qtbot, queue, job, JobState.CANCELLED)
    queue.retry(jobs[1].id)
    done = wait_for(qtbot, queue, jobs[1], JobState.DONE)
    assert done.result is not None
    assert isinstance(done.result.value, Text)
    assert "Livraria Farol Azul" in done.result.value.text


def test_pages_of_a_pdf_lie_beside_the_result_and_go_with_it(
    qtbot: QtBot, home: Home, queue: JobQueue, strips: Path
) -> None:
    (job,) = queue.add([recognise(strips)], "ocr")
    done = wait_for(qtbot, queue, job, JobState.DONE)
    assert done.result is not None
    assert [artifact.name for artifact in done.result.artifacts] == ["page-0001.jpg", "page-0002.jpg"]
    assert all(artifact.path.parent == home.artifacts / job.id for artifact in done.result.artifacts)
    assert list(home.work.glob(f"{job.id}*")) == []
    queue.remove([job.id])
    assert queue.jobs() == ()
    queue.restore([job.id])
    assert [restored.id for restored in queue.jobs()] == [job.id]
    queue.remove([job.id])
    queue.stop()
    assert list(home.artifacts.iterdir()) == []


def test_a_typed_text_does_not_wait_behind_a_busy_queue(
    qtbot: QtBot, home: Home, queue: JobQueue, samples: Path
) -> None:
    (page,) = queue.add([recognise(samples / "document.pdf")], "ocr")
    wait_for(qtbot, queue, page, JobState.RUNNING)
    qtbot.waitUntil(lambda: queue.status.state == "busy", timeout=PATIENCE_MS)
    note = home.pasted / "note.txt"
    note.write_text("Splendid!")
    (typed,) = queue.add([recognise(note)], "text-classification")
    wait_for(qtbot, queue, typed, JobState.DONE)
    found = queue.get(page.id)
    assert found is not None
    assert found.state is JobState.RUNNING
    queue.cancel(page.id)
    wait_for(qtbot, queue, page, JobState.CANCELLED)


def test_what_an_earlier_program_left_unfinished_runs_at_the_next_start(
    qtbot: QtBot, home: Home, shelf: ModelShelf, letter: Path
) -> None:
    first = JobQueue(home, shelf)
    jobs = first.add([recognise(letter)] * 3, "text-classification")
    first.waiting.move_first([jobs[2].id])
    first.stop()  # its thread never started: the jobs wait for ever
    second = JobQueue(home, shelf, threads=1)
    second.start()
    try:
        assert second.waiting.ids() == [jobs[2].id, jobs[0].id, jobs[1].id]
        for job in jobs:
            wait_for(qtbot, second, job, JobState.DONE)
    finally:
        second.stop()


def test_what_was_interrupted_outside_of_the_window_is_said_and_not_done_again(
    home: Home, shelf: ModelShelf, letter: Path, qapp: object
) -> None:
    history = History(home.history)
    (job,) = new_jobs([recognise(letter)], "text-classification", "starter/sentiment", {})
    history.put([job])
    history.close()
    queue = JobQueue(home, shelf)
    queue.start()
    found = queue.get(job.id)
    queue.stop()
    assert queue.jobs() == ()
    assert found is not None
    assert found.failure is not None
    assert found.failure.code == "job-interrupted"


def test_a_full_disk_loses_no_result(
    qtbot: QtBot, home: Home, queue: JobQueue, letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageFull(folder="home")

    def fill(job: Job) -> None:
        if job.state is JobState.RUNNING:
            monkeypatch.setattr(History, "put", full)

    queue.find()  # opens the history
    with monkeypatch.context() as disk:
        disk.setattr(History, "put", full)
        with qtbot.waitSignal(queue.trouble):
            (job,) = queue.add([recognise(letter)], "translation")
        assert queue.totals.paused
        with qtbot.waitSignal(queue.trouble):
            queue.waiting.resume()
        assert queue.totals.reason == StorageFull(folder="home").failure(), "there is no room yet"
    queue.job_changed.connect(fill)
    with qtbot.waitSignal(queue.mended) as mended:
        queue.waiting.resume()
    assert mended.args == [StorageFull(folder="home").failure()]
    done = wait_for(qtbot, queue, job, JobState.DONE)
    assert done.result is not None
    assert isinstance(done.result.value, Text)
    assert list((home.work / CHECKPOINTS).iterdir()), "until it is written, finished pieces are all that outlives us"


def test_an_edit_is_there_after_a_restart_and_the_original_comes_back(
    qtbot: QtBot, home: Home, queue: JobQueue, letter: Path
) -> None:
    (job,) = queue.add([recognise(letter)], "text-classification")
    done = wait_for(qtbot, queue, job, JobState.DONE)
    with qtbot.waitSignal(queue.edits.changed):
        changed = queue.edits.keep(done, Labels(labels=()))
    assert changed.result is not None
    assert changed.result.provenance.edited
    assert queue.get(job.id) == changed
    queue.stop()
    history = History(home.history)
    assert history.get(job.id) == changed
    history.close()
    assert queue.edits.restore(changed) == done
    assert queue.get(job.id) == done


def test_an_edit_that_the_disk_refuses_loses_neither_itself_nor_the_original(
    qtbot: QtBot, queue: JobQueue, letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageFull(folder="home")

    (job,) = queue.add([recognise(letter)], "text-classification")
    done = wait_for(qtbot, queue, job, JobState.DONE)
    with monkeypatch.context() as disk:
        disk.setattr(History, "put", full)
        changed = queue.edits.keep(done, Labels(labels=()))
        with qtbot.waitSignal(queue.trouble):
            queue.find()  # would write
        assert queue.get(job.id) == changed
    queue.find()
    assert queue.get(job.id) == changed
    assert queue.edits.restore(changed) == done


def test_the_log_of_the_history_does_not_grow_with_what_is_written(
    qtbot: QtBot, home: Home, queue: JobQueue, letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record, "_COMMITS", 4)
    file, long = recognise(letter), "island, " * 12_000
    for number in range(40):
        job = Job(id=f"{number:03}", input=file, task="ocr", model="m", params={"text": long}, created=float(number))
        queue._record.put([job])
        qtbot.waitUntil(lambda: not queue._record._unwritten)
    assert home.history.with_name("history.db-wal").stat().st_size < 20 * len(long)
    assert len(queue.find(limit=100)) == 40


def test_ten_thousand_jobs_are_queued_and_cancelled_cheaply(qtbot: QtBot, queue: JobQueue, letter: Path) -> None:
    file = recognise(letter)
    queue.add([file] * 10_000, "text-classification")
    queue.cancel_all()

    def settled() -> None:
        assert queue.totals.waiting == queue.totals.running == 0

    qtbot.waitUntil(settled, timeout=PATIENCE_MS)
    assert len(queue.jobs()) == 10_000
