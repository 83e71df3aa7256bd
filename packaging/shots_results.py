"""Results for the screenshots of tasks that have no model on this computer: made up, drawn on the samples."""

from __future__ import annotations

import dataclasses
import math
import time
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.job import Job, JobState
from desktop.core.result import (
    Artifact,
    Box,
    Boxes,
    Embedding,
    Label,
    Labels,
    Mask,
    Masks,
    Picture,
    Provenance,
    Result,
    ResultValue,
    SentenceVector,
    Span,
    Spans,
    Table,
)
from desktop.media.sniff import recognise

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL import Image

SAMPLES = Path(__file__).resolve().parent.parent / "resources" / "samples"
LETTER = (
    "Dear Ms Pereira,\n\n"
    "Ana Souza wrote to us from Lisbon on behalf of the Farol Azul bookshop. She will come to São Paulo in May and "
    "asks whether the Universidade Federal do Rio de Janeiro could lend her a room. You can reach her at "
    "ana@farol-azul.example.\n\n"
    "The ferry to Ilha Grande leaves Angra dos Reis at noon, weather permitting; João knows the captain.\n\n"
    "With kind regards\nMaria\n"
)
PLACES = (
    ("PER", "Pereira", 0.91),
    ("PER", "Ana Souza", 0.99),
    ("LOC", "Lisbon", 0.99),
    ("ORG", "Farol Azul", 0.94),
    ("LOC", "São Paulo", 0.99),
    ("ORG", "Universidade Federal do Rio de Janeiro", 0.97),
    ("EMAIL", "ana@farol-azul.example", 1.0),
    ("LOC", "Ilha Grande", 0.98),
    ("LOC", "Angra dos Reis", 0.97),
    ("PER", "João", 0.98),
    ("PER", "Maria", 0.96),
)
TASKS = {
    "boxes": "object-detection",
    "nothing": "object-detection",
    "masks": "image-segmentation",
    "cutout": "image-segmentation",
    "depth": "depth-estimation",
    "spans": "token-classification",
    "redacted": "token-classification",
    "answers": "question-answering",
    "embedding": "feature-extraction",
    "meaning": "zero-shot-classification",
    "table": "text-classification",
}


def example(name: str, folder: Path) -> Job:
    """Return a finished job of a kind, with its files in `folder`."""
    makers: dict[str, Callable[[Path], tuple[ResultValue, tuple[Artifact, ...]]]] = {
        "boxes": _boxes,
        "nothing": lambda _: (Boxes(width=600, height=400, boxes=()), ()),
        "masks": lambda folder: _masks(folder, cut=False),
        "cutout": lambda folder: _masks(folder, cut=True),
        "depth": _depth,
        "spans": lambda _: (Spans(text=LETTER, spans=_spans(LETTER)), ()),
        "redacted": _redacted,
        "answers": lambda _: (_answers(), ()),
        "embedding": lambda _: (_embedding(), ()),
        "meaning": lambda _: (_meaning(), ()),
        "table": lambda _: (_table(), ()),
    }
    folder.mkdir(parents=True, exist_ok=True)
    value, artifacts = makers[name](folder)
    source = SAMPLES / ("photo.jpg" if isinstance(value, Boxes | Masks | Picture) else "letter.txt")
    now = time.time()
    return Job(
        id="example",
        input=recognise(source),
        task=TASKS[name],
        model="local/example",
        params={"threshold": 0.3},
        state=JobState.DONE,
        created=now - 3,
        started=now - 2,
        finished=now - 1,
        result=Result(value=value, artifacts=artifacts, provenance=_provenance(), timings={"load": 0.4, "run": 0.6}),
    )


def _provenance() -> Provenance:
    return Provenance(
        app="ilha 0.1.0",
        model="local/example",
        revision="ab" * 32,
        files={"onnx/model_quantized.onnx": "cd" * 32},
        input_sha256="ef" * 32,
        params={"threshold": 0.3},
        runtime={"python": "3.11", "onnxruntime": "1.32.0"},
        started="2026-11-23T15:00:00.000Z",
        finished="2026-11-23T15:00:01.000Z",
    )


# --- pictures --------------------------------------------------------------------------------------------------------


def _save(image: Image.Image, folder: Path, name: str) -> Artifact:
    path = folder / name
    image.save(path)
    return Artifact(name=name, path=path, mime="image/png")


def _photo() -> Image.Image:
    from PIL import Image

    with Image.open(SAMPLES / "photo.jpg") as photo:
        return photo.convert("RGB")


def _boxes(folder: Path) -> tuple[Boxes, tuple[Artifact, ...]]:
    photo = _photo()
    across, down = photo.width / 600, photo.height / 400
    found = (
        ("cup", 0.98, (172, 18, 412, 290)),
        ("dining table", 0.9, (2, 2, 598, 398)),
        ("spoon", 0.86, (324, 60, 428, 330)),
        ("bowl", 0.61, (80, 90, 480, 386)),
        ("spoon", 0.44, (404, 56, 432, 104)),
        ("bottle", 0.33, (2, 2, 92, 60)),
    )
    boxes = tuple(
        Box(label=label, score=score, box=(x0 * across, y0 * down, x1 * across, y1 * down))
        for label, score, (x0, y0, x1, y1) in found
    )
    crops = tuple(
        _save(photo.crop(tuple(map(round, box.box))), folder, f"{number:02} {box.label}.png")  # type: ignore[arg-type] # four of them
        for number, box in enumerate(boxes, 1)
    )
    return Boxes(width=photo.width, height=photo.height, boxes=boxes), crops


def _masks(folder: Path, *, cut: bool) -> tuple[Masks, tuple[Artifact, ...]]:
    from PIL import Image, ImageChops, ImageDraw

    photo = _photo()
    across, down = photo.width / 600, photo.height / 400

    def ellipse(x0: int, y0: int, x1: int, y1: int) -> Image.Image:
        mask = Image.new("L", photo.size, 0)
        ImageDraw.Draw(mask).ellipse((x0 * across, y0 * down, x1 * across, y1 * down), fill=255)
        return mask

    cup, saucer = ellipse(172, 18, 412, 300), ellipse(80, 90, 484, 386)
    table = ImageChops.invert(ImageChops.lighter(cup, saucer))
    parts = {"cup": cup, "bowl": ImageChops.subtract(saucer, cup), "dining table": table}
    files = [
        _save(mask, folder, f"mask-{number:02} {label}.png") for number, (label, mask) in enumerate(parts.items(), 1)
    ]
    masks = tuple(
        Mask(label=label, score=0.98 - number / 20, artifact=file.name)
        for number, (label, file) in enumerate(zip(parts, files, strict=True))
    )
    if cut:
        kept = photo.copy()
        kept.putalpha(ImageChops.lighter(cup, saucer))
        files.append(_save(kept, folder, "cutout.png"))
    value = Masks(width=photo.width, height=photo.height, masks=masks, cutout="cutout.png" if cut else "")
    return value, tuple(files)


def _depth(folder: Path) -> tuple[Picture, tuple[Artifact, ...]]:
    from PIL import Image, ImageFilter, ImageOps

    photo = _photo()
    far = Image.linear_gradient("L").resize(photo.size)
    near = ImageOps.grayscale(photo).filter(ImageFilter.GaussianBlur(9))
    image = Image.blend(far, near, 0.35)
    return Picture(width=image.width, height=image.height, artifact="depth.png"), (_save(image, folder, "depth.png"),)


# --- texts -----------------------------------------------------------------------------------------------------------


def _spans(text: str) -> tuple[Span, ...]:
    found = []
    for label, words, score in PLACES:
        start = text.index(words)
        found.append(Span(label=label, score=score, start=start, end=start + len(words), text=words))
    return tuple(found)


def _redacted(folder: Path) -> tuple[Spans, tuple[Artifact, ...]]:
    text, spans = LETTER, []
    for number, (label, words, score) in enumerate(PLACES, 1):
        mask = f"[{label} {number}]"
        start = text.index(words)
        text = text.replace(words, mask, 1)
        spans.append(Span(label=label, score=score, start=start, end=start + len(mask), text=mask))
    path = folder / "redaction.json"
    path.write_text('{"masks": []}', encoding="utf-8")
    hidden = Artifact(name="redaction.json", path=path, mime="application/json")
    return Spans(text=text, spans=tuple(spans), redacted=True), (hidden,)


def _answers() -> Spans:
    spans = [dataclasses.replace(span, label="answer") for span in _spans(LETTER) if span.label == "LOC"]
    best = [spans[1], spans[0], spans[2]]
    scores = (0.92, 0.31, 0.06)
    return Spans(text=LETTER, spans=tuple(dataclasses.replace(s, score=x) for s, x in zip(best, scores, strict=True)))


def _vector(turn: float) -> tuple[float, ...]:
    values = [math.sin(number * 12.9898 * turn) * math.exp(-((number % 97) / 40)) for number in range(384)]
    length = math.hypot(*values)
    return tuple(value / length for value in values)


def _embedding() -> Embedding:
    sentences = [line for line in LETTER.splitlines() if len(line) > 20]
    vectors = [_vector(1 + number / 40_000) for number, _ in enumerate(sentences)]
    pieces = tuple(
        SentenceVector(start=LETTER.index(text), end=LETTER.index(text) + len(text), text=text, vector=vector)
        for text, vector in zip(sentences, vectors, strict=True)
    )
    return Embedding(vector=_vector(1), sentences=pieces, similarity=0.78)


def _meaning() -> Labels:
    labels = (("invitation", 0.62), ("travel", 0.27), ("invoice", 0.07), ("complaint", 0.04))
    return Labels(labels=tuple(Label(label=label, score=score) for label, score in labels), method="embeddings")


def _table() -> Table:
    rows = tuple(
        (
            f"{(month - 1) % 12 + 1:02}/{2025 + (month - 1) // 12}",
            800 + (month * 371) % 900,
            round(math.sin(month) * 12.5, 2),
            None if month % 4 else "ferry",
        )
        for month in range(1, 25)
    )
    return Table(columns=("Month", "Visitors", "Change", "Note"), rows=rows)
