"""A Dask cluster that somebody named for one command: batches go out, each noted in the ledger, and answers come back.

The bytes of a batch are ours (`worker/parcel.py`). What carries them is Dask's: it pickles the name of the function,
and unpickles what its scheduler says. Who names a cluster trusts it as much as this computer.
"""

from __future__ import annotations

import dataclasses
import logging
import re
import socket
import ssl
import threading
import time
import warnings
from concurrent.futures import Executor, Future, InvalidStateError
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from desktop.core.errors import IlhaError, StorageError
from desktop.core.network import (
    ClusterAddress,
    ClusterCertificates,
    ClusterEmpty,
    ClusterMissing,
    HubOffline,
    HubUnreachable,
    WorkerLost,
    WorkerStrange,
)
from desktop.hub import alarm
from desktop.state.ledger import Decision, Entry, Ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CONNECT_S = 10.0
LOOK_S = 5.0
"""How often it is looked whether there are workers."""
EMPTY_S = 60.0
"""A cluster that lost all of its workers, or all that have the models, gets so long to find new ones."""
_PORT = 8786
_ADDRESS = re.compile(r"(?:(tcp|tls)://)?(\[[0-9A-Fa-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?", re.ASCII)
_ANSWERED = 200
"""Status in the ledger: Dask has none."""
_TLS = "DASK_DISTRIBUTED__COMM__TLS__"
_TLS_VARIABLES = f"{_TLS}CA_FILE, {_TLS}CLIENT__CERT, {_TLS}CLIENT__KEY"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Address:
    scheme: str
    host: str
    port: int

    @property
    def place(self) -> str:
        """Return it as it stands in the ledger and in sentences."""
        return f"{self.host}:{self.port}"


class ClusterExecutor(Executor):
    """Runs functions of bytes on a cluster; what goes wrong there is one of our errors.

    Attributes:
        workers: how many there were in the beginning.
        shunned: addresses of those that are given nothing more.
    """

    def __init__(self, client: Any, ledger: Ledger, entry: Entry) -> None:
        """Take a client that is connected; every batch is noted as `entry` is."""
        self.shunned: set[str] = set()
        self._client = client
        self._known: set[str] = set()
        self._fit_seen = 0.0
        self.workers = len(self._here())
        self._executor = client.get_executor(pure=False)
        self._ledger = ledger
        self._entry = entry
        self._lock = threading.Lock()
        self._under_way: dict[Future[bytes], frozenset[str]] = {}
        self._answered = WeakKeyDictionary[Future[bytes], str]()
        self._closed = threading.Event()
        self._watch = threading.Thread(target=self._look, name="ilha-cluster")
        self._watch.start()

    def submit(self, function: Callable[[bytes], bytes], content: bytes) -> Future[bytes]:  # type: ignore[override]
        """Send a batch, once it is noted.

        Raises:
            StorageError: it cannot be noted.
        """
        number = self._ledger.begin(dataclasses.replace(self._entry, time=time.time()))
        outer = Future[bytes]()
        try:
            fit = self._awaited() if self.shunned else frozenset()
            bounds = {"workers": list(fit), "allow_other_workers": False} if fit else {}
            inner: Future[object] = self._executor.submit(_signed, function, content, **bounds)
        except Exception as error:  # the edge to a foreign library
            self._ledger.finish(number, status=0, sent_bytes=0, received_bytes=0)
            raise self._fault(error) from error
        with self._lock:
            self._under_way[outer] = fit
        inner.add_done_callback(lambda _: self._over(outer, inner, number, len(content)))
        outer.add_done_callback(lambda _: self._left(outer, inner))
        return outer

    def shun(self, future: Future[bytes]) -> bool:
        """Give nothing more to the worker that answered in `future`, and say whether another is left or may come."""
        if future in self._answered:
            self.shunned.add(self._answered[future])
        with suppress(Exception):  # a scheduler that is gone has no workers
            return bool(self._here() - self.shunned) or self._may_come()
        return False

    def _here(self) -> frozenset[str]:
        """Return the workers that are here, and remember them."""
        here = frozenset(self._client.nthreads())
        self._known |= here
        if here - self.shunned:
            self._fit_seen = time.monotonic()
        return here

    def _may_come(self) -> bool:
        """Say whether a worker was lost that is not shunned, and so lately that another may take its place."""
        return bool(self._known - self.shunned) and time.monotonic() - self._fit_seen <= EMPTY_S

    def _awaited(self) -> frozenset[str]:
        """Return the workers that are not shunned, waiting for one that may come; none where none did."""
        while not (fit := self._here() - self.shunned) and self._may_come():
            self._closed.wait(LOOK_S)
        return fit

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Give up what is under way and look no more; work that began there is done for nobody."""
        self._closed.set()
        with suppress(Exception):  # of a scheduler that is gone nothing can be taken back
            self._executor.shutdown(wait=wait and not cancel_futures)
        self._watch.join()

    def _over(self, outer: Future[bytes], inner: Future[object], number: int, sent: int) -> None:
        """Note the end of a batch and hand its answer or fault on."""
        answer = b""
        fault: IlhaError | None = None
        if inner.cancelled():
            fault = HubUnreachable(host=self._entry.host)
        elif (error := inner.exception()) is not None:
            fault = self._fault(error)
        else:
            match inner.result():
                case (str() as worker, bytes() as answer):
                    self._answered[outer] = worker
                case strange:
                    fault = WorkerStrange(kind=type(strange).__name__)
        try:
            status = _ANSWERED if fault is None else 0
            self._ledger.finish(number, status=status, sent_bytes=sent, received_bytes=len(answer))
        except StorageError as error:
            fault = error
        with suppress(InvalidStateError):  # given up meanwhile
            outer.set_result(answer) if fault is None else outer.set_exception(fault)

    def _left(self, outer: Future[bytes], inner: Future[object]) -> None:
        with self._lock:
            self._under_way.pop(outer, None)
        inner.cancel()

    def _fault(self, error: BaseException) -> IlhaError:
        """Return what a fault of Dask is called here."""
        from distributed.client import ClosedClientError
        from distributed.scheduler import KilledWorker

        if isinstance(error, KilledWorker):
            return WorkerLost(detail=str(error))
        if isinstance(error, OSError | TimeoutError | ClosedClientError):
            return HubUnreachable(host=self._entry.host, detail=str(error))
        return WorkerStrange(kind=type(error).__name__, detail=str(error))

    def _look(self) -> None:
        """Give up what waits for workers that do not come, or for those that are gone while others are there."""
        seen = time.monotonic()
        while not self._closed.wait(LOOK_S):
            with suppress(Exception):  # a scheduler that is gone ends what is under way by itself
                if here := self._here():
                    seen = time.monotonic()
                    self._end(ConnectionResetError(), here)
            if time.monotonic() - seen > EMPTY_S:
                self._end(ClusterEmpty(host=self._entry.host))

    def _end(self, fault: Exception, here: frozenset[str] = frozenset()) -> None:
        """End what none of the workers that are here may run; all, where none is here."""
        with self._lock:
            waiting = [outer for outer, fit in self._under_way.items() if not here or (fit and fit.isdisjoint(here))]
        for outer in waiting:
            with suppress(InvalidStateError):
                outer.set_exception(fault)


def _signed(function: Callable[[bytes], bytes], content: bytes) -> tuple[str, bytes]:
    """Return what a function of bytes returns and which worker ran it; this runs there."""
    from distributed import get_worker

    return str(get_worker().address), function(content)


@contextmanager
def open_cluster(address: str, ledger_path: Path, subject: str, *, offline: bool) -> Iterator[ClusterExecutor]:
    """Connect to a cluster for the block, on behalf of the command line; whoever named it there allowed it.

    Raises:
        ClusterAddress: it is no address.
        HubOffline: nothing may be sent; no socket was opened.
        ClusterMissing: the library for it is not installed.
        ClusterCertificates: it is an encrypted one, and certificates are missing or refused.
        HubUnreachable: nobody answers there.
        ClusterEmpty: nobody works there.
    """
    place = _parse(address)
    with ExitStack() as ending:
        ledger = ending.enter_context(closing(Ledger(ledger_path)))
        entry = Entry(
            time=time.time(),
            asker="command-line",
            reason="cluster",
            subject=subject,
            method="BATCH",
            host=place.place,
            path="",
            decision=Decision.OFFLINE if offline else Decision.COMMAND,
        )
        if offline:
            ledger.refuse(entry)
            raise HubOffline(host=place.place)
        _load()
        attempt, status = ledger.begin(dataclasses.replace(entry, method="CONNECT")), 0
        try:
            client = _connect(place, ending)
            status = _ANSWERED
        finally:
            ledger.finish(attempt, status=status, sent_bytes=0, received_bytes=0)
        executor = ClusterExecutor(client, ledger, entry)
        ending.callback(executor.shutdown, cancel_futures=True)
        yield executor


def _parse(address: str) -> _Address:
    found = _ADDRESS.fullmatch(address.strip().rstrip("/"))
    port = int(found[3] or _PORT) if found else 0
    if not found or not 0 < port < 1 << 16:
        raise ClusterAddress(address=address)
    return _Address(scheme=found[1] or "tcp", host=found[2], port=port)


def _load() -> None:
    """Import the library, and have it say nothing by itself."""
    try:
        import dask
        import distributed  # noqa: F401
    except ImportError as error:
        raise ClusterMissing(detail=str(error)) from error
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1TB"})
    warnings.filterwarnings("ignore", module=r"(dask|distributed)\.")
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _connect(place: _Address, ending: ExitStack) -> Any:
    """Return a client of the scheduler at an address, and have it closed in the end.

    It is tried here which number the name stands for, and whether anybody is there: the library would knock until its
    time is over. So it needs to go nowhere but to one number, and is let nowhere else.
    """
    from distributed import Client
    from distributed.security import Security

    context = _certificates(place, Security())
    try:
        with socket.create_connection((place.host.strip("[]"), place.port), timeout=CONNECT_S) as found:
            number = str(found.getpeername()[0])
            if context is not None:
                context.wrap_socket(found).close()
        ending.enter_context(alarm.invited(frozenset({"distributed", "tornado"}), number, place.port))
        where = f"{place.scheme}://{f'[{number}]' if ':' in number else number}:{place.port}"
        client = ending.enter_context(closing(Client(where, timeout=CONNECT_S, set_as_default=False)))
    except Exception as error:  # the edge to a foreign library: no answer, no certificate, no scheduler
        detail = f"{type(error).__name__}: {error}"
        if _of_certificates(error):
            raise ClusterCertificates(host=place.place, variables=_TLS_VARIABLES, detail=detail) from error
        raise HubUnreachable(host=place.place, detail=detail) from error
    if not client.nthreads():
        raise ClusterEmpty(host=place.place)
    return client


def _certificates(place: _Address, security: Any) -> ssl.SSLContext | None:
    """Return what Dask is configured to show an encrypted cluster and to accept of it, None for any other.

    Raises:
        ClusterCertificates: there is no such configuration, or none of files that can be read.
    """
    if place.scheme != "tls":
        return None
    try:
        context: ssl.SSLContext | None = security.get_connection_args("client").get("ssl_context")
    except OSError as error:
        raise ClusterCertificates(host=place.place, variables=_TLS_VARIABLES, detail=str(error)) from error
    if context is None:
        raise ClusterCertificates(host=place.place, variables=_TLS_VARIABLES)
    return context


def _of_certificates(error: BaseException | None) -> bool:
    """Say whether certificates are behind an error, which may be wrapped in others."""
    while error is not None and not isinstance(error, ssl.SSLError):
        error = error.__cause__ or error.__context__
    return error is not None
