"""Pictures that models make, written to files: grey levels, and a picture with what was cut away transparent."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from PIL.Image import Image


def save_grey(levels: np.ndarray, path: Path) -> None:
    """Write uint8 [height, width] as a grey PNG."""
    from PIL import Image

    Image.fromarray(levels).save(path, "PNG")


def save_cutout(image: Image, opacity: np.ndarray, path: Path) -> None:
    """Write the picture as a PNG that is as opaque as uint8 [height, width] says."""
    from PIL import Image

    cutout = image.convert("RGBA")
    cutout.putalpha(Image.fromarray(opacity))
    cutout.save(path, "PNG")
