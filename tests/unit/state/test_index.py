"""The index keeps what was read of files, whole or not at all, and nothing of what it was told to forget."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np
import pytest

from desktop.core.errors import Failure
from desktop.core.passages import IndexState, Passage, Reading
from desktop.engine.vector_rows import nearest, packed
from desktop.state.database import StorageDamaged
from desktop.state.index import Index
from tests.unit.state.test_salvage import damage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MODEL = ("starter/words", "1" * 40)


def reading(*texts: str, page: int | None = None) -> Reading:
    """Return passages whose vectors say how often a and b occur in them."""
    vectors = np.array([[text.count("a"), text.count("b"), 1] for text in texts], np.float32)
    passages = tuple(
        Passage(start=10 * n, end=10 * n + len(text), text=text, page=page) for n, text in enumerate(texts)
    )
    return Reading(passages=passages, vectors=packed(vectors / np.linalg.norm(vectors, axis=1, keepdims=True)))


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    index = Index(tmp_path / "index")
    index.use_model(*MODEL)
    yield index
    index.close()


def add(index: Index, folder: Path, **texts: str) -> dict[str, Path]:
    paths = {name: folder / name for name in texts}
    index.await_files((path, 1, 1) for path in paths.values())
    index.put([(paths[name], reading(*text.split("|")), f"digest of {name}") for name, text in texts.items()])
    return paths


def states(index: Index) -> dict[str, tuple[str, int]]:
    return {entry.path.name: (entry.state.value, entry.passages) for entry in index.entries()}


def everything(index: Index) -> dict[str, list[str]]:
    """Return the texts of each file as their rows lead to them."""
    found: dict[str, list[str]] = {}
    for first, end in index.stretches([index.folder.parent]):
        places = index.at_rows(range(first, end))
        assert len(places) == end - first
        for row in range(first, end):
            found.setdefault(places[row].path.name, []).append(places[row].passage.text)
    return found


def test_what_was_read_is_there_after_it_was_opened_again(index: Index, tmp_path: Path) -> None:
    add(index, tmp_path, one="a b|bb", two="aa")
    again = Index(index.folder)
    assert states(again) == {"one": ("ready", 2), "two": ("ready", 1)}
    assert everything(again) == {"one": ["a b", "bb"], "two": ["aa"]}
    (place,) = again.matching('"aa"', 5)
    assert (place.path, place.passage) == (tmp_path / "two", Passage(start=0, end=2, text="aa"))
    again.close()


def test_a_row_leads_to_the_passage_it_was_made_of(index: Index, tmp_path: Path) -> None:
    add(index, tmp_path, one="aaaa|bbbb", two="ab|aaaaaaaa")
    best = nearest(index.vectors.path, np.array([1, 0, 0], np.float32), 2)
    places = index.at_rows(best.rows)
    assert [places[row].passage.text for row in best.rows] == ["aaaaaaaa", "aaaa"]


def test_reading_a_file_again_replaces_what_was_known_of_it(index: Index, tmp_path: Path) -> None:
    add(index, tmp_path, one="old a|old b", two="b")
    index.put([(tmp_path / "one", reading("new a"), "another digest")])
    assert everything(index) == {"one": ["new a"], "two": ["b"]}
    assert index.matching("old", 5) == []


def test_a_file_that_was_forgotten_while_it_was_read_stays_forgotten(index: Index, tmp_path: Path) -> None:
    add(index, tmp_path, one="a", two="b")
    index.remove(tmp_path / "one")
    index.put([(tmp_path / "one", reading("aa"), "1"), (tmp_path / "two", reading("bb"), "2")])
    assert everything(index) == {"two": ["bb"]}


def test_a_failure_forgets_what_was_read_before(index: Index, tmp_path: Path) -> None:
    add(index, tmp_path, one="a")
    failure = Failure(code="input-corrupt", arguments={"name": "one"})
    index.fail([(tmp_path / "one", failure)])
    (entry,) = index.entries()
    assert (entry.state, entry.failure, entry.passages) == (IndexState.FAILED, failure, 0)
    assert everything(index) == {}


def test_files_are_chosen_by_the_folder_they_are_in(index: Index, tmp_path: Path) -> None:
    for name in ("in", "in side"):
        (tmp_path / name).mkdir()
        add(index, tmp_path / name, file="a")
    assert [entry.path for entry in index.entries([tmp_path / "in"])] == [tmp_path / "in" / "file"]
    assert [place.path.parent.name for place in index.matching("a", 5, [tmp_path / "in side"])] == ["in side"]
    assert len(index.stretches([tmp_path / "in", tmp_path / "in side" / "file"])) == 2


def test_a_file_taken_out_of_a_folder_stays_out_until_it_is_added(index: Index, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    index.add_root(folder)
    add(index, folder, one="a", two="b")
    assert [file.path.name for file in index.remove(folder / "one")] == ["one"]
    assert index.roots() == {folder: True, folder / "one": False}
    index.add_root(folder / "one")
    assert index.roots() == {folder: True, folder / "one": True}
    assert {file.path.name for file in index.remove(folder)} == {"two"}
    assert (index.roots(), index.entries()) == ({}, [])


def test_nothing_of_a_forgotten_file_stays_on_the_disk(index: Index, tmp_path: Path) -> None:
    add(index, tmp_path, one="a", secret="the zanzibar dossier", two="b")
    before = bytes(index.vectors.path.read_bytes())
    secret = before[index.vectors.row_bytes : 2 * index.vectors.row_bytes]
    index.remove(tmp_path / "secret")
    index.tidy()
    kept = b"".join(path.read_bytes() for path in index.folder.iterdir())
    assert b"zanzibar" not in kept
    assert secret not in kept
    assert everything(index) == {"one": ["a"], "two": ["b"]}


def test_rows_of_nobody_do_not_pile_up(index: Index, tmp_path: Path) -> None:
    for _ in range(10):
        add(index, tmp_path, one="a|b|ab", two="aab")
        index.tidy()
    assert index.vectors.rows() < 2 * 4
    assert [path.name for path in index.folder.glob("*.bin")] == [index.vectors.path.name]
    assert everything(index) == {"one": ["a", "b", "ab"], "two": ["aab"]}


def test_few_gaps_are_zeros_that_nothing_is_near_to(index: Index, tmp_path: Path) -> None:
    add(index, tmp_path, many="|".join("b" * n for n in range(1, 20)), one="aaaa", last="b")
    index.remove(tmp_path / "one")
    index.tidy()
    found = nearest(index.vectors.path, np.array([1, 0, 0], np.float32), 50)
    assert found.rows == ()
    assert len(nearest(index.vectors.path, np.array([0, 1, 0], np.float32), 50).rows) == 20


def test_another_model_wants_every_file_anew(index: Index, tmp_path: Path) -> None:
    add(index, tmp_path, one="a")
    index.fail([(tmp_path / "two", Failure(code="input-corrupt"))])
    index.use_model(*MODEL)
    assert states(index)["one"] == ("ready", 1)
    index.use_model("local/other", "2" * 40)
    assert states(index)["one"] == ("stale", 0)
    index.await_files([(tmp_path / "one", 1, 1)])
    index.put([(tmp_path / "one", Reading(passages=(Passage(start=0, end=1, text="a"),), vectors=b"12345678"), "")])
    assert (index.vectors.row_bytes, index.model) == (8, ("local/other", "2" * 40))


def test_lost_vectors_make_every_file_stale(index: Index, tmp_path: Path) -> None:
    add(index, tmp_path, one="a", two="b")
    index.vectors.path.unlink()
    again = Index(index.folder)
    assert states(again) == {"one": ("stale", 0), "two": ("stale", 0)}
    assert again.model == MODEL
    again.close()


def test_rows_of_another_length_are_refused_and_change_nothing(index: Index, tmp_path: Path) -> None:
    add(index, tmp_path, one="a")
    wrong = Reading(passages=(Passage(start=0, end=1, text="zz"),), vectors=b"123")
    with pytest.raises(ValueError, match="length"):
        index.put([(tmp_path / "one", wrong, "")])
    assert everything(index) == {"one": ["a"]}


def test_words_are_counted_by_passages(index: Index, tmp_path: Path) -> None:
    add(index, tmp_path, one="Ação a|acao b|nada")
    assert [index.occurrences(word, 5) for word in ("acao", "nada", "nothing")] == [2, 1, 0]
    assert index.occurrences("acao", 1) == 1
    assert index.passages() == 3


def test_what_is_in_a_damaged_one_is_read_again_from_the_files(index: Index, tmp_path: Path) -> None:
    index.add_root(tmp_path)
    add(index, tmp_path, **{f"file{number}": "a b|" * 20 + "a" * 900 for number in range(60)})
    index.close()
    damage(index.folder / "index.db", bytes)
    with closing(Index(index.folder)) as damaged:
        paths = [entry.path for entry in damaged.entries()]
        with pytest.raises(StorageDamaged):
            [damaged.passages_of(path) for path in paths]
    with closing(Index(index.folder)) as renewed:
        assert renewed.roots() == {tmp_path: True}
        assert renewed.model == MODEL
        assert renewed.entries() == []
        add(renewed, tmp_path, file1="a|b")
        renewed.tidy()
        assert everything(renewed) == {"file1": ["a", "b"]}
        vectors = renewed.vectors
        assert not any(vectors.path.read_bytes()[2 * vectors.row_bytes :]), "nothing of the old ones is left"
    assert (index.folder / "index.db.bad").exists()


def test_a_generation_that_is_no_number_is_left_behind(index: Index, tmp_path: Path) -> None:
    index.add_root(tmp_path)
    index.close()
    with closing(sqlite3.connect(index.folder / "index.db", isolation_level=None)) as database:
        database.execute("INSERT OR REPLACE INTO facts VALUES ('generation', 'x')")
    with pytest.raises(StorageDamaged):
        Index(index.folder)
    with closing(Index(index.folder)) as renewed:
        assert renewed.roots() == {tmp_path: True}


def test_a_folder_in_the_place_of_its_vectors_costs_a_new_reading(index: Index, tmp_path: Path) -> None:
    add(index, tmp_path, one="a|b")
    vectors = index.vectors.path
    index.close()
    vectors.unlink()
    vectors.mkdir()
    with closing(Index(index.folder)) as again:
        assert states(again) == {"one": ("stale", 0)}
        add(again, tmp_path, one="a|b")
        assert everything(again) == {"one": ["a", "b"]}
