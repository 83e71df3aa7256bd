"""A folder from a stranger: what is listed, what is refused, and what is not even looked at."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from desktop.core.errors import InputUnreadable, ModelIncompatible, ModelIncomplete
from desktop.hub import folder as folders
from desktop.hub.folder import SourceFolder
from tests.unit.hub.folders import write


def listed(root: Path) -> SourceFolder:
    return SourceFolder(root, "local/model")


def test_two_levels_are_listed_and_hidden_folders_are_not(tmp_path: Path) -> None:
    write(tmp_path, dict.fromkeys(("a.json", "onnx/b.onnx", "onnx/deep/c.onnx", ".git/config", ".hidden"), b"{}"))
    assert list(listed(tmp_path).files) == [".hidden", "a.json", "onnx/b.onnx"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are none")
def test_what_is_no_plain_file_counts_as_absent(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "config.json")
    (tmp_path / "tokenizer.json").symlink_to(tmp_path / "nowhere")
    (tmp_path / "vocab.txt").symlink_to("vocab.txt")
    source = listed(tmp_path)
    assert source.files == {}
    assert source.object("config.json") == {}
    with pytest.raises(ModelIncomplete, match=r"tokenizer\.json"):
        source.check("tokenizer.json")


def test_links_inside_the_folder_are_followed(tmp_path: Path) -> None:
    write(tmp_path, {"onnx/real.onnx": b"graph"})
    (tmp_path / "onnx" / "model.onnx").symlink_to("real.onnx")
    assert listed(tmp_path).check("onnx/model.onnx") == 5


@pytest.mark.parametrize("path", ["config.json", "model.onnx", "onnx", "LICENSE"])
def test_a_link_out_of_the_folder_is_refused_where_it_matters(tmp_path: Path, path: str) -> None:
    root, outside = tmp_path / "model", tmp_path / "outside"
    write(outside, {"secret": "{}"})
    root.mkdir()
    (root / path).symlink_to(outside if path == "onnx" else outside / "secret")
    with pytest.raises(ModelIncompatible, match=f"“{path}” is a link"):
        listed(root)


@pytest.mark.parametrize("path", ["model.onnx_data", "anything.json"])
def test_a_link_out_of_the_folder_is_refused_when_it_is_needed(tmp_path: Path, path: str) -> None:
    root = tmp_path / "model"
    write(tmp_path, {"secret": "{}"})
    root.mkdir()
    (root / path).symlink_to(tmp_path / "secret")
    source = listed(root)
    with pytest.raises(ModelIncompatible, match=f"“{path}” is a link"):
        source.check(path, weights=True)
    with pytest.raises(ModelIncompatible, match=f"“{path}” is a link"):
        source.json(path)


def test_a_folder_of_ten_thousand_files_is_not_listed_to_its_end(tmp_path: Path) -> None:
    write(tmp_path, {f"{number}.txt": b"" for number in range(folders.FILES_AT_MOST + 1)})
    with pytest.raises(ModelIncompatible, match=str(folders.FILES_AT_MOST)):
        listed(tmp_path)


@pytest.mark.parametrize(
    ("path", "limit_bytes"),
    [
        ("config.json", folders.JSON_BYTES_AT_MOST),
        ("tokenizer.json", folders.TEXT_BYTES_AT_MOST),
        ("model.onnx", folders.GRAPH_BYTES_AT_MOST),
    ],
)
def test_each_kind_of_file_has_its_limit(tmp_path: Path, path: str, limit_bytes: int) -> None:
    write(tmp_path, {path: b"{}"})
    os.truncate(tmp_path / path, limit_bytes + 1)
    source = listed(tmp_path)
    with pytest.raises(ModelIncompatible, match="larger"):
        source.check(path)
    os.truncate(tmp_path / path, limit_bytes)
    if path != "config.json":  # which would be read
        assert source.check(path) == limit_bytes


def test_weights_may_be_of_any_size(tmp_path: Path) -> None:
    write(tmp_path, {"model.onnx_data": b"x"})
    os.truncate(tmp_path / "model.onnx_data", 5 << 30)
    assert listed(tmp_path).check("model.onnx_data", weights=True) == 5 << 30


def test_a_folder_that_went_away_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputUnreadable):
        listed(tmp_path / "gone")
    write(tmp_path, {"config.json": {}, "vocab.txt": "a"})
    source = listed(tmp_path)
    for path in ("config.json", "vocab.txt"):
        (tmp_path / path).unlink()
        with pytest.raises(InputUnreadable, match=path):
            source.check(path)
