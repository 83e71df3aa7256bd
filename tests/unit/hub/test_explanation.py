"""What Ilha says about repositories as people publish them, and about ones that mean harm; without a network."""

from __future__ import annotations

import dataclasses
import tomllib
from pathlib import Path
from typing import Any

import pytest

from desktop.core.errors import describe
from desktop.hub.card import Card
from desktop.hub.explanation import FILES_AT_MOST, Explanation, explain
from desktop.hub.folder import GRAPH_BYTES_AT_MOST
from desktop.hub.listing import Listing, RemoteFile, _completed
from desktop.hub.names import is_taken
from tests.unit.hub.network import remote

LAYOUTS = sorted((Path(__file__).parents[2] / "fixtures" / "hub_layouts").glob("*.toml"))
_LARGE = (".onnx", ".onnx_data", ".data", ".bin", ".safetensors", ".gguf", ".h5")


def listing_of(layout: dict[str, Any]) -> Listing:
    files = tuple(
        remote(path, size, lfs=layout.get("lfs", True) and path.endswith(_LARGE))
        for path, size in layout["files"].items()
    )
    tags = tuple(layout["tags"])
    card = _completed(Card(), tags, layout.get("pipeline_tag", ""))
    return Listing(
        repo=layout["repo"],
        commit="0" * 40,
        files=files,
        card=card,
        config=layout["config"],
        gated=layout.get("gated", False),
        tags=tags,
        base_model=card.base_model,
        base_licence=layout.get("base_licence", ""),
    )


def layout(*files: RemoteFile, pipeline_tag: str = "text-classification") -> Explanation:
    card = Card(pipeline_tag=pipeline_tag, licence="MIT")
    return explain(Listing(repo="isle/words", commit="0" * 40, files=files, card=card))


def test_there_are_enough_layouts() -> None:
    assert len(LAYOUTS) >= 20


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_a_layout_is_explained(path: Path) -> None:
    described = tomllib.loads(path.read_text(encoding="utf-8"))
    expected = described["expected"]
    explanation = explain(listing_of(described))
    assert explanation.task == expected["task"]
    assert explanation.warnings == tuple(expected.get("warnings", ()))
    if "fault" in expected:
        assert explanation.fault is not None
        assert explanation.fault.code == expected["fault"]
        message, hint = describe(explanation.fault.failure())
        assert expected.get("says", "") in message
        assert "{" not in message + hint
        assert not explanation.variants
        return
    assert explanation.fault is None
    assert [variant.name for variant in explanation.variants] == expected["variants"]
    variant = explanation.variant(None)
    assert variant is not None
    assert variant.name == expected["first"]
    shown = explanation.variant(expected.get("of"))
    assert shown is not None
    assert sorted(file.path for file in shown.files) == expected["files"]
    assert shown.memory_bytes > shown.size_bytes
    for one in explanation.variants:
        assert all(is_taken(file.path) for file in one.files)


def test_the_licence_chain_names_both() -> None:
    described = tomllib.loads((LAYOUTS[0].parent / "marian.toml").read_text(encoding="utf-8"))
    assert explain(listing_of(described)).licences == (
        ("Xenova/opus-mt-en-de", "unknown"),
        ("Helsinki-NLP/opus-mt-en-de", "CC-BY-4.0"),
    )


GRAPH = remote("onnx/model.onnx", 1000, lfs=True)


@pytest.mark.parametrize(
    "path",
    ["../1_Pooling/config.json", "/1_Pooling/config.json", "CON/1_Pooling/config.json", ".git/1_Pooling/config.json"],
)
def test_a_name_that_leads_elsewhere_is_refused(path: str) -> None:
    explanation = layout(GRAPH, remote(path))
    assert explanation.fault is None or explanation.fault.code == "repository-unsafe"
    if explanation.fault is None:
        assert path not in {file.path for variant in explanation.variants for file in variant.files}


def test_names_that_differ_only_in_case_are_refused() -> None:
    explanation = layout(GRAPH, remote("LICENSE"), remote("license"))
    assert explanation.fault is not None
    assert explanation.fault.code == "repository-unsafe"


def test_files_nobody_needs_may_have_any_name() -> None:
    assert layout(GRAPH, remote("aux.bin"), remote("../../etc/passwd"), remote("a\u202egpj.exe")).fault is None


def test_what_is_larger_than_any_of_its_kind_is_refused() -> None:
    explanation = layout(dataclasses.replace(GRAPH, size_bytes=GRAPH_BYTES_AT_MOST + 1))
    assert explanation.fault is not None
    assert "2.1 GB" in describe(explanation.fault.failure())[0]
    assert layout(GRAPH, remote("tokenizer_config.json", 9 << 20)).fault is not None
    assert layout(GRAPH, remote("onnx/model.onnx_data", 8 << 30, lfs=True)).fault is None


def test_there_are_not_too_many_files() -> None:
    many = [remote(f"onnx/model.onnx_data_{number}", lfs=True) for number in range(FILES_AT_MOST)]
    assert layout(GRAPH, *many).fault is not None
