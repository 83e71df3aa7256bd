"""Pictures of results: lines and boxes over the picture they were found in, masks in colour, bars beside a photo."""

from __future__ import annotations

from collections import Counter
from typing import IO, TYPE_CHECKING

from desktop.core.media import InputFile
from desktop.core.result import Boxes, Labels, Masks, Picture, Result, Text
from desktop.media.image import load_image
from desktop.media.masks import artifact_path, coverage, load_mask

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from PIL import Image, ImageFont

    Colour = tuple[int, int, int]
    Font = ImageFont.ImageFont | ImageFont.FreeTypeFont

_BOX = (214, 69, 65)
_INK = (33, 37, 41)
_BAR = (46, 125, 154)
_TRACK = (226, 232, 236)
# For labels in the order they are met; white is readable on each of them.
_COLOURS = (
    (46, 125, 154), (214, 69, 65), (56, 132, 74), (148, 82, 176), (190, 98, 20), (0, 121, 120), (196, 56, 128),
    (88, 96, 188), (122, 110, 30), (110, 82, 66),
)  # fmt: skip
_PANEL_WIDTH = 420
_ROW_HEIGHT = 56
_MARGIN = 24
_PHOTO_SIDE = 1200
_MOST_BARS = 10
_LEGEND_WIDTH = 300
_LEGEND_ROW = 30
_MOST_LEGEND = 40


def finished_picture(result: Result) -> Path | None:
    """Return the artifact that is the picture of a result as it stands: a depth picture, a cutout."""
    value = result.value
    name = value.artifact if isinstance(value, Picture) else value.cutout if isinstance(value, Masks) else ""
    return artifact_path(result, name) if name else None


def draw_overlay(result: Result, source: InputFile, stream: IO[bytes]) -> None:
    """Write the picture of `result` over or beside `source` to `stream` as PNG; errors as `load_image`."""
    image = load_image(source)
    match result.value:
        case Labels() as value:
            image = _beside(image, value)
        case Text() as value:
            _outline(image, value)
        case Boxes() as value:
            image = _boxed(image, value)
        case Masks() as value:
            image = _masked(image, value, result)
        case _:
            raise TypeError(type(result.value))
    image.save(stream, "PNG")


def _outline(image: Image.Image, value: Text) -> None:
    """Draw the outline of every line of the first page; boxes are scaled when the page was read at another size."""
    from PIL import ImageDraw

    draw = ImageDraw.Draw(image)
    width = max(2, round(max(image.size) / 600))
    for page in value.pages[:1]:
        across, down = scale(image, page.width, page.height)
        for line in page.lines:
            corners = [(x * across, y * down) for x, y in line.box]
            draw.line([*corners, corners[0], corners[1]], fill=_BOX, width=width, joint="curve")


def scale(image: Image.Image, width: int, height: int) -> tuple[float, float]:
    """Return what turns places in a picture of `width` × `height` pixels into places in `image`."""
    return image.width / width if width else 1.0, image.height / height if height else 1.0


def _boxed(image: Image.Image, value: Boxes) -> Image.Image:
    """Draw every box with its label, the surest on top, and beside the picture how many there are of each."""
    from PIL import ImageDraw

    draw = ImageDraw.Draw(image)
    width = max(2, round(max(image.size) / 500))
    font = _font(max(14, round(max(image.size) / 60)))
    colours = _colours(box.label for box in value.boxes)
    across, down = scale(image, value.width, value.height)
    for box in reversed(value.boxes):
        x0, x1 = sorted((box.box[0] * across, box.box[2] * across))
        y0, y1 = sorted((box.box[1] * down, box.box[3] * down))
        colour = colours[box.label]
        draw.rectangle((x0, y0, x1, y1), outline=colour, width=width)
        text = f"{box.label} {box.score:.0%}"
        left, top, right, bottom = draw.textbbox((0, 0), text, font=font)
        room = bottom - top + 2 * width
        above = y0 - room if y0 >= room else y0
        draw.rectangle((x0, above, x0 + right - left + 4 * width, above + room), fill=colour)
        draw.text((x0 + 2 * width - left, above + width - top), text, fill="white", font=font)
    counts = Counter(box.label for box in value.boxes)
    return _with_legend(image, [(colours[label], label, str(number)) for label, number in counts.most_common()])


def _masked(image: Image.Image, value: Masks, result: Result) -> Image.Image:
    """Lay every mask over the picture in the colour of its label, and beside it how much it covers."""
    from PIL import Image

    colours = _colours(mask.label for mask in value.masks)
    legend = []
    for part in value.masks:
        mask = load_mask(result, part)
        if mask.size != image.size:
            mask = mask.resize(image.size, Image.Resampling.NEAREST)
        # Half of the mask as transparency: the picture stays visible below.
        image.paste(colours[part.label], mask=mask.point([level // 2 for level in range(256)]))
        legend.append((colours[part.label], part.label, f"{coverage(mask):.1%}"))
    return _with_legend(image, legend)


def _colours(labels: Iterable[str]) -> dict[str, Colour]:
    return {label: _COLOURS[index % len(_COLOURS)] for index, label in enumerate(dict.fromkeys(labels))}


def _with_legend(image: Image.Image, rows: Sequence[tuple[Colour, str, str]]) -> Image.Image:
    """Return the picture with a panel on its right: a patch of colour, a label and a number in each row."""
    from PIL import Image, ImageDraw

    if not rows:
        return image
    shown, unit = rows[:_MOST_LEGEND], max(1.0, max(image.size) / _PHOTO_SIDE)
    margin, height, panel = (round(unit * size) for size in (_MARGIN, _LEGEND_ROW, _LEGEND_WIDTH))
    tall = max(image.height, len(shown) * height + 2 * margin)
    canvas = Image.new("RGB", (image.width + panel + 2 * margin, tall), "white")
    canvas.paste(image, (0, 0))
    draw = ImageDraw.Draw(canvas)
    font = _font(round(unit * 17))
    left, right = image.width + margin, image.width + margin + panel
    for index, (colour, label, number) in enumerate(shown):
        top = margin + index * height
        patch = height * 0.6
        draw.rectangle((left, top, left + patch, top + patch), fill=colour)
        draw.text((right - draw.textlength(number, font=font), top), number, fill=_INK, font=font)
        room = panel - height - draw.textlength(f"{number}  ", font=font)
        draw.text((left + height, top), _fitting(label, room, font), fill=_INK, font=font)
    return canvas


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


def _font(size: int) -> Font:
    from PIL import ImageFont

    return ImageFont.load_default(size)


def _fitting(text: str, room: float, font: Font) -> str:
    if font.getlength(text) <= room:
        return text
    while text and font.getlength(f"{text}…") > room:
        text = text[:-1]
    return f"{text}…"
