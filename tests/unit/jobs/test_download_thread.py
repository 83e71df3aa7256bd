"""The network as the window has it: questions that are answered, look-ups that are forgotten, a queue that survives."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from desktop.core.errors import Cancelled
from desktop.core.model import ModelState
from desktop.core.network import RepositoryUnnamed
from desktop.hub import patience
from desktop.hub.pending import pending_downloads
from desktop.hub.relocation import move_store
from desktop.hub.search import Query
from desktop.jobs.download_thread import DownloadThread
from desktop.state.models import ModelShelf
from desktop.state.settings import Settings
from tests.hub_server.faults import Fault
from tests.hub_server.repository import repository_of
from tests.hub_server.server import HubServer
from tests.unit.hub.folders import text_folder
from tests.unit.hub.network import DATA_BYTES, WORDS, download, large_words, ledger, make_hub

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.jobs.inquiries import Inquiry
    from desktop.state.paths import Home

PATIENCE_MS = 60_000


@dataclass
class Window:
    """Listens to the thread, and says yes as long as `allows` says so."""

    thread: DownloadThread
    qtbot: QtBot
    allows: bool | None = True
    asked: list[Inquiry] = field(default_factory=list)
    told: list[tuple[Any, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.thread.asked.connect(self.hear)
        for name in ("found", "explained", "refused", "planned", "progressed", "installed", "failed"):
            self._listen(name)
        for name in ("paused", "cancelled"):
            self._listen(name)

    def _listen(self, name: str) -> None:
        getattr(self.thread, name).connect(lambda *values: self.told.append((name, *values)))

    def hear(self, inquiry: Inquiry) -> None:
        self.asked.append(inquiry)
        if self.allows is not None:
            self.thread.answer(inquiry.number, allowed=self.allows)

    def until(self, name: str, check: Callable[[tuple[Any, ...]], bool] = lambda _: True) -> tuple[Any, ...]:
        """Wait until something was told."""

        def find() -> tuple[Any, ...] | None:
            return next((told[1:] for told in self.told if told[0] == name and check(told[1:])), None)

        self.qtbot.waitUntil(lambda: find() is not None, timeout=PATIENCE_MS)
        found = find()
        assert found is not None
        return found

    def names(self) -> list[str]:
        return [told[0] for told in self.told]


Open = Callable[..., Window]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    monkeypatch.delenv("HF_ENDPOINT", raising=False)
    monkeypatch.setattr(patience, "_FIRST_S", 0.01)
    with HubServer() as server:
        server.add(large_words())
        yield server


@pytest.fixture
def open_window(home: Home, server: HubServer, qtbot: QtBot) -> Iterator[Callable[..., Window]]:
    opened: list[DownloadThread] = []

    def open_it(network: str = "offline", *, offline: bool = False, allows: bool | None = True) -> Window:
        settings = Settings(network=network, hub=server.url, threads=1)  # type: ignore[arg-type]
        thread = DownloadThread(home, lambda: settings, offline=offline)
        opened.append(thread)
        window = Window(thread, qtbot, allows)
        thread.start()
        return window

    yield open_it
    server.released.set()
    for thread in opened:
        thread.stop()


def test_a_search_asks_first_and_goes_on_page_by_page(open_window: Open, server: HubServer) -> None:
    window = open_window()
    token = window.thread.search(Query(words="words"))
    assert window.until("found") == (token, window.until("found")[1])
    assert [model.id for model in window.until("found")[1]] == [WORDS]
    assert [inquiry.question.host for inquiry in window.asked] == [server.host]
    window.told.clear()
    window.thread.more(token)
    assert window.until("found")[1] == ()


def test_nothing_is_sent_until_somebody_says_yes(home: Home, open_window: Open, server: HubServer) -> None:
    window = open_window(allows=None)
    token = window.thread.explain(WORDS)
    window.qtbot.waitUntil(lambda: bool(window.asked), timeout=PATIENCE_MS)
    assert not server.asked
    window.thread.answer(window.asked[0].number, allowed=True)
    assert window.until("explained")[0] == token
    window.thread.explain(WORDS)
    window.qtbot.waitUntil(lambda: len(window.asked) == 2, timeout=PATIENCE_MS)
    count = len(server.asked)
    window.thread.answer(window.asked[1].number, allowed=False)
    assert window.until("refused")[1].code == "hub-declined"
    assert len(server.asked) == count
    assert {entry.asker for entry in ledger(home)} == {"window"}


def test_offline_is_final(open_window: Open, server: HubServer) -> None:
    window = open_window("allowed", offline=True)
    window.thread.search(Query())
    assert window.until("refused")[1].code == "hub-offline"
    assert not server.asked
    assert not window.asked


def test_what_is_forgotten_says_nothing_more(open_window: Open, server: HubServer) -> None:
    server.hub_faults.append(Fault(kind="silent", path="/revision/", times=1))
    window = open_window("allowed")
    forgotten = window.thread.explain(WORDS)
    assert server.struck.wait(30)
    window.thread.forget(forgotten)
    token = window.thread.explain(WORDS)
    assert window.until("explained")[0] == token
    assert window.names() == ["explained"]


def test_a_name_that_is_none_is_refused_at_once(open_window: Open) -> None:
    window = open_window()
    with pytest.raises(RepositoryUnnamed):
        window.thread.explain("nonsense")
    with pytest.raises(RepositoryUnnamed):
        window.thread.download("nonsense")


def test_a_model_is_downloaded_and_tried_by_the_real_engine(
    home: Home, open_window: Open, server: HubServer, tmp_path: Path
) -> None:
    server.add(repository_of(text_folder(tmp_path / "good"), "isle/good", pipeline_tag="text-classification"))
    window = open_window()
    key = window.thread.download(f"{server.url}/isle/good")
    assert key == "isle/good"
    _, model = window.until("installed")
    assert model == ModelShelf(home).get("isle/good")
    before, about = (inquiry.question for inquiry in window.asked)
    assert before.proposal is None
    assert about.proposal is not None
    assert about.proposal.repo == "isle/good"
    names = window.names()
    assert names.index("planned") < names.index("installed")
    phases = [told[2].phase for told in window.told if told[0] == "progressed"]
    assert list(dict.fromkeys(phases)) == ["plan", "download", "inspect", "try"]


def test_downloads_wait_for_one_another(home: Home, open_window: Open, server: HubServer, tmp_path: Path) -> None:
    names = ("isle/one", "isle/two", "isle/three")
    for name in names:
        server.add(repository_of(text_folder(tmp_path / name), name, pipeline_tag="text-classification"))
    window = open_window("allowed")
    for name in (*names, names[0]):
        window.thread.download(name)
    window.qtbot.waitUntil(lambda: window.names().count("installed") == 3, timeout=PATIENCE_MS)
    assert [told[1] for told in window.told if told[0] == "installed"] == list(names)
    assert not window.asked
    assert {model.spec.id for model in ModelShelf(home).all()} >= set(names)


def test_downloads_wait_while_the_store_moves_and_arrive_where_it_went(
    home: Home, open_window: Open, server: HubServer, tmp_path: Path
) -> None:
    window = open_window("allowed")
    window.thread.halt()
    window.thread.download(WORDS)
    window.thread.explain(WORDS)
    window.until("explained")
    assert not server.fetched("cdn")
    assert not pending_downloads(home)
    moved = move_store(home, tmp_path / "disk" / "models")
    window.thread.go_on(moved)
    window.until("installed")
    assert (moved.models / WORDS / "manifest.json").is_file()
    assert not (home.models / "isle").exists()


def test_pause_keeps_and_cancel_removes(home: Home, open_window: Open, server: HubServer) -> None:
    server.cdn_faults.append(Fault(kind="slow", at=DATA_BYTES // 20, pause_s=0.1, times=None))
    window = open_window("allowed")
    key = window.thread.download(WORDS)
    window.until("progressed", lambda told: told[1].phase == "download" and told[1].done > DATA_BYTES // 5)
    window.thread.pause(key)
    window.until("paused")
    window.qtbot.waitUntil(lambda: pending_downloads(home)[0].paused, timeout=PATIENCE_MS)
    (pending,) = pending_downloads(home)
    assert pending.arrived_bytes > DATA_BYTES // 6
    window.told.clear()
    window.thread.resume(key)
    first = window.until("progressed", lambda told: told[1].phase == "download" and told[1].done > 0)[1]
    assert first.done >= pending.arrived_bytes - DATA_BYTES // 20
    window.thread.cancel(key)
    window.until("cancelled")
    window.qtbot.waitUntil(lambda: not pending_downloads(home), timeout=PATIENCE_MS)
    assert not (home.models / "isle").exists()
    assert "failed" not in window.names()


def test_a_pause_that_cannot_be_written_down_is_one_all_the_same(
    home: Home, open_window: Open, server: HubServer
) -> None:
    server.cdn_faults.append(Fault(kind="slow", at=DATA_BYTES // 20, pause_s=0.1, times=None))
    window = open_window("allowed")
    key = window.thread.download(WORDS)
    window.until("progressed", lambda told: told[1].phase == "download")
    (pending,) = pending_downloads(home)
    (pending.place / f".plan.json.{os.getpid()}.part").mkdir()  # in the way of what would be written
    window.thread.pause(key)
    window.until("paused")
    window.qtbot.waitUntil(lambda: window.thread._running is None, timeout=PATIENCE_MS)
    window.thread.cancel(key)
    window.until("cancelled")
    window.qtbot.waitUntil(lambda: not pending_downloads(home), timeout=PATIENCE_MS)


def test_whoever_changes_their_mind_at_once_is_obeyed(home: Home, open_window: Open, server: HubServer) -> None:
    server.cdn_faults.append(Fault(kind="slow", at=DATA_BYTES // 20, pause_s=0.02, times=None))
    window = open_window("allowed")
    key = window.thread.download(WORDS)
    window.thread.cancel(key)
    window.until("cancelled")
    window.thread.download(WORDS)
    window.until("progressed", lambda told: told[1].phase == "download")
    window.thread.pause(key)
    window.thread.resume(key)
    assert window.until("installed")[0] == key
    assert window.names().count("installed") == 1
    assert not pending_downloads(home)


def test_the_queue_survives_the_program(home: Home, open_window: Open, server: HubServer) -> None:
    def stop(progress: Any) -> None:
        if progress.phase == "inspect":
            raise Cancelled

    hub = make_hub(home, server)
    with pytest.raises(Cancelled):
        download(hub, report=stop)
    hub.close()
    count = len(server.asked)
    window = open_window("offline", allows=None)
    (pending,) = window.until("planned")
    assert pending.repo == WORDS
    assert len(server.asked) == count, "nothing is sent by itself"
    window.thread.resume(WORDS)
    window.qtbot.waitUntil(lambda: bool(window.asked), timeout=PATIENCE_MS)
    assert window.asked[0].question.proposal is not None
    window.thread.answer(window.asked[0].number, allowed=True)
    assert window.until("installed")[1].state is ModelState.READY
    assert len(server.asked) == count, "everything had arrived"


def test_where_downloads_are_allowed_they_go_on_by_themselves(home: Home, open_window: Open, server: HubServer) -> None:
    def stop(progress: Any) -> None:
        if progress.phase == "inspect":
            raise Cancelled

    hub = make_hub(home, server)
    with pytest.raises(Cancelled):
        download(hub, report=stop)
    hub.close()
    window = open_window("allowed")
    assert window.until("installed")[0] == WORDS


def test_a_failure_is_told_and_can_be_tried_again(home: Home, open_window: Open, server: HubServer) -> None:
    fault = Fault(kind="flipped", times=None)
    server.cdn_faults.append(fault)
    window = open_window("allowed")
    key = window.thread.download(WORDS)
    _, failure = window.until("failed")
    assert failure.code == "download-damaged"
    assert not (home.models / "isle").exists()
    server.cdn_faults.clear()
    window.thread.resume(key)
    window.until("installed")


def test_stopping_ends_whatever_is_under_way(open_window: Open, server: HubServer) -> None:
    server.cdn_faults.append(Fault(kind="silent", times=None))
    window = open_window("offline", allows=None)
    window.thread.explain(WORDS)
    window.thread.download(WORDS)
    window.qtbot.waitUntil(lambda: len(window.asked) == 2, timeout=PATIENCE_MS)
    window.thread.stop()
    assert window.thread.isFinished()
    assert not server.asked
