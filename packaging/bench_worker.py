"""Time per line and per photo, by the real worker behind its wall, against a bare loop over the same files."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from bench_figures import Broken, Measured, Unmeasurable, interleaved, of_rounds
from bench_inputs import write_lines, write_photos

from desktop.core.errors import IlhaError, describe
from desktop.core.job import Done, EngineMessage, Failed, Item, RunRequest
from desktop.core.model import InstalledModel, ModelState
from desktop.core.task import Value, parse_params
from desktop.media.sniff import recognise
from desktop.state.models import ModelShelf
from desktop.state.paths import Home, find_home
from desktop.state.settings import Settings
from desktop.tasks import get_task
from desktop.worker.batch import new_jobs, run_all
from desktop.worker.client import EngineClient

LINES = 200
LINE_ROUNDS = 41
PHOTOS = 50
THREADS = Settings().threads


def sentiment_lines() -> Mapping[str, Measured]:
    """Measure one request of a file of 200 lines, by the line."""
    with ExitStack() as cleanup:
        home, folder = places(cleanup)
        model = starter(home, "text-classification")
        file = write_lines(folder / "reviews.txt", LINES)
        ours = cleanup.enter_context(worker(home, model, {"split": "lines"}, [file]))
        settings = model.spec.settings
        limit = cleanup.enter_context(
            bare_loop(
                "sentiment",
                part(model, "model"),
                model.folder / "tokenizer.json",
                file,
                THREADS,
                settings.get("max_tokens", 512),
                settings.get("pad_token", "[PAD]"),
            )
        )
        return {"sentiment-lines": of_rounds(interleaved(ours, limit, rounds=LINE_ROUNDS), 1000 / LINES)}


def classify_photos() -> Mapping[str, Measured]:
    """Measure one request of 50 photos, by the photo."""
    with ExitStack() as cleanup:
        home, folder = places(cleanup)
        model = starter(home, "image-classification")
        photos = write_photos(folder / "photos", PHOTOS)
        ours = cleanup.enter_context(worker(home, model, {}, photos))
        processor = model.folder / "preprocessor_config.json"
        limit = cleanup.enter_context(bare_loop("photos", part(model, "model"), processor, photos[0].parent, THREADS))
        return {"classify-photos": of_rounds(interleaved(ours, limit), 1000 / PHOTOS)}


def places(cleanup: ExitStack) -> tuple[Home, Path]:
    """Make a home and a folder for inputs, both gone afterwards."""
    folder = Path(cleanup.enter_context(tempfile.TemporaryDirectory(prefix="ilha-bench-")))
    return find_home(folder / "home").make(), folder


def starter(home: Home, task: str, wanted: str | None = None) -> InstalledModel:
    """Return the model `wanted`, else the starter model of a task.

    Raises:
        Unmeasurable: it is not in this checkout.
    """
    try:
        model = ModelShelf(home).choose(task, wanted)
    except IlhaError as error:
        raise Unmeasurable(" ".join(describe(error.failure()))) from error
    if model.state is not ModelState.READY:
        msg = f"the model {model.spec.id} lacks {', '.join(model.missing)}"
        raise Unmeasurable(msg)
    return model


def part(model: InstalledModel, role: str) -> Path:
    """Return the file of a model that has a role."""
    file = model.spec.by_role(role)
    if file is None:
        msg = f"the model {model.spec.id} has no file for the role {role}"
        raise Unmeasurable(msg)
    return model.folder / file.path


@contextmanager
def worker(
    home: Home,
    model: InstalledModel,
    given: Mapping[str, Value],
    paths: Sequence[Path],
    *,
    items_at_most: int | None = None,
) -> Iterator[Callable[[], float]]:
    """Give a function that works on the files with a warm engine and returns the seconds, pipe and results included.

    All travel as one request unless `items_at_most` says otherwise.
    """
    task = get_task(model.spec.task)
    params = parse_params(task, given)
    files = [recognise(path) for path in paths]
    client = EngineClient(home.work, THREADS)

    def run() -> float:
        jobs = new_jobs(files, task.id, model.spec.id, params)
        items = tuple(Item(job_id=job.id, input=job.input, work=home.work / job.id) for job in jobs)
        size = items_at_most or len(items)
        requests = [
            RunRequest(task=task.id, model=model, params=params, items=items[start : start + size])
            for start in range(0, len(items), size)
        ]
        began = time.perf_counter()
        messages = list(run_all(client, requests))
        seconds = time.perf_counter() - began
        expect_all(messages, len(items))
        return seconds

    try:
        run()
        yield run
    finally:
        client.stop()


def expect_all(messages: Sequence[EngineMessage], jobs: int) -> None:
    """Raise `Broken` unless every job was done."""
    failed = next((message for message in messages if isinstance(message, Failed)), None)
    if failed is not None:
        raise Broken(f"{' '.join(describe(failed.failure))} {failed.failure.detail}".strip())
    done = sum(isinstance(message, Done) for message in messages)
    if done != jobs:
        msg = f"{done} of {jobs} jobs were done"
        raise Broken(msg)


def bare_loop(*what: object) -> AbstractContextManager[Callable[[], float]]:
    """Give a function that runs the bare loop once in its own warm process and returns the seconds it took."""
    return serving([sys.executable, "-m", "bench_bare", *what])


@contextmanager
def serving(command: Sequence[object]) -> Iterator[Callable[[], float]]:
    """Give a function that asks a process of `bench_bare.serve` to run once and returns the seconds it took."""
    process = subprocess.Popen(
        [*map(str, command)],
        cwd=Path(__file__).parent,
        env={**os.environ, "TRANSFORMERS_VERBOSITY": "error", "HF_HUB_OFFLINE": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdin is not None
    assert process.stdout is not None

    def run() -> float:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("\n")
        process.stdin.flush()
        return float(process.stdout.readline())

    try:
        if process.stdout.readline().strip() != "ready":
            msg = f"what we compare with ended with status {process.wait()}"
            raise Broken(msg)
        yield run
    finally:
        process.stdin.close()
        process.wait()
        process.stdout.close()
