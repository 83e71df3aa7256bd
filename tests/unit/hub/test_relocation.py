"""The store on another disk or in another folder."""

from __future__ import annotations

import dataclasses
import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.core.errors import Cancelled, IlhaError, ModelInUse, StorageFull
from desktop.core.job import Progress
from desktop.core.usage import FolderTaken
from desktop.hub import relocation
from desktop.hub.relocation import move_store, plan_move
from desktop.hub.verification import verify
from desktop.state.holds import in_use
from desktop.state.models import ModelShelf
from desktop.state.paths import Home, find_home
from desktop.state.settings import load_settings
from tests.unit.hub.kept import exact_bytes, keep


def kept_ids(home: Home) -> list[str]:
    return [model.spec.id for model in ModelShelf(home).all() if not model.spec.id.startswith("starter/")]


@pytest.fixture(params=["same disk", "other disk"])
def disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "other disk":
        monkeypatch.setattr("desktop.hub.relocation.os.link", no_links)
    return str(request.param)


def no_links(*_: object) -> None:
    """Refuse as another disk does."""
    raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))


@pytest.mark.usefixtures("disk")
def test_the_store_is_used_where_it_went(home: Home, tmp_path: Path) -> None:
    keep(home)
    keep(home, "owner/name")
    (home.models / "README.md").write_text("mine")
    moved = move_store(home, tmp_path / "new" / "models")
    assert moved.models == tmp_path / "new" / "models"
    assert find_home(home.root) == moved, "the settings say so"
    assert kept_ids(moved) == ["local/words", "owner/name"]
    assert all(not verify(model).faults for model in ModelShelf(moved).all())
    assert {path.name for path in moved.models.iterdir()} == {"local", "owner"}
    assert [path.name for path in home.models.iterdir()] == ["README.md"], "what is not ours stays"
    back = move_store(moved, home.root / "models2")
    assert kept_ids(back) == ["local/words", "owner/name"]
    assert not moved.models.exists()


@pytest.mark.usefixtures("disk")
def test_a_move_that_was_interrupted_goes_on(home: Home, tmp_path: Path) -> None:
    keep(home)
    keep(home, "owner/name")
    target = tmp_path / "new"

    real = relocation._copy
    copied: list[object] = []

    def once(model: object, *rest: object) -> None:
        if copied:
            raise KeyboardInterrupt
        copied.append(model)
        real(model, *rest)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(relocation, "_copy", once)
        with pytest.raises(KeyboardInterrupt):
            move_store(home, target)
    assert kept_ids(find_home(home.root)) == ["local/words", "owner/name"]
    assert load_settings(home.settings).models_folder == ""
    assert {path.name for path in target.iterdir()} == {"local"}
    assert kept_ids(move_store(home, target)) == ["local/words", "owner/name"]
    assert not home.models.exists()


def test_a_move_that_is_given_up_leaves_nothing_there(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(home)
    keep(home, "owner/name")
    target = tmp_path / "new"
    monkeypatch.setattr("desktop.hub.relocation.os.link", no_links)
    monkeypatch.setattr("desktop.hub.meter._SECONDS_BETWEEN_REPORTS", 0.0)

    def give_up(progress: Progress) -> None:
        assert progress.total is not None
        assert progress.done <= progress.total
        if (target / "local" / "words").is_dir():  # the first of two has arrived
            raise Cancelled

    with pytest.raises(Cancelled):
        move_store(home, target, give_up)
    assert not list(target.iterdir())
    assert kept_ids(find_home(home.root)) == ["local/words", "owner/name"]
    assert load_settings(home.settings).models_folder == ""


def test_a_plan_says_where_the_models_would_be(home: Home, tmp_path: Path) -> None:
    size_bytes = exact_bytes(keep(home))
    new = plan_move(home, tmp_path / "new")
    assert (new.target, new.size_bytes, new.copies) == (tmp_path / "new", size_bytes, False)
    assert new.free_bytes > 0
    full = tmp_path / "full"
    full.mkdir()
    (full / "photo.jpg").write_bytes(b"x")
    assert plan_move(home, full).target == full / "ilha-models"
    (full / "ilha-models").mkdir()
    (full / "ilha-models" / "photo.jpg").write_bytes(b"x")
    for folder in (full, home.models, home.models / "inside"):
        with pytest.raises(FolderTaken):
            plan_move(home, folder)
    assert not (tmp_path / "new").exists()


def test_a_folder_that_holds_something_else_is_left_alone(home: Home, tmp_path: Path) -> None:
    keep(home)
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "photo.jpg").write_bytes(b"x")
    other = dataclasses.replace(home, models=tmp_path / "other")
    keep(other, "local/words", title="Another")
    for folder in (taken, taken / "photo.jpg", tmp_path / "other", home.models, home.models / "inside", home.root):
        with pytest.raises(FolderTaken):
            move_store(home, folder)
    assert kept_ids(home) == ["local/words"]
    assert (taken / "photo.jpg").read_bytes() == b"x"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such locks")
def test_a_store_in_use_stays(home: Home, tmp_path: Path) -> None:
    model = keep(home)
    with in_use([model.folder]), pytest.raises(ModelInUse):
        move_store(home, tmp_path / "new")
    assert kept_ids(home) == ["local/words"]
    assert not (tmp_path / "new").exists()


def test_the_trash_comes_along(home: Home, tmp_path: Path) -> None:
    from desktop.hub.removal import in_trash, remove, restore

    keep(home, "owner/name")
    remove(home, keep(home))
    moved = move_store(home, tmp_path / "new")
    (removed,) = in_trash(moved)
    restore(moved, removed)
    assert kept_ids(moved) == ["local/words", "owner/name"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte, where the system lets us have one."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_is_too_small_is_noticed_before_anything_is_copied(home: Home, small_disk: Path) -> None:
    keep(home)
    with pytest.raises(StorageFull):
        plan_move(home, small_disk)
    with pytest.raises(StorageFull):
        move_store(home, small_disk / "models")
    assert kept_ids(find_home(home.root)) == ["local/words"]
    assert not list((small_disk / "models").iterdir())


def test_a_disk_that_fills_up_meanwhile_leaves_the_store_where_it_was(
    home: Home, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = keep(home)
    with (model.folder / "onnx/model.onnx").open("r+b") as graph:
        graph.truncate(2 << 20)
    monkeypatch.setattr(relocation, "check_room", lambda *_: None)
    with pytest.raises(StorageFull):
        move_store(home, small_disk / "models")
    assert not list((small_disk / "models").iterdir())
    assert model.folder.is_dir()
    assert load_settings(home.settings).models_folder == ""


def test_a_store_whose_disk_is_gone_stops_nothing(home: Home, tmp_path: Path) -> None:
    keep(home)
    moved = move_store(home, tmp_path / "stick" / "models")
    (tmp_path / "stick").rename(tmp_path / "pulled")
    found = find_home(home.root).make()
    assert found == moved
    assert not moved.models.exists()
    assert kept_ids(found) == []
    with pytest.raises(IlhaError):
        ModelShelf(found).get("local/words")
