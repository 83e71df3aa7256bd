"""Nothing leaves this computer: the whole program at work where every call is watched and no network answers.

`ILHA_OFFLINE_SECONDS=75` has it work for so long; else each task runs once.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

import psutil
import pytest
import soundfile

from desktop.core.model import ModelState
from desktop.state.models import ModelShelf
from desktop.state.paths import Home
from desktop.worker.client import EngineClient
from tests.e2e import tour
from tests.e2e.conftest import needs
from tests.e2e.programs import PATIENCE_S, ROOT, SAMPLES, CommandLine, environment, listing
from tests.hub_server.repository import repository_of
from tests.hub_server.server import HubServer
from tests.unit.hub.folders import text_folder

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the wall is Linux's")

SECONDS = float(os.environ.get("ILHA_OFFLINE_SECONDS", "0"))
HANGS = 'ip link set lo up && ip route add default dev lo && ip -6 route add default dev lo && exec "$@"'
"""A network on which whatever is sent gets lost."""
MAY_HOLD_IT = {"history", "artifacts", "pasted", "exports", "chats", "documents", "watches"}
"""Places of a home that are there for what people work on; see also `index`, which nobody uses here."""

_OPENED = re.compile(r"^socket\(AF_(?:INET6?|PACKET|NETLINK|VSOCK|BLUETOOTH).*= \d+", re.MULTILINE)
_REACHED = re.compile(r"^(?:connect|sendto|sendmsg|sendmmsg|bind)\(.*AF_(?:INET|PACKET)", re.MULTILINE)
_REFUSED = re.compile(r"^socket\(AF_INET6?,.*= -1 EPERM", re.MULTILINE)
_TELLTALE = re.compile(r"onnx|microsoft|telemetry|device.?id|huggingface|QtProject", re.IGNORECASE)


@pytest.fixture
def cut_off() -> list[str]:
    """What a command is put behind to have no network at all."""
    needs("unshare")
    way = ["unshare", "--map-root-user", "--net"]
    if subprocess.run([*way, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this kernel makes no network namespaces for everybody")
    return way


@pytest.fixture
def hanging(cut_off: list[str]) -> list[str]:
    """The same with a network that swallows everything."""
    needs("ip")
    way = [*cut_off, "sh", "-c", HANGS, "sh"]
    if subprocess.run([*way, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this kernel has no routes in a network namespace")
    return way


@dataclass(frozen=True, kw_only=True)
class Traveller:
    """Somebody whose program goes on a tour, with folders that nothing else writes to."""

    folder: Path

    @property
    def home(self) -> Home:
        return Home(root=self.folder / "home", models=self.folder / "home" / "models")

    def go(self, way: list[str], *command: object, private: bool = False) -> tuple[dict[str, Any], list[str]]:
        """Return what a command of Python reports, and what each process and thread asked of the network."""
        calls, places = self.folder / "calls", [self.folder / name for name in ("user", "temporary", "calls")]
        for place in places:
            place.mkdir()
        self.home.root.mkdir(mode=0o700)
        # One thread: the others of onnxruntime spend their time in calls that strace has to look at.
        self.home.settings.write_text(json.dumps({"version": 1, "threads": 1, "private": private}))
        self.home.settings.chmod(0o600)
        variables = environment(places[0], self.home.root, TMPDIR=str(places[1]), QT_QPA_PLATFORM="offscreen")
        assert not {"CI", "ORT_DISABLE_TELEMETRY", "HF_HUB_OFFLINE"} & variables.keys()
        watched = ["strace", "-ff", "-qq", "-e", "trace=%network", "-e", "signal=none", "-o", str(calls / "call")]
        done = subprocess.run(
            [*way, *watched, sys.executable, *map(str, command)],
            check=False,
            cwd=ROOT,
            env=variables,
            capture_output=True,
            text=True,
            timeout=SECONDS + 10 * PATIENCE_S,
            umask=0o022,
        )
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        return json.loads(done.stdout), [path.read_text("utf-8", "replace") for path in sorted(calls.iterdir())]


@pytest.fixture
def traveller(tmp_path: Path) -> Traveller:
    return Traveller(folder=tmp_path)


def marked_files(folder: Path, strip: Path, mark: str) -> list[Path]:
    """Return a text, a table, a picture and a recording whose names hold the mark, and the words in them as well."""
    folder.mkdir()
    text = folder / f"{mark} letter.txt"
    text.write_text(f"{(SAMPLES / 'letter.txt').read_text('utf-8')}\n{mark}\n", encoding="utf-8")
    picture = Path(shutil.copy(strip, folder / f"{mark} strip.png"))
    table = folder / f"{mark} list.csv"
    table.write_text(f"comment\nThe ferry was late.\nWhat a fine harbour, {mark}!\n", encoding="utf-8")
    samples, rate = soundfile.read(SAMPLES / "reading.ogg")
    soundfile.write(folder / f"{mark} voice.wav", samples[: 3 * rate], rate)
    broken = folder / f"{mark} broken.png"
    broken.write_bytes(picture.read_bytes()[:2000])
    return [text, table, picture, folder / f"{mark} voice.wav", broken]


def where(mark: str, *folders: Path) -> list[Path]:
    """Return what holds the mark, in its name or in its content, whichever way it is written there."""
    forms = [mark.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-32-le")]
    found = []
    for path in (path for folder in folders for path in folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        if mark in path.name or any(form in content for form in forms):
            found.append(path)
    return found


@pytest.mark.usefixtures("traced")
def test_every_page_and_task_at_work_asks_the_network_for_nothing(
    traveller: Traveller, hanging: list[str], strip: Path
) -> None:
    mark = f"mark{secrets.token_hex(8)}"
    files = marked_files(traveller.folder / "files", strip, mark)
    watched = traveller.folder / "watched"
    watched.mkdir()
    shutil.copy(strip, watched / f"{mark} page.png")
    report, asked = traveller.go(hanging, tour.__file__, SECONDS, watched, *files)
    home = traveller.home
    ready = {model.spec.task for model in ModelShelf(home).all() if model.state is ModelState.READY}
    assert len(report["pages"]) > 10
    assert {"ocr", "text-classification", "image-classification", "translation"} <= report["tasks"].keys()
    assert {"recipe:reviews", "recipe:scan", "recipe:recording"} <= report["tasks"].keys()
    assert report["chat"] == ["done", "done"]
    assert [path.name for path in (traveller.folder / "results").iterdir()] == [f"{mark} page-ocr.txt"]
    assert ready - {"voice-activity-detection"} <= report["tasks"].keys()
    assert {state for states in report["tasks"].values() for state in states} == {"done", "failed"}, "one was broken"
    assert all("done" in states for states in report["tasks"].values())

    assert [one for one in asked if _OPENED.search(one) or _REACHED.search(one)] == []
    assert [one for one in asked if _REFUSED.search(one)], "the engine tried its wall"
    control = calls_of_control(traveller.folder / "control", hanging)
    assert any(_OPENED.search(one) and _REACHED.search(one) for one in control), "who asks is seen"

    assert not home.ledger.exists()
    user = listing(traveller.folder / "user")
    assert not [path for path in user if _TELLTALE.search(path)]
    places = [path for name, path in home.places().items() if name not in MAY_HOLD_IT]
    elsewhere = [traveller.folder / "user", traveller.folder / "temporary", *(path for path in places if path.is_dir())]
    assert where(mark, *elsewhere) == []
    assert [path for path in places if path.is_file() and mark.encode() in path.read_bytes()] == []
    assert home.history in where(mark, home.root), "the search for it works"
    log = (home.logs / "window.log").read_text("utf-8")
    assert "uncaught" in log
    assert "ValueError" in log
    assert not list(home.work.glob("*/*"))

    assert open_to_others(home.root) == []


def open_to_others(folder: Path) -> list[Path]:
    """Return what other users of this computer may read or change."""
    return [path for path in (folder, *folder.rglob("*")) if path.lstat().st_mode & 0o077]


def calls_of_control(folder: Path, way: list[str]) -> list[str]:
    """Return the calls of a program that reaches for the network, watched in the same way."""
    folder.mkdir()
    code = "import socket\nwith socket.socket() as one:\n one.settimeout(0.1)\n one.connect_ex(('192.0.2.1', 80))"
    watched = ["strace", "-ff", "-qq", "-e", "trace=%network", "-e", "signal=none", "-o", str(folder / "call")]
    subprocess.run([*way, *watched, sys.executable, "-I", "-c", code], check=True, timeout=PATIENCE_S)
    return [path.read_text("utf-8", "replace") for path in folder.iterdir()]


@pytest.mark.usefixtures("traced")
def test_a_window_that_leaves_no_trace_leaves_none_where_there_is_no_network_at_all(
    traveller: Traveller, cut_off: list[str]
) -> None:
    report, asked = traveller.go(cut_off, tour.__file__, 0, private=True)
    assert len(report["pages"]) > 10
    assert [one for one in asked if _OPENED.search(one) or _REACHED.search(one)] == []
    home = traveller.home
    assert {path for path in home.root.rglob("*") if path.is_file()} == {home.settings}
    assert where(tour.PASTED, traveller.folder / "user", traveller.folder / "temporary") == []


@pytest.mark.usefixtures("traced")
def test_the_command_line_asks_the_network_for_nothing(traveller: Traveller, cut_off: list[str]) -> None:
    answer, asked = traveller.go(cut_off, "-m", "desktop", "run", "auto", SAMPLES / "letter.txt", "--json")
    assert answer["result"]["kind"] == "labels"
    assert sum(bool(_REFUSED.search(one)) for one in asked) == 1, "the engine tried its wall, and it alone"
    assert [one for one in asked if _OPENED.search(one) or _REACHED.search(one)] == []


def test_the_ledger_counts_what_a_server_counts_and_models_are_ours_alone(ilha: CommandLine, tmp_path: Path) -> None:
    with HubServer() as server:
        server.add(repository_of(text_folder(tmp_path / "words"), "isle/words", pipeline_tag="text-classification"))
        ilha.home.mkdir(mode=0o700)
        (ilha.home / "settings.json").touch(mode=0o600)
        (ilha.home / "settings.json").write_text(json.dumps({"version": 1, "hub": server.url}))
        assert ilha("models", "download", "isle/words", "--yes").status == 0
        told = ilha("privacy", "--json").only
        assert (told["sent_bytes"], told["received_bytes"]) == (server.counts.got, server.counts.body)
        assert told["requests"] == len(server.asked)
    assert ilha("models", "export", "isle/words", "--out", ilha.desk / "words.kit").status == 0
    assert ilha("models", "remove", "isle/words", "--yes").status == 0
    assert ilha("models", "import", ilha.desk / "words.kit").status == 0
    assert ilha("models", "import", tmp_path / "words", "--id", "mine").status == 0
    assert open_to_others(ilha.home) == []


# --- ways past the wall ----------------------------------------------------------------------------------------------


def test_an_engine_inherits_nothing_that_leads_outside(home: Home, tmp_path: Path) -> None:
    client = EngineClient(home.work)
    with socket.create_server(("127.0.0.1", 0)) as server, (tmp_path / "open").open("wb") as file:
        for held in (server.fileno(), file.fileno()):
            os.set_inheritable(held, True)
        ours = {os.fstat(held).st_ino for held in (server.fileno(), file.fileno())}
        client.start()
        try:
            while client.ready is None:
                assert wait(client.waitables, PATIENCE_S), "the engine gave no answer"
                client.collect()
            engine = psutil.Process(client.pid)
            assert engine.net_connections("inet") == []
            inherited = set()
            for opened in Path(f"/proc/{client.pid}/fd").iterdir():
                with contextlib.suppress(FileNotFoundError):
                    inherited.add(opened.stat().st_ino)
            assert not ours & inherited
        finally:
            client.stop()


@pytest.mark.parametrize("walled", [True, False])
def test_no_program_of_the_system_gets_out_either(tmp_path: Path, walled: bool) -> None:
    needs("curl")
    work = tmp_path / "work"
    work.mkdir()
    with HubServer() as server:
        through = [sys.executable, "-m", "desktop", "--behind-the-wall", str(work), "--"] if walled else []
        command = [*through, "curl", "--silent", "--max-time", "5", f"{server.url}/api/models"]
        done = subprocess.run(
            command, check=False, cwd=ROOT, env=environment(tmp_path), capture_output=True, timeout=60
        )
        assert (done.returncode == 0) is not walled
        assert bool(server.asked) is not walled
