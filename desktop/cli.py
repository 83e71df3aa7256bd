"""The command line: everything the window can do, without Qt. JSON and texts are English and stable."""

from __future__ import annotations

import argparse
import functools
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from desktop import cli_chat, cli_index, cli_models, cli_privacy, cli_recipes, cli_score, cli_verify, cli_watch
from desktop.cli_ending import TOLD, tidy_end
from desktop.cli_output import DONE, SOME_FAILED, USAGE, Meter, emit, print_outcome, report
from desktop.core.errors import Failure, IlhaError, InternalError, StorageFull
from desktop.core.recipe import is_recipe
from desktop.core.text import QT_TRANSLATE_NOOP, size
from desktop.core.usage import UsageError
from desktop.state.files import FULL

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence

    from desktop.core.job import EngineMessage, RunRequest
    from desktop.core.task import Parameter
    from desktop.state.paths import Home

    OpenWindow = Callable[[Home, list[Path]], int]

_COMMANDS = (
    *("run", "chat", "index", "search", "score", "watch", "suggest", "tasks", "recipes", "models"),
    *("privacy", "verify", "doctor"),
)


class WrongCall(UsageError):
    """The arguments do not make a command."""

    code = "usage"
    message = QT_TRANSLATE_NOOP("errors", "{reason}")
    hint = QT_TRANSLATE_NOOP("errors", "“ilha --help” lists the commands.")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise WrongCall(reason=f"{message}.")


class _ShowVersion(argparse.Action):
    """Looks the version up only when it is asked for: that alone takes longer than reading the arguments."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        import importlib.metadata

        print(f"ilha {importlib.metadata.version('ilha')}")
        parser.exit(DONE)


def main(arguments: Sequence[str], open_window: OpenWindow) -> int:
    """Run one command, or open the window; returns the exit status: 0 all done, 1 some inputs failed, 2 usage."""
    as_json = "--json" in arguments
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # names may hold half characters; JSON reads them back
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # lines may be of another encoding
    try:
        status = _answer(arguments, open_window, as_json=as_json)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:  # whoever read the output has enough
        _let_output_go()
        return SOME_FAILED
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # the edge of the program: people never see a traceback unasked
        if "-v" in arguments or "--verbose" in arguments:
            raise
        if isinstance(error, OSError) and error.errno in FULL and error.filename is None:  # as `print` raises it
            _let_output_go()
            report(StorageFull(folder="standard output").failure(), as_json=False)
        else:
            report(InternalError(kind=type(error).__name__, detail=str(error)).failure(), as_json=as_json)
        return SOME_FAILED
    return status


def _answer(arguments: Sequence[str], open_window: OpenWindow, *, as_json: bool) -> int:
    """Do what is asked for, or say why not."""
    try:
        options = _parse(arguments)
        if options.verbose:
            import logging

            logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
        return _work(options, open_window)
    except IlhaError as error:
        report(error.failure(), as_json=as_json)
        return USAGE if isinstance(error, UsageError) else SOME_FAILED


def _let_output_go() -> None:
    """Print to nobody from now on, so that the end of the interpreter does not fail over what is left."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _work(options: argparse.Namespace, open_window: OpenWindow) -> int:
    """Run the command in its home; the one that erases it has to be alone there."""
    from contextlib import ExitStack

    from desktop.hub import alarm
    from desktop.state.files import storage_errors
    from desktop.state.paths import find_home
    from desktop.state.session import session

    home = find_home(options.home)
    if options.command == "privacy" and options.action == "erase":
        return cli_privacy.erase(options, home)
    with ExitStack() as ending:
        if options.command is not None:  # the window ends in its own way
            ending.enter_context(tidy_end(*TOLD))
        with storage_errors(home.root):
            home = ending.enter_context(session(home, private=options.private))
        alarm.report_to(home.ledger, "command-line")
        return _dispatch(options, home, open_window)


def _dispatch(options: argparse.Namespace, home: Home, open_window: OpenWindow) -> int:
    from desktop.state.salvage import take_news

    actions: dict[str | None, Callable[[argparse.Namespace, Home], int]] = {
        "run": _run,
        "chat": _chat,
        "index": cli_index.run,
        "search": cli_index.search,
        "score": _score,
        "watch": _watch,
        "suggest": _suggest,
        "tasks": _tasks,
        "recipes": cli_recipes.run,
        "models": cli_models.run,
        "privacy": cli_privacy.run,
        "verify": cli_verify.run,
        "doctor": _doctor,
    }
    action = actions.get(options.command)
    if action is not None:
        status = action(options, home)
        if news := take_news(home.history):
            report(news.failure(), as_json=False)
        return status
    for first in options.paths[:1]:
        if not os.path.dirname(first) and not os.path.lexists(first):  # noqa: PTH120 - `./nothing` is no command
            raise WrongCall(reason=f"There is no command and no file “{first}”.")
    return open_window(home, [Path(path) for path in options.paths])


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    shared = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--home", metavar="DIR", help="keep everything, the model store too, in DIR (ILHA_HOME)")
    shared.add_argument("--offline", action="store_true", help="refuse every network request")
    shared.add_argument("--private", action="store_true", help="leave no trace: what is kept is wiped at the end")
    shared.add_argument("-v", "--verbose", action="store_true", help="say more on standard error")
    shared.add_argument("--json", action="store_true", help="one JSON object a line")
    parser = _Parser(
        prog="ilha",
        parents=[shared],
        description="A desktop AI assistant that never leaves this computer. Without a command it opens the window.",
    )
    parser.add_argument("--version", action=_ShowVersion, nargs=0, help="print the version and end")
    # Not defaults of a parser: those of a command would undo what stands before the command.
    flags = dict.fromkeys(("offline", "private", "verbose", "json"), False)
    unset = argparse.Namespace(command=None, home=None, paths=[], **flags)
    if not any(argument in _COMMANDS for argument in arguments):
        parser.add_argument("paths", nargs="*", metavar="FILE", help="files to open in the window")
        parser.epilog = f"Commands: {', '.join(_COMMANDS)}; “ilha COMMAND --help” explains one."
        return parser.parse_args(arguments, unset)
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)

    def command(name: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, parents=[shared], help=text, description=text)

    run = command("run", "Run a task on files, folders or standard input.")
    run.add_argument("task", metavar="TASK", help="a task id, “auto”, or recipe:NAME")
    run.add_argument("inputs", nargs="+", metavar="INPUT", help="a file, a folder, or “-” for standard input")
    run.add_argument("--model", metavar="ID")
    run.add_argument("--param", action="append", default=[], metavar="K=V", help="an option of the task; repeatable")
    run.add_argument("--out", metavar="DIR", help="write results there")
    run.add_argument("--format", action="append", default=[], metavar="F", help="export in this format; repeatable")
    run.add_argument("--no-resume", action="store_true", help="start anew what an earlier run left unfinished")
    run.add_argument("--cluster", metavar="ADDRESS", help="send the files to the workers of a Dask cluster")
    cli_chat.add_arguments(command("chat", "Talk with a model, a line of standard input for each turn."))
    cli_index.add_actions(command("index", "Keep passages of files and folders, to be searched by meaning."), shared)
    cli_index.add_search_arguments(command("search", "Search in the files of the index."))
    cli_score.add_arguments(command("score", "Score one or two models against a column of right answers."))
    cli_watch.add_arguments(command("watch", "Do a task with every file that appears in a folder, until it is ended."))
    looked = command("suggest", "Say what files are and what can be done with them.")
    looked.add_argument("inputs", nargs="+", metavar="INPUT")
    command("tasks", "List the tasks and their parameters.")
    cli_recipes.add_actions(command("recipes", "List, import and export chains of tasks."), shared)
    models = command("models", "List and install models.")
    cli_models.add_actions(models, shared)
    cli_privacy.add_actions(command("privacy", "Say what is enforced and what was ever sent, and prove it."), shared)
    cli_verify.add_arguments(command("verify", "Make a result again, and say what is not as it was."))
    command("doctor", "Check that everything works on this computer.")
    return parser.parse_args(arguments, unset)


def _run(options: argparse.Namespace, home: Home) -> int:
    from desktop.media.sniff import is_folder
    from desktop.state.history import History
    from desktop.state.models import ModelShelf
    from desktop.state.settings import load_settings
    from desktop.worker.headless import HeadlessRun, Order

    if is_recipe(options.task):
        if options.cluster is not None:
            raise WrongCall(reason="A recipe runs on this computer; --cluster is for a single task.")
        return cli_recipes.run_recipe(options, home)
    params = dict(_key_value(pair) for pair in options.param)
    out = Path(options.out).expanduser() if options.out else None
    order = Order(
        task=options.task,
        model=options.model,
        params=params,
        formats=tuple(options.format),
        out=out,
        resume=not options.no_resume,
    )
    history = History(home.history)
    meter = Meter()
    work = HeadlessRun(
        order,
        home,
        shelf=ModelShelf(home),
        history=history,
        settings=load_settings(home.settings),
        on_progress=meter.show,
        runner=functools.partial(_on_cluster, options, home) if options.cluster is not None else None,
    )
    failed = False
    several = len(options.inputs) > 1 or is_folder(options.inputs[0])
    for outcome in work.run(options.inputs):
        meter.clear()
        failed = failed or outcome.failure is not None
        print_outcome(outcome, as_json=options.json, several=several)
    history.close()
    return SOME_FAILED if failed else DONE


def _on_cluster(options: argparse.Namespace, home: Home, work: Iterable[RunRequest]) -> Generator[EngineMessage]:
    """Run requests on the cluster that the command names, which is the consent to send them there."""
    from desktop.hub.cluster import open_cluster
    from desktop.worker.spread import run_spread

    with open_cluster(options.cluster, home.ledger, options.task, offline=options.offline) as executor:
        yield from run_spread(executor, executor.workers, work)


def _key_value(pair: str) -> tuple[str, str]:
    name, equals, value = pair.partition("=")
    if not equals:
        raise WrongCall(reason=f"“{pair}” is not of the form name=value.")
    return name, value


def _chat(options: argparse.Namespace, home: Home) -> int:
    return cli_chat.run(options, home, dict(_key_value(pair) for pair in options.param))


def _score(options: argparse.Namespace, home: Home) -> int:
    return cli_score.run(options, home, dict(_key_value(pair) for pair in options.param))


def _watch(options: argparse.Namespace, home: Home) -> int:
    return cli_watch.run(options, home, dict(_key_value(pair) for pair in options.param))


def _suggest(options: argparse.Namespace, home: Home) -> int:
    from desktop.state.history import History
    from desktop.state.models import ModelShelf
    from desktop.worker.headless import found_files
    from desktop.worker.suggest import suggest

    shelf, history, failed = ModelShelf(home), History(home.history), False
    for source, found in found_files(options.inputs, home):
        if isinstance(found, Failure):
            failed = True
            report(found, as_json=options.json, source=source)
            continue
        actions = [
            {"task": action.task.id, "model": action.model, "ready": action.ready, "estimate_s": action.estimate_s}
            for action in suggest(found, shelf, history)
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


def _tasks(options: argparse.Namespace, _: Home) -> int:
    from desktop import tasks
    from desktop.core.task import parameters, table_parameters

    for task in tasks.registry().values():
        own, of_tables = parameters(task), table_parameters(task)
        if options.json:
            emit(
                {
                    "id": task.id,
                    "title": task.title,
                    "accepts": [kind.value for kind in task.accepts],
                    "produces": task.produces.value,
                    "params": [*map(_parameter, own), *(_parameter(one) | {"for": "tables"} for one in of_tables)],
                }
            )
        else:
            print(f"{task.id:24} {task.title} ({', '.join(task.accepts)} → {task.produces})")
            for parameter in (*own, *of_tables):
                print(f"    --param {parameter.name}={parameter.default}  {parameter.help}")
    return DONE


def _parameter(p: Parameter) -> dict[str, object]:
    limits = {"choices": list(p.choices), "minimum": p.minimum, "maximum": p.maximum}
    described = {"name": p.name, "type": p.type, "default": p.default, "help": p.help}
    return described | {name: value for name, value in limits.items() if value not in (None, [])}


def _doctor(options: argparse.Namespace, home: Home) -> int:
    from desktop.worker.doctor import examine

    checks = examine(home)
    ok = all(check.ok for check in checks)
    if options.json:
        emit({"ok": ok, "checks": [{"name": c.name, "ok": c.ok, "detail": c.detail} for c in checks]})
    else:
        for check in checks:
            print(f"{'ok  ' if check.ok else 'BAD '} {check.name}: {check.detail}")
    return DONE if ok else SOME_FAILED
