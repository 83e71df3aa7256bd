"""The files that are worked on: the same in every run."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

from PIL import Image, ImageOps

SAMPLES = Path(__file__).resolve().parent.parent / "resources" / "samples"

_SUBJECTS = (
    "The delivery", "This lamp", "The battery", "Their support", "The second parcel",
    "My old kettle", "The manual", "The strap", "Our stay", "The soup",
)  # fmt: skip
_VERDICTS = (
    "came a day early and worked at once.", "stopped working after a week.", "is better than I hoped.",
    "does what it says, no more.", "was a disappointment from the first day.", "smells of glue and will not open.",
    "is blue.", "made everybody at the table smile.", "arrived broken, and nobody answers.", "costs 20 euros.",
    "is the best I have ever had!", "is fine, I suppose.", "took three weeks to get here.", "feels solid and quiet.",
    "has a scratch on the left side.", "was replaced without a question.", "is not worth half the price.",
    "comes in a plain cardboard box.", "saved my weekend, thank you.", "hurts my ears.",
)  # fmt: skip


def write_lines(path: Path, count: int) -> Path:
    """Write `count` short lines: the sample reviews first, then made ones."""
    reviews = SAMPLES / "reviews.txt"
    lines = reviews.read_text(encoding="utf-8").splitlines() if reviews.exists() else []
    made = [f"{subject} {verdict}" for subject, verdict in itertools.product(_SUBJECTS, _VERDICTS)]
    every = itertools.chain((line for line in lines if line.strip()), itertools.cycle(made))
    path.write_text("\n".join(itertools.islice(every, count)) + "\n", encoding="utf-8")
    return path


def write_paragraphs(path: Path, count: int, tokens: int, *, skip: int = 0) -> Path:
    """Write `count` lines of about `tokens` word pieces each, none longer: a word is one, sometimes two."""
    made = itertools.cycle(f"{subject} {verdict}" for subject, verdict in itertools.product(_SUBJECTS, _VERDICTS))
    words = (word for sentence in itertools.islice(made, skip, None) for word in sentence.split())
    lines = (" ".join(itertools.islice(words, round(tokens * 0.8))) for _ in range(count))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def paragraph(words: int, *, skip: int = 0) -> str:
    """Return a text of so many words that begins behind the first `skip` sentences."""
    made = itertools.cycle(f"{subject} {verdict}" for subject, verdict in itertools.product(_SUBJECTS, _VERDICTS))
    return " ".join(
        itertools.islice((word for sentence in itertools.islice(made, skip, None) for word in sentence.split()), words)
    )


def write_texts(folder: Path, count: int) -> list[Path]:
    """Write `count` small text files."""
    folder.mkdir()
    made = itertools.cycle(f"{subject} {verdict}" for subject, verdict in itertools.product(_SUBJECTS, _VERDICTS))
    paths = [folder / f"note {number:04}.txt" for number in range(count)]
    for path in paths:
        path.write_text("\n".join(itertools.islice(made, 3)) + "\n", encoding="utf-8")
    return paths


def write_photos(folder: Path, count: int) -> list[Path]:
    """Cut `count` photos of different sizes and shapes out of the sample photos."""
    folder.mkdir()
    photos = []
    for path in sorted(SAMPLES.glob("*.jpg")):
        with Image.open(path) as image:
            photos.append(ImageOps.exif_transpose(image).convert("RGB"))
    chance = random.Random(20)  # noqa: S311 - the same photos in every run
    paths = []
    for number in range(count):
        photo = photos[number % len(photos)]
        share = chance.uniform(0.6, 1.0)
        width, height = round(photo.width * share), round(photo.height * share)
        left, top = chance.randint(0, photo.width - width), chance.randint(0, photo.height - height)
        side = chance.choice((640, 800, 1024, 1280))
        cut = photo.crop((left, top, left + width, top + height))
        paths.append(folder / f"photo {number:02}.jpg")
        cut.resize((side, max(1, round(side * height / width)))).save(paths[-1], quality=85)
    return paths
