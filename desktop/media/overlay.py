"""Pictures of results: boxes over the page that was read, bars beside the photo that was classified."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from desktop.core.media import InputFile
from desktop.core.result import Labels, Result, Text
from desktop.media.image import load_image

if TYPE_CHECKING:
    from PIL import Image, ImageFont

_BOX = (214, 69, 65)
_INK = (33, 37, 41)
_BAR = (46, 125, 154)
_TRACK = (226, 232, 236)
_PANEL_WIDTH = 420
_ROW_HEIGHT = 56
_MARGIN = 24
_PHOTO_SIDE = 1200
_MOST_BARS = 10


def draw_overlay(result: Result, source: InputFile, stream: IO[bytes]) -> None:
    """Write the picture of `result` over or beside `source` to `stream` as PNG; errors as `load_image`."""
    image = load_image(source)
    drawn = _beside(image, result.value) if isinstance(result.value, Labels) else _over(image, result.value)
    drawn.save(stream, "PNG")


def _over(image: Image.Image, value: Text) -> Image.Image:
    """Draw the outline of every line of the first page; boxes are scaled when the page was read at another size."""
    from PIL import ImageDraw

    draw = ImageDraw.Draw(image)
    width = max(2, round(max(image.size) / 600))
    for page in value.pages[:1]:
        across = image.width / page.width if page.width else 1.0
        down = image.height / page.height if page.height else 1.0
        for line in page.lines:
            corners = [(x * across, y * down) for x, y in line.box]
            draw.line([*corners, corners[0], corners[1]], fill=_BOX, width=width, joint="curve")
    return image


def _beside(image: Image.Image, value: Labels) -> Image.Image:
    from PIL import Image, ImageDraw

    image.thumbnail((_PHOTO_SIDE, _PHOTO_SIDE))
    labels = value.labels[:_MOST_BARS]
    height = max(image.height, len(labels) * _ROW_HEIGHT) + 2 * _MARGIN
    canvas = Image.new("RGB", (image.width + _PANEL_WIDTH + 3 * _MARGIN, height), "white")
    canvas.paste(image, (_MARGIN, _MARGIN))
    draw = ImageDraw.Draw(canvas)
    font = _font(17)
    left, right = image.width + 2 * _MARGIN, image.width + 2 * _MARGIN + _PANEL_WIDTH
    for index, label in enumerate(labels):
        top = _MARGIN + index * _ROW_HEIGHT
        share = f"{label.score:.1%}"
        draw.text((right - draw.textlength(share, font=font), top), share, fill=_INK, font=font)
        room = _PANEL_WIDTH - draw.textlength(f"{share}   ", font=font)
        draw.text((left, top), _fitting(label.label, room, font), fill=_INK, font=font)
        draw.rounded_rectangle((left, top + 26, right, top + 38), 6, fill=_TRACK)
        end = left + min(1.0, max(0.0, label.score)) * _PANEL_WIDTH
        if end - left >= 2:
            draw.rounded_rectangle((left, top + 26, end, top + 38), min(6, (end - left) / 2), fill=_BAR)
    return canvas


def _font(size: int) -> ImageFont.ImageFont | ImageFont.FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.load_default(size)


def _fitting(text: str, room: float, font: ImageFont.ImageFont | ImageFont.FreeTypeFont) -> str:
    if font.getlength(text) <= room:
        return text
    while text and font.getlength(f"{text}…") > room:
        text = text[:-1]
    return f"{text}…"
