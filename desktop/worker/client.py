"""The engine as its owner sees it: submit requests, cancel jobs, collect messages. No Qt, no threads.

The owner waits on `waitables` for at most `timeout_s` seconds and then calls `collect`; both the window's EngineThread
and the command line do just that.
"""

from __future__ import annotations

import dataclasses
import errno
import logging
import multiprocessing
import signal
import time
from collections import deque
from contextlib import contextmanager
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING

import msgspec

from desktop.core.errors import EngineCrashed, EngineUnavailable, InputQuarantined
from desktop.core.job import (
    Cancel,
    CancelDone,
    Ended,
    EngineMessage,
    Failed,
    Item,
    Ready,
    Request,
    RequestDone,
    RunRequest,
    Started,
)
from desktop.worker import process
from desktop.worker.wire import pack, unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess
    from pathlib import Path

_log = logging.getLogger("ilha.engine")

SECONDS_TO_OBEY = 0.15
"""A cancelled job that has not ended by then is ended with the whole process."""
CRASHES_UNTIL_SET_ASIDE = 2
DEATHS_UNTIL_UNAVAILABLE = 2


class EngineClient:
    """One engine process at a time, started when there is work and started again after a crash.

    Attributes:
        ready: what the living engine said when it was ready, or None.
        unavailable: whether the engine died twice before it was ready; a new request tries again.
        crashes: how often files ended an engine: by task, path and size in bytes.
    """

    def __init__(
        self, work: Path, threads: int = 0, *, nice: int = 0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Prepare a client whose engine may write to `work` only and steps back by `nice`; nothing is started yet."""
        self.ready: Ready | None = None
        self.unavailable = False
        self.crashes: dict[tuple[str, str, int], int] = {}
        self.threads = threads
        self._work = work
        self._nice = nice
        self._clock = clock
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._waiting: deque[Request] = deque()
        self._expected: set[str] = set()
        self._current: dict[str, Item] = {}
        self._request: Request | None = None
        self._running: set[str] = set()
        self._cancelled: set[str] = set()
        self._deadline: float | None = None
        self._early_deaths = 0
        self._events: list[EngineMessage] = []

    # --- what the owner waits for ------------------------------------------------------------------------------------

    @property
    def waitables(self) -> list[Connection]:
        """Return what becomes readable when there is something to collect."""
        return [self._connection] if self._connection is not None else []

    @property
    def timeout_s(self) -> float | None:
        """Return how long the owner may wait at most; None for as long as it likes."""
        if self._events:
            return 0.0
        if self._deadline is None:
            return None
        return max(0.0, self._deadline - self._clock())

    @property
    def busy(self) -> bool:
        """Say whether any job is waiting or running."""
        return bool(self._request or self._waiting or self._events)

    @property
    def pid(self) -> int | None:
        """Return the process id of the living engine."""
        return self._process.pid if self._process is not None else None

    # --- what the owner asks for -------------------------------------------------------------------------------------

    def submit(self, request: Request) -> None:
        """Queue a request; its jobs are reported one by one by `collect`."""
        if self.unavailable:
            self.unavailable = False
            self._early_deaths = 0
        self._waiting.append(request)
        self._expected.update(item.job_id for item in request.items if not self._set_aside(request, item))
        self._go_on()

    def submit_all(self, requests: Iterable[Request]) -> None:
        """Queue requests in their order."""
        for request in requests:
            self.submit(request)

    def cancel_all(self, job_ids: Sequence[str]) -> None:
        """Give jobs up, the last first so that none starts in between."""
        for job_id in reversed(job_ids):
            self.cancel(job_id)

    def cancel(self, job_id: str) -> None:
        """Give a job up: at once when it waits or shares a batch, else within `SECONDS_TO_OBEY` and a restart."""
        if self._running == {job_id}:
            self._send(Cancel(job_id=job_id))
            self._deadline = self._deadline or self._clock() + SECONDS_TO_OBEY
            self._cancelled.add(job_id)
        elif job_id in self._current:
            self._send(Cancel(job_id=job_id))
            self._forget(job_id)
            self._events.append(CancelDone(job_id=job_id))
        elif job_id in self._expected:
            self._expected.remove(job_id)  # its item is left out when its request's turn comes
            self._events.append(CancelDone(job_id=job_id))

    def withdraw(self, job_ids: Sequence[str]) -> None:
        """Take jobs back that have not begun: they are reported as cancelled, the others go on."""
        self.cancel_all([job_id for job_id in job_ids if job_id not in self._running])

    def start(self) -> None:
        """Start the engine before there is work, so that the first job does not wait for it."""
        if self._process is None and not self.unavailable:
            self._spawn()

    def stop(self) -> None:
        """End the process; nothing is reported any more."""
        self._waiting.clear()
        self._expected.clear()
        self._end_process()

    def collect(self) -> list[EngineMessage]:
        """Return what happened since the last call, without waiting."""
        if self._deadline is not None and self._clock() >= self._deadline:
            self._kill()
        while self._connection is not None and self._readable():
            try:
                message = unpack(self._connection.recv_bytes())
            except (EOFError, OSError, msgspec.ValidationError):
                self._lost()
                break
            if not isinstance(message, Request | Cancel) and self._accept(message):
                self._events.append(message)
        self._go_on()
        events, self._events = self._events, []
        return events

    # --- the process -------------------------------------------------------------------------------------------------

    def _spawn(self) -> None:
        context = multiprocessing.get_context("spawn")
        try:
            self._connection, theirs = context.Pipe()
            self._process = context.Process(
                target=process.main,
                args=(theirs, str(self._work), self.threads, self._nice),
                kwargs={"quiet": not _log.isEnabledFor(logging.DEBUG)},  # `--verbose` wants to hear all
                name="ilha-engine",
                daemon=True,
            )
            with _deaf(), theirs:
                self._process.start()
        except OSError as error:  # the system lets no more files or processes be opened
            self._process = self._connection = None
            self._give_up(errno.errorcode.get(error.errno or 0, type(error).__name__))

    def _kill(self) -> None:
        assert self._process is not None
        self._deadline = None
        self._process.kill()
        self._lost()

    def _end_process(self) -> int | None:
        if self._process is None or self._connection is None:
            return None
        self._connection.close()
        self._process.kill()
        self._process.join()
        code = self._process.exitcode
        self._process.close()
        self._process = self._connection = self.ready = self._deadline = None
        return code

    def _readable(self) -> bool:
        try:
            return self._connection is not None and self._connection.poll()
        except OSError:
            return True

    # --- bookkeeping -------------------------------------------------------------------------------------------------

    def _go_on(self) -> None:
        """Start the process when there is work, and hand it the next request when it is free."""
        while self._waiting and not any(item.job_id in self._expected for item in self._waiting[0].items):
            self._waiting.popleft()
        if self.unavailable or self._request is not None or not self._waiting:
            return
        if self._process is None:
            self._spawn()
        if self.ready is None:
            return
        request = self._waiting.popleft()
        items = tuple(item for item in request.items if item.job_id in self._expected)
        self._request = dataclasses.replace(request, items=items)
        self._current = {item.job_id: item for item in items}
        self._expected.difference_update(self._current)
        self._send(self._request)

    def _send(self, message: Request | Cancel) -> None:
        assert self._connection is not None
        try:
            self._connection.send_bytes(pack(message))
        except OSError:
            _log.info("the engine is gone; its pipe will say so")

    def _accept(self, message: EngineMessage) -> bool:
        """Note what a message says; False when nobody waits for it any more."""
        if isinstance(message, Ready):
            self.ready, self._early_deaths = message, 0
        elif isinstance(message, RequestDone):
            self._current, self._request = {}, None
        elif isinstance(message, Started):
            if message.job_id not in self._current:  # given up just before the engine began it
                self._deadline = None if self._running else self._clock() + SECONDS_TO_OBEY
                return False
            self._running.add(message.job_id)
        elif message.job_id not in self._current:
            self._forget(message.job_id)
            return False
        elif isinstance(message, Ended):
            self._forget(message.job_id)
        return True

    def _forget(self, job_id: str) -> None:
        self._current.pop(job_id, None)
        self._cancelled.discard(job_id)
        self._running.discard(job_id)
        if not self._running:
            self._deadline = None

    # --- when the process ends ---------------------------------------------------------------------------------------

    def _lost(self) -> None:
        """The process is gone: report the job it was at, keep the others, give up after two deaths at the start.

        When several shared a batch nobody knows whose fault it was: each of them runs again by itself.
        """
        idle = self.ready is not None and self._request is None
        exit_code = self._end_process()
        if not self._running and not idle:
            self._early_deaths += 1
        suspects = [item for job_id, item in self._current.items() if job_id in self._running]
        others = [item for job_id, item in self._current.items() if job_id not in self._running]
        if len(suspects) == 1:
            self._events.append(self._verdict(suspects.pop(), exit_code))
        if self._request is not None:
            again = [*((item,) for item in suspects), tuple(others)]
            self._waiting.extendleft(dataclasses.replace(self._request, items=items) for items in reversed(again))
            self._expected.update(item.job_id for items in again for item in items)
        self._current, self._request, self._running = {}, None, set()
        self._cancelled.clear()
        if self._early_deaths >= DEATHS_UNTIL_UNAVAILABLE:
            self._give_up(f"exit {exit_name(exit_code)}")

    def _verdict(self, item: Item, exit_code: int | None) -> CancelDone | Failed:
        if item.job_id in self._cancelled:
            return CancelDone(job_id=item.job_id)
        key = _crash_key(self._request, item)
        self.crashes[key] = self.crashes.get(key, 0) + 1
        if self.crashes[key] >= CRASHES_UNTIL_SET_ASIDE:
            return Failed(job_id=item.job_id, failure=InputQuarantined(name=item.input.name).failure())
        return Failed(job_id=item.job_id, failure=EngineCrashed(exit=exit_name(exit_code)).failure())

    def _set_aside(self, request: Request, item: Item) -> bool:
        """Say whether a file has ended the engine too often, and report it then."""
        crashes = self.crashes.get(_crash_key(request, item), 0) if isinstance(request, RunRequest) else 0
        if crashes < CRASHES_UNTIL_SET_ASIDE:
            return False
        self._events.append(Failed(job_id=item.job_id, failure=InputQuarantined(name=item.input.name).failure()))
        return True

    def _give_up(self, detail: str) -> None:
        self.unavailable = True
        failure = EngineUnavailable(detail=detail).failure()
        for request in self._waiting:
            ids = [item.job_id for item in request.items if item.job_id in self._expected]
            self._events += [Failed(job_id=job_id, failure=failure) for job_id in ids]
        self._waiting.clear()
        self._expected.clear()


@contextmanager
def _deaf() -> Iterator[None]:
    """Start a process in the block that Ctrl+C in a terminal does not reach, which ends its owner and so itself."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # the first process would start it, and that lets the signal in again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _crash_key(request: Request | None, item: Item) -> tuple[str, str, int]:
    """Return what crashes are counted by: a file may be too much for one task and harmless for another."""
    task = request.task if isinstance(request, RunRequest) else ""
    return task, str(item.input.path), item.input.size_bytes


def exit_name(code: int | None) -> str:
    """Name an exit code as people look it up: the signal that ended the process, or its number."""
    if code is not None and code < 0:
        try:
            return signal.Signals(-code).name
        except ValueError:
            return f"signal {-code}"
    return f"exit {code}"
