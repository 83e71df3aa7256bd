"""`ilha recipes` and `ilha run recipe:NAME`: chains of tasks."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli_output import DONE, SOME_FAILED, Meter, emit, failure_form, long_table, print_notices, report
from desktop.core.recipe import OWN_STEPS, place_of
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.core.usage import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from desktop.core.job import Job
    from desktop.core.recipe import Recipe
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home
    from desktop.worker.recipe_order import RecipeOutcome


class RecipeTakesNone(UsageError):
    """An option of a single task, given to a recipe."""

    code = "recipe-takes-none"
    message = QT_TRANSLATE_NOOP("errors", "A recipe takes no {option}: its steps name their own.")
    hint = QT_TRANSLATE_NOOP("errors", "Export the recipe, change the file, and import it.")


def add_actions(parser: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True, parser_class=type(parser))

    def action(name: str, text: str) -> argparse.ArgumentParser:
        return actions.add_parser(name, parents=[shared], help=text, description=text)

    action("list", "List the recipes with their steps.")
    taken = action("import", "Keep the recipe that a file describes.")
    taken.add_argument("file", metavar="FILE", help="what “ilha recipes export” has written")
    given = action("export", "Write a recipe down, to change it or to give it away.")
    given.add_argument("name", metavar="NAME", help="its id or its title")
    given.add_argument("--out", metavar="FILE", help="a new file; standard output without")


def run(options: argparse.Namespace, home: Home) -> int:
    """List recipes, take one in or give one away."""
    return {"list": _list, "import": _import, "export": _export}[options.action](options, home)


def run_recipe(options: argparse.Namespace, home: Home, params: Mapping[str, str]) -> int:
    """Run a recipe on inputs, `params` being what is said about tables; returns the exit status."""
    from desktop.media.sniff import is_folder
    from desktop.state.history import History
    from desktop.state.models import ModelShelf
    from desktop.state.recipes import Recipes
    from desktop.state.settings import load_settings
    from desktop.worker.recipe_order import RecipeOrder
    from desktop.worker.recipe_rows import told

    if options.model:
        raise RecipeTakesNone(option="--model")
    history, meter, complete = History(home.history), Meter(), True
    order = RecipeOrder(
        told(Recipes(home).get(options.task), params),
        home,
        shelf=ModelShelf(home),
        history=history,
        settings=load_settings(home.settings),
        on_progress=meter.show,
        formats=tuple(options.format),
        out=Path(options.out).expanduser() if options.out else None,
        resume=not options.no_resume,
    )
    several = len(options.inputs) > 1 or is_folder(options.inputs[0])
    for outcome in order.run(options.inputs):
        meter.clear()
        complete = complete and outcome.complete
        print_outcome(outcome, as_json=options.json, several=several)
    history.close()
    return DONE if complete else SOME_FAILED


def print_outcome(outcome: RecipeOutcome, *, as_json: bool, several: bool) -> None:
    """Print what became of one input."""
    print_notices(outcome.notices, outcome.source if several else None)
    if as_json:
        emit(_outcome_form(outcome))
        return
    failed = next((step for step in outcome.steps if step.failure is not None), None)
    if outcome.failure is not None:
        report(outcome.failure, as_json=False)
    elif failed is not None and failed.failure is not None:
        report(failed.failure, as_json=False)
    if outcome.failure is None and outcome.run is not None and outcome.run.result is not None:
        from desktop.media.export import plain

        text = long_table(outcome.run.result, outcome.artifacts) or plain(outcome.run.result)
        print(f"== {outcome.source}\n{text}" if several else text, flush=True)


def _outcome_form(outcome: RecipeOutcome) -> dict[str, object]:
    from desktop.media.export import provenance_json, to_json

    form: dict[str, object] = {"input": outcome.source}
    run = outcome.run
    if run is not None:
        form["task"] = run.task
    if run is not None and run.result is not None and outcome.failure is None:
        form |= {
            "model": run.result.provenance.model or None,
            "result": to_json(run.result),
            "artifacts": [{"name": a.name, "path": str(a.path), "mime": a.mime} for a in outcome.artifacts],
            "provenance": provenance_json(run.result),
            "elapsed_s": round((run.finished or 0.0) - (run.started or 0.0), 6),
        }
    elif outcome.failure is not None:
        form["error"] = failure_form(outcome.failure)
    if run is not None:
        form["steps"] = [_step_form(step, outcome) for step in outcome.steps]
    return form


def _step_form(step: Job, outcome: RecipeOutcome) -> dict[str, object]:
    from desktop.media.export import to_json

    form: dict[str, object] = {"task": step.task, "model": None if step.task in OWN_STEPS else step.model}
    if len({place_of(one.id)[1] for one in outcome.steps}) > 1 and step.task not in OWN_STEPS:
        form["input"] = str(step.input.path)
    if step.result is not None:
        form["model"] = step.result.provenance.model or None
        return form | {"result": to_json(step.result), "resumed": step.id in outcome.resumed}
    if step.failure is None:
        return form
    return form | {"error": failure_form(step.failure)}


def _list(options: argparse.Namespace, home: Home) -> int:
    from desktop.state.given_file import faults
    from desktop.state.models import ModelShelf
    from desktop.state.recipes import Recipes, read

    shelf = ModelShelf(home)
    for fault in faults(home.recipes, read):
        report(fault.failure(), as_json=False)
    for recipe in Recipes(home).all():
        form = _recipe_form(recipe, shelf)
        if options.json:
            emit(form)
        else:
            missing = "" if form["ready"] else "  (not ready)"
            print(f"{recipe.id:24} {recipe.title}{missing}")
            print(f"    {' → '.join(step.task for step in recipe.steps)}")
    return DONE


def _recipe_form(recipe: Recipe, shelf: ModelShelf) -> dict[str, object]:
    from desktop.worker.recipe import is_ready

    steps = [{"task": step.task, "model": step.model, "params": step.params} for step in recipe.steps]
    return {
        "id": recipe.id,
        "title": recipe.title,
        "summary": recipe.summary,
        "shipped": recipe.shipped,
        "ready": is_ready(recipe, shelf),
        "steps": steps,
    }


def _import(options: argparse.Namespace, home: Home) -> int:
    from desktop.state.models import ModelShelf
    from desktop.state.recipes import Recipes
    from desktop.worker.recipe import take_in

    taken = take_in(Recipes(home), Path(options.file).expanduser())
    if options.json:
        emit(_recipe_form(taken, ModelShelf(home)))
    else:
        print(f"Kept as {taken.id}: ilha run recipe:{taken.id} INPUT…")
    return DONE


def _export(options: argparse.Namespace, home: Home) -> int:
    import json

    from desktop.state.recipes import Recipes, content
    from desktop.worker.recipe import give_away

    recipe = Recipes(home).get(options.name)
    if options.out is None and options.json:
        emit(json.loads(content(recipe)))
        return DONE
    if options.out is None:
        sys.stdout.write(content(recipe).decode())
        return DONE
    target = Path(options.out).expanduser().absolute()
    give_away(recipe, target)
    if options.json:
        emit({"id": recipe.id, "path": str(target)})
    else:
        print(f"{recipe.id} is in {target}")
    return DONE
