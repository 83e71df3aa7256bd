"""The things found in a picture, cut out of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from desktop.media.names import clean
from desktop.media.overlay import scale

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL import Image

    from desktop.core.result import Boxes


def write_crops(image: Image.Image, value: Boxes, folder: Path) -> None:
    """Write each box of the picture into `folder`."""
    for name, crop in crops(image, value):
        crop.save(folder / name, "PNG")


def crops(image: Image.Image, value: Boxes) -> Iterator[tuple[str, Image.Image]]:
    """Give each box of the picture with the name of its file: `01 cat.png`, `02 dog.png` …."""
    across, down = scale(image, value.width, value.height)
    digits = max(2, len(str(len(value.boxes))))
    for number, box in enumerate(value.boxes, 1):
        x0, x1 = _pixels(box.box[0] * across, box.box[2] * across, image.width)
        y0, y1 = _pixels(box.box[1] * down, box.box[3] * down, image.height)
        yield f"{number:0{digits}} {clean(box.label)[:60]}.png", image.crop((x0, y0, x1, y1))


def _pixels(start: float, end: float, size: int) -> tuple[int, int]:
    """Return the whole pixels a side touches, at least one, none outside of the picture."""
    start, end = sorted((start, end))
    first = min(max(math.floor(start), 0), size - 1)
    return first, min(max(math.ceil(end), first + 1), size)
