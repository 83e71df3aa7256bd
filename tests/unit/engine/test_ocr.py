"""Pictures as the package for reading text gets them, and the order in which their lines are read."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from desktop.core.result import TextLine
from desktop.engine.interrupt import Interrupt
from desktop.engine.loaded import LoadedModel
from desktop.engine.ocr import TextReader, _less_narrow, page_text, reading_order, rows

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.core.result import Point, TextPage
    from desktop.state.models import ModelShelf

SIDE = 736
"""Pixels of a page that the detector does not enlarge."""


@pytest.fixture
def reader(shelf: ModelShelf) -> TextReader:
    return TextReader(LoadedModel(shelf.choose("ocr", "starter/pp-ocrv6"), threads=1))


@pytest.fixture
def page(samples: Path) -> Image.Image:
    """Head and sums of the sample scan, close together: the model is not sure that one of its lines is on its head."""
    page = Image.new("L", (SIDE, SIDE), 238)
    with Image.open(samples / "scan.png") as scan:
        page.paste(scan.crop((60, 110, 796, 310)))
        page.paste(scan.crop((20, 770, 566, 1090)), (0, 300))
        page.paste(scan.crop((940, 770, 1130, 1090)), (546, 300))
    return page.convert("RGB")


def read(reader: TextReader, page: Image.Image, *, upright: bool = False) -> TextPage:
    return reader.read(page, Interrupt(), min_score=0.5, upright=upright)


def test_a_page_is_read_in_its_own_order_however_it_lies(reader: TextReader, page: Image.Image) -> None:
    upright = read(reader, page)
    letters = letters_of(upright)
    for turns in (1, 2, 3):
        turned = read(reader, page.rotate(-90 * turns), upright=turns == 1)  # lines that only lie need no check
        assert [len(row) for row in rows(list(turned.lines))] == [1, 1, 1, 2, 2, 2, 2, 2]
        assert SequenceMatcher(None, letters, letters_of(turned), autojunk=False).ratio() > 0.98
        for line, as_upright in zip(turned.lines, upright.lines, strict=True):
            corners = [place_upright(corner, turns) for corner in line.box]
            np.testing.assert_allclose(corners, as_upright.box, atol=24)
            assert all(0 <= place <= SIDE for corner in line.box for place in corner)


def test_a_letter_or_two_lie_as_the_page_does(reader: TextReader) -> None:
    page = Image.new("RGB", (SIDE, SIDE), "white")
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(30)
    for number, row in enumerate([("Apples of the island", "60"), ("Dozen eggs, brown", "9"), ("Jam and honey", "6")]):
        for left, text in zip((60, 560), row, strict=True):
            draw.text((left, 60 + 90 * number), text, font=font, fill="black")
    found = [line.text for line in read(reader, page.rotate(-90)).lines]
    assert found[1::2] == ["60", "9", "6"]


def letters_of(page: TextPage) -> str:
    """Leave out the blanks: the model sees more of them in a line that it was given in another size."""
    return page_text(page).replace(" ", "")


def place_upright(place: Point, turns: int) -> Point:
    """Turn a place of a square that lies by quarter turns clockwise back."""
    for _ in range(turns):
        place = (place[1], SIDE - place[0])
    return place


def line(text: str, *, left: float, top: float, turns: int = 0) -> TextLine:
    """A line of the size of its letters on a page that then is turned as a whole around its upper left corner."""
    right, bottom = left + 10 * len(text), top + 20
    corners: tuple[Point, ...] = ((left, top), (right, top), (right, bottom), (left, bottom))
    for _ in range(turns):
        corners = tuple((-y, x) for x, y in corners)
    first, second, third, fourth = corners
    return TextLine(text=text, score=1, box=(first, second, third, fourth))


@pytest.mark.parametrize("turns", range(4))
def test_what_lies_side_by_side_on_a_turned_page_shares_a_row(turns: int) -> None:
    placed = {"total": (10, 102), "€ 5": (400, 98), "7": (500, 98), "title": (200, 10), "below": (10, 130)}
    found = [line(text, left=left, top=top, turns=turns) for text, (left, top) in placed.items()]
    assert [[entry.text for entry in row] for row in rows(found)] == [["title"], ["total", "€ 5", "7"], ["below"]]


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_note_at_the_side_and_letters_that_stand_alone_turn_no_page(turns: int) -> None:
    note = line("paid in cash", left=30, top=30, turns=turns)
    letters = [line("1", left=500, top=-400 + 40 * number, turns=turns) for number in range(40)]
    page = [line("a page of text", left=900, top=900), line("that stands upright", left=900, top=930)]
    order = [entry.text for entry in reading_order([*letters, *reversed(page), note]) if len(entry.text) > 1]
    assert order == ["paid in cash", "a page of text", "that stands upright"]


@pytest.mark.parametrize(
    ("size", "found"),
    [
        ((1, 20_000), (200, 20_000)),
        ((20_000, 1), (20_000, 1_250)),
        ((160, 10), (160, 10)),
        ((10, 1_000), (10, 1_000)),
        ((1, 1), (1, 1)),
    ],
)
def test_a_strip_is_made_wide_enough_to_be_looked_at(size: tuple[int, int], found: tuple[int, int]) -> None:
    pixels = np.zeros((*size, 3), np.uint8)
    made = _less_narrow(pixels)
    assert made.shape == (*found, 3)
    assert (made[: size[0], : size[1]] == 0).all()
    assert (made[size[0] :] == 255).all()
    assert (made[:, size[1] :] == 255).all()
