"""A run of a recipe once more, from one of its steps on."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from desktop.core.job import JobState
from desktop.core.recipe import PREFIX, TABLE, Recipe, place_of, step_id, steps_of, title_of
from desktop.state.artifacts import share_artifacts
from desktop.state.recipes import read_steps
from desktop.worker.recipe import new_runs
from desktop.worker.recipe_rows import said, told
from desktop.worker.recipe_steps import keep_given

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.core.job import Job
    from desktop.core.recipe import Step
    from desktop.state.paths import Home


def run_anew(
    before: Job, steps: Sequence[Job], number: int, home: Home, recipe: Recipe | None
) -> tuple[Job, list[Job]]:
    """Return a run like an earlier one, with the results of its steps before `number` and the jobs of the first.

    Its steps are those of `recipe` as it is now, unless that begins otherwise by now.
    """
    old = read_steps(steps_of(before.params))
    if recipe is not None and recipe.steps[0].task == old[0].task:
        recipe = told(recipe, said(old[0]))
    if recipe is None or recipe.steps[:number] != old[:number] or recipe.collects != _collect(old):
        recipe = Recipe(id=before.task.removeprefix(PREFIX), title=title_of(before.params), steps=old)
    first = [step for step in steps if place_of(step.id)[0] == 0]
    ((run, begun),) = new_runs(recipe, [step.input for step in first])
    taken = {job.id: job for job in begun}
    for step in steps:
        if place_of(step.id)[0] < number and step.state is JobState.DONE and step.result is not None:
            adopted = _adopted(home, step, run)
            taken[adopted.id] = adopted
    return dataclasses.replace(run, input=before.input), list(taken.values())


def _collect(steps: Iterable[Step]) -> bool:
    return any(step.task == TABLE.id for step in steps)


def _adopted(home: Home, step: Job, run: Job) -> Job:
    """Return a finished step as one of another run, with files of its own."""
    assert step.result is not None
    job_id = step_id(run.id, *place_of(step.id))
    file = keep_given(home, step.id, job_id, step.input)
    result = share_artifacts(home, job_id, step.result)
    return dataclasses.replace(step, id=job_id, input=file, result=result, created=run.created)
