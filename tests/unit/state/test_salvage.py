"""A history with lost pages in its middle: each reading says so, and the next start keeps what is intact."""

from __future__ import annotations

import dataclasses
import random
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest

from desktop.core.job import Job, JobState
from desktop.core.result import Result, Text
from desktop.state.database import StorageDamaged
from desktop.state.history import History
from desktop.state.news import take_news
from desktop.state.paths import Home
from desktop.state.salvage import set_aside
from tests.unit.state.test_history import PROVENANCE, make_job

JOBS = 500
PAGE_BYTES = 4096
LOST_PAGES = 6
THREADS = 4
_HEADER_BYTES = 100


def finished(number: int) -> Job:
    text = Text(text=f"invoice {number} " * (1 + number % 40), pages=())
    result = Result(value=text, provenance=PROVENANCE, artifacts=(), timings={"run": 1.0})
    return dataclasses.replace(make_job(number), state=JobState.DONE, result=result)


def damage(path: Path, noise: Callable[[int], bytes]) -> bytes:
    """Overwrite pages in the middle; returns what the file is now."""
    content = bytearray(path.read_bytes())
    start = len(content) // PAGE_BYTES // 2 * PAGE_BYTES
    content[start : start + LOST_PAGES * PAGE_BYTES] = noise(LOST_PAGES * PAGE_BYTES)
    path.write_bytes(content)
    return bytes(content)


@pytest.fixture
def path(home: Home) -> Path:
    """A history of many jobs."""
    with closing(History(home.history)) as history:
        history.put([finished(number) for number in range(JOBS)])
    return home.history


def readings(history: History) -> list[Callable[[], object]]:
    ids = [finished(number).id for number in range(JOBS)]
    return [
        history.find,
        lambda: history.find("invoice 77"),
        lambda: [history.get(job_id) for job_id in ids],
        lambda: [history.original(job_id) for job_id in ids],
        lambda: [history.steps(job_id) for job_id in ids],
        lambda: list(history.made(finished(1), PROVENANCE.input_sha256)),
        lambda: list(history.interrupted()),
        lambda: history.knows(Path("/nowhere")),
        lambda: history.seconds_per_input("starter/x"),
        lambda: history.delete(ids, 1.0),
        lambda: history.expire(1e12),
        history.purge,
        history.crashes,
        history.last_used,
    ]


@pytest.mark.parametrize("noise", [random.Random(7).randbytes, bytes])
def test_lost_pages_cost_no_other(path: Path, home: Home, noise: Callable[[int], bytes]) -> None:
    damaged = damage(path, noise)
    said = set()
    with closing(History(path)) as history:
        for read in readings(history):
            try:
                read()
            except StorageDamaged as error:
                said.add(str(error))
    assert said == {f"“history.db” in “{path.parent}” is damaged, and a part of it cannot be read."}
    with closing(History(path)) as history:
        kept = history.find(limit=JOBS)
        assert JOBS * 0.95 < len(kept) < JOBS
        for job in kept:
            whole = history.get(job.id)
            assert whole is not None
            assert whole == finished(int(job.id))
        history.delete([kept[0].id], 1.0)
        history.put([finished(JOBS)])
        assert history.find(limit=1)[0].id == finished(JOBS).id
    assert path.with_suffix(".db.bad").read_bytes()[_HEADER_BYTES:] == damaged[_HEADER_BYTES:]
    assert [(news.code, news.arguments["kept"]) for news in take_news(home)] == [("storage-renewed", "history.db.bad")]
    assert not take_news(home)
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize("share", [0.5, 0.8, 0.97])
def test_a_history_that_breaks_off_is_kept_up_to_there(path: Path, share: float) -> None:
    """What lies in the place of lost pages may be rows of any number, which must not lead back to the first."""
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with closing(History(path)) as history:
        kept = history.find(limit=JOBS)
        assert JOBS * share * 0.8 < len(kept) < JOBS
        assert all(history.get(job.id) == finished(int(job.id)) for job in kept[::20])


def test_a_result_that_cannot_be_understood_is_damage_and_left_behind(path: Path) -> None:
    content = path.read_bytes()
    for whole, broken in (
        (b'"text":"invoice 3 ', b'"text""invoice 3 '),
        (b'"text":"invoice 4 ', b'"text":"invoice \xff '),
    ):
        assert content.count(whole) == 1
        content = content.replace(whole, broken.ljust(len(whole)))
    path.write_bytes(content)
    with closing(History(path)) as history:
        for number in (3, 4):
            with pytest.raises(StorageDamaged) as caught:
                history.get(finished(number).id)
            assert "invoice" not in caught.value.detail
    with closing(History(path)) as history:
        assert len(history.find(limit=JOBS)) == JOBS - 2


def test_nothing_is_made_anew_under_the_hands_of_another_program(path: Path) -> None:
    damage(path, bytes)
    with closing(History(path)) as other:
        with pytest.raises(StorageDamaged):
            other.find()
        with closing(History(path)) as history, pytest.raises(StorageDamaged):
            history.find()
        other.put([finished(JOBS)])
    assert not path.with_suffix(".db.bad").exists()
    with closing(History(path)) as history:
        assert history.get(finished(JOBS).id) == finished(JOBS)
    assert sorted(file.name for file in path.parent.glob("history.db*")) == [
        "history.db", "history.db.bad", "history.db.renewed",
    ]  # fmt: skip


def test_the_log_of_what_is_set_aside_goes_with_it(tmp_path: Path) -> None:
    """A new database would take the log of the old one for its own."""
    path = tmp_path / "numbers.db"
    names = ("numbers.db", "numbers.db-wal")
    for name in names:
        (tmp_path / name).write_text(name)
    set_aside(path)
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == {
        "numbers.db.bad": names[0], "numbers.db.bad-wal": names[1],
    }  # fmt: skip


def test_those_who_find_the_damage_at_once_come_to_the_same_new_one(path: Path) -> None:
    path.with_name("history.db.damaged").touch()
    together = Barrier(THREADS)

    def add(number: int) -> None:
        together.wait()
        with closing(History(path)) as history:
            history.put([finished(JOBS + number)])

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(add, range(THREADS)))
    with closing(History(path)) as history:
        assert len(history.find(limit=2 * JOBS)) == JOBS + THREADS
    assert [kept.name for kept in path.parent.glob("*.bad*")] == ["history.db.bad"]
