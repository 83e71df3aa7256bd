"""Whether a model was made for the language of a text, and that its result says so where it was not."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from desktop.core.result import OtherLanguage
from desktop.core.task import parse_params
from desktop.engine.languages import other_language
from desktop.engine.loaded import LoadedModel
from desktop.engine.rounds import Member, play
from desktop.media.sniff import recognise
from desktop.tasks import get_task
from desktop.worker import table_rows
from tests.unit.engine.text_models import context, files, installed, text_graph, vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.engine.context import Context

TASK = "text-classification"
WORDS = vocabulary("good", "bad")
PORTUGUESE = OtherLanguage(text="pt", model=("en",))
COMMENTS = (
    "O quarto estava sujo quando chegamos.",
    "A vista da varanda é linda.",
    "Ninguém atendeu o telefone da recepção.",
    "The ferry was late and nobody told us.",
    "O café da manhã acabou antes das nove.",
)


def reader(folder: Path, *languages: str) -> LoadedModel:
    """A model that says to read the languages."""
    graph = text_graph(WORDS, {"good": (0, 2), "bad": (1, 0)})
    made = installed(folder / "model", TASK, files(WORDS, graph, ("negative", "positive")))
    return LoadedModel(dataclasses.replace(made, spec=dataclasses.replace(made.spec, languages=languages)), threads=1)


def done(model: LoadedModel, folder: Path, path: Path, **params: str) -> Context:
    """Do the task on a file, and return what the job was given with what it noted."""
    task, own = get_task(TASK), context(model, folder)
    member = Member(interrupt=own.interrupt)
    member.begin(lambda: table_rows.begin(task, recognise(path), parse_params(task, params), own))
    while member.asked is not None:
        play(model, [member])
    assert member.error is None
    assert member.value is not None
    return own


@pytest.mark.parametrize(
    ("languages", "name", "expected"),
    [
        (("en",), "letter.txt", None),
        (("en",), "letter-pt.txt", PORTUGUESE),
        (("en", "pt"), "letter-pt.txt", None),
        ((), "letter-pt.txt", None),
        (("en", "sw"), "letter-pt.txt", None),
    ],
    ids=["its own", "another", "one of its own", "any", "who could tell Swahili from others"],
)
def test_a_result_says_that_its_model_was_made_for_another_language(
    tmp_path: Path, samples: Path, languages: tuple[str, ...], name: str, expected: OtherLanguage | None
) -> None:
    assert done(reader(tmp_path, *languages), tmp_path, samples / name).other_language == expected


@pytest.mark.parametrize("text", ["Great!", "Adorei o atlas", "Pizza al forno, great", "12345", "x = f(y) + 1"])
def test_what_cannot_be_told_surely_is_not_held_against_a_text(tmp_path: Path, text: str) -> None:
    assert other_language(text, reader(tmp_path, "en").spec) is None


def test_all_of_a_long_text_counts(tmp_path: Path) -> None:
    spec = reader(tmp_path, "en").spec
    quoted = "The ferry was late and nobody told us. " * 20
    assert other_language(quoted + "O quarto estava sujo quando chegamos. " * 400, spec) == PORTUGUESE
    assert other_language("O quarto estava sujo quando chegamos. " * 20 + quoted * 20, spec) is None


def test_a_table_is_judged_by_what_most_of_its_rows_are_in(tmp_path: Path) -> None:
    path = tmp_path / "comments.csv"
    path.write_text("id,note\n" + "".join(f"{n},{text}\n" for n, text in enumerate(COMMENTS)), encoding="utf-8")
    assert done(reader(tmp_path, "en"), tmp_path, path, column="note").other_language == PORTUGUESE
    path.write_text(f"id,note\n1,{COMMENTS[3]}\n2,{COMMENTS[3]} So we left.\n3,{COMMENTS[1]}\n", encoding="utf-8")
    assert done(reader(tmp_path, "en"), tmp_path, path, column="note").other_language is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("São Paulo", None),
        ("Rio de Janeiro, Porto Alegre\nCuritiba\nBelo Horizonte", None),
        ("Dr. Maria Oliveira", None),
        ("Obrigado!\nObrigada.", PORTUGUESE),
        ("Cheguei a São Paulo e não havia ninguém.", PORTUGUESE),
        ("O QUARTO ESTAVA SUJO QUANDO CHEGAMOS", PORTUGUESE),
    ],
)
def test_names_alone_are_in_no_language(text: str, expected: OtherLanguage | None, tmp_path: Path) -> None:
    assert other_language(text, reader(tmp_path, "en").spec) == expected
