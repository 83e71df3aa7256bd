"""Models that are removed, brought back and deleted, and everything that has to stay."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from desktop.core.errors import ModelExists, ModelInUse, ModelKept, ModelNotInstalled
from desktop.hub.removal import TRASH, collect_garbage, in_trash, is_removable, remove, restore
from desktop.hub.store import disk_use
from desktop.state.holds import alone, in_use
from desktop.state.models import ModelShelf
from desktop.state.paths import Home
from tests.unit.hub.kept import exact_bytes, keep

posix = pytest.mark.skipif(sys.platform == "win32", reason="links and locks are others there")


def ids(home: Home) -> set[str]:
    return {model.spec.id for model in ModelShelf(home).all() if not model.spec.id.startswith("starter/")}


def test_a_removed_model_lies_in_the_trash_with_its_exact_bytes_until_it_is_emptied(home: Home) -> None:
    model = keep(home, "owner/name")
    size_bytes = exact_bytes(model)
    removed = remove(home, model)
    assert (removed.id, removed.freed_bytes) == ("owner/name", size_bytes)
    assert ids(home) == set()
    assert [path.name for path in home.models.iterdir()] == [TRASH]
    assert in_trash(home) == (removed,)
    assert disk_use(home, ModelShelf(home).all()).trash_bytes == size_bytes
    assert [(gone.id, gone.freed_bytes) for gone in collect_garbage(home)] == [("owner/name", size_bytes)]
    assert list(home.models.iterdir()) == []


def test_a_removed_model_comes_back_as_it_was(home: Home) -> None:
    model = keep(home)
    before = {path: path.read_bytes() for path in model.folder.rglob("*") if path.is_file()}
    restore(home, remove(home, model))
    assert ModelShelf(home).get("local/words") == model
    assert {path: path.read_bytes() for path in model.folder.rglob("*") if path.is_file()} == before
    removed = remove(home, model)
    keep(home)
    with pytest.raises(ModelExists):
        restore(home, removed)
    assert in_trash(home) == (removed,)


def test_neighbours_stay(home: Home) -> None:
    keep(home, "owner/one")
    keep(home, "owner/two")
    remove(home, ModelShelf(home).get("owner/one"))
    collect_garbage(home)
    assert ids(home) == {"owner/two"}


def test_what_ilha_did_not_write_stays_where_it_was(home: Home, tmp_path: Path) -> None:
    model = keep(home)
    (model.folder / "notes.txt").write_text("mine")
    (model.folder / "onnx" / "mine").mkdir()
    (model.folder / "onnx" / "mine" / "deep.bin").write_bytes(b"mine")
    removed = remove(home, model)
    left = {path.relative_to(model.folder).as_posix() for path in model.folder.rglob("*") if path.is_file()}
    assert left == {"notes.txt", "onnx/mine/deep.bin"}
    assert removed.freed_bytes == sum(file.size_bytes for file in model.spec.files) + 0 + _manifest_bytes(home)
    collect_garbage(home)
    assert (model.folder / "notes.txt").read_text() == "mine"


def _manifest_bytes(home: Home) -> int:
    (place,) = (home.models / TRASH).iterdir()
    return (place / "model" / "manifest.json").stat().st_size


@posix
def test_a_link_is_removed_and_never_what_it_leads_to(home: Home, tmp_path: Path) -> None:
    model = keep(home)
    original = tmp_path / "original.onnx"
    graph = model.folder / "onnx" / "model.onnx"
    shutil.move(graph, original)
    graph.symlink_to(original)
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "photo.jpg").write_bytes(b"x")
    (model.folder / "album").symlink_to(precious)
    remove(home, model)
    collect_garbage(home)
    assert original.is_file()
    assert (precious / "photo.jpg").is_file()
    assert (model.folder / "album").is_symlink(), "the link was not ours"


@posix
@pytest.mark.parametrize("level", ["local", "local/words"])
def test_a_model_behind_a_link_is_kept(home: Home, tmp_path: Path, level: str) -> None:
    model = keep(home)
    elsewhere = tmp_path / "elsewhere"
    shutil.move(home.models / level, elsewhere)
    (home.models / level).symlink_to(elsewhere)
    assert not is_removable(home, model)
    with pytest.raises(ModelKept, match="behind a link"):
        remove(home, model)
    assert (elsewhere / ("manifest.json" if level.endswith("words") else "words/manifest.json")).is_file()


def test_a_part_of_the_program_is_kept(home: Home, shelf: ModelShelf) -> None:
    for model in shelf.all():
        assert not is_removable(home, model)
        with pytest.raises(ModelKept, match="part of the program"):
            remove(home, model)


@posix
def test_a_model_that_is_used_is_kept_until_it_is_not(home: Home) -> None:
    model = keep(home)
    with in_use([model.folder]), pytest.raises(ModelInUse):
        remove(home, model)
    assert ids(home) == {"local/words"}
    remove(home, model)


def test_a_model_that_somebody_else_removed_is_gone(home: Home) -> None:
    model = keep(home)
    remove(home, model)
    with pytest.raises(ModelNotInstalled):
        remove(home, model)
    assert len(in_trash(home)) == 1


def test_a_model_whose_manifest_is_torn_can_be_removed(home: Home) -> None:
    model = keep(home)
    (model.folder / "manifest.json").write_text("{")
    (model.folder / "mine.bin").write_bytes(b"mine")
    remove(home, ModelShelf(home).get("local/words"))
    assert [path.name for path in model.folder.iterdir()] == ["mine.bin"]


@posix
def test_garbage_is_what_nobody_works_in(home: Home) -> None:
    for name in (".part-dead", ".part-alive"):
        (home.models / name / "onnx").mkdir(parents=True)
        (home.models / name / "onnx" / "model.onnx").write_bytes(b"12345")
    keep(home)
    with alone(home.models / ".part-alive"):
        gone = collect_garbage(home)
    assert [(removed.id, removed.freed_bytes) for removed in gone] == [(".part-dead", 5)]
    assert {path.name for path in home.models.iterdir()} == {".part-alive", "local"}


@posix
def test_a_download_that_can_go_on_is_no_garbage(home: Home) -> None:
    waiting, dead = home.models / ".downloads" / "owner--name@1", home.models / ".downloads" / "owner--name@2"
    for place in (waiting, dead):
        (place / "files").mkdir(parents=True)
        (place / "files" / "model.onnx.part").write_bytes(b"1234")
    plan = {
        "repo": "owner/name",
        "commit": "a" * 40,
        "wanted": "",
        "variant": "q8",
        "task": "ocr",
        "licence": "MIT",
        "base_licence": "",
        "warnings": [],
        "files": [],
        "added": 1.0,
        "paused": True,
    }
    (waiting / "plan.json").write_text(json.dumps(plan))
    assert [(gone.id, gone.freed_bytes) for gone in collect_garbage(home)] == [("owner--name@2", 4)]
    assert (waiting / "files" / "model.onnx.part").is_file()
    assert not dead.exists()


@posix
def test_a_trash_that_is_a_link_is_left_alone(home: Home, tmp_path: Path) -> None:
    precious = tmp_path / "precious" / "deep"
    precious.mkdir(parents=True)
    (precious / "record.json").write_text('{"id": "x", "folder": "x", "files": ["photo.jpg"]}')
    (precious / "model").mkdir()
    (precious / "model" / "photo.jpg").write_bytes(b"x")
    (home.models / TRASH).symlink_to(tmp_path / "precious")
    assert collect_garbage(home) == ()
    assert (precious / "model" / "photo.jpg").is_file()
