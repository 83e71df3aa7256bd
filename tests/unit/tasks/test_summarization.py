"""Summaries by a model that copies what it reads, so that one sees what it was given, and by the text itself."""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING, Any

import pytest

from desktop.core.errors import Cancelled, InputEmpty, InputWithoutText
from desktop.core.languages import LanguageNotRead
from desktop.core.result import Text
from desktop.engine.context import Context
from desktop.engine.interrupt import Interrupt
from desktop.engine.loaded import LoadedModel
from desktop.media.sniff import recognise
from desktop.tasks import summarization
from tests.unit.engine.text_models import context, files, installed, load, result, text_graph, vocabulary
from tests.unit.engine.writing_models import shortener

if TYPE_CHECKING:
    from pathlib import Path

TASK = "summarization"
WORDS = ("The", "ferry", "leaves", "at", "nine", "Rain", "falls", "Nobody", "waits", ".", "summarize", ":")
SENTENCES = ("The ferry leaves at nine.", "Rain falls.", "Nobody waits at nine.", "The rain falls at nine.")


def different(count: int) -> str:
    """Return so many sentences, no two the same."""
    orders = itertools.islice(itertools.permutations(("falls", "leaves", "waits", "at", "nine")), count)
    return " ".join(f"Rain {' '.join(words)}." for words in orders)


def writer(folder: Path, **config: Any) -> LoadedModel:
    return load(folder / "model", TASK, shortener(WORDS, **config))


def test_a_short_text_goes_through_the_model_at_once(tmp_path: Path) -> None:
    found = result(writer(tmp_path), tmp_path, TASK, "The ferry leaves at nine.\nRain falls.")
    assert found == Text(text="The ferry leaves at nine. Rain falls.", method="model")


def test_a_long_text_comes_in_parts_and_none_is_lost(tmp_path: Path) -> None:
    model = writer(tmp_path, max_position_embeddings=20)
    found = result(model, tmp_path, TASK, " ".join(SENTENCES[:3] * 8))
    parts = found.text.split("\n\n")
    assert len(parts) > 3
    assert " ".join(parts) == " ".join(SENTENCES[:3] * 8)
    assert max(len(part.split()) for part in parts) <= 2 * min(len(part.split()) for part in parts), "none is a scrap"


@pytest.mark.parametrize(("length", "words"), [("short", 4), ("medium", 8), ("long", 12)])
def test_the_model_says_how_long_a_summary_is_and_the_user_by_how_much_more(
    tmp_path: Path, length: str, words: int
) -> None:
    model = writer(tmp_path, task_specific_params={TASK: {"max_length": 9}})
    found = result(model, tmp_path, TASK, "Rain falls at nine. " * 5, length=length)
    assert len(found.text.replace(".", " .").split()) == words


def test_a_short_summary_of_a_long_text_is_one_paragraph(tmp_path: Path) -> None:
    model = writer(tmp_path, max_position_embeddings=20, max_length=13)
    text = " ".join(SENTENCES * 6)
    assert "\n\n" in result(model, tmp_path, TASK, text).text
    assert "\n\n" not in result(model, tmp_path, TASK, text, length="short").text


def test_a_t5_is_told_what_to_do(tmp_path: Path) -> None:
    assert result(writer(tmp_path, model_type="t5"), tmp_path, TASK, "Rain falls.").text == "summarize : Rain falls."
    told = writer(tmp_path / "told", model_type="t5", task_specific_params={TASK: {"prefix": "ferry: "}})
    assert result(told, tmp_path, TASK, "Rain falls.").text == "ferry : Rain falls."


def test_a_job_that_was_given_up_goes_on_where_it_was(tmp_path: Path) -> None:
    model = writer(tmp_path, max_position_embeddings=20)
    path = tmp_path / "long.txt"
    path.write_text(different(20), encoding="utf-8")
    shown: list[str] = []

    def job(give_up_after: int) -> Context:
        interrupt = Interrupt()

        def report(message: Any) -> None:
            shown.append(getattr(message, "text", ""))
            if len([text for text in shown if text]) == give_up_after:
                interrupt.cancel()

        return Context(
            job_id="1", models=[model], interrupt=interrupt, work=tmp_path / "work" / "1", digest="d", report=report
        )

    first = job(2)
    with pytest.raises(Cancelled):
        summarization.run(recognise(path), summarization.Params(), first)
    assert first.finished is not None
    first.finished.close()
    again = job(-1)
    found = summarization.run(recognise(path), summarization.Params(), again)
    assert isinstance(found, Text)
    assert again.finished is not None
    again.finished.close()
    assert again.finished.resumed == 2
    assert found.text.replace("\n\n", " ") == different(20)


def test_a_text_in_a_language_the_model_was_not_made_for_is_refused(tmp_path: Path, samples: Path) -> None:
    made = installed(tmp_path / "model", TASK, shortener(WORDS))
    english = LoadedModel(dataclasses.replace(made, spec=dataclasses.replace(made.spec, languages=("en",))), 1)
    with pytest.raises(LanguageNotRead) as caught:
        result(english, tmp_path, TASK, (samples / "letter-pt.txt").read_text(encoding="utf-8"))
    assert caught.value.arguments["language"] == "Portuguese"
    assert result(english, tmp_path, TASK, (samples / "letter.txt").read_text(encoding="utf-8")).method == "model"


# --- without a model that writes -------------------------------------------------------------------------------------

TABLE = {"sea": (1, 0, 0), "ship": (1, 0, 0), "tax": (0, 1, 0), "cake": (0, 0, 1)}


@pytest.fixture
def vectors(tmp_path: Path) -> LoadedModel:
    words = vocabulary("The", "is", "a", "about", "we", *TABLE)
    return load(
        tmp_path / "model", "feature-extraction", files(words, text_graph(words, TABLE, output="sentence_embedding"))
    )


def test_the_most_telling_sentences_stand_for_the_text_in_their_order(vectors: LoadedModel, tmp_path: Path) -> None:
    text = "The cake is a cake. The sea is a sea. The ship is a sea ship. The sea is a ship. The tax is a tax sea."
    found = result(vectors, tmp_path, TASK, f"Sea\n\n{text}", length="short")
    assert found.method == "key-sentences"
    assert found.text.split("\n") == ["The sea is a sea.", "The tax is a tax sea."], "the second says something else"


def test_a_text_of_one_sentence_is_its_own_summary(vectors: LoadedModel, tmp_path: Path) -> None:
    assert result(vectors, tmp_path, TASK, "The sea is\na sea.").text == "The sea is a sea."


def test_notation_is_no_part_of_what_is_said(vectors: LoadedModel, tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("# Sea\n\nThe **sea** is a [sea](https://sea.example).\n", encoding="utf-8")
    (steps,) = [summarization.run(recognise(path), summarization.Params(), context(vectors, tmp_path))]
    with pytest.raises(StopIteration) as ended:
        next(steps)  # type: ignore[arg-type]
    assert ended.value.value.text == "The sea is a sea."


def test_nothing_to_summarise_is_said(vectors: LoadedModel, tmp_path: Path, samples: Path) -> None:
    with pytest.raises(InputEmpty):
        result(vectors, tmp_path, TASK, " \n")
    with pytest.raises(InputWithoutText):
        summarization.run(recognise(samples / "document.pdf"), summarization.Params(), context(vectors, tmp_path))
