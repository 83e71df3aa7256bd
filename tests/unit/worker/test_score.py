"""Answers against right ones, by figures that can be checked by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from desktop.core.result import Table
from desktop.core.table import ColumnNeeded
from desktop.core.usage import ParameterInvalid
from desktop.worker import score_report
from desktop.worker.score import Answer, agreement, answers, measure, word_error_rate
from desktop.worker.score_run import Comparison

if TYPE_CHECKING:
    from collections.abc import Sequence

TABLE = Table(
    columns=("note", "right", "label", "score"),
    rows=(("a", "Yes", "yes", 0.9), ("b", "no", "yes", 0.8), ("c", "", "yes", 0.7), ("d", "no", "", None)),
    column="note",
    made=("label", "score"),
)


def said(*pairs: tuple[str, str]) -> list[Answer]:
    return [Answer(row=row, text="", truth=truth, answer=answer) for row, (truth, answer) in enumerate(pairs, 1)]


def test_rows_without_a_right_answer_do_not_count() -> None:
    found = list(answers(TABLE, TABLE.rows, "right"))
    assert [(one.row, one.truth, one.answer, one.score) for one in found] == [
        (1, "Yes", "yes", 0.9),
        (2, "no", "yes", 0.8),
        (4, "no", "", None),
    ]
    with pytest.raises(ParameterInvalid):
        list(answers(TABLE, TABLE.rows, "left"))
    with pytest.raises(ColumnNeeded):
        list(answers(TABLE, TABLE.rows, ""))


def test_classes() -> None:
    made = measure("m", list(answers(TABLE, TABLE.rows, "right")), classes=True)
    assert made.accuracy == pytest.approx(1 / 3)
    assert made.confusion == {"Yes": {"Yes": 1}, "no": {"Yes": 1, "": 1}}
    assert made.macro_f1 == pytest.approx((2 / 3 + 0) / 2)  # Yes: 1 right, 1 missed or wrong; no: none right
    assert [one.row for one in made.worst] == [2, 4], "the surest mistake first"
    assert (made.wer, made.bleu, made.chrf) == (None, None, None)


@pytest.mark.parametrize(
    ("pairs", "rate"),
    [
        ([("the cat sat", "the cat sat")], 0),
        ([("the cat sat", "the bat sat down")], 2 / 3),
        ([("the cat sat", "")], 1),
        ([("a b", "a b"), ("c d", "d")], 1 / 4),
    ],
)
def test_words_that_are_wrong(pairs: Sequence[tuple[str, str]], rate: float) -> None:
    assert word_error_rate(said(*pairs)) == pytest.approx(rate)


def test_texts() -> None:
    right = "The ferry to the island leaves at nine."
    same = measure("m", said((right, right)), classes=False)
    assert (same.accuracy, same.wer) == (1, 0)
    assert same.bleu == pytest.approx(100)
    assert same.chrf == pytest.approx(100)
    near = measure("m", said((right, "The ferry to the island leaves at ten."), (right, "Nothing.")), classes=False)
    assert near.wer == pytest.approx(9 / 16)
    assert near.bleu is not None
    assert 0 < near.bleu < 100
    assert [one.row for one in near.worst] == [2, 1], "the one with most errors first"
    assert (near.macro_f1, near.confusion) == (None, None)


def test_how_far_two_models_agree() -> None:
    one, other = said(("a", "x"), ("b", "y"), ("c", "z")), said(("a", "X"), ("b", "z"), ("c", "z"))
    assert agreement(one, other) == pytest.approx(2 / 3)
    assert agreement(one, []) == 0


def test_reports_say_the_same_and_give_nothing_a_meaning_it_has_not() -> None:
    found = [Answer(row=1, text="<b>|x", truth="yes", answer="no", score=0.5)]
    made = Comparison(scores=(measure("m", found, classes=True), measure("n", found, classes=True)), agreement=1.0)
    assert json.loads(score_report.written(made, "json", "t"))["models"][0]["accuracy"] == 0
    page = score_report.written(made, "html", "<t>").decode()
    assert "&lt;b&gt;|x" in page
    assert "<b>" not in page
    text = score_report.written(made, "md", "t").decode()
    assert "\\<b\\>\\|x" in text
    assert "| agreement | 1.0000 |  |" in text
    assert "accuracy" in score_report.plain(made)
