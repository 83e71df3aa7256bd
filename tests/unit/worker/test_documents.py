"""Documents of conversations lie in an index of their own, and go with the last that names them."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.core.assistant import Assistant
from desktop.core.passages import Hit, Passage
from desktop.state.assistants import Assistants
from desktop.state.chats import Chats
from desktop.state.index import Index
from desktop.worker.documents import PASSAGES, best, find_sources, let_go, located, named_documents, read_text, text_of
from desktop.worker.indexing import brought_up_to_date

if TYPE_CHECKING:
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home
    from tests.unit.worker.conftest import Bench

TEXTS = {
    "ferry.txt": "The ferry to the island leaves at nine in the morning.",
    "bread.txt": "Knead the dough for ten minutes.\n\nThen let it rest overnight, and bake it at dawn. Eat it warm.",
    "whales.txt": "Whales sing in the deep ocean.",
}


@pytest.fixture
def papers(home: Home, shelf: ModelShelf, bench: Bench, tmp_path: Path) -> Path:
    """Three documents that were read."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with closing(Index(home.documents)) as index:
        read = brought_up_to_date(index, shelf, home, bench.client, [folder / name for name in TEXTS], add=True)
        assert [file.failure for file in read] == [None] * 3
    return folder


def test_a_question_is_answered_from_the_documents_that_are_named(
    home: Home, shelf: ModelShelf, bench: Bench, papers: Path
) -> None:
    def names(question: str, *documents: str, files: bool = False) -> list[str]:
        paths = [papers / name for name in documents]
        found = find_sources(question, paths, home, shelf, bench.client, files=files)
        return [source.path.name for source in found]

    assert names("When does the ferry leave?", *TEXTS) == ["ferry.txt"]
    assert names("When does the ferry leave?", "bread.txt", "whales.txt") == []
    assert names("Who won the football world cup?", *TEXTS) == []
    assert names("When does the ferry leave?", files=True) == [], "the documents of chats are not all that is searched"
    assert text_of(home, papers / "bread.txt") == TEXTS["bread.txt"]


def test_a_passage_is_shown_in_what_was_read_of_its_file(home: Home, papers: Path) -> None:
    bread = papers / "bread.txt"
    with closing(Index(home.documents)) as index:
        for passage in index.passages_of(bread):
            text, start, end = read_text(home, bread, passage)
            assert text == TEXTS["bread.txt"]
            assert text[start:end] == passage.text
    old = Passage(start=0, end=9, text="As it was")
    assert read_text(home, bread, old) == ("As it was", 0, 9)
    assert not home.index.exists(), "looking makes no index"


def test_they_are_forgotten_with_the_last_that_names_them(home: Home, papers: Path) -> None:
    with closing(Chats(home.chats)) as chats:
        chat = chats.create(model="auto", documents=[str(papers / "ferry.txt")])
        Assistants(home).save(Assistant(id="", name="Whale", documents=(str(papers / "whales.txt"),)))
        assert kept(home, chats) == {"ferry.txt", "whales.txt"}
        chats.delete([chat.id])
        assert kept(home, chats) == {"ferry.txt", "whales.txt"}, "it can be brought back"
        chats.purge()
        assert kept(home, chats) == {"whales.txt"}
    assert b"Knead" not in b"".join(path.read_bytes() for path in home.documents.iterdir())


def kept(home: Home, chats: Chats) -> set[str]:
    let_go(home, named_documents(home, chats))
    with closing(Index(home.documents)) as index:
        return {entry.path.name for entry in index.entries()}


def test_the_nearest_of_several_places_come_first_and_once() -> None:
    def hit(text: str, similarity: float) -> Hit:
        passage = Passage(start=0, end=len(text), text=text)
        return Hit(path=Path("/a"), passage=passage, score=1.0, similarity=similarity)

    found = best([hit("b", 0.5), hit("c", 0.3), hit("a", 0.9), hit("a", 0.9), *(hit(f"{n}", 0.29) for n in range(9))])
    assert [source.passage.text for source in found[:3]] == ["a", "b", "c"]
    assert len(found) == PASSAGES


def test_a_document_is_located_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert located(["a.txt", "~/a.txt", "./b/../a.txt"]) == (tmp_path / "a.txt",)
