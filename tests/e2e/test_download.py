"""`ilha models search | info | download` as somebody types it, against a server that speaks as the Hub does."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.state.catalogue import pack
from desktop.state.paths import Home
from tests.e2e import programs
from tests.e2e.programs import PATIENCE_S, CommandLine, environment, listing, until
from tests.hub_server.faults import Fault
from tests.hub_server.repository import Repository, repository_of
from tests.hub_server.server import TOKEN, HubServer
from tests.unit.converter.bert import SMALL, write_bert
from tests.unit.hub.folders import text_folder, text_graph, write
from tests.unit.hub.network import ledger

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest.importorskip("pty")

WORDS = "isle/words"
DATA_BYTES = 2_000_000
KEYRING = """
import json, pathlib
from keyring.backend import KeyringBackend

PLACE = pathlib.Path({kept!r})

class Kept(KeyringBackend):
    priority = 1

    def _all(self):
        return json.loads(PLACE.read_text()) if PLACE.exists() else {{}}

    def get_password(self, service, name):
        return self._all().get(service + name)

    def set_password(self, service, name, password):
        PLACE.write_text(json.dumps(self._all() | {{service + name: password}}))

    def delete_password(self, service, name):
        PLACE.write_text(json.dumps({{key: word for key, word in self._all().items() if key != service + name}}))
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[HubServer]:
    folder = text_folder(tmp_path / "words", model=text_graph(elsewhere={"slope": "model.onnx_data"}))
    write(folder, {"onnx/model.onnx_data": bytes(DATA_BYTES)})
    about = {"pipeline_tag": "text-classification", "tags": ["onnx", "license:mit"], "downloads": 7}
    with HubServer() as server:
        server.add(repository_of(folder, WORDS, **about))
        yield server


@pytest.fixture
def ilha(tmp_path: Path, server: HubServer) -> CommandLine:
    made = CommandLine.below(tmp_path / "somebody")
    made.home.mkdir()
    (made.home / "settings.json").write_text(json.dumps({"version": 1, "hub": server.url}))
    return made


def test_nothing_is_sent_without_a_terminal_and_without_yes(ilha: CommandLine, server: HubServer) -> None:
    for command in (("search", "words"), ("info", WORDS), ("download", WORDS)):
        answer = ilha("models", *command, "--json")
        assert answer.status == 1
        said = answer.only.get("error", answer.only)
        assert said["code"] == "hub-offline"
        assert server.host in said["message"]
    assert ilha("models", "search", "words", "--yes", "--offline").status == 1
    assert not server.asked


def test_search_and_info_say_what_they_should(ilha: CommandLine, server: HubServer) -> None:
    found = ilha("models", "search", "words", "--yes", "--json")
    assert found.only == {
        "id": WORDS,
        "task": "text-classification",
        "downloads": 7,
        "licence": "MIT",
        "gated": False,
    }
    info = ilha("models", "info", f"{server.url}/{WORDS}", "--yes", "--json").only
    assert set(info) == {"id", "revision", "task", "runs", "reason", "variants", "licences", "warnings"}
    assert (info["id"], info["runs"], info["reason"], info["warnings"]) == (WORDS, True, "", [])
    (variant,) = info["variants"]
    assert variant["name"] == "fp32"
    assert "onnx/model.onnx_data" in variant["files"]
    assert variant["memory_bytes"] > variant["size_bytes"] > DATA_BYTES
    assert info["licences"] == [{"id": WORDS, "licence": "Apache-2.0"}]
    text = ilha("models", "info", WORDS, "--yes").out
    assert "runs      yes" in text


def test_what_will_not_run_says_why(ilha: CommandLine, server: HubServer) -> None:
    server.add(made := Repository(id="isle/old", about={"pipeline_tag": "text-classification"}))
    made.commit({"pytorch_model.bin": b"pickle", "config.json": b"{}"})
    info = ilha("models", "info", "isle/old", "--yes", "--json").only
    assert not info["runs"]
    assert "pickle" in info["reason"]
    assert info["warnings"] == ["no-licence", "pickle-only"]
    answer = ilha("models", "download", "isle/old", "--yes", "--json")
    assert (answer.status, answer.only["event"], answer.only["code"]) == (1, "failed", "model-incompatible")
    answer = ilha("models", "download", "nonsense", "--yes", "--json")
    assert (answer.status, answer.only["code"]) == (2, "repository-unnamed")


def test_a_model_is_downloaded_with_faults_on_and_runs(ilha: CommandLine, server: HubServer) -> None:
    server.cdn_faults += [Fault(kind="reset", at=600_000), Fault(kind="flipped"), Fault(kind="status", at=503)]
    answer = ilha("models", "download", WORDS, "--yes", "--json")
    assert answer.status == 0, answer.err
    *steps, last = answer.objects
    assert all(set(step) == {"event", "path", "done", "total", "bytes_per_s"} for step in steps)
    assert {step["event"] for step in steps} == {"progress"}
    done = {step["path"]: step["done"] == step["total"] for step in steps}
    assert done
    assert all(done.values())
    assert (last["event"], last["id"], last["variant"]) == ("installed", WORDS, "fp32")
    assert listing(ilha.home / "models") >= {WORDS, f"{WORDS}/manifest.json", f"{WORDS}/onnx/model.onnx_data"}
    assert not list((ilha.home / "models").rglob("*.part"))
    run = ilha("run", "text-classification", "-", "--model", WORDS, "--json", stdin=b"words")
    assert run.status == 0, run.err
    assert run.only["model"] == WORDS
    listed = {model["id"]: model["state"] for model in ilha("models", "list", "--json").objects}
    assert listed[WORDS] == "ready"


def test_every_request_is_in_the_ledger(ilha: CommandLine, server: HubServer) -> None:
    ilha("models", "download", WORDS, "--yes")
    ilha("models", "search", "x", "--offline")

    entries = ledger(Home(root=ilha.home, models=ilha.home / "models"))
    assert len(entries) == len(server.asked) + 1
    assert entries[-1].decision == "refused-offline"
    assert {entry.decision for entry in entries[:-1]} == {"allowed-by-yes"}


def test_a_killed_command_goes_on_where_it_was(ilha: CommandLine, server: HubServer) -> None:
    server.cdn_faults.append(Fault(kind="slow", path=_data(server), at=100_000, pause_s=0.1))
    command = [sys.executable, "-m", "desktop", "models", "download", WORDS, "--yes"]
    variables = environment(ilha.user, ilha.home, HF_ENDPOINT=server.url)
    with subprocess.Popen(command, cwd=ilha.desk, env=variables, stderr=subprocess.DEVNULL) as program:

        def arrived() -> bool:
            parts = list((ilha.home / "models").rglob("*.part"))
            return sum(part.stat().st_size for part in parts) > DATA_BYTES // 4

        until(arrived, "a quarter of it")
        program.send_signal(signal.SIGKILL)
        program.wait(PATIENCE_S)
    server.asked.clear()
    assert ilha("models", "download", WORDS, "--yes").status == 0
    ranges = [
        asked.headers.get("range") for asked in server.asked if asked.port == "cdn" and _data(server) in asked.path
    ]
    assert len(ranges) == 1
    assert ranges[0] is not None
    assert int(ranges[0].removeprefix("bytes=").removesuffix("-")) > DATA_BYTES // 8


def test_a_starter_pack_is_one_question_and_one_command(ilha: CommandLine, server: HubServer) -> None:
    members = [entry.repo_id for entry in pack("chat")]
    commit = server.repositories[WORDS].commits[server.repositories[WORDS].newest]
    for name in members:
        server.add(Repository(id=name, about={"pipeline_tag": "text-classification"}))
        server.repositories[name].commit({path: blob.content for path, blob in commit.items()})
    server.cdn_faults += [Fault(kind="reset", at=600_000), Fault(kind="flipped"), Fault(kind="status", at=503)]
    status, said = ilha.at_a_terminal("models", "download", "pack:chat", answers="y\ny\n")
    assert status == 0, said
    assert said.count("[y/N]") == 2
    assert all(name in said for name in members)
    assert "download pack:chat (" in said
    for name in members:
        run = ilha("run", "text-classification", "-", "--model", name, "--json", stdin=b"words")
        assert run.only["model"] == name, run.err
    again = ilha("models", "download", "pack:chat", "--yes", "--json")
    assert (again.status, again.out) == (0, "")
    wrong = ilha("models", "download", "pack:none", "--yes", "--json")
    assert (wrong.status, wrong.only["code"]) == (2, "pack-unknown")


@pytest.mark.parametrize(("answers", "status"), [("y\ny\n", 0), ("y\nn\n", 1), ("n\n", 1)])
def test_somebody_at_a_terminal_is_asked(ilha: CommandLine, server: HubServer, answers: str, status: int) -> None:
    ended, said = ilha.at_a_terminal("models", "download", WORDS, answers=answers)
    assert ended == status
    assert "[y/N]" in said
    assert server.host in said
    if answers.startswith("n"):
        assert not server.asked
    else:
        assert server.repositories[WORDS].newest in said
        assert "onnx/model.onnx_data" in said
    assert (ilha.home / "models" / WORDS).exists() is (status == 0)
    if status:
        assert not server.fetched("cdn")


def _data(server: HubServer) -> str:
    repository = server.repositories[WORDS]
    return repository.commits[repository.newest]["onnx/model.onnx_data"].sha256


@pytest.mark.skipif(sys.platform != "linux", reason="the wall is Linux's")
def test_what_has_no_graph_is_converted_and_runs(ilha: CommandLine, server: HubServer, tmp_path: Path) -> None:
    folder = write_bert(tmp_path / "torch", SMALL)
    about = {"pipeline_tag": "text-classification", "tags": ["safetensors", "license:mit"]}
    server.add(made := repository_of(folder, "isle/torch", **about))
    info = ilha("models", "info", "isle/torch", "--yes", "--json").only
    assert info["runs"]
    assert info["warnings"] == ["needs-conversion"]
    assert [variant["name"] for variant in info["variants"]] == ["converted"]
    answer = ilha("models", "download", "isle/torch", "--yes", "--json")
    assert answer.status == 0, answer.out + answer.err
    assert answer.objects[-1]["revision"] == made.newest
    installed = listing(ilha.home / "models" / "isle" / "torch")
    assert not [path for path in installed if path.endswith(".safetensors")]
    assert [path for path in installed if path.endswith(".onnx")]
    assert not [path for path in listing(ilha.home / "models") if "files" in path]
    run = ilha("run", "text-classification", "-", "--model", "isle/torch", "--json", stdin=b"words")
    assert run.only["model"] == "isle/torch"


def test_a_token_is_kept_in_a_keyring_or_refused_and_never_repeated(
    ilha: CommandLine, server: HubServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.repositories[WORDS].gated = True
    refused = ilha("models", "token", "--json", stdin=TOKEN.encode())
    assert (refused.status, refused.only["error"]["code"]) == (1, "keyring-missing")
    (tmp_path / "isle_keyring.py").write_text(KEYRING.format(kept=str(tmp_path / "kept.json")))
    monkeypatch.setattr(programs, "environment", partial(environment, PYTHON_KEYRING_BACKEND="isle_keyring.Kept"))
    monkeypatch.setattr(programs, "ROOT", f"{programs.ROOT}{os.pathsep}{tmp_path}")
    kept = ilha("models", "token", "--json", stdin=f"{TOKEN}\n".encode())
    assert kept.only == {"host": server.host, "source": "keyring", "ending": TOKEN[-4:]}
    assert ilha("models", "download", WORDS, "--yes").status == 0
    status, said = ilha.at_a_terminal("models", "token", answers=f"{TOKEN}\n", after="Access token: ")
    assert status == 0, said
    assert TOKEN not in said
    assert ilha("models", "token", "--forget", "--json").only == {"host": server.host, "source": None, "ending": None}
    assert (tmp_path / "kept.json").read_text() == "{}"
    assert not [path for path in ilha.home.rglob("*") if path.is_file() and TOKEN.encode() in path.read_bytes()]
