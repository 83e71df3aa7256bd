"""The real window on a tour: every page, then every task that has a model on every file; prints what came of it.

`tour.py SECONDS FILE…` goes on with the tasks until so much time is over; without files it opens the pages alone.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop import tasks
from desktop.app import Program
from desktop.core.crash import no_dumps
from desktop.core.job import Job
from desktop.core.media import InputFile
from desktop.core.model import ModelState
from desktop.core.task import Task, parameters
from desktop.hub import alarm
from desktop.media.sniff import recognise
from desktop.state.files import keep_to_owner
from desktop.state.paths import find_home
from desktop.state.session import session
from desktop.ui import theme

PASTED = "the ferry to the island leaves at noon"
_WORDS = "harbour, island"
_EVERY_MS = 20


class Tour:
    """Goes one step further whenever the window has nothing else to do."""

    def __init__(self, program: Program, seconds: float, files: list[InputFile]) -> None:
        self._program = program
        self._until = time.monotonic() + seconds
        self._files = files
        self._pages: list[str] = []
        self._visited: list[str] = []
        self._ended: dict[str, set[str]] = {}
        self._begun = False
        self._clock = QTimer(interval=_EVERY_MS)
        self._clock.timeout.connect(self._step)
        self._clock.start()

    def report(self) -> dict[str, object]:
        """Return the pages that were visited, and how the jobs of each task ended."""
        states = {task: sorted(ended) for task, ended in sorted(self._ended.items())}
        return {"pages": self._visited, "tasks": states}

    def _step(self) -> None:
        services, window = self._program.services, self._program.window
        if services is None or services.queue.status.state == "starting":
            return
        if not self._begun:
            self._begun = True
            self._pages = window.rail.pages()
            services.intake.add_text(PASTED)
        elif self._pages:
            page = self._pages.pop(0)
            window.show_page(page)
            self._visited.append(page)
        elif not any(not job.state.finished for job in services.queue.jobs()):
            self._next_round(services.queue.jobs())

    def _next_round(self, jobs: tuple[Job, ...]) -> None:
        for job in jobs:
            self._ended.setdefault(job.task, set()).add(job.state.value)
        if self._files and (not jobs or time.monotonic() < self._until):
            for task in tasks.registry().values():
                self._add(task)
            return
        mistake = ValueError(self._files[0].path.name if self._files else "nothing")
        self._program.catch(ValueError, mistake, None)  # one of the program's own, as any slot may make it
        self._clock.stop()
        self._program.window.close()

    def _add(self, task: Task) -> None:
        services = self._program.services
        assert services is not None
        if not any(model.state is ModelState.READY for model in services.shelf.for_task(task.id)):
            return
        for file in [file for file in self._files if tasks.accepts(task, file)]:
            asked = {one.name: _WORDS for one in parameters(task) if one.required}
            services.queue.add([file], task.id, None, asked)


def main() -> int:
    no_dumps()
    keep_to_owner()
    alarm.arm()
    with session(find_home()) as home:
        files = [recognise(Path(name)) for name in sys.argv[2:]]
        application = QApplication(["ilha", *theme.ARGUMENTS])
        program = Program(application, home)
        tour = Tour(program, float(sys.argv[1]), files)
        program.open()
        status = application.exec()
        program.stop()
        print(json.dumps(tour.report()))
    return status


if __name__ == "__main__":
    sys.exit(main())
