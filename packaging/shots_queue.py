"""Screenshots of the queue and of watched folders."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from shots_steps import SAMPLES, recognise, run_task, wait_for

from desktop.core.errors import StorageFull
from desktop.core.queue import Priority, WhenFinished
from desktop.core.watch import SeenState, Watch

if TYPE_CHECKING:
    from desktop.app import Program


def _fill(program: Program) -> None:
    """Let a long page run, and others wait in three priorities."""
    queue = program.window.services.queue
    run_task(program, "ocr", "document.pdf")
    wait_for(queue.job_changed, lambda: any(job.progress is not None for job in queue.jobs()))
    run_task(program, "ocr", "scan.png")
    run_task(program, "image-classification", "photo.jpg", "cat.jpg")
    queue.add(recognise("letter.txt"), "text-classification", priority=Priority.HIGH)
    queue.add(recognise("reviews.txt"), "text-classification", priority=Priority.LOW)


def queue(program: Program) -> None:
    """Show a queue at work, with one of its jobs selected."""
    _fill(program)
    page = program.window.visit("queue")
    program.window.ending.finish.choose(WhenFinished.QUIT)
    wait_for(page.model.modelReset, lambda: page.model.rowCount() > 3)  # type: ignore[attr-defined]
    page.list.setCurrentIndex(page.model.index(2))  # type: ignore[attr-defined]


def paused(program: Program) -> None:
    """Show a queue that waits for room on the disk."""
    _fill(program)
    waiting = program.window.services.queue.waiting
    waiting.hold(StorageFull(folder=str(Path.home())).failure())
    page = program.window.visit("queue")
    wait_for(page.model.modelReset, lambda: page.model.rowCount() > 3)  # type: ignore[attr-defined]


def nothing(program: Program) -> None:
    """Show a queue that is empty."""
    program.window.show_page("queue")


def _folder() -> Watch:
    """Return an order for a folder with a scan, a letter, and a photo that is damaged."""
    place = Path(tempfile.mkdtemp(prefix="ilha-shots-"))
    atexit.register(shutil.rmtree, place)
    folder = place / "Scans"
    folder.mkdir()
    for name in ("scan.png", "letter.txt"):
        shutil.copy(SAMPLES / name, folder / name)
    (folder / "holiday.jpg").write_bytes((SAMPLES / "cat.jpg").read_bytes()[:9000])
    for path in folder.iterdir():
        os.utime(path, (time.time() - 60,) * 2)
    return Watch(folder=folder, task="ocr", out=place / "Texts")


def watch(program: Program) -> None:
    """Show a watched folder whose files were worked on, and another one that is gone."""
    watcher, page = program.window.services.watcher, program.window.visit("watch")
    gone, whole = _folder(), _folder()
    watcher.add(whole)
    watcher.add(gone)
    shutil.rmtree(gone.folder)
    wait_for(watcher.changed, lambda: any(one.counts.get(SeenState.FAILED) for one in watcher.statuses))
    wait_for(watcher.changed, lambda: any(one.counts.get(SeenState.DONE) for one in watcher.statuses))
    wait_for(page.files.modelReset, lambda: page.files.rowCount() > 1)  # type: ignore[attr-defined]
    page.results.setCurrentIndex(page.files.index(0))  # type: ignore[attr-defined]


def unwatched(program: Program) -> None:
    """Show what is said while no folder is watched."""
    program.window.show_page("watch")


QUEUE: dict[str, Callable[[Program], object]] = {
    "queue": queue,
    "queue-full-disk": paused,
    "queue-empty": nothing,
    "watch": watch,
    "watch-empty": unwatched,
}
