"""What a repository is to Ilha: the task it fits, what of it is needed, and whether it will run. Sends nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from desktop import tasks
from desktop.core.errors import ModelFault, ModelIncompatible, ModelIncomplete
from desktop.core.network import RepositoryUnsafe
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.engine.layout import GraphFile, choose_graphs, find_graphs, has_vocabulary, role_of
from desktop.hub.absence import PICKLED, TORCH, absence
from desktop.hub.fit import memory_of
from desktop.hub.folder import size_limit
from desktop.hub.names import is_safe, is_taken
from desktop.hub.purpose import task_by_card, task_by_config

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.core.errors import IlhaError
    from desktop.hub.listing import Listing, RemoteFile

CONVERTED = "converted"
"""Name of the variant that is made on this computer, where a repository has no graph."""
FILES_AT_MOST = 512

_POINTER_BYTES = range(120, 140)
"""How long the text is that stands for a large file where Git LFS was not asked for it."""
_LIBRARIES = frozenset({".so", ".dll", ".dylib"})
_OWN_CODE = re.compile(r"(^|/)(modeling|configuration|processing|tokenization|image_processing)_\w+\.py$")
_NON_COMMERCIAL = re.compile(r"(?i)(?<![a-z])(nc|non-?commercial|research-only)(?![a-z])")
_SHARD = re.compile(r"(model|pytorch_model)(-\d{5}-of-\d{5})?\.safetensors")
_INDEX = "model.safetensors.index.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One precision of a model.

    Attributes:
        name: `q8`, `fp32` …; `converted` for one that is made here.
        files: everything that has to be fetched for it.
        memory_bytes: about what the engine needs with it.
    """

    name: str
    files: tuple[RemoteFile, ...]
    memory_bytes: int

    @property
    def size_bytes(self) -> int:
        """Return the size of all its files."""
        return sum(file.size_bytes for file in self.files)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What a repository is to Ilha.

    Attributes:
        listing: what it holds.
        task: id of a task; of one that Ilha has not, when the repository is for that.
        variants: the one that runs best on a CPU first.
        fault: why it will not run; None when it will.
        warnings: `gated`, `non-commercial`, `no-licence`, `custom-code`, `custom-operators`, `pickle-only`,
            `needs-conversion`.
    """

    listing: Listing
    task: str
    variants: tuple[Variant, ...]
    fault: IlhaError | None
    warnings: tuple[str, ...]

    @property
    def converts(self) -> bool:
        """Say whether a graph has to be made of it on this computer."""
        return any(variant.name == CONVERTED for variant in self.variants)

    @property
    def licences(self) -> tuple[tuple[str, str], ...]:
        """Return the repository and the one it was made from, each with its licence."""
        base = ((self.listing.base_model, self.listing.base_licence),) if self.listing.base_model else ()
        return ((self.listing.repo, self.listing.card.licence), *base)

    def variant(self, name: str | None) -> Variant | None:
        """Return a variant by its name, or the first one."""
        return next((variant for variant in self.variants if name in {None, variant.name}), None)


def explain(listing: Listing) -> Explanation:
    """Return what a repository is to Ilha."""
    task = _task(listing)
    try:
        _check_task(listing, task)
        variants = _variants(listing)
        for variant in variants:
            _check_files(listing, variant.files)
        fault: ModelFault | RepositoryUnsafe | None = None
    except (ModelFault, RepositoryUnsafe) as error:
        variants, fault = (), error
    warnings = tuple(_warnings(listing, variants))
    return Explanation(listing=listing, task=task, variants=variants, fault=fault, warnings=warnings)


# --- the task --------------------------------------------------------------------------------------------------------


def _task(listing: Listing) -> str:
    paths = [file.path for file in listing.files]
    named = task_by_card(listing.card.pipeline_tag)
    found = task_by_config(listing.config, sentences="modules.json" in paths, reads_text=_reads_text(paths))
    return named if named in tasks.registry() or not found else found


def _reads_text(paths: list[str]) -> bool:
    return "tokenizer.json" in paths or has_vocabulary(paths)


def _check_task(listing: Listing, task: str) -> None:
    if not task:
        reason = QT_TRANSLATE_NOOP("errors", "Nothing in it says what it is for.")
        remedy = QT_TRANSLATE_NOOP("errors", "Bring its folder to this computer and name the task: ilha models import")
        raise ModelIncompatible(model=listing.repo, reason=reason, remedy=remedy)
    if task not in tasks.registry():
        reason = QT_TRANSLATE_NOOP("errors", "It is made for “{task}”, which Ilha cannot do.")
        remedy = QT_TRANSLATE_NOOP("errors", "If it is for another task, name that. Tasks: {tasks}.")
        known = ", ".join(tasks.registry())
        raise ModelIncompatible(model=listing.repo, reason=reason, remedy=remedy, task=task, tasks=known)


# --- variants and their files ----------------------------------------------------------------------------------------


def _variants(listing: Listing) -> tuple[Variant, ...]:
    graphs = find_graphs(file.path for file in listing.files)
    best = choose_graphs(graphs)
    if not best:
        return (_to_convert(listing),)
    chosen: dict[str, tuple[GraphFile, ...]] = {_name(best): best}
    for name in dict.fromkeys(graph.variant for graph in graphs):
        if found := choose_graphs(graphs, name):
            chosen.setdefault(name, found)
    return tuple(_variant(listing, name, found) for name, found in chosen.items())


def _name(graphs: tuple[GraphFile, ...]) -> str:
    return "+".join(dict.fromkeys(graph.variant for graph in graphs))


def _variant(listing: Listing, name: str, graphs: tuple[GraphFile, ...]) -> Variant:
    weights = [file for graph in graphs for file in listing.files if _belongs(file.path, graph.path)]
    for file in weights:
        _refuse_pointer(listing, file)
    return _made(listing, name, weights)


def _belongs(path: str, graph: str) -> bool:
    """Say whether a file is a graph, or the weights that are kept beside it, by the names that exporters give them."""
    stem = graph.removesuffix(PurePosixPath(graph).suffix)
    return path in {graph, f"{graph}.data", f"{stem}.data"} or bool(
        re.fullmatch(rf"{re.escape(graph)}_data(_\d{{1,4}})?", path)
    )


def _to_convert(listing: Listing) -> Variant:
    """Return what is needed to make graphs of a repository that has none.

    Raises:
        ModelFault: it has nothing that the converter reads.
    """
    weights = [file for file in listing.files if _SHARD.fullmatch(file.path)]
    ready = listing.config.get("architectures") and listing.config.get("model_type")
    if not weights or not ready or any(file.path.lower().endswith(".onnx") for file in listing.files):
        raise _absence(listing)
    for file in weights:
        _refuse_pointer(listing, file)
    return _made(listing, CONVERTED, weights + [file for file in listing.files if file.path == _INDEX])


def _absence(listing: Listing) -> ModelFault:
    paths = [file.path for file in listing.files]
    if any(path.endswith(TORCH) for path in paths) and not any(path.lower().endswith(".onnx") for path in paths):
        reason = QT_TRANSLATE_NOOP("errors", "Its weights are not in the form that the converter reads.")
        return ModelIncompatible(model=listing.repo, reason=reason)
    deeper = [path for path in paths if path.lower().endswith(".onnx") and path.count("/") > 1]
    if deeper and not find_graphs(paths):
        reason = QT_TRANSLATE_NOOP("errors", "Its graphs lie where Ilha does not look: “{file}”.")
        return ModelIncompatible(model=listing.repo, reason=reason, file=deeper[0])
    return absence(listing.repo, paths, listing.repo)


def _refuse_pointer(listing: Listing, file: RemoteFile) -> None:
    if file.size_bytes in _POINTER_BYTES and file.algorithm != "sha256":
        reason = QT_TRANSLATE_NOOP("errors", "Its file “{file}” is only a Git LFS pointer to the real one.")
        remedy = QT_TRANSLATE_NOOP("errors", "This server has not the whole model; use another one.")
        raise ModelIncomplete(model=listing.repo, file=file.path, reason=reason, remedy=remedy)


def _made(listing: Listing, name: str, weights: list[RemoteFile]) -> Variant:
    besides = [file for file in listing.files if role_of(file.path) is not None]
    return Variant(
        name=name,
        files=tuple(sorted({*weights, *besides}, key=lambda file: (file.size_bytes, file.path))),
        memory_bytes=memory_of(sum(file.size_bytes for file in weights)),
    )


def _check_files(listing: Listing, files: Iterable[RemoteFile]) -> None:
    """Refuse what must not become files here.

    Raises:
        RepositoryUnsafe: a name, or two that some systems take for one.
        ModelIncompatible: a file is larger than any of its kind, or there are too many.
    """
    seen: set[str] = set()
    for file in files:
        if not is_safe(file.path) or not is_taken(file.path) or file.path.casefold() in seen:
            raise RepositoryUnsafe(model=listing.repo, file=file.path)
        seen.add(file.path.casefold())
        limit_bytes = size_limit(file.path)
        if limit_bytes is not None and file.size_bytes > limit_bytes:
            reason = QT_TRANSLATE_NOOP("errors", "Its file “{file}” is larger than {limit_bytes}.")
            raise ModelIncompatible(model=listing.repo, reason=reason, file=file.path, limit_bytes=limit_bytes)
    if len(seen) > FILES_AT_MOST:
        reason = QT_TRANSLATE_NOOP("errors", "Its folder holds more than {limit} files.")
        raise ModelIncompatible(model=listing.repo, reason=reason, limit=FILES_AT_MOST)


# --- warnings --------------------------------------------------------------------------------------------------------


def _warnings(listing: Listing, variants: tuple[Variant, ...]) -> Iterable[str]:
    endings = {PurePosixPath(file.path).suffix.lower() for file in listing.files}
    licences = (listing.card.licence, listing.base_licence)
    if listing.gated:
        yield "gated"
    if any(_NON_COMMERCIAL.search(licence) for licence in licences):
        yield "non-commercial"
    if all(licence in {"", "unknown"} for licence in licences):
        yield "no-licence"
    if "auto_map" in listing.config or any(_OWN_CODE.search(file.path) for file in listing.files):
        yield "custom-code"
    if endings & _LIBRARIES:
        yield "custom-operators"
    if endings & PICKLED and not endings & {".onnx", TORCH}:
        yield "pickle-only"
    if any(variant.name == CONVERTED for variant in variants):
        yield "needs-conversion"
