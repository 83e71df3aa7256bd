from __future__ import annotations

import io
import itertools
from pathlib import Path

import pytest

from desktop.core.errors import (
    InputCorrupt,
    InputEmpty,
    InputEncrypted,
    InputNotFound,
    InputUnreadable,
    InputUnsupported,
)
from desktop.media.pdf import PdfPages
from desktop.media.sniff import recognise
from tests.unit.media.samples import encrypted_pdf, noise, pdf, picture


def put(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "Relatório 🏝.pdf"
    path.write_bytes(content)
    return path


def test_pages_one_by_one(tmp_path: Path) -> None:
    with PdfPages(put(tmp_path, pdf(3))) as pages:
        assert len(pages) == 3
        images = list(pages)
        assert [image.mode for image in images] == ["RGB"] * 3
        assert pages.page_text(1).strip() == "Ilha 2"
    # Words are drawn, on white.
    assert images[0].getpixel((0, 0)) == (255, 255, 255)
    assert min(images[0].convert("L").tobytes()) < 60


@pytest.mark.parametrize(
    ("size", "expected"),
    [((595, 842), (1413, 2000)), ((200, 100), (833, 417)), ((7200, 36), (2000, 10)), ((2000, 20000), (200, 2000))],
)
def test_resolution(size: tuple[float, float], expected: tuple[int, int], tmp_path: Path) -> None:
    with PdfPages(put(tmp_path, pdf(size=size))) as pages:
        image = pages.render(0)
    assert max(image.size) <= 2000
    assert image.size == pytest.approx(expected, abs=1)


def test_five_hundred_pages_stream(tmp_path: Path) -> None:
    with PdfPages(recognise(put(tmp_path, pdf(500))), max_side=100) as pages:
        assert len(pages) == 500
        assert len([image.size for image in itertools.islice(pages, 20)]) == 20


def test_no_text_layer(tmp_path: Path) -> None:
    with PdfPages(put(tmp_path, pdf(words=""))) as pages:
        assert pages.page_text(0) == ""
        with pytest.raises(IndexError):
            pages.render(1)
        with pytest.raises(IndexError):
            pages.page_text(-1)


def test_closing_twice(tmp_path: Path) -> None:
    with PdfPages(put(tmp_path, pdf())) as pages:
        pages.close()


def test_encrypted(tmp_path: Path) -> None:
    with pytest.raises(InputEncrypted) as caught:
        PdfPages(put(tmp_path, encrypted_pdf()))
    assert caught.value.arguments["name"] == "Relatório 🏝.pdf"
    # The library keeps the last error; it must not stick to the next document.
    with pytest.raises(InputEmpty):
        PdfPages(put(tmp_path, pdf(0)))
    with pytest.raises(InputCorrupt):
        PdfPages(put(tmp_path, pdf()[:60]))


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n" + noise(), pdf()[:60], b"%PDF-1.4\n"], ids=["noise", "cut", "header"]
)
def test_damaged(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(InputCorrupt) as caught:
        PdfPages(put(tmp_path, content))
    assert caught.value.detail


def test_a_damaged_page(tmp_path: Path) -> None:
    content = pdf(2).replace(b"/Kids [4 0 R 6 0 R]", b"/Kids [4 0 R 3 0 R]")
    with PdfPages(put(tmp_path, content)) as pages, pytest.raises(InputCorrupt):
        list(pages)


def test_nothing_inside(tmp_path: Path) -> None:
    with pytest.raises(InputEmpty):
        PdfPages(put(tmp_path, pdf(0)))
    with pytest.raises(InputEmpty):
        PdfPages(put(tmp_path, b""))


def test_not_a_pdf(tmp_path: Path) -> None:
    with pytest.raises(InputUnsupported):
        PdfPages(put(tmp_path, picture("PNG")))


def test_gone_and_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path, pdf())
    file = recognise(path)

    def refuse(*_: object, **__: object) -> io.BytesIO:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        with pytest.raises(InputUnreadable):
            PdfPages(file)
    path.unlink()
    with pytest.raises(InputNotFound):
        PdfPages(file)
