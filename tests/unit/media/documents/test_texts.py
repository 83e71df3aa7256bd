from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core.errors import InputEmpty, InputNotFound, InputUnsupported
from desktop.core.usage import ParameterInvalid
from desktop.media.documents import open_document
from desktop.media.documents.lines import wrapped
from desktop.media.sniff import recognise
from tests.unit.media.documents.shapes import opened, texts_of, translated, written
from tests.unit.media.samples import noise

WRAPPED = (
    "The island lies far from the coast, and the ferry comes twice a\n"
    "week. It brings letters, flour and news; what leaves the island is\n"
    "decided there. Nobody minds the wait.\n"
)
TXT = f"\n  A title\r\n\r\n{WRAPPED}\n - one item \n - two items\n\n123 — 45\n\tlast"
MD = """---
title: Not this
---
# The *big* title #

A paragraph with **bold words**, `make test`, a [link](http://a.b/c_d "t") and
an ![image](x.png) too; snake_case and 5 * 3 stay.\x20\x20
A next line.

- item one
  goes on
- [ ] a task
    - nested _item_

1. first
   ```py
   code = 1
   ```

> quoted text
> goes on

| Name | Value |
|------|:-----:|
| one `a|b` | two \\| words |

<!-- a comment -->
<p align="center">Some <b>HTML</b> text</p>

    real code

See [the docs][d], [shortcut] and <https://a.b/c>.[^1]

Setext title
------------

[^1]: A note.
[d]: http://x.y
[shortcut]: http://z
"""
HTML = """<!DOCTYPE html><html lang=en><head><title>The title</title><script>if(a<b){"x"}</script></head><body>
<!-- a > comment --><P CLASS='x'>Hello <b>bold world</b>, see <a href="x?a=1&b=2" title='A "hint"'>this link</a>.<br/>
Next &amp; last</P>
<ul><li>One <code>make test</code> two<li>Two</ul><img alt="a picture" src=x> <p>12</p><pre>keep  me</pre>
<table><tr><td>cell<td><input placeholder="Your name"></table><p translate="no">Ilha stays</p>
<p>un<b>closed <i>x</p>a < b"""
SRT = (
    "1\n00:00:01,000 --> 00:00:02,000\n<i>Hello there my</i>\nfriend\n\n2\n00:00:02,100 --> 00:00:03,000 X1:4\n"
    "and good night.\n\n3\nbroken --> x\n{\\an8}- Hi.\n- Bye.\n\n4\n00:00:09,000 --> 00:00:10,000\n♪ ♪\n"
)
VTT = (
    "WEBVTT Kind: captions\n\nNOTE a note\nof two lines\n\nSTYLE\n::cue { color: red }\n\nid-1\n"
    "00:01.000 --> 00:02.000 line:0\n<v Bob>Tom &amp; <c.loud>Jerry</c>\n"
)
CSV = (
    'id;name;note\r\n1;"Good ""day"", sun";fine then\r\n2;x2;all well\r\n3;Good night;12,5;"extra\r\nline"\r\n'
    "4;BRL;2024-01-02"
)
TSV = "word\tlink\nhello there\thttps://a.b\nbye bye\thttps://c.d\n"
FILES = {"a.txt": TXT, "a.md": MD, "a.html": HTML, "a.srt": SRT, "a.vtt": VTT, "a.csv": CSV, "a.tsv": TSV}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_without_a_change_the_file_is_the_same(name: str, encoding: str, tmp_path: Path) -> None:
    content = FILES[name].encode(encoding)
    document = opened(tmp_path, name, content)
    assert written(document, texts_of(document), tmp_path) == content
    assert document.suffix == Path(name).suffix
    assert document.plain(texts_of(document)).strip()


@pytest.mark.parametrize("name", FILES)
def test_pieces_have_letters_and_no_notation(name: str, tmp_path: Path) -> None:
    texts = texts_of(opened(tmp_path, name, FILES[name]))
    assert all(text == text.strip() and re.search(r"[A-Za-z]", text) for text in texts)
    assert not re.search(r"<b>|</|\*\*|\]\(|-->|00:0|&amp;", " ".join(texts))


@pytest.mark.parametrize("name", FILES)
def test_one_text_for_each_piece(name: str, tmp_path: Path) -> None:
    document = opened(tmp_path, name, FILES[name])
    for texts in ([], ["x"] * (len(document.pieces) + 1)):
        with pytest.raises(ValueError, match="each piece"):
            document.write(texts, tmp_path / "result")
        with pytest.raises(ValueError, match="each piece"):
            document.plain(texts)
    assert not (tmp_path / "result").exists()


@pytest.mark.parametrize("name", FILES)
def test_letters_in_capitals_leave_all_else_as_it_is(name: str, tmp_path: Path) -> None:
    """A translation as long as its source shows what else changes: nothing."""
    content = FILES[name].partition("<p>un<b>")[0]
    result = translated(opened(tmp_path, name, content), tmp_path, str.swapcase)
    assert result != content
    expected = content.replace("a < b", "a &lt; b").replace('A "hint"', "A &quot;hint&quot;")
    got = result.replace('a "HINT"', "A &quot;hint&quot;").replace("[SHORTCUT][shortcut]", "[SHORTCUT]")
    assert got.casefold().split() == expected.casefold().split()


# --- plain text -------------------------------------------------------------------------------------------------------


def test_lines_of_a_wrapped_paragraph_are_one_piece(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.txt", TXT)
    assert texts_of(document) == ["A title", WRAPPED.strip().replace("\n", " "), "one item", "two items", "last"]


def test_lines_that_are_whole_are_pieces(tmp_path: Path) -> None:
    lines = [
        "The first sentence of the corpus is a rather long one, as they often are.",
        "The second is of about that length, too.",
        "Verses",
        "and others",
    ]
    assert texts_of(opened(tmp_path, "a.txt", "\n".join(lines))) == lines


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(st.text(" abcAB.,-\t>é1", max_size=80), min_size=1, max_size=8),
    end=st.sampled_from(["\n", "\r\n"]),
    translation=st.sampled_from(["x", "a much longer translation of it", "one\ntwo\r\nthree"]),
)
def test_as_many_lines_come_out_as_go_in(lines: list[str], end: str, translation: str, tmp_path: Path) -> None:
    content = end.join(lines)
    if not content.strip():
        return
    document = opened(tmp_path, "a.txt", content)
    assert written(document, texts_of(document), tmp_path) == content.encode()
    result = translated(document, tmp_path, lambda _: translation).split(end)
    assert len(result) == len(lines)
    for line, before in zip(result, lines, strict=True):
        assert any(map(str.isalpha, before)) or line == before


def test_other_encodings_become_utf8(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.txt", "A ilha é só mar.\r\nNão há ponte.\r\n".encode("cp1252"))
    assert written(document, texts_of(document), tmp_path).decode() == "A ilha é só mar.\r\nNão há ponte.\r\n"


@given(st.text("ab日本 ", min_size=1).filter(str.strip), st.lists(st.integers(1, 60), min_size=1, max_size=6))
def test_wrapping_loses_nothing(text: str, widths: list[int]) -> None:
    lines = wrapped(text, widths)
    assert len(lines) == len(widths)
    assert "".join("".join(lines).split()) == "".join(text.split())


# --- Markdown ---------------------------------------------------------------------------------------------------------


def test_markdown_pieces(tmp_path: Path) -> None:
    assert texts_of(opened(tmp_path, "a.md", MD)) == [
        "The big title",
        "A paragraph with bold words, make test, a link and an too; snake_case and 5 * 3 stay.\nA next line.",
        "item one goes on",
        "a task",
        "nested item",
        "first",
        "quoted text goes on",
        "Name",
        "Value",
        "one a|b",
        "two | words",
        "Some HTML text",
        "See the docs, shortcut and https://a.b/c.",
        "Setext title",
        "A note.",
    ]


@pytest.mark.parametrize(
    ("source", "translation", "expected"),
    [
        ("Read **the manual** first.", "Leia o manual antes.", "Leia **o manual** antes."),
        ("Just text", "2 * 3 *x* [a](b) `c`", "2 * 3 \\*x\\* \\[a](b) \\`c\\`"),
        ("A year", "1. ano", "1\\. ano"),
        ("A sharp", "# nota", "\\# nota"),
        ("| a | b |\n|---|---|\n| word | x |", "p|q", "| p\\|q | p\\|q |\n|---|---|\n| p\\|q | p\\|q |"),
        ("snake_case", "caso_de_cobra", "caso_de_cobra"),
    ],
)
def test_markdown_notation_is_kept_and_not_made(source: str, translation: str, expected: str, tmp_path: Path) -> None:
    assert translated(opened(tmp_path, "a.md", source), tmp_path, lambda _: translation) == expected


# --- HTML -------------------------------------------------------------------------------------------------------------


def test_html_pieces(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.html", HTML)
    assert texts_of(document) == [
        "The title",
        'A "hint"',
        "Hello bold world, see this link.\n Next & last",
        "One make test two",
        "Two",
        "a picture",
        "cell",
        "Your name",
        "unclosed x",
        "a < b",
    ]
    assert "keep  me" in document.plain(texts_of(document))


def test_a_declared_encoding_is_the_one_that_is_written(tmp_path: Path) -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>Não há ponte até à ilha.</p></body></html>'
    document = opened(tmp_path, "a.html", page.encode("latin-1"))
    assert written(document, texts_of(document), tmp_path).decode() == page.replace("iso-8859-1", "utf-8")


def test_text_is_escaped(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.html", "<html><p title='x y'>A text</p></html>")
    assert translated(document, tmp_path, lambda _: "<b> & 'it'") == (
        "<html><p title='&lt;b> &amp; &#39;it&#39;'>&lt;b&gt; &amp; 'it'</p></html>"
    ).replace("&lt;b> &amp;", "&lt;b&gt; &amp;")


@given(st.text("<>/ab=\"'!-&; \n\u00e9", max_size=60))
def test_any_page_can_be_taken_apart(text: str) -> None:
    from desktop.media.documents import webpage
    from desktop.media.documents.document import Draft, TextDocument

    draft = Draft()
    webpage.parse(text, draft)
    document = TextDocument(draft, mime="text/html", suffix=".html")
    assert document._joined([piece.text for piece in document.pieces]) == text
    document._joined(["other" for _ in document.pieces])


@given(st.text("*_`[]()!<>#-|\\ ab1.\n~:", max_size=60).filter(str.strip))
def test_any_markdown_can_be_taken_apart(text: str) -> None:
    from desktop.media.documents import markdown
    from desktop.media.documents.document import Draft, TextDocument

    draft = Draft()
    markdown.parse(text, draft)
    document = TextDocument(draft, mime="text/markdown", suffix=".md", bare=True)
    assert document._joined([piece.text for piece in document.pieces]) == text
    document._joined(["other words" for _ in document.pieces])


def test_hostile_pages_take_no_time(tmp_path: Path) -> None:
    for page in ("<p " * 50_000, "<b>" * 20_000 + "x", "<!--" * 50_000, "<p>" + "&amp" * 50_000, "<code>" * 3000):
        document = opened(tmp_path, "a.html", f"<html><p>word</p>{page}")
        assert texts_of(document)[0] == "word"
        written(document, ["palavra" for _ in document.pieces], tmp_path)


LONG = [
    ("a.md", "[a" * 20_000),
    ("a.md", f"x {'`' * 20_000} y"),
    ("a.md", f"|{'`' * 3_000}|\n|-|\n" * 2),
    ("a.md", "x<!-- {{ " * 4_000),
    ("a.md", f"x{' ' * 20_000}y"),
    ("a.md", "*a* `b` " * 1_500),
    ("a.md", "_a " * 5_000 + "a* " * 5_000),
    ("a.txt", "All the letters of the island lie in a box at the harbour.\n" * 800),
    ("a.csv", "a,b\n" + "a word,b\n" * 2_000 + "a word," * 4_000),
]


@pytest.mark.parametrize(("name", "content"), LONG, ids=[f"{number}" for number in range(len(LONG))])
def test_what_is_written_again_and_again_takes_no_longer_each_time(tmp_path: Path, name: str, content: str) -> None:
    before = time.process_time()
    document = opened(tmp_path, name, content)
    written(document, [f"{text} more" for text in texts_of(document)], tmp_path)
    assert written(document, texts_of(document), tmp_path).decode() == content
    assert time.process_time() - before < 5.0


# --- subtitles --------------------------------------------------------------------------------------------------------


def test_a_sentence_over_two_cues_is_one_piece(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.srt", SRT)
    assert texts_of(document) == ["Hello there my friend and good night.", "- Hi.\n- Bye."]
    result = written(document, ["Olá, minha grande amiga, e uma boa noite.", "- Oi.\n- Tchau."], tmp_path).decode()
    assert result == SRT.replace("<i>Hello there my</i>\nfriend", "<i>Olá, minha grande</i>\namiga,").replace(
        "and good night.", "e uma boa noite."
    ).replace("Hi", "Oi").replace("Bye", "Tchau")


def test_cues_keep_their_lines_and_never_get_an_empty_one(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.srt", "1\r\n00:00:01,000 --> 00:00:02,000\r\nOne line and\r\nanother line.\r\n\r\n")
    long = written(document, ["Uma linha bem mais longa e outra linha."], tmp_path).decode()
    assert long.split("\r\n")[2:] == ["Uma linha bem mais", "longa e outra linha.", "", ""]
    short = written(document, ["Sim."], tmp_path).decode()
    assert short.split("\r\n")[2:] == ["Sim.", "", ""]


def test_vtt_marks_and_entities(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.vtt", VTT)
    assert texts_of(document) == ["Tom & Jerry"]
    assert "<v Bob>Ana &amp; <c.loud>Jerry</c>\n" in written(document, ["Ana & Jerry"], tmp_path).decode()


# --- tables -----------------------------------------------------------------------------------------------------------


def test_columns_with_words(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.csv", CSV)
    assert texts_of(document) == ['Good "day", sun', "fine then", "all well", "Good night", "extra\r\nline"]
    assert (
        'id;name;note\r\n1;"O ""sol""; e";' in written(document, ['O "sol"; e', "b", "c", "d", "e"], tmp_path).decode()
    )
    assert texts_of(opened(tmp_path, "a.tsv", TSV)) == ["hello there", "bye bye"]


@pytest.mark.parametrize("column", ["note", " NOTE", "3"])
def test_one_column(column: str, tmp_path: Path) -> None:
    assert texts_of(opened(tmp_path, "a.csv", CSV, column)) == ["fine then", "all well"]


@pytest.mark.parametrize("column", ["nota", "0", "9", "-1"])
def test_no_such_column(column: str, tmp_path: Path) -> None:
    with pytest.raises(ParameterInvalid) as caught:
        opened(tmp_path, "a.csv", CSV, column)
    assert caught.value.arguments == {"name": "column", "value": column, "expected": "id, name, note; 1-4"}


def test_a_table_keeps_its_encoding_as_long_as_it_can(tmp_path: Path) -> None:
    table = "cidade;nota\r\nJosé;é bom\r\nInês;não é\r\n".encode("cp1252")
    document = opened(tmp_path, "a.csv", table)
    assert written(document, texts_of(document), tmp_path) == table
    assert written(document, ["海" for _ in document.pieces], tmp_path).decode("utf-8-sig").count("海") == 4


def test_titles_above_the_names_of_a_table_stay(tmp_path: Path) -> None:
    table = "Notes of the guests\n\nguest;note\nAna;fine then\nBia;all well\n"
    assert texts_of(opened(tmp_path, "a.csv", table, "note")) == ["fine then", "all well"]
    document = opened(tmp_path, "a.csv", table)
    assert written(document, [one.upper() for one in texts_of(document)], tmp_path) == (
        b"Notes of the guests\n\nguest;note\nANA;FINE THEN\nBIA;ALL WELL\n"
    )


def test_a_table_without_names(tmp_path: Path) -> None:
    table = "The ferry is late today.;1\nNobody minds the wait.;2\nIt brings letters and news.;3\n"
    assert len(opened(tmp_path, "a.csv", table).pieces) == 3


# --- what cannot be opened --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.srt", "a.csv"])
def test_nothing_or_no_text(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputEmpty):
        opened(tmp_path, name, b"")
    with pytest.raises(InputUnsupported):
        opened(tmp_path, name, noise())
    with pytest.raises(InputUnsupported):
        opened(tmp_path, name, b"<html><p>one\0two</p>" * 50)


def test_gone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A text")
    file = recognise(path)
    path.unlink()
    with pytest.raises(InputNotFound):
        open_document(file)
