"""The folder that comes out holds what belongs to the model, and its manifest says what that is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop.converter import layout
from desktop.converter.source import Source
from desktop.state.models import read_manifest, revision_of


def source(folder: Path) -> Source:
    return Source(folder=folder, config={}, weights=(), parameters=0, unread=())


def manifest(folder: Path, card: str | None = None) -> dict[str, Any]:
    """Write the manifest of a folder that is source and outcome at once."""
    if card is not None:
        (folder / "README.md").write_text(card, encoding="utf-8")
    layout.write_manifest(
        folder, source(folder), task="text-classification", variant="q8", graphs={"onnx/model_int8.onnx": "model"}
    )
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return found


def test_what_belongs_to_a_model_is_taken_over_and_nothing_else(tmp_path: Path) -> None:
    folder, out = tmp_path / "model", tmp_path / "out"
    taken = {"config.json", "vocab.txt", "README.md", "LICENSE.txt", "1_Pooling/config.json", "modules.json"}
    left = {"model.safetensors", "pytorch_model.bin", "run.py", "notes.txt", "2_Dense/config.json", "onnx/model.onnx"}
    for path in taken | left:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(path, encoding="utf-8")
    layout.copy_files(source(folder), out)
    assert {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()} == taken
    assert all((out / path).read_text(encoding="utf-8") == path for path in taken)


def test_the_manifest_is_one_that_the_program_reads(tmp_path: Path) -> None:
    for path in ("onnx/model.onnx", "onnx/model_int8.onnx", "onnx/model_int8.onnx_data", "config.json", "LICENSE"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(path, encoding="utf-8")
    manifest(tmp_path)
    spec = read_manifest(tmp_path / "manifest.json")
    assert {file.path: file.role for file in spec.files} == {
        "LICENSE": "licence",
        "config.json": "config",
        "onnx/model.onnx": "variant",
        "onnx/model_int8.onnx": "model",
        "onnx/model_int8.onnx_data": "data",
    }
    assert spec.revision == revision_of(spec.files)
    assert (spec.task, spec.variant, spec.licence) == ("text-classification", "q8", "unknown")


@pytest.mark.parametrize(
    ("front", "licence", "languages"),
    [
        ("license: mit\nlanguage: en", "mit", ["en"]),
        ("license: [apache-2.0, mit]\nlanguage:\n- en\n- no", "apache-2.0", ["en", "no"]),
        ("license: other\nlicense_name: nvidia-open", "nvidia-open", []),
        ("license: other", "unknown", []),
        ("license: [", "unknown", []),
        ("- a list", "unknown", []),
        ("!!python/object/apply:os.abort []", "unknown", []),
        ("", "unknown", []),
    ],
)
def test_licence_and_languages_come_from_the_card(
    tmp_path: Path, front: str, licence: str, languages: list[str]
) -> None:
    found = manifest(tmp_path, f"---\n{front}\n---\n\n# A model\n")
    assert (found["licence"], found["base_licence"], found["languages"]) == (licence, licence, languages)


@pytest.mark.parametrize("name", ["Tiny BERT (new)", "..", "-x", "Ünïcode"])
def test_its_id_is_a_folder_everywhere(tmp_path: Path, name: str) -> None:
    slug = layout._slug(name)
    assert slug == slug.lower()
    assert slug.strip("-._") == slug
    (tmp_path / slug).mkdir()
