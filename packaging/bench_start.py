"""Time to the first paint and memory there: the program's window against a bare one, each in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench_display import display
from bench_figures import Broken, Measured, interleaved, of_rounds

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PATIENCE_S = 60.0
STARTS = 31


@dataclass(frozen=True, kw_only=True)
class Start:
    """One start: seconds from just before the process was made to its first paint, and its memory then."""

    seconds: float
    resident_bytes: float


def first_paint() -> Mapping[str, Measured]:
    """Compare the program of the checkout with the bare window."""
    program = [sys.executable, "-m", "desktop"]
    bare = [sys.executable, "-m", "bench_window"]
    seconds, memory = compare(program, bare)
    return {"start-first-paint": seconds, "memory-first-paint": memory}


def compare(program: Sequence[str], bare: Sequence[str]) -> tuple[Measured, Measured]:
    """Start both windows in turn and return their times (ms) and memory (MB) at the first paint.

    The first start of each is not counted: it compiles modules and fills caches.
    """
    with ExitStack() as cleanup:
        folder = Path(cleanup.enter_context(tempfile.TemporaryDirectory(prefix="ilha-bench-")))
        environment = cleanup.enter_context(display(folder))
        report = folder / "first-paint.json"
        hooks = {
            "ILHA_HOME": str(folder / "home"),
            "ILHA_FIRST_PAINT": str(report),
            "ILHA_QUIT_AFTER_PAINT": "1",
        }
        kept: dict[str, list[Start]] = {"program": [], "bare": []}

        def start_program() -> float:
            kept["program"].append(start(program, ROOT, {**environment, **hooks}, report))
            return kept["program"][-1].seconds

        def start_bare() -> float:
            kept["bare"].append(start([*bare, str(report)], HERE, environment, report))
            return kept["bare"][-1].seconds

        start_program()
        start_bare()
        kept["program"].clear()
        kept["bare"].clear()
        seconds = interleaved(start_program, start_bare, rounds=STARTS)
    both = zip(kept["program"], kept["bare"], strict=True)
    memory = [(ours.resident_bytes, limit.resident_bytes) for ours, limit in both]
    return of_rounds(seconds, 1e3), of_rounds(memory, 1e-6)


def start(command: Sequence[str], folder: Path, environment: Mapping[str, str], report: Path) -> Start:
    """Start a window that reports its first paint by the clock all processes share, and wait until it has ended."""
    report.unlink(missing_ok=True)
    began = time.monotonic()
    try:
        done = subprocess.run(
            command,
            check=False,
            cwd=folder,
            env=environment,
            timeout=PATIENCE_S,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
        )
    except subprocess.TimeoutExpired as error:
        msg = f"{' '.join(command[1:4])} painted and ended nothing in {PATIENCE_S:.0f} s"
        raise Broken(msg) from error
    if done.returncode or not report.exists():
        msg = f"{' '.join(command[1:4])} ended with status {done.returncode}: {done.stderr.strip()[-2000:]}"
        raise Broken(msg)
    found = json.loads(report.read_text(encoding="utf-8"))
    return Start(seconds=found["painted"] - began, resident_bytes=found["rss_bytes"])
