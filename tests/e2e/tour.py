"""The real window on a tour: every page, then every task that has a model on every file; prints what came of it.

`tour.py SECONDS WATCHED FILE…` watches a folder and chats about the first file as well, has recipes made of the others,
and goes on with the tasks until so much time is over; without files it opens the pages alone.
"""

from __future__ import annotations

import json
import sys
import time
import traceback
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop import tasks
from desktop.app import Program
from desktop.core.crash import no_dumps
from desktop.core.job import Job
from desktop.core.media import InputFile, MediaKind
from desktop.core.model import ModelState
from desktop.core.passages import IndexState
from desktop.core.task import Task, Value, parameters
from desktop.core.watch import SeenState, Watch
from desktop.hub import alarm
from desktop.media.sniff import recognise
from desktop.state.files import keep_to_owner
from desktop.state.paths import find_home
from desktop.state.session import session
from desktop.ui import theme

PASTED = "the ferry to the island leaves at noon"
_WORDS = "harbour, island"
_QUESTION = "What is wrong with the fountain pen?"
_FEW = 12
"""Tokens of an answer."""
_RECIPES = {
    MediaKind.TEXT: "recipe:reviews",
    MediaKind.IMAGE: "recipe:scan",
    MediaKind.AUDIO: "recipe:recording",
}
_EVERY_MS = 20


class Tour:
    """Goes one step further whenever the window has nothing else to do."""

    def __init__(self, program: Program, seconds: float, watched: Path, files: list[InputFile]) -> None:
        self._program = program
        self._watched = watched
        self._chat = ""
        self._until = time.monotonic() + seconds
        self._files = files
        self._pages: list[str] = []
        self._visited: list[str] = []
        self._ended: dict[str, set[str]] = {}
        self._said: list[str] = []
        self._begun = False
        self._clock = QTimer(interval=_EVERY_MS)
        self._clock.timeout.connect(self._step)
        self._clock.start()

    def report(self) -> dict[str, object]:
        """Return the pages that were visited, how the jobs of each task ended, and how the conversation did."""
        states = {task: sorted(ended) for task, ended in sorted(self._ended.items())}
        return {"pages": self._visited, "tasks": states, "chat": self._said}

    def _step(self) -> None:
        try:
            self._go_on()
        except Exception:  # noqa: BLE001 - the program would log it, and this go on for ever
            traceback.print_exc()
            QApplication.exit(1)

    def _go_on(self) -> None:
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
        elif not (any(not job.state.finished for job in services.queue.jobs()) or self._watching() or self._chatting()):
            self._next_round(services.queue.jobs())

    def _next_round(self, jobs: tuple[Job, ...]) -> None:
        for job in jobs:
            self._ended.setdefault(job.task, set()).add(job.state.value)
        if self._files and not jobs:
            self._begin_aside()
        if self._files and (not jobs or time.monotonic() < self._until):
            for task in tasks.registry().values():
                self._add(task)
            return
        mistake = ValueError(self._files[0].path.name if self._files else "nothing")
        self._program.catch(ValueError, mistake, None)  # one of the program's own, as any slot may make it
        self._clock.stop()
        self._program.window.close()

    def _begin_aside(self) -> None:
        """Begin all that is no single task."""
        services = self._program.services
        assert services is not None
        services.queue.documents.read([self._files[0].path])
        services.watcher.add(Watch(folder=self._watched, task="ocr", out=self._watched.with_name("results")))
        for file in self._files:
            if file.kind in _RECIPES:
                services.queue.add([file], _RECIPES[file.kind])

    def _watching(self) -> bool:
        """Say whether something in the watched folder has no result yet."""
        services = self._program.services
        assert services is not None
        return any(not status.counts.get(SeenState.DONE) for status in services.watcher.statuses)

    def _chatting(self) -> bool:
        """Say whether the conversation goes on; it begins when its document was read."""
        services = self._program.services
        assert services is not None
        if self._said or not self._files or not services.queue.jobs():
            return False
        document = self._files[0].path
        if not self._chat and services.queue.documents.state(document).state is IndexState.READY:
            about: dict[str, Value] = {"max_new_tokens": _FEW}
            self._chat = services.queue.chats.begin(_QUESTION, params=about, documents=[str(document)])
        if self._chat and not services.queue.chats.is_writing(self._chat):
            self._said = [message.state.value for message in services.queue.chats.branch(self._chat)]
        return not self._said

    def _add(self, task: Task) -> None:
        services = self._program.services
        assert services is not None
        if not any(model.state is ModelState.READY for model in services.shelf.for_task(task.id)):
            return
        for file in [file for file in self._files if tasks.accepts(task, file)]:
            named = parameters(task)
            asked: dict[str, object] = {one.name: _WORDS for one in named if one.required}
            brief = {one.name: _FEW for one in named if one.name == "max_new_tokens"}
            services.queue.add([file], task.id, None, asked | brief)


def main() -> int:
    no_dumps()
    keep_to_owner()
    alarm.arm()
    with session(find_home()) as home:
        watched, *files = [Path(name) for name in sys.argv[2:]] or [Path()]
        application = QApplication(["ilha", *theme.ARGUMENTS])
        program = Program(application, home)
        tour = Tour(program, float(sys.argv[1]), watched, [recognise(path) for path in files])
        program.open()
        status = application.exec()
        program.stop()
        print(json.dumps(tour.report()))
    return status


if __name__ == "__main__":
    sys.exit(main())
