"""What a document keeps byte for byte while all its words change: code, targets, tags, entities."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from desktop.engine.translation.fidelity import held, released
from desktop.media.documents import Piece
from tests.unit.media.documents.shapes import opened, translated, written

ROOT = Path(__file__).resolve().parents[4]
PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Ferries &amp; boats</title><meta name="description" content="a &amp; b"></head><body>
<h1 id="top" data-x='{"a": 1}'>Ferries &amp; boats &ndash; 2024</h1>
<p class="lead">Run <code>ferry --at=9 &amp;&amp; wait</code> before you <a
href="x?a=1&amp;b=2#top">leave</a>&hellip;</p>
<p>It&#8217;s free &laquo;now&raquo;: 3 &lt; 4 &times; 2 &rarr; done, &eacute;t&eacute; &copy; the authors.</p>
<p>Press <kbd>Ctrl</kbd>+<kbd>C</kbd>, in 10&nbsp;km.</p>
<pre>keep  &lt;this&gt;</pre><img src="a.png" width=3 alt="The &quot;port&quot; &amp; sea">
</body></html>
"""
_ENTITY = r"&#?\w+;"
_CODE = r"(?<!`)(`+)(?!`)(?:.+?)(?<!`)\1(?!`)"
_TARGET = r"\]\([^()\s]+"


def louder(piece: Piece) -> str:
    """Return a piece in capitals, but for what stays: a translation by which nothing is lost."""
    parts = re.split("[\ufdd0\ufdd1]", held(piece.text, piece.kept, 0, len(piece.text)))
    return released("".join(part if number % 2 else part.upper() for number, part in enumerate(parts)))


def found(form: str, text: str) -> Counter[str]:
    """Return what is found, however lines are broken."""
    return Counter(" ".join(match.group().split()) for match in re.finditer(form, text, re.DOTALL))


@pytest.mark.parametrize("name", ["README.md", "desktop/README.md", "desktop/tasks/README.md", "packaging/README.md"])
def test_code_targets_and_entities_of_real_documents_stay(name: str, tmp_path: Path) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    document = opened(tmp_path, "a.md", text)
    result = written(document, [louder(piece) for piece in document.pieces], tmp_path).decode()
    assert result != text
    for form in (_CODE, _TARGET, _ENTITY):
        assert found(form, result) == found(form, text)


def test_tags_code_and_entities_of_a_page_stay(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.html", PAGE)
    result = written(document, [louder(piece) for piece in document.pieces], tmp_path).decode()
    assert found(_ENTITY, result) == found(_ENTITY, PAGE) - Counter({"&eacute;": 2})  # a letter, and another one now
    assert 'alt="THE &quot;PORT&quot; &amp; SEA"' in result
    tags = r"<(?!img)[^>]*>|<code>.*?</code>|<pre>.*?</pre>"
    assert found(tags, result) == found(tags, PAGE)


@pytest.mark.parametrize(
    ("name", "source", "translation", "expected"),
    [
        ("a.md", "AT&T and R&amp;D &mdash; here", "AT&T e P&D — aqui", "AT&T e P&amp;D &mdash; aqui"),
        ("a.md", "Only R&amp;D", "P&D & mais", "P&amp;D &amp; mais"),
        ("a.md", "AT&T and R&amp;D", "só P&D", "só P&D"),
        ("a.md", "one &copy; `&amp;` two", "dois © &amp; & três", "dois &copy; `&amp;` & três"),
        ("a.md", "![A map](map.png)\nThe way home", "O caminho", "![A map](map.png)\nO caminho"),
        ("a.md", "See [`run`] now\n\n[`run`]: x", "Veja run agora", "Veja [`run`] agora\n\n[`run`]: x"),
        ("a.html", "<p>3 &#60; 4 words</p>", "3 < 4 palavras", "<p>3 &#60; 4 palavras</p>"),
        ("a.html", "<p>a < b &lt; c, all</p>", "um <b dois <c", "<p>um &lt;b dois &lt;c</p>"),
        ("a.html", "<p>one&#10;two words</p>", "uma duas", "<p>uma duas</p>"),
        ("a.html", "<p>&eacute;t&eacute; at sea</p>", "été é", "<p>&eacute;t&eacute; &eacute;</p>"),
    ],
)
def test_a_character_is_written_as_it_was(
    name: str, source: str, translation: str, expected: str, tmp_path: Path
) -> None:
    shell = "{}" if name.endswith(".md") else "<html><body>{}</body></html>"
    document = opened(tmp_path, name, shell.format(source))
    assert translated(document, tmp_path, lambda _: translation) == shell.format(expected)


def test_code_in_a_piece_is_marked_where_it_stands(tmp_path: Path) -> None:
    (piece,) = opened(tmp_path, "a.md", "Set a to `a`, then run **`make  all`** twice").pieces
    assert [piece.text[start:end] for start, end in piece.kept] == ["a", "make all"]
    assert piece.kept[0][0] == piece.text.index("a,")


def test_a_border_of_what_stays_may_stand_in_a_text(tmp_path: Path) -> None:
    text = "A \ufdd0 word `code` and \ufdd1 more"
    document = opened(tmp_path, "a.md", text)
    piece = document.pieces[0]
    assert [piece.text[start:end] for start, end in piece.kept] == ["code"]
    assert written(document, [f"{piece.text} words"], tmp_path).decode() == f"{text} words"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# The first {#first}\n", "# THE FIRST {#first}\n"),
        ("## A part {.x #y} ##\n", "## A PART {.x #y} ##\n"),
        ("*Words*{.big} of [a sign]{.small}.", "*WORDS*{.big} OF [A SIGN]{.small}."),
        ("It is $E = mc^2$, or $$a +\nb$$ here.", "IT IS $E = mc^2$, OR $$a +\nb$$ HERE."),
        ("It costs $5 or $6 now.", "IT COSTS $5 OR $6 NOW."),
        ("From US$5 to US$ 6, $ 7 $.", "FROM US$5 TO US$ 6, $ 7 $."),
        ("A :smile: at 10:30: now: here.", "A :smile: AT 10:30: NOW: HERE."),
        ("Ferry\n: A boat.\n: A thing that\n  swims.\n", "FERRY\n: A BOAT.\n: A THING THAT\n  SWIMS.\n"),
        ("Run ``a`b`` or `c``d` now, or `e.", "RUN ``a`b`` OR `c``d` NOW, OR \\`E."),
    ],
)
def test_notation_beside_the_words_of_markdown_stays(text: str, expected: str, tmp_path: Path) -> None:
    document = opened(tmp_path, "a.md", text)
    assert written(document, [louder(piece) for piece in document.pieces], tmp_path).decode() == expected
