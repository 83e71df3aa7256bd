"""What the door counts is what crosses the wire."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING

from desktop.hub.client import Hub
from desktop.hub.gate import Gate
from desktop.state.settings import Settings
from tests.unit.hub.network import ledger

if TYPE_CHECKING:
    from desktop.state.paths import Home


def test_sent_bytes_are_those_that_a_server_gets(home: Home) -> None:
    got: list[bytes] = []

    def serve() -> None:
        connection, _ = listening.accept()
        with connection:
            said = b""
            while b"\r\n\r\n" not in said:
                said += connection.recv(65536)
            got.append(said)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve)
        thread.start()
        settings = Settings(network="allowed", hub=f"http://127.0.0.1:{listening.getsockname()[1]}")
        hub = Hub(home, lambda: settings, Gate(lambda: "allowed", "command-line"))
        with hub.connect("download", "isle/words") as connection:
            assert connection.text("isle/words", "a" * 40, "ümlaut file.txt", 5) == b"hello"
        thread.join()
        hub.close()
    (entry,) = ledger(home)
    assert (entry.sent_bytes, entry.received_bytes) == (len(got[0]), 5)
