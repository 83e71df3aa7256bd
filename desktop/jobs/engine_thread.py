"""The background worker thread: owns the engine's client and waits on two pipes, the engine's and its own."""

from __future__ import annotations

import multiprocessing
from collections import deque
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal

from desktop.core.job import RequestDone
from desktop.worker.client import EngineClient

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from desktop.core.job import EngineMessage, Request

_NICE = 10
"""The window and its screen go first: an engine takes every core there is. It is what the command `nice` takes."""


class EngineThread(QThread):
    """Runs requests one after another; never polls.

    Attributes:
        memory_bytes: resident size of the engine after its last request, 0 while there is none.

    Signals:
        reported: list of engine messages, in their order.
        state_changed: (state, wall), see `EngineStatus`.
    """

    reported = Signal(object)
    state_changed = Signal(str, str)

    def __init__(
        self, work: Path, threads: int, crashes: dict[tuple[str, str, int], int], parent: QObject | None = None
    ) -> None:
        """Prepare the thread; `start()` starts it and the engine. Engines count `crashes` together."""
        super().__init__(parent)
        self._client = EngineClient(work, threads, nice=_NICE)
        self._client.crashes = crashes
        self._commands: deque[Callable[[], object]] = deque()
        self._wake_reader, self._wake_writer = multiprocessing.Pipe(duplex=False)
        self._stopping = False
        self.memory_bytes = 0

    def submit(self, requests: Iterable[Request]) -> None:
        """Queue requests. Called from the window's thread, like the methods below; `requests` is read in this one."""
        self._ask(lambda: self._client.submit_all(requests))

    def cancel(self, job_ids: Sequence[str]) -> None:
        """Give jobs up."""
        self._ask(lambda: self._client.cancel_all(job_ids))

    def withdraw(self, job_ids: Sequence[str]) -> None:
        """Take jobs back that have not begun; they are reported as cancelled."""
        self._ask(lambda: self._client.withdraw(job_ids))

    def set_threads(self, threads: int) -> None:
        """Use another number of threads from the next start of the engine on."""
        self._ask(lambda: setattr(self._client, "threads", threads))

    def retire(self) -> None:
        """End the engine and this thread."""
        self._ask(lambda: setattr(self, "_stopping", True))

    def stop(self) -> None:
        """End the engine and this thread, and wait for both."""
        self.retire()
        self.wait()

    def _ask(self, command: Callable[[], object]) -> None:
        self._commands.append(command)
        self._wake_writer.send_bytes(b"!")

    def run(self) -> None:
        """Wait for commands and for the engine until `stop()`."""
        client = self._client
        client.start()
        shown = None
        while not self._stopping:
            if self._wake_reader in wait([*client.waitables, self._wake_reader], client.timeout_s):
                self._wake_reader.recv_bytes()
                self._commands.popleft()()
            messages = client.collect()
            self._note_memory(messages)
            state = ("unavailable" if client.unavailable else "busy" if client.busy else "ready", self._wall())
            if client.ready is None and not client.unavailable:
                state = ("starting" if client.waitables else "off", "")
            if state != shown:
                shown = state
                self.state_changed.emit(*state)
            if messages:
                self.reported.emit(messages)
        client.stop()
        self.memory_bytes = 0

    def _note_memory(self, messages: Sequence[EngineMessage]) -> None:
        for message in messages:
            if isinstance(message, RequestDone):
                self.memory_bytes = message.memory_bytes
        if self._client.ready is None:
            self.memory_bytes = 0

    def _wall(self) -> str:
        return self._client.ready.wall if self._client.ready is not None else ""
