"""What the wall costs: putting it up, work behind it, and an event that the alarm lets pass.

No engine starts without a wall, so the same loop runs in two processes, one of them started through the program's door.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path

from bench_figures import Measured, Spec, Unmeasurable, interleaved, of_rounds
from bench_inputs import write_lines
from bench_worker import LINES, THREADS, bare_loop, part, places, serving, starter

_ROOT = Path(__file__).resolve().parents[1]
_PROCESSES = 10
_ROUNDS = 10
_EVENTS = 200_000
_PUT_UP = """
import sys, time
from pathlib import Path
from desktop.engine.sandbox import put_up
began = time.perf_counter()
wall = put_up(Path(sys.argv[1]))
print(time.perf_counter() - began, wall)
"""
_PASS = f"""
import sys, time
def round():
    began = time.perf_counter()
    for _ in range({_EVENTS}):
        sys.audit("bench.event", 1)
    return (time.perf_counter() - began) / {_EVENTS}
bare = min(round() for _ in range(5))
from desktop.hub import alarm
alarm.arm()
print(min(round() for _ in range(5)), bare)
"""


def set_up() -> Mapping[str, Measured]:
    """Measure the wall of new processes, against their start."""
    found, starts = [], []
    with tempfile.TemporaryDirectory(prefix="ilha-bench-") as work:
        for _ in range(_PROCESSES):
            began = time.perf_counter()
            seconds, level = _python(_PUT_UP, work).split()
            starts.append(time.perf_counter() - began)
            found.append(float(seconds))
            if level == "inside":
                raise Unmeasurable("this system has no wall")
    value, limit = statistics.median(found) * 1000, statistics.median(starts) * 1000
    return {"wall-set-up": Measured(value=value, limit=limit, ratio=value / limit)}


def throughput() -> Mapping[str, Measured]:
    """Measure a file of 200 lines by the bare loop behind the wall, against the same without, by the line."""
    with ExitStack() as cleanup:
        home, folder = places(cleanup)
        model = starter(home, "text-classification")
        file = write_lines(folder / "reviews.txt", LINES)
        settings = model.spec.settings
        most, pad = settings.get("max_tokens", 512), settings.get("pad_token", "[PAD]")
        what = ("sentiment", part(model, "model"), model.folder / "tokenizer.json", file, THREADS, most, pad)
        door = (sys.executable, "-m", "desktop", "--behind-the-wall", home.work, "--")
        walled = cleanup.enter_context(serving([*door, sys.executable, "-m", "bench_bare", *what]))
        free = cleanup.enter_context(bare_loop(*what))
        return {"wall-throughput": of_rounds(interleaved(walled, free, rounds=_ROUNDS), 1000 / LINES)}


def alarm() -> Mapping[str, Measured]:
    """Measure an event of the interpreter that the alarm lets pass, against one that nobody listens to."""
    value, limit = (float(seconds) * 1e9 for seconds in _python(_PASS).split())
    return {"alarm-event": Measured(value=value, limit=limit, ratio=value / limit)}


def _python(code: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], check=True, cwd=_ROOT, capture_output=True, text=True, timeout=60
    )
    return done.stdout


FIGURES: tuple[tuple[Spec, Callable[[], Mapping[str, Measured]]], ...] = (
    (
        Spec(
            name="wall-set-up",
            what="the wall put up by a new process, against the start of that process",
            unit="ms",
            budget=5.0,
            absolute=True,
        ),
        set_up,
    ),
    (
        Spec(
            name="wall-throughput",
            what="one line of a file of 200 by a bare loop behind the wall, against the same loop without",
            unit="ms",
            budget=1.03,
        ),
        throughput,
    ),
    (
        Spec(
            name="alarm-event",
            what="an event of the interpreter that the alarm lets pass, against one that nobody listens to",
            unit="ns",
            budget=3000.0,
            absolute=True,
        ),
        alarm,
    ),
)
