"""The one door to the network: every request of the program goes through here, allowed and noted, or is refused.

Below it is the library's own transport, so that redirects and everything that huggingface_hub asks for by itself come
by as well, one by one.
"""

from __future__ import annotations

import dataclasses
import math
import socket
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx2

from desktop.core.errors import Cancelled
from desktop.core.network import HubRedirected, HubStrange
from desktop.hub.gate import refusal
from desktop.hub.route import host_of
from desktop.state.ledger import Decision, Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.hub.gate import Errand
    from desktop.hub.route import Route
    from desktop.state.ledger import Ledger

CONNECT_S, READ_S = 10.0, 15.0
ANSWER_BYTES_AT_MOST = 64 << 20
"""Of an answer to a question."""
ANSWER_S_AT_MOST = 60.0
_SENTENCE_BYTES_AT_MOST = 1 << 20
"""Of what a server says instead of a file."""
FILE = "ilha-file"
"""Extension of requests for a file, with the bytes it has at most; a server may send on to another one for it."""


class Door(httpx2.BaseTransport):
    """Lets requests of one errand out."""

    def __init__(self, route: Route, errand: Errand, ledger: Ledger) -> None:
        """Prepare; nothing is opened."""
        self._route = route
        self._errand = errand
        self._ledger = ledger
        self._lock = threading.Lock()
        self._transports: dict[str | None, httpx2.HTTPTransport] = {}
        self._sockets: set[socket.socket] = set()
        self.closed = threading.Event()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request, once it was allowed and noted.

        Raises:
            Cancelled: the errand was given up.
            HubOffline, HubDeclined, HubRedirected: it is not allowed.
            StorageError: it cannot be noted.
            httpx2.TransportError: it did not work.
        """
        self._check()
        url = str(request.url)
        self._clear(request, url)
        entry = self._entry(request, url)
        decision = self._errand.decision(self._route.host)
        if not decision.allowed:
            self._ledger.refuse(_decided(entry, decision))
            raise refusal(decision, self._route.host)
        if not self._may_go(request, url):
            self._ledger.refuse(_decided(entry, Decision.TARGET))
            raise HubRedirected(host=self._route.host, other=host_of(url))
        self._check()
        number = self._ledger.begin(_decided(entry, decision))
        sent = _written_bytes(request)
        try:
            response = self._transport(url).handle_request(request)
        except BaseException:
            self._ledger.finish(number, status=0, sent_bytes=sent, received_bytes=0)
            self._check()
            raise
        response.stream = _Counted(self, response, number, sent, request.extensions.get(FILE))
        return response

    def abort(self) -> None:
        """Give the errand up: whoever waits for an answer gets `Cancelled`. Called from any thread."""
        self.closed.set()
        with self._lock:
            for opened in self._sockets:
                with suppress(OSError):
                    opened.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close what is open."""
        with self._lock:
            transports = list(self._transports.values())
            self._transports.clear()
        for transport in transports:
            transport.close()

    def finish(self, number: int, status: int, sent: int, received: int) -> None:
        """Note the end of a request."""
        self._ledger.finish(number, status=status, sent_bytes=sent, received_bytes=received)

    @property
    def host(self) -> str:
        """Return the server that the errand is about."""
        return self._route.host

    def _check(self) -> None:
        if self.closed.is_set():
            raise Cancelled

    def _may_go(self, request: httpx2.Request, url: str) -> bool:
        return self._route.owns(url) or (FILE in request.extensions and self._route.permits(url))

    def _clear(self, request: httpx2.Request, url: str) -> None:
        """Fill in time limits, and take the token away from whoever it is not for."""
        request.extensions = {
            **request.extensions,
            "timeout": httpx2.Timeout(READ_S, connect=CONNECT_S).as_dict(),
            "trace": self._trace,
        }
        token = self._route.token
        given = request.headers.get("Authorization")
        if given is not None and (not self._route.owns(url) or token is None or given != f"Bearer {token}"):
            del request.headers["Authorization"]

    def _entry(self, request: httpx2.Request, url: str) -> Entry:
        parts = urlsplit(url)
        query = f"?{parts.query}" if parts.query and self._route.owns(url) else ""
        return Entry(
            time=time.time(),
            asker=self._errand.asker,
            reason=self._errand.reason,
            subject=self._errand.subject,
            method=request.method,
            host=host_of(url),
            path=parts.path + query,
            decision=Decision.OFFLINE,
        )

    def _transport(self, url: str) -> httpx2.HTTPTransport:
        proxy = self._route.proxy_for(url)
        with self._lock:
            if proxy not in self._transports:
                self._transports[proxy] = httpx2.HTTPTransport(verify=self._route.trusted(), proxy=proxy)
            return self._transports[proxy]

    def _trace(self, event: str, info: dict[str, Any]) -> None:
        """Remember what was connected, so that `abort` can wake whoever waits there."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            found = info["return_value"].get_extra_info("socket")
            with self._lock:
                self._sockets = {known for known in self._sockets if known.fileno() >= 0} | {found}
                if self.closed.is_set():
                    found.shutdown(socket.SHUT_RDWR)


class _Counted(httpx2.SyncByteStream):
    """The body of an answer, counted while it arrives; its end is noted."""

    def __init__(self, door: Door, response: httpx2.Response, number: int, sent: int, announced: int | None) -> None:
        assert isinstance(response.stream, httpx2.SyncByteStream)
        self._door, self._stream, self._status = door, response.stream, response.status_code
        self._number, self._sent = number, sent
        self._received, self._noted = 0, False
        self._limit = ANSWER_BYTES_AT_MOST if announced is None else announced + _SENTENCE_BYTES_AT_MOST
        self._deadline = time.monotonic() + ANSWER_S_AT_MOST if announced is None else math.inf

    def __iter__(self) -> Iterator[bytes]:
        try:
            for piece in self._stream:
                self._received += len(piece)
                self._check()
                yield piece
        except httpx2.TransportError:
            if self._door.closed.is_set():
                raise Cancelled from None
            raise

    def close(self) -> None:
        try:
            self._stream.close()
        finally:
            if not self._noted:
                self._noted = True
                self._door.finish(self._number, self._status, self._sent, self._received)

    def _check(self) -> None:
        if self._received > self._limit:
            raise HubStrange(host=self._door.host, detail=f"an answer of more than {self._limit} bytes")
        if time.monotonic() > self._deadline:
            raise httpx2.ReadTimeout("an answer that does not end")


def _written_bytes(request: httpx2.Request) -> int:
    """Return how long a request is in HTTP/1.1, with its body; what wraps it, TLS or a proxy, is not counted."""
    first = len(request.method) + len(request.url.raw_path) + len("  HTTP/1.1\r\n")
    headers = sum(len(name) + len(value) + len(": \r\n") for name, value in request.headers.raw)
    return first + headers + len("\r\n") + int(request.headers.get("Content-Length", 0))


def _decided(entry: Entry, decision: Decision) -> Entry:
    return dataclasses.replace(entry, decision=decision)
