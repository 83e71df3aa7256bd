"""Tables: what a row costs when there are ten and a hundred times as many, in time and in memory."""

from __future__ import annotations

import csv
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench_display import display
from bench_figures import Broken, Measured, Spec, of_rounds
from bench_inputs import write_lines
from bench_responsive import need, probe
from bench_table_probe import COLUMNS, TASK
from bench_worker import THREADS, expect_all, places, starter

from desktop.core.job import Item, RequestDone, RunRequest
from desktop.core.model import InstalledModel
from desktop.core.task import parse_params
from desktop.media.sniff import recognise
from desktop.state.paths import Home
from desktop.tasks import get_task
from desktop.worker.batch import new_jobs, run_all
from desktop.worker.client import EngineClient
from tests.unit.engine.text_models import files, installed, text_graph, vocabulary

FEW, MORE, MANY = 1_000, 10_000, 100_000
WARM = 64
SHORT, TEXTS, WINDOWS = 2_000, 500, 3
HARBOURS = ("Angra dos Reis", "Ilha Grande", "Mangaratiba")
LABELS = ("negative", "neutral", "positive")

SPECS = (
    Spec(
        name="table-rows",
        what="one row of a table of 10,000 different texts, against one of 1,000",
        unit="ms",
        budget=1.10,
    ),
)
WINDOW_SPECS = (
    Spec(
        name="table-stall",
        what="longest gap between two ticks of 5 ms while a table of 100,000 rows is shown, searched, sorted, charted"
        " and scored in the window, best of three, against an idle window",
        unit="ms",
        budget=50.0,
        absolute=True,
    ),
    Spec(
        name="table-window-memory",
        what="most memory of the window after that, against the same with 2,000 rows",
        unit="MB",
        budget=1.10,
    ),
)
LONG_SPECS = (
    Spec(
        name="table-many-rows",
        what="one row of a table of 100,000 different texts by a model that costs nothing, against one of 10,000",
        unit="ms",
        budget=1.10,
    ),
    Spec(
        name="table-memory",
        what="memory the engine held at most with those 100,000 rows, against 10,000",
        unit="MB",
        budget=1.10,
    ),
)


def rows() -> Mapping[str, Measured]:
    """Measure tables of 1,000 rows before and after one of 10,000, so that a busy moment weighs on both."""
    with ExitStack() as cleanup:
        home, folder = places(cleanup)
        model = starter(home, TASK)
        few, more, again = (_seconds(home, folder, model, size)[0] for size in (FEW, MORE, FEW))
        return {"table-rows": of_rounds([(more, (few + again) / 2)], 1000)}


def many_rows() -> Mapping[str, Measured]:
    """Measure a table of 100,000 rows, whose own cost no model hides."""
    with ExitStack() as cleanup:
        home, folder = places(cleanup)
        words = vocabulary("good", "bad")
        graph = text_graph(words, {"good": (0, 1), "bad": (1, 0)})
        model = installed(folder / "model", TASK, files(words, graph, ("negative", "positive")))
        before, few_bytes = _seconds(home, folder, model, MORE)
        many, many_bytes = _seconds(home, folder, model, MANY)
        after, _ = _seconds(home, folder, model, MORE)
        return {
            "table-many-rows": of_rounds([(many, (before + after) / 2)], 1000),
            "table-memory": of_rounds([(many_bytes, few_bytes)], 1e-6),
        }


def window() -> Mapping[str, Measured]:
    """Do with a long table in the window what people do; the best of three tries counts, as other programs disturb it.

    Its texts repeat, so that the model has 500 of them to work on.
    """
    with ExitStack() as cleanup:
        place = Path(cleanup.enter_context(tempfile.TemporaryDirectory(prefix="ilha-bench-")))
        environment = cleanup.enter_context(display(place))
        need(place, TASK)
        small, *tries = [
            _window(environment, place / f"home {rows}", _comments(place / f"{rows}.csv", rows))
            for rows in (SHORT, *(MANY,) * WINDOWS)
        ]
    best = min(tries, key=lambda found: max(found["gaps"].values()))
    for step, gap in best["gaps"].items():
        print(f"  {step}: {gap * 1e3:.0f} ms", file=sys.stderr)
    stall, idle = max(best["gaps"].values()), best["gaps"]["idle"]
    return {
        "table-stall": Measured(value=stall * 1e3, limit=idle * 1e3, ratio=stall / idle),
        "table-window-memory": of_rounds([(found["peak_bytes"], small["peak_bytes"]) for found in tries], 1e-6),
    }


def _window(environment: Mapping[str, str], home: Path, table: Path) -> dict[str, Any]:
    """Open the window with a table that was worked on before."""
    if not home.exists():
        probe(environment, str(home), str(table), module="bench_table_probe")
    return probe(environment, str(home), str(table), module="bench_table_probe")


def _comments(path: Path, size: int) -> Path:
    """Write a table with numbers, dates, groups, texts that repeat and right answers."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for number in range(size):
            day = f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}"
            text = f"The ferry no. {number % TEXTS} was late and nobody told us why we had to wait so long."
            writer.writerow([number, day, HARBOURS[number % len(HARBOURS)], text, LABELS[number % len(LABELS)]])
    return path


def _seconds(home: Home, folder: Path, model: InstalledModel, size: int) -> tuple[float, int]:
    """Return the seconds for a row of a table of `size` rows, and the memory that a fresh engine needed for it."""
    client = EngineClient(home.work, THREADS)
    try:
        _run(client, home, model, _write(folder / "warm.csv", WARM))
        table = _write(folder / "table.csv", size)
        began = time.perf_counter()
        peak_bytes = _run(client, home, model, table)
        return (time.perf_counter() - began) / size, peak_bytes
    finally:
        client.stop()


def _run(client: EngineClient, home: Home, model: InstalledModel, table: Path) -> int:
    task = get_task(TASK)
    params = parse_params(task, {"column": "text"})
    (job,) = new_jobs([recognise(table)], TASK, model.spec.id, params)
    items = (Item(job_id=job.id, input=job.input, work=home.work / job.id),)
    request = RunRequest(task=TASK, model=model, params=params, items=items, resume=False)
    messages = list(run_all(client, [request]))
    expect_all(messages, 1)
    peak = max((message.peak_bytes for message in messages if isinstance(message, RequestDone)), default=0)
    if not peak:
        raise Broken("the engine does not say how much memory it held")
    return peak


def _write(path: Path, size: int) -> Path:
    """Write a table whose texts are all different, and about as long as reviews are."""
    lines = write_lines(path.with_suffix(".txt"), size).read_text(encoding="utf-8").splitlines()
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["number", "text"])
        writer.writerows([number, f"{line} {number}"] for number, line in enumerate(lines))
    return path
