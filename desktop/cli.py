"""The command line: everything the window can do, without Qt. JSON and texts are English and stable."""

from __future__ import annotations

import argparse
import functools
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import (
    cli_chat,
    cli_index,
    cli_models,
    cli_privacy,
    cli_recipes,
    cli_score,
    cli_tasks,
    cli_verify,
    cli_watch,
)
from desktop.cli_ending import TOLD, tidy_end
from desktop.cli_output import DONE, INTERRUPTED, SOME_FAILED, USAGE, Meter, emit, note, print_outcome, report
from desktop.cli_parser import Parser, WrongCall, did_you_mean
from desktop.core.errors import Failure, IlhaError, InternalError, StorageFull
from desktop.core.recipe import is_recipe
from desktop.core.usage import UsageError
from desktop.state.files import FULL

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence
    from concurrent.futures import Future

    from desktop.core.job import EngineMessage, RunRequest
    from desktop.state.paths import Home

    OpenWindow = Callable[[Home, list[Path]], int]

_COMMANDS = {
    "run": "Run a task on files, folders or standard input.",
    "chat": "Talk with a model, a line of standard input for each turn.",
    "index": "Keep passages of files and folders, to be searched by meaning.",
    "search": "Search in the files of the index.",
    "score": "Score one or two models against a column of right answers.",
    "watch": "Do a task with every file that appears in a folder, until it is ended.",
    "suggest": "Say what files are and what can be done with them.",
    "tasks": "List the tasks and their parameters.",
    "recipes": "List, import and export chains of tasks.",
    "models": "List, fetch, check and remove models.",
    "privacy": "Say what is enforced and what was ever sent, and prove it.",
    "verify": "Make a result again, and say what is not as it was.",
    "doctor": "Check that everything works on this computer.",
}
_ENDING = """“ilha COMMAND --help” explains one. To begin with:

  ilha suggest scan.png                        what a file is and what can be done
  ilha run auto scan.png letter.txt            the most likely task for each file
  ilha run ocr folder/ --format txt --out texts/
  ilha tasks                                   all tasks with their options

The exit status is 0 when all is done, 1 when some inputs failed, 2 when the call was wrong.
"""


class _ShowVersion(argparse.Action):
    """Looks the version up only when it is asked for: that alone takes longer than reading the arguments."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        import importlib.metadata

        print(f"ilha {importlib.metadata.version('ilha')}")
        parser.exit(DONE)


def main(arguments: Sequence[str], open_window: OpenWindow) -> int:
    """Run one command, or open the window; returns the exit status: 0 all done, 1 some inputs failed, 2 usage."""
    as_json = "--json" in arguments
    _bear_any_characters()
    try:
        status = _answer(arguments, open_window, as_json=as_json)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:  # whoever read the output has enough
        _let_output_go()
        return SOME_FAILED
    except (KeyboardInterrupt, SystemExit) as ending:  # the second is how `tidy_end` answers Ctrl+C, and --help ends
        if getattr(ending, "code", INTERRUPTED) != INTERRUPTED:
            raise
        if sys.stderr.isatty():
            print(file=sys.stderr)  # what follows begins below a question or the progress that was interrupted
        return INTERRUPTED
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


def _bear_any_characters() -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # names may hold half characters; JSON reads them back
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # lines may be of another encoding


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
    from desktop.state.news import take_news

    actions: dict[str | None, Callable[[argparse.Namespace, Home], int]] = {
        "run": _run,
        "chat": _chat,
        "index": cli_index.run,
        "search": cli_index.search,
        "score": _score,
        "watch": _watch,
        "suggest": cli_tasks.suggest,
        "tasks": cli_tasks.run,
        "recipes": cli_recipes.run,
        "models": cli_models.run,
        "privacy": cli_privacy.run,
        "verify": cli_verify.run,
        "doctor": _doctor,
    }
    action = actions.get(options.command)
    if action is not None:
        try:
            return action(options, home)
        finally:
            for news in take_news(home):
                report(news.failure(), as_json=False)
    return open_window(home, [Path(path) for path in options.paths])


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    # Not defaults of a parser: those of a command would undo what stands before the command.
    flags = dict.fromkeys(("offline", "private", "verbose", "json"), False)
    unset = argparse.Namespace(command=None, home=None, paths=[], **flags)
    if not {*_COMMANDS, "-h", "--help"}.isdisjoint(arguments):
        return parser().parse_args(arguments, unset)
    window = Parser(prog="ilha", parents=[_shared()])
    window.add_argument("--version", action=_ShowVersion, nargs=0)
    window.add_argument("paths", nargs="*")
    try:
        return window.parse_args(arguments, unset)
    finally:
        _check_first(unset.paths)  # before its options: those of a command that is written wrong are not the window's


def _check_first(paths: Sequence[str]) -> None:
    """Refuse a word that looks like a command, and say what may have been meant."""
    for word in paths[:1]:
        if not os.path.dirname(word) and not os.path.lexists(word):  # noqa: PTH120 - `./nothing` is no command
            from desktop import tasks

            task = f"It is a task: ilha run {word} INPUT…" if word in tasks.registry() else ""
            remedy = task or did_you_mean(word, _COMMANDS) + WrongCall.remedy
            raise WrongCall(reason=f"There is no command and no file “{word}”.", remedy=remedy)


def _shared() -> Parser:
    shared = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    everywhere = shared.add_argument_group("options of every command")
    everywhere.add_argument("--home", metavar="DIR", help="keep everything, the model store too, in DIR (ILHA_HOME)")
    everywhere.add_argument("--offline", action="store_true", help="refuse every network request")
    everywhere.add_argument("--private", action="store_true", help="leave no trace: what is kept is wiped at the end")
    everywhere.add_argument("-v", "--verbose", action="store_true", help="say more on standard error")
    everywhere.add_argument("--json", action="store_true", help="print JSON, one object a line")
    return shared


def parser() -> Parser:
    """Return the parser of all commands."""
    shared = _shared()
    made = Parser(
        prog="ilha",
        usage="%(prog)s [FILE ...]\n       %(prog)s COMMAND ...",
        parents=[shared],
        description="A desktop AI assistant that never leaves this computer. Without a command it opens the window.",
        epilog=_ENDING,
    )
    made.add_argument("--version", action=_ShowVersion, nargs=0, help="print the version and end")
    commands = made.add_subparsers(dest="command", metavar="COMMAND", prog="ilha", required=True, parser_class=Parser)

    def command(name: str) -> Parser:
        return commands.add_parser(name, parents=[shared], help=_COMMANDS[name], description=_COMMANDS[name])

    _add_run_arguments(command("run"))
    cli_chat.add_arguments(command("chat"))
    cli_index.add_actions(command("index"), shared)
    cli_index.add_search_arguments(command("search"))
    cli_score.add_arguments(command("score"))
    cli_watch.add_arguments(command("watch"))
    cli_tasks.add_suggest_arguments(command("suggest"))
    cli_tasks.add_arguments(command("tasks"))
    cli_recipes.add_actions(command("recipes"), shared)
    cli_models.add_actions(command("models"), shared)
    cli_privacy.add_actions(command("privacy"), shared)
    cli_verify.add_arguments(command("verify"))
    command("doctor")
    return made


def _add_run_arguments(run: Parser) -> None:
    run.add_argument("task", metavar="TASK", help="a task id, “auto”, or recipe:NAME; “ilha tasks” lists them")
    run.add_argument("inputs", nargs="+", metavar="INPUT", help="a file, a folder, or “-” for standard input")
    run.add_argument("--model", metavar="ID", help="a model of this task; the first that is ready without")
    param = "an option of the task, which “ilha tasks TASK” lists; repeatable"
    run.add_argument("--param", action="append", default=[], metavar="K=V", help=param)
    run.add_argument("--out", metavar="DIR", help="write results there; without, but with --format, here")
    run.add_argument("--format", action="append", default=[], metavar="F", help="write them so, like txt; repeatable")
    run.add_argument("--no-resume", action="store_true", help="start anew what an earlier run left unfinished")
    run.add_argument("--cluster", metavar="ADDRESS", help="send the files to the workers of a Dask cluster")


def _run(options: argparse.Namespace, home: Home) -> int:
    from desktop.media.sniff import is_folder
    from desktop.state.history import History
    from desktop.state.models import ModelShelf
    from desktop.state.settings import load_settings
    from desktop.worker.headless import HeadlessRun, Order

    params = dict(_key_value(pair) for pair in options.param)
    if is_recipe(options.task):
        if options.cluster is not None:
            raise WrongCall(reason="A recipe runs on this computer; --cluster is for a single task.")
        return cli_recipes.run_recipe(options, home, params)
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
    failed, last, more = False, None, 0
    several = len(options.inputs) > 1 or is_folder(options.inputs[0])
    for outcome in work.run(options.inputs):
        meter.clear()
        failed = failed or outcome.failure is not None or outcome.elsewhere
        if outcome.failure is not None and outcome.failure == last and not options.json:
            more += 1  # it names no file, so it would be the same sentence again
            continue
        last = outcome.failure
        print_outcome(outcome, as_json=options.json, several=several)
    if more:
        note(f"{more} more for the same reason.")
    history.close()
    return SOME_FAILED if failed else DONE


def _on_cluster(options: argparse.Namespace, home: Home, work: Iterable[RunRequest]) -> Generator[EngineMessage]:
    """Run requests on the cluster that the command names, which is the consent to send them there."""
    from desktop.hub.cluster import open_cluster
    from desktop.worker.spread import run_spread

    with open_cluster(options.cluster, home.ledger, options.task, offline=options.offline) as executor:

        def shun(future: Future[bytes], failure: Failure) -> bool:
            known = len(executor.shunned)
            others = executor.shun(future)
            if others and len(executor.shunned) > known:
                report(failure, as_json=False)
            return others

        yield from run_spread(executor, executor.workers, work, shun=shun)


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
