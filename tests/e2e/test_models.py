"""`ilha models` from a shell: what is kept is listed, checked, removed, given away and moved."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.state.paths import Home
from desktop.state.settings import Settings, save_settings
from tests.e2e.programs import PATIENCE_S, CommandLine, ended, listing, until
from tests.hub_server.repository import repository_of
from tests.hub_server.server import HubServer
from tests.unit.hub.folders import picture_folder, text_folder
from tests.unit.hub.kept import FILES, exact_bytes, keep
from tests.unit.hub.test_huggingface_cache import NEW, cached

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and locks are others there")


@pytest.fixture
def store(ilha: CommandLine) -> Home:
    """The home of the command line, as the program itself would open it."""
    return Home(root=ilha.home, models=ilha.home / "models").make()


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A kit with two models that work, made by the program."""
    ilha = CommandLine.below(tmp_path_factory.mktemp("kit"))
    picture_folder(ilha.desk / "pictures")
    hub = cached(ilha.desk / "hub", text_folder(ilha.desk / "words"))
    for path in ("pictures", hub):
        answer = ilha("models", "import", path, "--json")
        assert answer.status == 0, answer.out + answer.err
    answer = ilha("models", "export", "owner/words", "local/pictures", "--out", "kit.zip", "--json")
    assert (answer.status, answer.err) == (0, ""), answer.out
    made = ilha.desk / "kit.zip"
    assert answer.only == {
        "kit": str(made),
        "size_bytes": made.stat().st_size,
        "models": ["local/pictures", "owner/words"],
    }
    return made


def ids(ilha: CommandLine) -> list[str]:
    found = [line["id"] for line in ilha("models", "list", "--json").objects]
    return [model for model in found if not model.startswith("starter/")]


# --- looking ---------------------------------------------------------------------------------------------------------


def test_a_fresh_computer_shows_catalogue_and_starter_models_within_a_second(ilha: CommandLine) -> None:
    ilha("models", "list")  # the first start compiles the program
    took = []
    for _ in range(3):
        start = os.times()
        answer = ilha("models", "list", "--all", "--json")
        end = os.times()  # of the processor: other tests share the machine
        took.append(end.children_user + end.children_system - start.children_user - start.children_system)
    assert (answer.status, answer.err) == (0, "")
    assert all(set(line) == {"id", "task", "state", "size_bytes", "licence"} for line in answer.objects)
    states = {line["id"]: line["state"] for line in answer.objects}
    assert states["starter/pp-ocrv6"] == "ready"
    assert states["Xenova/opus-mt-en-de"] == "available"
    assert {line["state"] for line in ilha("models", "list", "--json").objects} == {"ready"}
    assert min(took) < 1.0, took
    words = ilha("models", "list", "--all")
    assert all(line["id"] in words.out for line in answer.objects)


def test_a_model_that_is_here_is_no_longer_offered(ilha: CommandLine, store: Home) -> None:
    keep(store, "Xenova/yolos-tiny", repo="Xenova/yolos-tiny")
    states = {line["id"]: line["state"] for line in ilha("models", "list", "--all", "--json").objects}
    assert states["Xenova/yolos-tiny"] == "ready"


def test_details_tell_source_commit_last_use_and_how_it_would_run(ilha: CommandLine, store: Home) -> None:
    model = keep(store, "owner/name", repo="owner/name", revision="a" * 40)
    answer = ilha("models", "list", "--all", "--details", "--json")
    assert (answer.status, answer.err) == (0, ""), answer.out
    found = {line["id"]: line for line in answer.objects}
    mine = found["owner/name"]
    assert (mine["source"], mine["revision"], mine["last_used"]) == ("owner/name", "a" * 40, None)
    assert (mine["size_bytes"], mine["removable"], mine["folder"]) == (exact_bytes(model), True, str(model.folder))
    fit = found["Xenova/whisper-base" if "Xenova/whisper-base" in found else "Xenova/yolos-tiny"]["fit"]
    assert fit["memory_bytes"] > 0
    assert fit["seconds"] > 0
    assert (ilha.home / "machine.json").is_file()


def test_licences_are_listed(ilha: CommandLine, store: Home) -> None:
    keep(store, "owner/name", repo="owner/name", licence="MIT", base_licence="Apache-2.0")
    found = {line["id"]: line for line in ilha("models", "list", "--licences", "--json").objects}
    assert (found["owner/name"]["licence"], found["owner/name"]["base_licence"]) == ("MIT", "Apache-2.0")
    assert [Path(path).name for path in found["owner/name"]["files"]] == ["LICENSE"]
    assert "# Models and their licences" in ilha("models", "list", "--licences").out


def test_a_fault_is_named_and_the_exit_status_says_so(ilha: CommandLine, store: Home) -> None:
    whole, broken = keep(store, "local/whole"), keep(store, "local/broken")
    (broken.folder / "config.json").unlink()
    (broken.folder / "onnx/model.onnx").write_bytes(b"other" * 100)
    digests = {file.path: file.sha256 for file in broken.spec.files}
    answer = ilha("models", "verify", "--json")
    assert (answer.status, answer.err) == (1, "")
    found = {line["id"]: line for line in answer.objects}
    assert found["local/whole"] == {"id": "local/whole", "state": "ready", "faults": []}
    assert all(not line["faults"] for name, line in found.items() if name.startswith("starter/"))
    config, graph = sorted(found["local/broken"]["faults"], key=lambda fault: str(fault["path"]))
    assert config == {"path": "config.json", "expected": digests["config.json"], "found": None}
    assert (graph["path"], graph["expected"]) == ("onnx/model.onnx", digests["onnx/model.onnx"])
    assert len(graph["found"]) == 64
    assert ilha("models", "verify", "local/whole").status == 0
    said = ilha("models", "verify", "local/broken")
    assert (said.status, "onnx/model.onnx: altered" in said.out, "config.json: missing" in said.out) == (1, True, True)
    assert ilha("models", "verify", "local/none", "--json").only["error"]["code"] == "model-not-installed"
    assert whole.folder.is_dir()


# --- removing --------------------------------------------------------------------------------------------------------


def test_a_model_goes_to_the_trash_and_then_for_good(ilha: CommandLine, store: Home) -> None:
    model, other = keep(store, "owner/name"), keep(store)
    size_bytes = exact_bytes(model)
    assert ilha("models", "du", "--json").objects == [
        {"id": "local/words", "size_bytes": exact_bytes(other)},
        {"id": "owner/name", "size_bytes": size_bytes},
        {
            "total_bytes": exact_bytes(other) + size_bytes,
            "trash_bytes": 0,
            "unfinished_bytes": 0,
            "free_bytes": pytest.approx(shutil.disk_usage(store.models).free, rel=0.2),
        },
    ]
    asked = ilha("models", "remove", "owner/name", "--json")
    assert (asked.status, asked.only["error"]["code"]) == (2, "answer-needed")
    assert ids(ilha) == ["local/words", "owner/name"]
    removed = ilha("models", "remove", "owner/name", "--yes", "--json")
    assert (removed.status, removed.only) == (0, {"id": "owner/name", "freed_bytes": size_bytes})
    assert ids(ilha) == ["local/words"]
    assert ilha("models", "du", "--json").objects[-1]["trash_bytes"] == size_bytes
    freed = {"freed_bytes": size_bytes}
    assert ilha("models", "gc", "--json").objects == [{"id": "owner/name", **freed}, freed]
    assert ilha("models", "gc", "--json").objects == [{"freed_bytes": 0}]
    assert listing(store.models) == {"local"} | {
        f"local/words{path}" for path in ("", "/manifest.json", "/onnx", *(f"/{file}" for file in FILES))
    }


@posix
@pytest.mark.parametrize(
    ("answer", "status", "left"), [("y\n", 0, []), ("n\n", 1, ["owner/name"]), ("\n", 1, ["owner/name"])]
)
def test_somebody_at_a_terminal_is_asked_before_a_model_goes(
    ilha: CommandLine, store: Home, answer: str, status: int, left: list[str]
) -> None:
    model = keep(store, "owner/name")
    ended, said = ilha.at_a_terminal("models", "remove", "owner/name", answers=answer)
    assert ended == status, said
    assert "Remove “owner/name” (" in said
    assert f"from {model.folder}? [y/N]" in said
    assert ("in the trash" in said) is (status == 0)
    assert ("nothing was changed" in said) is (status == 1)
    assert ids(ilha) == left


@pytest.mark.parametrize(("model", "code"), [("starter/pp-ocrv6", "model-kept"), ("local/none", "model-not-installed")])
def test_what_cannot_be_removed_stays(ilha: CommandLine, model: str, code: str) -> None:
    answer = ilha("models", "remove", model, "--yes", "--json")
    assert (answer.status, answer.only["error"]["code"]) == (1, code)


@pytest.mark.skipif(sys.platform != "linux", reason="locks are listed there alone")
def test_a_model_that_a_running_job_uses_is_not_removed(ilha: CommandLine, kit: Path) -> None:
    assert ilha("models", "import", kit, "--json").status == 0
    (ilha.desk / "text.txt").write_text("zzz aaa.\n" * 200_000, encoding="utf-8")
    arguments = ("run", "text-classification", "text.txt", "--model", "owner/words", "--param", "split=sentences")
    running = ilha.start(*arguments)
    with ended(running):
        until(lambda: _held(ilha.home / "models" / "owner" / "words"), "the engine uses the model")
        refused = ilha("models", "remove", "owner/words", "--yes", "--json")
        assert running.poll() is None
        assert (refused.status, refused.only["error"]["code"]) == (1, "model-in-use")
    assert "owner/words" in ids(ilha)
    assert ilha("models", "remove", "owner/words", "--yes").status == 0


def _held(folder: Path) -> bool:
    """Say whether somebody has a lock on a folder; trying one would disturb who is about to take it."""
    inode = str(folder.stat().st_ino)
    lines = Path("/proc/locks").read_text(encoding="ascii").splitlines()
    return any("FLOCK" in line and line.split()[5].rpartition(":")[2] == inode for line in lines)


# --- kits ------------------------------------------------------------------------------------------------------------


def test_a_kit_is_installed_on_a_computer_without_a_network_and_runs(ilha: CommandLine, kit: Path) -> None:
    answer = ilha("models", "import", kit, "--json")
    assert (answer.status, answer.err) == (0, ""), answer.out
    assert [line["id"] for line in answer.objects] == ["local/pictures", "owner/words"]
    details = {line["id"]: line for line in ilha("models", "list", "--details", "--json").objects}
    assert (details["owner/words"]["source"], details["owner/words"]["revision"]) == ("owner/words", NEW)
    ran = ilha("run", "text-classification", "-", "--model", "owner/words", "--json", stdin=b"zzz zzz")
    assert ran.status == 0, ran.out + ran.err
    assert ran.only["provenance"]["revision"] == NEW
    assert ilha("models", "export", "local/pictures", "owner/words", "--out", "again.zip").status == 0
    with zipfile.ZipFile(kit) as one, zipfile.ZipFile(ilha.desk / "again.zip") as two:
        differing = {name for name in one.namelist() if one.read(name) != two.read(name)}
    assert {Path(name).name for name in differing} <= {"manifest.json", "SHA256SUMS.txt", "kit.json"}, (
        "only the time that was measured here is another"
    )


def test_an_altered_kit_is_refused_by_name(ilha: CommandLine, kit: Path) -> None:
    content = bytearray(kit.read_bytes())
    content[content.index(b"BertForSequenceClassification")] ^= 1
    (ilha.desk / "bad.zip").write_bytes(content)
    answer = ilha("models", "import", "bad.zip", "--json")
    assert (answer.status, answer.only["error"]["code"]) == (1, "archive-refused")
    assert "“bad.zip”" in answer.only["error"]["message"]
    assert listing(ilha.home / "models") == set()
    assert listing(ilha.home / "work") == set()


def test_no_kit_of_what_is_a_part_of_the_program(ilha: CommandLine) -> None:
    answer = ilha("models", "export", "starter/pp-ocrv6", "--out", "kit.zip", "--json")
    assert (answer.status, answer.only["error"]["code"]) == (1, "model-kept")
    assert listing(ilha.desk) == set()


def test_a_cache_of_the_hub_is_taken_as_far_as_it_works(ilha: CommandLine) -> None:
    hub = ilha.desk / "hub"
    cached(hub, text_folder(ilha.desk / "words"))
    (hub / "models--owner--empty").mkdir()
    answer = ilha("models", "import", "hub", "--json")
    assert answer.status == 1
    failed, taken = answer.objects
    assert (failed["input"], failed["error"]["code"]) == ("owner/empty", "model-incomplete")
    assert (taken["id"], taken["state"]) == ("owner/words", "ready")


MOMENTS: dict[str, Callable[[Path], bool]] = {
    "unpacking": lambda models: any(models.glob(".part-*/*")),
    "trying": lambda models: len(list(models.glob(".part-*"))) > 1,
    "between two": lambda models: (models / "local" / "pictures" / "manifest.json").exists(),
}


@posix
@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_killed_in_the_middle_nothing_half_is_installed_and_nothing_stays(
    ilha: CommandLine, kit: Path, moment: Callable[[Path], bool]
) -> None:
    models = ilha.home / "models"
    process = ilha.start("models", "import", kit, start_new_session=True)
    with ended(process):
        until(lambda: moment(models), "it is in the middle")
        process.send_signal(signal.SIGKILL)
    assert ilha("models", "verify").status == 0, "what is there is whole"
    assert set(ids(ilha)) <= {"local/pictures"}
    assert ilha("models", "gc").status == 0
    assert {path.name for path in models.iterdir()} <= {"local"}


@posix
def test_two_imports_of_one_kit_at_once_both_end_well_or_say_why(ilha: CommandLine, kit: Path) -> None:
    both = [
        ilha.start("models", "import", kit, "--json", stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)
    ]
    with ended(*both):
        answers = [process.communicate(timeout=2 * PATIENCE_S) for process in both]
    assert any(process.returncode == 0 for process in both), answers
    codes = {json.loads(line).get("error", {}).get("code") for out, _ in answers for line in out.splitlines()}
    assert codes <= {None, "model-exists"}
    assert ids(ilha) == ["local/pictures", "owner/words"]
    assert ilha("models", "verify").status == 0
    assert {path.name for path in (ilha.home / "models").iterdir()} == {"local", "owner"}


# --- moving ----------------------------------------------------------------------------------------------------------


def test_the_store_moves_and_everything_goes_on(ilha: CommandLine, store: Home) -> None:
    keep(store, "owner/name")
    target = ilha.desk / "elsewhere"
    answer = ilha("models", "move", "elsewhere", "--json")
    assert (answer.status, answer.only) == (0, {"from": str(store.models), "to": str(target)}), answer.out
    assert ids(ilha) == ["owner/name"]
    assert ilha("models", "verify", "owner/name").status == 0
    assert not store.models.exists()
    text_folder(ilha.desk / "words")
    assert ilha("models", "import", "words", "--json").only["folder"] == str(target / "local" / "words")
    (ilha.desk / "taken").mkdir()
    (ilha.desk / "taken" / "photo.jpg").write_bytes(b"x")
    refused = ilha("models", "move", "taken", "--json")
    assert (refused.status, refused.only["error"]["code"]) == (2, "folder-taken")
    assert sorted(ids(ilha)) == ["local/words", "owner/name"]


# --- newer commits ---------------------------------------------------------------------------------------------------


def test_a_newer_commit_is_told_and_installed_when_somebody_says_yes(
    ilha: CommandLine, store: Home, tmp_path: Path
) -> None:
    folder = text_folder(tmp_path / "words")
    repository = repository_of(folder, "owner/words", pipeline_tag="text-classification")
    with HubServer() as server:
        server.add(repository)
        save_settings(store.settings, Settings(hub=server.url))
        first = repository.newest
        assert ilha("models", "download", "owner/words", "--yes", "--json").status == 0
        current = ilha("models", "update", "--yes", "--json")
        newest = {"id": "owner/words", "from": first, "to": first, "bytes": 0}
        assert (current.status, current.objects) == (0, [newest, {"checked": 1, "newer": 0}])
        config = (folder / "config.json").read_bytes().replace(b"short", b"brief")
        second = repository.commit(
            {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
            | {"config.json": config}
        )
        newer = {"id": "owner/words", "from": first, "to": second, "bytes": len(config)}
        asked = ilha("models", "update", "--json")
        assert (asked.status, asked.only["error"]["code"]) == (1, "hub-offline")
        checked = ilha("models", "update", "--check", "--yes", "--json")
        told = [newer, {"checked": 1, "newer": 1}]
        assert (checked.status, checked.objects) == (0, told)
        installed = ilha("models", "update", "owner/words", "--yes", "--json")
        assert (installed.status, installed.objects) == (0, told), installed.err
    details = {line["id"]: line for line in ilha("models", "list", "--details", "--json").objects}
    assert details["owner/words"]["revision"] == second
    other = ilha("models", "update", "starter/pp-ocrv6", "--yes", "--json")
    assert (other.status, other.only["error"]["code"]) == (2, "not-updatable")
