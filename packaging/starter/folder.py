"""What every starter folder has: a fresh start, licence texts, a card and a manifest that lists all of it."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sources import sha256_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sources import Source

ROOT = Path(__file__).resolve().parents[2]
STARTER = ROOT / "resources" / "starter"
LICENCES = ROOT / "resources" / "licences" / "models"
SAMPLES = ROOT / "resources" / "samples"
LETTERS = {"en": "letter.txt", "pt": "letter-pt.txt"}  # one letter of the samples by its languages
MANIFEST = "manifest.json"
ROLES = {
    "1_Pooling/config.json": "pooling",
    "config.json": "config",
    "generation_config.json": "config",
    "modules.json": "pooling",
    "preprocessor_config.json": "preprocessor",
    "README.md": "card",
    "sentence_bert_config.json": "pooling",
    "special_tokens_map.json": "tokenizer",
    "tokenizer.json": "tokenizer",
    "tokenizer_config.json": "tokenizer",
    "vocab.txt": "tokenizer",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What a manifest says beyond its list of files."""

    name: str
    task: str
    title: str
    summary: str
    repo: str
    variant: str
    licence: str
    base_licence: str
    notes: str
    languages: tuple[str, ...] = ()
    package: str | None = None
    settings: dict[str, Any] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()


def fresh_folder(parent: Path, name: str) -> Path:
    """Return an empty folder with `onnx/` in it."""
    folder = parent / name
    if folder.exists():
        shutil.rmtree(folder)
    (folder / "onnx").mkdir(parents=True)
    return folder


def write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def copy_licences(folder: Path, names: Iterable[str]) -> None:
    """Put licence texts of `resources/licences/models` beside the model."""
    for name in names:
        shutil.copyfile(LICENCES / name, folder / name)


def file_entry(path: Path, name: str, role: str) -> dict[str, object]:
    """Describe one file for a manifest's `files`."""
    return {"path": name, "size_bytes": path.stat().st_size, "sha256": sha256_of(path), "role": role}


def folder_entries(folder: Path) -> list[dict[str, object]]:
    """Describe every file of the folder but the manifest."""
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return [file_entry(paths[name], name, role_of(name)) for name in sorted(paths) if name != MANIFEST]


def role_of(name: str) -> str:
    """Tell a file's role by its name."""
    if name.endswith(".onnx"):
        return Path(name).stem.removesuffix("_quantized").removesuffix("_q4")
    return ROLES.get(name, "licence")


def revision_of(files: list[dict[str, object]]) -> str:
    """Return 40 hexadecimal digits over the sorted lines `sha256  path`, each ended by a line feed."""
    lines = sorted(f"{entry['sha256']}  {entry['path']}\n" for entry in files)
    return hashlib.sha256("".join(lines).encode("utf-8")).hexdigest()[:40]


def write_manifest(folder: Path, model: Model, files: list[dict[str, object]], measured: dict[str, object]) -> None:
    """Write `manifest.json` with every key of the format."""
    manifest = {
        "format": 1,
        "id": f"starter/{model.name}",
        "task": model.task,
        "title": model.title,
        "summary": model.summary,
        "repo": model.repo,
        "revision": revision_of(files),
        "variant": model.variant,
        "languages": list(model.languages),
        "licence": model.licence,
        "base_licence": model.base_licence,
        "package": model.package,
        "files": files,
        "settings": model.settings,
        "sources": [source.record() for source in model.sources],
        "measured": measured,
        "notes": model.notes,
    }
    write_json(folder / MANIFEST, manifest)
