"""One file for each task; `registry()` finds them, so a new task is a new file and no other edit."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from desktop.core.media import MediaKind
from desktop.core.usage import TaskUnknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.core.media import InputFile
    from desktop.core.result import ResultValue
    from desktop.core.task import Task
    from desktop.engine.context import Context
    from desktop.engine.rows import Steps

Run = Callable[["InputFile", Any, "Context"], "ResultValue | Steps"]
RunRows = Callable[["Sequence[str]", Any, "Context"], "Iterator[ResultValue]"]

_RARE_FOR_ROWS = frozenset({"summarization", "text-generation"})


@functools.cache
def _modules() -> dict[str, Any]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return {module.TASK.id: module for module in modules}


@functools.cache
def registry() -> dict[str, Task]:
    """Return every task by id, in the order they are offered."""
    tasks: list[Task] = sorted((module.TASK for module in _modules().values()), key=lambda task: task.rank)
    return {task.id: task for task in tasks}


def get_task(task: str) -> Task:
    """Return a task by id or raise `TaskUnknown`."""
    found = registry().get(task)
    if found is None:
        raise TaskUnknown(task=task, tasks=", ".join(registry()))
    return found


def runner(task: str) -> Run:
    """Return the function that runs a task on one input."""
    run: Run = _modules()[task].run
    return run


def runner_of_rows(task: str) -> RunRows | None:
    """Return the function that runs a task on several texts at once, None where it takes them one by one."""
    return getattr(_modules()[task], "run_rows", None)


def keeps_tables(task: Task, file: InputFile) -> bool:
    """Say whether a task makes of this table a table of the same shape, as a document."""
    from desktop.media.documents import suffix_of

    return getattr(_modules()[task.id], "KEEPS_TABLES", False) and bool(suffix_of(file))


def accepts(task: Task, file: InputFile) -> bool:
    """Say whether a task can work on a file; a few formats can be recognised but not opened.

    A task that is choosier than that has a function `opens` beside its `run`.
    """
    from desktop.media import audio, image, tables

    of_sound = dict.fromkeys((MediaKind.AUDIO, MediaKind.VIDEO), audio.decodable)
    of_kind = ({MediaKind.IMAGE: image.decodable, MediaKind.TABLE: tables.readable} | of_sound).get(file.kind)
    of_task = getattr(_modules()[task.id], "opens", None)
    return file.kind in task.accepts and all(opens(file) for opens in (of_kind, of_task) if opens is not None)


def _only_by_name(task: Task, file: InputFile) -> bool:
    """Say whether a task does with the rows of a table what somebody may want, but nobody expects."""
    return file.kind is MediaKind.TABLE and task.id in _RARE_FOR_ROWS


def fitting(file: InputFile) -> list[Task]:
    """Return the tasks that accept a file, the most likely first."""
    found = [task for task in registry().values() if accepts(task, file) and not _only_by_name(task, file)]
    return sorted(found, key=lambda task: task.scene is not file.scene or task.scene is None)
