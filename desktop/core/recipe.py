"""Recipes: tasks one after another, each working on what the one before has found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.core.errors import InputError
from desktop.core.kind import ResultKind
from desktop.core.media import MediaKind
from desktop.core.task import AUTOMATIC, Task, Value
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.core.usage import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PREFIX = "recipe:"
"""Before the id of a recipe where else the id of a task stands."""
STEPS_AT_MOST = 12
_STEPS, _TITLE = "steps", "title"

SENTENCES = Task(
    id="sentences",
    title=QT_TRANSLATE_NOOP("recipes", "Sentences"),
    summary=QT_TRANSLATE_NOOP("recipes", "Cuts a text into its sentences, a row for each."),
    icon="list",
    group="text",
    accepts=(MediaKind.TEXT, MediaKind.DOCUMENT),
    produces=ResultKind.TABLE,
)
TABLE = Task(
    id="table",
    title=QT_TRANSLATE_NOOP("recipes", "One table"),
    summary=QT_TRANSLATE_NOOP("recipes", "Collects what was found in all the files in one table."),
    icon="file-spreadsheet",
    group="text",
    accepts=(),
    produces=ResultKind.TABLE,
)
OWN_STEPS = {task.id: task for task in (SENTENCES, TABLE)}
"""Steps that need no model: they only give what there is another shape."""

_WITH_TEXT = frozenset({ResultKind.TEXT, ResultKind.SEGMENTS, ResultKind.SPANS, ResultKind.TABLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One task of a recipe, or one of `OWN_STEPS`.

    Attributes:
        task: its id.
        model: id of the model, or `AUTOMATIC` for the first that is ready.
        params: options that are not as usual.
    """

    task: str
    model: str = AUTOMATIC
    params: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """A chain of steps.

    Attributes:
        id: name of its file without the ending.
        title: as people call it.
        summary: one sentence about it.
        steps: in their order.
        shipped: whether it came with the program; such a one is never changed, only copied.
    """

    id: str
    title: str
    steps: tuple[Step, ...]
    summary: str = ""
    shipped: bool = False

    @property
    def collects(self) -> bool:
        """Say whether all the files at hand end in one result."""
        return any(step.task == TABLE.id for step in self.steps)


class RecipeUnknown(UsageError):
    """No recipe has this name."""

    code = "recipe-unknown"
    message = QT_TRANSLATE_NOOP("errors", "There is no recipe “{name}”.")
    hint = QT_TRANSLATE_NOOP("errors", "Recipes: {recipes}.")


class RecipeInvalid(InputError):
    """A file that describes no recipe."""

    code = "recipe-invalid"
    message = QT_TRANSLATE_NOOP("errors", "“{name}” describes no recipe of Ilha.")
    hint = QT_TRANSLATE_NOOP("errors", "What is wrong in it: {said}.")


class StepNotByRows(InputError):
    """A table for a recipe, one step of which needs a whole text or makes none of a row."""

    code = "step-not-by-rows"
    message = QT_TRANSLATE_NOOP("errors", "Step {step} ({task}) cannot work on the rows of the table “{name}”.")
    hint = QT_TRANSLATE_NOOP("errors", "Use a recipe without this step, or give this one a text.")


def is_recipe(task: str) -> bool:
    """Say whether what stands for a task is a recipe."""
    return task.startswith(PREFIX)


def is_of(task: str, wanted: str) -> bool:
    """Say whether a task is the one that is wanted; `PREFIX` stands for every recipe, and nothing for all tasks."""
    return not wanted or task == wanted or (wanted == PREFIX and is_recipe(task))


def follows(before: Task, task: Task) -> bool:
    """Say whether a step can work on what the step before it has found."""
    if before.id == TABLE.id:
        return False
    return task.id == TABLE.id or (before.produces in _WITH_TEXT and MediaKind.TEXT in task.accepts)


def misfit(chain: Sequence[Task]) -> int | None:
    """Return the first step that cannot work on what the one before it has found; None when all fit together."""
    if chain[0].id == TABLE.id:
        return 0
    return next((number for number in range(1, len(chain)) if not follows(chain[number - 1], chain[number])), None)


def as_task(recipe: Recipe, chain: Sequence[Task]) -> Task:
    """Return a recipe as what is offered for files; `chain` are the tasks of its steps."""
    return Task(
        id=f"{PREFIX}{recipe.id}",
        title=recipe.title,
        summary=recipe.summary,
        icon="layers",
        group=chain[0].group,
        accepts=chain[0].accepts,
        produces=chain[-1].produces,
        scene=chain[0].scene,
    )


# --- a recipe at work ------------------------------------------------------------------------------------------------
# A run of a recipe is a job, and so is each of its steps, whose id says of which run it is, and which part of it.


def step_id(run_id: str, number: int, item: int) -> str:
    """Return the id of the job of a step: `number` counts the steps from 0 and `item` the files."""
    return f"{run_id}.{number:02}.{item:05}"


def run_of(job_id: str) -> str:
    """Return the id of the run that a step belongs to; any other job is its own."""
    return job_id.partition(".")[0]


def place_of(job_id: str) -> tuple[int, int]:
    """Return the number of a step and of its file."""
    _, number, item = job_id.split(".")
    return int(number), int(item)


def is_step(job_id: str) -> bool:
    """Say whether a job is a step of a run."""
    return "." in job_id


def params_of(title: str, steps: str) -> dict[str, Value]:
    """Return what a run keeps of its recipe, so that it can go on when that was changed; `steps` are written down."""
    return {_TITLE: title, _STEPS: steps}


def title_of(params: Mapping[str, Value]) -> str:
    """Return what the recipe of a run was called."""
    return str(params.get(_TITLE, ""))


def steps_of(params: Mapping[str, Value]) -> str:
    """Return the steps of a run as they were written down."""
    return str(params.get(_STEPS, "[]"))
