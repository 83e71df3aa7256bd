"""The states of recipes: offered, at work, with a step that failed, done, and in the editor."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from shots_steps import finish, hand_in, recognise, wait_for

if TYPE_CHECKING:
    from desktop.app import Program
    from desktop.core.recipe import Step
    from desktop.ui.recipes_page import RecipesPage


def _own(program: Program, *steps: Step) -> str:
    """Keep a recipe of the user's and return its id."""
    from desktop.core.recipe import Recipe

    title, summary = "Minutes for Ana", "What was said at the harbour, in Portuguese and in few words."
    queue = program.window.services.queue
    return queue.recipes.known.save(Recipe(id="", title=title, summary=summary, steps=steps)).id


def _run(program: Program, recipe: str, *names: str) -> str:
    (run,) = program.window.services.queue.add(recognise(*names), f"recipe:{recipe}")
    program.window.show_job(run.id)
    return run.id


def _page(program: Program) -> RecipesPage:
    from desktop.ui.recipes_page import RecipesPage

    page = program.window.visit("recipes")
    assert isinstance(page, RecipesPage)
    return page


def offered(program: Program) -> None:
    """Show recipes behind the single tasks."""
    hand_in(program, "photo.jpg", "desk.jpg")


def at_work(program: Program) -> None:
    """Show a recording that is being translated."""
    _run(program, "recording", "reading.ogg")
    queue = program.window.services.queue
    wait_for(queue.recipes.step_changed, lambda: len(list(queue.recipes.steps(queue.jobs()[0].id))) > 1)


def failed(program: Program) -> None:
    """Show a step whose model is not there; what was finished before it stays."""
    from desktop.core.recipe import Step

    recipe = _own(
        program, Step(task="ocr"), Step(task="summarization", model="local/pegasus"), Step(task="translation")
    )
    _run(program, recipe, "scan.png")
    finish(program)


def finished(program: Program) -> None:
    """Show things in photos, in one table."""
    queue = program.window.services.queue
    (run,) = queue.add(recognise("cat.jpg", "desk.jpg", "photo.jpg"), "recipe:photos")
    program.window.show_job(run.id)
    finish(program)


def edited(program: Program) -> None:
    """Show a recipe of one's own in the editor, the options of a step unfolded."""
    from desktop.core.recipe import Step

    _own(
        program,
        Step(task="automatic-speech-recognition"),
        Step(task="translation", params={"target": "pt", "keep": "Farol Azul"}),
        Step(task="summarization", params={"length": "short"}),
    )
    _page(program).editor.cards[1].toggle.click()


def shipped(program: Program) -> None:
    """Show a recipe of the program, which can be run and copied."""
    _page(program)


RECIPES: dict[str, Callable[[Program], object]] = {
    "recipe-offered": offered,
    "recipe-at-work": at_work,
    "recipe-failed": failed,
    "recipe-done": finished,
    "recipe-editor": edited,
    "recipe-shipped": shipped,
}
