"""Jobs and results in SQLite: written as they happen, there after a restart.

Statements are small; results are read one at a time.
"""

from __future__ import annotations

import dataclasses
import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from desktop.core.errors import Failure
from desktop.core.job import Job, JobState
from desktop.core.media import InputFile, MediaKind
from desktop.core.result import Boxes, Labels, Masks, Result, Segments, Spans, Table, Text
from desktop.state.codec import decode, encode
from desktop.state.database import Database, Migration, alive


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


MIGRATIONS: tuple[Migration, ...] = (_m001_jobs, _m002_original)
_COLUMNS = (
    "id, task, model, params, state, created, started, finished, name, path, kind, mime, label, size_bytes, failure"
)


_CHANGING = ("state", "started", "finished", "failure", "result", "words", "owner")
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
    """

    def __init__(self, path: Path) -> None:
        """Open the database and bring it up to date."""
        self._file = Database(path, MIGRATIONS)
        self._database = self._file.connection

    def close(self) -> None:
        """Close the database; the object is not used afterwards."""
        self._file.close()

    def put(self, jobs: Iterable[Job]) -> None:
        """Record jobs, new or changed, with their results in one transaction.

        Beside a result that was edited by hand stays what it was before.
        """
        rows = [_row(job) for job in jobs]

        def write() -> None:
            with self._file.transaction():
                self._database.executemany(_PUT, rows)

        if rows:
            self._file.guard(write)

    def get(self, job_id: str) -> Job | None:
        """Return a job with its result."""
        row = self._database.execute(f"SELECT {_COLUMNS}, result FROM jobs WHERE id=?", (job_id,)).fetchone()  # noqa: S608
        if row is None:
            return None
        job = _job(row[:-1])
        return dataclasses.replace(job, result=decode(row[-1], Result)) if row[-1] else job

    def original(self, job_id: str) -> Result | None:
        """Return the result of a job as the model made it, whether it was edited since or not."""
        row = self._database.execute("SELECT COALESCE(original, result) FROM jobs WHERE id=?", (job_id,)).fetchone()
        return decode(row[0], Result) if row and row[0] else None

    def knows(self, path: Path) -> bool:
        """Say whether there is a job of this file, also one that is hidden."""
        return self._database.execute("SELECT 1 FROM jobs WHERE path=?", (str(path),)).fetchone() is not None

    def find(
        self, words: str = "", *, task: str = "", state: str = "", limit: int = 500, before: Job | None = None
    ) -> list[Job]:
        """Return jobs without their results, newest first.

        Args:
            words: every word must occur in the file name or in the text of the result.
            task: id of a task, or empty for all.
            state: a job state, or empty for all.
            limit: at most so many.
            before: go on after this job, the last of the list before.
        """
        where: list[str] = ["deleted IS NULL"]
        values: list[str | float] = []
        for word in words.split():
            where.append("(name LIKE ? ESCAPE '\\' OR words LIKE ? ESCAPE '\\')")
            pattern = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
            values += [pattern, pattern]
        for column, value in (("task", task), ("state", state)):
            if value:
                where.append(f"{column}=?")
                values.append(value)
        if before is not None:
            where.append("(created, id) < (?, ?)")
            values += [before.created, before.id]
        query = f"SELECT {_COLUMNS} FROM jobs WHERE {' AND '.join(where)} ORDER BY created DESC, id DESC LIMIT ?"  # noqa: S608
        return [_job(row) for row in self._database.execute(query, (*values, limit))]

    def delete(self, job_ids: Iterable[str], when: float) -> None:
        """Hide jobs; `restore` brings them back until `purge`."""
        marks = [(when, job_id) for job_id in job_ids]
        self._file.guard(lambda: self._database.executemany("UPDATE jobs SET deleted=? WHERE id=?", marks))

    def restore(self, job_ids: Iterable[str]) -> None:
        """Bring hidden jobs back."""
        marks = [(job_id,) for job_id in job_ids]
        self._file.guard(lambda: self._database.executemany("UPDATE jobs SET deleted=NULL WHERE id=?", marks))

    def purge(self) -> list[tuple[str, Path]]:
        """Forget hidden jobs for good; returns (job id, input path) of each: the caller removes their files."""
        gone = self._file.guard(
            lambda: self._database.execute("DELETE FROM jobs WHERE deleted IS NOT NULL RETURNING id, path").fetchall()
        )
        return [(job_id, Path(path)) for job_id, path in gone]

    def interrupted(self) -> list[Job]:
        """Return jobs that were waiting or running in a program that is gone."""
        query = f"SELECT {_COLUMNS}, owner FROM jobs WHERE state IN ('queued', 'running')"  # noqa: S608
        rows = self._database.execute(query).fetchall()
        gone = {owner for owner in {row[-1] for row in rows} if owner == os.getpid() or not alive(owner)}
        return [_job(row[:-1]) for row in rows if row[-1] in gone]

    def last_used(self) -> dict[str, float]:
        """Return when the last job of each model ended well, in seconds since the epoch."""
        query = "SELECT model, MAX(finished) FROM jobs WHERE state='done' AND finished IS NOT NULL GROUP BY model"
        return dict(self._database.execute(query).fetchall())

    def seconds_per_input(self, model: str, *, per_byte: bool = False) -> float | None:
        """Return the median time of the last twenty finished jobs of a model, by input or by byte; None without any.

        Jobs that shared batches overlap, so their own share of the time counts, not when they began and ended.
        """
        run = "json_extract(result, '$.timings.run')"
        measure = f"{run}/MAX(size_bytes, 1)" if per_byte else run
        query = (
            f"SELECT {measure} FROM jobs WHERE model=? AND state='done' AND result IS NOT NULL"  # noqa: S608
            " ORDER BY finished DESC LIMIT 20"
        )
        times = sorted(time for (time,) in self._database.execute(query, (model,)))
        return float(times[len(times) // 2]) if times else None


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
        "result": encode(job.result).decode() if job.result else None,
        "words": _words(job.result) if job.result else "",
        "edited": bool(job.result and job.result.provenance.edited),
        "owner": os.getpid(),
    }


def _job(row: tuple[Any, ...]) -> Job:
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
    )


def _words(result: Result) -> str:
    """Return what a search in the history looks through, at most 20,000 characters."""
    match result.value:
        case Text(text=text) | Spans(text=text) | Segments(text=text):
            words = text
        case Labels(labels=labels):
            words = " ".join(label.label for label in labels[:5])
        case Boxes(boxes=boxes):
            words = " ".join(dict.fromkeys(box.label for box in boxes))
        case Masks(masks=masks):
            words = " ".join(dict.fromkeys(mask.label for mask in masks))
        case Table(columns=columns, rows=rows):
            words = " ".join(str(cell) for row in (columns, *rows[:1000]) for cell in row)
        case _:
            words = ""
    return words[:20_000]
