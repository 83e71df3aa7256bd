"""Files of a result that are pictures: masks, cutouts, depth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.core.errors import InputError, InputNotFound
from desktop.core.result import Mask, Result
from desktop.media.image import load_image

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image


def artifact_path(result: Result, name: str) -> Path:
    """Return where an artifact of the result lies; `InputNotFound` when the result has none of this name."""
    found = next((artifact.path for artifact in result.artifacts if artifact.name == name), None)
    if found is None:
        raise InputNotFound(name=name)
    return found


def load_mask(result: Result, mask: Mask) -> Image.Image:
    """Return a mask as 8-bit grey, 255 where the part is; errors as `load_image`."""
    return load_image(artifact_path(result, mask.artifact)).convert("L")


def coverage(mask: Image.Image) -> float:
    """Return how much of the picture a mask covers, 0 to 1."""
    counts = mask.histogram()
    return sum(level * count for level, count in enumerate(counts)) / (255 * sum(counts))


def share(result: Result, mask: Mask) -> float | None:
    """Return how much of the picture a mask covers, 0 to 1; None when its file cannot be read any more."""
    try:
        return coverage(load_mask(result, mask))
    except InputError:
        return None
