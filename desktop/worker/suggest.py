"""What can be done with a file, and about how long it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop import tasks
from desktop.core.media import InputFile, MediaKind
from desktop.core.model import InstalledModel, ModelState
from desktop.worker.recipe import lacking, offered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.core.recipe import Recipe
    from desktop.core.task import Task
    from desktop.state.history import History
    from desktop.state.models import ModelShelf

_BY_BYTES = {MediaKind.TEXT, MediaKind.TABLE, MediaKind.PDF}
_BY_LENGTH = {MediaKind.AUDIO, MediaKind.VIDEO}
_PAGED = {"image/tiff"}
"""How long these are, or how many pages they have, is known when the engine has opened them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A task that fits a file.

    Attributes:
        task: what would be done.
        model: id of the model it would be done with, None when there is none.
        ready: whether it can run now.
        estimate_s: seconds it will take, None when nothing is known yet.
        lacks: id of the task that no model is here for; of a recipe that of its first such step.
    """

    task: Task
    model: str | None
    ready: bool
    estimate_s: float | None
    lacks: str = ""


def suggest(
    file: InputFile, shelf: ModelShelf, history: History | None = None, recipes: Iterable[Recipe] = ()
) -> list[Action]:
    """Return the actions that fit a file, the most likely first, and the recipes that do after them."""
    single = [_action(task, file, shelf, history) for task in tasks.fitting(file)]
    return single + [_chain(recipe, task, shelf) for recipe, task in offered(recipes, file)]


def together(action: Action, files: Sequence[InputFile]) -> float | None:
    """Return the seconds that all of `files` take, which are alike; `action` was suggested for the first of them."""
    if action.estimate_s is None:
        return None
    if files[0].kind not in _BY_BYTES:
        return action.estimate_s * len(files)
    sizes = [max(file.size_bytes, 1) for file in files]
    return action.estimate_s * sum(sizes) / sizes[0]


def _chain(recipe: Recipe, task: Task, shelf: ModelShelf) -> Action:
    missing = lacking(recipe, shelf)
    return Action(
        task=task, model=None, ready=missing is None, estimate_s=None, lacks=missing.id if missing is not None else ""
    )


def _action(task: Task, file: InputFile, shelf: ModelShelf, history: History | None) -> Action:
    serving = shelf.for_task(task.id)
    if not serving:
        return Action(task=task, model=None, ready=False, estimate_s=None, lacks=task.id)
    model = serving[0]
    ready = model.state is ModelState.READY
    return Action(
        task=task,
        model=model.spec.id,
        ready=ready,
        estimate_s=_estimate(model, file, history) if ready else None,
        lacks="" if ready else task.id,
    )


def _estimate(model: InstalledModel, file: InputFile, history: History | None) -> float | None:
    """Use this computer's own last runs, else the figure measured when the model was made."""
    if file.kind in _BY_LENGTH or file.mime in _PAGED:
        return None
    per_byte = file.kind in _BY_BYTES
    seen = history.seconds_per_input(model.spec.id, per_byte=per_byte) if history else None
    if seen is not None:
        return round(seen * (max(file.size_bytes, 1) if per_byte else 1), 3)
    measured = model.spec.measured.get("seconds_per_input")
    return float(measured) if isinstance(measured, int | float) and not per_byte else None
