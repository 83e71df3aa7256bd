"""Results: a closed set of kinds. A kind is one value type, one viewer and its exporters."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from desktop.core.kind import ResultKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A class and its probability, 0 to 1."""

    label: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A piece of the input text with labels of its own; `start` and `end` count characters."""

    start: int
    end: int
    text: str
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Classes of the whole input, best first; `sentences` only when the text was split."""

    labels: tuple[Label, ...]
    sentences: tuple[Sentence, ...] | None = None


Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """A line that was read; `box` holds its four corners clockwise from the top left, in pixels of the upright page."""

    text: str
    score: float
    box: tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage:
    """One picture or PDF page of `width` × `height` pixels, its lines in reading order."""

    width: int
    height: int
    lines: tuple[TextLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Text, with the pages it was read from when it was read from pictures."""

    text: str
    pages: tuple[TextPage, ...] = ()


ResultValue = Labels | Text

KIND_OF: dict[type, ResultKind] = {Labels: ResultKind.LABELS, Text: ResultKind.TEXT}
VALUE_OF: dict[ResultKind, type] = {kind: value for value, kind in KIND_OF.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """A file that belongs to a result."""

    name: str
    path: Path
    mime: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What made a result: enough to make it again and to compare.

    Attributes:
        app: "ilha 0.1.0".
        model: id of the model.
        revision: its commit, or the digest of its file list for models that are part of the program.
        files: digest (sha256, hex) of every model file that was loaded, by its path in the model's folder.
        input_sha256: digest of the input file.
        params: every parameter with its value.
        runtime: versions of Python, onnxruntime and of what prepared the input.
        started: time in UTC, ISO 8601.
        finished: time in UTC, ISO 8601.
    """

    app: str
    model: str
    revision: str
    files: dict[str, str]
    input_sha256: str
    params: dict[str, str | int | float | bool]
    runtime: dict[str, str]
    started: str
    finished: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A finished result. `timings` holds seconds by phase (`load`, `run`)."""

    value: ResultValue
    provenance: Provenance
    artifacts: tuple[Artifact, ...] = ()
    timings: dict[str, float] = field(default_factory=dict)

    @property
    def kind(self) -> ResultKind:
        """Return the kind, which decides the viewer and the exporters."""
        return KIND_OF[type(self.value)]
