"""A folder that cannot be converted is refused before anything is loaded, with the fault named."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import pytest

from desktop.converter.faults import Fault
from desktop.converter.source import INDEX, WEIGHTS, look

CONFIG: dict[str, Any] = {"model_type": "bert", "architectures": ["BertForSequenceClassification"]}
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:0123\nsize 438012345\n"


def safetensors(*shapes: tuple[int, ...]) -> bytes:
    """Return a file of float32 zeros."""
    header: dict[str, object] = {"__metadata__": {"format": "pt"}}
    end = 0
    for number, (rows, columns) in enumerate(shapes):
        size = 4 * rows * columns
        header[f"weight{number}"] = {"dtype": "F32", "shape": [rows, columns], "data_offsets": [end, end + size]}
        end += size
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + bytes(end)


def folder_of(place: Path, **more: Any) -> Path:
    """Make a folder with a configuration and weights; `more` are further keys of the configuration."""
    (place / "config.json").write_text(json.dumps(CONFIG | more), encoding="utf-8")
    (place / WEIGHTS).write_bytes(safetensors((3, 5), (2, 2)))
    return place


def fault_of(folder: Path) -> Fault:
    with pytest.raises(Fault) as caught:
        look(folder)
    return caught.value


def test_a_whole_folder_is_understood(tmp_path: Path) -> None:
    found = look(folder_of(tmp_path))
    assert found.config["model_type"] == "bert"
    assert (found.parameters, found.float_bytes, found.unread) == (19, 76, ())
    assert not found.sentences


def test_shards_are_counted_together(tmp_path: Path) -> None:
    folder_of(tmp_path)
    (tmp_path / WEIGHTS).unlink()
    (tmp_path / "a.safetensors").write_bytes(safetensors((3, 5)))
    (tmp_path / "b.safetensors").write_bytes(safetensors((2, 2)))
    weight_map = {"weight0": "a.safetensors", "weight1": "b.safetensors", "weight2": "a.safetensors"}
    (tmp_path / INDEX).write_text(json.dumps({"weight_map": weight_map}), encoding="utf-8")
    assert look(tmp_path).parameters == 19
    (tmp_path / "b.safetensors").unlink()
    fault = fault_of(tmp_path)
    assert fault.code == "model-incomplete"
    assert "“b.safetensors”" in fault.message


@pytest.mark.parametrize("weight_map", [{}, [], {"weight0": "../elsewhere.safetensors"}])
def test_an_index_that_leads_nowhere_is_refused(tmp_path: Path, weight_map: object) -> None:
    folder_of(tmp_path)
    (tmp_path / INDEX).write_text(json.dumps({"weight_map": weight_map}), encoding="utf-8")
    fault = fault_of(tmp_path)
    assert fault.code == "model-incompatible"
    assert INDEX in fault.message


@pytest.mark.parametrize("name", ["pytorch_model.bin", "model.pt", "model.pth", "weights.ckpt", "tf_model.h5", "m.PKL"])
def test_a_pickle_is_never_opened(tmp_path: Path, name: str) -> None:
    folder_of(tmp_path)
    (tmp_path / name).write_bytes(b"\x80\x04not to be read")
    assert look(tmp_path).unread == (name,)
    (tmp_path / WEIGHTS).unlink()
    fault = fault_of(tmp_path)
    assert fault.code == "model-incompatible"
    assert f"pickle (“{name}”)" in fault.message
    assert WEIGHTS in fault.hint


@pytest.mark.parametrize("name", [WEIGHTS, "tokenizer.json", "spiece.model"])
def test_a_pointer_is_not_the_file(tmp_path: Path, name: str) -> None:
    folder_of(tmp_path)
    (tmp_path / name).write_bytes(POINTER)
    fault = fault_of(tmp_path)
    assert fault.code == "model-incomplete"
    assert f"“{name}” is only a Git LFS pointer" in fault.message


@pytest.mark.parametrize("name", ["config.json", WEIGHTS])
def test_what_is_missing_is_named(tmp_path: Path, name: str) -> None:
    (folder_of(tmp_path) / name).unlink()
    fault = fault_of(tmp_path)
    assert fault.code == "model-incomplete"
    assert f"“{name}”" in fault.message


@pytest.mark.parametrize("kept", [0, 5, 40, -1])
def test_a_file_that_breaks_off_is_named(tmp_path: Path, kept: int) -> None:
    weights = folder_of(tmp_path) / WEIGHTS
    weights.write_bytes(weights.read_bytes()[:kept])
    fault = fault_of(tmp_path)
    assert fault.code == "model-incomplete"
    assert f"“{WEIGHTS}”" in fault.message


@pytest.mark.parametrize("header", [b"[]", b'{"w": 1}', b'{"w": {"shape": "x", "data_offsets": [0]}}', b"{" * 400])
def test_a_header_that_is_none_is_named(tmp_path: Path, header: bytes) -> None:
    (folder_of(tmp_path) / WEIGHTS).write_bytes(struct.pack("<Q", len(header)) + header)
    assert fault_of(tmp_path).code == "model-incomplete"


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({"auto_map": {"AutoModel": "modeling_own.OwnModel"}}, "auto_map"),
        ({"quantization_config": {"quant_method": "gptq"}}, "quantization_config"),
        ({"use_timm_backbone": True}, "use_timm_backbone"),
    ],
)
def test_what_would_need_more_than_the_library_is_refused(tmp_path: Path, more: dict[str, Any], named: str) -> None:
    fault = fault_of(folder_of(tmp_path, **more))
    assert fault.code == "model-incompatible"
    assert named in fault.message


def test_code_of_a_tokeniser_is_refused_too(tmp_path: Path) -> None:
    folder_of(tmp_path)
    content = {"auto_map": {"AutoTokenizer": ["tokenization_own.Own", None]}}
    (tmp_path / "tokenizer_config.json").write_text(json.dumps(content), encoding="utf-8")
    assert "tokenizer_config.json" in fault_of(tmp_path).message


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", "[" * 100_000])
def test_a_configuration_that_is_none_is_refused(tmp_path: Path, content: str) -> None:
    (folder_of(tmp_path) / "config.json").write_text(content, encoding="utf-8")
    fault = fault_of(tmp_path)
    assert fault.code == "model-incompatible"
    assert "config.json" in fault.message


def test_a_folder_of_the_hubs_cache_is_called_like_its_repository(tmp_path: Path) -> None:
    place = tmp_path / "models--owner--some-model" / "snapshots" / "0123abcd"
    place.mkdir(parents=True)
    found = look(folder_of(place))
    assert (found.name, found.repository) == ("some-model", "owner/some-model")
