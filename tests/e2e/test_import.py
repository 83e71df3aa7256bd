"""`ilha models import` from a shell: a folder becomes a model of this computer, or a sentence names its fault."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from tests.e2e.programs import PATIENCE_S, Answer, CommandLine, ended, environment, family, listing, until
from tests.unit.engine.graphs import Node
from tests.unit.engine.writing_models import translator
from tests.unit.hub.folders import CONFIG, list_file, picture_folder, text_folder, text_graph, write

POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 90868376\n"
GRAPH = "onnx/model.onnx"
INCOMPLETE, INCOMPATIBLE, MISMATCH = "model-incomplete", "model-incompatible", "model-digest-mismatch"
Change = Callable[[Path], object]


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """A home that holds one import, for all that must change nothing in it."""
    ilha = CommandLine.below(tmp_path_factory.mktemp("import"))
    text_folder(ilha.desk / "here")
    answer = ilha("models", "import", "here", "--json")
    assert answer.status == 0, answer.out + answer.err
    return ilha


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with what it holds."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def states(ilha: CommandLine) -> dict[str, str]:
    return {line["id"]: line["state"] for line in ilha("models", "list", "--json").objects}


# --- what works ------------------------------------------------------------------------------------------------------


def test_an_imported_model_is_listed_and_runs(ilha: CommandLine) -> None:
    text_folder(ilha.desk / "words")
    answer = ilha("models", "import", "words", "--json")
    assert (answer.status, answer.err) == (0, ""), answer.out
    place = ilha.home / "models" / "local" / "words"
    found = answer.only
    assert found.pop("size_bytes") > 0
    assert found == {
        "id": "local/words",
        "task": "text-classification",
        "variant": "fp32",
        "state": "ready",
        "licence": "Apache-2.0",
        "folder": str(place),
    }
    assert states(ilha)["local/words"] == "ready"
    ran = ilha("run", "text-classification", "-", "--model", "local/words", "--json", stdin=b"zzz zzz")
    assert ran.status == 0, ran.out + ran.err
    assert {label["label"] for label in ran.only["result"]["labels"]} == {"short", "long"}
    assert (
        ran.only["provenance"]["files"].items()
        <= {path: hashlib.sha256(content).hexdigest() for path, content in contents(place).items()}.items()
    )
    assert listing(ilha.home / "work") == set()
    assert listing(ilha.user) == set()


def test_an_imported_translator_knows_its_languages_and_runs(ilha: CommandLine) -> None:
    write(ilha.desk / "opus-mt-de-fr", translator(("The", "island", "lies", "far", "away", ".")))
    answer = ilha("models", "import", "opus-mt-de-fr", "--json")
    assert (answer.status, answer.only["task"]) == (0, "translation"), answer.out + answer.err
    pair = ("--param", "source=de", "--param", "target=fr")
    ran = ilha(
        *("run", "translation", "-", "--model", "local/opus-mt-de-fr", *pair, "--json"),
        stdin=b"The island lies far away.\n",
    )
    assert ran.status == 0, ran.out + ran.err
    assert ran.only["result"]["text"].strip() == "The island lies far away ."


def test_words_instead_of_json(ilha: CommandLine) -> None:
    text_folder(ilha.desk / "words")
    answer = ilha("models", "import", "words", "--id", "mine")
    assert answer.status == 0
    assert answer.out.startswith("local/mine: text-classification, fp32, ")
    assert answer.err == ""


def test_the_same_model_again_changes_nothing(shell: CommandLine) -> None:
    before = contents(shell.home / "models")
    again = shell("models", "import", "here", "--json")
    assert (again.status, again.only["id"]) == (0, "local/here")
    assert contents(shell.home / "models") == before


def test_another_model_does_not_take_the_name(shell: CommandLine, tmp_path: Path) -> None:
    other = text_folder(tmp_path / "other")
    write(other, {"config.json": {**CONFIG, "id2label": {"0": "kurz", "1": "lang"}, "label2id": {}}})
    before = contents(shell.home / "models")
    answer = shell("models", "import", other, "--id", "here", "--json")
    assert answer.status == 1
    error = answer.only["error"]
    assert error["code"] == "model-exists"
    assert "“local/here”" in error["message"]
    assert "another name" in error["hint"]
    assert contents(shell.home / "models") == before


# --- what is no usable model -----------------------------------------------------------------------------------------


FAULTS: dict[str, tuple[Change, str, tuple[str, ...]]] = {
    "no graph": (lambda folder: (folder / GRAPH).unlink(), INCOMPLETE, (GRAPH,)),
    "an operator of somebody's own": (
        lambda folder: write(
            folder, {GRAPH: text_graph(extra=[Node("MyOp", ("input_ids",), "x", domain="com.acme.ops")])}
        ),
        INCOMPATIBLE,
        (GRAPH, "MyOp", "com.acme.ops"),
    ),
    "another digest than the manifest gives": (
        lambda folder: list_file(folder, GRAPH, "0" * 64),
        MISMATCH,
        (GRAPH, "0" * 64),
    ),
}
"""One for each code; all that can be wrong with a folder is in tests/unit/hub/test_refusals.py."""


@pytest.mark.parametrize("fault", FAULTS)
def test_a_folder_that_is_no_usable_model_gets_a_sentence_that_names_the_fault(
    shell: CommandLine, tmp_path: Path, fault: str
) -> None:
    change, code, named = FAULTS[fault]
    folder = text_folder(tmp_path / "broken")
    change(folder)
    before = contents(shell.home / "models")
    answer = shell("models", "import", folder, "--json")
    assert (answer.status, answer.err) == (1, ""), answer.out + answer.err
    error = answer.only["error"]
    assert error["code"] == code, error
    said = f"{error['message']} {error['hint']}"
    assert all(word in said for word in ("“local/broken”", *named)), said
    assert contents(shell.home / "models") == before
    assert listing(shell.home / "work") == set()


def test_a_fault_is_said_in_words_too(shell: CommandLine, tmp_path: Path) -> None:
    folder = text_folder(tmp_path / "broken")
    (folder / GRAPH).write_text(POINTER, encoding="utf-8")
    answer = shell("models", "import", folder)
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith(
        "ilha: The model “local/broken” is incomplete. Its file “onnx/model.onnx” is only a Git"
    )


def test_a_file_is_no_folder(shell: CommandLine) -> None:
    answer = shell("models", "import", Path("here", GRAPH), "--json")
    assert answer.status == 1
    assert answer.only["error"]["code"] == INCOMPATIBLE
    assert "“model.onnx” cannot be used. It is a single file" in answer.only["error"]["message"]


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        (("nowhere",), 1, "input-not-found"),
        (("here", "--id", "../up"), 2, "model-name-invalid"),
        (("here", "--task", "dancing"), 1, INCOMPATIBLE),
        (("here", "--variant", "q4"), 2, "model-variant-unknown"),
        ((), 2, "usage"),
    ],
)
def test_a_wrong_call_changes_nothing(shell: CommandLine, arguments: tuple[str, ...], status: int, code: str) -> None:
    before = contents(shell.home / "models")
    answer = shell("models", "import", *arguments, "--json")
    assert (answer.status, answer.only["error"]["code"]) == (status, code), answer.out
    assert contents(shell.home / "models") == before


# --- the computer ----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of this kind there")
def test_a_full_disk_leaves_nothing(shell: CommandLine, tmp_path: Path) -> None:
    import resource

    folder = text_folder(tmp_path / "large")
    write(folder, {"LICENSE": "x" * (6 << 20)})
    before = contents(shell.home / "models")
    limit_bytes = 4 << 20
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "models", "import", str(folder), "--json"],
        check=False,
        env=environment(shell.user, shell.home),
        capture_output=True,
        timeout=PATIENCE_S,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes)),
    )
    answer = Answer(status=done.returncode, out=done.stdout.decode(), err=done.stderr.decode())
    assert answer.status == 1, answer.out + answer.err
    assert answer.only["error"]["code"] == "storage-full"
    assert contents(shell.home / "models") == before
    assert {path.name for path in (shell.home / "models").iterdir()} == {"local"}


@pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_import_that_is_interrupted_leaves_nothing(
    shell: CommandLine, tmp_path: Path, number: signal.Signals
) -> None:
    folder = picture_folder(tmp_path / "pictures")  # its processor takes a moment to be imported
    models = shell.home / "models"
    before = contents(models)
    process = shell.start(
        "models", "import", folder, "--json", stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    with ended(process):
        until(lambda: list(models.glob(".part-*")), "the model is being copied and tried")
        members = family(psutil.Process(process.pid))
        os.killpg(process.pid, number)  # as a terminal does it
        out, err = process.communicate(timeout=PATIENCE_S)
        assert (process.returncode, out, err) == (128 + number, b"", b"")
        assert not psutil.wait_procs(members, PATIENCE_S)[1], "what it started ends too"
    assert contents(models) == before
    assert {path.name for path in models.iterdir()} == {"local"}
    assert listing(shell.home / "work") == set()
