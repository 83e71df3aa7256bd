"""What a task may use while it works on one job."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from desktop.core.job import Partial, Progress, Progressed
from desktop.core.result import Artifact

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.engine.interrupt import Interrupt
    from desktop.engine.loaded import LoadedModel

_SECONDS_BETWEEN_REPORTS = 0.1


class Context:
    """One job's model, cancel switch, progress and artifacts."""

    def __init__(
        self,
        *,
        job_id: str,
        model: LoadedModel,
        interrupt: Interrupt,
        work: Path,
        report: Callable[[Progressed | Partial], None],
    ) -> None:
        """Begin the clock of the job; `work` is made when the first artifact is."""
        self.model = model
        self.interrupt = interrupt
        self.artifacts: list[Artifact] = []
        self._job_id = job_id
        self._work = work
        self._report = report
        self._began = time.monotonic()
        self._reported = 0.0

    def progress(self, phase: str, done: int, total: int) -> None:
        """Report `done` of `total` with the time left, at most ten times a second; raises `Cancelled` when asked to."""
        self.interrupt.check()
        now = time.monotonic()
        if now - self._reported < _SECONDS_BETWEEN_REPORTS:
            return
        self._reported = now
        eta_s = (now - self._began) / done * (total - done) if done else None
        self._report(
            Progressed(job_id=self._job_id, progress=Progress(phase=phase, done=done, total=total, eta_s=eta_s))
        )

    def partial(self, text: str) -> None:
        """Show a piece of the result that is ready already."""
        self._report(Partial(job_id=self._job_id, text=text))

    def artifact(self, name: str, mime: str) -> Path:
        """Return where to write a file that belongs to the result."""
        self._work.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._work / name
        self.artifacts.append(Artifact(name=name, path=path, mime=mime))
        return path
