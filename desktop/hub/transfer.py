"""Bytes from a server into a folder: several files at once, each resumed where it stopped and compared with its digest.

huggingface_hub keeps nothing of a file that broke off, compares no digest, knows no time limits and cannot be ended
while it waits, so this is ours.
"""

from __future__ import annotations

import os
import queue
import re
import threading
from typing import TYPE_CHECKING

import httpx2

from desktop.core.errors import Cancelled
from desktop.core.network import DownloadDamaged, HubStrange
from desktop.hub.door import FILE
from desktop.hub.faults import translated
from desktop.hub.pace import SECONDS_BETWEEN_REPORTS, Pace
from desktop.hub.patience import PASSING, Patience
from desktop.hub.pending import PART
from desktop.state.files import storage_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.hub.client import Connection
    from desktop.hub.listing import RemoteFile
    from desktop.hub.pace import DownloadProgress
    from desktop.hub.pending import Pending

FILES_AT_ONCE = 4
_CHUNK_BYTES = 1 << 20
_SECONDS_TO_LEAVE = 0.2
"""What threads get to notice that it is over; one that waits for a connection leaves when that gives up."""
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")


class Transfer:
    """The files of one download on their way here."""

    def __init__(self, connection: Connection, pending: Pending, report: Callable[[DownloadProgress], None]) -> None:
        """Prepare; nothing is sent.

        Args:
            connection: to the server.
            pending: what is fetched.
            report: is told how far it is, ten times a second; what it raises ends the transfer.
        """
        self._connection = connection
        self._pending = pending
        self._report = report
        self._pace = Pace(pending.files)
        self._waiting: queue.SimpleQueue[RemoteFile] = queue.SimpleQueue()
        self._ended: queue.SimpleQueue[BaseException | None] = queue.SimpleQueue()

    def run(self) -> None:
        """Fetch what is missing; returns when everything is here and is what was announced.

        Raises:
            Cancelled: the connection was told to give up; what has arrived is kept.
            NetworkError, ModelError: it cannot be had.
            StorageError: it cannot be kept.
        """
        for file in self._pending.files:
            self._waiting.put(file)
        with self._connection.client() as client:
            count = min(FILES_AT_ONCE, len(self._pending.files))
            workers = [threading.Thread(target=self._work, args=(client,), daemon=True) for _ in range(count)]
            for worker in workers:
                worker.start()
            try:
                self._watch(len(workers))
            except BaseException:
                self._connection.abort()
                for worker in workers:
                    worker.join(_SECONDS_TO_LEAVE)
                raise
        self._report(self._pace.progress())

    def _watch(self, running: int) -> None:
        """Tell how far it is until every thread has ended, or the first fault."""
        closed = self._connection.door.closed
        while running:
            try:
                error = self._ended.get(timeout=SECONDS_BETWEEN_REPORTS)
            except queue.Empty:
                if closed.is_set():
                    raise Cancelled from None
                self._report(self._pace.progress())
                continue
            if error is not None:
                raise error
            running -= 1

    def _work(self, client: httpx2.Client) -> None:
        try:
            while True:
                try:
                    file = self._waiting.get_nowait()
                except queue.Empty:
                    break
                Fetch(self._connection, client, self._pending, file, self._pace).run()
        except BaseException as error:  # noqa: BLE001 - raised by the thread that waits
            self._ended.put(error)
        else:
            self._ended.put(None)


class Fetch:
    """One file on its way here."""

    def __init__(
        self, connection: Connection, client: httpx2.Client, pending: Pending, file: RemoteFile, pace: Pace
    ) -> None:
        """Prepare; nothing is sent."""
        self._connection = connection
        self._client = client
        self._repo = pending.repo
        self._commit = pending.commit
        self._file = file
        self._pace = pace
        self._place = pending.folder / file.path
        self._part = pending.folder / (file.path + PART)
        self._digest = file.hasher()
        self._at = 0
        self._damaged = False
        self._patience = Patience(connection.host, connection.door.closed)

    def run(self) -> None:
        """Fetch the file; it appears under its name when it is what was announced, never before."""
        with storage_errors(self._place.parent):
            self._place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._recall()
            while self._at < self._file.size_bytes or not self._is_right():
                if self._at >= self._file.size_bytes:
                    self._begin_again()
                self._receive()
            self._publish()

    def _recall(self) -> None:
        """Digest what an earlier run has left, a whole file or the beginning of one."""
        if self._place.exists():
            self._place.replace(self._part)
        if self._part.exists():
            with self._part.open("rb") as part:
                while chunk := part.read(_CHUNK_BYTES):
                    self._check()
                    self._digest.update(chunk)
                    self._at += len(chunk)
        if self._at > self._file.size_bytes:
            self._restart()
        self._pace.stand(self._file.path, self._at)

    def _is_right(self) -> bool:
        return self._digest.hexdigest() == self._file.digest

    def _begin_again(self) -> None:
        """Fetch everything once more after bytes that were not the announced ones; the second time is the last."""
        if self._damaged:
            self._restart()
            raise DownloadDamaged(model=self._repo, file=self._file.path, host=self._connection.host)
        self._damaged = True
        self._restart()

    def _restart(self) -> None:
        self._part.unlink(missing_ok=True)
        self._rewind()

    def _rewind(self) -> None:
        self._digest, self._at = self._file.hasher(), 0
        self._pace.stand(self._file.path, 0)

    def _receive(self) -> None:
        """Ask once for what is missing and take what comes."""
        before = self._at
        headers = self._connection.headers()
        if self._at:
            headers["Range"] = f"bytes={self._at}-"
        url = self._connection.address(self._repo, self._commit, self._file.path)
        limit = {FILE: self._file.size_bytes}
        try:
            with (
                translated(self._connection.route, self._repo, self._commit, self._file.path, passing=True),
                self._client.stream("GET", url, headers=headers, extensions=limit) as answer,
            ):
                if self._is_usable(answer):
                    self._take(answer)
                    if self._at < self._file.size_bytes and not (answer.status_code == 206 and self._at > before):
                        self._begin_again()  # the server says that this is all
        except httpx2.TransportError as error:
            self._check()
            if self._at > before:
                self._patience.renew()
            self._patience.after_fault(error)

    def _is_usable(self, answer: httpx2.Response) -> bool:
        """Say whether the answer brings bytes; one that does not is waited out, or raised."""
        from huggingface_hub.utils import hf_raise_for_status  # type: ignore[attr-defined] # documented

        status = answer.status_code
        if status in PASSING:
            answer.close()
            self._patience.after_answer(answer)
            return False
        if status == 416:  # the server has fewer bytes than are here
            self._begin_again()
            return False
        if status in {401, 403, 404, 410} and not self._connection.route.owns(str(answer.url)):
            raise httpx2.RemoteProtocolError("the address that the server gave is not valid any more")
        hf_raise_for_status(answer)
        if answer.headers.get("Content-Type", "").startswith("text/html") or status not in {200, 206}:
            raise HubStrange(host=self._connection.host, detail=f"{status} for {self._file.path}")
        return True

    def _take(self, answer: httpx2.Response) -> None:
        if self._at and not self._continues(answer):
            self._rewind()
        with self._part.open("r+b" if self._part.exists() else "wb", buffering=0) as part:
            part.seek(self._at)
            part.truncate()
            for piece in _pieces(answer):
                self._check()
                if self._at + len(piece) > self._file.size_bytes:
                    self._at = self._file.size_bytes  # with a digest of something else
                    return
                part.write(piece)
                self._digest.update(piece)
                self._at += len(piece)
                self._pace.add(self._file.path, len(piece))

    def _continues(self, answer: httpx2.Response) -> bool:
        found = _RANGE.fullmatch(answer.headers.get("Content-Range", ""))
        return answer.status_code == 206 and found is not None and int(found[1]) == self._at

    def _publish(self) -> None:
        """Give the file its name once its bytes are on the disk."""
        with self._part.open("r+b" if self._part.exists() else "wb") as part:
            os.fsync(part.fileno())
        self._part.replace(self._place)
        self._pace.stand(self._file.path, self._file.size_bytes)

    def _check(self) -> None:
        if self._connection.door.closed.is_set():
            raise Cancelled


def _pieces(answer: httpx2.Response) -> Iterator[bytes]:
    """Give the body as it arrives, without the coding that some servers add unasked."""
    coded = answer.headers.get("Content-Encoding", "identity") != "identity"
    return answer.iter_bytes() if coded else answer.iter_raw()
