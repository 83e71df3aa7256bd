"""What would be installed from a folder, before an engine looks into it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from desktop.core.errors import IlhaError, ModelDigestMismatch, ModelIncompatible, ModelIncomplete
from desktop.core.inspection import GraphData
from desktop.core.usage import ModelNameInvalid
from desktop.hub.plan import Plan, make_plan
from tests.unit.hub.folders import text_folder, text_graph, write


def plan(folder: Path, name: str | None = None, task: str | None = None, variant: str | None = None) -> Plan:
    return make_plan(folder, name, task, variant)


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("words", "words"),
        ("My words (new)", "My-words-new"),
        ("..words..", "words"),
        ("_-x", "x"),
        ("日本", "model"),
        ("models--owner--tiny/snapshots/0123", "tiny"),
    ],
)
def test_a_model_is_called_like_its_folder(tmp_path: Path, folder: str, name: str) -> None:
    assert plan(text_folder(tmp_path / folder)).spec.id == f"local/{name}"


def test_a_name_is_taken_with_and_without_the_word_before_it(tmp_path: Path) -> None:
    folder = text_folder(tmp_path / "words")
    assert plan(folder, "a.b-C_1").spec.id == plan(folder, "local/a.b-C_1").spec.id == "local/a.b-C_1"
    with pytest.raises(ModelNameInvalid):
        plan(folder, "starter/words")


def test_only_one_graph_and_what_belongs_to_it_is_planned(tmp_path: Path) -> None:
    folder = text_folder(tmp_path / "words", model=text_graph(), model_quantized=text_graph())
    write(folder, {"training_args.bin": b"x", "notes.md": "x"})
    found = plan(folder)
    assert found.spec.variant == "q8"
    assert {file.path for file in found.spec.files} == {
        "README.md", "config.json", "onnx/model_quantized.onnx", "tokenizer.json", "tokenizer_config.json",
    }  # fmt: skip
    assert all(file.size_bytes == (folder / file.path).stat().st_size for file in found.spec.files)


def wanted(location: str, size_bytes: int = 8, graph: str = "onnx/model.onnx") -> tuple[GraphData, ...]:
    return (GraphData(graph=graph, location=location, size_bytes=size_bytes),)


@pytest.mark.parametrize(
    ("location", "error"),
    [
        ("../config.json", ModelIncompatible),
        ("/etc/passwd", ModelIncompatible),
        ("a\\b", ModelIncompatible),
        ("deep/weights", ModelIncomplete),
        ("absent", ModelIncomplete),
        ("", ModelIncomplete),
        (".", ModelIncomplete),
    ],
)
def test_weights_lie_beside_their_graph_or_nowhere(tmp_path: Path, location: str, error: type[IlhaError]) -> None:
    found = plan(text_folder(tmp_path / "words"))
    with pytest.raises(error):
        found.with_data(wanted(location))


def test_weights_are_planned_once_for_all_graphs_that_share_them(tmp_path: Path) -> None:
    folder = write(text_folder(tmp_path / "words"), {"onnx/model.onnx_data": bytes(8)})
    found = plan(folder).with_data(wanted("model.onnx_data") + wanted("./model.onnx_data", 4))
    (data,) = (file for file in found.spec.files if file.role == "data")
    assert (data.path, data.size_bytes) == ("onnx/model.onnx_data", 8)


def manifest(folder: Path, **digests: str) -> None:
    """Write a manifest of all files, with digests by name (two underscores for the dot) or the right ones."""
    files = []
    for place in sorted(path for path in folder.rglob("*") if path.is_file()):
        path = place.relative_to(folder).as_posix()
        right = hashlib.sha256(place.read_bytes()).hexdigest()
        role = "model" if path.endswith(".onnx") else "config"
        digest = digests.get(place.name.replace(".", "__"), right)
        files.append({"path": path, "size_bytes": place.stat().st_size, "sha256": digest, "role": role})
    texts = dict.fromkeys(("summary", "repo", "revision", "notes"), "")
    more = {"id": "starter/x", "task": "text-classification", "title": "Told", "variant": "fp32", "package": None}
    rest: dict[str, object] = {"languages": [], "settings": {}, "sources": [], "measured": {}}
    licences = {"licence": "mit", "base_licence": "apache-2.0"}
    write(folder, {"manifest.json": {"format": 1, "files": files, **texts, **more, **rest, **licences}})


def test_a_manifest_tells_title_and_licence_and_never_the_id(tmp_path: Path) -> None:
    folder = text_folder(tmp_path / "words")
    manifest(folder)
    spec = plan(folder).spec
    assert (spec.id, spec.title, spec.licence, spec.base_licence) == ("local/words", "Told", "MIT", "Apache-2.0")
    assert spec.package is None
    assert all(file.sha256 for file in spec.files)


@pytest.mark.parametrize("name", ["model__onnx", "config__json", "tokenizer__json"])
def test_a_digest_that_is_another_is_told_by_file(tmp_path: Path, name: str) -> None:
    folder = text_folder(tmp_path / "words")
    manifest(folder, **{name: "f" * 64})
    with pytest.raises(ModelDigestMismatch, match=name.replace("__", r"\.")):
        plan(folder)


def test_programs_that_a_manifest_lists_are_left_behind(tmp_path: Path) -> None:
    folder = write(text_folder(tmp_path / "words"), {"run.py": "1", "library.so": b"x", "extra.txt": "x"})
    manifest(folder)
    paths = {file.path for file in plan(folder).spec.files}
    assert "extra.txt" in paths
    assert not paths & {"run.py", "library.so"}
