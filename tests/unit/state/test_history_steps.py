"""Runs of recipes in the history: one entry each, whose steps come and go with it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from desktop.core.job import Job, JobState
from desktop.core.media import InputFile, MediaKind
from desktop.core.recipe import PREFIX, params_of, step_id
from desktop.core.result import Provenance, Result, Text
from desktop.state.history import History

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.state.paths import Home

NOW = 1_700_000_000.0


@pytest.fixture
def history(home: Home) -> Iterator[History]:
    history = History(home.history)
    yield history
    history.close()


def result(text: str, digest: str = "ab") -> Result:
    made = Provenance(
        app="", model="m", revision="", files={}, input_sha256=digest, params={}, runtime={}, started="", finished=""
    )
    return Result(value=Text(text=text), provenance=made)


def job(job_id: str, path: Path, task: str, state: JobState = JobState.DONE, made: Result | None = None) -> Job:
    file = InputFile(path=path, kind=MediaKind.TEXT, mime="text/plain", label="Plain text", size_bytes=1)
    ended = NOW if state.finished else None
    return Job(id=job_id, input=file, task=task, model="auto", state=state, created=NOW, finished=ended, result=made)


@pytest.fixture
def run(history: History, tmp_path: Path) -> Job:
    path = tmp_path / "scan.png"
    whole = job("ab12", path, f"{PREFIX}scan", made=result("Hello, island.", "cd"))
    whole = dataclasses.replace(whole, params=params_of("Read", "[]"))
    first = job(step_id("ab12", 0, 0), path, "ocr", made=result("Olá, ilha."))
    last = job(step_id("ab12", 1, 0), path, "translation", made=result("Hello, island.", "cd"))
    history.put([whole, first, last, job("ab1", path, "ocr", made=result("Another", "ef"))])
    return whole


def test_a_run_is_one_entry_with_the_result_of_its_last_step(history: History, run: Job) -> None:
    assert [one.id for one in history.find()] == ["ab12", "ab1"]
    assert [one.id for one in history.find(task=PREFIX)] == ["ab12"]
    assert [one.id for one in history.find("island")] == ["ab12"]
    assert history.get(run.id) == run
    assert [step.id for step in history.steps(run.id)] == ["ab12.00.00000", "ab12.01.00000"]
    assert history.steps("ab1") == []
    edited = dataclasses.replace(history.steps(run.id)[1], result=result("Hello, isle."))
    history.put([edited])
    found = history.get(run.id)
    assert found is not None
    assert found.result == edited.result, "there is one result, and the step owns it"


def test_steps_are_hidden_brought_back_and_forgotten_with_their_run(history: History, run: Job) -> None:
    history.delete([run.id], NOW)
    assert list(history.made(history.steps(run.id)[0], "ab")) == []
    history.restore([run.id])
    assert [one.id for one in history.made(history.steps(run.id)[0], "ab")] == ["ab12.00.00000"]
    history.delete([run.id], NOW)
    assert {gone for gone, _ in history.purge()} == {"ab12", "ab12.00.00000", "ab12.01.00000"}
    assert [one.id for one in history.find()] == ["ab1"]


def test_steps_grow_old_with_their_run(history: History, run: Job) -> None:
    history.put([dataclasses.replace(run, finished=NOW + 100)])
    assert {gone for gone, _ in history.expire(NOW + 50)} == {"ab1"}
    assert len(history.steps(run.id)) == 2
    assert len(history.expire(NOW + 200)) == 3


def test_only_the_run_is_told_of_as_interrupted(history: History, run: Job) -> None:
    left = [dataclasses.replace(one, state=JobState.RUNNING, result=None) for one in (run, history.steps(run.id)[1])]
    history.put(left)
    assert [one.id for one in history.interrupted()] == [run.id]


def test_what_was_made_of_the_same_is_found_whoever_made_it(history: History, run: Job, tmp_path: Path) -> None:
    wanted = job("new", tmp_path / "moved.png", "ocr")
    assert [one.id for one in history.made(wanted, "ef")] == ["ab1"]
    assert list(history.made(wanted, "cd")) == []
    assert list(history.made(dataclasses.replace(wanted, params={"min_score": 0.1}), "ef")) == []
