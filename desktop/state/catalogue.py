"""The built-in catalogue: one TOML file for each model in `resources/catalogue`. No network, and no promise."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import msgspec

from desktop.core.catalogue import MULTILINGUAL, CatalogueModel, CatalogueVariant, Work
from desktop.core.languages import LANGUAGE_NAMES
from desktop.state.paths import resources

if TYPE_CHECKING:
    from pathlib import Path

PACKS = ("text", "sound", "image", "chat")
"""Starter packs: models that together serve one kind of work."""


class _Variant(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    files: tuple[str, ...]
    size_mb: float


class _Work(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    weights_m: float
    places: float = 1.0
    writes_m: float = 0.0
    tokens: float = 1.0


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    repo: str
    task: str
    title: str
    summary: str
    licence: str
    base: str
    base_licence: str
    languages: tuple[str, ...]
    variants: tuple[_Variant, ...]
    work: _Work
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    pack: str = ""


def read_entry(path: Path) -> CatalogueModel:
    """Read one file of the catalogue.

    Raises:
        msgspec.MsgspecError: the content does not fit; the message names the path of the fault.
    """
    entry = msgspec.toml.decode(path.read_bytes(), type=_Entry)
    return CatalogueModel(
        repo_id=entry.repo,
        task=entry.task,
        title=entry.title,
        summary=entry.summary,
        licence=entry.licence,
        base=entry.base,
        base_licence=entry.base_licence,
        languages=entry.languages,
        variants=tuple(
            CatalogueVariant(name=variant.name, files=variant.files, size_bytes=round(variant.size_mb * 1_000_000))
            for variant in entry.variants
        ),
        work=Work(**msgspec.structs.asdict(entry.work)),
        reads=_spelled_out(entry.reads),
        writes=_spelled_out(entry.writes),
        pack=entry.pack,
    )


@functools.cache
def catalogue() -> tuple[CatalogueModel, ...]:
    """Return every model of the catalogue, by task, the smaller first."""
    found = (read_entry(path) for path in sorted((resources() / "catalogue").glob("*.toml")))
    return tuple(sorted(found, key=lambda model: (model.task, model.size_bytes)))


def suggested(task: str) -> tuple[CatalogueModel, ...]:
    """Return the models that are known to fit a task, the smaller first."""
    return tuple(model for model in catalogue() if model.task == task)


def entry_of(repo_id: str) -> CatalogueModel | None:
    """Return what the catalogue says of a repository."""
    return next((model for model in catalogue() if model.repo_id == repo_id), None)


def pack(name: str) -> tuple[CatalogueModel, ...]:
    """Return the models of a starter pack."""
    return tuple(model for model in catalogue() if model.pack == name)


def _spelled_out(languages: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(LANGUAGE_NAMES) if languages == (MULTILINGUAL,) else languages
