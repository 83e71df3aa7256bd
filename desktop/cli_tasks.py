"""`ilha tasks` and `ilha suggest`: what can be done, with which options, and with which files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.cli_output import DONE, SOME_FAILED, emit, report
from desktop.core.errors import Failure
from desktop.core.text import size

if TYPE_CHECKING:
    import argparse

    from desktop.core.task import Parameter
    from desktop.state.paths import Home


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of `ilha tasks`."""
    command.add_argument("task", metavar="TASK", nargs="?", help="this one only; all without")


def add_suggest_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of `ilha suggest`."""
    command.add_argument("inputs", nargs="+", metavar="INPUT", help="a file, a folder, or “-” for standard input")


def run(options: argparse.Namespace, _: Home) -> int:
    """List the tasks, or one of them."""
    from desktop import tasks
    from desktop.core.task import parameters, table_parameters

    for task in (tasks.get_task(options.task),) if options.task else tasks.registry().values():
        own, of_tables = parameters(task), table_parameters(task)
        if options.json:
            emit(
                {
                    "id": task.id,
                    "title": task.title,
                    "accepts": [kind.value for kind in task.accepts],
                    "produces": task.produces.value,
                    "params": [*map(_form, own), *(_form(one) | {"for": "tables"} for one in of_tables)],
                }
            )
        else:
            print(f"{task.id:31} {task.title} ({', '.join(task.accepts)} → {task.produces})")
            for parameter in (*own, *of_tables):
                print(f"    --param {_line(parameter)}")
    return DONE


def suggest(options: argparse.Namespace, home: Home) -> int:
    """Say what files are, and which tasks fit them."""
    from desktop.state.history import History
    from desktop.state.models import ModelShelf
    from desktop.worker import suggest as suggestions
    from desktop.worker.headless import found_files

    shelf, history, failed = ModelShelf(home), History(home.history), False
    for source, found in found_files(options.inputs, home):
        if isinstance(found, Failure):
            failed = True
            report(found, as_json=options.json, source=source)
            continue
        actions = [
            {"task": action.task.id, "model": action.model, "ready": action.ready, "estimate_s": action.estimate_s}
            for action in suggestions.suggest(found, shelf, history)
        ]
        if options.json:
            emit(
                {
                    "input": source,
                    "kind": found.kind.value,
                    "mime": found.mime,
                    "size_bytes": found.size_bytes,
                    "actions": actions,
                }
            )
        else:
            names = ", ".join(str(action["task"]) for action in actions) or "nothing here fits"
            print(f"{source}: {found.label}, {size(found.size_bytes)} → {names}")
    history.close()
    return SOME_FAILED if failed else DONE


def _form(p: Parameter) -> dict[str, object]:
    limits = {"choices": list(p.choices), "minimum": p.minimum, "maximum": p.maximum}
    described = {"name": p.name, "type": p.type, "default": p.default, "help": p.help}
    return described | {name: value for name, value in limits.items() if value not in (None, [])}


def _line(p: Parameter) -> str:
    usual = str(p.default).lower() if isinstance(p.default, bool) else p.default
    others = f" ({', '.join(p.choices)})" if p.choices else ""
    return f"{p.name}={usual}{others}  {p.help}"
