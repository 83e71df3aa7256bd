"""Questions to a server that somebody waits for the answers of, each in a thread of its own."""

from __future__ import annotations

import itertools
import logging
import threading
from contextlib import closing
from typing import TYPE_CHECKING

from desktop.core.errors import Cancelled, IlhaError, InternalError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.core.model import InstalledModel
    from desktop.hub.client import Connection, Hub
    from desktop.hub.gate import Reason
    from desktop.hub.search import Query, Search

    Tell = Callable[[int, object], object]

_SECONDS_TO_LEAVE = 1.0
_log = logging.getLogger("ilha.downloads")


class LookUps:
    """Searches and explanations by their tokens."""

    def __init__(self, hub: Callable[[], Hub], found: Tell, explained: Tell, compared: Tell, refused: Tell) -> None:
        """Prepare; all but the first are called in the threads, with the token."""
        self._hub = hub
        self._found = found
        self._explained = explained
        self._compared = compared
        self._refused = refused
        self._tokens = itertools.count(1)
        self._lock = threading.Lock()
        self._wanted: dict[int, Connection | None] = {}
        self._searches: dict[int, Search] = {}
        self._threads: list[threading.Thread] = []

    def search(self, query: Query) -> int:
        """Begin a search; returns its token."""
        from desktop.hub.search import Search

        def work(token: int, connection: Connection) -> None:
            self._searches[token] = Search(connection, query)
            self._tell(self._found, token, self._searches[token].page())

        return self._begin("search", query.words or query.task, work)

    def more(self, token: int) -> None:
        """Go on with a search."""
        search, connection = self._searches.get(token), self._wanted.get(token)
        if search is None or connection is None:
            return

        def work() -> None:
            with closing(connection):
                self._tell(self._found, token, search.page())

        self._in_thread(token, work)

    def explain(self, named: str, revision: str) -> int:
        """Begin to ask what a model is; returns the token.

        Raises:
            RepositoryUnnamed: that names no repository.
        """
        from desktop.hub.explanation import explain
        from desktop.hub.listing import fetch_listing
        from desktop.hub.names import repository

        repo, named_revision = repository(named)

        def work(token: int, connection: Connection) -> None:
            listing = fetch_listing(connection, repo, revision or named_revision)
            self._tell(self._explained, token, explain(listing))

        return self._begin("info", repo, work)

    def compare(self, models: Sequence[InstalledModel]) -> int:
        """Begin to ask what is newest of models that are here; returns the token."""
        from desktop.hub.updates import look_up, subject_of

        def work(token: int, connection: Connection) -> None:
            self._tell(self._compared, token, tuple(look_up(connection, models)))

        return self._begin("update", subject_of(models), work)

    def forget(self, token: int) -> Connection | None:
        """End a look-up; nothing more is told of it. Returns what it had open."""
        with self._lock:
            self._searches.pop(token, None)
            connection = self._wanted.pop(token, None)
        if connection is not None:
            connection.abort()
        return connection

    def stop(self) -> None:
        """End all of them and wait for their threads."""
        for token in tuple(self._wanted):
            self.forget(token)
        for thread in self._threads:
            thread.join(_SECONDS_TO_LEAVE)

    def _begin(self, reason: Reason, subject: str, work: Callable[[int, Connection], None]) -> int:
        token = next(self._tokens)

        def run() -> None:
            with self._hub().connect(reason, subject) as connection:
                with self._lock:
                    if token not in self._wanted:
                        return
                    self._wanted[token] = connection
                work(token, connection)

        self._wanted[token] = None
        self._in_thread(token, run)
        return token

    def _tell(self, tell: Tell, token: int, value: object) -> None:
        with self._lock:
            wanted = token in self._wanted
        if wanted:
            tell(token, value)

    def _in_thread(self, token: int, work: Callable[[], object]) -> None:
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        thread = threading.Thread(target=self._guarded, args=(token, work), daemon=True)
        self._threads.append(thread)
        thread.start()

    def _guarded(self, token: int, work: Callable[[], object]) -> None:
        try:
            work()
        except Cancelled:
            pass
        except IlhaError as error:
            self._tell(self._refused, token, error.failure())
        except Exception as error:  # noqa: BLE001 - the edge of a thread: a bug is told like any other fault
            _log.exception("look-up")
            self._tell(self._refused, token, InternalError(kind=type(error).__name__, detail=str(error)).failure())
