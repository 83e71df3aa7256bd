"""Answers from documents, with a graph that answers with the names it knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desktop.core.errors import InputEmpty
from desktop.core.result import Spans
from desktop.core.usage import ParameterInvalid
from desktop.media.sniff import recognise
from desktop.tasks.question_answering import Params, run
from tests.unit.engine.text_models import answered, context, files, load, result, token_graph, vocabulary, work

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.engine.loaded import LoadedModel

TASK = "question-answering"
WORDS = vocabulary("who", "writes", "to", "in", "and", "Ana", "Sousa", "Rio", "Mar", ".", "é", "##s")
STARTS: dict[str, tuple[float]] = {"Ana": (20,), "Rio": (18,), "Mar": (16,)}
ENDS: dict[str, tuple[float]] = {"Ana": (18,), "Sousa": (20,), "Rio": (18,), "Mar": (16,)}


def made(folder: Path, doubt: float = 0.0, **config: Any) -> LoadedModel:
    none = {"[CLS]": (doubt,)}
    model = token_graph(WORDS, {"start_logits": STARTS | none, "end_logits": ENDS | none})
    return load(folder / "model", TASK, files(WORDS, model, **config))


@pytest.fixture
def model(tmp_path: Path) -> LoadedModel:
    return made(tmp_path)


def answers(value: Any) -> list[tuple[str, int]]:
    assert isinstance(value, Spans)
    assert all(value.text[span.start : span.end] == span.text for span in value.spans)
    assert [span.score for span in value.spans] == sorted((span.score for span in value.spans), reverse=True)
    return [(span.text, span.start) for span in value.spans]


def test_the_answer_is_a_passage_of_the_text(model: LoadedModel, tmp_path: Path) -> None:
    text = "é é\nin Ana  Sousa writes."
    found = result(model, tmp_path, TASK, text, question=" who writes? ")
    assert answers(found) == [("Ana  Sousa", 7)]
    assert found.text == text
    assert found.spans[0].label == "answer"
    assert found.spans[0].score == pytest.approx(0.88, abs=0.01), "an end after Ana alone has the rest"


def test_as_many_answers_as_are_wanted(model: LoadedModel, tmp_path: Path) -> None:
    text = "Ana Sousa and Rio and Mar"
    found = answers(result(model, tmp_path, TASK, text, question="who", top_k=20))
    assert found[0] == ("Ana Sousa", 0)
    assert {("Ana", 0), ("Rio", 14), ("Mar", 22)} < set(found)
    assert len(found) == len({text for text, _ in found})
    assert answers(result(model, tmp_path, TASK, text, question="who", top_k=2)) == found[:2]


@pytest.mark.parametrize("before", [0, 1, 15, 16, 17, 34, 35, 36, 37, 71, 200])
def test_an_answer_is_found_wherever_windows_end(tmp_path: Path, before: int) -> None:
    model = made(tmp_path, max_position_embeddings=40)
    text = "to " * before + "Ana Sousa" + " in é" * 40
    assert answers(result(model, tmp_path, TASK, text, question="who")) == [("Ana Sousa", 3 * before)]


def test_places_in_a_long_document_count_from_its_beginning(model: LoadedModel, tmp_path: Path) -> None:
    text = "é to in and.\n" * 16_000 + "in Rio to"
    assert answers(result(model, tmp_path, TASK, text, question="who")) == [("Rio", len(text) - 6)]


def test_windows_are_as_long_as_models_are_trained_with_and_overlap(model: LoadedModel, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("to " * 600, encoding="utf-8")
    own = context(model, tmp_path)
    _, (asked,) = answered(own, lambda: run(recognise(path), Params(question="who"), own))
    # [CLS] who [SEP] … [SEP] leaves 380 tokens; the second window begins 128 before the end of the first.
    assert [len(row["input_ids"]) for row in asked.rows] == [384, 4 + 600 - (380 - 128)]


def test_a_long_question_leaves_windows_that_still_move_on(tmp_path: Path) -> None:
    model = made(tmp_path, max_position_embeddings=64)
    found = result(model, tmp_path, TASK, "to " * 300 + "Ana Sousa", question="who " * 45)
    assert answers(found) == [("Ana Sousa", 900)]


@pytest.mark.parametrize("question", ["", "  \n", "who " * 46])
def test_a_question_that_cannot_be_asked_is_said(tmp_path: Path, question: str) -> None:
    model = made(tmp_path, max_position_embeddings=64)
    with pytest.raises(ParameterInvalid) as caught:
        result(model, tmp_path, TASK, "Ana", question=question)
    assert caught.value.arguments["name"] == "question"


def test_where_the_model_finds_nothing_it_is_not_sure_of_anything(tmp_path: Path) -> None:
    found = result(made(tmp_path / "some", doubt=25), tmp_path, TASK, "Ana Sousa writes", question="who")
    assert answers(found) == [("Ana Sousa", 0)]
    assert found.spans[0].score < 0.001
    none = result(made(tmp_path / "all", doubt=900), tmp_path, TASK, "Ana Sousa writes", question="who")
    assert none.spans == ()


def test_texts_side_by_side_keep_their_order_and_one_fails_alone(tmp_path: Path) -> None:
    model = made(tmp_path, max_position_embeddings=40)
    members = work(model, tmp_path, TASK, "to Ana to", "\n", "in " * 100 + "Rio", "Mar", question="who")
    assert isinstance(members[1].error, InputEmpty)
    found = [answers(members[index].value) for index in (0, 2, 3)]
    assert found == [[("Ana", 3)], [("Rio", 300)], [("Mar", 0)]]
