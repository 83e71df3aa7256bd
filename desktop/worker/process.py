"""The engine process: one request at a time behind the wall.

Only the standard library and our own light modules are imported before the wall stands.
"""

from __future__ import annotations

import logging
import os
import queue
import signal
import sys
import threading
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.crash import no_dumps
from desktop.core.errors import (
    Cancelled,
    InputEmpty,
    InputError,
    InputNotFound,
    InputUnsupported,
)
from desktop.core.job import (
    Benchmark,
    Benchmarked,
    Cancel,
    CancelDone,
    ChatTurn,
    Done,
    Ended,
    EngineMessage,
    Failed,
    Found,
    Indexed,
    IndexRequest,
    Inspect,
    Inspected,
    Item,
    Prove,
    Proved,
    Ready,
    Request,
    RequestDone,
    RunRequest,
    SearchRequest,
    Started,
)
from desktop.core.media import MediaKind, kind_names
from desktop.core.passages import Ranking, Reading
from desktop.core.result import Provenance, Result
from desktop.state.holds import in_use
from desktop.worker import runtime, table_rows
from desktop.worker.faults import failure_of

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from desktop.core.result import ResultValue
    from desktop.engine.context import Context
    from desktop.engine.interrupt import Interrupt
    from desktop.engine.loaded import ModelCache
    from desktop.engine.rounds import Member
    from desktop.engine.rows import Made, Steps

    Served = RunRequest | ChatTurn | IndexRequest | SearchRequest
    """Requests whose items share batches."""

ENVIRONMENT = {
    "ORT_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_VERBOSITY": "error",
    "TOKENIZERS_PARALLELISM": "false",
}


def main(connection: Connection, work: str, threads: int, nice: int = 0, *, quiet: bool = False) -> None:
    """Run jobs until the other end of `connection` is closed.

    Args:
        connection: carries `desktop.worker.wire` messages both ways.
        work: the only folder this process may write to.
        threads: threads of a session; 0 leaves the number to onnxruntime.
        nice: how far it steps back behind other programs, where the system knows of that.
        quiet: say nothing on standard error once the wall stands; decoders write there whatever they please.
    """
    if hasattr(os, "nice"):
        os.nice(nice)
    no_dumps()
    os.umask(0o077)  # what it writes belongs to its owner alone
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal reaches the owner, which ends this process
    os.environ.update(ENVIRONMENT, TMPDIR=work, HF_HOME=work, OMP_NUM_THREADS=str(threads or os.cpu_count() or 1))
    from desktop.engine.sandbox import CONSENT, put_up

    nowhere = os.open(os.devnull, os.O_WRONLY)  # the wall does not let it be opened
    try:
        wall = put_up(Path(work))
    except OSError as error:
        sys.exit(f"ilha: the wall could not be put up: {error}; {CONSENT}=1 does without it")
    if quiet:
        os.dup2(nowhere, 2)
    os.close(nowhere)
    _Engine(connection, threads).run(wall)


class _Engine:
    """Reads requests on one thread and works on them on the main thread."""

    def __init__(self, connection: Connection, threads: int) -> None:
        from desktop.engine.loaded import ModelCache

        self._connection = connection
        self._threads = threads
        self._cache: ModelCache = ModelCache(threads)
        self._requests: queue.SimpleQueue[Request] = queue.SimpleQueue()
        self._jobs = _Jobs()

    def run(self, wall: str) -> None:
        """Say Ready, then work until the process ends."""
        from desktop.engine.loaded import warm_up

        warm_up()
        logging.getLogger().addHandler(logging.NullHandler())  # libraries log about the user's files; nobody is told
        threading.Thread(target=self._listen, daemon=True).start()
        self._send(Ready(wall=str(wall), pid=os.getpid(), modules=tuple(sorted(runtime.foreign_modules()))))
        runtime.installed("ilha")  # every result tells its version, and to look it up takes a while
        while True:
            request = self._requests.get()
            with in_use(_folders(request)):
                if isinstance(request, Inspect | Benchmark | Prove):
                    self._inspect(request)
                else:
                    self._serve(request)
            self._send(RequestDone(memory_bytes=runtime.resident_bytes(), peak_bytes=runtime.peak_bytes()))

    def _serve(self, request: Served) -> None:
        """Work on the items of a request, as many together as fill a batch of the model."""
        from desktop.engine import rounds

        waiting, open_jobs = deque(request.items), list[_Job]()
        while waiting or open_jobs:
            while waiting and not rounds.full([job.member for job in open_jobs], rounds.available_bytes()):
                job = self._begin(request, waiting.popleft())
                if not self._ended(request, job):
                    open_jobs.append(job)
            if open_jobs:
                rounds.play(self._cache.get(request.model), [job.member for job in open_jobs])
            open_jobs = [job for job in open_jobs if not self._ended(request, job)]

    def _inspect(self, request: Inspect | Benchmark | Prove) -> None:
        """Look into a model, at the computer or at the wall; cancelling ends the process, which costs nobody's work."""
        for item in request.items:
            self._send(Started(job_id=item.job_id))
            message: EngineMessage
            try:
                message = self._found(request, item)
            except Exception as error:  # noqa: BLE001 - the edge of the process: everything becomes a Failure here
                message = Failed(job_id=item.job_id, failure=failure_of(error, item, quoting=True))
            self._jobs.end(item.job_id)
            self._send(message)

    def _found(self, request: Inspect | Benchmark | Prove, item: Item) -> Ended:
        from desktop.engine import proof
        from desktop.engine.benchmark import measure
        from desktop.engine.inspection import inspect

        if isinstance(request, Benchmark):
            return Benchmarked(job_id=item.job_id, speeds=measure(self._threads))
        if isinstance(request, Prove):
            return Proved(job_id=item.job_id, attempts=proof.attempts(item.input.path))
        return Inspected(job_id=item.job_id, report=inspect(request.model, item.work))

    def _listen(self) -> None:
        """Take messages; a closed pipe means that nobody wants results any more, so the process ends at once."""
        from desktop.worker.wire import unpack

        while True:
            try:
                message = unpack(self._connection.recv_bytes())
            except (EOFError, OSError):
                os._exit(0)
            if isinstance(message, Cancel):
                self._jobs.cancel(message.job_id)
            elif isinstance(message, Request):
                self._jobs.expect(message)
                self._requests.put(message)

    def _send(self, message: EngineMessage) -> None:
        from desktop.worker.wire import pack

        try:
            self._connection.send_bytes(pack(message))
        except OSError:
            os._exit(0)

    def _begin(self, request: Served, item: Item) -> _Job:
        from desktop.engine.rounds import Member

        interrupt = self._jobs.begin(item.job_id)
        job = _Job(item=item, member=Member(interrupt=interrupt), started=runtime.now())
        if not interrupt.cancelled:
            self._send(Started(job_id=item.job_id))
        job.member.begin(lambda: self._start(request, job))
        return job

    def _start(self, request: Served, job: _Job) -> Made | Steps:
        """Begin the work on an item; what must be read of it is read, or refused, here."""
        job.member.interrupt.check()
        item = job.item
        if isinstance(request, SearchRequest | IndexRequest):
            from desktop.engine import retrieval  # it loads all readers of documents, for which a short text waited

            if isinstance(request, SearchRequest):
                return retrieval.find(request, self._context(request, job))
            _check_there(item)
            return retrieval.read_file(item.input, self._context(request, job))
        if isinstance(request, ChatTurn):
            from desktop.tasks import text_generation

            params = text_generation.TASK.params(**request.params)
            return text_generation.answer(request.messages, params, self._context(request, job), remember=True)
        from desktop import tasks

        task = tasks.get_task(request.task)
        _check_input(item, task.accepts)
        return table_rows.begin(task, item.input, request.params, self._context(request, job))

    def _context(self, request: Served, job: _Job) -> Context:
        """Give a job what it may use; its input is digested where it is a file that is not ours."""
        from desktop.engine.context import Context
        from desktop.state.files import sha256_of

        if isinstance(request, RunRequest | IndexRequest):
            job.digest = sha256_of(job.item.input.path)
        others = request.others if isinstance(request, RunRequest | IndexRequest) else ()
        job.context = Context(
            job_id=job.item.job_id,
            models=[self._cache.get(model) for model in (request.model, *others)],
            interrupt=job.member.interrupt,
            work=job.item.work,
            digest=job.digest,
            report=self._send,
            resume=not isinstance(request, RunRequest) or request.resume,
            private=not isinstance(request, RunRequest) or request.private,
        )
        return job.context

    def _ended(self, request: Served, job: _Job) -> bool:
        """Report a job that came to its end; say whether it did."""
        if job.member.asked is not None:
            return False
        job_id = job.item.job_id
        error = job.member.error
        if job.context is not None and job.context.finished is not None:
            job.context.finished.close()
        message: EngineMessage
        if isinstance(error, Cancelled):
            message = CancelDone(job_id=job_id)
        elif error is not None:
            if not isinstance(error, InputError):
                self._cache.drop(request.model)
            message = Failed(job_id=job_id, failure=failure_of(error, job.item))
        else:
            message = _last_word(request, job)
        self._jobs.end(job_id)
        self._send(message)
        return True


@dataclass(slots=True, kw_only=True)
class _Job:
    """An item of the current request at work."""

    item: Item
    member: Member
    started: str
    context: Context | None = None
    digest: str = ""


def _last_word(request: Served, job: _Job) -> Ended:
    """Return the message that ends a job which came to its end."""
    value, job_id = job.member.value, job.item.job_id
    assert value is not None
    if isinstance(value, Reading):
        return Indexed(job_id=job_id, reading=value, digest=job.digest)
    if isinstance(value, Ranking):
        return Found(job_id=job_id, ranking=value)
    assert isinstance(request, RunRequest | ChatTurn)
    return _done(request, job, value)


def _done(request: RunRequest | ChatTurn, job: _Job, value: ResultValue) -> Done:
    context = job.context
    assert context is not None
    first = context.used[0]
    files = dict(first.digests)
    for model in context.used[1:]:
        files |= {f"{model.spec.id}/{path}": digest for path, digest in model.digests.items()}
    provenance = Provenance(
        app=f"ilha {runtime.version('ilha')}",
        model=first.spec.id,
        revision=first.spec.revision,
        files=dict(sorted(files.items())),
        input_sha256=job.digest,
        params=request.params,
        runtime=runtime.versions(),
        started=job.started,
        finished=runtime.now(),
        resumed=context.finished.resumed if context.finished is not None else 0,
        together=len(request.items),
    )
    result = Result(
        value=value,
        provenance=provenance,
        artifacts=tuple(context.artifacts),
        timings={"run": round(job.member.seconds, 6)},
        other_language=context.other_language,
    )
    return Done(
        job_id=job.item.job_id,
        result=result,
        checkpoint=context.finished.name if context.finished is not None else "",
    )


class _Jobs:
    """The cancel switches of the jobs this process knows of; used by both threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._switches: dict[str, Interrupt] = {}

    def expect(self, request: Request) -> None:
        from desktop.engine.interrupt import Interrupt

        with self._lock:
            for item in request.items:
                self._switches[item.job_id] = Interrupt()

    def begin(self, job_id: str) -> Interrupt:
        with self._lock:
            return self._switches[job_id]

    def end(self, job_id: str) -> None:
        with self._lock:
            del self._switches[job_id]

    def cancel(self, job_id: str) -> None:
        with self._lock:
            switch = self._switches.get(job_id)
        if switch is not None:
            switch.cancel()


def _folders(request: Request) -> list[Path]:
    """Return where the models of a request lie, so that none is removed while it works."""
    if isinstance(request, Benchmark | Prove):
        return []
    return [model.folder for model in (request.model, *getattr(request, "others", ()))]


def _check_input(item: Item, accepts: tuple[MediaKind, ...]) -> None:
    """Raise the error of an input that no task could use, before a model is loaded for it."""
    if item.input.kind is MediaKind.EMPTY:
        raise InputEmpty(name=item.input.name)
    if item.input.kind not in accepts:
        raise InputUnsupported(name=item.input.name, label=item.input.label, accepts=kind_names(accepts))
    _check_there(item)


def _check_there(item: Item) -> None:
    if not item.input.path.exists():
        raise InputNotFound(name=item.input.name)
