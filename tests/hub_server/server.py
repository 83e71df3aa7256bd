"""A server that speaks as the Hub does, on two ports of this computer, with faults on order; standard library only."""

from __future__ import annotations

import contextlib
import gzip
import json
import re
import socket
import ssl
import struct
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs, quote, unquote, urlsplit

from tests.hub_server.counting import Counts
from tests.hub_server.faults import Fault
from tests.hub_server.repository import Blob, Repository

TOKEN = "hf_of-somebody-who-was-let-in"
STRANGER = "hf_of-somebody-else"
_PIECE = 64 << 10
_PAGE = 3
_PORTAL = b"<!doctype html><html><body>Welcome to the island's Wi-Fi. Please sign in.</body></html>"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request as it arrived; `port` is `hub` or `cdn`."""

    port: str
    method: str
    path: str
    headers: dict[str, str]


@dataclass(kw_only=True)
class HubServer:
    """Enter it to have it serve; threads of it end with it.

    Attributes:
        repositories: by id.
        hub_faults: faults of the port that is asked questions.
        cdn_faults: of the one that has the large files.
        asked: every request.
        counts: bytes of all of them, and of the bodies of all answers.
        searches: whether it can.
        page: models on one page of a search.
        tls: speak HTTPS with it.
    """

    repositories: dict[str, Repository] = field(default_factory=dict)
    hub_faults: list[Fault] = field(default_factory=list)
    cdn_faults: list[Fault] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)
    searches: bool = True
    page: int = _PAGE
    tls: ssl.SSLContext | None = None
    released: threading.Event = field(default_factory=threading.Event)
    struck: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        """Listen on two ports."""
        self._servers = [self._listen(_Hub), self._listen(_Cdn)]
        return self

    def __exit__(self, *_: object) -> None:
        """Let everything end that a fault holds back."""
        self.released.set()
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def _listen(self, handler: type[_Handler]) -> _Server:
        server = _Server(("127.0.0.1", 0), handler)
        server.hub = self
        if self.tls is not None:
            server.socket = self.tls.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return server

    def add(self, *repositories: Repository) -> None:
        """Have more repositories."""
        self.repositories |= {repository.id: repository for repository in repositories}

    @property
    def url(self) -> str:
        """Return the address of the Hub."""
        return f"{self._scheme}://127.0.0.1:{self._servers[0].server_port}"

    @property
    def host(self) -> str:
        """Return host and port of the Hub."""
        return f"127.0.0.1:{self._servers[0].server_port}"

    @property
    def cdn(self) -> str:
        """Return the address of the other port."""
        return f"{self._scheme}://127.0.0.1:{self._servers[1].server_port}"

    @property
    def _scheme(self) -> str:
        return "http" if self.tls is None else "https"

    def fetched(self, port: str = "") -> list[str]:
        """Return the paths of files that were asked for."""
        found = [asked for asked in self.asked if "/resolve/" in asked.path or asked.port == "cdn"]
        return [asked.path for asked in found if port in {"", asked.port}]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    hub: HubServer

    def handle_error(self, *_: object) -> None:
        """Say nothing: clients that go away are what is tested."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    port = ""

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def setup(self) -> None:
        """Count what is read."""
        super().setup()
        self.rfile = self.server.hub.counts.reader(self.rfile)

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        hub = self.server.hub
        hub.asked.append(Asked(port=self.port, method=self.command, path=self.path, headers=headers))
        faults = hub.hub_faults if self.port == "hub" else hub.cdn_faults
        fault = next((fault for fault in faults if fault.strikes(self.path)), None)
        if fault is not None:
            hub.struck.set()
        if fault is None or not self._struck(fault):
            self.answer(fault)

    def answer(self, fault: Fault | None) -> None:
        raise NotImplementedError

    def _struck(self, fault: Fault) -> bool:
        """Do what a fault does instead of an answer; say whether that was all."""
        match fault.kind:
            case "silent":
                self.server.hub.released.wait(60)
                self._hang_up()
            case "status":
                self.say(fault.at, b"no", fault.headers)
            case "portal":
                self.say(200, _PORTAL, {"Content-Type": "text/html; charset=utf-8"})
            case "redirect":
                self.say(302, b"", {"Location": fault.where})
            case "endless":
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Connection", "close")
                self.end_headers()
                self.close_connection = True
                with contextlib.suppress(OSError):
                    while not self.server.hub.released.is_set():
                        self.wfile.write(b"[" * _PIECE)
            case _:
                return False
        return True

    def say(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        """Answer in one piece."""
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.server.hub.counts.add(body=len(body))
            self.wfile.write(body)

    def json(self, value: object, headers: dict[str, str] | None = None) -> None:
        """Answer with JSON."""
        content = json.dumps(value, ensure_ascii=True).encode()
        self.say(200, content, {"Content-Type": "application/json; charset=utf-8", **(headers or {})})

    def refuse(self, status: int, code: str, message: str = "") -> None:
        """Answer with an error as the Hub words it."""
        self.say(status, b"{}", {"X-Error-Code": code, "X-Error-Message": message or code})

    # --- files -------------------------------------------------------------------------------------------------------

    def file(self, blob: Blob, headers: dict[str, str], fault: Fault | None) -> None:
        """Answer with a file, or the part of it that is asked for, and whatever the fault makes of it."""
        kind = fault.kind if fault else ""
        wanted = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        start = int(wanted[1]) if wanted and kind != "no-range" else 0
        if wanted and (start >= blob.size or kind == "past-the-end"):
            self.say(416, b"", {"Content-Range": f"bytes */{blob.size}"})
            return
        if isinstance(blob.content, Path) and fault is None:
            self._send_file(blob.content, blob.size, start, headers)
            return
        body = _changed(blob.bytes, fault)[start:]
        if kind == "packed":
            body, headers = gzip.compress(body), {**headers, "Content-Encoding": "gzip"}
        self.send_response(206 if start else 200)
        if start:
            headers = {**headers, "Content-Range": f"bytes {start}-{blob.size - 1}/{blob.size}"}
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self._send(body, fault)

    def _send_file(self, path: Path, size: int, start: int, headers: dict[str, str]) -> None:
        self.send_response(206 if start else 200)
        for name, value in headers.items():
            self.send_header(name, value)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{size - 1}/{size}")
        self.send_header("Content-Length", str(size - start))
        self.end_headers()
        with path.open("rb") as file, contextlib.suppress(OSError):
            self.server.hub.counts.add(body=self.connection.sendfile(file, start))

    def _send(self, body: bytes, fault: Fault | None) -> None:
        """Send a body, up to where a fault says."""
        kind = fault.kind if fault else ""
        if fault is None or kind not in {"reset", "close", "stall", "slow"}:
            with contextlib.suppress(OSError):
                self.server.hub.counts.add(body=self.wfile.write(body))
            return
        pieces = [body[: fault.at]] if kind != "slow" else _cut(body, fault.at)
        with contextlib.suppress(OSError):
            for piece in pieces:
                self.wfile.write(piece)
                self.wfile.flush()
                if kind == "slow" and self.server.hub.released.wait(fault.pause_s):
                    break
        if kind == "stall":
            self.server.hub.released.wait(60)
        if kind == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        if kind != "slow":
            self._hang_up()

    def _hang_up(self) -> None:
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.close()


class _Hub(_Handler):
    port = "hub"

    def answer(self, fault: Fault | None) -> None:
        """Answer a question, or send on to where a large file is."""
        parts = urlsplit(self.path)
        path, query = unquote(parts.path), parse_qs(parts.query)
        if path == "/api/models":
            self._search(query)
        elif path == "/api/whoami-v2":
            self.json({"type": "user", "name": "somebody"})
        elif found := re.fullmatch(r"/api/models/([^/]+/[^/]+)(?:/(revision|tree|refs)(?:/([^/]+))?(?:/(.*))?)?", path):
            self._about(found[1], found[2] or "", found[3] or "main", query)
        elif found := re.fullmatch(r"/([^/]+/[^/]+)/resolve/([^/]+)/(.+)", path):
            self._resolve(found[1], found[2], found[3], fault)
        else:
            self.say(404, b"not found")

    def _repository(self, name: str) -> Repository | None:
        """Return what may be shown of a repository; otherwise the answer was given."""
        repository, token = self.server.hub.repositories.get(name), self._token()
        if token not in {None, TOKEN, STRANGER}:
            self.refuse(401, "", "Invalid credentials in Authorization header")
            return None
        if repository is None or (repository.private and token != TOKEN):
            self.refuse(401 if token is None else 404, "RepoNotFound", "Repository not found")
            return None
        if repository.disabled:
            self.refuse(403, "", "Access to this resource is disabled.")
            return None
        return repository

    def _token(self) -> str | None:
        given = self.headers.get("Authorization")
        return given.removeprefix("Bearer ") if given else None

    def _about(self, name: str, what: str, revision: str, query: dict[str, list[str]]) -> None:
        repository = self._repository(name)
        if repository is None:
            return
        commit = repository.resolve(revision)
        if commit is None:
            self.refuse(404, "RevisionNotFound", "Invalid rev id")
        elif what == "tree":
            self._tree(repository, commit, query)
        elif what == "refs":
            branches = [
                {"name": n, "ref": f"refs/heads/{n}", "targetCommit": c} for n, c in repository.branches.items()
            ]
            self.json({"branches": branches, "tags": [], "converts": []})
        else:
            self.json(repository.info(commit))

    def _tree(self, repository: Repository, commit: str, query: dict[str, list[str]]) -> None:
        """List the files on pages, the next one by a link."""
        entries = [blob.entry(path) for path, blob in repository.commits[commit].items()]
        start, page = int(query.get("cursor", ["0"])[0]), 10
        more = start + page < len(entries)
        link = f'<{self.server.hub.url}{urlsplit(self.path).path}?recursive=true&cursor={start + page}>; rel="next"'
        self.json(entries[start : start + page], {"Link": link} if more else None)

    def _search(self, query: dict[str, list[str]]) -> None:
        hub = self.server.hub
        if not hub.searches:
            self.refuse(404, "RepoNotFound")
            return
        words, tags = query.get("search", [""])[0].casefold(), set(query.get("filter", []))
        task, limit = query.get("pipeline_tag", [""])[0], int(query.get("limit", ["1000"])[0])
        found = [
            info
            for info in (repository.info(repository.newest) for repository in hub.repositories.values())
            if words in info["id"].casefold() and tags <= set(info["tags"]) and task in {"", info.get("pipeline_tag")}
        ]
        sort = {"trendingScore": "trendingScore", "likes": "likes", "createdAt": "createdAt"}
        key = sort.get(query.get("sort", [""])[0], "downloads")
        found.sort(key=lambda info: info.get(key) or 0, reverse=True)
        start, page = int(query.get("cursor", ["0"])[0]), min(limit, hub.page)
        query["cursor"] = [str(start + page)]
        following = "&".join(f"{name}={quote(value)}" for name, values in query.items() for value in values)
        link = f'<{hub.url}/api/models?{following}>; rel="next"'
        self.json(found[start : start + page], {"Link": link} if start + page < len(found) else None)

    def _resolve(self, name: str, revision: str, path: str, fault: Fault | None) -> None:
        repository = self._repository(name)
        if repository is None:
            return
        commit, token = repository.resolve(revision), self._token()
        blob = repository.commits[commit].get(path) if commit else None
        if repository.gated and token != TOKEN:
            self.refuse(401 if token is None else 403, "GatedRepo", "Access to this model is restricted.")
        elif commit is None:
            self.refuse(404, "RevisionNotFound")
        elif blob is None:
            self.say(404, b"", {"X-Error-Code": "EntryNotFound", "X-Repo-Commit": commit})
        elif blob.lfs:
            place = f"{self.server.hub.cdn}/{blob.sha256}?Expires=1767000000&Signature=0123456789abcdef"
            linked = {"X-Linked-Etag": f'"{blob.sha256}"', "X-Linked-Size": str(blob.size), "X-Repo-Commit": commit}
            self.say(302, b"", {**linked, "Location": place})
        else:
            self.file(blob, {"ETag": f'"{blob.sha1}"', "X-Repo-Commit": commit, "Content-Type": "text/plain"}, fault)


class _Cdn(_Handler):
    port = "cdn"

    def answer(self, fault: Fault | None) -> None:
        """Answer with a large file, whose address is its digest."""
        digest = urlsplit(self.path).path.strip("/")
        blob = next((blob for blob in _blobs(self.server.hub) if blob.sha256 == digest), None)
        if blob is None:
            self.say(404, b"")
        else:
            headers = {"Content-Type": "application/octet-stream", "Accept-Ranges": "bytes", "ETag": f'"{digest}"'}
            self.file(blob, headers, fault)


def _blobs(hub: HubServer) -> Iterable[Blob]:
    for repository in hub.repositories.values():
        for blobs in repository.commits.values():
            yield from blobs.values()


def _changed(body: bytes, fault: Fault | None) -> bytes:
    """Return the bytes that a fault makes of a file."""
    changed: dict[str, Any] = {
        "truncated": lambda: body[: fault.at if fault else 0],
        "longer": lambda: body + b"more than announced",
        "flipped": lambda: body[:-1] + bytes([body[-1] ^ 1]),
        "zeros": lambda: bytes(len(body)),
    }
    change = changed.get(fault.kind) if fault else None
    result: bytes = change() if change else body
    return result


def _cut(body: bytes, size: int) -> list[bytes]:
    return [body[start : start + size] for start in range(0, len(body), size)]
