"""Recipes and their steps in words; a job of either kind is named here, whether it is of a task or of a recipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.core.recipe import OWN_STEPS, is_recipe, title_of
from desktop.ui.language import translate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.core.job import Job
    from desktop.core.task import Task

RECIPE_ICON = "layers"


def task_words(task: Task) -> tuple[str, str]:
    """Return title and summary of a task, of a step of our own, or of a recipe that is offered as a task."""
    context = "recipes" if is_recipe(task.id) or task.id in OWN_STEPS else "tasks"
    return translate(context, task.title), translate(context, task.summary) if task.summary else ""


def step_title(task_id: str, tasks: Mapping[str, Task]) -> str:
    """Return what a step does."""
    task = OWN_STEPS.get(task_id) or tasks.get(task_id)
    return task_words(task)[0] if task is not None else task_id


def job_title(job: Job, tasks: Mapping[str, Task]) -> str:
    """Return what a job does."""
    if is_recipe(job.task):
        return translate("recipes", title_of(job.params)) or job.task
    return step_title(job.task, tasks)
