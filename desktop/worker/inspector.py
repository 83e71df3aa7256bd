"""Models looked into and tried by an engine of their own, before anybody relies on them."""

from __future__ import annotations

import math
import multiprocessing
import secrets
import shutil
import struct
import threading
import time
import wave
from functools import partial
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Self

from desktop import tasks
from desktop.core.errors import Cancelled, EngineError, EngineTimedOut, IlhaError, InternalError, ModelIncompatible
from desktop.core.job import Benchmark, Benchmarked, Done, Failed, Inspect, Inspected, Item, RunRequest
from desktop.core.media import InputFile, MediaKind
from desktop.core.model import InstalledModel
from desktop.core.routes import SOURCE, TARGET, first_pair
from desktop.core.task import parameters, parse_params
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.state.paths import resources
from desktop.worker.client import EngineClient

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from desktop.core.errors import Failure
    from desktop.core.inspection import ModelReport, Speeds
    from desktop.core.task import Task
    from desktop.state.paths import Home

PATIENCE_S = 300.0
"""A model that takes longer over one small example serves nobody."""
_SENTENCE = "The island lies far from the coast, and its harbour is small.\n"
_TONE_S, _TONE_HZ, _RATE_HZ = 2, 440, 16_000


class EngineInspector:
    """A `ModelInspector` with an engine process; leave the context to end it."""

    def __init__(self, home: Home, threads: int = 0) -> None:
        """Prepare; the engine is started with the first question."""
        self._new_client = partial(EngineClient, home.work, threads)
        self._client = self._new_client()
        self._work = home.work / f"inspect-{secrets.token_hex(8)}"
        self._cancelled, self._canceller = multiprocessing.Pipe(duplex=False)
        self._closing = threading.Lock()

    def __enter__(self) -> Self:
        """Return self."""
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: object, _where: TracebackType | None) -> None:
        """End the engine and remove what it made."""
        self._client.stop()
        with self._closing:
            self._cancelled.close()
            self._canceller.close()
        shutil.rmtree(self._work, ignore_errors=True)

    def cancel(self) -> None:
        """Give up: whoever waits for an answer gets `Cancelled`. Called from any thread; too late it does nothing."""
        with self._closing:
            if not self._canceller.closed:
                self._canceller.send_bytes(b"cancel")

    def inspect(self, model: InstalledModel) -> ModelReport:
        """Read the structure of its graphs, and make what its folder lacks."""
        folder = InputFile(
            path=model.folder, kind=MediaKind.MODEL, mime="inode/directory", label="model folder", size_bytes=0
        )
        message = self._answer(Inspect(model=model, items=(self._item(folder),)))
        assert isinstance(message, Inspected)
        return message.report

    def measure(self, model: InstalledModel) -> float:
        """Run the task twice on a small example; returns the seconds of the second time, and lets the model go."""
        task = tasks.get_task(model.spec.task)
        placeholders = {p.name: p.placeholder for p in parameters(task) if p.lacks(p.default)}
        pair = first_pair(model.spec)
        if pair is not None:
            placeholders |= dict(zip((SOURCE, TARGET), pair, strict=True))
        params = parse_params(task, placeholders)
        example = self._example(task)
        try:
            for _ in range(2):
                items = (self._item(example),)
                message = self._answer(
                    RunRequest(task=task.id, model=model, params=params, items=items, resume=False, private=True)
                )
        finally:
            self._client.stop()
            self._client = self._new_client()
        assert isinstance(message, Done)
        return message.result.timings["run"]

    def speeds(self) -> Speeds:
        """Return what the computer does in a second; takes about three."""
        nothing = InputFile(path=self._work, kind=MediaKind.EMPTY, mime="", label="", size_bytes=0)
        message = self._answer(Benchmark(items=(self._item(nothing),)))
        assert isinstance(message, Benchmarked)
        return message.speeds

    def _item(self, file: InputFile) -> Item:
        job_id = secrets.token_hex(8)
        return Item(job_id=job_id, input=file, work=self._work)

    def _answer(self, request: Inspect | RunRequest | Benchmark) -> Inspected | Done | Benchmarked:
        """Wait for what becomes of the one item of `request`."""
        (item,) = request.items
        self._client.submit(request)
        deadline = time.monotonic() + PATIENCE_S
        while True:
            limits = (self._client.timeout_s, max(0.0, deadline - time.monotonic()))
            ready = wait([*self._client.waitables, self._cancelled], min(s for s in limits if s is not None))
            if self._cancelled in ready:
                raise Cancelled
            for message in self._client.collect():
                if isinstance(message, Inspected | Done | Benchmarked) and message.job_id == item.job_id:
                    return message
                if isinstance(message, Failed) and message.job_id == item.job_id:
                    raise _error("" if isinstance(request, Benchmark) else request.model.spec.id, message.failure)
            if time.monotonic() > deadline:
                raise EngineTimedOut

    def _example(self, task: Task) -> InputFile:
        """Return a small input that the task accepts."""
        from desktop.media.sniff import recognise

        self._work.mkdir(mode=0o700, parents=True, exist_ok=True)
        for kind in task.accepts:
            if kind is MediaKind.IMAGE:
                return recognise(resources() / "samples" / "photo.jpg")
            if kind is MediaKind.TEXT:
                text = self._work / "example.txt"
                text.write_text(_SENTENCE, encoding="utf-8")
                return recognise(text)
            if kind is MediaKind.AUDIO:
                return recognise(_tone(self._work / "example.wav"))
        raise NotImplementedError(task.id)


def _tone(path: Path) -> Path:
    samples = (round(8000 * math.sin(math.tau * _TONE_HZ * i / _RATE_HZ)) for i in range(_TONE_S * _RATE_HZ))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE_HZ)
        file.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return path


def _error(model: str, failure: Failure) -> IlhaError:
    """Return what a failure of the engine means for the model that was tried."""
    kind = IlhaError.by_code.get(failure.code, InternalError)
    arguments = {name: value for name, value in failure.arguments.items() if name not in {"detail", "model"}}
    if kind is InternalError:
        reason = QT_TRANSLATE_NOOP("errors", "Tried on a small example, it failed ({said}).")
        said = failure.detail.strip().rpartition("\n")[2][:300]
        return ModelIncompatible(model=model, reason=reason, said=said, detail=failure.detail)
    if failure.code == "engine-crashed":
        reason = QT_TRANSLATE_NOOP("errors", "It ended the engine that tried it ({exit}).")
        said = str(arguments.get("exit", ""))
        return ModelIncompatible(model=model, reason=reason, exit=said, detail=failure.detail)
    if issubclass(kind, EngineError):
        return kind(detail=failure.detail, **arguments)
    return kind(model=model, detail=failure.detail, **arguments)
