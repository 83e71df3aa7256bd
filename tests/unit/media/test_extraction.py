"""The text of files of every kind, page by page."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from desktop.core.errors import InputEmpty, InputUnsupported
from desktop.media.extraction import extractable, page_texts
from desktop.media.sniff import recognise
from tests.unit.media.documents.shapes import docx, run
from tests.unit.media.samples import pdf

PAGE = tuple[int | None, str]


def pages(folder: Path, name: str, content: str | bytes) -> list[PAGE]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(page_texts(recognise(path), lambda image: f"picture of {image.width}", lambda _done, _total: None))


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("a.txt", "One.\r\nTwo.", "One.\nTwo."),
        ("a.md", "# One\n\n**Two**\n", "# One\n\n**Two**\n"),
        ("a.csv", "name,price\nlamp,3\nrope,4\n", "name,price\nlamp,3\nrope,4\n"),
        ("a.json", '{"one": [1, 2]}\n', '{"one": [1, 2]}\n'),
        ("a.html", "<html><body><p>One &amp; two</p><script>three()</script></body></html>", "One & two\n"),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\nOne.\n", "One.\n"),
        ("a.docx", docx(f"<w:p>{run('One.')}</w:p><w:p>{run('Two.')}</w:p>"), "One.\nTwo.\n"),
    ],
)
def test_a_file_without_pages_is_one_text(tmp_path: Path, name: str, content: str | bytes, text: str) -> None:
    assert pages(tmp_path, name, content) == [(None, text)]


def test_pages_have_numbers_and_those_without_text_are_read(tmp_path: Path) -> None:
    first, second = pages(tmp_path, "a.pdf", pdf(2, words="The island"))
    assert first[0] == 1
    assert second[0] == 2
    assert "The island" in first[1]
    assert [text.partition(" ")[0] for _, text in pages(tmp_path, "b.pdf", pdf(2, words=""))] == ["picture"] * 2


def test_a_picture_is_read(tmp_path: Path, samples: Path) -> None:
    assert pages(tmp_path, "a.png", (samples / "scan.png").read_bytes())[0][1].startswith("picture of")


def test_the_pages_of_a_tiff_are_read_one_by_one(tmp_path: Path) -> None:
    content = io.BytesIO()
    Image.new("L", (30, 20)).save(content, "TIFF", save_all=True, append_images=[Image.new("L", (40, 20))])
    assert pages(tmp_path, "fax.tif", content.getvalue()) == [(1, "picture of 30"), (2, "picture of 40")]


def test_what_has_no_text_is_refused(tmp_path: Path) -> None:
    for name, content, error in (("a.bin", bytes(range(256)), InputUnsupported), ("a.txt", b"", InputEmpty)):
        with pytest.raises(error):
            pages(tmp_path, name, content)
        assert not extractable(recognise(tmp_path / name))
