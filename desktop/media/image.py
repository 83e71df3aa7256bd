"""Load pictures as upright RGB."""

from __future__ import annotations

import math
import struct
import threading
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING

from desktop.core.errors import (
    InputCorrupt,
    InputEmpty,
    InputNotFound,
    InputTooLarge,
    InputUnreadable,
    InputUnsupported,
)
from desktop.core.media import InputFile, MediaKind
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.media.sniff import recognise

if TYPE_CHECKING:
    from PIL import Image

ACCEPTS = "PNG, JPEG, GIF, WebP, BMP, TIFF, AVIF"
MAX_PIXELS = 100_000_000
# Formats Pillow decodes by itself (several pictures in one JPEG too); EPS, for one, would start another program.
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "DIB", "TIFF", "ICO", "AVIF", "JPEG2000")
_DECODABLE = frozenset(
    f"image/{name}" for name in ("png", "jpeg", "gif", "webp", "bmp", "tiff", "avif", "jp2", "vnd.microsoft.icon")
)
# What Pillow's decoders raise on broken content.
_DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
    ZeroDivisionError,
    struct.error,
    zlib.error,
)
_SUBFILE = 254  # the tag of a frame of a TIFF that says what it is
_NO_PAGE = 1 | 4  # a smaller copy, a mask
_limit_lock = threading.Lock()


def decodable(file: InputFile) -> bool:
    """Say whether `load_image` reads this format: drawings (SVG) and HEIC are images, but not for us."""
    return file.kind is MediaKind.IMAGE and file.mime in _DECODABLE


def load_image(
    source: Path | InputFile, *, frame: int = 0, max_pixels: int = MAX_PIXELS, max_side: int | None = None
) -> Image.Image:
    """Return the picture as RGB: upright by its EXIF mark, one frame of several, transparency on white.

    Args:
        source: the file, recognised or not.
        frame: which of several.
        max_pixels: refuse more before anything is decoded.
        max_side: more detail than this is not needed; a JPEG is then decoded at 1/2, 1/4 or 1/8 as long as both sides
            stay at least this long. Other formats come in full size.

    Raises:
        InputTooLarge: more than `max_pixels`.
        InputCorrupt: the content breaks off or contradicts itself.
        InputUnsupported: not a picture, or one of a format that cannot be decoded.
        InputEmpty: zero bytes.
        InputNotFound: nothing is there.
        InputUnreadable: cannot be opened.
    """
    file = source if isinstance(source, InputFile) else recognise(source)
    with _opened(file, max_pixels) as image:
        if frame:
            image.seek(frame)
        _check_size(file, image.size, max_pixels)
        if max_side is not None:
            image.draft("RGB", (max_side, max_side))
        image.load()
        return _as_rgb(_upright(image))


def page_frames(file: InputFile) -> list[int]:
    """Return which frames are pages: all of a TIFF but thumbnails, else the first; errors as `load_image`."""
    from PIL.TiffImagePlugin import TiffImageFile

    with _opened(file) as image:
        if not isinstance(image, TiffImageFile):
            return [0]
        found = [0]
        for frame in range(1, image.n_frames):
            image.seek(frame)
            if not image.tag_v2.get(_SUBFILE, 0) & _NO_PAGE:
                found.append(frame)
        return found


@contextmanager
def _opened(file: InputFile, max_pixels: int = MAX_PIXELS) -> Iterator[Image.Image]:
    """Open a picture without decoding it."""
    from PIL import Image

    try:
        stream = file.path.open("rb")
    except FileNotFoundError as error:
        raise InputNotFound(name=file.name, detail=str(error)) from error
    except OSError as error:
        raise InputUnreadable(name=file.name, detail=str(error)) from error
    with stream, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about metadata, which does not matter here
        try:
            with _open(file, stream) as image:
                yield image
        except Image.DecompressionBombError as error:  # inside an icon there may be a picture larger than it claims
            raise _too_large(file, f"> {_mega(max_pixels)}", max_pixels) from error
        except _DAMAGE as error:
            raise InputCorrupt(name=file.name, detail=f"{type(error).__name__}: {error}") from error


def _open(file: InputFile, stream: IO[bytes]) -> Image.Image:
    from PIL import Image

    icon = stream.read(4) in {b"\0\0\1\0", b"\0\0\2\0"}
    stream.seek(0)
    try:
        # Opening an icon decodes it, so there the library's limit stays in force.
        with nullcontext() if icon else _own_limit():
            return Image.open(stream, formats=_FORMATS)
    except _DAMAGE as error:
        raise _not_opened(file, str(error)) from error


@contextmanager
def _own_limit() -> Iterator[None]:
    """Suspend Pillow's own limit, which would refuse before we know the size: `load_image` has a lower one."""
    from PIL import Image

    with _limit_lock:
        before = Image.MAX_IMAGE_PIXELS
        Image.MAX_IMAGE_PIXELS = None
        try:
            yield
        finally:
            Image.MAX_IMAGE_PIXELS = before


def _check_size(file: InputFile, size: tuple[int, int], max_pixels: int) -> None:
    pixels = size[0] * size[1]
    if pixels > max_pixels:
        raise _too_large(file, _mega(pixels), max_pixels)


def _too_large(file: InputFile, found: str, max_pixels: int) -> InputTooLarge:
    return InputTooLarge(
        name=file.name, found=found, unit=QT_TRANSLATE_NOOP("units", "megapixels"), limit=_mega(max_pixels)
    )


def _mega(pixels: int) -> str:
    return f"{math.ceil(pixels / 100_000) / 10:.10g}"


def _not_opened(file: InputFile, detail: str) -> InputCorrupt | InputEmpty | InputUnsupported:
    """Tell a damaged picture from a file that never was one; the file may have changed since it was recognised."""
    now = recognise(file.path, file.name)
    if now.kind is MediaKind.EMPTY:
        return InputEmpty(name=file.name)
    if decodable(now):
        return InputCorrupt(name=file.name, detail=detail)
    return InputUnsupported(name=file.name, label=now.label, accepts=ACCEPTS, detail=detail)


def _upright(image: Image.Image) -> Image.Image:
    """Turn the picture as its EXIF mark says; broken metadata is no reason to refuse a good picture."""
    from PIL import ImageOps

    try:
        return ImageOps.exif_transpose(image)
    except _DAMAGE:
        return image.copy()


def _as_rgb(image: Image.Image) -> Image.Image:
    from PIL import Image

    if image.mode == "RGB" and "transparency" not in image.info:
        return image
    if image.mode.startswith("I") or image.mode == "F":
        return _eight_bit(image).convert("RGB")
    if image.has_transparency_data:
        layered = image.convert("RGBA")
        white = Image.new("RGB", layered.size, "white")
        white.paste(layered, mask=layered.getchannel("A"))
        return white
    return image.convert("RGB")


def _eight_bit(image: Image.Image) -> Image.Image:
    """Scale grey levels of 16 or 32 bits; Pillow's own conversion would cut off everything above 255.

    Integers up to 65,535 keep their absolute brightness, anything else is stretched between its extremes.
    """
    wide = image.convert("F")
    low, high = wide.getextrema()
    if image.mode != "F" and isinstance(low, float) and isinstance(high, float) and low >= 0 and high <= 65_535:
        low, high = 0.0, 65_535.0
    assert isinstance(low, float)
    assert isinstance(high, float)
    scale = 255.0 / (high - low) if high > low else 0.0
    offset = -low * scale
    return wide.point(lambda value: value * scale + offset).convert("L")
