"""Runs of recipes in the queue of the window, on a real engine: every step is kept, and only what is left is done."""

from __future__ import annotations

import dataclasses
import json
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from desktop.core.job import Job, JobState
from desktop.core.recipe import Recipe, Step
from desktop.core.result import Labels, Table
from desktop.jobs.queue import JobQueue
from desktop.media.sniff import recognise
from desktop.state.database import StorageDamaged
from desktop.state.history import History
from desktop.state.paths import resources
from desktop.state.recipes import Recipes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home

PATIENCE_MS = 90_000


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "reviews.html"
    path.write_text("<!doctype html><html><body><p>A wonderful lamp! It is <b>ugly</b>.</p><p>Never again.</p></body>")
    return path


def ended(qtbot: QtBot, queue: JobQueue, run_id: str) -> Job:
    def over() -> None:
        found = queue.get(run_id)
        assert found is not None
        assert found.state.finished

    qtbot.waitUntil(over, timeout=PATIENCE_MS)
    found = queue.get(run_id)
    assert found is not None
    return found


def starts(jobs: Iterable[Job]) -> list[str]:
    return [job.result.provenance.started for job in jobs if job.result is not None]


def install_judge(home: Home) -> None:
    """The model of the program under another name."""
    folder = home.models / "local" / "judge"
    shutil.copytree(resources() / "starter" / "minilm-sentiment", folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"id": "local/judge"}))


def test_a_page_becomes_sentences_and_each_is_judged(qtbot: QtBot, home: Home, queue: JobQueue, page: Path) -> None:
    seen: list[str] = []
    queue.recipes.step_changed.connect(lambda job: seen.append(f"{job.task} {job.state}"))
    (run,) = queue.add([recognise(page)], "recipe:reviews")
    done = ended(qtbot, queue, run.id)
    assert done.state is JobState.DONE, done.failure
    first, second = queue.recipes.steps(run.id)
    assert first.result is not None
    assert first.result.value == Table(
        columns=("text",), rows=(("A wonderful lamp!",), ("It is ugly.",), ("Never again.",))
    )
    assert second.result is not None
    assert isinstance(second.result.value, Labels)
    assert second.result.value.sentences is not None
    assert [one.labels[0].label for one in second.result.value.sentences][:2] == ["positive", "negative"]
    assert "text-classification running" in seen
    assert [job.id for job in queue.find()] == [run.id], "one entry"
    queue.stop()
    history = History(home.history)
    kept = history.get(run.id)
    assert kept is not None
    assert kept.result == second.result
    assert history.steps(run.id) == [first, second]
    history.close()


def test_a_table_goes_through_every_step_row_by_row(qtbot: QtBot, home: Home, queue: JobQueue, tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_text("id,nota\n1,A sopa estava horrível.\n2,Uma estadia maravilhosa.\n3,A sopa estava horrível.\n4,\n")
    steps = (Step(task="translation", params={"target": "en"}), Step(task="text-classification"))
    recipe = Recipes(home).save(Recipe(id="", title="Notes", steps=steps))
    (run,) = queue.add([recognise(path)], f"recipe:{recipe.id}", params={"column": "nota"})
    done = ended(qtbot, queue, run.id)
    assert done.state is JobState.DONE, done.failure
    first, second = queue.recipes.steps(run.id)
    assert first.result is not None
    assert second.result is not None
    table = second.result.value
    assert isinstance(table, Table)
    assert table.columns[:4] == ("id", "nota", "translation", "label")
    assert [row[3] for row in table.rows] == ["negative", "positive", "negative", None]
    assert (table.rows_total, table.rows_unique, table.column) == (4, 2, "translation")
    assert [one.provenance.model for one in (first.result, second.result)] == [
        "starter/firefox-pt-en", "starter/minilm-sentiment",
    ]  # fmt: skip


def test_steps_go_with_their_run(qtbot: QtBot, home: Home, queue: JobQueue, page: Path) -> None:
    (run,) = queue.add([recognise(page)], "recipe:reviews")
    ended(qtbot, queue, run.id)
    assert any(home.artifacts.iterdir()), "the text that was handed on"
    queue.remove([run.id])
    queue.restore([run.id])
    assert len(list(queue.recipes.steps(run.id))) == 2
    queue.remove([run.id])
    queue.stop()
    assert list(home.artifacts.iterdir()) == []
    history = History(home.history)
    assert history.steps(run.id) == []
    history.close()


def test_a_step_without_its_model_fails_by_name_and_goes_on_when_it_is_there(
    qtbot: QtBot, home: Home, shelf: ModelShelf, queue: JobQueue, page: Path
) -> None:
    missing = Step(task="text-classification", model="local/judge", params={"split": "lines"})
    recipe = Recipes(home).save(Recipe(id="", title="Judged", steps=(Step(task="sentences"), missing)))
    (run,) = queue.add([recognise(page)], f"recipe:{recipe.id}")
    failed = ended(qtbot, queue, run.id)
    assert failed.failure is not None
    assert failed.failure.code == "model-not-installed"
    assert [failed.failure.arguments[name] for name in ("step", "model")] == [2, "local/judge"]
    first, second = queue.recipes.steps(run.id)
    assert (first.state, second.state, second.failure) == (JobState.DONE, JobState.FAILED, failed.failure)
    install_judge(home)
    shelf.refresh()
    queue.retry(run.id)
    done = ended(qtbot, queue, run.id)
    assert done.state is JobState.DONE, done.failure
    assert starts(queue.recipes.steps(run.id))[0] == starts([first])[0], "what was finished is not done again"


def test_photos_end_in_one_table_without_those_that_cannot_be_read(
    qtbot: QtBot, queue: JobQueue, samples: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes((samples / "cat.jpg").read_bytes()[:9000])
    files = [recognise(samples / "cat.jpg"), recognise(broken), recognise(samples / "desk.jpg")]
    (run,) = queue.add(files, "recipe:photos")
    done = ended(qtbot, queue, run.id)
    assert done.result is not None
    assert isinstance(done.result.value, Table)
    assert done.result.value.columns[:2] == ("input", "label")
    assert {row[0] for row in done.result.value.rows} == {"cat.jpg", "desk.jpg"}
    states = [step.state for step in queue.recipes.steps(run.id)]
    assert states == [JobState.DONE, JobState.DONE, JobState.FAILED, JobState.DONE], "those of the first file first"


def test_it_is_run_again_from_a_step_as_the_recipe_is_now_and_the_first_stays(
    qtbot: QtBot, home: Home, queue: JobQueue, page: Path
) -> None:
    recipe = Recipes(home).save(dataclasses.replace(Recipes(home).get("reviews"), id="", shipped=False))
    (run,) = queue.add([recognise(page)], f"recipe:{recipe.id}")
    ended(qtbot, queue, run.id)
    first, _ = queue.recipes.steps(run.id)
    queue.edits.keep(first, Table(columns=("text",), rows=(("It is ugly.",),)))
    Recipes(home).save(dataclasses.replace(recipe, steps=(recipe.steps[0], Step(task="text-classification"))))
    again = queue.recipes.again(run.id, 1)
    assert again is not None
    done = ended(qtbot, queue, again)
    assert done.result is not None
    assert isinstance(done.result.value, Labels)
    assert done.result.value.sentences is None, "the changed step"
    assert done.result.value.labels[0].label == "negative", "what was edited by hand was handed on"
    assert queue.get(run.id) is not None
    queue.remove([run.id])
    queue.stop()
    history = History(home.history)
    kept = history.steps(again)
    assert [step.input.path.is_file() for step in kept] == [True, True]
    assert starts(kept)[0] == starts([first])[0]
    history.close()


def test_the_same_page_again_takes_over_what_was_found(qtbot: QtBot, queue: JobQueue, page: Path) -> None:
    runs = []
    for _ in range(2):
        (run,) = queue.add([recognise(page)], "recipe:reviews")
        ended(qtbot, queue, run.id)
        runs.append(starts(queue.recipes.steps(run.id)))
    assert runs[0] == runs[1]
    page.write_text(page.read_text().replace("Never", "Always"))
    (run,) = queue.add([recognise(page)], "recipe:reviews")
    ended(qtbot, queue, run.id)
    assert not set(runs[0]) & set(starts(queue.recipes.steps(run.id)))


def test_waiting_and_running_runs_are_cancelled(qtbot: QtBot, queue: JobQueue, samples: Path, page: Path) -> None:
    (first,) = queue.add([recognise(samples / "document.pdf")], "recipe:scan")
    others = queue.add([recognise(page)] * 2, "recipe:reviews")
    with qtbot.waitSignal(
        queue.recipes.step_changed, timeout=PATIENCE_MS, check_params_cb=lambda job: job.state is JobState.RUNNING
    ):
        pass
    queue.cancel_all()
    for run in (first, *others):
        assert ended(qtbot, queue, run.id).state is JobState.CANCELLED
    queue.retry(others[0].id)
    assert ended(qtbot, queue, others[0].id).state is JobState.DONE


def test_a_run_goes_on_in_the_next_program_where_this_one_was_ended(
    qtbot: QtBot, home: Home, shelf: ModelShelf, queue: JobQueue, page: Path
) -> None:
    (run,) = queue.add([recognise(page)], "recipe:reviews")
    with qtbot.waitSignal(
        queue.recipes.step_changed, timeout=PATIENCE_MS, check_params_cb=lambda job: job.state is JobState.DONE
    ) as finished:
        pass
    first = finished.args[0]
    queue.stop()
    following = JobQueue(home, shelf, threads=1)
    following.start()
    try:
        done = ended(qtbot, following, run.id)
        assert done.state is JobState.DONE
        assert starts(following.recipes.steps(run.id))[0] == starts([first])[0]
    finally:
        following.stop()


def test_a_run_whose_steps_cannot_be_read_is_not_begun_without_them(
    qtbot: QtBot, home: Home, shelf: ModelShelf, page: Path, qapp: object
) -> None:
    first = JobQueue(home, shelf)
    (run,) = first.add([recognise(page)], "recipe:reviews")
    first.stop()
    with closing(sqlite3.connect(home.history, isolation_level=None)) as database:
        database.execute("UPDATE jobs SET params='{' WHERE id LIKE ?", (f"{run.id}.%",))
    second = JobQueue(home, shelf)
    second.start()
    try:
        qtbot.waitUntil(lambda: second.totals.failed == 1, timeout=PATIENCE_MS)
        failed = second.get(run.id)
        assert failed is not None
        assert failed.failure is not None
        assert failed.failure.code == "storage-damaged"
    finally:
        second.stop()


def test_what_was_made_before_and_cannot_be_read_is_made_anew(
    qtbot: QtBot, home: Home, queue: JobQueue, page: Path
) -> None:
    (before,) = queue.add([recognise(page)], "recipe:reviews")
    ended(qtbot, queue, before.id)
    queue._record.flush()
    with closing(sqlite3.connect(home.history, isolation_level=None)) as database:
        database.execute("UPDATE jobs SET failure='{' WHERE id LIKE ?", (f"{before.id}.%",))
    (run,) = queue.add([recognise(page)], "recipe:reviews")
    assert ended(qtbot, queue, run.id).state is JobState.DONE


def test_a_run_whose_steps_are_not_even_found_holds_nobody_up(
    qtbot: QtBot, home: Home, shelf: ModelShelf, page: Path, monkeypatch: pytest.MonkeyPatch, qapp: object
) -> None:
    def damaged(*_: object) -> None:
        raise StorageDamaged(file="history.db", folder="home")

    first = JobQueue(home, shelf)
    (run,) = first.add([recognise(page)], "recipe:reviews")
    first.stop()
    second = JobQueue(home, shelf, threads=1)
    with monkeypatch.context() as disk:
        disk.setattr(History, "step_ids", damaged)
        second.start()
        qtbot.waitUntil(lambda: second.totals.failed == 1, timeout=PATIENCE_MS)
    try:
        failed = second.get(run.id)
        assert failed is not None
        assert failed.failure is not None
        assert failed.failure.code == "storage-damaged"
        (other,) = second.add([recognise(page)], "recipe:reviews")
        assert ended(qtbot, second, other.id).state is JobState.DONE
    finally:
        second.stop()
