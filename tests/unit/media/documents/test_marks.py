from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.media.documents.marks import Mark, Nodes, joined, marks_of, project, text_of
from desktop.media.documents.nesting import Tag, nested
from desktop.media.documents.words import split_words

Form = tuple[str, ...]


def read(source: str) -> Nodes[Form]:
    """Read `<b>pairs</b>`, `<img/>`, `<br/>` and `<c>words that stay</c>`."""
    tokens: list[str | Tag[str] | Mark[Form]] = []
    for part in re.findall(r"<c>[^<]*</c>|</?\w+/?>|[^<]+", source):
        if part.startswith("<c>"):
            tokens.append(Mark(form=(part,), alone=True, text=part[3:-4]))
        elif part.endswith("/>"):
            tokens.append(Mark(form=(part,), alone=True, text="\n" if part == "<br/>" else ""))
        elif part.startswith("<"):
            tokens.append(Tag(part.strip("</>"), part, closing=part.startswith("</")))
        else:
            tokens.append(part)
    return nested(tokens)


def write(nodes: Nodes[Form]) -> str:
    return "".join(
        one if isinstance(one, str) else write(one.inner).join(one.form) if len(one.form) > 1 else one.form[0]
        for one in nodes
    )


@pytest.mark.parametrize(
    ("source", "translation", "expected"),
    [
        ("The <b>red house</b> is near.", "A casa vermelha fica perto.", "A <b>casa vermelha</b> fica perto."),
        # Equal words first, also where their order changed.
        (
            "See <a>the Amazon river</a> and <i>Maria Silva</i>.",
            "Veja Maria Silva e o rio Amazon.",
            "Veja <i>Maria Silva</i> e o rio <a>Amazon</a>.",
        ),
        ("Pay <b>1,000.50</b> dollars", "Pague 1.000,50 dólares", "Pague <b>1.000,50</b> dólares"),
        ("Much <b>information</b> is there", "Lá há muita informação", "Lá há muita <b>informação</b>"),
        # Signs go with the mark they went with.
        ("<b>Note:</b> this matters.", "Nota: isto importa.", "<b>Nota:</b> isto importa."),
        ("<b>Note</b>: this matters.", "Nota: isto importa.", "<b>Nota</b>: isto importa."),
        ("<i>He said</i> <b>«no»</b>.", "Ele disse «não».", "<i>Ele disse</i> <b>«não»</b>."),
        # What enclosed everything encloses everything.
        ("<b>All of it!</b>", "Tudo isso!", "<b>Tudo isso!</b>"),
        ("<a><b>All</b> of it</a>", "Tudo", "<a><b>Tudo</b></a>"),
        # Words that stay are found, or put in.
        ("Run <c>make test</c> first.", "Primeiro execute make test.", "Primeiro execute <c>make test</c>."),
        ("Run <c>make test</c> first.", "Execute o teste antes.", "Execute <c>make test</c> o teste antes."),
        # Breaks are where the translation has them, or in proportion.
        ("one<br/><b>two</b><br/>three", "um\ndois\ntrês", "um<br/><b>dois</b><br/>três"),
        ("one<br/>two", "um dois", "um<br/> dois"),
        # Notes stay at the word before them, pictures between words.
        ("A text,<fn/> with a note", "Um texto, com uma nota", "Um texto,<fn/> com uma nota"),
        ("A picture <img/> is here", "Uma imagem está aqui", "Uma imagem <img/> está aqui"),
        ("<img/>A text<fn/>", "Um texto", "<img/>Um texto<fn/>"),
        # A part of a word only where the translation has the same word.
        ("Drink H<sub>2</sub>O now", "Beba H2O agora", "Beba H<sub>2</sub>O agora"),
        ("<b>L</b>ong ago it was", "Era uma vez", "<b>Era</b> uma vez"),
        ("<b>Hello</b> world", "你好世界", "<b>你好</b>世界"),
    ],
)
def test_marks_find_their_words(source: str, translation: str, expected: str) -> None:
    assert write(project(read(source), translation)) == expected


def test_more_marks_than_words() -> None:
    placed = project(read("<b>a</b> <i>b</i> <u>c</u>"), "x")
    assert text_of(placed) == "x"
    assert sorted(mark.form[0] for mark in marks_of(placed)) == ["<b>", "<i>", "<u>"]


def test_tags_that_cross_or_never_close_stand_alone() -> None:
    source = "a <b>b <i>c</b> d</i> <u>e"
    assert write(read(source)) == source
    assert write(read("<b>" * 500 + "deep" + "</b>" * 500)).count("<b>") == 500


def nodes_of(alphabet: str) -> st.SearchStrategy[Nodes[Form]]:
    leaf: st.SearchStrategy[str | Mark[Form]] = st.text(alphabet, max_size=12) | st.just(
        Mark(form=("<img/>",), alone=True)
    )

    def around(inner: st.SearchStrategy[Nodes[Form]]) -> st.SearchStrategy[Nodes[Form]]:
        mark = inner.map(lambda nodes: Mark(form=("<b>", "</b>"), inner=nodes))
        return st.lists(leaf | mark, min_size=1, max_size=4).map(joined)

    return st.recursive(st.lists(leaf, min_size=1, max_size=4).map(joined), around, max_leaves=12)


def words_of(text: str) -> list[str]:
    return [text[word.start : word.end] for word in split_words(text)]


@given(nodes_of("abcdeé 12.,!?-日本\n"), st.text("abcdeé 12.,!?-日本", min_size=1, max_size=40).filter(str.strip))
def test_no_mark_and_no_character_is_lost_or_doubled(nodes: Nodes[Form], translation: str) -> None:
    placed = project(nodes, translation)
    if not text_of(nodes).strip():
        assert placed == nodes
        return
    assert "".join(text_of(placed).split()) == "".join(translation.split())
    assert sorted(mark.form for mark in marks_of(placed)) == sorted(mark.form for mark in marks_of(nodes))


@given(nodes_of("ae 12.,!?-\n"), st.text("bcdé 日本", min_size=1, max_size=40).filter(str.strip))
def test_no_mark_is_inside_a_word(nodes: Nodes[Form], translation: str) -> None:
    placed = write(project(nodes, translation))
    if text_of(nodes).strip():
        parts = re.split("<[^>]*>", placed)
        assert words_of("".join(parts)) == [word for part in parts for word in words_of(part)]


@given(nodes_of("ab 1.,\n"))
def test_the_same_text_gives_the_same_document(nodes: Nodes[Form]) -> None:
    assert project(nodes, text_of(nodes)) == nodes
