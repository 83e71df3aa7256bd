"""Jobs and results in SQLite: written as they happen, there after a restart.

Statements are small; results are read one at a time.
"""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import desktop.core.network  # noqa: F401 - jobs may have failed on other machines, and what is read says so
from desktop.core.errors import Failure
from desktop.core.job import Job, JobState
from desktop.core.media import InputFile, MediaKind
from desktop.core.queue import Priority
from desktop.core.recipe import PREFIX, is_recipe
from desktop.core.result import Result
from desktop.state.codec import decode, encode
from desktop.state.database import Database, Migration, alive, process_mark, reading
from desktop.state.result_words import words_of
from desktop.state.salvage import Rescue


def _m001_jobs(database: sqlite3.Connection) -> None:
    database.execute(
        """CREATE TABLE jobs (
            id TEXT PRIMARY KEY, task TEXT NOT NULL, model TEXT NOT NULL, params TEXT NOT NULL, state TEXT NOT NULL,
            created REAL NOT NULL, started REAL, finished REAL,
            name TEXT NOT NULL, path TEXT NOT NULL, kind TEXT NOT NULL, mime TEXT NOT NULL, label TEXT NOT NULL,
            size_bytes INTEGER NOT NULL, failure TEXT, result TEXT, words TEXT NOT NULL DEFAULT '', deleted REAL,
            owner INTEGER NOT NULL
        ) STRICT"""
    )
    database.execute("CREATE INDEX jobs_by_time ON jobs (created DESC, id DESC) WHERE deleted IS NULL")
    database.execute("CREATE INDEX jobs_by_model ON jobs (model, state, finished DESC)")


def _m002_original(database: sqlite3.Connection) -> None:
    """Keep what a result was before somebody changed it by hand."""
    database.execute("ALTER TABLE jobs ADD COLUMN original TEXT")


def _m003_queue(database: sqlite3.Connection) -> None:
    """Keep the order of what waits, how often a job ended the engine, and whether the queue is paused."""
    database.execute("ALTER TABLE jobs ADD COLUMN priority INTEGER NOT NULL DEFAULT 0")
    database.execute("ALTER TABLE jobs ADD COLUMN place REAL")
    database.execute("ALTER TABLE jobs ADD COLUMN crashes INTEGER NOT NULL DEFAULT 0")
    database.execute("CREATE INDEX jobs_to_do ON jobs (owner) WHERE state IN ('queued', 'running')")
    database.execute("CREATE INDEX jobs_that_crashed ON jobs (crashes) WHERE crashes > 0")
    database.execute("CREATE TABLE queue (id INTEGER PRIMARY KEY CHECK (id=1), paused INTEGER NOT NULL) STRICT")


def _m004_inputs(database: sqlite3.Connection) -> None:
    """Find what was made of an input."""
    database.execute(f"CREATE INDEX jobs_by_input ON jobs ({_DIGEST}) WHERE result IS NOT NULL")


_DIGEST = "json_extract(result, '$.provenance.input_sha256')"
MIGRATIONS: tuple[Migration, ...] = (_m001_jobs, _m002_original, _m003_queue, _m004_inputs)
_COLUMNS = (
    "id, task, model, params, state, created, started, finished, name, path, kind, mime, label, size_bytes, failure,"
    " priority, place, crashes"
)


_RUN = "json_extract(result, '$.timings.run')"
_RESUMED = "COALESCE(json_extract(result, '$.provenance.resumed'), 0)"
_MADE = 20
"""Earlier results that are looked at in search of one that would be made so today."""
_WHOLE = "id NOT LIKE '%.%'"
"""A step of a recipe's run is no entry of its own; see `core.recipe.step_id`."""
_OPEN = "state IN ('queued', 'running') AND deleted IS NULL"
_RUN_ID = f"CASE WHEN {_WHOLE} THEN id ELSE substr(id, 1, instr(id, '.') - 1) END"
_CHANGING = (
    *("state", "started", "finished", "failure", "result", "words", "owner"),
    *("priority", "place", "crashes"),
)
_ALL = (*_COLUMNS.split(", "), "result", "words", "owner")
_PUT = (
    f"INSERT INTO jobs ({', '.join(_ALL)}) VALUES ({', '.join(f':{name}' for name in _ALL)})"  # noqa: S608 - names are ours
    f" ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name}=excluded.{name}' for name in _CHANGING)},"
    " original=CASE WHEN :edited THEN COALESCE(jobs.original, jobs.result) END"
)


class History:
    """The record of what was asked and answered.

    Args:
        path: the database; created when missing, migrated when older.
        at_once: never wait for the disk; see `Database`.
    """

    def __init__(self, path: Path, *, at_once: bool = False) -> None:
        """Open the database and bring it up to date."""
        self._file = Database(path, MIGRATIONS, at_once=at_once, rescue=Rescue(read=_read))
        self._database = self._file.connection
        self._owner = process_mark()

    def close(self) -> None:
        """Close the database; the object is not used afterwards."""
        self._file.close()

    def put(self, jobs: Iterable[Job]) -> None:
        """Record jobs, new or changed, with their results in one transaction.

        Beside a result that was edited by hand stays what it was before.
        """
        rows = [_row(job) | {"owner": self._owner} for job in jobs]

        def write() -> None:
            with self._file.transaction():
                self._database.executemany(_PUT, rows)

        if rows:
            self._file.guard(write)

    @reading
    def get(self, job_id: str) -> Job | None:
        """Return a job with its result."""
        row = self._database.execute(f"SELECT {_COLUMNS}, result FROM jobs WHERE id=?", (job_id,)).fetchone()  # noqa: S608
        if row is None:
            return None
        job = _job(row[:-1])
        result = self._last_result(job) if is_recipe(job.task) else row[-1]
        return dataclasses.replace(job, result=decode(result, Result)) if result else job

    @reading
    def steps(self, run_id: str) -> list[Job]:
        """Return the steps of a recipe's run that were begun, in their order, with their results."""
        query = f"SELECT {_COLUMNS}, result FROM jobs WHERE id > ? AND id < ? ORDER BY id"  # noqa: S608
        found = self._database.execute(query, _steps_of(run_id))
        return [
            dataclasses.replace(_job(row), result=decode(row[-1], Result)) if row[-1] else _job(row) for row in found
        ]

    @reading
    def step_ids(self, run_id: str) -> list[str]:
        """Return the ids of what `steps` returns."""
        query = "SELECT id FROM jobs WHERE id > ? AND id < ?"
        return [step_id for (step_id,) in self._database.execute(query, _steps_of(run_id))]

    @reading
    def made(self, job: Job, digest: str) -> Iterator[Job]:
        """Give what was made like `job` of an input with this digest, the last first, each with its result.

        They agree in task and parameters; which model answered, the results say.
        """
        query = (
            f"SELECT id FROM jobs WHERE {_DIGEST}=? AND result IS NOT NULL AND task=? AND params=? AND state='done'"  # noqa: S608
            " AND deleted IS NULL ORDER BY finished DESC LIMIT ?"
        )
        values = (digest, job.task, encode(job.params).decode(), _MADE)
        found = (self.get(job_id) for (job_id,) in self._database.execute(query, values).fetchall())
        return (one for one in found if one is not None)

    @reading
    def original(self, job_id: str) -> Result | None:
        """Return the result of a job as the model made it, whether it was edited since or not."""
        row = self._database.execute("SELECT COALESCE(original, result) FROM jobs WHERE id=?", (job_id,)).fetchone()
        return decode(row[0], Result) if row and row[0] else None

    @reading
    def knows(self, path: Path) -> bool:
        """Say whether there is a job of this file, also one that is hidden."""
        return self._database.execute("SELECT 1 FROM jobs WHERE path=?", (str(path),)).fetchone() is not None

    @reading
    def find(
        self, words: str = "", *, task: str = "", state: str = "", limit: int = 500, before: Job | None = None
    ) -> list[Job]:
        """Return jobs without their results, newest first.

        Args:
            words: every word must occur in the file name or in the text of the result.
            task: id of a task, the `PREFIX` of recipes for the runs of all of them, or empty for all.
            state: a job state, or empty for all.
            limit: at most so many.
            before: go on after this job, the last of the list before.
        """
        where: list[str] = ["deleted IS NULL", _WHOLE]
        values: list[str | float] = []
        for word in words.split():
            where.append("(name LIKE ? ESCAPE '\\' OR words LIKE ? ESCAPE '\\')")
            pattern = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
            values += [pattern, pattern]
        for column, value in (("task", task), ("state", state)):
            if value:
                where.append("instr(task, ?)=1" if value == PREFIX else f"{column}=?")
                values.append(value)
        if before is not None:
            where.append("(created, id) < (?, ?)")
            values += [before.created, before.id]
        query = f"SELECT {_COLUMNS} FROM jobs WHERE {' AND '.join(where)} ORDER BY created DESC, id DESC LIMIT ?"  # noqa: S608
        return [_job(row) for row in self._database.execute(query, (*values, limit))]

    def delete(self, job_ids: Iterable[str], when: float) -> None:
        """Hide jobs, of a recipe's run the steps as well; `restore` brings them back until `purge`."""
        self._mark(job_ids, when)

    def restore(self, job_ids: Iterable[str]) -> None:
        """Bring hidden jobs back."""
        self._mark(job_ids, None)

    def purge(self) -> list[tuple[str, Path | None]]:
        """Forget hidden jobs for good; returns the id of each with its input, for the caller to remove their files.

        The input is None where another job has the same: two may be about one text that was pasted.
        """
        return self._forget("deleted IS NOT NULL")

    def expire(self, before: float) -> list[tuple[str, Path | None]]:
        """Forget for good what ended, or was given up, before a time; returns the same as `purge`."""
        old = "COALESCE(finished, created) < ? AND state NOT IN ('queued', 'running')"
        return self._forget(f"{_RUN_ID} IN (SELECT id FROM jobs WHERE {_WHOLE} AND {old})", before)  # noqa: S608

    @reading
    def _forget(self, which: str, *values: float) -> list[tuple[str, Path | None]]:
        query = f"DELETE FROM jobs WHERE {which} RETURNING id, path"  # noqa: S608
        gone = self._database.execute(query, values).fetchall()
        kept = {path for (path,) in self._database.execute("SELECT DISTINCT path FROM jobs")} if gone else set[str]()
        return [(job_id, None if path in kept else Path(path)) for job_id, path in gone]

    def interrupted(self) -> Iterator[Job]:
        """Give jobs that were waiting or running in a program that is gone, in the order of its queue."""
        query = f"SELECT id, owner FROM jobs WHERE {_OPEN} AND {_WHOLE} ORDER BY priority DESC, place, id"  # noqa: S608
        found = self._file.read(lambda: self._database.execute(query).fetchall())
        gone = {owner for owner in {owner for _, owner in found} if owner == self._owner or not alive(owner)}
        jobs = (self._waiting(job_id) for job_id, owner in found if owner in gone)
        return (job for job in jobs if job is not None)  # somebody may have hidden it meanwhile

    @reading
    def _waiting(self, job_id: str) -> Job | None:
        row = self._database.execute(f"SELECT {_COLUMNS} FROM jobs WHERE id=? AND {_OPEN}", (job_id,)).fetchone()  # noqa: S608
        return _job(row) if row is not None else None

    @property
    @reading
    def paused(self) -> bool:
        """Return whether the queue was paused when somebody last said so."""
        return self._database.execute("SELECT 1 FROM queue WHERE paused").fetchone() is not None

    def pause(self, *, paused: bool) -> None:
        """Remember whether the queue is paused."""
        self._file.guard(lambda: self._database.execute("INSERT OR REPLACE INTO queue VALUES (1, ?)", (paused,)))

    @reading
    def crashes(self) -> dict[tuple[str, str, int], int]:
        """Return how often files ended the engine: of each task, path and size in bytes where it ever happened."""
        query = (
            "SELECT task, path, size_bytes, SUM(crashes) FROM jobs WHERE crashes > 0 GROUP BY task, path, size_bytes"
        )
        return {(task, path, size): count for task, path, size, count in self._database.execute(query)}

    @reading
    def last_used(self) -> dict[str, float]:
        """Return when the last job of each model ended well, in seconds since the epoch."""
        query = "SELECT model, MAX(finished) FROM jobs WHERE state='done' AND finished IS NOT NULL GROUP BY model"
        return dict(self._database.execute(query).fetchall())

    def seconds_per_input(self, model: str, *, per_byte: bool = False) -> float | None:
        """Return the median time of the last twenty finished jobs of a model, by input or by byte; None without any.

        Jobs that shared batches overlap, so their own share of the time counts, not when they began and ended.
        """
        return self._median(model, f"{_RUN}/MAX(size_bytes, 1)" if per_byte else _RUN)

    def seconds_per_second(self, model: str) -> float | None:
        """Return the median time for a second of sound of the last twenty finished jobs; None without any.

        A recording that an earlier run had heard in part tells nothing.
        """
        length = "json_extract(result, '$.value.duration_s')"
        return self._median(model, f"{_RUN}/{length}", f"{length} > 0 AND NOT {_RESUMED}")

    def seconds_per_token(self, model: str) -> float | None:
        """Return the median time for a token of the last twenty answers of a model; None without any."""
        speed = "json_extract(result, '$.value.usage.tokens_per_s')"
        return self._median(model, f"1.0/{speed}", f"{speed} > 0")

    def _mark(self, job_ids: Iterable[str], when: float | None) -> None:
        marks = [(when, job_id, *_steps_of(job_id)) for job_id in job_ids]
        query = "UPDATE jobs SET deleted=? WHERE id=? OR id > ? AND id < ?"

        def write() -> None:
            with self._file.transaction():
                self._database.executemany(query, marks)

        self._file.guard(write)

    def _last_result(self, run: Job) -> str | None:
        """Return the result of a recipe's run, which is that of its last step."""
        if run.state is not JobState.DONE:
            return None
        query = "SELECT result FROM jobs WHERE id > ? AND id < ? AND result IS NOT NULL ORDER BY id DESC LIMIT 1"
        row = self._database.execute(query, _steps_of(run.id)).fetchone()
        return str(row[0]) if row else None

    @reading
    def _median(self, model: str, measure: str, condition: str = "TRUE") -> float | None:
        query = (
            f"SELECT {measure} FROM jobs WHERE model=? AND state='done' AND result IS NOT NULL"  # noqa: S608
            f" AND {condition} ORDER BY finished DESC LIMIT 20"
        )
        times = sorted(time for (time,) in self._database.execute(query, (model,)))
        return float(times[len(times) // 2]) if times else None


def _steps_of(run_id: str) -> tuple[str, str]:
    """Return what the ids of all steps of a run lie between: they begin with its id and a dot, before the slash."""
    return f"{run_id}.", f"{run_id}/"


def _row(job: Job) -> dict[str, Any]:
    return {
        "id": job.id,
        "task": job.task,
        "model": job.model,
        "params": encode(job.params).decode(),
        "state": job.state.value,
        "created": job.created,
        "started": job.started,
        "finished": job.finished,
        "name": job.input.name,
        "path": str(job.input.path),
        "kind": job.input.kind.value,
        "mime": job.input.mime,
        "label": job.input.label,
        "size_bytes": job.input.size_bytes,
        "failure": encode(job.failure).decode() if job.failure else None,
        "result": encode(job.result).decode() if job.result and not is_recipe(job.task) else None,
        "words": words_of(job.result) if job.result else "",
        "edited": bool(job.result and job.result.provenance.edited),
        "priority": int(job.priority),
        "place": job.place,
        "crashes": job.crashes,
    }


def _job(row: Sequence[Any]) -> Job:
    return Job(
        id=row[0],
        task=row[1],
        model=row[2],
        params=decode(row[3], dict),
        state=JobState(row[4]),
        created=row[5],
        started=row[6],
        finished=row[7],
        input=InputFile(
            name=row[8],
            path=Path(row[9]),
            kind=MediaKind(row[10]),
            mime=row[11],
            label=row[12],
            size_bytes=row[13],
        ),
        failure=decode(row[14], Failure) if row[14] else None,
        priority=Priority(row[15]),
        place=row[16],
        crashes=row[17],
    )


def _read(table: str, row: Mapping[str, Any]) -> None:
    """Read a row that was carried over from a damaged history."""
    if table == "jobs":
        _job([row[name] for name in _COLUMNS.split(", ")])
        for name in ("result", "original"):
            if row[name]:
                decode(row[name], Result)
