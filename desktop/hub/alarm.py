"""The alarm: whoever in this process wants a socket and is not meant to have one is refused, noted and shown.

It is no wall. Python tells of what is done through Python, so a library that strays is caught, and native code that
makes system calls of its own is not; that is what the engine's wall is for. Standard library only until it is raised.
"""

from __future__ import annotations

import errno
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

from desktop.core.late_dataclass import LateDataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Asker = Literal["window", "command-line"]

_WATCHED = {
    "socket.__new__": "SOCKET",
    "socket.connect": "CONNECT",
    "socket.bind": "BIND",
    "socket.sendto": "SEND",
    "socket.sendmsg": "SEND",
    "socket.getaddrinfo": "LOOK-UP",
    "socket.gethostbyname": "LOOK-UP",
    "socket.gethostbyaddr": "LOOK-UP",
    "socket.getnameinfo": "LOOK-UP",
}
"""Events of `sys.addaudithook`, and what they are called in the ledger."""
_UNIX = 1
_TO_THE_NETWORK = frozenset({"desktop.hub.door", "desktop.hub.cluster"})
_TO_THE_SESSION = frozenset({"desktop.hub.access", "desktop.jobs.instance", "desktop.state.display"})
"""The keyring is asked over a socket of the session; windows of one home know of one another by one, and reach the
display by one."""
_ROWS_AT_MOST = 100


class Stray(LateDataclass):
    """Something that was refused.

    Attributes:
        who: the module that asked, and the one of ours that it was called from, if any.
        what: `SOCKET`, `CONNECT`, `BIND`, `SEND` or `LOOK-UP`.
        where: the address as far as it is known.
    """

    who: str
    what: str
    where: str


class _Watch:
    """What the alarm of this process knows; there is one hook for each process, and it stays for good."""

    def __init__(self) -> None:
        self.armed = False
        self.ledger: Path | None = None
        self.asker: Asker = "command-line"
        self.tell: Callable[[Stray], None] | None = None
        self.seen: set[Stray] = set()
        self.guests: frozenset[str] = frozenset()
        self.place = ("", 0)


_watch = _Watch()


def arm() -> None:
    """Watch this process from now on; it cannot be taken back."""
    if not _watch.armed:
        _watch.armed = True
        sys.addaudithook(_hear)


def report_to(ledger: Path, asker: Asker) -> None:
    """Note what is refused in the ledger at `ledger`, as rows of `asker`."""
    _watch.ledger, _watch.asker = ledger, asker


def listen(tell: Callable[[Stray], None] | None) -> None:
    """Have `tell` called with what is refused, on the thread of whoever strayed; None for nobody."""
    _watch.tell = tell


@contextmanager
def invited(packages: frozenset[str], number: str, port: int) -> Iterator[None]:
    """Let packages whose own threads use the network go to one place during the block, which is named by its number."""
    _watch.guests, _watch.place = packages, (number, port)
    try:
        yield
    finally:
        _watch.guests, _watch.place = frozenset(), ("", 0)


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    """Take an event; nearly all of them end here, so this is all that they cost."""
    if event in _WATCHED:
        _judge(event, arguments)


def _judge(event: str, arguments: tuple[object, ...]) -> None:
    """Let an event pass, or raise."""
    place = arguments[1] if event in {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"} else None
    family = arguments[1] if event == "socket.__new__" else getattr(arguments[0], "family", None)
    if family == _UNIX and place is None:  # a pair for the pipe to an engine, or one that is not connected yet
        return
    modules = tuple(_callers())
    allowed = _TO_THE_SESSION if family == _UNIX else _TO_THE_NETWORK
    if allowed.isdisjoint(modules) and not _invited(event, arguments, modules):
        _raise(Stray(who=_named(modules), what=_WATCHED[event], where=_address(event, arguments)))


def _invited(event: str, arguments: tuple[object, ...], modules: tuple[str, ...]) -> bool:
    """Say whether a guest goes where it was invited to; a socket alone goes nowhere yet."""
    if _watch.guests.isdisjoint(name.partition(".")[0] for name in modules):
        return False
    if event == "socket.getaddrinfo":
        return arguments[0] == _watch.place[0]
    return event == "socket.__new__" or (isinstance(place := arguments[1], tuple) and place[:2] == _watch.place)


def _callers() -> Iterator[str]:
    """Return the modules on the stack of whoever asks, the innermost first."""
    frame = sys._getframe(2)  # noqa: SLF001 - the one way to know who asks
    while frame is not None:
        yield frame.f_globals.get("__name__", "")
        frame = frame.f_back  # type: ignore[assignment] # the outermost has none


def _named(modules: tuple[str, ...]) -> str:
    """Return who asked: the innermost module that is not Python's own, and ours that it was called from."""
    foreign = [name for name in modules if name.partition(".")[0] not in sys.stdlib_module_names and name != __name__]
    ours = [name for name in foreign if name.startswith("desktop.")]
    who = [name for name in dict.fromkeys([*foreign[:1], *ours[:1]]) if name]
    return ", ".join(who) or next((name for name in modules if name not in {"", __name__}), "unknown")


def _address(event: str, arguments: tuple[object, ...]) -> str:
    """Return what was asked for; a family alone where no address is named yet."""
    if event == "socket.__new__":
        return f"family {arguments[1]}"
    if event.startswith("socket.get"):
        place = arguments[0] if event == "socket.getnameinfo" else arguments
    else:
        place = arguments[1]
    if isinstance(place, tuple):
        host, *port = (_text(part) for part in place[:2])
        return f"{host}:{port[0]}" if port and port[0] not in {"", "None"} else host
    return _text(place)


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _raise(stray: Stray) -> None:
    """Note it and tell it, each kind once, and refuse it in any case."""
    if stray not in _watch.seen and len(_watch.seen) < _ROWS_AT_MOST:
        _watch.seen.add(stray)
        try:
            _note(stray)
        finally:
            if _watch.tell is not None:
                _watch.tell(stray)
    raise PermissionError(errno.EPERM, f"nothing but the model manager may use the network, and {stray.who} is not it")


def _note(stray: Stray) -> None:
    if _watch.ledger is None:
        return
    from contextlib import closing

    from desktop.state.ledger import Decision, Entry, Ledger

    entry = Entry(
        time=time.time(),
        asker=_watch.asker,
        reason="stray",
        subject=stray.who,
        method=stray.what,
        host=stray.where,
        path="",
        decision=Decision.STRAY,
    )
    with closing(Ledger(_watch.ledger)) as ledger:
        ledger.refuse(entry)
