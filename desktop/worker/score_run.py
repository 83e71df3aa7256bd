"""Run models one after the other on the same rows of a table and score them; nothing of it is kept."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop import tasks
from desktop.core.errors import IlhaError, InputUnsupported, InternalError
from desktop.core.job import Done, Failed, Progressed, RequestDone
from desktop.core.kind import ResultKind
from desktop.core.media import MediaKind, kind_names
from desktop.core.result import Table
from desktop.core.table import ColumnEmpty
from desktop.core.task import parse_params
from desktop.core.usage import ParameterInvalid
from desktop.media.tables.pages import rows_of
from desktop.state.artifacts import discard_checkpoint, discard_work
from desktop.worker import score
from desktop.worker.batch import chosen, new_jobs, requests, run_all
from desktop.worker.client import EngineClient

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from desktop.core.job import Job, Progress
    from desktop.core.media import InputFile
    from desktop.core.result import Result
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home
    from desktop.worker.score import Answer, Score

_COLUMN, _ANSWER = "label_column", "answer"
"""Named, so that a task which would translate the cells themselves gives its results a column as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The scores of models on the same rows; `agreement` is the share of rows on which two of them say the same."""

    scores: tuple[Score, ...]
    agreement: float | None


def compare(
    file: InputFile,
    task_id: str,
    models: Sequence[str],
    params: Mapping[str, object],
    *,
    home: Home,
    shelf: ModelShelf,
    threads: int = 0,
    on_progress: Callable[[str, Progress], None],
) -> Comparison:
    """Score each model in an engine of its own, so that the memory it needs is its own.

    Raises:
        UsageError: no such task, model, parameter or column.
        InputUnsupported: the file is no table, or the task does not work on any.
        IlhaError: what a model said that could not be run on it.
    """
    task = tasks.get_task(task_id)
    if not params.get("truth"):
        raise ParameterInvalid(name="truth", value="", expected="the column with the right answers")
    by_rows = MediaKind.TABLE in task.accepts
    if file.kind is not MediaKind.TABLE or not by_rows:
        accepts = kind_names((MediaKind.TABLE,) if by_rows else task.accepts)
        raise InputUnsupported(name=file.name, label=file.label, accepts=accepts)
    values = parse_params(task, {_COLUMN: _ANSWER, **params})
    names = [chosen(shelf, task, model) for model in models] or [chosen(shelf, task, None)]
    jobs = [new_jobs((file,), task_id, name, values)[0] for name in names]
    scored: list[tuple[Score, Iterable[Answer]]] = []
    try:
        for job in jobs:
            client = EngineClient(home.work, threads)
            try:
                scored.append(_one(client, job, shelf, home, on_progress, classes=task.produces is ResultKind.LABELS))
            finally:
                client.stop()
        return together(scored)
    finally:
        discard_work(home, [job.id for job in jobs])


def together(scored: Sequence[tuple[Score, Iterable[Answer]]]) -> Comparison:
    """Return what was measured of models, and of two of them, whose answers are read once more, how far they agree."""
    agreed = score.agreement(scored[0][1], scored[1][1]) if len(scored) == 2 else None
    return Comparison(scores=tuple(one for one, _ in scored), agreement=agreed)


def measured(model: str, result: Result, truth: str, *, classes: bool) -> Score:
    """Return how good the answers of a table that was worked on are; see `score.measure`."""
    assert isinstance(result.value, Table)
    return score.measure(model, answers_of(result, truth), classes=classes, rows_total=result.value.rows_total)


def answers_of(result: Result, truth: str) -> Iterator[Answer]:
    """Yield the answers of a table that was worked on, read from its rows; see `score.answers`."""
    assert isinstance(result.value, Table)
    return score.answers(result.value, rows_of(result), truth)


def _one(
    client: EngineClient,
    job: Job,
    shelf: ModelShelf,
    home: Home,
    on_progress: Callable[[str, Progress], None],
    *,
    classes: bool,
) -> tuple[Score, Iterable[Answer]]:
    began, ended, peak = time.monotonic(), 0.0, 0
    result: Result | None = None
    for message in run_all(client, requests((job,), shelf, home, resume=False)):
        match message:
            case Progressed(progress=progress):
                on_progress(job.model, progress)
            case Done(checkpoint=checkpoint):
                result, ended = message.result, time.monotonic()
                discard_checkpoint(home, checkpoint)
            case Failed(failure=failure):
                fault = IlhaError.by_code.get(failure.code, InternalError)
                raise fault(detail=failure.detail, **failure.arguments)
            case RequestDone(peak_bytes=bytes_at_most):
                peak = bytes_at_most
            case _:
                pass
    assert result is not None
    assert isinstance(result.value, Table)
    truth = result.value.truth
    made = measured(result.provenance.model, result, truth, classes=classes)
    if not made.rows:
        raise ColumnEmpty(name=job.input.name, column=truth)
    return replace(made, elapsed_s=round(ended - began, 3), peak_bytes=peak), answers_of(result, truth)
