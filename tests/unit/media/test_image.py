from __future__ import annotations

import io
import logging
import struct
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from desktop.core.errors import (
    InputCorrupt,
    InputEmpty,
    InputNotFound,
    InputTooLarge,
    InputUnreadable,
    InputUnsupported,
)
from desktop.media.image import decodable, load_image, page_frames
from desktop.media.sniff import recognise
from tests.unit.media.samples import SAMPLES, SVG, animated_gif, bmff, noise, picture, png_header

RED, WHITE = (255, 0, 0), (255, 255, 255)


def save(path: Path, image: Image.Image, **options: Any) -> Path:
    image.save(path, **options)
    return path


@pytest.mark.parametrize("sample", [sample for sample in SAMPLES if sample.kind == "image"], ids=lambda one: one.name)
def test_every_picture_or_a_clear_no(sample: Any, tmp_path: Path) -> None:
    path = tmp_path / sample.name
    path.write_bytes(sample.content)
    file = recognise(path)
    if decodable(file) and "endian" not in sample.name:
        image = load_image(file)
        assert image.mode == "RGB"
        assert max(image.size) >= 12
    else:
        with pytest.raises((InputUnsupported, InputCorrupt)):
            load_image(file)


def test_first_frame(tmp_path: Path) -> None:
    path = tmp_path / "moving.gif"
    path.write_bytes(animated_gif())
    assert load_image(path).getpixel((3, 3)) == (0, 0, 200)


def test_the_pages_of_a_tiff_are_its_frames_but_no_thumbnail(tmp_path: Path) -> None:
    small, second = Image.new("RGB", (4, 2), WHITE), Image.new("L", (60, 30), 0)
    small.encoderinfo = {"tiffinfo": {254: 1}}
    path = save(tmp_path / "a.tif", Image.new("RGB", (40, 20), RED), save_all=True, append_images=[small, second])
    file = recognise(path)
    assert page_frames(file) == [0, 2]
    assert [load_image(file, frame=frame).size for frame in page_frames(file)] == [(40, 20), (60, 30)]
    with pytest.raises(InputCorrupt):
        load_image(file, frame=3)
    moving = tmp_path / "moving.gif"
    moving.write_bytes(animated_gif())
    assert page_frames(recognise(moving)) == [0]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_upright(orientation: int, tmp_path: Path) -> None:
    image = Image.new("RGB", (40, 20), "white")
    image.paste(RED, (0, 0, 20, 10))
    exif = Image.Exif()
    exif[0x0112] = orientation
    loaded = load_image(save(tmp_path / "photo.png", image, exif=exif))
    assert loaded.size == ((40, 20) if orientation < 5 else (20, 40))
    corners = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}
    x, y = corners[orientation]
    assert loaded.getpixel((x * (loaded.width - 1), y * (loaded.height - 1))) == RED


def test_broken_exif_does_not_matter(tmp_path: Path) -> None:
    path = save(tmp_path / "photo.jpg", Image.new("RGB", (8, 8), RED), exif=b"Exif\0\0II*\0\xff\xff\xff\x7f")
    assert load_image(path).size == (8, 8)


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_transparency_on_white(mode: str, tmp_path: Path) -> None:
    path = save(tmp_path / "a.png", Image.new(mode, (4, 4)))
    assert load_image(path).getpixel((1, 1)) == WHITE


def test_transparent_palette_and_grey(tmp_path: Path) -> None:
    palette = Image.new("P", (4, 4), 0)
    palette.putpalette([9, 9, 9, 255, 0, 0])
    palette.putpixel((2, 2), 1)
    loaded = load_image(save(tmp_path / "p.png", palette, transparency=0))
    assert (loaded.getpixel((0, 0)), loaded.getpixel((2, 2))) == (WHITE, RED)
    grey = Image.new("L", (4, 4), 7)
    grey.putpixel((2, 2), 90)
    loaded = load_image(save(tmp_path / "l.png", grey, transparency=7))
    assert (loaded.getpixel((0, 0)), loaded.getpixel((2, 2))) == (WHITE, (90, 90, 90))


def test_sixteen_bits_keep_their_greys(tmp_path: Path) -> None:
    values = np.array([[0, 32768], [16384, 65535]], dtype=np.uint16)
    for name in ("deep.png", "deep.tiff"):
        loaded = load_image(save(tmp_path / name, Image.fromarray(values)))
        greys = [loaded.getpixel((x, y)) for y in range(2) for x in range(2)]
        assert [grey[0] for grey in greys if isinstance(grey, tuple)] == pytest.approx([0, 127, 63, 255], abs=1)


def test_float_and_signed_pixels(tmp_path: Path) -> None:
    wide = load_image(save(tmp_path / "f.tiff", Image.fromarray(np.array([[-1.0, 1.0]], dtype=np.float32))))
    assert [wide.getpixel((x, 0)) for x in range(2)] == [(0, 0, 0), WHITE]
    flat = load_image(save(tmp_path / "flat.tiff", Image.new("F", (2, 2), 5.0)))
    assert flat.getpixel((0, 0)) == (0, 0, 0)


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "YCbCr"])
def test_other_modes(mode: str, tmp_path: Path) -> None:
    path = save(tmp_path / "red.tiff", Image.new("RGB", (6, 6), RED).convert(mode))
    assert load_image(path).mode == "RGB"
    if mode in {"P", "CMYK"}:
        assert load_image(path).getpixel((2, 2)) == RED


def test_two_hundred_megapixels(tmp_path: Path) -> None:
    path = tmp_path / "huge.png"
    path.write_bytes(png_header(20_000, 10_000))
    start = time.thread_time()
    with pytest.raises(InputTooLarge) as caught:
        load_image(path)
    assert time.thread_time() - start < 0.5
    assert caught.value.arguments == {"name": "huge.png", "found": "200", "unit": "megapixels", "limit": "100"}


def test_an_icon_that_hides_a_bomb(tmp_path: Path) -> None:
    inner = png_header(30_000, 30_000)
    path = tmp_path / "bomb.ico"
    path.write_bytes(b"\0\0\1\0\1\0" + struct.pack("<BBBBHHII", 16, 16, 0, 0, 1, 32, len(inner), 22) + inner)
    with pytest.raises(InputTooLarge):
        load_image(path)


def test_own_limit_leaves_the_library_as_it_was(tmp_path: Path) -> None:
    before = Image.MAX_IMAGE_PIXELS
    path = tmp_path / "a.png"
    path.write_bytes(picture("PNG"))
    load_image(path)
    assert before == Image.MAX_IMAGE_PIXELS


@pytest.mark.parametrize("fmt", ["JPEG", "PNG", "WEBP", "TIFF", "BMP", "AVIF", "GIF"])
def test_truncated(fmt: str, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Image.effect_noise((200, 200), 80).convert("RGB").save(buffer, fmt)
    path = tmp_path / "cut"
    path.write_bytes(buffer.getvalue()[: len(buffer.getvalue()) // 2])
    with pytest.raises(InputCorrupt) as caught:
        load_image(path)
    assert caught.value.detail


def test_what_is_no_picture(tmp_path: Path) -> None:
    for name, content in {"a.svg": SVG.encode(), "b.heic": bmff(b"heic"), "c.png": noise(), "d.jpg": b"text\n"}.items():
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(InputUnsupported) as caught:
            load_image(path)
        assert {"name", "label", "accepts"} <= set(caught.value.arguments)
    (tmp_path / "empty.png").touch()
    with pytest.raises(InputEmpty):
        load_image(tmp_path / "empty.png")


def test_gone_and_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(picture("PNG"))
    file = recognise(path)

    def refuse(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        with pytest.raises(InputUnreadable):
            load_image(file)
    path.unlink()
    with pytest.raises(InputNotFound):
        load_image(file)


def test_changed_since_it_was_recognised(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(picture("PNG"))
    file = recognise(path)
    path.write_bytes(b"")
    with pytest.raises(InputEmpty):
        load_image(file)


def test_draft_decodes_less(tmp_path: Path) -> None:
    path = save(tmp_path / "big.jpg", Image.linear_gradient("L").resize((1600, 1200)).convert("RGB"))
    assert load_image(path).size == (1600, 1200)
    assert load_image(path, max_side=300).size == (400, 300)
    assert load_image(path, max_side=1000).size == (1600, 1200)


@pytest.mark.parametrize("fmt", ["PNG", "GIF", "TIFF", "ICO", "BMP"])
def test_bad_bytes_raise_nothing_else(fmt: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, "PIL")
    path = tmp_path / "bad"
    good = picture(fmt, "P" if fmt == "GIF" else "RGB", size=(16, 16))
    for offset in range(0, min(400, len(good)), 5):
        path.write_bytes(good[:offset] + bytes([good[offset] ^ 0xFF]) + good[offset + 1 :])
        with suppress(InputCorrupt, InputUnsupported, InputTooLarge):
            load_image(path)
