from __future__ import annotations

from pathlib import Path

import pytest

from desktop.core.errors import InputCorrupt, InputEmpty, InputEncrypted, InputWithoutText
from desktop.media.documents.pdf import reflowed
from tests.unit.media.documents.shapes import opened, texts_of, written
from tests.unit.media.samples import encrypted_pdf, pdf


def test_a_pdf_becomes_a_text(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.pdf", pdf(2, words="The island"))
    assert (document.mime, document.suffix) == ("text/plain", ".txt")
    texts = texts_of(document)
    assert all("The island" in text for text in texts)
    assert written(document, ["A ilha"] * len(texts), tmp_path).decode().split() == ["A", "ilha"] * len(texts)


def test_lines_and_hyphens_of_the_page_are_undone(tmp_path: Path) -> None:
    lines = ["A well-known island lies far with let-", "ters and flour that are well-", "known, of course."]
    content = pdf(size=(600, 300), words=") Tj 0 -26 Td (".join(lines)).replace(b"20 40 Td", b"20 200 Td")
    assert texts_of(opened(tmp_path, "a.pdf", content))[0] == (
        "A well-known island lies far with letters and flour that are well-known, of course. 1"
    )


def test_pictures_only(tmp_path: Path) -> None:
    with pytest.raises(InputWithoutText) as caught:
        opened(tmp_path, "a.pdf", pdf(words=""))
    assert "Read text" in caught.value.hint


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    for content, error in ((encrypted_pdf(), InputEncrypted), (pdf()[:60], InputCorrupt), (pdf(0), InputEmpty)):
        with pytest.raises(error):
            opened(tmp_path, "a.pdf", content)


def test_paragraphs_are_put_together() -> None:
    first = (
        "An Island\n"
        "The island lies far from the coast, and the ferry comes only twice a week with let-\n"
        "ters, flour and news. It is a well-known fact that whatever leaves the island is de-\n"
        "cided there.\n"
        "Nobody minds the wait, as there is always something else to do, and everything well-\n"
        "17\n"
    )
    second = "known is repeated.\n• an item\n• another item\n"
    assert reflowed([first, second]) == [
        "An Island",
        (
            "The island lies far from the coast, and the ferry comes only twice a week with letters, flour and news. "
            "It is a well-known fact that whatever leaves the island is decided there."
        ),
        "Nobody minds the wait, as there is always something else to do, and everything well-known is repeated.",
        "17",
        "• an item",
        "• another item",
    ]
