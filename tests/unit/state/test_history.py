import dataclasses
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.core.errors import Failure
from desktop.core.job import Job, JobState
from desktop.core.media import InputFile, MediaKind
from desktop.core.result import (
    Artifact,
    Box,
    Boxes,
    Embedding,
    Label,
    Labels,
    Mask,
    Masks,
    Picture,
    Provenance,
    Result,
    ResultValue,
    Segments,
    Sentence,
    Spans,
    Table,
    Text,
    TextLine,
    TextPage,
)
from desktop.state.history import MIGRATIONS, History
from desktop.state.paths import Home

PROVENANCE = Provenance(
    app="ilha 0",
    model="starter/x",
    revision="0" * 40,
    files={"model.onnx": "1" * 64},
    input_sha256="2" * 64,
    params={"split": "none", "top_k": 5, "loud": True},
    runtime={"onnxruntime": "1.32.0"},
    started="2026-11-23T10:00:00.000+00:00",
    finished="2026-11-23T10:00:01.000+00:00",
)
LABELS = Labels(
    labels=(Label(label="positive", score=0.75), Label(label="neutral", score=0.25)),
    sentences=(Sentence(start=0, end=2, text="ok", labels=(Label(label="positive", score=1.0),)),),
)
TEXT = Text(
    text="Olá 😀",
    pages=(
        TextPage(
            width=10, height=20, lines=(TextLine(text="Olá 😀", score=0.5, box=((0, 0), (9, 0), (9, 5.5), (0, 5))),)
        ),
    ),
)


def make_job(number: int, **changes: object) -> Job:
    file = InputFile(
        path=Path(f"/data/letter {number}.txt"),
        kind=MediaKind.TEXT,
        mime="text/plain",
        label="Plain text",
        size_bytes=100,
    )
    job = Job(id=f"{number:04}", input=file, task="text-classification", model="starter/x", created=float(number))
    return dataclasses.replace(job, **changes)  # type: ignore[arg-type] # as in Job


@pytest.fixture
def history(home: Home) -> History:
    return History(home.history)


@pytest.mark.parametrize("value", [LABELS, TEXT], ids=["labels", "text"])
def test_a_result_comes_back_as_it_was_after_a_restart(home: Home, history: History, value: Labels | Text) -> None:
    artifact = Artifact(name="page-0001.jpg", path=Path("/data/page-0001.jpg"), mime="image/jpeg")
    result = Result(value=value, provenance=PROVENANCE, artifacts=(artifact,), timings={"run": 0.5})
    job = make_job(1, params={"split": "lines"})
    history.put([job])
    done = dataclasses.replace(job, state=JobState.DONE, started=1.0, finished=2.0, result=result)
    history.put([done])
    history.close()
    assert History(home.history).get("0001") == done


def test_a_failure_keeps_code_and_arguments(history: History) -> None:
    failure = Failure(code="input-too-large", arguments={"name": "x", "found": 3, "share": 0.5}, detail="…")
    history.put([make_job(1)])
    history.put([make_job(1, state=JobState.FAILED, failure=failure)])
    found = history.get("0001")
    assert found is not None
    assert found.failure == failure


def test_a_job_that_could_not_be_added_is_kept_when_it_ends(history: History) -> None:
    history.put([make_job(7, state=JobState.CANCELLED)])
    assert [job.id for job in history.find()] == ["0007"]


def test_search_looks_at_names_and_results_and_knows_no_wildcards(history: History) -> None:
    history.put([make_job(1), make_job(2)])
    result = Result(value=Text(text="total 100% paid"), provenance=PROVENANCE)
    history.put([make_job(2, state=JobState.DONE, result=result)])
    assert [job.id for job in history.find("letter")] == ["0002", "0001"]
    assert [job.id for job in history.find("PAID letter")] == ["0002"]
    assert [job.id for job in history.find("100%")] == ["0002"]
    assert history.find("1%0") == []
    assert history.find("_etter") == []
    assert [job.id for job in history.find(state="queued")] == ["0001"]
    assert [job.id for job in history.find(before=make_job(2))] == ["0001"]


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (Boxes(width=1, height=1, boxes=(Box(label="cat", score=1.0, box=(0, 0, 1, 1)),)), "cat"),
        (Masks(width=1, height=1, masks=(Mask(label="sky", score=1.0, artifact="m.png"),)), "sky"),
        (Spans(text="Ana lives in Rio", spans=()), "lives"),
        (Table(columns=("city",), rows=(("Rio", 3), (None, 1.5))), "1.5"),
    ],
    ids=["boxes", "masks", "spans", "table"],
)
def test_every_kind_of_words_is_found(history: History, value: ResultValue, word: str) -> None:
    history.put([make_job(1, state=JobState.DONE, result=Result(value=value, provenance=PROVENANCE)), make_job(2)])
    assert [job.id for job in history.find(word)] == ["0001"]


@pytest.mark.parametrize("value", [Embedding(vector=(1.0,)), Picture(width=1, height=1, artifact="depth.png")])
def test_what_has_no_words_is_kept_as_well(history: History, value: ResultValue) -> None:
    result = Result(value=value, provenance=PROVENANCE)
    history.put([make_job(1, state=JobState.DONE, result=result)])
    found = history.get("0001")
    assert found is not None
    assert found.result == result


def test_delete_hides_restore_brings_back_purge_forgets(history: History) -> None:
    history.put([make_job(1), make_job(2)])
    history.delete(["0001", "0002"], when=5.0)
    assert history.find() == []
    history.restore(["0002"])
    assert history.purge() == [("0001", Path("/data/letter 1.txt"))]
    assert [job.id for job in history.find()] == ["0002"]


def test_an_input_that_another_job_has_as_well_is_not_given_away(history: History) -> None:
    first, second = make_job(1), make_job(2)
    history.put([first, dataclasses.replace(second, input=first.input)])
    history.delete([first.id], when=5.0)
    assert history.purge() == [(first.id, None)]
    history.delete([second.id], when=5.0)
    assert history.purge() == [(second.id, first.input.path)]


def test_only_jobs_of_programs_that_are_gone_count_as_interrupted(home: Home, history: History) -> None:
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    history.put([make_job(1), make_job(2), make_job(3, state=JobState.DONE)])
    history.close()
    with sqlite3.connect(home.history) as database:
        database.execute("UPDATE jobs SET owner=? WHERE id='0001'", (int(gone.stdout),))
        database.execute("UPDATE jobs SET owner=? WHERE id='0002'", (os.getppid(),))
    database.close()
    assert [job.id for job in History(home.history).interrupted()] == ["0001"]


def test_the_estimate_is_the_median_of_the_last_runs(history: History) -> None:
    assert history.seconds_per_input("starter/x") is None
    for number, seconds in enumerate((1.0, 9.0, 2.0), 1):
        history.put([make_job(number)])
        result = Result(value=LABELS, provenance=PROVENANCE, timings={"run": seconds})
        history.put([make_job(number, state=JobState.DONE, started=10.0, finished=90.0, result=result)])
    assert history.seconds_per_input("starter/x") == pytest.approx(2.0)
    assert history.seconds_per_input("starter/x", per_byte=True) == pytest.approx(0.02)


def test_recordings_are_compared_by_their_length(history: History) -> None:
    assert history.seconds_per_second("starter/x") is None
    runs = ((100.0, 5.0, 0), (10.0, 2.0, 0), (900.0, 1.0, 7), (0.0, 3.0, 0))
    for number, (length_s, seconds, resumed) in enumerate(runs):
        value = Segments(text="", language="en", segments=(), duration_s=length_s)
        provenance = dataclasses.replace(PROVENANCE, resumed=resumed)
        result = Result(value=value, provenance=provenance, timings={"run": seconds})
        history.put([make_job(number, state=JobState.DONE, started=10.0, finished=90.0, result=result)])
    assert history.seconds_per_second("starter/x") == pytest.approx(0.2)


def test_an_edited_result_leaves_the_original_beside_it(home: Home, history: History) -> None:
    original = Result(value=TEXT, provenance=PROVENANCE)
    made = make_job(1, state=JobState.DONE, result=original)
    history.put([made])
    assert history.original("0001") == original
    edited = made
    for number, text in enumerate(("Olá a todos", "Adeus")):
        provenance = dataclasses.replace(PROVENANCE, edited=f"2026-11-24T10:00:0{number}.000+00:00")
        edited = make_job(1, state=JobState.DONE, result=Result(value=Text(text=text), provenance=provenance))
        history.put([edited])
    history.close()
    history = History(home.history)
    assert history.get("0001") == edited
    assert history.original("0001") == original
    assert [job.id for job in history.find("adeus")] == ["0001"]
    assert not history.find("olá")
    history.put([made])
    assert history.get("0001") == made
    assert history.original("0001") == original


def test_a_history_from_before_results_could_be_edited_is_read(home: Home) -> None:
    database = sqlite3.connect(home.history)
    MIGRATIONS[0](database)
    database.execute("PRAGMA user_version=1")
    database.execute(
        "INSERT INTO jobs (id, task, model, params, state, created, name, path, kind, mime, label, size_bytes, owner)"
        " VALUES ('a', 'ocr', 'x', '{}', 'done', 1.0, 'a.png', '/a.png', 'image', 'image/png', 'PNG', 1, 1)"
    )
    database.commit()
    database.close()
    history = History(home.history)
    assert [job.id for job in history.find()] == ["a"]
    assert history.original("a") is None


def test_the_database_is_private_in_wal_mode_and_migrated(home: Home, history: History) -> None:
    assert home.history.stat().st_mode & 0o077 == 0
    database = sqlite3.connect(home.history)
    assert database.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    database.close()


def test_a_file_that_is_no_database_is_set_aside(home: Home) -> None:
    home.history.write_bytes(b"not a database at all, but long enough to be looked at" * 100)
    history = History(home.history)
    history.put([make_job(1)])
    assert [job.id for job in history.find()] == ["0001"]
    assert home.history.with_suffix(".db.bad").read_bytes().startswith(b"not a database")
