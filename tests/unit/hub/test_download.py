"""Downloads that are killed, doubled, out of room, or not what they seem; at last with the real engine."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pytest

from desktop.core.errors import Cancelled, ConverterMissing, IlhaError, ModelExists, ModelIncompatible, StorageFull
from desktop.core.model import ModelState
from desktop.core.network import HubDeclined
from desktop.core.usage import ModelVariantUnknown
from desktop.hub import staging
from desktop.hub.download import Download
from desktop.hub.importing import REPLACED
from desktop.hub.pending import FOLDER, pending_downloads
from desktop.state.holds import in_use
from desktop.state.models import MANIFEST, ModelShelf
from desktop.state.paths import Home
from tests.hub_server.faults import Fault
from tests.hub_server.repository import Repository, repository_of
from tests.unit.hub.folders import CONFIG, text_folder, text_graph, tokenizer_json
from tests.unit.hub.network import DATA, WORDS, download, files_of, ledger, make_hub, words_files
from tests.unit.hub.test_transfer import check_nothing_installed, check_whole
from tests.unit.hub.victim import DONE, ELSEWHERE

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.hub.client import Hub
    from desktop.hub.pace import DownloadProgress
    from desktop.worker.inspector import EngineInspector
    from tests.hub_server.server import HubServer

KILLS = 50


class Victim:
    """The program that is killed."""

    def __init__(self, home: Home, server: HubServer) -> None:
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.unit.hub.victim", str(home.root), server.url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._program as program:
            assert program.stdin is not None
            program.stdin.close()

    def begin(self, seconds: float | None) -> None:
        assert self._program.stdin is not None
        print("" if seconds is None else seconds, file=self._program.stdin, flush=True)

    def end(self) -> int:
        assert self._program.stdout is not None
        return int(self._program.stdout.readline())


def test_it_is_killed_fifty_times_and_nothing_is_lost(home: Home, server: HubServer) -> None:
    chance, kills = random.Random(20), 0
    server.cdn_faults.append(Fault(kind="slow", at=30_000, pause_s=0.01, times=None))
    with Victim(home, server) as victim:
        for limit_s in (None, 60):  # how long one takes that is not killed, once everything is imported
            began = time.monotonic()
            victim.begin(limit_s)
            assert victim.end() == DONE
            whole_s = time.monotonic() - began
            shutil.rmtree(home.models / "isle")
        while kills < KILLS:
            victim.begin(chance.uniform(0.0, min(1.1 * whole_s, 3.0)))
            status = victim.end()
            if status == DONE:
                check_whole(home, ModelShelf(home).get(WORDS))
                shutil.rmtree(home.models / "isle")
                continue
            assert status == -signal.SIGKILL
            kills += 1
            for model in ModelShelf(home).all():
                assert model.state is ModelState.READY, "what is there at all is whole"
        victim.begin(60)
        assert victim.end() == DONE
    check_whole(home, ModelShelf(home).get(WORDS))
    assert len([entry for entry in ledger(home) if entry.received_bytes < 0]) > 0


def test_two_programs_do_not_fetch_the_same(home: Home, hub: Hub, server: HubServer) -> None:
    server.cdn_faults.append(Fault(kind="stall", path=".", at=1000, times=1))
    with Victim(home, server) as victim:
        victim.begin(60)
        assert server.struck.wait(30)
        with pytest.raises(IlhaError) as caught:
            download(hub)
        assert caught.value.code == "download-elsewhere"
        server.released.set()
        assert victim.end() == DONE
        check_whole(home, ModelShelf(home).get(WORDS))
        victim.begin(60)
        assert victim.end() == DONE, "it is there already"
    assert ELSEWHERE != DONE


def test_a_no_takes_nothing_away_that_has_arrived(home: Home, hub: Hub, server: HubServer) -> None:
    def stop(progress: DownloadProgress) -> None:
        if progress.phase == "inspect":
            raise Cancelled

    with pytest.raises(Cancelled):
        download(hub, report=stop)
    other = make_hub(home, server, yes=False, ask=lambda question: question.proposal is None)
    for revision in ("", server.repositories[WORDS].newest, "main"):
        with pytest.raises(HubDeclined):
            download(other, revision=revision)
        (pending,) = pending_downloads(home)
        assert pending.arrived_bytes == pending.size_bytes
    other.close()


# --- room ------------------------------------------------------------------------------------------------------------


def test_no_room_is_said_before_anything_is_fetched(
    home: Home, hub: Hub, server: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "SPARE_BYTES", 1 << 60)
    with pytest.raises(StorageFull):
        download(hub)
    assert not server.fetched("cdn")
    assert not pending_downloads(home)
    check_nothing_installed(home)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root may mount")
def test_a_disk_that_fills_up_keeps_what_has_arrived(
    home: Home, server: HubServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = tmp_path / "small"
    small.mkdir()
    monkeypatch.setattr(staging, "SPARE_BYTES", -(1 << 30))
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(small)], check=False)
    if mounted.returncode:
        pytest.skip("nothing can be mounted here")
    there = Home(root=home.root, models=small)
    hub = make_hub(there, server)
    try:
        with pytest.raises(StorageFull):
            download(hub)
        check_nothing_installed(there)
        (pending,) = pending_downloads(there)
        assert pending.arrived_bytes > 100_000
        subprocess.run(["mount", "-o", "remount,size=4m", str(small)], check=True)
        server.asked.clear()
        check_whole(there, download(hub))
        assert [asked.headers.get("range") for asked in server.asked if asked.port == "cdn"] != [None]
    finally:
        hub.close()
        subprocess.run(["umount", str(small)], check=True)


# --- what is there already -------------------------------------------------------------------------------------------


def test_the_same_again_changes_nothing_and_fetches_nothing(home: Home, hub: Hub, server: HubServer) -> None:
    model = download(hub)
    before = files_of(home.models)
    server.asked.clear()
    assert download(hub) == model
    assert files_of(home.models) == before
    assert not server.fetched("cdn")


def test_a_newer_one_takes_the_place_of_the_old(home: Home, hub: Hub, server: HubServer) -> None:
    old = download(hub)
    newer = {**words_files(), DATA: bytes(8) + b"newer" * 1000}
    commit = server.repositories[WORDS].commit(newer)
    model = download(hub)
    assert model.spec.revision == commit != old.spec.revision
    assert (model.folder / DATA).read_bytes() == newer[DATA]
    assert [found.spec.id for found in ModelShelf(home).all()].count(WORDS) == 1
    assert not (home.models / FOLDER).exists() or not any((home.models / FOLDER).iterdir())
    assert download(hub, revision=old.spec.revision).spec.revision == old.spec.revision


def test_what_did_not_change_is_not_fetched_again(home: Home, hub: Hub, server: HubServer) -> None:
    old = download(hub)
    commit = server.repositories[WORDS].commit({**words_files(), "tokenizer_config.json": b"{}"})
    server.asked.clear()
    model = download(hub)
    assert model.spec.revision == commit
    assert not server.fetched("cdn")
    assert (model.folder / DATA).read_bytes() == words_files()[DATA]
    (model.folder / DATA).write_bytes(bytes(len(words_files()[DATA])))  # on the disk, and nobody noticed
    server.repositories[WORDS].commit({**words_files(), "tokenizer_config.json": b"{ }"})
    assert (download(hub).folder / DATA).read_bytes() == words_files()[DATA]
    assert old.folder == model.folder


def test_an_older_one_is_there_until_the_newer_is(home: Home, hub: Hub, server: HubServer) -> None:
    old = download(hub)
    server.repositories[WORDS].commit({**words_files(), DATA: b"new" * 1000})
    server.cdn_faults.append(Fault(kind="flipped", times=None))
    with pytest.raises(IlhaError, match="damaged"):
        download(hub)
    assert ModelShelf(home).get(WORDS) == old


def test_one_that_was_about_to_be_replaced_comes_back(home: Home, hub: Hub, server: HubServer) -> None:
    old = download(hub)
    server.repositories[WORDS].commit({**words_files(), DATA: b"new" * 1000})

    def stop(progress: DownloadProgress) -> None:
        if progress.phase == "try":
            raise Cancelled

    with pytest.raises(Cancelled):
        download(hub, report=stop)
    (pending,) = pending_downloads(home)
    old.folder.rename(pending.folder.with_name(f"files{REPLACED}"))  # and here it was killed
    assert not old.folder.exists()
    pending_downloads(home)
    assert ModelShelf(home).get(WORDS) == old


def test_a_model_in_use_is_not_replaced(home: Home, hub: Hub, server: HubServer) -> None:
    old = download(hub)
    server.repositories[WORDS].commit({**words_files(), DATA: b"new" * 1000})
    with in_use([old.folder]), pytest.raises(IlhaError) as caught:
        download(hub)
    assert caught.value.code == "model-in-use"
    assert ModelShelf(home).get(WORDS) == old
    server.asked.clear()
    assert download(hub).spec.revision != old.spec.revision
    assert not server.fetched("cdn"), "it had arrived"


# --- variants and other kinds ----------------------------------------------------------------------------------------


def test_only_the_files_of_one_variant_are_fetched(home: Home, hub: Hub, server: HubServer) -> None:
    graphs = {f"onnx/{name}.onnx": text_graph() for name in ("model", "model_quantized", "model_q4")}
    files = {
        **words_files(),
        **graphs,
        "pytorch_model.bin": b"pickle",
        "run.py": b"",
        "libx.so": b"",
        "x/y.json": b"{}",
    }
    server.repositories[WORDS].commit(files)
    for variant, graph in ((None, "model_quantized"), ("q4", "model_q4")):
        model = download(hub, variant=variant)
        found = [path for path in files_of(model.folder) if path.startswith("onnx/")]
        assert found == [f"onnx/{graph}.onnx"]
        assert not {"pytorch_model.bin", "run.py", "libx.so", "x/y.json"} & files_of(model.folder).keys()
    with pytest.raises(ModelVariantUnknown) as caught:
        download(hub, variant="q2")
    assert caught.value.arguments["variants"] == "q8, fp32, q4"
    check = [path for path in server.fetched() if path.endswith((".bin", ".py", ".so"))]
    assert not check
    assert ModelShelf(home).get(WORDS).spec.variant == "q4"


def test_a_repository_that_cannot_be_used_costs_nothing(home: Home, hub: Hub, server: HubServer) -> None:
    repository = Repository(id="isle/old", about={"pipeline_tag": "text-classification"})
    repository.commit({"pytorch_model.bin": b"pickle" * 5000, "config.json": b"{}"})
    server.add(repository)
    with pytest.raises(ModelIncompatible, match="pickle"):
        download(hub, "isle/old")
    assert not server.fetched("cdn")
    assert not (home.models / FOLDER).exists()


def test_what_is_no_model_of_ours_is_told_before_anything_is_fetched(home: Home, hub: Hub, server: HubServer) -> None:
    diary = home.models / WORDS / "diary.txt"
    diary.parent.mkdir(parents=True)
    diary.write_text("mine", encoding="utf-8")
    with pytest.raises(ModelExists):
        download(hub)
    assert not server.fetched("cdn")
    assert not pending_downloads(home)
    assert diary.read_text(encoding="utf-8") == "mine"


def test_hostile_names_never_become_files(home: Home, hub: Hub, server: HubServer) -> None:
    hostile = ("../evil/1_Pooling/config.json", "/etc/x.onnx", "..\\evil.json", "onnx/../../evil.onnx", "con/x.json")
    server.repositories[WORDS].commit({**words_files(), **dict.fromkeys(hostile, b"evil")})
    with pytest.raises(IlhaError) as caught:
        download(hub)
    assert caught.value.code == "repository-unsafe"
    assert not list(home.root.rglob("*evil*"))
    check_nothing_installed(home)


def test_a_plan_that_somebody_altered_is_no_plan(home: Home, hub: Hub) -> None:
    def stop(progress: DownloadProgress) -> None:
        if progress.phase == "inspect":
            raise Cancelled

    with pytest.raises(Cancelled):
        download(hub, report=stop)
    (pending,) = pending_downloads(home)
    plan = pending.place / "plan.json"
    plan.write_text(plan.read_text().replace("config.json", "../../evil.json"))
    assert not pending_downloads(home)
    plan.write_text("{")
    assert not pending_downloads(home)


class Copying:
    """A converter that takes no time."""

    def __init__(self, graph: bytes) -> None:
        self._graph = graph
        self.asked: list[str] = []

    def check(self) -> None:
        """Be there."""

    def convert(self, folder: Path, out: Path, task: str, report: Callable[[int, int], None]) -> None:
        assert (folder / "model.safetensors").read_bytes() == b"weights" * 100
        self.asked.append(task)
        report(1, 2)
        shutil.copytree(folder, out, ignore=shutil.ignore_patterns("*.safetensors"))
        (out / "onnx").mkdir()
        (out / "onnx" / "model.onnx").write_bytes(self._graph)


def test_what_has_no_graph_is_converted_here(home: Home, hub: Hub, server: HubServer) -> None:
    repository = Repository(id="isle/torch", about={"pipeline_tag": "text-classification", "tags": ["license:mit"]})
    config = json.dumps(CONFIG).encode()
    tokenizer = tokenizer_json().encode()
    repository.commit({"model.safetensors": b"weights" * 100, "config.json": config, "tokenizer.json": tokenizer})
    server.add(repository)
    with pytest.raises(ConverterMissing):
        download(hub, "isle/torch")
    assert not server.fetched("cdn")
    converter = Copying(text_graph())
    model = download(hub, "isle/torch", converter=converter)
    assert converter.asked == ["text-classification"]
    assert set(files_of(model.folder)) == {"config.json", "tokenizer.json", "onnx/model.onnx", MANIFEST}
    assert (model.spec.repo, model.spec.revision, model.spec.licence) == ("isle/torch", repository.newest, "MIT")
    assert download(hub, "isle/torch", converter=converter) == model
    assert len(converter.asked) == 1
    assert not any((home.models / FOLDER).iterdir())


# --- with the real engine --------------------------------------------------------------------------------------------


def test_what_arrives_is_looked_into_and_tried(
    home: Home, hub: Hub, server: HubServer, inspector: EngineInspector, tmp_path: Path
) -> None:
    server.add(repository_of(text_folder(tmp_path / "good"), "isle/good", pipeline_tag="text-classification"))
    model = Download(hub, "isle/good", inspector=inspector).run()
    assert model.spec.measured["seconds_per_input"] > 0
    assert ModelShelf(home).choose("text-classification", "isle/good") == model


@pytest.mark.parametrize(
    "graph",
    [
        text_graph(elsewhere={"slope": "../../secrets.data"}),
        text_graph(elsewhere={"slope": "missing.data"}),
        text_graph()[:-40],
    ],
    ids=["data outside", "data missing", "cut off"],
)
def test_a_model_that_does_not_work_leaves_nothing(
    home: Home, hub: Hub, server: HubServer, inspector: EngineInspector, tmp_path: Path, graph: bytes
) -> None:
    server.add(
        repository_of(text_folder(tmp_path / "bad", model=graph), "isle/bad", pipeline_tag="text-classification")
    )
    with pytest.raises(IlhaError) as caught:
        Download(hub, "isle/bad", inspector=inspector).run()
    assert caught.value.code in {"model-incompatible", "model-incomplete"}
    check_nothing_installed(home)
    assert not pending_downloads(home)
