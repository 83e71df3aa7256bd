"""A proxy that wants a name and a password, for plain HTTP on this computer."""

from __future__ import annotations

import base64
import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import urlsplit

NAME, PASSWORD = "somebody", "p@ss:word"
_PASSED = ("Content-Type", "Content-Range", "ETag", "Location", "X-Repo-Commit", "X-Error-Code", "Link")


class Proxy:
    """Enter it to have it pass requests on.

    Attributes:
        passed: addresses that were asked for through it.
    """

    def __init__(self) -> None:
        """Prepare."""
        self.passed: list[str] = []

    def __enter__(self) -> Self:
        """Listen."""
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.proxy = self
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """End."""
        self._server.shutdown()
        self._server.server_close()

    @property
    def host(self) -> str:
        """Return host and port."""
        return f"127.0.0.1:{self._server.server_port}"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    proxy: Proxy


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        wanted = "Basic " + base64.b64encode(f"{NAME}:{PASSWORD}".encode()).decode()
        if self.headers.get("Proxy-Authorization") != wanted:
            self._say(407, b"", {"Proxy-Authenticate": "Basic"})
            return
        self.server.proxy.passed.append(self.path)
        parts = urlsplit(self.path)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
        headers = {name: value for name, value in self.headers.items() if not name.startswith("Proxy-")}
        connection.request("GET", parts.path + ("?" + parts.query if parts.query else ""), headers=headers)
        answer = connection.getresponse()
        found = {name: value for name in _PASSED if (value := answer.headers.get(name))}
        self._say(answer.status, answer.read(), found)
        connection.close()

    def _say(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
