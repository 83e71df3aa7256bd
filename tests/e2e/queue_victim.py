"""The queue of the window, killed again and again: `python -m tests.e2e.queue_victim HOME FOLDER KILLS SEED`.

Queue, history, client and pipe are the real ones. Only the engine is another one, that answers in some milliseconds,
and every program is a fork of this one, which has imported everything: so a life takes no longer than a tenth of a
second. Prints as JSON which files were queued for certain: they had been written when their program was killed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import multiprocessing
import os
import random
import sys
import types
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from desktop import tasks
from desktop.core.job import Done, RequestDone, RunRequest, Started
from desktop.core.job import Ready as EngineReady
from desktop.core.result import Artifact, Label, Labels, Provenance, Result
from desktop.jobs.queue import JobQueue
from desktop.media.sniff import recognise
from desktop.state.history import History
from desktop.state.models import ModelShelf
from desktop.state.paths import Home, find_home
from desktop.worker import client
from desktop.worker.wire import pack, unpack

TASK = "text-classification"
_FILES_A_LIFE = 6
_LIFE_S = 0.1
"""At most, from the moment in which files are queued; of one life in five from its beginning."""
_EARLY = 0.2
_PATIENCE_S = 30.0
_WORK = 16_000
"""Rounds of a digest, some ten milliseconds."""
_FORK = multiprocessing.get_context("fork")


def main(root: str, folder: str, kills: int, seed: int) -> None:
    """Live `kills` lives that end by kill -9, and one that ends when everything is done."""
    vars(client).update(
        process=types.SimpleNamespace(main=engine), multiprocessing=types.SimpleNamespace(get_context=lambda _: _FORK)
    )
    home = find_home(root).make()
    History(home.history).close()
    ModelShelf(home).choose(TASK)  # what is imported for these is imported once
    tasks.registry()
    chance = random.Random(seed)
    kept: list[str] = []
    for number in range(kills):
        files = []
        for place in range(_FILES_A_LIFE):
            files.append(Path(folder) / f"{number:03}-{place}.txt")
            files[-1].write_text(f"Letter {number}-{place}")
        reader, writer = _FORK.Pipe(duplex=False)
        victim = _FORK.Process(target=live, args=(home, files, writer))
        victim.start()
        writer.close()
        if chance.random() > _EARLY:
            reader.poll(_PATIENCE_S)
        victim.join(chance.uniform(0.0, _LIFE_S))
        victim.kill()
        victim.join()
        kept += [str(path) for path in files] if _said(reader) else []
    last = _FORK.Process(target=live, args=(home, [], None))
    last.start()
    last.join()
    print(json.dumps({"kept": kept, "status": last.exitcode}))


def live(home: Home, files: list[Path], writer: Connection | None) -> None:
    """Be the program: go on with what is there, and queue some more; without a `writer` end when all is done."""
    application = QCoreApplication([])
    queue = JobQueue(home, ModelShelf(home), threads=1)
    if writer is None:
        queue.totals_changed.connect(lambda totals: totals.waiting + totals.running or application.quit())
    queue.start()
    if writer is not None:
        queue.add([recognise(path) for path in files], TASK)
        queue._record.flush()
        writer.send_bytes(b"kept")
    application.exec()
    queue.stop()


def engine(connection: Connection, *_: Any, **__: Any) -> None:
    """Answer like an engine: with the digest of the file, and a file beside the result."""
    for descriptor in range(3, 256):
        if descriptor != connection.fileno():  # other ends of pipes: whoever holds one never hears that it is closed
            with contextlib.suppress(OSError):
                os.close(descriptor)
    try:
        connection.send_bytes(pack(EngineReady(wall="inside", pid=os.getpid())))
        while True:
            request = unpack(connection.recv_bytes())
            if isinstance(request, RunRequest):
                _answer(connection, request)
    except (EOFError, OSError):
        return


def _answer(connection: Connection, request: RunRequest) -> None:
    for item in request.items:
        connection.send_bytes(pack(Started(job_id=item.job_id)))
        content = item.input.path.read_bytes()
        digest = hashlib.pbkdf2_hmac("sha256", content, b"", _WORK).hex()
        item.work.mkdir(exist_ok=True)
        artifact = Artifact(name="digest.txt", path=item.work / "digest.txt", mime="text/plain")
        artifact.path.write_text(digest)
        provenance = Provenance(
            app="ilha",
            model=request.model.spec.id,
            revision="0" * 40,
            files={},
            input_sha256=hashlib.sha256(content).hexdigest(),
            params={},
            runtime={},
            started="",
            finished="",
        )
        value = Labels(labels=(Label(label=digest, score=1.0),))
        result = Result(value=value, artifacts=(artifact,), provenance=provenance)
        connection.send_bytes(pack(Done(job_id=item.job_id, result=result)))
    connection.send_bytes(pack(RequestDone(memory_bytes=0)))


def _said(reader: Connection) -> bool:
    try:
        return bool(reader.recv_bytes())
    except EOFError:
        return False


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
