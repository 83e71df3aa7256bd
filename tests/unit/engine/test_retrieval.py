"""Passages of a file lie where they say, each with a vector of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from desktop.core.errors import InputWithoutText
from desktop.core.job import Item, SearchRequest
from desktop.core.media import InputFile, MediaKind
from desktop.core.passages import Ranking, Reading
from desktop.engine.retrieval import find, read_file
from desktop.media.sniff import recognise
from tests.unit.engine.text_models import answered, context, files, installed, load, token_graph, vocabulary
from tests.unit.media.samples import pdf

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.engine.loaded import LoadedModel

TABLE = {"east": (1, 0), "north": (0, 1), "island": (1, 1)}
WORDS = vocabulary("The", *TABLE)


@pytest.fixture
def model(tmp_path: Path) -> LoadedModel:
    content = files(WORDS, token_graph(WORDS, {"last_hidden_state": TABLE}), max_position_embeddings=12)
    return load(tmp_path / "model", "feature-extraction", content)


def read(model: LoadedModel, path: Path) -> Reading:
    own = context(model, path.parent)
    made, _ = answered(own, lambda: read_file(recognise(path), own))
    assert isinstance(made, Reading)
    return made


def test_each_passage_lies_where_it_says_and_is_near_to_what_it_says(model: LoadedModel, tmp_path: Path) -> None:
    text = "\n".join(["The east east east east."] * 4 + ["The north north north north."] * 4)
    path = tmp_path / "long.txt"
    path.write_text(text, encoding="utf-8")
    made = read(model, path)
    assert len(made.passages) > 3
    assert all(text[one.start : one.end] == one.text for one in made.passages)
    vectors = tmp_path / "vectors.bin"
    vectors.write_bytes(made.vectors)
    file = InputFile(path=vectors, kind=MediaKind.UNKNOWN, mime="", label="", size_bytes=0)
    spec = installed(tmp_path / "same", "feature-extraction", {})
    item = Item(job_id="1", input=file, work=tmp_path / "work")
    own = context(model, tmp_path)
    request = SearchRequest(model=spec, items=(item,), text="north", limit=2)
    ranking, _ = answered(own, lambda: find(request, own))
    assert isinstance(ranking, Ranking)
    assert all("north" in made.passages[row].text for row in ranking.rows)
    assert ranking.scores[0] == pytest.approx(1, abs=0.01)


def test_places_go_on_over_the_pages(model: LoadedModel, tmp_path: Path) -> None:
    path = tmp_path / "pages.pdf"
    path.write_bytes(pdf(2, words="The island"))
    first, second = read(model, path).passages
    assert (first.page, second.page) == (1, 2)
    assert second.start == first.end + 2


def test_a_file_of_nothing_has_no_passages(model: LoadedModel, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html><body><img src='a.png'></body></html>", encoding="utf-8")
    assert read(model, path) == Reading(passages=(), vectors=b"")


def test_a_picture_wants_a_model_that_reads_it(model: LoadedModel, samples: Path) -> None:
    own = context(model, samples)
    with pytest.raises(InputWithoutText):
        answered(own, lambda: read_file(recognise(samples / "scan.png"), own))


def test_long_files_and_short_ones_have_the_same_rows(model: LoadedModel, tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text("The east.", encoding="utf-8")
    assert len(read(model, path).vectors) == 2 + 4
    assert np.frombuffer(read(model, path).vectors[:2], np.int8).tolist() == [127, 0]
