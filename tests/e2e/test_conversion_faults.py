"""`ilha models convert` where it cannot: behind the wall, with folders that are no model, on a full disk."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.e2e.programs import PATIENCE_S, ROOT, Answer, CommandLine, environment, listing
from tests.unit.converter.bert import LABELS, SMALL, WEIGHTS, safetensors, weights, write_bert

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the wall is Linux's")


def converting(ilha: CommandLine, *arguments: object, limit_bytes: int | None = None, **more: str) -> Answer:
    """Convert with other variables, or where no file may be larger than `limit_bytes`."""

    def confine() -> None:
        import resource

        if limit_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))

    done = subprocess.run(
        [sys.executable, "-m", "desktop", "models", "convert", *map(str, arguments), "--json"],
        check=False,
        cwd=ilha.desk,
        env={**environment(ilha.user, ilha.home), **more},
        capture_output=True,
        timeout=2 * PATIENCE_S,
        preexec_fn=confine,
    )
    return Answer(status=done.returncode, out=done.stdout.decode(), err=done.stderr.decode())


# --- the wall --------------------------------------------------------------------------------------------------------

_PROBE = """\
#!{python} -I
import json, pathlib, socket, sys
sys.path.insert(0, {root!r})
from tests.e2e.wall_probe import attempt, child_opens_socket, open_socket
out = pathlib.Path(sys.argv[sys.argv.index("--out") + 1])
tries = {{
    "inet": lambda: open_socket(socket.AF_INET),
    "unix": lambda: open_socket(socket.AF_UNIX),
    "socket of a child": child_opens_socket,
    "write to the source": lambda: pathlib.Path(sys.argv[1], "x").write_text("x"),
    "write beside the new folder": lambda: out.parent.with_name("beside").write_text("x"),
    "write to the new folder": lambda: (out.mkdir(), (out / "config.json").write_text("1")),
}}
found = {{name: attempt(what) for name, what in tries.items()}}
print(json.dumps({{"event": "warning", "message": json.dumps(found)}}))
print(json.dumps({{"event": "done", "out": str(out), "variants": []}}))
"""


def test_whatever_takes_the_converters_place_stands_behind_the_wall(ilha: CommandLine) -> None:
    program = ilha.user / "converter"
    program.write_text(_PROBE.format(python=sys.executable, root=str(ROOT)), encoding="utf-8")
    program.chmod(0o755)
    source = write_bert(ilha.desk / "model")
    answer = converting(ilha, source, "--out", "made", ILHA_CONVERTER=str(program))
    assert answer.status == 0, answer.out + answer.err
    found = json.loads(answer.objects[0]["message"])
    assert {found.pop(name) for name in ("inet", "unix", "socket of a child")} == {"EPERM"}
    assert found.pop("write to the new folder") == "done"
    (engine,) = (check for check in ilha("doctor", "--json").only["checks"] if check["name"] == "engine")
    if "wall enforced" in engine["detail"]:
        assert set(found.values()) <= {"EACCES", "EPERM"}
        assert {path.name for path in ilha.desk.iterdir()} == {"model", "made"}


# --- what cannot be converted ----------------------------------------------------------------------------------------


def without(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).unlink()


def configured(**more: Any) -> Callable[[Path], object]:
    return lambda folder: write_bert(folder, **more)


def pickled(folder: Path) -> None:
    (folder / WEIGHTS).rename(folder / "pytorch_model.bin")


def narrow(folder: Path) -> None:
    other = weights(SMALL)
    other["classifier.weight"] = np.zeros((len(LABELS), 7), np.float32)
    (folder / WEIGHTS).write_bytes(safetensors(other))


INCOMPLETE, INCOMPATIBLE = "model-incomplete", "model-incompatible"
FAULTS: dict[str, tuple[Callable[[Path], object], str, tuple[str, ...]]] = {
    "no weights": (without(WEIGHTS), INCOMPLETE, (WEIGHTS,)),
    "code of its own": (configured(auto_map={"AutoModel": "own.Own"}), INCOMPATIBLE, ("auto_map", "config.json")),
    "weights of another shape": (narrow, INCOMPATIBLE, ("classifier.weight", "config.json")),
}
"""What is seen before the libraries are loaded and what they see; the rest is in tests/unit/converter."""


@pytest.mark.parametrize("fault", FAULTS)
def test_a_folder_that_cannot_be_converted_is_told_why(ilha: CommandLine, fault: str) -> None:
    change, code, named = FAULTS[fault]
    folder = write_bert(ilha.desk / "model")
    change(folder)
    answer = ilha("models", "convert", folder, "--out", "made", "--json")
    assert answer.status == 1, answer.out + answer.err
    failed = answer.objects[-1]
    assert failed.keys() == {"event", "code", "message", "hint"}
    assert (failed["event"], failed["code"]) == ("failed", code)
    said = f"{failed['message']} {failed['hint']}"
    assert all(word in said for word in ("“model”", *named)), said
    assert answer.err == ""
    assert {path.name for path in ilha.desk.iterdir()} == {"model"}


def test_a_fault_is_said_in_words_too(ilha: CommandLine) -> None:
    folder = write_bert(ilha.desk / "model")
    pickled(folder)
    answer = ilha("models", "convert", folder, "--out", "made")
    assert (answer.status, answer.out) == (1, "")
    assert "pytorch_model.bin" in answer.err
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        (("model", "--out", "taken"), 2, "folder-taken"),
        (("model", "--out", "made", "--task", "dancing"), 2, "task-unknown"),
        (("model", "--out", "made", "--task", "ocr"), 1, INCOMPATIBLE),
    ],
)
def test_what_cannot_begin_changes_nothing(
    ilha: CommandLine, arguments: tuple[str, ...], status: int, code: str
) -> None:
    write_bert(ilha.desk / "model")
    (ilha.desk / "taken").mkdir()
    (ilha.desk / "taken" / "mine").write_text("mine", encoding="utf-8")
    before = listing(ilha.desk)
    answer = ilha("models", "convert", *arguments, "--json")
    assert answer.status == status, answer.out + answer.err
    assert (answer.objects[-1]["event"], answer.objects[-1]["code"]) == ("failed", code)
    assert listing(ilha.desk) == before


def test_without_out_nothing_is_done(ilha: CommandLine) -> None:
    answer = ilha("models", "convert", write_bert(ilha.desk / "model"), "--json")
    assert answer.status == 2
    assert "--out" in answer.only["error"]["message"]


# --- the computer ----------------------------------------------------------------------------------------------------


def test_a_disk_without_room_is_noticed_before_it_begins(ilha: CommandLine) -> None:
    folder = write_bert(ilha.desk / "model")
    size_bytes = shutil.disk_usage(ilha.desk).free // 4 + (1 << 20)
    header = json.dumps({"w": {"dtype": "F32", "shape": [size_bytes // 4], "data_offsets": [0, size_bytes]}}).encode()
    (folder / WEIGHTS).write_bytes(len(header).to_bytes(8, "little") + header)
    os.truncate(folder / WEIGHTS, 8 + len(header) + size_bytes)  # takes no room itself
    answer = converting(ilha, folder, "--out", "made")
    assert answer.status == 1, answer.out + answer.err
    assert answer.objects[-1]["code"] == "storage-full"
    assert [line["name"] for line in answer.objects if line["event"] == "phase"] == ["check"]


def test_a_disk_that_fills_meanwhile_is_not_the_models_fault(ilha: CommandLine) -> None:
    folder = write_bert(ilha.desk / "model")
    # Python 3.11 would leave the first half of a compiled module.
    answer = converting(ilha, folder, "--out", "made", limit_bytes=64_000, PYTHONDONTWRITEBYTECODE="1")
    assert answer.status == 1, answer.out + answer.err
    assert answer.objects[-1]["code"] == "storage-full"
    assert {path.name for path in ilha.desk.iterdir()} == {"model"}


def test_a_checkout_without_the_converter_says_what_makes_it(ilha: CommandLine, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(ROOT / "desktop", copy / "desktop", ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "models_cache").mkdir()
    (copy / "pyproject.toml").touch()
    (copy / "resources").symlink_to(ROOT / "resources")
    answer = converting(ilha, write_bert(ilha.desk / "model"), "--out", "made", PYTHONPATH=str(copy))
    assert answer.status == 1, answer.out + answer.err
    (failed,) = answer.objects
    assert (failed["event"], failed["code"]) == ("failed", "converter-missing")
    assert "python3 packaging/dev.py converter" in failed["hint"]
    assert {path.name for path in ilha.desk.iterdir()} == {"model"}
