"""Models in a store whose files are right by their digests, without asking an engine."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from desktop.state.models import ModelShelf
from tests.unit.engine.graphs import install

if TYPE_CHECKING:
    from desktop.core.model import InstalledModel
    from desktop.state.paths import Home

FILES = {"onnx/model.onnx": b"graph" * 100, "config.json": b"{}", "LICENSE": b"free", "README.md": b"# Words\n"}


def keep(home: Home, model: str = "local/words", **more: object) -> InstalledModel:
    """Write a model into the store; `more` changes its manifest."""
    folder = home.models / model
    install(folder, "text-classification", FILES)
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text()) | {"id": model} | more
    roles = {"LICENSE": "licence", "README.md": "card"}
    for file in manifest["files"]:
        file["role"] = roles.get(file["path"], file["role"])
    path.write_text(json.dumps(manifest))
    return ModelShelf(home).get(model)


def exact_bytes(model: InstalledModel) -> int:
    """Return what all files of a model hold."""
    return sum(path.stat().st_size for path in model.folder.rglob("*") if path.is_file())
