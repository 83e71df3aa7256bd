"""Models that another program has fetched already."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from desktop.core.errors import ModelDigestMismatch, ModelIncomplete
from desktop.core.model import ModelState
from desktop.hub.arrivals import Refused, import_path
from desktop.hub.huggingface_cache import check_blobs, snapshots
from desktop.state.models import ModelShelf
from desktop.state.paths import Home
from desktop.worker.inspector import EngineInspector
from tests.unit.hub.folders import left_behind, picture_folder, text_folder, write

OLD, NEW = "a" * 40, "b" * 40


def cached(cache: Path, folder: Path, repo: str = "owner/words", commit: str = NEW) -> Path:
    """Put a folder into a cache as huggingface_hub does: small files are called by git's digest, large by sha256."""
    repository = cache / f"models--{repo.replace('/', '--')}"
    for place in [place for place in folder.rglob("*") if place.is_file()]:
        content = place.read_bytes()
        git = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
        name = hashlib.sha256(content).hexdigest() if place.suffix == ".onnx" else git
        write(repository / "blobs", {name: content})
        link = repository / "snapshots" / commit / place.relative_to(folder)
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(os.path.relpath(repository / "blobs" / name, link.parent))
    write(repository / "refs", {"main": commit})
    return repository


def test_a_cache_tells_what_it_holds(tmp_path: Path) -> None:
    words = text_folder(tmp_path / "words")
    hub = tmp_path / "hf" / "hub"
    cached(hub, words, commit=OLD)
    repository = cached(hub, words)
    cached(hub, words, "gpt2")
    (hub / "models--owner--empty" / "blobs").mkdir(parents=True)
    (hub / "datasets--owner--data").mkdir()
    for place in (hub, hub.parent):
        found = {snapshot.repo: snapshot for snapshot in snapshots(place)}
        assert set(found) == {"owner/words", "gpt2", "owner/empty"}
        assert found["owner/words"].folder == repository / "snapshots" / NEW
        assert found["gpt2"].identity is None
        assert found["owner/empty"].folder is None
    (only,) = snapshots(repository)
    assert only.identity is not None
    assert (only.identity.id, only.identity.revision) == ("owner/words", NEW)
    (repository / "refs" / "main").write_text("../../../../etc")
    os.utime(repository / "snapshots" / OLD, (2e9, 2e9))
    (newest,) = snapshots(repository)
    assert newest.folder == repository / "snapshots" / OLD
    assert snapshots(words) == ()
    assert snapshots(tmp_path / "gone") == ()


def test_a_blob_that_is_another_than_it_is_called_is_refused(tmp_path: Path) -> None:
    repository = cached(tmp_path / "hub", text_folder(tmp_path / "words"))
    (snapshot,) = snapshots(repository)
    assert check_blobs(snapshot) == snapshot.folder
    for name in ("onnx/model.onnx", "config.json"):
        assert snapshot.folder is not None
        blob = (snapshot.folder / name).resolve()
        content = blob.read_bytes()
        blob.write_bytes(content[:-1])
        with pytest.raises(ModelDigestMismatch, match=Path(name).name):
            check_blobs(snapshot)
        blob.write_bytes(content)
    (tmp_path / "hub" / "models--owner--empty").mkdir()
    with pytest.raises(ModelIncomplete):
        check_blobs(snapshots(tmp_path / "hub" / "models--owner--empty")[0])


def test_a_repository_of_the_cache_becomes_real_files_under_its_own_name(
    home: Home, inspector: EngineInspector, tmp_path: Path
) -> None:
    repository = cached(tmp_path / "hub", text_folder(tmp_path / "words"))
    (model,) = import_path(repository, home=home, inspector=inspector)
    assert not isinstance(model, Refused)
    assert (model.spec.id, model.spec.repo, model.spec.revision) == ("owner/words", "owner/words", NEW)
    assert model == ModelShelf(home).get("owner/words")
    assert not any(path.is_symlink() for path in home.models.rglob("*"))


def test_one_broken_model_in_a_cache_stops_none_of_the_others(
    home: Home, inspector: EngineInspector, tmp_path: Path
) -> None:
    hub = tmp_path / "hub"
    broken = cached(hub, text_folder(tmp_path / "words"), "aaa/broken")
    for blob in (broken / "blobs").iterdir():
        blob.write_bytes(blob.read_bytes() + b" ")
    cached(hub, picture_folder(tmp_path / "pictures"), "bbb/whole")
    refused, model = import_path(hub, home=home, inspector=inspector)
    assert isinstance(refused, Refused)
    assert (refused.name, refused.failure.code) == ("aaa/broken", "model-digest-mismatch")
    assert not isinstance(model, Refused)
    assert (model.spec.id, model.state) == ("bbb/whole", ModelState.READY)
    assert not any(path.name.startswith(".part-") for path in left_behind(home))
