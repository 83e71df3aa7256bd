"""`ilha models convert` with the real converter: what it says, what it leaves, and how it ends."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.e2e.programs import PATIENCE_S, SAMPLES, Answer, CommandLine, ended, family, listing, until
from tests.unit.converter.bert import LABELS, MIDDLE, SMALL, WEIGHTS, safetensors, weights, write_bert

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the wall is Linux's")

PHASES = ["check", "load", "export", "compare", "optimise", "quantise", "write"]
CARD = "---\nlicense: mit\nlanguage:\n- en\n- no\n---\n\n# Tiny\n"


class _Trap:
    """Says so when it is unpickled."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, (str(self._place),)


@dataclass(frozen=True, kw_only=True)
class Made:
    """A conversion that went well.

    Attributes:
        ilha: the command line that did it.
        out: the folder that came of it.
        answer: all that was said.
    """

    ilha: CommandLine
    out: Path
    answer: Answer

    @property
    def variants(self) -> dict[str, dict[str, Any]]:
        return {variant["name"]: variant for variant in self.answer.objects[-1]["variants"]}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A text classifier, converted once for all tests that only look."""
    ilha = CommandLine.below(tmp_path_factory.mktemp("conversion"))
    folder = write_bert(ilha.desk / "Tiny BERT", MIDDLE)
    (folder / "README.md").write_text(CARD, encoding="utf-8")
    (folder / "pytorch_model.bin").write_bytes(pickle.dumps(_Trap(ilha.desk / "unpickled")))
    answer = ilha("models", "convert", "Tiny BERT", "--out", "made", "--json")
    assert answer.status == 0, answer.out + answer.err
    return Made(ilha=ilha, out=ilha.desk / "made", answer=answer)


# --- what comes of it ------------------------------------------------------------------------------------------------


def test_every_line_is_an_event_and_the_last_one_tells_the_outcome(made: Made) -> None:
    *said, last = made.answer.objects
    assert made.answer.err == ""
    assert [line["name"] for line in said if line["event"] == "phase"] == PHASES
    progress = [(line["done"], line["total"]) for line in said if line["event"] == "progress"]
    assert progress == [(done, len(PHASES)) for done in range(len(PHASES) + 1)]
    (warning,) = (line for line in said if line["event"] == "warning")
    assert "pytorch_model.bin" in warning["message"]
    keys = {"phase": {"name"}, "progress": {"done", "total"}, "warning": {"message"}}
    assert all(line.keys() == {"event", *keys[line["event"]]} for line in said)
    assert (last["event"], last["out"]) == ("done", str(made.out))
    assert last.keys() == {"event", "out", "variants"}
    assert made.variants.keys() == {"fp32", "int8"}
    assert all(variant.keys() >= {"name", "size_bytes", "max_diff", "kept"} for variant in last["variants"])


def test_both_variants_are_near_and_int8_is_integers_by_operators_and_by_the_clock(made: Made) -> None:
    floats, integers = made.variants["fp32"], made.variants["int8"]
    assert floats["kept"]
    assert floats["max_diff"] < 1e-4
    assert integers["kept"], integers["reason"]
    assert integers["size_bytes"] < 0.3 * floats["size_bytes"]
    products = 6 * MIDDLE.layers + 2
    assert integers["integer_operators"] == products, "every product of an input with weights"
    assert integers["speedup"] > 1.2
    assert 1e-4 < integers["max_diff"] < 0.5


def test_the_folder_lists_itself_and_tells_the_difference_of_each_variant(made: Made) -> None:
    manifest = json.loads((made.out / "manifest.json").read_text(encoding="utf-8"))
    files = {file["path"]: file for file in manifest["files"]}
    assert listing(made.out) == {"manifest.json", "onnx", *files}
    for path, file in files.items():
        content = (made.out / path).read_bytes()
        assert (file["size_bytes"], file["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert {path: file["role"] for path, file in files.items() if path.startswith("onnx/")} == {
        "onnx/model.onnx": "variant",
        "onnx/model_int8.onnx": "model",
    }
    assert (manifest["task"], manifest["variant"]) == ("text-classification", "q8")
    assert (manifest["licence"], manifest["languages"]) == ("mit", ["en", "no"])
    report = json.loads((made.out / "report.json").read_text(encoding="utf-8"))
    assert report["variants"] == list(made.variants.values())
    assert len(report["samples"]) > 1
    for variant in made.variants.values():
        assert variant["size_bytes"] == sum(files[path]["size_bytes"] for path in variant["files"])


def test_nothing_is_left_elsewhere_and_no_pickle_was_read(made: Made) -> None:
    assert {path.name for path in made.ilha.desk.iterdir()} == {"Tiny BERT", "made"}
    assert listing(made.ilha.user) == set()
    assert listing(made.ilha.home / "work") == set()


def test_what_was_made_is_imported_and_runs(made: Made) -> None:
    imported = made.ilha("models", "import", made.out, "--id", "tiny", "--json")
    assert imported.status == 0, imported.out + imported.err
    found = imported.only
    assert (found["id"], found["task"], found["variant"], found["licence"]) == (
        "local/tiny", "text-classification", "q8", "MIT",
    )  # fmt: skip
    listed = {line["id"]: line["state"] for line in made.ilha("models", "list", "--json").objects}
    assert listed["local/tiny"] == "ready"
    ran = made.ilha("run", "text-classification", SAMPLES / "letter.txt", "--model", "local/tiny", "--json")
    assert ran.status == 0, ran.out + ran.err
    assert ran.only["model"] == "local/tiny"
    labels = ran.only["result"]["labels"]
    assert {label["label"] for label in labels} == set(LABELS)
    assert sum(label["score"] for label in labels) == pytest.approx(1)


def test_an_int8_variant_that_differs_too_much_is_dropped_and_that_is_said(ilha: CommandLine) -> None:
    folder = write_bert(ilha.desk / "loud")
    loud = weights(SMALL)
    # One number drowns all others where they are made whole, and counts for nothing where they stay floats.
    loud["bert.encoder.layer.0.output.LayerNorm.weight"][0] = 3000
    loud["bert.pooler.dense.weight"][:, 0] = 0
    (folder / WEIGHTS).write_bytes(safetensors(loud))
    answer = ilha("models", "convert", folder, "--out", "made")
    assert answer.status == 0, answer.err
    first, floats, integers = answer.out.splitlines()
    assert first == str(ilha.desk / "made")
    assert floats.split()[0] == "fp32"
    assert integers.split()[:2] == ["int8", "dropped:"]
    assert "differs too much" in integers
    assert "The variant int8 was dropped. It differs too much" in answer.err
    assert [path.name for path in (ilha.desk / "made" / "onnx").iterdir()] == ["model.onnx"]
    manifest = json.loads((ilha.desk / "made" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["variant"] == "fp32"
    assert {file["role"] for file in manifest["files"] if file["path"] == "onnx/model.onnx"} == {"model"}


# --- ended early -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Running:
    """A conversion on its way.

    Attributes:
        owner: `ilha` itself.
        members: it and all that it started.
    """

    owner: subprocess.Popen[bytes]
    members: list[psutil.Process]


@contextlib.contextmanager
def running(ilha: CommandLine, phase: str) -> Iterator[Running]:
    """Start the real converter and wait for a phase."""
    write_bert(ilha.desk / "model")
    owner = ilha.start(
        "models", "convert", "model", "--out", "made", "--json", stdout=subprocess.PIPE, start_new_session=True
    )
    with ended(owner):
        assert owner.stdout is not None
        assert any(json.loads(line).get("name") == phase for line in owner.stdout)
        members = family(psutil.Process(owner.pid))
        assert len(members) == 2, "the program and the converter"
        yield Running(owner=owner, members=members)
        for member in members:
            if member.is_running():
                member.kill()


@pytest.mark.parametrize(("number", "phase"), [(signal.SIGINT, "export"), (signal.SIGTERM, "load")])
def test_a_conversion_that_is_interrupted_ends_at_once_and_leaves_nothing(
    ilha: CommandLine, number: signal.Signals, phase: str
) -> None:
    with running(ilha, phase) as conversion:
        status = Path(f"/proc/{conversion.members[1].pid}/status").read_text(encoding="utf-8")
        assert "Seccomp:\t2" in status, "the real converter stands behind the wall too"
        os.killpg(conversion.owner.pid, number)  # as a terminal does it
        assert conversion.owner.wait(PATIENCE_S) == 128 + number
        assert not any(member.is_running() for member in conversion.members)
    assert {path.name for path in ilha.desk.iterdir()} == {"model"}


def test_the_converter_does_not_outlive_a_program_that_is_killed(ilha: CommandLine) -> None:
    with running(ilha, "load") as conversion:
        conversion.owner.kill()
        conversion.owner.wait(PATIENCE_S)
        until(lambda: not conversion.members[1].is_running(), "the converter ends")
    assert not (ilha.desk / "made").exists()
