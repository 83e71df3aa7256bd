"""A table through a recipe: each step works on its rows, and finds in them what the step before has put there."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from desktop import tasks
from desktop.core.late_dataclass import fields_of
from desktop.core.media import MediaKind
from desktop.core.recipe import PREFIX, StepNotByRows
from desktop.core.result import Table
from desktop.core.table import TableParams
from desktop.core.task import parameters, table_parameters
from desktop.core.usage import ParameterUnknown
from desktop.worker.table_rows import by_row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.core.errors import Failure
    from desktop.core.job import Job
    from desktop.core.media import InputFile
    from desktop.core.recipe import Recipe, Step
    from desktop.core.task import Task, Value

_ABOUT_TABLES = tuple(field.name for field in fields_of(TableParams))
_ERROR = "error"


def misfit_of_rows(chain: Sequence[Task], file: InputFile) -> Failure | None:
    """Return why a file is a table that the steps cannot work on row by row; None when they can, or it is no table."""
    if file.kind is not MediaKind.TABLE or len(chain) == 1:
        return None
    number = next((number for number, task in enumerate(chain) if not table_parameters(task)), None)
    if number is None:
        return None
    return StepNotByRows(step=number + 1, task=chain[number].id, name=file.name).failure()


def told(recipe: Recipe, given: Mapping[str, object]) -> Recipe:
    """Return a recipe whose first step knows what is said about a table.

    Raises:
        ParameterUnknown: it is something else, or the step takes no tables.
    """
    first, known = recipe.steps[0], _known(recipe.steps[0])
    for name in given:
        if name not in known:
            raise ParameterUnknown(task=f"{PREFIX}{recipe.id}", name=name, parameters=", ".join(known) or "none")
    texts = {name: str(value) for name, value in given.items()}  # all that is said about tables is text
    first = dataclasses.replace(first, params={**first.params, **texts})
    return dataclasses.replace(recipe, steps=(first, *recipe.steps[1:]))


def said(step: Step) -> dict[str, Value]:
    """Return what a step was told about a table."""
    return {name: value for name, value in step.params.items() if name in _known(step)}


def _known(step: Step) -> tuple[str, ...]:
    task = tasks.registry().get(step.task)
    if task is None or not table_parameters(task):
        return ()
    names = {parameter.name for parameter in (*table_parameters(task), *parameters(task))}
    return tuple(name for name in _ABOUT_TABLES if name in names)


def params_for_rows(task: Task, file: InputFile, params: dict[str, Value]) -> dict[str, Value]:
    """Return the options of a step with which it works on the rows of a table, also where it could write it anew."""
    if file.kind is not MediaKind.TABLE or by_row(task, file, params):
        return params
    return params | {"label_column": task.id}


def made_in(job: Job | None) -> dict[str, Value]:
    """Return what the next step is told about the table that a step has made, nothing where it made none of a table."""
    if job is None or job.result is None or job.input.kind is not MediaKind.TABLE:
        return {}
    value = job.result.value
    if not isinstance(value, Table) or not value.artifact:
        return {}
    label = str(job.params.get("label_column", "")).strip()  # it may begin like the column of the errors
    made = [name for name in value.made if (label and name.startswith(label)) or not name.startswith(_ERROR)]
    column = made[0] if made else value.column  # texts that were masked stand in the place of the others
    given = value.columns[: len(value.columns) - len(value.made)]
    if given == tuple(f"column {number}" for number, _ in enumerate(given, 1)):  # nothing in the file has a name
        column = str(value.columns.index(column) + 1)
    sheet = {} if value.values_only or "sheet" not in job.params else {"sheet": job.params["sheet"]}
    return {"column": column, **sheet}
