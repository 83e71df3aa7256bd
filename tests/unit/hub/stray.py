"""A process with the alarm armed, as the program has it: `stray.py LEDGER WHAT [ADDRESS]`; prints what became of it."""

from __future__ import annotations

import importlib
import multiprocessing
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import keyring
from keyring.backend import KeyringBackend

from desktop.hub import alarm
from desktop.hub.access import Access

told: list[alarm.Stray] = []


def connect() -> None:
    """Reach for a server, without the model manager."""
    host, _, port = sys.argv[3].partition(":")
    socket.create_connection((host, int(port))).close()


def datagram() -> None:
    """Send without a connection."""
    socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)


def look_up() -> None:
    """Ask for the address of a name."""
    socket.gethostbyname("isle.example")


def session_bus() -> None:
    """Reach for a service of the session that is not the keyring."""
    socket.socket(socket.AF_UNIX).connect(sys.argv[3])


def in_a_thread() -> None:
    """Do the same on a thread of one's own."""
    failed: list[BaseException] = []

    def work() -> None:
        try:
            connect()
        except OSError as error:
            failed.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    raise failed[0]


def from_a_library() -> None:
    """Have a library reach for it."""
    importlib.import_module("urllib.request").urlopen(f"http://{sys.argv[3]}", timeout=5)


def pipe() -> None:
    """Make the pipe that an engine gets."""
    for end in multiprocessing.Pipe():
        end.close()


class Bus(KeyringBackend):
    """A keyring behind a socket of the session, as those of Linux are."""

    priority = 1.0

    def get_password(self, service: str, username: str) -> str | None:
        """Ask the socket."""
        with socket.socket(socket.AF_UNIX) as bus:
            bus.connect(sys.argv[3])
        return "secret"

    def set_password(self, service: str, username: str, password: str) -> None:
        """Nothing is kept."""


def ask_keyring() -> None:
    """Have the model manager look for a token."""
    keyring.set_keyring(Bus())  # type: ignore[no-untyped-call] # the library has no types here
    assert Access().token("isle.example") == "secret"


def by_a_guest(invited: int, wanted: int) -> None:
    """Have a library that was invited to one port go to another, or the same, on a thread of its own."""
    library: dict[str, object] = {
        "__name__": "guest.comm",
        "run": lambda: socket.create_connection(("127.0.0.1", wanted)),
    }
    exec("def go():\n    run().close()\n", library)
    failed: list[BaseException] = []

    def work() -> None:
        try:
            library["go"]()  # type: ignore[operator] # it was just made
        except OSError as error:
            failed.append(error)

    with alarm.invited(frozenset({"guest"}), "127.0.0.1", invited):
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    if failed:
        raise failed[0]


def guest() -> None:
    """Go where one is invited to."""
    port = int(sys.argv[3].partition(":")[2])
    by_a_guest(port, port)


def guest_elsewhere() -> None:
    """Go somewhere else."""
    port = int(sys.argv[3].partition(":")[2])
    by_a_guest(port + 1, port)


def guest_too_late() -> None:
    """Go there when the invitation is over, and somebody else while it holds."""
    guest()
    connect()


def main() -> int:
    known = (
        *(connect, datagram, look_up, session_bus, ask_keyring, in_a_thread, from_a_library, pipe),
        *(guest, guest_elsewhere, guest_too_late),
    )
    attempts: dict[str, Callable[[], None]] = {one.__name__: one for one in known}
    alarm.report_to(Path(sys.argv[1]), "window")
    alarm.listen(told.append)
    alarm.arm()
    for _ in range(2):
        try:
            attempts[sys.argv[2]]()
        except OSError as error:
            print(type(error).__name__, error.errno, end=" ")
        else:
            print("done", end=" ")
    print(len(told), *(f"{one.who}|{one.what}|{one.where}" for one in told), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
