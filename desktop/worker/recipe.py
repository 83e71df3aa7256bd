"""Which recipes can be done, with which files, and the jobs that a run of one begins with."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import tasks
from desktop.core.errors import IlhaError, InputUnsupported, describe
from desktop.core.job import Job
from desktop.core.languages import LanguageNotRead
from desktop.core.media import InputFile, MediaKind, kind_names
from desktop.core.model import ModelState
from desktop.core.recipe import OWN_STEPS, PREFIX, RecipeInvalid, Step, as_task, is_step, misfit, params_of, step_id
from desktop.core.routes import writes
from desktop.core.task import AUTOMATIC, parameters, parse_params
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.core.usage import FileTaken, UsageError
from desktop.state.files import given_away, storage_errors
from desktop.state.recipes import content, read, write_steps
from desktop.worker.batch import chosen, each_job
from desktop.worker.recipe_rows import misfit_of_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from desktop.core.errors import Failure
    from desktop.core.recipe import Recipe
    from desktop.core.task import Task, Value
    from desktop.state.models import ModelShelf
    from desktop.state.recipes import Recipes


_TRANSLATION = "translation"


# --- recipes ---------------------------------------------------------------------------------------------------------


def step_task(task: str) -> Task:
    """Return what a step does: a task, or one of the steps that need no model; raises `TaskUnknown`."""
    return OWN_STEPS.get(task) or tasks.get_task(task)


def chain_of(recipe: Recipe) -> tuple[Task, ...]:
    """Return the tasks of the steps.

    Raises:
        RecipeInvalid: a task, an option or an order of steps that there is not; says which and where.
    """
    chain: list[Task] = []
    for number, step in enumerate(recipe.steps):
        try:
            task = step_task(step.task)
            chain.append(task)
            parse_params(task, step.params)
        except UsageError as error:
            part = "task" if len(chain) == number else "params"
            raise _invalid(recipe, number, part, " ".join(describe(error.failure()))) from error
    fault = misfit(chain)
    if fault is not None:
        before = chain[fault - 1].id if fault else "a file"
        raise _invalid(recipe, fault, "task", f"“{chain[fault].id}” cannot work on what “{before}” gives")
    return tuple(chain)


def _invalid(recipe: Recipe, number: int, part: str, said: str) -> RecipeInvalid:
    return RecipeInvalid(name=recipe.title, said=f"{said.strip().rstrip('.')} - at `$.steps[{number}].{part}`")


def take_in(recipes: Recipes, path: Path) -> Recipe:
    """Keep the recipe that a file describes, beside others of its name.

    Raises:
        InputNotFound, InputUnreadable, RecipeInvalid: it describes none that could be done.
        StorageError: it cannot be kept.
    """
    found = read(path)
    chain_of(dataclasses.replace(found, title=path.name))
    return recipes.save(dataclasses.replace(found, id=""))


def give_away(recipe: Recipe, target: Path) -> None:
    """Write a recipe into a new file.

    Raises:
        FileTaken: it is there already.
        StorageError: it cannot be written.
    """
    with storage_errors(target.parent):
        try:
            with target.open("xb") as file:
                file.write(content(recipe))
            given_away(target, 0o666)
        except FileExistsError as error:
            raise FileTaken(file=str(target)) from error


def is_ready(recipe: Recipe, shelf: ModelShelf) -> bool:
    """Say whether a recipe can be done with the models that are here."""
    try:
        chain_of(recipe)
    except RecipeInvalid:
        return False
    return lacking(recipe, shelf) is None


def lacking(recipe: Recipe, shelf: ModelShelf) -> Task | None:
    """Return the task of the first step that no model is here for; None when all can be done."""
    for step in recipe.steps:
        if step.task not in OWN_STEPS and not _serving(step, shelf):
            return step_task(step.task)
    return None


def _serving(step: Step, shelf: ModelShelf) -> bool:
    models = [model for model in shelf.for_task(step.task) if model.state is ModelState.READY]
    return any(step.model in {AUTOMATIC, model.spec.id} for model in models)


def begins_with(task: Task, file: InputFile) -> bool:
    """Say whether a recipe whose first step is `task` can work on a file."""
    if task.id not in OWN_STEPS:
        return tasks.accepts(task, file)
    from desktop.media.documents import suffix_of

    return file.kind in task.accepts and (file.kind is MediaKind.TEXT or bool(suffix_of(file)))


def unfit(chain: Sequence[Task], file: InputFile) -> Failure | None:
    """Return why a recipe of these tasks cannot work on a file, None when it can."""
    if not begins_with(chain[0], file):
        return InputUnsupported(name=file.name, label=file.label, accepts=kind_names(chain[0].accepts)).failure()
    return misfit_of_rows(chain, file)


def offered(recipes: Iterable[Recipe], file: InputFile) -> list[tuple[Recipe, Task]]:
    """Return the recipes that can work on a file, each with what it is offered as; faulty ones are left out."""
    found = []
    for recipe in recipes:
        try:
            chain = chain_of(recipe)
        except RecipeInvalid:
            continue
        if unfit(chain, file) is None:
            found.append((recipe, as_task(recipe, chain)))
    return found


def translated_first(job: Job, shelf: ModelShelf) -> tuple[Step, ...]:
    """Return the steps that do a job on a translation, when its text was in a language that the model does not read.

    Nothing when something else has failed, or no model here translates into a language that it reads; nor where more
    would have to be translated than the text, such as a question, or less than all of it, a column of a table.
    """
    model = _reader(job)
    named = parameters(tasks.get_task(job.task)) if model else ()
    typed = any(one.type == "string" and not one.choices and job.params.get(one.name) for one in named)
    if not model or typed or is_step(job.id) or job.input.kind is MediaKind.TABLE:
        return ()
    reader = next((one.spec for one in shelf.all() if one.spec.id == model), None)
    writers = [one.spec for one in shelf.for_task(_TRANSLATION) if one.state is ModelState.READY]
    targets = [code for code in reader.languages if any(code in writes(spec) for spec in writers)] if reader else []
    if not targets:
        return ()
    own = {parameter.name for parameter in named}
    params = {name: value for name, value in job.params.items() if name in own}
    return Step(task=_TRANSLATION, params={"target": targets[0]}), Step(task=job.task, model=job.model, params=params)


def _reader(job: Job) -> str:
    """Return the model that does not read the language of the text, empty when none is to blame for that."""
    if job.result is not None and job.result.other_language is not None:
        return job.result.provenance.model
    failed = job.failure is not None and job.failure.code == LanguageNotRead.code
    return str(job.failure.arguments.get("model", "")) if job.failure is not None and failed else ""


# --- runs ------------------------------------------------------------------------------------------------------------


def new_runs(recipe: Recipe, files: Sequence[InputFile], *, each: bool = False) -> Iterator[tuple[Job, Iterator[Job]]]:
    """Give a run for each file, or one for all where they are collected unless `each` is to have its own.

    The jobs of its first step are made when they are asked for: there may be thousands of them.

    Raises:
        RecipeInvalid: the recipe cannot be done.
    """
    first = recipe.steps[0]
    values = parse_params(chain_of(recipe)[0], first.params)
    groups = [tuple(files)] if recipe.collects and not each else [(file,) for file in files]
    params = params_of(recipe.title, write_steps(recipe.steps))
    runs = each_job(map(_whole, groups), f"{PREFIX}{recipe.id}", AUTOMATIC, params)
    return ((run, _begun(run, first, values, group)) for run, group in zip(runs, groups, strict=True))


def _begun(run: Job, first: Step, params: dict[str, Value], files: Sequence[InputFile]) -> Iterator[Job]:
    return (step_job(run, first, params, (0, item), file) for item, file in enumerate(files))


def step_job(run: Job, step: Step, params: dict[str, Value], place: tuple[int, int], file: InputFile) -> Job:
    """Return the job of a step, `place` being its number and that of the file; its model is the one asked for."""
    return Job(
        id=step_id(run.id, *place), input=file, task=step.task, model=step.model, params=params, created=run.created
    )


def _whole(files: Sequence[InputFile]) -> InputFile:
    """Return what stands for several files: the folder they lie in."""
    if len(files) == 1:
        return files[0]
    folder = Path(os.path.commonpath({os.path.dirname(file.path) for file in files}))  # noqa: PTH120 - thousands of them
    return InputFile(
        path=folder,
        kind=files[0].kind,
        mime="inode/directory",
        label=QT_TRANSLATE_NOOP("media", "Folder"),
        size_bytes=sum(file.size_bytes for file in files),
        name=folder.name,
    )


def same_made(job: Job, earlier: Job, shelf: ModelShelf) -> bool:
    """Say whether an earlier job has the result that `job` would have now: of the same model in the same version."""
    if earlier.result is None:
        return False
    if job.task in OWN_STEPS:
        return True
    made = earlier.result.provenance
    try:
        asked = chosen(shelf, tasks.get_task(job.task), job.model)
        same = earlier.model == AUTOMATIC if asked == AUTOMATIC else made.model == asked
        return same and shelf.get(made.model).spec.revision == made.revision
    except IlhaError:
        return False
