"""Everything in a home is listed and erased, and nothing else."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import pytest

from desktop.state.erasure import MODELS, erase, shares
from desktop.state.paths import Home


@pytest.fixture
def used(home: Home, tmp_path: Path) -> Home:
    """A home with something in every place, with links that lead out of it, and with things that are not Ilha's."""
    for path in home.places().values():
        if path.suffix:
            path.write_bytes(b"x" * 10)
        else:
            path.mkdir(exist_ok=True)
            (path / "inside").write_bytes(b"x" * 100)
    for name in ("history.db-wal", "ledger.db.bad", ".settings.json.17.part", "proof-0123456789abcdef"):
        (home.root / name).write_bytes(b"x")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "letter.txt").write_text("mine")
    (home.pasted / "folder").symlink_to(outside)
    (home.pasted / "file").symlink_to(outside / "letter.txt")
    (home.root / "work" / "inside").unlink()
    (home.root / "work").rmdir()
    (home.root / "work").symlink_to(outside)
    return home


def files(folder: Path) -> set[Path]:
    return {
        Path(place, name)
        for place, folders, names in os.walk(folder)
        for name in (*names, *(inner for inner in folders if Path(place, inner).is_symlink()))
    }


def test_the_list_is_exact_and_all_of_it_goes(used: Home, tmp_path: Path) -> None:
    there = files(used.root)
    listed = shares(used)
    assert {path for share in listed for path in share.files} == there
    assert {share.name for share in listed} == set(used.places())
    size_bytes = sum(path.lstat().st_size for path in there if not path.is_symlink())
    assert sum(share.size_bytes for share in listed) == size_bytes
    erased = erase(used)
    assert (set(erased.paths), erased.size_bytes, erased.left) == (there, size_bytes, ())
    assert not used.root.exists()
    assert files(tmp_path / "outside") == {tmp_path / "outside" / "letter.txt"}
    assert (tmp_path / "outside" / "letter.txt").read_text() == "mine"


def test_what_is_not_ours_stays(used: Home) -> None:
    foreign = {used.root / name for name in ("thesis.odt", "historical", "models.txt", "index.html", "work-2026")}
    for path in foreign:
        path.write_text("mine")
    erase(used)
    assert files(used.root) == foreign


def test_models_can_stay(used: Home) -> None:
    erased = erase(used, models=False)
    assert files(used.root) == {used.models / "inside"}
    assert used.models / "inside" not in erased.paths


def test_models_that_were_moved_elsewhere_stay(used: Home, tmp_path: Path) -> None:
    moved = dataclasses.replace(used, models=tmp_path / "disk")
    for models in (False, True):
        assert MODELS not in {share.name for share in shares(moved, models=models)}


def test_a_second_name_of_a_file_keeps_its_content(home: Home, tmp_path: Path) -> None:
    (home.pasted / "a.txt").write_text("typed")
    (tmp_path / "mine.txt").hardlink_to(home.pasted / "a.txt")
    erase(home)
    assert (tmp_path / "mine.txt").read_text() == "typed"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root is refused nothing")
def test_what_the_system_keeps_is_named(home: Home) -> None:
    (home.pasted / "a.txt").write_text("typed")
    home.pasted.chmod(0o500)
    erased = erase(home)
    home.pasted.chmod(0o700)
    assert erased.left == (home.pasted / "a.txt",)


def test_an_empty_home_is_no_trouble(home: Home) -> None:
    erase(home)
    assert erase(home).paths == ()
