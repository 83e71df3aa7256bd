"""Several models asked about once: planned together, fetched one after another, and none spoils the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.core.errors import Cancelled, StorageFull
from desktop.core.network import HubDeclined, HubUnreachable, PackUnknown, RepositoryNotFound
from desktop.hub import pack, patience
from desktop.hub.pack import PackDownload, pack_named
from desktop.hub.pending import pending_downloads
from desktop.state.models import ModelShelf
from tests.hub_server.faults import Fault
from tests.hub_server.repository import Repository
from tests.unit.hub.network import DATA, DATA_BYTES, Trusting, ledger, make_hub, words_files

if TYPE_CHECKING:
    from desktop.core.model import InstalledModel
    from desktop.hub.client import Hub
    from desktop.hub.gate import Question
    from desktop.hub.pace import DownloadProgress
    from desktop.state.paths import Home
    from tests.hub_server.server import HubServer

NAMES = ("isle/one", "isle/two")


@pytest.fixture(autouse=True)
def two(server: HubServer) -> None:
    for number, name in enumerate(NAMES):
        server.add(Repository(id=name, about={"pipeline_tag": "text-classification"}))
        server.repositories[name].commit(words_files() | {"README.md": f"---\nlicense: mit\n---\n{number}".encode()})


def here(home: Home) -> set[str]:
    return {model.spec.id for model in ModelShelf(home).all() if model.spec.id.startswith("isle/")}


def fetch(hub: Hub, *repos: str, **options: object) -> list[InstalledModel]:
    arrived: list[InstalledModel] = []
    PackDownload(hub, "pack:text", repos, inspector=Trusting(), arrived=arrived.append, **options).run()  # type: ignore[arg-type]
    return arrived


def test_a_pack_is_asked_about_once_and_counted_as_one(home: Home, server: HubServer) -> None:
    questions: list[Question] = []

    def yes(question: Question) -> bool:
        questions.append(question)
        return True

    told: list[DownloadProgress] = []
    hub = make_hub(home, server, yes=False, ask=yes)
    models = fetch(hub, *NAMES, report=told.append)
    assert [model.spec.id for model in models] == list(NAMES)
    first, second = questions
    assert (first.subject, first.proposal) == ("pack:text", None)
    proposal = second.proposal
    assert proposal is not None
    assert [part.repo for part in proposal.parts] == list(NAMES)
    assert [part.licence for part in proposal.parts] == ["MIT", "MIT"]
    assert proposal.size_bytes == sum(part.size_bytes for part in proposal.parts) > 2 * DATA_BYTES
    assert f"isle/two/{DATA}" in dict(proposal.files)
    fetching = [one for one in told if one.phase != "plan"]
    assert {one.total for one in fetching} == {proposal.size_bytes}
    assert [one.done for one in fetching] == sorted(one.done for one in fetching)
    assert fetching[-1].done == proposal.size_bytes
    assert all(file.path.startswith("isle/") for one in fetching for file in one.files)
    assert {entry.subject for entry in ledger(home)} == {"pack:text"}
    hub.close()


def test_a_no_leaves_nothing(home: Home, server: HubServer) -> None:
    hub = make_hub(home, server, yes=False, ask=lambda question: question.proposal is None)
    with pytest.raises(HubDeclined):
        fetch(hub, *NAMES)
    assert not here(home)
    assert not pending_downloads(home)
    assert not server.fetched("cdn")
    hub.close()


def test_one_that_is_not_to_be_had_spoils_none_of_the_others(home: Home, server: HubServer) -> None:
    hub = make_hub(home, server)
    with pytest.raises(RepositoryNotFound):
        fetch(hub, "isle/none", *NAMES)
    assert here(home) == set(NAMES)
    hub.close()


def test_what_is_here_is_not_fetched_again(home: Home, server: HubServer) -> None:
    hub = make_hub(home, server)
    fetch(hub, NAMES[0])
    server.asked.clear()
    assert [model.spec.id for model in fetch(hub, *NAMES)] == list(NAMES)
    assert not [asked for asked in server.asked if "isle/one/resolve" in asked.path and DATA in asked.path]
    hub.close()


def test_what_breaks_off_goes_on(home: Home, server: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "_FIRST_S", 0.001)
    weights = server.repositories[NAMES[1]].commits[server.repositories[NAMES[1]].newest][DATA].sha256
    server.cdn_faults.append(Fault(kind="reset", path=weights, at=DATA_BYTES // 3))
    hub = make_hub(home, server)
    assert len(fetch(hub, *NAMES)) == 2
    hub.close()


def test_whoever_gives_up_keeps_what_is_installed(home: Home, server: HubServer) -> None:
    hub = make_hub(home, server)
    download = PackDownload(hub, "pack:text", NAMES, inspector=Trusting(), arrived=lambda _: download.stop())
    with pytest.raises((Cancelled, HubUnreachable)):
        download.run()
    assert here(home) == {NAMES[0]}
    assert [pending.repo for pending in pending_downloads(home)] == [NAMES[1]]
    hub.close()


def test_a_disk_without_room_for_all_is_noticed_first(
    home: Home, server: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(folder: object, size_bytes: int) -> None:
        if size_bytes > 1.5 * DATA_BYTES:
            raise StorageFull(folder=str(folder))

    monkeypatch.setattr(pack, "check_room", full)
    hub = make_hub(home, server)
    with pytest.raises(StorageFull):
        fetch(hub, *NAMES)
    assert not server.fetched("cdn")
    assert not pending_downloads(home)
    hub.close()


def test_packs_have_names() -> None:
    assert pack_named("pack:text") == "text"
    assert pack_named("owner/name") == ""
    with pytest.raises(PackUnknown):
        pack_named("pack:none")
