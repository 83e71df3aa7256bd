"""What a task may use while it works on one job."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from desktop.core.job import Partial, Progress, Progressed
from desktop.core.result import Artifact

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from desktop.core.result import OtherLanguage
    from desktop.engine.checkpoint import Checkpoint
    from desktop.engine.interrupt import Interrupt
    from desktop.engine.loaded import LoadedModel
    from desktop.engine.tables.store import RowStore

_SECONDS_BETWEEN_REPORTS = 0.1
ROW_FOLDER = "row"
"""In the work folder of a job: what its rows wrote, which nobody asked for."""


class Context:
    """One job's models, cancel switch, progress, finished pieces and artifacts.

    Attributes:
        model: the model, for a task that needs one.
        models: those the task may choose from, that one first; loaded when they are used.
        used: those that made the result, in their order.
        other_language: that of the text, when the model was not made for it.
    """

    def __init__(
        self,
        *,
        job_id: str,
        models: Sequence[LoadedModel],
        interrupt: Interrupt,
        work: Path,
        digest: str = "",
        report: Callable[[Progressed | Partial], None],
        resume: bool = True,
        private: bool = False,
    ) -> None:
        """Begin the clock of the job on the input with `digest`; `work` is made when the first artifact is."""
        self.models = tuple(models)
        self.model = self.models[0]
        self.used: tuple[LoadedModel, ...] = (self.model,)
        self.interrupt = interrupt
        self.artifacts: list[Artifact] = []
        self.finished: Checkpoint | RowStore | None = None
        self.other_language: OtherLanguage | None = None
        self._digest = digest
        self._resume = resume
        self._private = private
        self._job_id = job_id
        self._work = work
        self._report = report
        self._began = time.monotonic()
        self._reported = 0.0

    def progress(self, phase: str, done: int, total: int, known: int = 0) -> None:
        """Report `done` of `total` with the time left, at most ten times a second; raises `Cancelled` when asked to.

        What an earlier run had finished, `known`, took this one no time and tells nothing of the time that is left.
        """
        self.interrupt.check()
        now = time.monotonic()
        if now - self._reported < _SECONDS_BETWEEN_REPORTS:
            return
        self._reported = now
        eta_s = (now - self._began) / (done - known) * (total - done) if done > known else None
        self._report(
            Progressed(job_id=self._job_id, progress=Progress(phase=phase, done=done, total=total, eta_s=eta_s))
        )

    def partial(self, text: str) -> None:
        """Show a piece of the result that is ready already."""
        self._report(Partial(job_id=self._job_id, text=text))

    def checkpoint(self, parts: Mapping[str, object]) -> Checkpoint:
        """Return the finished pieces of a job that depends on `parts` and on its input, perhaps of an earlier run."""
        from desktop.engine.checkpoint import Checkpoint

        made = Checkpoint(self._kept(parts), anew=not self._resume, private=self._private)
        self.finished = made
        return made

    def row_store(self, parts: Mapping[str, object]) -> RowStore:
        """Return the texts of a table and what came of them, for a job that depends on `parts` and on its input."""
        from desktop.engine.tables.store import RowStore

        made = RowStore(self._kept(parts), anew=not self._resume, private=self._private)
        self.finished = made
        return made

    def _kept(self, parts: Mapping[str, object]) -> Path:
        from desktop.engine.checkpoint import name_of
        from desktop.state.paths import CHECKPOINTS

        return self._work.parent / CHECKPOINTS / name_of({**parts, "input": self._digest})

    def for_row(self) -> Context:
        """Return the context of one row of a table: silent, and nothing it writes is kept."""
        return Context(
            job_id=self._job_id,
            models=self.models,
            interrupt=self.interrupt,
            work=self._work / ROW_FOLDER,
            report=_ignore,
            private=True,
        )

    def artifact(self, name: str, mime: str) -> Path:
        """Return where to write a file that belongs to the result."""
        self._work.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._work / name
        self.artifacts.append(Artifact(name=name, path=path, mime=mime))
        return path


def _ignore(_message: Progressed | Partial) -> None:
    """Say nothing."""
