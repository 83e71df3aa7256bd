"""The folder that comes out: the Hub's layout, a manifest that lists every file, and the report of the conversion."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from typing import TYPE_CHECKING, Any

from desktop.converter.faults import said_by
from desktop.converter.graph import EXTERNAL_SUFFIX
from desktop.converter.tasks import TASKS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from desktop.converter.events import Events
    from desktop.converter.source import Source

GRAPHS = "onnx"
MANIFEST = "manifest.json"
REPORT = "report.json"
TOKENISER = "tokenizer.json"
CARD = "README.md"

ROLES = {
    "config.json": "config",
    "generation_config.json": "config",
    "preprocessor_config.json": "preprocessor",
    "processor_config.json": "preprocessor",
    TOKENISER: "tokenizer",
    "tokenizer_config.json": "tokenizer",
    "special_tokens_map.json": "tokenizer",
    "added_tokens.json": "tokenizer",
    "merges.txt": "tokenizer",
    "sentencepiece.bpe.model": "tokenizer",
    "spiece.model": "tokenizer",
    "spm.model": "tokenizer",
    "source.spm": "tokenizer",
    "target.spm": "tokenizer",
    "chat_template.jinja": "tokenizer",
    "tokenizer.model": "tokenizer",
    "vocab.json": "tokenizer",
    "vocab.txt": "tokenizer",
    "modules.json": "pooling",
    "sentence_bert_config.json": "pooling",
    "config_sentence_transformers.json": "pooling",
    CARD: "card",
    REPORT: "report",
}
"""Files of a model by name, with their role in a manifest; these and the licence are taken over."""
_LICENCE = re.compile(r"(LICEN[CS]E|NOTICE|COPYING)(\.\w+)?", re.IGNORECASE)
_POOLING = re.compile(r"\d+_Pooling/config\.json")
_UNKNOWN = "unknown"
_REVISION_DIGITS = 40


def copy_files(source: Source, out: Path) -> None:
    """Take over what belongs to the model beside its weights, unchanged."""
    for path in sorted(source.folder.rglob("*")):
        name = path.relative_to(source.folder).as_posix()
        if path.is_file() and (name in ROLES or _LICENCE.fullmatch(name) or _POOLING.fullmatch(name)):
            target = out / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def complete_tokeniser(source: Source, out: Path, task: str, events: Events) -> None:
    """Make `tokenizer.json` where only the files of an older tokeniser are there."""
    from transformers import AutoTokenizer

    how = TASKS[task]
    if (out / TOKENISER).exists() or not ("text" in how.reads or how.reads == "pair" or how.writes):
        return
    try:
        tokeniser = AutoTokenizer.from_pretrained(source.folder, local_files_only=True)
        if tokeniser.is_fast:  # Ilha makes it of the files of others
            tokeniser.backend_tokenizer.save(str(out / TOKENISER))
    except Exception as error:  # noqa: BLE001 - the library raises whatever its parts raise
        events.warning(f"The file “{TOKENISER}” could not be made: {said_by(error)}.")


def write_manifest(out: Path, source: Source, *, task: str, variant: str, graphs: Mapping[str, str]) -> None:
    """Write `manifest.json`.

    Args:
        out: the finished folder.
        source: what was converted.
        task: the task's id.
        variant: precision of the graph that is meant to be used.
        graphs: paths of those graphs in the folder, each with its role.
    """
    about = card(source)
    licence = _licence(about)
    languages = about.get("language") or []
    files = _entries(out, graphs)
    manifest = {
        "format": 1,
        "id": f"local/{_slug(source.name)}",
        "task": task,
        "title": source.name,
        "summary": "",
        "repo": source.repository,
        "revision": _revision(files),
        "variant": variant,
        "languages": [str(code) for code in (languages if isinstance(languages, list) else [languages])],
        "licence": licence,
        "base_licence": licence,
        "package": None,
        "files": files,
        "settings": {},
        "sources": [],
        "measured": {},
        "notes": f"Converted from safetensors; {REPORT} says how near it comes to the original.",
    }
    write_json(out / MANIFEST, manifest)


def write_json(path: Path, value: object) -> None:
    """Write a value as people like to read it."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def digest_of(path: Path) -> str:
    """Return the sha256 of a file in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _entries(out: Path, graphs: Mapping[str, str]) -> list[dict[str, object]]:
    paths = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    return [
        {
            "path": name,
            "size_bytes": path.stat().st_size,
            "sha256": digest_of(path),
            "role": _role(name, graphs),
        }
        for name, path in sorted(paths.items())
        if name != MANIFEST
    ]


def _role(name: str, graphs: Mapping[str, str]) -> str:
    """Return a file's role; of several variants only the one that is meant to be used is a `model`, or parts of one."""
    if name in graphs:
        return graphs[name]
    if name.removesuffix(EXTERNAL_SUFFIX) in graphs:
        return "data"
    if name.startswith(f"{GRAPHS}/"):
        return "variant"
    if _POOLING.fullmatch(name):
        return "pooling"
    return ROLES.get(name, "licence")


def _revision(files: Sequence[dict[str, object]]) -> str:
    """Return 40 hexadecimal digits over the sorted lines `sha256  path`, each ended by a line feed."""
    lines = sorted(f"{entry['sha256']}  {entry['path']}\n" for entry in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()[:_REVISION_DIGITS]


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9._-]+", "-", name.lower()).strip("-._") or "model"


def card(source: Source) -> dict[str, Any]:
    """Return the front matter of a model's card; nothing where there is none or it cannot be read."""
    import yaml

    try:
        text = (source.folder / CARD).read_text(encoding="utf-8").removeprefix("\ufeff")
        matter = text.split("\n---", 1)[0].removeprefix("---") if text.startswith("---") else ""
        # All stays text: another loader takes “no” for False, and it is Norwegian.
        content = yaml.load(matter, yaml.BaseLoader)  # noqa: S506 - this loader makes texts, lists and mappings alone
    except (OSError, ValueError, yaml.YAMLError):
        return {}
    return content if isinstance(content, dict) else {}


def _licence(about: dict[str, Any]) -> str:
    """Return the licence that a card gives; of several the first."""
    named = about.get("license")
    named = named[0] if isinstance(named, list) and named else named
    return str((about.get("license_name") if named == "other" else named) or _UNKNOWN)
