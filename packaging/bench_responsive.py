"""The window under load: how long its event loop stands still, and what a long queue costs in memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

from bench_display import display
from bench_figures import Broken, Measured, Spec, Unmeasurable, interleaved, of_rounds
from bench_inputs import write_photos, write_texts

from desktop.core.errors import ModelNotInstalled
from desktop.state.models import ModelShelf
from desktop.state.paths import find_home

HERE = Path(__file__).resolve().parent
PATIENCE_S = 300.0
JOBS = 50
TRIES = 3
FEW, MANY, CROWD = 20, 2000, 10_000
QUEUE_ROUNDS = 5


def event_loop_stall() -> Mapping[str, Measured]:
    """Run 50 jobs in the window three times; the best try counts, since other programs disturb this figure most."""
    with ExitStack() as cleanup:
        place = Path(cleanup.enter_context(tempfile.TemporaryDirectory(prefix="ilha-bench-")))
        environment = cleanup.enter_context(display(place))
        photos = place / "photos"
        write_photos(photos, JOBS)
        need(place, "image-classification")
        tries = [
            probe(environment, "stall", str(place / f"home {number}"), str(photos), "image-classification")
            for number in range(TRIES)
        ]
    for found in tries:
        if found["done"] != JOBS:
            msg = f"{found['done']} of {JOBS} jobs were done"
            raise Broken(msg)
    busy, idle = min(found["busy_s"] for found in tries), min(found["idle_s"] for found in tries)
    return {"event-loop-stall": Measured(value=busy * 1e3, limit=idle * 1e3, ratio=busy / idle)}


def crowd_stall() -> Mapping[str, Measured]:
    """Hand 10,000 files to the window, give up, remove and bring back all of them; the best of three tries counts."""
    with ExitStack() as cleanup:
        place = Path(cleanup.enter_context(tempfile.TemporaryDirectory(prefix="ilha-bench-")))
        environment = cleanup.enter_context(display(place))
        need(place, "text-classification")
        write_texts(place / "crowd", CROWD)
        tries = [
            probe(environment, "crowd", str(place / f"home {number}"), str(place / "crowd"), "text-classification")
            for number in range(TRIES)
        ]
    for found in tries:
        if found["jobs"] != CROWD:
            msg = f"{found['jobs']} of {CROWD} files were queued"
            raise Broken(msg)
    busy, idle = min(found["busy_s"] for found in tries), min(found["idle_s"] for found in tries)
    return {"queue-stall": Measured(value=busy * 1e3, limit=idle * 1e3, ratio=busy / idle)}


def queue_memory(name: str, many: int) -> Mapping[str, Measured]:
    """Queue many files, and 20 beside it, and cancel what is left after the first are done."""
    if not sys.platform.startswith("linux"):
        raise Unmeasurable("the most memory of a process is only known on Linux")
    with ExitStack() as cleanup:
        place = Path(cleanup.enter_context(tempfile.TemporaryDirectory(prefix="ilha-bench-")))
        environment = cleanup.enter_context(display(place))
        need(place, "text-classification")
        for count in (many, FEW):
            write_texts(place / f"{count} files", count)
        homes = iter(range(1_000_000))

        def peak(count: int) -> float:
            home = place / f"home {next(homes)}"
            found = probe(environment, "queue", str(home), str(place / f"{count} files"), "text-classification")
            if found["jobs"] != count:
                msg = f"{found['jobs']} of {count} files were queued"
                raise Broken(msg)
            return float(found["peak_bytes"])

        pairs = interleaved(lambda: peak(many), lambda: peak(FEW), rounds=QUEUE_ROUNDS)
    return {name: of_rounds(pairs, 1e-6)}


def need(place: Path, task: str) -> None:
    """Raise `Unmeasurable` when no model serves a task."""
    try:
        ModelShelf(find_home(place / "home")).choose(task)
    except ModelNotInstalled as error:
        raise Unmeasurable(str(error)) from error


def probe(environment: Mapping[str, str], *arguments: str, module: str = "bench_probe") -> dict[str, Any]:
    """Run the real window in a process of its own and return what it reports."""
    python_path = os.pathsep.join([str(HERE.parent), str(HERE)])
    try:
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            check=False,
            cwd=HERE,
            env={**environment, "PYTHONPATH": python_path},
            timeout=PATIENCE_S,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
        )
    except subprocess.TimeoutExpired as error:
        msg = f"the window did not end in {PATIENCE_S:.0f} s"
        raise Broken(msg) from error
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines:
        msg = f"the window ended with status {done.returncode}: {done.stderr.strip()[-2000:]}"
        raise Broken(msg)
    found: dict[str, Any] = json.loads(lines[-1])
    if "error" in found:
        raise Broken(str(found["error"]))
    return found


FIGURES: tuple[tuple[Spec, Callable[[], Mapping[str, Measured]]], ...] = (
    (
        Spec(
            name="event-loop-stall",
            what="longest gap between two ticks of 5 ms while 50 jobs run, best of three, against an idle window",
            unit="ms",
            budget=50.0,
            absolute=True,
        ),
        event_loop_stall,
    ),
    (
        Spec(
            name="queue-stall",
            what="the same while 10,000 files are queued, moved, given up, removed, brought back and run again",
            unit="ms",
            budget=50.0,
            absolute=True,
        ),
        crowd_stall,
    ),
    (
        Spec(
            name="queue-memory",
            what="most memory of the window with 2,000 queued files, against 20",
            unit="MB",
            budget=1.2,
        ),
        partial(queue_memory, "queue-memory", MANY),
    ),
    (
        Spec(
            name="queue-memory-crowd",
            what="most memory of the window with 10,000 queued files, against 20",
            unit="MB",
            budget=1.6,
        ),
        partial(queue_memory, "queue-memory-crowd", CROWD),
    ),
)
