"""Recipes as files: those of the program, and the user's own in the home, one readable JSON file each."""

from __future__ import annotations

import dataclasses
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from desktop.core.errors import InputError
from desktop.core.recipe import PREFIX, STEPS_AT_MOST, Recipe, RecipeInvalid, RecipeUnknown, Step
from desktop.core.task import AUTOMATIC
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.state.files import replace_file, storage_errors
from desktop.state.given_file import free_id, read_given, written
from desktop.state.paths import make_folder, resources

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from desktop.state.paths import Home

SHIPPED_TEXTS = (
    QT_TRANSLATE_NOOP("recipes", "Transcript, translation, summary"),
    QT_TRANSLATE_NOOP("recipes", "Writes down a recording, translates what is said and says it in few words."),
    QT_TRANSLATE_NOOP("recipes", "Read and translate"),
    QT_TRANSLATE_NOOP("recipes", "Reads a scan and translates its text."),
    QT_TRANSLATE_NOOP("recipes", "Sentiment of every sentence"),
    QT_TRANSLATE_NOOP("recipes", "Cuts a page of reviews into sentences and judges each of them."),
    QT_TRANSLATE_NOOP("recipes", "Things in photos, as a table"),
    QT_TRANSLATE_NOOP("recipes", "Finds the things in a folder of photos and lists them in one table."),
)
"""Titles and summaries in `resources/recipes`, for translation."""


class _Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    task: str
    model: str = AUTOMATIC
    params: dict[str, str | int | float | bool] = {}


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: Literal[1]
    title: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    summary: str = ""
    steps: Annotated[tuple[_Step, ...], msgspec.Meta(min_length=1, max_length=STEPS_AT_MOST)]


class Recipes:
    """The recipes of a home, read when somebody looks."""

    def __init__(self, home: Home) -> None:
        """Read nothing yet."""
        self._own = home.recipes
        self._shipped = resources() / "recipes"

    def all(self) -> list[Recipe]:
        """Return the user's own by title, then those of the program; files that describe none are left out."""
        own = sorted(_readable(self._own, shipped=False), key=lambda one: one.title.casefold())
        taken = {one.id for one in own}
        return [*own, *(one for one in _readable(self._shipped, shipped=True) if one.id not in taken)]

    def get(self, name: str) -> Recipe:
        """Return a recipe by its id, with or without what stands before it, or by its title in any case.

        Raises:
            RecipeUnknown: there is none.
        """
        known = self.all()
        name = name.removeprefix(PREFIX)
        found = next((one for one in known if one.id == name), None)
        found = found or next((one for one in known if one.title.casefold() == name.casefold()), None)
        if found is None:
            raise RecipeUnknown(name=name, recipes=", ".join(one.id for one in known) or "none")
        return found

    def save(self, recipe: Recipe) -> Recipe:
        """Keep a recipe of the user's and return it; a new one, or one of the program, gets an id of its own.

        Raises:
            StorageError: it cannot be written.
        """
        if recipe.shipped or not recipe.id:
            taken = {one.id for one in self.all()} | {path.stem for path in self._own.glob("*.json")}
            recipe = dataclasses.replace(recipe, id=free_id(recipe.title, taken, "recipe"), shipped=False)
        with storage_errors(self._own):
            make_folder(self._own)
        replace_file(self._own / f"{recipe.id}.json", content(recipe))
        return recipe

    def remove(self, recipe: Recipe) -> None:
        """Remove one of the user's own; what it has found stays."""
        if not recipe.shipped:
            with storage_errors(self._own):
                (self._own / f"{recipe.id}.json").unlink(missing_ok=True)


def read(path: Path, *, shipped: bool = False) -> Recipe:
    """Return the recipe that a file describes; whether its steps can be done is for `worker.recipe.chain_of` to say.

    Raises:
        InputNotFound, InputUnreadable: the file is not there, or cannot be opened.
        RecipeInvalid: it describes none; says what is wrong and where.
    """
    found = read_given(path, _File, lambda said: RecipeInvalid(name=path.name, said=said))
    if not found.title.strip():
        raise RecipeInvalid(name=path.name, said="`$.title` is empty")
    steps = _plain(found.steps)
    return Recipe(id=path.stem, title=found.title, summary=found.summary, steps=steps, shipped=shipped)


def content(recipe: Recipe) -> bytes:
    """Return the file of a recipe, to keep it or to give it away."""
    return written(_File(format=1, title=recipe.title, summary=recipe.summary, steps=_structs(recipe.steps)))


def write_steps(steps: Iterable[Step]) -> str:
    """Return steps as a run keeps them: the same steps always give the same text."""
    return msgspec.json.encode(_structs(steps), order="sorted").decode()


def read_steps(text: str) -> tuple[Step, ...]:
    """Return what `write_steps` wrote."""
    return _plain(msgspec.json.decode(text, type=tuple[_Step, ...]))


def _structs(steps: Iterable[Step]) -> tuple[_Step, ...]:
    return tuple(_Step(task=step.task, model=step.model, params=step.params) for step in steps)


def _plain(steps: Iterable[_Step]) -> tuple[Step, ...]:
    return tuple(Step(task=step.task, model=step.model, params=step.params) for step in steps)


def _readable(folder: Path, *, shipped: bool) -> Iterable[Recipe]:
    for path in sorted(folder.glob("*.json")):
        with suppress(InputError):
            yield read(path, shipped=shipped)
