from __future__ import annotations

import codecs
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.errors import InputEmpty, InputNotFound, InputTooLarge, InputUnreadable, InputUnsupported
from desktop.media.encoding import decode
from desktop.media.sniff import recognise
from desktop.media.text import Span, read_text, split_lines
from tests.unit.media.samples import ACCENTED, CJK, CYRILLIC, noise, pdf, picture

GERMAN = "Die Fähre fährt über das Meer; die Straße war naß.\nÖl und Äpfel für die Küche.\n"
FRENCH = "L’île est à l’ouest, où vont les bœufs. « Déjà ? » — oui !\nÇa coûte 3 €.\n"
POLISH = "Zażółć gęślą jaźń. Łódź płynie powoli, a źdźbło trawy drży na wietrze.\nMąż i żona są już w domu.\n" * 6
HUNGARIAN = "Árvíztűrő tükörfúrógép; a hajó későn érkezik, és a szigeten minden őrült.\nNem tudom, hogy űrhajó-e.\n" * 6
GREEK = "Το νησί είναι μακριά από την ακτή. Το πλοίο έρχεται δύο φορές την εβδομάδα.\n" * 4


def read(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    return read_text(recognise(path))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [ACCENTED, CYRILLIC, CJK, GERMAN, "One short line"])
def test_unicode(encoding: str, text: str, tmp_path: Path) -> None:
    assert read(tmp_path / "text.txt", text.encode(encoding)) == text


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE])
def test_big_endian_marks(mark: bytes, tmp_path: Path) -> None:
    encoding = "utf-16-be" if mark == codecs.BOM_UTF16_BE else "utf-32-be"
    assert read(tmp_path / "text.txt", mark + ACCENTED.encode(encoding)) == ACCENTED


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ACCENTED.replace("–", "-"), "latin-1"),
        (ACCENTED, "cp1252"),
        ("Olá, São Luís!", "latin-1"),
        ("é", "latin-1"),
        ("ação", "latin-1"),
        (GERMAN, "latin-1"),
        (FRENCH.replace(" ", " "), "cp1252"),
        (CYRILLIC, "cp1251"),
        (CYRILLIC, "koi8-r"),
        (GREEK, "cp1253"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (HUNGARIAN, "cp1250"),
        (CJK, "shift-jis"),
        (CJK, "euc-jp"),
        ("# plain\n" * 9000 + ACCENTED, "cp1252"),
    ],
)
def test_older_encodings(text: str, encoding: str, tmp_path: Path) -> None:
    assert read(tmp_path / "text.txt", text.encode(encoding)) == text


def test_some_broken_bytes_are_no_reason_to_refuse(tmp_path: Path) -> None:
    content = ACCENTED.encode() * 20
    text = read(tmp_path / "text.txt", content[:200] + b"\xff" + content[200:])
    assert text.replace("\ufffd", "") == ACCENTED * 20


def test_newlines(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    content = b"one\r\ntwo\rthree\nfour\r\n\r\n"
    assert read(path, content) == "one\ntwo\nthree\nfour\n\n" == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n ", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, "\u3000\n".encode()])
def test_nothing_to_read(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(InputEmpty) as caught:
        read(tmp_path / "text.txt", content)
    assert caught.value.arguments["name"] == "text.txt"


@pytest.mark.parametrize(
    "content", [noise(), picture("JPEG"), pdf(), b"abc\0def" * 100, b"text " * 20_000 + b"\0\0\0"], ids=len
)
def test_binary_named_txt(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(InputUnsupported) as caught:
        read(tmp_path / "text.txt", content)
    assert {"name", "label", "accepts"} <= set(caught.value.arguments)


def test_too_large(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("x" * 3_000_000)
    with pytest.raises(InputTooLarge) as caught:
        read_text(recognise(path), limit_bytes=2_000_000)
    assert caught.value.arguments == {"name": "text.txt", "found": "3", "unit": "MB", "limit": "2"}


def test_gone_and_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "text.txt"
    path.write_text("x")
    file = recognise(path)

    def refuse(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", refuse)
        with pytest.raises(InputUnreadable):
            read_text(file)
    path.unlink()
    with pytest.raises(InputNotFound):
        read_text(file)


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16"])
def test_one_line_of_fifty_megabytes(encoding: str, tmp_path: Path) -> None:
    line = ("a ilha é só mar " * 3_400_000).strip()
    path = tmp_path / "long.txt"
    path.write_bytes(line.encode(encoding))
    start = time.thread_time()
    text = read_text(recognise(path), limit_bytes=200_000_000)
    spans = split_lines(text)
    assert time.thread_time() - start < 2
    assert [(span.start, span.end) for span in spans] == [(0, len(line))]


def test_lines_with_offsets() -> None:
    text = "one\n\n  two words \n\t\nthree\u2028still three"
    spans = split_lines(text)
    assert spans == [Span(0, 3, "one"), Span(7, 16, "two words"), Span(20, 37, "three\u2028still three")]
    assert split_lines("") == split_lines(" \n ") == []


@given(st.text())
def test_spans_say_where_they_are(text: str) -> None:
    spans = split_lines(text)
    assert all(text[span.start : span.end] == span.text and span.text.strip() == span.text for span in spans)
    assert "".join("".join(span.text for span in spans).split()) == "".join(text.split())


@settings(deadline=None)
@given(st.text(min_size=1), st.sampled_from(["utf-8", "utf-8-sig"]))
def test_every_utf8_text_without_controls(text: str, encoding: str) -> None:
    clean = "".join(char for char in text if char.isprintable() or char in "\n\t")
    clean = clean.removeprefix("\ufeff")
    if clean:
        assert decode(clean.encode(encoding)) == clean


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="latin-1", categories=["L", "N", "P", "Zs"]), min_size=1))
def test_eight_bit_texts_are_never_refused(text: str) -> None:
    assert decode(text.encode("latin-1")) is not None


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_decoding_never_raises(content: bytes) -> None:
    assert isinstance(decode(content), str | None)
