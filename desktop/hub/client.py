"""Connections to the server for models: one for each errand, with huggingface_hub on top to ask and to understand."""

from __future__ import annotations

import contextvars
import functools
import os
import threading
from contextlib import contextmanager
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from desktop.core.network import HubOffline
from desktop.hub.access import Access
from desktop.hub.route import Route

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import httpx2
    from huggingface_hub import HfApi

    from desktop.hub.door import Door
    from desktop.hub.gate import Errand, Gate, Reason
    from desktop.state.ledger import Ledger
    from desktop.state.paths import Home
    from desktop.state.settings import Settings

T = TypeVar("T")

_SWITCHES = {
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_XET": "1",  # its sockets know nothing of the door
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
    "HF_HUB_DISABLE_UPDATE_CHECK": "1",
    "HF_HUB_OFFLINE": "0",  # the gate decides, and it is asked for every single request
}
_preparing = threading.Lock()
_current: contextvars.ContextVar[Connection] = contextvars.ContextVar("connection")


class Hub:
    """What a program needs to ask a server for models; nothing is opened before somebody asks."""

    def __init__(self, home: Home, settings: Callable[[], Settings], gate: Gate, access: Access | None = None) -> None:
        """Prepare.

        Args:
            home: whose ledger takes every request.
            settings: the ones in force; read for each errand.
            gate: decides.
            access: tokens that were given during this run.
        """
        self.home = home
        self.gate = gate
        self.access = access or Access()
        self._settings = settings
        self._lock = threading.Lock()
        self._ledger: Ledger | None = None

    @contextmanager
    def connect(self, reason: Reason, subject: str) -> Iterator[Connection]:
        """Give a connection for one errand; it is closed afterwards."""
        connection = Connection(Route(self._settings(), self.access), self.gate.errand(reason, subject), self._notes())
        try:
            yield connection
        finally:
            connection.close()

    def close(self) -> None:
        """Close the ledger."""
        if self._ledger is not None:
            self._ledger.close()
            self._ledger = None

    def _notes(self) -> Ledger:
        from desktop.state.ledger import Ledger

        with self._lock:
            if self._ledger is None:
                self._ledger = Ledger(self.home.ledger)
            return self._ledger


class Connection:
    """The way to one server for one errand; threads may share it.

    Attributes:
        route: where it leads.
        errand: what it is for.
    """

    def __init__(self, route: Route, errand: Errand, ledger: Ledger) -> None:
        """Prepare; nothing is sent."""
        from desktop.hub.door import Door
        from desktop.hub.patience import PatientTransport

        with _preparing:
            _prepare_library()
        self.route = route
        self.errand = errand
        self.door: Door = Door(route, errand, ledger)
        self.patient = PatientTransport(self.door)

    @property
    def host(self) -> str:
        """Return the server."""
        return self.route.host

    def ask(self, question: Callable[[HfApi], T], repo: str = "", revision: str = "") -> T:
        """Ask the server something through huggingface_hub.

        Args:
            question: what is asked; it has to read the whole answer.
            repo: what it is about, for errors.
            revision: and at which revision.

        Raises:
            NetworkError, ModelError: what is wrong with the server, the way to it, or the repository.
            StorageError: the request cannot be noted, so it is not sent.
            Cancelled: `abort` was called.
        """
        from huggingface_hub import HfApi

        from desktop.hub.faults import translated

        api = HfApi(endpoint=self.route.endpoint, token=self.route.token or False, library_name="ilha")
        before = _current.set(self)
        try:
            with translated(self.route, repo, revision):
                return question(api)
        finally:
            _current.reset(before)

    def text(self, repo: str, commit: str, path: str, size_bytes: int) -> bytes:
        """Return the content of a small file as it arrives; what it holds is not compared with anything.

        Raises:
            NetworkError, ModelError: it is not to be had.
        """
        from huggingface_hub.utils import hf_raise_for_status  # type: ignore[attr-defined] # documented

        from desktop.hub.door import FILE
        from desktop.hub.faults import translated

        with translated(self.route, repo, commit, path), _client(self.patient) as client:
            answer = client.get(self.address(repo, commit, path), headers=self.headers(), extensions={FILE: size_bytes})
            hf_raise_for_status(answer)
            return answer.content

    def address(self, repo: str, commit: str, path: str) -> str:
        """Return where the server has a file."""
        return f"{self.route.endpoint}/{repo}/resolve/{commit}/{quote(path)}"

    def client(self) -> httpx2.Client:
        """Return a client for files; whoever takes it closes it, and tries again what fails."""
        return _client(self.door)

    def headers(self) -> dict[str, str]:
        """Return what every request for a file says."""
        token = self.route.token
        login = {"Authorization": f"Bearer {token}"} if token else {}
        return {"User-Agent": "ilha", "Accept-Encoding": "identity"} | login

    def abort(self) -> None:
        """Give the errand up; whoever waits for an answer gets `Cancelled`. Called from any thread."""
        self.door.abort()

    def close(self) -> None:
        """Close what is open."""
        self.door.close()


def _client(transport: httpx2.BaseTransport) -> httpx2.Client:
    """Return a client that takes nothing from the environment and keeps no cookies."""
    import httpx2

    no_cookies = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
    return httpx2.Client(transport=transport, follow_redirects=True, trust_env=False, cookies=no_cookies)


@functools.cache
def _prepare_library() -> None:
    """Import huggingface_hub so that it sends nothing of its own and all else through the connection that asks."""
    import httpx2

    before = {name: os.environ.get(name) for name in _SWITCHES}
    os.environ.update(_SWITCHES)
    import huggingface_hub
    import huggingface_hub.constants  # reads them, once

    for name, value in before.items():  # other processes that are started here have switches of their own
        os.environ.pop(name)
        if value is not None:
            os.environ[name] = value

    class Dispatch(httpx2.BaseTransport):
        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            connection: Any = _current.get(None)
            if connection is None:  # nobody asked for this
                raise HubOffline(host=request.url.host)
            answer: httpx2.Response = connection.patient.handle_request(request)
            return answer

    huggingface_hub.set_client_factory(lambda: _client(Dispatch()))
