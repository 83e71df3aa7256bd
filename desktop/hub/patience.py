"""How often something is tried again, how long is waited in between, and what is said when it was in vain."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

import httpx2

from desktop.core.errors import Cancelled
from desktop.core.network import (
    HubBusy,
    HubCertificate,
    HubProxy,
    HubRefused,
    HubTimedOut,
    HubUnreachable,
)

if TYPE_CHECKING:
    import threading

    from desktop.core.errors import IlhaError
    from desktop.hub.door import Door

PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers that say nothing about the request itself."""
_TRIES = 5
_FIRST_S, _LONGEST_S = 0.5, 8.0
_ASKED_S_AT_MOST = 60.0
"""How long a server may ask to be left alone; longer than that, the user decides."""


class Patience:
    """Tries left for one thing; progress gives them back."""

    def __init__(self, host: str, stopped: threading.Event) -> None:
        """All tries are left; whoever sets `stopped` ends every wait."""
        self._host = host
        self._stopped = stopped
        self._used = 0

    def renew(self) -> None:
        """Count anew: something arrived."""
        self._used = 0

    def after_answer(self, response: httpx2.Response) -> None:
        """Wait after an answer that may be another one the next time.

        Raises:
            HubBusy, HubRefused: that is pointless.
            Cancelled: somebody stopped it.
        """
        wanted = response.headers.get("Retry-After", "")
        asked = float(wanted) if wanted.isdigit() else None
        if asked is not None and asked > _ASKED_S_AT_MOST:
            raise HubBusy(host=self._host, seconds=int(asked))
        if self._used + 1 >= _TRIES:
            if response.status_code == 429:
                raise HubBusy(host=self._host, seconds=int(asked or _LONGEST_S))
            raise HubRefused(host=self._host, status=response.status_code)
        self._wait(asked)

    def after_fault(self, error: httpx2.TransportError) -> None:
        """Wait after a connection that failed or broke off.

        Raises:
            NetworkError: it is pointless to try again.
            Cancelled: somebody stopped it.
        """
        if self._used + 1 >= _TRIES or _is_lasting(error):
            raise explained(error, self._host) from error
        self._wait(None)

    def _wait(self, asked: float | None) -> None:
        pause = min(_FIRST_S * 2**self._used, _LONGEST_S) if asked is None else asked
        self._used += 1
        if self._stopped.wait(pause):
            raise Cancelled


class PatientTransport(httpx2.BaseTransport):
    """Tries questions to a server again; whoever asks sees an answer or an error of ours, never a passing fault."""

    def __init__(self, door: Door) -> None:
        """Send through `door`."""
        self._door = door

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request until there is an answer that stands."""
        patience = Patience(self._door.host, self._door.closed)
        while True:
            try:
                response = self._door.handle_request(request)
                if response.status_code not in PASSING:
                    response.read()  # here, so that what breaks off is asked for again
                    return response
            except httpx2.TransportError as error:
                patience.after_fault(error)
                continue
            response.close()
            patience.after_answer(response)


def explained(error: httpx2.TransportError, host: str) -> IlhaError:
    """Return our error for a connection that did not work."""
    detail = f"{type(error).__name__}: {error}"
    cause = _root(error)
    if isinstance(cause, ssl.SSLCertVerificationError):
        return HubCertificate(host=host, detail=detail)
    if isinstance(error, httpx2.ProxyError):
        return HubProxy(host=host, detail=detail)
    if isinstance(error, httpx2.TimeoutException):
        return HubTimedOut(host=host, detail=detail)
    return HubUnreachable(host=host, detail=detail)


def _is_lasting(error: httpx2.TransportError) -> bool:
    lasting = httpx2.ProxyError | httpx2.UnsupportedProtocol
    return isinstance(error, lasting) or isinstance(_root(error), ssl.SSLCertVerificationError)


def _root(error: BaseException) -> BaseException:
    while (cause := error.__cause__ or error.__context__) is not None:
        error = cause
    return error
