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
    """Classes of the whole input, best first; `sentences` only when the text was split.

    `method` names another way than a classifier: `embeddings` when labels were compared with the input by meaning.
    """

    labels: tuple[Label, ...]
    sentences: tuple[Sentence, ...] | None = None
    method: str = ""


Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """A line that was read; `box` holds its four corners clockwise from where its text has its top left.

    They are pixels of the page as it is shown: the first corner of a line on its head is the lower right one there.
    """

    text: str
    score: float
    box: tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage:
    """One picture or PDF page of `width` × `height` pixels, its lines in reading order."""

    width: int
    height: int
    lines: tuple[TextLine, ...]


Stretch = tuple[int, int, int, int]
"""A sentence and its translation: start and end in the source, start and end in the target, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """How a text was translated.

    Attributes:
        source: two-letter code of the language it was in.
        target: of the language it is in now.
        detected: whether the source was found out rather than named.
        assumed: whether too little spoke for it to be certain.
        via: of the language between when two models had to be used; empty else.
        models: ids of the models, in their order.
        text: the plain text that was translated.
        sentences: which sentence became which.
    """

    source: str
    target: str
    detected: bool
    via: str
    models: tuple[str, ...]
    text: str
    sentences: tuple[Stretch, ...]
    assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What the answer of a model that chats was made of.

    Attributes:
        prompt_tokens: tokens of the conversation it answers.
        cached_tokens: how many of them were remembered from an earlier answer.
        completion_tokens: tokens of the answer.
        first_token_s: seconds until its first one.
        tokens_per_s: speed of those after it; 0 when there was one.
        context_tokens: what the model can hold in mind; prompt and answer fill it.
        dropped_turns: how many of the oldest turns were left out for want of room.
        ended: why it ended: `end`, `length` (of the answer or of the context) or `stopped`.
        quotes: how many of the passages that belong to the question had room.
    """

    prompt_tokens: int
    cached_tokens: int
    completion_tokens: int
    first_token_s: float
    tokens_per_s: float
    context_tokens: int
    dropped_turns: int = 0
    ended: str = "end"
    quotes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Text, with the pages it was read from when it was read from pictures, or what it was translated from.

    `usage` is there when a model that chats wrote it. `method` says how a text was shortened: by a `model` that writes,
    or by its own `key-sentences`.
    """

    text: str
    pages: tuple[TextPage, ...] = ()
    translation: Translation | None = None
    usage: Usage | None = None
    method: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Something found in a picture; `box` is (x0, y0, x1, y1) in pixels of the upright picture."""

    label: str
    score: float
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxes:
    """What was found in a picture of `width` × `height` pixels, the surest first."""

    width: int
    height: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A marked place of a text; `start` and `end` count characters of `Spans.text`."""

    label: str
    score: float
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """Marked places in the order of the text, or best first for answers; `text` is what they are counted in.

    When a text was `redacted`, `text` is its masked form, every span a mask in it, and what it hides lies in an
    artifact: nothing that shows or exports the value can give it away.
    """

    text: str
    spans: tuple[Span, ...]
    redacted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceVector:
    """A piece of the input text with its vector; `start` and `end` count characters."""

    start: int
    end: int
    text: str
    vector: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedding:
    """The vector of the whole input, of length 1; `sentences` only when the text was split.

    `similarity` is the cosine with the text it was compared with, -1 to 1.
    """

    vector: tuple[float, ...]
    sentences: tuple[SentenceVector, ...] | None = None
    similarity: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mask:
    """A part of a picture; `artifact` names an 8-bit grey PNG of the picture's size, 255 where the part is."""

    label: str
    score: float
    artifact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Masks:
    """The parts of a picture of `width` × `height` pixels.

    `cutout` names the artifact that shows the kept parts alone, a PNG with transparency; empty when nothing was cut.
    """

    width: int
    height: int
    masks: tuple[Mask, ...]
    cutout: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that was made from the input; `artifact` names a PNG of `width` × `height` pixels."""

    width: int
    height: int
    artifact: str


Cell = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells under named columns.

    One that a task made of a table has all of its rows in artifacts, and here those of a small table alone.

    Attributes:
        columns: names, those of the results at the end.
        rows: all of them, or none where there are more than `INLINE_ROWS`.
        rows_total: how many there are.
        rows_unique: how many different texts were worked on.
        column: where the texts stand.
        made: which columns hold results, the main one first.
        truth: the column with the right answers, when the results are to be scored against it.
        artifact: names the table as the same kind of file as the input.
        pages: names the artifact with a line of JSON for each row, from which parts of it are read.
        sampled: how many rows the whole table has when these are a sample of it, 0 else.
        values_only: whether the artifact of a workbook holds this sheet alone, values without formulas and formats.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    rows_total: int = 0
    rows_unique: int = 0
    column: str = ""
    made: tuple[str, ...] = ()
    truth: str = ""
    artifact: str = ""
    pages: str = ""
    sampled: int = 0
    values_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word and when it is heard, in seconds from the beginning."""

    start_s: float
    end_s: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A piece of what is said; `words` when the model tells their times, `speaker` when somebody named one."""

    start_s: float
    end_s: float
    text: str
    words: tuple[Word, ...] | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Segments:
    """What is said in a recording, piece by piece in time.

    Attributes:
        text: all of it.
        language: two-letter code of the language it is written in; empty when nobody knows.
        segments: its pieces.
        duration_s: how long the recording is.
        spoken: code of the language that is heard, when it was translated.
        peaks: artifact with the loudness of every twentieth of a second, one byte each, 255 the loudest possible.
    """

    text: str
    language: str
    segments: tuple[Segment, ...]
    duration_s: float = 0.0
    spoken: str | None = None
    peaks: str | None = None


ResultValue = Labels | Text | Boxes | Spans | Embedding | Masks | Picture | Table | Segments

KIND_OF: dict[type, ResultKind] = {
    Labels: ResultKind.LABELS,
    Text: ResultKind.TEXT,
    Boxes: ResultKind.BOXES,
    Spans: ResultKind.SPANS,
    Embedding: ResultKind.EMBEDDING,
    Masks: ResultKind.MASKS,
    Picture: ResultKind.IMAGE,
    Table: ResultKind.TABLE,
    Segments: ResultKind.SEGMENTS,
}
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
        resumed: pieces that an earlier, unfinished run had made.
        edited: when somebody last changed it by hand, time in UTC, ISO 8601; empty when nobody did.
        together: how many inputs travelled together; they may have shared batches, which moves numbers a little.
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
    resumed: int = 0
    edited: str = ""
    together: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherLanguage:
    """The text is in another language, by its two-letter code, than those that its model reads."""

    text: str
    model: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A finished result. `timings` holds seconds by phase (`load`, `run`); `other_language` only when it is sure."""

    value: ResultValue
    provenance: Provenance
    artifacts: tuple[Artifact, ...] = ()
    timings: dict[str, float] = field(default_factory=dict)
    other_language: OtherLanguage | None = None

    @property
    def kind(self) -> ResultKind:
        """Return the kind, which decides the viewer and the exporters."""
        return KIND_OF[type(self.value)]
