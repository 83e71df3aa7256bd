"""Models as Ilha knows them: what one is made of, and whether it is on this computer."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

ALSO_SERVES = {"feature-extraction": ("zero-shot-classification", "summarization")}
"""Tasks that models of another task can serve when nothing better is there: labels are compared by meaning, and the
sentences that say most of what a text means stand for its summary."""
DATA = "data"
"""Role of a file with weights that a graph wants beside it."""


class ModelState(StrEnum):
    """Whether a model can run; the values are part of the command line's JSON."""

    READY = "ready"
    PARTIAL = "partial"
    BROKEN = "broken"
    AVAILABLE = "available"


SMALL_BYTES = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFile:
    """A file of a model: path inside its folder, size, sha256 in hex and role (`model`, `tokenizer`, `config` …)."""

    path: str
    size_bytes: int
    sha256: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSpec:
    """A model: `owner/name`, `local/<name>` or `starter/<name>`.

    Attributes:
        id: name inside Ilha.
        task: id of the task it serves.
        title: English name for people.
        summary: one English sentence.
        repo: repository it comes from.
        revision: 40 hex digits.
        variant: precision suffix of the Hub layout (`q8`, `fp32` …).
        licence: SPDX name of what is shipped.
        base_licence: SPDX name of the model it was made from.
        languages: two-letter codes; empty when it does not depend on a language.
        files: everything the folder holds.
        package: installed Python package whose folder holds the files, for models that arrive inside one.
        settings: passed to the task untouched.
        measured: figures from the manifest, such as `seconds_per_input`.
    """

    id: str
    task: str
    title: str
    summary: str
    repo: str
    revision: str
    variant: str
    licence: str
    base_licence: str
    files: tuple[ModelFile, ...]
    languages: tuple[str, ...] = ()
    package: str | None = None
    settings: dict[str, Any] = field(default_factory=dict)
    measured: dict[str, Any] = field(default_factory=dict)

    @property
    def size_bytes(self) -> int:
        """Return the size of all its files."""
        return sum(file.size_bytes for file in self.files)

    @property
    def small(self) -> bool:
        """Say whether it is one of those that write well and know little."""
        return self.size_bytes < SMALL_BYTES

    def serves(self, task: str) -> bool:
        """Say whether `task` can be run with it, perhaps only for want of a better model."""
        return task == self.task or task in ALSO_SERVES.get(self.task, ())

    def by_role(self, role: str) -> ModelFile | None:
        """Return the first file that has `role`."""
        return next((file for file in self.files if file.role == role), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledModel:
    """A model and where it lies; computed by looking, never stored."""

    spec: ModelSpec
    folder: Path
    state: ModelState
    missing: tuple[str, ...] = ()
