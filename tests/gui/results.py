"""Results of every kind with real files beside them, for tests of the viewers."""

from __future__ import annotations

import wave
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.core.job import Job
from desktop.core.media import MediaKind
from desktop.core.result import (
    Artifact,
    Box,
    Boxes,
    Embedding,
    Mask,
    Masks,
    Picture,
    Segment,
    Segments,
    SentenceVector,
    Span,
    Spans,
    Table,
    Text,
    Translation,
    Word,
)
from tests.gui import scenes

WIDTH, HEIGHT = 400, 300
ORIGINAL = "Good morning 🚢. Ana has three cats.\nThe end."
TRANSLATED = "Bom dia 🚢. Ana tem três gatos.\nO fim."
TEXT = "Ana 🚢 moved to São Paulo. Maria stayed in Lisbon."


def artifact(folder: Path, name: str, image: QImage) -> Artifact:
    path = folder / name
    assert image.save(str(path))
    return Artifact(name=name, path=path, mime="image/png")


def photo(folder: Path) -> Path:
    return scenes.picture(folder / "photo.png", WIDTH, HEIGHT)


def boxes_job(folder: Path, *, crops: bool = False, threshold: float = 0.25) -> Job:
    """A large person with a dog inside its frame, and a small person at the right edge."""
    found = (
        Box(label="person", score=0.9, box=(20, 20, 220, 280)),
        Box(label="dog", score=0.7, box=(60, 180, 140, 260)),
        Box(label="person", score=0.4, box=(380, 0, 400, 20)),
    )
    cut = []
    for number, box in enumerate(found if crops else (), 1):
        image = QImage(int(box.box[2] - box.box[0]), int(box.box[3] - box.box[1]), QImage.Format.Format_RGB32)
        image.fill(QColor("teal"))
        cut.append(artifact(folder, f"{number:02} {box.label} 7.png", image))
    made = scenes.result(Boxes(width=WIDTH, height=HEIGHT, boxes=found), tuple(cut))
    job = scenes.job("boxes", photo(folder), task="object-detection", made=made)
    return replace(job, params={"threshold": threshold})


def mask(folder: Path, name: str, draw: Callable[[QPainter], object]) -> Artifact:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_Grayscale8)
    image.fill(0)
    with QPainter(image) as painter:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("white"))
        draw(painter)
    return artifact(folder, name, image)


def masks_job(folder: Path, *, cut: bool = False) -> Job:
    """The left half of the picture, and a tenth of it that lies in this half."""
    files = [
        mask(folder, "mask-01 wall.png", lambda painter: painter.drawRect(0, 0, 200, 300)),
        mask(folder, "mask-02 door.png", lambda painter: painter.drawRect(50, 100, 60, 200)),
    ]
    masks = (
        Mask(label="wall", score=0.95, artifact="mask-01 wall.png"),
        Mask(label="door", score=0.8, artifact="mask-02 door.png"),
    )
    if cut:
        image = QImage(WIDTH, HEIGHT, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        with QPainter(image) as painter:
            painter.fillRect(0, 0, 200, 300, QColor("red"))
        files.append(artifact(folder, "cutout.png", image))
    value = Masks(width=WIDTH, height=HEIGHT, masks=masks, cutout="cutout.png" if cut else "")
    return scenes.job("masks", photo(folder), task="image-segmentation", made=scenes.result(value, tuple(files)))


def picture_job(folder: Path) -> Job:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor("navy"))
    made = scenes.result(
        Picture(width=WIDTH, height=HEIGHT, artifact="depth.png"), (artifact(folder, "depth.png", image),)
    )
    return scenes.job("depth", photo(folder), task="depth-estimation", made=made)


def span(label: str, words: str, score: float, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(label=label, score=score, start=start, end=start + len(words), text=words)


def text_job(
    folder: Path, task: str, value: Spans | Embedding | Table | Text, artifacts: tuple[Artifact, ...] = ()
) -> Job:
    made = scenes.result(value, artifacts)
    return scenes.job(task, folder / "letter.txt", kind=MediaKind.TEXT, task=task, made=made)


def spans_job(folder: Path) -> Job:
    found = (
        span("PER", "Ana", 0.99),
        span("LOC", "São Paulo", 0.98),
        span("PER", "Maria", 0.97),
        span("LOC", "Lisbon", 0.9),
    )
    return text_job(folder, "token-classification", Spans(text=TEXT, spans=found))


def redacted_job(folder: Path) -> Job:
    text = "[PER 1] moved to [LOC 1]."
    path = folder / "map.json"
    path.write_text('{"masks": []}', encoding="utf-8")
    value = Spans(
        text=text, spans=(span("PER", "[PER 1]", 1.0, text), span("LOC", "[LOC 1]", 1.0, text)), redacted=True
    )
    return text_job(
        folder, "token-classification", value, (Artifact(name="map.json", path=path, mime="application/json"),)
    )


def answers_job(folder: Path) -> Job:
    found = (span("answer", "São Paulo", 0.9), span("answer", "Lisbon", 0.2))
    return text_job(folder, "question-answering", Spans(text=TEXT, spans=found))


def embedding_job(folder: Path, similarity: float | None = None) -> Job:
    sentences = (
        SentenceVector(start=0, end=1, text="The same.", vector=(2.0, 0.0)),
        SentenceVector(start=1, end=2, text="Halfway.", vector=(1.0, 1.0)),
        SentenceVector(start=2, end=3, text="Nothing.", vector=(0.0, 0.0)),
    )
    value = Embedding(vector=(1.0, 0.0), sentences=sentences, similarity=similarity)
    return text_job(folder, "feature-extraction", value)


def table_job(folder: Path) -> Job:
    rows = (("b", 10, 1.5), ("a", 9, None), ("C", 1000, -2.25))
    return text_job(folder, "table", Table(columns=("Name", "Count", "Value"), rows=rows))


def translation(**changes: object) -> Translation:
    """How `ORIGINAL` became `TRANSLATED`, its three sentences linked."""
    pairs = (
        ("Good morning 🚢.", "Bom dia 🚢."),
        ("Ana has three cats.", "Ana tem três gatos."),
        ("The end.", "O fim."),
    )
    sentences = tuple(
        (ORIGINAL.index(one), ORIGINAL.index(one) + len(one), TRANSLATED.index(two), TRANSLATED.index(two) + len(two))
        for one, two in pairs
    )
    made = Translation(
        source="en",
        target="pt",
        detected=True,
        via="",
        models=("starter/firefox-en-pt",),
        text=ORIGINAL,
        sentences=sentences,
    )
    return replace(made, **changes)  # type: ignore[arg-type] # names and types are those of Translation


def translation_job(folder: Path, **changes: object) -> Job:
    """A web page that was translated, and its new file."""
    path = folder / "letter.pt.html"
    path.write_text(f"<p>{TRANSLATED}</p>", encoding="utf-8")
    value = Text(text=TRANSLATED, translation=translation(**changes))
    document = Artifact(name=path.name, path=path, mime="text/html")
    return text_job(folder, "translation", value, (document,))


def recording(path: Path, seconds: float = 8) -> Path:
    """A recording in which nothing is heard."""
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(round(seconds * 8000) * 2))
    return path


def segment(start_s: float, text: str, *, words: bool = True, speaker: str | None = None) -> Segment:
    """A line whose words last half a second each."""
    written = text.split()
    timed = tuple(
        Word(start_s=start_s + at / 2, end_s=start_s + (at + 1) / 2, text=word) for at, word in enumerate(written)
    )
    end_s = start_s + len(written) / 2
    return Segment(start_s=start_s, end_s=end_s, text=text, words=timed if words else None, speaker=speaker)


SAID = (segment(0.5, "Good morning 🚢 everybody."), segment(3, "Ana has three cats."), segment(6, "The end."))


def segments_job(folder: Path, said: tuple[Segment, ...] = SAID, duration_s: float = 8.0) -> Job:
    """A recording with what is said in it."""
    peaks = folder / "peaks.bin"
    peaks.write_bytes(bytes(40 + number % 160 for number in range(round(duration_s * 20))))
    value = Segments(
        text=" ".join(piece.text for piece in said),
        language="en",
        segments=said,
        duration_s=duration_s,
        peaks=peaks.name,
    )
    made = scenes.result(value, (Artifact(name=peaks.name, path=peaks, mime="application/octet-stream"),))
    path = recording(folder / "talk.wav")
    return scenes.job("segments", path, kind=MediaKind.AUDIO, task="automatic-speech-recognition", made=made)


EVERY: dict[str, Callable[[Path], Job]] = {
    "boxes": boxes_job,
    "masks": masks_job,
    "cutout": lambda folder: masks_job(folder, cut=True),
    "picture": picture_job,
    "spans": spans_job,
    "redacted": redacted_job,
    "answers": answers_job,
    "embedding": lambda folder: embedding_job(folder, 0.5),
    "table": table_job,
    "translation": translation_job,
    "segments": segments_job,
}
