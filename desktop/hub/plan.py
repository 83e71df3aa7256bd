"""What would be installed from a folder: which files, as what, for which task."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import msgspec

from desktop import tasks
from desktop.core.errors import InputUnreadable, ModelDigestMismatch
from desktop.core.model import DATA, ModelFile, ModelSpec
from desktop.core.routes import SOURCE, TARGET
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.core.usage import ModelNameInvalid, ModelTaskUnclear, ModelVariantUnknown
from desktop.engine.layout import GraphFile, choose_graphs, find_graphs, graph_file, has_vocabulary, role_of
from desktop.hub.absence import FETCH_AGAIN, absence
from desktop.hub.card import Card, read_card, spdx
from desktop.hub.folder import SourceFolder
from desktop.hub.purpose import task_by_card, task_by_config
from desktop.state.files import sha256_of
from desktop.state.models import MANIFEST, read_manifest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.core.inspection import GraphData

_NAME = re.compile(r"[A-Za-z0-9][\w.-]*", re.ASCII)
_HARMLESS = frozenset({".json", ".txt", ".model", ".jinja", ".md", ""})
"""What a manifest may list beside graphs and their weights; nothing that is a program or can hide one."""
_LONGEST_CARD = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What would be installed.

    Attributes:
        source: the folder it comes from.
        spec: the model; files whose digest no manifest gives have none yet.
        digests: what a manifest in the folder gives, by path.
    """

    source: SourceFolder
    spec: ModelSpec
    digests: dict[str, str]

    def with_data(self, data: tuple[GraphData, ...]) -> Plan:
        """Return the plan with the files of weights that its graphs want.

        Raises:
            ModelIncomplete: one is missing, or shorter than its graph says.
            ModelIncompatible: one would lie elsewhere.
        """
        found: dict[str, ModelFile] = {}
        for wanted in data:
            place = PurePosixPath(wanted.graph).parent / wanted.location
            path = str(place)
            if not _is_plain(wanted.location):
                reason = QT_TRANSLATE_NOOP(
                    "errors", "Its graph “{file}” wants weights from outside the folder: “{data}”."
                )
                self.source.refuse(reason, file=wanted.graph, data=wanted.location)
            size_bytes = self.source.check(path, weights=True)
            if size_bytes < wanted.size_bytes:
                reason = QT_TRANSLATE_NOOP("errors", "Its file “{file}” breaks off in the middle.")
                self.source.lack(path, reason)
            found[path] = ModelFile(path=path, size_bytes=size_bytes, sha256=self.digests.get(path, ""), role=DATA)
        _check_digests(self.source, found.values())
        return dataclasses.replace(self, spec=dataclasses.replace(self.spec, files=(*self.spec.files, *found.values())))

    def with_languages(self, reads: tuple[str, ...], writes: tuple[str, ...]) -> Plan:
        """Return the plan with what a translator reads and writes, where its engine found that out."""
        if not (reads and writes):
            return self
        settings = {**self.spec.settings, SOURCE: list(reads), TARGET: list(writes)}
        languages = tuple(sorted({*reads, *writes}))
        return dataclasses.replace(self, spec=dataclasses.replace(self.spec, settings=settings, languages=languages))


def make_plan(folder: Path, name: str | None, task: str | None, variant: str | None, model: str | None = None) -> Plan:
    """Look at a folder by names, sizes and small files.

    Args:
        folder: in the layout of the Hub.
        name: what the model shall be called; None for the name of the folder.
        task: what it is for; None when the folder shall tell.
        variant: which precision; None for the best one on a CPU.
        model: its whole id, for one that has no local name.

    Raises:
        ModelError: it holds no model that can be used; the file is named.
        UsageError: a wrong name, task or variant.
    """
    source = SourceFolder(folder, model or f"local/{_own_name(folder) if name is None else _checked_name(name)}")
    known = _manifest(source)
    graphs = _graphs(source, known, variant)
    card = _card(source)
    purpose = _task(source, task or (known.task if known else "") or task_by_card(card.pipeline_tag))
    digests = {file.path: file.sha256 for file in known.files} if known else {}
    roles = _roles(source, known) | {graph.path: graph.role for graph in graphs}
    files = tuple(
        ModelFile(path=path, size_bytes=source.check(path), sha256=digests.get(path, ""), role=role)
        for path, role in sorted(roles.items())
    )
    _check_digests(source, files)
    return Plan(
        source=source,
        digests=digests,
        spec=ModelSpec(
            id=source.model,
            task=purpose,
            title=(known.title if known else card.title) or source.model.partition("/")[2],
            summary=known.summary if known else "",
            repo=known.repo if known else "",
            revision="",
            variant="+".join(dict.fromkeys(graph.variant for graph in graphs)),
            licence=spdx(known.licence) if known else card.licence,
            base_licence=spdx(known.base_licence) if known else card.licence,
            languages=known.languages if known else card.languages,
            settings=known.settings if known else {},
            files=files,
        ),
    )


# --- its name and its task -------------------------------------------------------------------------------------------


def _own_name(folder: Path) -> str:
    """Return the name of a folder, or of the repository when it is a snapshot in the Hub's cache."""
    place = folder.resolve()
    name = place.parent.parent.name.rpartition("--")[2] if place.parent.name == "snapshots" else place.name
    return re.sub(r"[^A-Za-z0-9_.-]+", "-", name).lstrip("-_.").rstrip("-.") or "model"


def _checked_name(name: str) -> str:
    name = name.removeprefix("local/")
    if not _NAME.fullmatch(name):
        raise ModelNameInvalid(name=name)
    return name


def _task(source: SourceFolder, named: str) -> str:
    known = ", ".join(tasks.registry())
    config = source.object("config.json")
    reads_text = "tokenizer.json" in source.files or has_vocabulary(source.files)
    found = named or task_by_config(config, sentences="modules.json" in source.files, reads_text=reads_text)
    if not found:
        if not config:
            source.lack("config.json")
        raise ModelTaskUnclear(folder=source.root.name, tasks=known)
    if found not in tasks.registry():
        reason = QT_TRANSLATE_NOOP("errors", "It is made for “{task}”, which Ilha cannot do.")
        remedy = QT_TRANSLATE_NOOP("errors", "If it is for another task, name that. Tasks: {tasks}.")
        source.refuse(reason, remedy, task=found, tasks=known)
    return found


def _card(source: SourceFolder) -> Card:
    if "README.md" not in source.files:
        return Card()
    try:
        with source.files["README.md"].open(encoding="utf-8", errors="replace") as file:
            return read_card(file.read(_LONGEST_CARD))
    except OSError as error:
        raise InputUnreadable(name="README.md", detail=str(error)) from error


# --- its files -------------------------------------------------------------------------------------------------------


def _manifest(source: SourceFolder) -> ModelSpec | None:
    """Return what a manifest of ours in the folder says; other programs have files of that name too."""
    content = source.json(MANIFEST)
    if not isinstance(content, dict) or not {"format", "files"} <= content.keys():
        return None
    try:
        return read_manifest(source.files[MANIFEST])
    except (OSError, msgspec.MsgspecError) as error:
        reason = QT_TRANSLATE_NOOP("errors", "Its file “{file}” does not fit ({said}).")
        source.refuse(reason, FETCH_AGAIN, file=MANIFEST, said=str(error))


def _graphs(source: SourceFolder, known: ModelSpec | None, variant: str | None) -> tuple[GraphFile, ...]:
    """Return the graphs to install; what a manifest lists has to be there unless the caller picks one of it."""
    listed = [file for file in known.files if file.path.endswith(".onnx")] if known else []
    for file in listed if variant is None else ():
        source.check(file.path)
    graphs = find_graphs(source.files)
    if not graphs:  # a manifest may give roles to names that tell nothing
        graphs = tuple(graph_file(file.path, file.role) for file in listed if file.path in source.files)
    if not graphs:
        raise absence(source.model, source.files, str(source.root))
    chosen = choose_graphs(graphs, variant)
    if not chosen:
        variants = ", ".join(dict.fromkeys(graph.variant for graph in graphs))
        raise ModelVariantUnknown(folder=source.root.name, variant=variant or "", variants=variants)
    return chosen


def _roles(source: SourceFolder, known: ModelSpec | None) -> dict[str, str]:
    """Return path and role of every file beside the graphs that belongs to the model."""
    roles = {path: role for path in source.files if (role := role_of(path)) is not None}
    for file in known.files if known else ():
        if PurePosixPath(file.path).suffix.lower() in _HARMLESS:
            roles[file.path] = file.role
    return roles


def _check_digests(source: SourceFolder, files: Iterable[ModelFile]) -> None:
    """Compare files with the digests that a manifest gives."""
    for file in files:
        found = sha256_of(source.files[file.path]) if file.sha256 else ""
        if found != file.sha256:
            raise ModelDigestMismatch(model=source.model, file=file.path, expected=file.sha256, found=found)


def _is_plain(location: str) -> bool:
    """Say whether a path a graph gives stays in the folder of the graph."""
    return (
        not PurePosixPath(location).is_absolute() and ".." not in PurePosixPath(location).parts and "\\" not in location
    )
