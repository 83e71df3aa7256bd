"""The converter as a program: its last line, its exit status, and an end that leaves nothing behind."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.unit.converter.bert import WEIGHTS, write_bert

CONVERTER = Path(__file__).resolve().parents[3] / "desktop" / "converter"
PATIENCE_S = 60.0


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run it without its libraries: they are not needed to refuse a folder."""
    command = [sys.executable, "-I", str(CONVERTER), *map(str, arguments)]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=PATIENCE_S)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("model",), "--out"),
        (("nowhere", "--out", "out"), "nowhere is no folder"),
        (("model", "--out", "model"), "model is not empty"),
        (("model", "--out", "model/config.json"), "cannot be made"),
        (("model", "--out", "model/config.json/out"), "cannot be made"),
    ],
)
def test_a_wrong_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str) -> None:
    monkeypatch.chdir(tmp_path)
    write_bert(tmp_path / "model")
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("task", "config", "said"),
    [
        ("", {"architectures": ["Other"]}, "“Other”"),
        ("", {"architectures": "BertForSequenceClassification"}, "no architecture"),
        ("", {"architectures": [7]}, "no architecture"),
        ("dancing", {}, "“dancing”"),
    ],
)
def test_a_folder_is_refused_without_the_libraries(
    tmp_path: Path, task: str, config: dict[str, Any], said: str
) -> None:
    folder = write_bert(tmp_path / "model", **config)
    done = run(folder, "--out", tmp_path / "out", *(["--task", task] if task else []))
    *_, last = (json.loads(line) for line in done.stdout.splitlines())
    assert (done.returncode, last["event"], last["code"]) == (1, "failed", "model-incompatible")
    assert said in last["message"]
    assert last["hint"]
    assert not list((tmp_path / "out").iterdir())


def test_shapes_that_are_none_are_a_torn_file(tmp_path: Path) -> None:
    folder = write_bert(tmp_path / "model")
    header = json.dumps({"w": {"dtype": "F32", "shape": ["x"], "data_offsets": [0, 4]}}).encode()
    (folder / WEIGHTS).write_bytes(len(header).to_bytes(8, "little") + header + bytes(4))
    done = run(folder, "--out", tmp_path / "out")
    last = json.loads(done.stdout.splitlines()[-1])
    assert last["code"] == "model-incomplete"
    assert WEIGHTS in last["message"]


WAITS = """
import ctypes, pathlib, sys
sys.path.insert(0, {root!r})
from desktop.converter import ending
out = pathlib.Path({out!r})
ending.watch(out, tied=True)
(out / "scratch").mkdir()
(out / "scratch" / "half").touch()
(out / "link").symlink_to({kept!r})
print("ready", flush=True)
ctypes.CDLL(None).sleep(600)  # native code, from which Python does not come back to look for signals
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")
@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM, None])
def test_it_ends_at_once_and_leaves_an_empty_folder(tmp_path: Path, way: signal.Signals | None) -> None:
    out, kept = tmp_path / "out", tmp_path / "kept"
    for folder in (out, kept):
        folder.mkdir()
    (kept / "mine").touch()
    code = WAITS.format(root=str(CONVERTER.parents[1]), out=str(out), kept=str(kept))
    process = subprocess.Popen([sys.executable, "-I", "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline() == b"ready\n"
        if way is None:
            process.stdin.close()
        else:
            process.send_signal(way)
        status = process.wait(PATIENCE_S)
    assert status == (1 if way is None else 128 + way)
    assert not list(out.iterdir())
    assert (kept / "mine").exists(), "what a link leads to is not its own"
