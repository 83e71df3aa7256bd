"""Results that somebody changes by hand; what the model made stays beside them."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from desktop.core.job import Job
    from desktop.core.result import Result, ResultValue
    from desktop.jobs.record import Record


class Edits(QObject):
    """Changes results in the history.

    Signals:
        changed: Job with its result, which is another now.
    """

    changed = Signal(object)

    def __init__(self, record: Record, parent: QObject | None = None) -> None:
        """Change what `record` keeps."""
        super().__init__(parent)
        self._record = record

    def keep(self, job: Job, value: ResultValue) -> Job:
        """Replace what `job`, with its result, has found by what somebody made of it; returns it as it is now."""
        assert job.result is not None
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        provenance = dataclasses.replace(job.result.provenance, edited=now)
        return self._put(job, dataclasses.replace(job.result, value=value, provenance=provenance))

    def restore(self, job: Job) -> Job:
        """Give a job the result again that it had before it was edited; returns it as it is now."""
        return self._put(job, self._record.original(job.id) or job.result)

    def _put(self, job: Job, result: Result | None) -> Job:
        edited = dataclasses.replace(job, result=result)
        self._record.put([edited])
        self.changed.emit(edited)
        return edited
