"""Which jobs work on the rows of a table, and how a task is put to work on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import tasks
from desktop.core.late_dataclass import fields_of
from desktop.core.media import InputFile, MediaKind
from desktop.core.table import TableParams
from desktop.core.task import table_parameters

if TYPE_CHECKING:
    from desktop.core.result import ResultValue
    from desktop.core.task import Task, Value
    from desktop.engine.context import Context
    from desktop.engine.rows import Steps

_SHARED = frozenset(field.name for field in fields_of(TableParams))


def by_row(task: Task, file: InputFile, params: dict[str, Value]) -> bool:
    """Say whether a job works on the rows of a table, and not on the table as one text or document.

    A task that puts tables together again as documents does so, unless it is told what its own parameters do not know.
    """
    known = {parameter.name for parameter in table_parameters(task)}
    if file.kind is not MediaKind.TABLE or not known:
        return False
    return not tasks.keeps_tables(task, file) or not known.isdisjoint(params)


def own(task: Task, params: dict[str, Value]) -> dict[str, Value]:
    """Return the parameters of the task itself."""
    named = {field.name for field in fields_of(task.params)}
    return {name: value for name, value in params.items() if name in named}


def begin(task: Task, file: InputFile, params: dict[str, Value], context: Context) -> ResultValue | Steps:
    """Begin a task on a file, or run it on the rows of a table."""
    given = task.params(**own(task, params))
    one = tasks.runner(task.id)
    if not by_row(task, file, params):
        if task.minds_language:
            from desktop.engine.languages import other_language
            from desktop.media.text import read_text

            context.other_language = other_language(read_text(file), context.model.spec)
        return one(file, given, context)
    from desktop.engine.tables.run import Order, run

    several = tasks.runner_of_rows(task.id)
    order = Order(
        task=task.id,
        params={name: value for name, value in params.items() if name not in _SHARED},
        one=lambda cell, row: one(cell, given, row),
        many=None if several is None else lambda texts, row: several(texts, given, row),
        minds_language=task.minds_language,
    )
    said = {name: str(value) for name, value in params.items() if name in _SHARED}
    return run(file, order, TableParams(**said), context)
