import json
from pathlib import Path

import msgspec
import pytest

from desktop.core.errors import NoModelForTask
from desktop.core.model import ModelState
from desktop.core.usage import ModelUnknown
from desktop.state.models import ModelShelf, read_manifest
from desktop.state.paths import Home, resources


def write_model(home: Home, name: str, task: str = "ocr", content: bytes = b"graph") -> Path:
    folder = home.models / name
    folder.mkdir(parents=True)
    (folder / "model.onnx").write_bytes(content)
    manifest = json.loads((resources() / "starter" / "pp-ocrv6" / "manifest.json").read_text())
    manifest |= {"id": f"local/{name}", "task": task, "package": None}
    manifest["files"] = [{"path": "model.onnx", "size_bytes": len(content), "sha256": "0" * 64, "role": "model"}]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


def test_the_starter_models_are_ready_on_a_fresh_home(shelf: ModelShelf) -> None:
    found = {model.spec.id: model.state for model in shelf.all()}
    for name in ("starter/minilm-sentiment", "starter/efficientnet-lite0", "starter/pp-ocrv6"):
        assert found[name] is ModelState.READY


def test_a_store_model_is_found_and_its_faults_are_seen(home: Home, shelf: ModelShelf) -> None:
    folder = write_model(home, "mine")
    assert shelf.get("local/mine").state is ModelState.READY
    (folder / "model.onnx").write_bytes(b"longer than before")
    assert shelf.get("local/mine").state is ModelState.READY, "looked at again without being asked to"
    shelf.refresh()
    assert shelf.get("local/mine").state is ModelState.BROKEN
    assert shelf.get("local/mine").missing == ("model.onnx",)
    (folder / "model.onnx").unlink()
    shelf.refresh()
    assert shelf.get("local/mine").state is ModelState.BROKEN


def test_the_ready_model_is_chosen_unless_the_user_says(home: Home, shelf: ModelShelf) -> None:
    (write_model(home, "broken", task="sing") / "model.onnx").unlink()
    write_model(home, "whole", task="sing")
    assert shelf.choose("sing").spec.id == "local/whole"
    assert shelf.choose("sing", "local/broken").spec.id == "local/broken"
    with pytest.raises(ModelUnknown):
        shelf.choose("ocr", "local/whole")
    with pytest.raises(NoModelForTask):
        shelf.choose("dance")


def test_a_model_that_was_added_answers_before_the_starter_model(home: Home, shelf: ModelShelf) -> None:
    assert shelf.choose("text-generation").spec.id == "starter/smollm2-135m-instruct"
    graph = write_model(home, "larger", task="text-generation") / "model.onnx"
    shelf.refresh()
    assert shelf.choose("text-generation").spec.id == "local/larger"
    graph.unlink()
    shelf.refresh()
    assert shelf.choose("text-generation").spec.id == "starter/smollm2-135m-instruct"


def test_a_manifest_with_a_fault_names_its_place(tmp_path: Path) -> None:
    content = json.loads((resources() / "starter" / "pp-ocrv6" / "manifest.json").read_text())
    content["files"][0]["size_bytes"] = "large"
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(content))
    with pytest.raises(msgspec.ValidationError, match=r"files\[0\]\.size_bytes|files\[\.\.\.\]\.size_bytes"):
        read_manifest(path)


def test_a_model_with_a_broken_manifest_is_shown_as_broken_and_the_others_work(home: Home, shelf: ModelShelf) -> None:
    (write_model(home, "torn") / "manifest.json").write_text('{"format": 1, "id": "local/to')
    torn = shelf.get("local/torn")
    assert torn.state is ModelState.BROKEN
    assert torn.missing == ("manifest.json",)
    assert shelf.choose("ocr").spec.id == "starter/pp-ocrv6"
