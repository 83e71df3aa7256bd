"""Whether more engines do more: two on this computer against one, and two Dask workers against one local engine."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from bench_figures import Broken, Measured, Spec, Unmeasurable, interleaved, of_rounds
from bench_inputs import SAMPLES, paragraph, write_lines, write_photos
from bench_worker import expect_all, places, starter
from PIL import Image

from desktop.core.job import EngineMessage, RunRequest
from desktop.core.media import InputFile
from desktop.core.model import InstalledModel
from desktop.core.task import parse_params
from desktop.hub.cluster import open_cluster
from desktop.media.sniff import recognise
from desktop.state.models import ModelShelf
from desktop.state.paths import HOME_VARIABLE, Home
from desktop.tasks import get_task
from desktop.worker.batch import ITEMS_AT_MOST, new_jobs, requests, run_several
from desktop.worker.client import EngineClient
from desktop.worker.spread import run_spread

ROUNDS = 5
PART = 4
"""Inputs in a request when two engines share them."""
CORES = os.cpu_count() or 1


def _lines(folder: Path) -> list[Path]:
    folder.mkdir()
    return [write_lines(folder / f"{number:02}.txt", 100 + number) for number in range(16)]


def _photos(folder: Path) -> list[Path]:
    return write_photos(folder, 32)


def _pages(folder: Path) -> list[Path]:
    folder.mkdir()
    paths = [folder / f"{number}.png" for number in range(8)]
    with Image.open(SAMPLES / "scan.png") as scan:
        for number, path in enumerate(paths):
            scan.crop((0, 0, scan.width, scan.height // 12 + number)).save(path)
    return paths


def _letters(folder: Path) -> list[Path]:
    folder.mkdir()
    paths = [folder / f"{number}.txt" for number in range(16)]
    for number, path in enumerate(paths):
        path.write_text(paragraph(300, skip=7 * number), encoding="utf-8")
    return paths


def _speech(folder: Path) -> list[Path]:
    folder.mkdir()
    paths = [folder / f"{number}.ogg" for number in range(4)]
    for path in paths:
        path.write_bytes((SAMPLES / "reading.ogg").read_bytes())
    return paths


WORK: dict[str, tuple[str, dict[str, str], Callable[[Path], list[Path]], str]] = {
    "lines": ("text-classification", {"split": "lines"}, _lines, "16 files of 100 reviews"),
    "photos": ("image-classification", {}, _photos, "32 photos"),
    "pages": ("ocr", {}, _pages, "8 twelfths of a page"),
    "letters": ("translation", {"source": "en", "target": "pt"}, _letters, "16 letters of 300 words, translated"),
    "speech": ("automatic-speech-recognition", {}, _speech, "4 recordings"),
}
"""Task, parameters, inputs and what they are."""


class _Order:
    """The same inputs, worked on again and again."""

    def __init__(self, home: Home, name: str, folder: Path) -> None:
        task, given, write, _ = WORK[name]
        self.home = home
        self.model: InstalledModel = starter(home, task)
        self._task = get_task(task)
        self._params = parse_params(self._task, given)
        self._files: list[InputFile] = [recognise(path) for path in write(folder)]
        self._shelf = ModelShelf(home)

    def requests(self) -> list[RunRequest]:
        """Return the work anew, as the command line gives it to an engine."""
        jobs = new_jobs(self._files, self._task.id, self.model.spec.id, self._params)
        return list(requests(jobs, self._shelf, self.home, resume=False))

    def timed(self, run: Callable[[Sequence[RunRequest]], list[EngineMessage]]) -> float:
        """Return the seconds until all is done."""
        work = self.requests()
        began = time.perf_counter()
        messages = run(work)
        seconds = time.perf_counter() - began
        expect_all(messages, len(self._files))
        return seconds


@contextmanager
def _engines(home: Home, count: int, threads: int) -> Iterator[Callable[[Sequence[RunRequest]], list[EngineMessage]]]:
    """Give a function that shares requests among engines, each taking the next part when it is free."""
    clients = [EngineClient(home.work, threads) for _ in range(count)]

    def run(work: Sequence[RunRequest]) -> list[EngineMessage]:
        size = ITEMS_AT_MOST if count == 1 else PART
        parts = [
            dataclasses.replace(request, items=request.items[start : start + size])
            for request in work
            for start in range(0, len(request.items), size)
        ]
        return list(run_several(clients, parts))

    try:
        yield run
    finally:
        for client in clients:
            client.stop()


def engines(name: str) -> Mapping[str, Measured]:
    """Measure two engines on half of the cores each against one on all of them."""
    if CORES < 2:
        msg = "there is one core"
        raise Unmeasurable(msg)
    with ExitStack() as cleanup:
        home, folder = places(cleanup)
        order = _Order(home, name, folder / name)
        one = partial(order.timed, cleanup.enter_context(_engines(home, 1, 0)))
        two = partial(order.timed, cleanup.enter_context(_engines(home, 2, CORES // 2)))
        one()
        two()
        return {f"engines-{name}": of_rounds(interleaved(two, one, rounds=ROUNDS))}


def cluster() -> Mapping[str, Measured]:
    """Measure two Dask workers on this computer, on half of its cores each, against an engine without them."""
    with ExitStack() as cleanup:
        home, folder = places(cleanup)
        order = _Order(home, "photos", folder / "photos")
        one = partial(order.timed, cleanup.enter_context(_engines(home, 1, 0)))
        address = cleanup.enter_context(_dask(folder))
        executor = cleanup.enter_context(open_cluster(address, home.ledger, "bench", offline=False))
        two = partial(order.timed, lambda work: list(run_spread(executor, executor.workers, work)))
        one()
        two()
        return {"cluster-photos": of_rounds(interleaved(two, one, rounds=ROUNDS))}


@contextmanager
def _dask(folder: Path) -> Iterator[str]:
    """Give the address of a scheduler with two workers, each with a home of its own."""
    with ExitStack() as ending:
        at = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        address = _said(ending, "Scheduler at:", folder, "scheduler", *at)
        for name in ("one", "two"):
            there = folder / name
            there.mkdir()
            (there / "settings.json").write_text(json.dumps({"threads": max(1, CORES // 2)}), encoding="utf-8")
            alone = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", str(there))
            _said(ending, "Registered to:", there, "worker", address, *alone)
        yield address


def _said(ending: ExitStack, words: str, home: Path, program: str, *arguments: str) -> str:
    """Start a program of Dask and return what follows `words` in what it says; it is ended in the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.dask_{program}", *arguments],
        cwd=home,
        env={**os.environ, HOME_VARIABLE: str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    ending.enter_context(process)
    ending.callback(process.terminate)
    assert process.stderr is not None
    for line in process.stderr:
        if words in line:
            return line.partition(words)[2].strip()
    msg = f"{program} of Dask ended with status {process.wait()}"
    raise Broken(msg)


FIGURES: tuple[tuple[tuple[Spec, ...], Callable[[], Mapping[str, Measured]]], ...] = (
    *(
        (
            (
                Spec(
                    name=f"engines-{name}",
                    what=f"{what} by two engines on half of the cores each, against one on all of them",
                    unit="s",
                    budget=1.10,
                ),
            ),
            partial(engines, name),
        )
        for name, (_, _, _, what) in WORK.items()
    ),
    (
        (
            Spec(
                name="cluster-photos",
                what="32 photos by two Dask workers on this computer, against one engine without them",
                unit="s",
                budget=1.5,
            ),
        ),
        cluster,
    ),
)
"""Specs, and what measures them."""
