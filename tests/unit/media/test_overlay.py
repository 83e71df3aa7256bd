"""What is drawn lies where it belongs, whatever the size of the picture."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from desktop.core.result import (
    Artifact,
    Box,
    Boxes,
    Label,
    Labels,
    Mask,
    Masks,
    Provenance,
    Result,
    ResultValue,
    Spans,
    Text,
    TextLine,
    TextPage,
)
from desktop.media.crops import crops
from desktop.media.masks import coverage, load_mask, share
from desktop.media.overlay import draw_overlay
from desktop.media.sniff import recognise

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.core.media import InputFile

PROVENANCE = Provenance(
    app="", model="", revision="", files={}, input_sha256="", params={}, runtime={}, started="", finished=""
)
WHITE = (255, 255, 255)


@pytest.fixture
def photo(tmp_path: Path) -> InputFile:
    path = tmp_path / "photo.png"
    Image.new("RGB", (400, 300), "white").save(path)
    return recognise(path)


def drawn(value: ResultValue, photo: InputFile, *artifacts: Artifact) -> Image.Image:
    stream = io.BytesIO()
    draw_overlay(Result(value=value, provenance=PROVENANCE, artifacts=artifacts), photo, stream)
    return Image.open(stream).convert("RGB")


def coloured(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    colours = image.crop(box).getcolors(1 << 20)
    return colours is None or {colour for _, colour in colours} != {WHITE}


def test_lines_of_the_first_page_are_outlined_at_the_size_of_the_picture(photo: InputFile) -> None:
    corners = ((10.0, 10.0), (90.0, 10.0), (90.0, 40.0), (10.0, 40.0))
    other = ((10.0, 80.0), (90.0, 80.0), (90.0, 100.0), (10.0, 100.0))
    pages = tuple(
        TextPage(width=200, height=150, lines=(TextLine(text="a", score=1, box=box),)) for box in (corners, other)
    )
    image = drawn(Text(text="a", pages=pages), photo)
    assert image.size == (400, 300)
    assert all(image.getpixel(place) != WHITE for place in ((20, 50), (180, 50), (100, 20), (100, 80)))
    assert not coloured(image, (25, 25, 175, 75)), "the text stays readable"
    assert not coloured(image, (0, 100, 400, 300)), "the second page is another picture"


def test_a_box_with_its_corners_the_other_way_round_is_the_same_box(photo: InputFile) -> None:
    box = Box(label="cat", score=0.9, box=(40.0, 60.0, 160.0, 140.0))
    value = Boxes(width=200, height=150, boxes=(box,))
    turned = replace(value, boxes=(replace(box, box=(160.0, 140.0, 40.0, 60.0)),))
    assert drawn(turned, photo).tobytes() == drawn(value, photo).tobytes()
    assert drawn(value, photo).getpixel((80, 200)) != WHITE


def test_a_legend_of_very_many_labels_stays_a_legend(photo: InputFile) -> None:
    boxes = tuple(Box(label=f"kind {number} " + "w" * 80, score=0.5, box=(0, 0, 9, 9)) for number in range(60))
    few, many = (drawn(Boxes(width=400, height=300, boxes=boxes[:count]), photo) for count in (40, 60))
    assert few.size == many.size
    assert not coloured(few, (few.width - 24, 0, few.width, few.height)), "long names are cut off"


def test_bars_are_as_long_as_the_scores(photo: InputFile) -> None:
    labels = tuple(Label(label="x", score=score) for score in (1.0, 0.5, 0.0))
    image = drawn(Labels(labels=labels), photo)
    left, width = 400 + 2 * 24, 420
    rows = [
        [image.getpixel((left + round(width * part), 24 + 56 * row + 32)) for part in (0.1, 0.4, 0.6, 0.9)]
        for row in range(3)
    ]
    full, half, none = rows
    assert len(set(full)) == len(set(none)) == 1
    assert set(full) != set(none)
    assert half == [full[0], full[0], none[0], none[0]]
    thirty = drawn(Labels(labels=tuple(Label(label="x", score=0.1) for _ in range(30))), photo)
    assert thirty.height == 10 * 56 + 2 * 24, "ten at most"


@pytest.fixture
def half(tmp_path: Path) -> Artifact:
    """A mask of the left half at a quarter of the photo's size."""
    path = tmp_path / "half.png"
    mask = Image.new("L", (100, 75))
    mask.paste(255, (0, 0, 50, 75))
    mask.save(path)
    return Artifact(name="half.png", path=path, mime="image/png")


def test_a_mask_of_another_size_lies_over_its_part(photo: InputFile, half: Artifact) -> None:
    value = Masks(width=400, height=300, masks=(Mask(label="sky", score=1, artifact="half.png"),))
    below = Image.new("RGB", (400, 300), "white")
    below.putpixel((100, 190), (0, 0, 0))
    below.save(photo.path)
    image = drawn(value, photo, half)
    assert coloured(image, (199, 0, 200, 300))
    assert not coloured(image, (200, 0, 400, 300))
    assert image.getpixel((100, 190)) != image.getpixel((10, 10)), "what lies below shines through"


def test_how_much_a_mask_covers(half: Artifact) -> None:
    result = Result(value=Spans(text="", spans=()), provenance=PROVENANCE, artifacts=(half,))
    mask = Mask(label="sky", score=1, artifact="half.png")
    assert share(result, mask) == 0.5
    assert load_mask(result, mask).mode == "L"
    assert coverage(Image.new("L", (3, 3), 51)) == pytest.approx(0.2), "what is half there counts half"
    half.path.write_bytes(b"damaged")
    assert share(result, mask) is None
    half.path.unlink()
    assert share(result, mask) is None


def test_crops_are_cut_at_the_size_of_the_picture_and_sorted_by_name() -> None:
    image = Image.new("RGB", (400, 300), "white")
    image.paste((200, 0, 0), (100, 60, 200, 180))
    box = Box(label="cat", score=0.9, box=(50.2, 30.0, 99.8, 90.0))
    (name, crop), *_ = crops(image, Boxes(width=200, height=150, boxes=(box,)))
    assert (name, crop.size, crop.getcolors()) == ("01 cat.png", (100, 120), [(12_000, (200, 0, 0))])
    names = [name for name, _ in crops(image, Boxes(width=200, height=150, boxes=(box,) * 100))]
    assert names[0] == "001 cat.png"
    assert names == sorted(names)
