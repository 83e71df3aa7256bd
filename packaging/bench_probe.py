"""The real window, driven and watched from inside its own process. Run as `python -m bench_probe WHAT HOME FOLDER`.

A spawned engine imports this module again, so only the standard library is imported at module level.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.app import Program
    from desktop.core.media import InputFile
    from desktop.jobs.queue import JobQueue
    from desktop.ui.services import Services

TICK_MS = 5
IDLE_S = 3.0
LOOK_S = 0.05
BETWEEN_S = 0.1
PATIENCE_S = 240.0
DONE_BEFORE_CANCEL = 10


class Ticker:
    """Ticks in the window's event loop and remembers the longest time in which it did not."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.longest_s = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def take(self) -> float:
        """Return the longest gap between two ticks in seconds, and begin anew."""
        self._tick()
        longest, self.longest_s = self.longest_s, 0.0
        return longest

    def _tick(self) -> None:
        now = time.perf_counter()
        self.longest_s = max(self.longest_s, now - self._last)
        self._last = now


class Probe:
    """Opens the window, hands files to it, and reports one JSON object."""

    def __init__(self, home: str) -> None:
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication

        from desktop.app import Program
        from desktop.state.paths import find_home
        from desktop.ui import theme

        self.application = QApplication(["ilha", *theme.ARGUMENTS])
        self.program: Program = Program(self.application, find_home(home).make())
        self.found: list[InputFile] = []
        self._later = QTimer.singleShot
        self._later(int(PATIENCE_S * 1000), lambda: self.end(error=f"not finished in {PATIENCE_S:.0f} s"))

    @property
    def services(self) -> Services:
        """Return the parts below the window; they are there from the first paint on."""
        assert self.program.services is not None
        return self.program.services

    @property
    def queue(self) -> JobQueue:
        """Return the queue of the program."""
        return self.services.queue

    def run(self, when_ready: Callable[[], None]) -> int:
        """Open the window and call `when_ready` once the engine waits for work."""
        begun = False

        def look(status: Any) -> None:
            nonlocal begun
            if status.state == "ready" and not begun:
                begun = True
                self._later(0, when_ready)
            elif status.state == "unavailable":
                self.end(error="the engine does not start")

        self.program.window.painted.connect(lambda: self.queue.engine_changed.connect(look))
        self.program.open()
        status = self.application.exec()
        self.program.stop()
        return status

    def hand_in(self, folder: str, task: str) -> None:
        """Have the files of a folder recognised as if they were dropped, and start a job for each."""
        from desktop.ui.work_page import WorkPage

        def start() -> None:
            page = self.program.window.page
            assert isinstance(page, WorkPage)
            page.told.connect(lambda told: self.end(error=f"no job of {task} could be started: {told}"))
            page.start(self.found, task, None)

        intake = self.services.intake
        intake.recognised.connect(self.found.extend)
        intake.finished.connect(start)
        intake.add_paths([Path(folder)])

    def drop(self, folder: str) -> None:
        """Drop a folder on the assistant and have the first thing done that it offers."""
        from desktop.ui.assistant_page import AssistantPage

        page = self.program.window.page
        assert isinstance(page, AssistantPage)
        page.take_paths([Path(folder)])
        self.once(
            lambda: page.tray.isVisible() and bool(page.tray.chips.chips), lambda: self.after(BETWEEN_S, page.submit)
        )

    def after(self, seconds: float, then: Callable[[], object]) -> None:
        """Call `then` later."""
        self._later(round(seconds * 1000), then)

    def once(self, condition: Callable[[], bool], then: Callable[[], None]) -> None:
        """Call `then` as soon as `condition` holds."""
        if condition():
            then()
        else:
            self.after(LOOK_S, lambda: self.once(condition, then))

    def nothing_left(self) -> bool:
        """Say whether every job that was started has ended."""
        totals = self.queue.totals
        return not totals.waiting and not totals.running and bool(self.queue.jobs())

    def end(self, **report: object) -> None:
        """Print the report and close the window."""
        print(json.dumps(report), flush=True)
        self.program.window.close()
        self.application.quit()


def stall(home: str, folder: str, task: str) -> int:
    """Report the longest gaps of an idle window and of one whose jobs run."""
    probe = Probe(home)
    tickers: list[Ticker] = []
    idle: list[float] = []

    def settle() -> None:
        tickers.append(Ticker())
        probe.after(0.5, rest)

    def rest() -> None:
        tickers[0].take()
        probe.after(IDLE_S, work)

    def work() -> None:
        idle.append(tickers[0].take())
        probe.hand_in(folder, task)
        probe.once(probe.nothing_left, lambda: probe.after(0.3, finish))

    def finish() -> None:
        totals = probe.queue.totals
        probe.end(idle_s=idle[0], busy_s=tickers[0].take(), jobs=len(probe.queue.jobs()), done=totals.done)

    return probe.run(settle)


def crowd(home: str, folder: str, task: str) -> int:
    """Report the longest gaps of an idle window, and of one that does everything with all files of a folder.

    Nobody opens a page and moves a row at the same moment: each order of a person gets a turn of its own.
    """
    from desktop.ui.rail import QUEUE

    probe = Probe(home)
    tickers: list[Ticker] = []
    idle: list[float] = []

    def settle() -> None:
        probe.program.window.show_page(QUEUE)
        probe.program.window.show_page("assistant")
        tickers.append(Ticker())
        probe.after(0.5, rest)

    def rest() -> None:
        tickers[0].take()
        probe.after(IDLE_S, work)

    def work() -> None:
        idle.append(tickers[0].take())
        probe.drop(folder)
        probe.once(lambda: probe.queue.totals.done >= DONE_BEFORE_CANCEL, move)

    def move() -> None:
        probe.program.window.show_page(QUEUE)
        probe.after(BETWEEN_S, lambda: probe.queue.waiting.move_first(probe.queue.waiting.ids()[-2:]))
        probe.after(0.5, cancel)

    def cancel() -> None:
        probe.queue.cancel_all()
        probe.once(probe.nothing_left, remove)

    def remove() -> None:
        ids, before = [job.id for job in probe.queue.jobs()], probe.queue.totals.done
        orders = (
            lambda: probe.program.window.show_page("assistant"),
            lambda: probe.queue.remove(ids),
            lambda: probe.queue.restore(ids),  # asked for before all are gone
            lambda: probe.queue.retry(*ids),
        )
        for number, order in enumerate(orders):
            probe.after(number * BETWEEN_S, order)
        probe.once(lambda: probe.queue.totals.done >= before + DONE_BEFORE_CANCEL, give_up)

    def give_up() -> None:
        probe.queue.cancel_all()
        probe.once(probe.nothing_left, lambda: probe.after(0.3, finish))

    def finish() -> None:
        probe.end(idle_s=idle[0], busy_s=tickers[0].take(), jobs=len(probe.queue.jobs()))

    return probe.run(settle)


def queue(home: str, folder: str, task: str) -> int:
    """Report the most memory this process ever had, with every file of a folder queued."""
    probe = Probe(home)

    def begin() -> None:
        probe.hand_in(folder, task)
        probe.once(lambda: probe.queue.totals.done >= DONE_BEFORE_CANCEL, cancel)

    def cancel() -> None:
        probe.queue.cancel_all()
        probe.once(probe.nothing_left, lambda: probe.after(0.3, finish))

    def finish() -> None:
        probe.end(peak_bytes=peak_bytes(), jobs=len(probe.queue.jobs()), done=probe.queue.totals.done)

    return probe.run(begin)


def peak_bytes() -> int:
    """Return the most resident memory this process ever had."""
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    assert found is not None
    return int(found.group(1)) * 1024


if __name__ == "__main__":
    sys.exit({"stall": stall, "crowd": crowd, "queue": queue}[sys.argv[1]](*sys.argv[2:]))
