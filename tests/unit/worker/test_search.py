"""Two rankings become one list, and what fits nothing is not shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.core.passages import Passage, Ranking, Reading
from desktop.state.index import Index
from desktop.worker.search import Search, fused, marks, words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.core.passages import Hit
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home

TEXTS = (
    "The ferry leaves at nine.",
    "The ferries of the islands are old.",
    "The bread rests overnight.",
    "The tax is due in April.",
    "Ação e reação são iguais.",
)


@pytest.fixture
def index(home: Home, shelf: ModelShelf) -> Iterator[Index]:
    index = Index(home.index)
    spec = shelf.choose("feature-extraction").spec
    index.use_model(spec.id, spec.revision)
    passages = [Passage(start=100 * n, end=100 * n + len(text), text=text) for n, text in enumerate(TEXTS)]
    files = {home.root / "one.txt": passages[:3], home.root / "two.txt": passages[3:]}
    index.await_files((path, 1, 1) for path in files)
    index.put([(path, Reading(passages=tuple(own), vectors=bytes(8 * len(own))), "") for path, own in files.items()])
    yield index
    index.close()


class Desk:
    def __init__(self, index: Index, shelf: ModelShelf, home: Home) -> None:
        self.index, self.shelf, self.home = index, shelf, home

    def search(self, text: str, limit: int = 20, under: tuple[Path, ...] = ()) -> Search:
        return Search(self.index, self.shelf, self.home, text, limit=limit, under=under)

    def find(self, text: str, cosines: dict[int, float] | None = None, limit: int = 20) -> list[Hit]:
        near = sorted((cosines or {}).items(), key=lambda one: -one[1])
        ranking = Ranking(rows=tuple(row for row, _ in near), scores=tuple(score for _, score in near))
        return self.search(text, limit).hits(self.index, ranking)


@pytest.fixture
def desk(index: Index, shelf: ModelShelf, home: Home) -> Desk:
    return Desk(index, shelf, home)


def texts(hits: list[Hit]) -> list[str]:
    return [hit.passage.text for hit in hits]


def test_what_is_best_by_meaning_and_by_words_comes_first(desk: Desk) -> None:
    found = desk.find("ferry", {2: 0.5, 0: 0.4, 3: 0.3})
    assert texts(found) == [TEXTS[0], TEXTS[2], TEXTS[3]]
    assert found[0].score > found[1].score > found[2].score
    assert [hit.similarity for hit in found] == [0.4, 0.5, 0.3]
    assert desk.find("ferry", {0: 0.9})[0].score == 1


def test_a_passage_that_is_only_near_must_be_near_enough(desk: Desk) -> None:
    assert texts(desk.find("boat", {0: 0.5, 2: 0.1})) == [TEXTS[0]]
    assert desk.find("zebra", {0: 0.2, 1: 0.1}) == []
    assert desk.find("   ") == []


def test_words_are_found_without_their_accents_and_by_their_beginning(desk: Desk) -> None:
    assert texts(desk.find("acao")) == [TEXTS[4]]
    assert set(texts(desk.find("FERR"))) == set(TEXTS[:2])
    assert texts(desk.find("fer")) == [], "three letters stand for themselves"


def test_all_the_words_go_before_the_more_telling_half_of_them(desk: Desk) -> None:
    assert set(texts(desk.find("the ferry tax"))) == {TEXTS[0], TEXTS[3]}, "half of what tells them apart"
    assert texts(desk.find("ferry nine")) == [TEXTS[0]]
    assert texts(desk.find("the bread zeppelin overnight")) == [TEXTS[2]], "two telling words of three"
    assert desk.find("the zeppelin") == [], "a word that is everywhere tells nothing"


@pytest.mark.parametrize("query", ['"', "ferry OR", "NEAR(", "text:ferry*", "-", "ferry AND NOT", "(", "'; DROP TABLE"])
def test_what_is_typed_is_words_and_no_language_of_queries(desk: Desk, query: str) -> None:
    desk.find(query)


def test_the_search_can_be_kept_to_some_files(desk: Desk, home: Home) -> None:
    search = desk.search("ferry tax", under=(home.root / "two.txt",))
    assert search.request is not None
    assert search.request.rows == ((3, 5),)
    assert texts(search.hits(desk.index, Ranking(rows=(3,), scores=(0.9,)))) == [TEXTS[3]]
    assert desk.search("ferry", under=(home.root / "nowhere",)).request is None
    assert desk.search("ferry", under=(home.root / "nowhere",)).hits(desk.index) == []


def test_no_more_is_shown_than_was_wanted(desk: Desk) -> None:
    assert len(desk.find("the", dict.fromkeys(range(5), 0.5), limit=2)) == 2


def test_rows_that_were_moved_meanwhile_are_not_believed(desk: Desk, index: Index) -> None:
    search = desk.search("ferry")
    index.remove(index.folder.parent / "one.txt")
    index.tidy()
    assert search.hits(desk.index, Ranking(rows=(0,), scores=(0.9,))) == []


def test_vectors_of_a_model_that_is_gone_are_compared_with_nothing(desk: Desk, index: Index) -> None:
    index._set_fact("revision", "0" * 40)
    search = desk.search("ferry")
    assert search.request is None
    assert texts(search.hits(index)) == [TEXTS[0]]


def test_a_question_is_answered_only_by_what_is_about_it(desk: Desk) -> None:
    search = desk.search("When does the ferry leave?")
    hits = search.hits(desk.index, Ranking(rows=(0, 1), scores=(0.6, 0.1)))
    assert texts(search.fitting(hits)) == [TEXTS[0]]
    assert search.fitting(search.hits(desk.index, Ranking(rows=(), scores=()))) == []


def test_a_passage_with_every_word_of_a_question_need_not_be_as_near(desk: Desk) -> None:
    far = Ranking(rows=(2, 3), scores=(0.26, 0.26))
    asked = desk.search("Bread overnight?")
    assert texts(asked.fitting(asked.hits(desk.index, far))) == [TEXTS[2]]
    asked = desk.search("Bread tonight?")
    assert asked.fitting(asked.hits(desk.index, far)) == []
    asked = desk.search("Bread overnight?")
    assert asked.fitting(asked.hits(desk.index, Ranking(rows=(2,), scores=(0.2,)))) == [], "near it must be"


def test_an_empty_index_asks_no_engine(tmp_path: Path, shelf: ModelShelf, home: Home) -> None:
    empty = Index(tmp_path / "empty")
    search = Search(empty, shelf, home, "ferry")
    assert (search.request, search.hits(empty)) == (None, [])
    empty.close()


def test_ranks_are_fused() -> None:
    scores = fused([[1, 2], [2, 3]])
    assert sorted(scores, key=lambda one: -scores[one]) == [2, 1, 3]
    assert fused([[7], [7]]) == {7: 1}


def test_words_and_their_marks() -> None:
    assert words("Ação, ação — STRASSE straße!") == ["acao", "strasse"]
    assert marks("Ferries and a ferry", ["ferr"]) == ((0, 7), (14, 19))
