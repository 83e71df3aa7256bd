"""Everything that can be wrong with a server while files come from it: what is said, and what is left."""

from __future__ import annotations

import itertools
import threading
import time
from typing import TYPE_CHECKING

import pytest

from desktop.core.errors import Cancelled, IlhaError, describe
from desktop.core.model import InstalledModel, ModelState
from desktop.hub.download import Download
from desktop.hub.pending import pending_downloads
from desktop.state.models import MANIFEST, ModelShelf
from tests.hub_server.faults import Fault
from tests.unit.hub.network import DATA, DATA_BYTES, WORDS, Trusting, download, files_of, words_files

if TYPE_CHECKING:
    from desktop.hub.client import Hub
    from desktop.hub.pace import DownloadProgress
    from desktop.state.paths import Home
    from tests.hub_server.server import HubServer


def check_whole(home: Home, model: InstalledModel) -> None:
    """Say that a model is exactly the one on the server, and that nothing else is in the store."""
    assert model == ModelShelf(home).get(WORDS)
    assert model.state is ModelState.READY
    found = files_of(model.folder)
    del found[MANIFEST]
    assert found == words_files()
    assert not pending_downloads(home)
    assert set(files_of(home.models)) == {f"{WORDS}/{path}" for path in (*words_files(), MANIFEST)}


def check_nothing_installed(home: Home) -> None:
    assert not (home.models / "isle").exists()
    assert all(not model.spec.id.startswith("isle/") for model in ModelShelf(home).all())


def in_thread(work: Download, ends: type[Exception]) -> threading.Thread:
    """Start a download that has to end with an error."""

    def run() -> None:
        with pytest.raises(ends):
            work.run()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_a_model_arrives_whole_and_says_where_it_is_from(home: Home, hub: Hub, server: HubServer) -> None:
    model = download(hub)
    check_whole(home, model)
    assert model.spec.repo == WORDS
    assert model.spec.revision == server.repositories[WORDS].newest
    assert (model.spec.variant, model.spec.task, model.spec.licence) == ("fp32", "text-classification", "Apache-2.0")


OVERCOME = {
    "reset": Fault(kind="reset", at=DATA_BYTES // 3),
    "reset again and again": Fault(kind="reset", at=200_000, times=4),
    "close": Fault(kind="close", at=1000),
    "close every so many bytes": Fault(kind="close", at=100_000, times=5),
    "stall": Fault(kind="stall", at=300_000),
    "silence": Fault(kind="silent"),
    "a bit of the last byte is flipped": Fault(kind="flipped"),
    "zeros": Fault(kind="zeros"),
    "a short body that calls itself whole": Fault(kind="truncated", at=1234),
    "more than was announced": Fault(kind="longer"),
    "packed though nobody asked": Fault(kind="packed", times=None),
    "the link has expired": Fault(kind="status", at=403),
    "the link is gone": Fault(kind="status", at=404),
    "busy": Fault(kind="status", at=503, times=2),
    "too many requests": Fault(kind="status", at=429, headers={"Retry-After": "0"}),
}


@pytest.mark.parametrize("fault", OVERCOME.values(), ids=OVERCOME)
def test_a_passing_fault_is_overcome(home: Home, hub: Hub, server: HubServer, fault: Fault) -> None:
    server.cdn_faults.append(
        Fault(kind=fault.kind, path=_cdn(server), at=fault.at, times=fault.times, headers=fault.headers)
    )
    check_whole(home, download(hub))
    assert server.struck.is_set()


@pytest.mark.parametrize("kind", ["no-range", "past-the-end"])
def test_a_server_that_cannot_go_on_begins_anew(home: Home, hub: Hub, server: HubServer, kind: str) -> None:
    server.cdn_faults += [
        Fault(kind="close", path=_cdn(server), at=250_000),
        Fault(kind=kind, path=_cdn(server)),  # type: ignore[arg-type]
    ]
    check_whole(home, download(hub))


LASTING = {
    "flipped": (Fault(kind="flipped", times=None), "download-damaged"),
    "zeros": (Fault(kind="zeros", times=None), "download-damaged"),
    "longer": (Fault(kind="longer", times=None), "download-damaged"),
    "wrong size": (Fault(kind="truncated", at=500, times=None), "download-damaged"),
    "silent": (Fault(kind="silent", times=None), "hub-timed-out"),
    "reset at once": (Fault(kind="reset", at=0, times=None), "hub-unreachable"),
    "busy": (Fault(kind="status", at=503, times=None), "hub-refused"),
    "busy for long": (Fault(kind="status", at=429, headers={"Retry-After": "3600"}), "hub-busy"),
    "portal": (Fault(kind="portal", times=None), "hub-strange"),
}


@pytest.mark.parametrize(("fault", "code"), LASTING.values(), ids=LASTING)
def test_a_lasting_fault_is_named_and_installs_nothing(
    home: Home, hub: Hub, server: HubServer, monkeypatch: pytest.MonkeyPatch, fault: Fault, code: str
) -> None:
    monkeypatch.setattr("desktop.hub.patience._TRIES", 2)
    server.cdn_faults.append(
        Fault(kind=fault.kind, path=_cdn(server), at=fault.at, times=fault.times, headers=fault.headers)
    )
    with pytest.raises(IlhaError) as caught:
        download(hub)
    assert caught.value.code == code
    message, hint = describe(caught.value.failure())
    assert server.host in message
    assert "{" not in message + hint
    if code == "download-damaged":
        assert DATA in message
    check_nothing_installed(home)
    server.cdn_faults.clear()
    check_whole(home, download(hub))


def test_a_long_wait_is_not_waited_for(hub: Hub, server: HubServer) -> None:
    server.cdn_faults.append(Fault(kind="status", at=429, headers={"Retry-After": "3600"}))
    with pytest.raises(IlhaError, match="3600 seconds"):
        download(hub)


def test_what_has_arrived_is_not_fetched_again(home: Home, hub: Hub, server: HubServer) -> None:
    server.cdn_faults.append(Fault(kind="slow", path=_cdn(server), at=100_000, pause_s=0.2))

    def stop(progress: DownloadProgress) -> None:
        if progress.done > 250_000:
            raise Cancelled

    with pytest.raises(Cancelled):
        download(hub, report=stop)
    check_nothing_installed(home)
    (pending,) = pending_downloads(home)
    arrived = pending.arrived_bytes
    assert 200_000 < arrived < pending.size_bytes
    server.asked.clear()
    check_whole(home, download(hub))
    ranges = [asked.headers["range"] for asked in server.asked if asked.port == "cdn"]
    assert len(ranges) == 1
    assert 100_000 <= int(ranges[0].removeprefix("bytes=").removesuffix("-")) <= arrived
    assert not [asked for asked in server.asked if asked.path.startswith("/api")], "the plan was written down"


def test_bytes_that_changed_on_the_disk_are_noticed(home: Home, hub: Hub, server: HubServer) -> None:
    def stop(progress: DownloadProgress) -> None:
        if progress.phase == "inspect":
            raise Cancelled

    with pytest.raises(Cancelled):
        download(hub, report=stop)
    (pending,) = pending_downloads(home)
    assert pending.arrived_bytes == pending.size_bytes
    whole = pending.folder / DATA
    whole.write_bytes(bytes(DATA_BYTES))
    server.asked.clear()
    check_whole(home, download(hub))
    assert len(server.fetched("cdn")) == 1, "only the altered file was fetched again"


def test_the_branch_may_move_meanwhile(home: Home, hub: Hub, server: HubServer) -> None:
    repository = server.repositories[WORDS]
    planned = repository.newest

    def move(progress: DownloadProgress) -> None:
        if progress.phase == "download" and repository.newest == planned:
            repository.commit({**words_files(), "config.json": b"{}", DATA: b"other"})

    server.cdn_faults.append(Fault(kind="slow", path="/", at=200_000, pause_s=0.15))
    model = download(hub, report=move)
    assert repository.newest != planned
    assert model.spec.revision == planned
    check_whole(home, model)


@pytest.mark.parametrize("kind", ["slow", "stall", "silent"])
def test_stopping_takes_no_time_whatever_the_server_does(home: Home, hub: Hub, server: HubServer, kind: str) -> None:
    server.cdn_faults.append(Fault(kind=kind, at=10_000, times=None, pause_s=0.05))  # type: ignore[arg-type]
    work = Download(hub, WORDS, inspector=Trusting())
    ended: list[float] = []

    def run() -> None:
        with pytest.raises(Cancelled):
            work.run()
        ended.append(time.monotonic())

    thread = threading.Thread(target=run)
    thread.start()
    assert server.struck.wait(20)
    began = time.monotonic()
    work.stop()
    thread.join(20)
    assert ended[0] - began < 0.3
    check_nothing_installed(home)


def test_stopping_works_while_a_question_is_unanswered(hub: Hub, server: HubServer) -> None:
    server.hub_faults.append(Fault(kind="silent", path="/api/models/isle", times=None))
    work = Download(hub, WORDS, inspector=Trusting())
    thread = in_thread(work, Cancelled)
    assert server.struck.wait(20)
    began = time.monotonic()
    work.stop()
    thread.join(20)
    assert time.monotonic() - began < 0.3


def test_progress_never_goes_back_and_ends_at_the_end(hub: Hub, server: HubServer) -> None:
    server.cdn_faults.append(Fault(kind="slow", path="/", at=100_000, pause_s=0.12))
    told: list[DownloadProgress] = []
    download(hub, report=told.append)
    moved = [progress for progress in told if progress.phase == "download"]
    assert all(a.done <= b.done for a, b in itertools.pairwise(moved))
    total = sum(map(len, words_files().values()))
    assert {progress.total for progress in moved} == {total}
    assert moved[-1].done == total
    assert max(progress.bytes_per_s for progress in moved) > 0
    last = {file.path: file.done for progress in moved for file in progress.files}
    assert last == {path: len(content) for path, content in words_files().items()}
    assert [progress.phase for progress in told][-2:] == ["inspect", "try"]


def test_four_files_come_at_once(hub: Hub, server: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.hub.patience._TRIES", 1)
    repository = server.repositories[WORDS]
    shards = {f"onnx/model.onnx_data_{number}": bytes([number]) * 50_000 for number in range(1, 7)}
    repository.commit({**words_files(), **shards})
    server.cdn_faults.append(Fault(kind="silent", times=None))
    work = Download(hub, WORDS, inspector=Trusting())
    thread = in_thread(work, IlhaError)
    assert server.struck.wait(20)
    thread.join(20)
    waiting = {asked.path for asked in server.asked if asked.port == "cdn"}
    assert len(waiting) == 4


def _cdn(server: HubServer) -> str:
    """Return a pattern for the address of the weights."""
    repository = server.repositories[WORDS]
    return repository.commits[repository.newest][DATA].sha256
