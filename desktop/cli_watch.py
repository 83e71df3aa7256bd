"""`ilha watch`: do a task with every file that appears in a folder, until it is ended."""

from __future__ import annotations

import dataclasses
import os
import threading
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli_output import DONE, SOME_FAILED, Meter, print_outcome, report
from desktop.core.recipe import PREFIX, is_recipe
from desktop.core.table import ColumnNeeded, RowsTooMany
from desktop.core.usage import FormatUnknown, ParameterInvalid
from desktop.core.watch import InputBeingWritten, Seen, SeenState, Watch

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping, Sequence

    from desktop.core.errors import Failure
    from desktop.core.job import Job
    from desktop.core.result import Artifact
    from desktop.state.history import History
    from desktop.state.paths import Home
    from desktop.state.settings import Settings
    from desktop.state.watches import Watches
    from desktop.worker.headless import Outcome
    from desktop.worker.recipe_order import RecipeOutcome
    from desktop.worker.watch import Found

_RESCAN_S = 2.0
_OF_ONE_FILE = (ColumnNeeded, FormatUnknown, ParameterInvalid, RowsTooMany)
"""Wrong calls for one file, a table above all; what is wrong for all of them was said before anything was done."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    command.add_argument("folder", metavar="FOLDER", help="what is watched, with all that is in it")
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument("--task", metavar="TASK", help="a task id; “ilha tasks” lists them")
    what.add_argument("--recipe", metavar="NAME", help="a recipe; “ilha recipes list” lists them")
    command.add_argument("--out", required=True, metavar="DIR", help="where results go; nothing in it is taken for new")
    command.add_argument(
        "--format", action="append", default=[], metavar="F", help="write them so, like txt; repeatable"
    )
    command.add_argument("--model", metavar="ID", help="a model of the task; the first that is ready without")
    command.add_argument(
        "--param", action="append", default=[], metavar="K=V", help="an option of the task; repeatable"
    )
    command.add_argument("--once", action="store_true", help="end when nothing is new")


def run(options: argparse.Namespace, home: Home, params: Mapping[str, str]) -> int:
    """Watch a folder; returns the exit status."""
    from desktop.state.history import History
    from desktop.state.models import ModelShelf
    from desktop.state.settings import load_settings
    from desktop.state.watches import Watches
    from desktop.worker.watch import check

    watch = Watch(
        folder=_absolute(options.folder),
        task=f"{PREFIX}{options.recipe}" if options.recipe is not None else options.task,
        model=options.model,
        params=dict(params),
        formats=tuple(options.format),
        out=_absolute(options.out),
    )
    check(watch, home)
    if not is_recipe(watch.task):
        ModelShelf(home).choose(watch.task, watch.model)
    with closing(Watches(home.watches)) as watches, closing(History(home.history)) as history:
        watch = watches.add(watch, standing=False)
        watches.take(watch.id)
        work = _Watching(watch, home, watches, history, load_settings(home.settings), as_json=options.json)
        with suppress(KeyboardInterrupt):  # the usual end
            work.go_on(once=options.once)
        return SOME_FAILED if work.failed else DONE


class _Watching:
    """One run of the command."""

    def __init__(
        self, watch: Watch, home: Home, watches: Watches, history: History, settings: Settings, *, as_json: bool
    ) -> None:
        self.failed = False
        self._watch, self._home, self._settings = watch, home, settings
        self._watches, self._history, self._as_json = watches, history, as_json
        self._meter = Meter()
        self._trouble: Failure | None = None

    def go_on(self, *, once: bool) -> None:
        """Work until it is ended; `once` until nothing is new."""
        from desktop.worker.watch import QUIET_REMOTE_S, QUIET_S, Look

        self._recover()
        look, pause, busy = Look(self._watch, self._home), threading.Event(), time.monotonic()
        while True:
            found = look.find(self._watches)
            self._say(found)
            if found.fresh:
                self._work([seen for _, seen in found.fresh])
                busy = time.monotonic()
            elif once and not found.more:
                patience_s = 2 * (QUIET_REMOTE_S if found.remote else QUIET_S)
                if not found.unsettled or time.monotonic() - busy > patience_s:
                    self._leave(found.unsettled)
                    return
            if not found.fresh and not found.more:
                pause.wait(_RESCAN_S)

    def _recover(self) -> None:
        """Settle what an earlier run of the same command left open."""
        for seen in self._watches.open_files(self._watch.id):
            job = self._history.get(seen.job) if seen.state is SeenState.DELIVERING else None
            if job is not None and job.result is not None:
                self._settle(seen, self._left(seen, job), again=True)
            else:
                self._watches.forget(self._watch.id, [seen.path])

    def _left(self, seen: Seen, job: Job) -> Outcome | RecipeOutcome:
        """Return what an earlier run has made of a file and not told of."""
        from desktop.worker.delivery import doubts
        from desktop.worker.headless import Outcome
        from desktop.worker.recipe_order import RecipeOutcome

        if is_recipe(job.task):
            steps = tuple(self._history.steps(job.id))
            return RecipeOutcome(source=str(seen.path), run=job, steps=steps, notices=doubts(steps))
        return Outcome(source=str(seen.path), job=job, notices=doubts([job]))

    def _say(self, found: Found) -> None:
        """Say what cannot be done, once."""
        if found.trouble is not None and found.trouble != self._trouble:
            self.failed = True
            report(found.trouble, as_json=self._as_json, source=str(self._watch.folder))
        self._trouble = found.trouble
        for seen in found.refused:
            self.failed = self.failed or seen.state is SeenState.FAILED
            if seen.failure is not None:
                report(seen.failure, as_json=self._as_json, source=str(seen.path))

    def _leave(self, paths: Sequence[Path]) -> None:
        for path in paths:
            self.failed = True
            report(InputBeingWritten(name=path.name).failure(), as_json=self._as_json, source=str(path))

    def _work(self, files: Sequence[Seen]) -> None:
        self._watches.note(self._watch.id, files)
        waiting = {str(seen.path): seen for seen in files}
        for outcome in self._outcomes(list(waiting)):
            self._meter.clear()
            self._settle(waiting.pop(outcome.source), outcome)

    def _settle(self, seen: Seen, outcome: Outcome | RecipeOutcome, *, again: bool = False) -> None:
        """Deliver a result, or remember why there is none, and tell of it."""
        from desktop.worker.indexing import foreign_fault

        job, artifacts = _job_of(outcome), outcome.artifacts
        failure = outcome.failure or (job.failure if job is not None else None)
        if failure is None and job is not None:
            made, failure = self._deliver(seen, job, again=again)
            artifacts += made
        fault = foreign_fault(failure) if failure is not None else None
        if fault is not None and not isinstance(fault, _OF_ONE_FILE):  # it would befall the next file as well
            raise fault
        self._print(dataclasses.replace(outcome, failure=failure, artifacts=artifacts))
        if failure is not None:
            self.failed = True
            self._note(seen, SeenState.FAILED, job, failure)

    def _outcomes(self, paths: Sequence[str]) -> Iterator[Outcome | RecipeOutcome]:
        from desktop.state.models import ModelShelf
        from desktop.state.recipes import Recipes
        from desktop.worker.headless import HeadlessRun, Order
        from desktop.worker.recipe_order import RecipeOrder
        from desktop.worker.recipe_rows import told

        watch, shelf = self._watch, ModelShelf(self._home)
        if is_recipe(watch.task):
            chain = RecipeOrder(
                told(Recipes(self._home).get(watch.task), watch.params),
                self._home,
                shelf=shelf,
                history=self._history,
                settings=self._settings,
                on_progress=self._meter.show,
            )
            for path in paths:  # each by itself, also where a recipe would collect them
                yield from chain.run([path])
            return
        params = {name: str(value) for name, value in watch.params.items()}
        yield from HeadlessRun(
            Order(task=watch.task, model=watch.model, params=params),
            self._home,
            shelf=shelf,
            history=self._history,
            settings=self._settings,
            on_progress=self._meter.show,
        ).run(paths)

    def _deliver(self, seen: Seen, job: Job, *, again: bool) -> tuple[tuple[Artifact, ...], Failure | None]:
        from desktop.core.errors import IlhaError
        from desktop.worker.watch_results import deliver

        self._note(seen, SeenState.DELIVERING, job)
        try:
            made = tuple(deliver(self._watch, job, self._home, self._settings, again=again))
        except IlhaError as error:
            return (), error.failure()
        self._watches.note_outputs([artifact.path for artifact in made])
        self._note(seen, SeenState.DONE, job)
        return made, None

    def _note(self, seen: Seen, state: SeenState, job: Job | None, failure: Failure | None = None) -> None:
        job_id = job.id if job is not None else ""
        self._watches.note(self._watch.id, [dataclasses.replace(seen, state=state, job=job_id, failure=failure)])

    def _print(self, outcome: Outcome | RecipeOutcome) -> None:
        from desktop.cli_recipes import print_outcome as print_run
        from desktop.worker.recipe_order import RecipeOutcome

        if isinstance(outcome, RecipeOutcome):
            print_run(outcome, as_json=self._as_json, several=True)
        else:
            print_outcome(outcome, as_json=self._as_json, several=True)


def _job_of(outcome: Outcome | RecipeOutcome) -> Job | None:
    from desktop.worker.recipe_order import RecipeOutcome

    return outcome.run if isinstance(outcome, RecipeOutcome) else outcome.job


def _absolute(path: str) -> Path:
    return Path(os.path.abspath(Path(path).expanduser()))  # noqa: PTH100 - links keep their names
