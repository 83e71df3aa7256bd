"""Answers against right ones, by figures that can be checked by hand."""

from __future__ import annotations

import json
import random
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from desktop.core.errors import InputUnsupported
from desktop.core.result import Table
from desktop.core.table import ColumnNeeded
from desktop.core.usage import ParameterInvalid
from desktop.media.sniff import recognise
from desktop.worker import score_report
from desktop.worker.score import WORST_ROWS, Answer, agreement, answers, measure
from desktop.worker.score_run import Comparison, compare
from desktop.worker.tally import CLASSES_AT_MOST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home

TABLE = Table(
    columns=("note", "right", "label", "score"),
    rows=(
        *(("a", "Yes", "yes", 0.9), ("b", "no", "yes", 0.8), ("c", "", "yes", 0.7), ("d", "no", "", None)),
        *((" ", "no", "", None), (None, "no", "", None)),
    ),
    rows_total=6,
    column="note",
    made=("label", "score"),
)


def said(*pairs: tuple[str, str]) -> list[Answer]:
    return [Answer(row=row, text="", truth=truth, answer=answer) for row, (truth, answer) in enumerate(pairs, 1)]


def test_rows_without_a_text_or_a_right_answer_do_not_count() -> None:
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
    made = measure("m", list(answers(TABLE, TABLE.rows, "right")), classes=True, rows_total=TABLE.rows_total)
    assert made.accuracy == pytest.approx(1 / 3)
    assert (made.rows, made.left_out) == (3, 3)
    assert "left out" in score_report.plain(Comparison(scores=(made,), agreement=None))
    assert made.confusion == {"Yes": {"Yes": 1}, "no": {"Yes": 1, "": 1}}
    assert made.macro_f1 == pytest.approx((2 / 3 + 0) / 2)  # Yes: 1 right, 1 missed or wrong; no: none right
    yes, no = made.classes
    assert (yes.name, yes.rows, yes.precision, yes.recall) == ("Yes", 1, 1 / 2, 1.0)
    assert yes.f1 == pytest.approx(2 / 3)
    assert (no.name, no.rows, no.precision, no.recall, no.f1) == ("no", 2, 0.0, 0.0, 0.0)
    assert [one.row for one in made.worst] == [2, 4], "the surest mistake first"
    assert (made.wer, made.bleu, made.chrf) == (None, None, None)
    assert not made.strangers
    foreign = measure("m", said(("bom", "good"), ("mau", "bad")), classes=True)
    assert foreign.strangers == ("bad", "good")
    assert [(one.name, one.rows) for one in foreign.classes] == [("bom", 1), ("mau", 1), ("bad", 0), ("good", 0)]
    assert "m, which says: bad, good." in score_report.plain(Comparison(scores=(foreign,), agreement=None))


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
    assert measure("m", said(*pairs), classes=False).wer == pytest.approx(rate)


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


def test_a_corpus_that_comes_row_by_row_is_counted_as_one_that_is_there_at_once() -> None:
    chance = random.Random(3)
    words = ("the", "ferry", "leaves", "an", "island", "at", "nine", "&", "a", "cat", ",", "on", "2", "<mats>", ".")
    texts = [" ".join(chance.choices(words, k=chance.randint(1, 12))) for _ in range(600)]
    pairs = list(zip(texts[:300], texts[300:], strict=True))
    made = measure("m", said(*pairs), classes=False)
    answered, right = [answer for _, answer in pairs], [[truth for truth, _ in pairs]]
    assert made.bleu == BLEU(force=True).corpus_score(answered, right).score
    assert made.chrf == CHRF().corpus_score(answered, right).score


def test_a_mistake_is_listed_once_with_the_number_of_its_rows() -> None:
    """Also where many others came between, and in the order in which a sort of all rows would have them."""
    chance = random.Random(5)
    rows = []
    for number in range(1, 2001):
        text = chance.randrange(60)
        rows.append(Answer(row=number, text=f"{text}", truth="yes", answer="no", score=text % 30 / 30))
    first: dict[str, Answer] = {}
    for one in rows:
        first.setdefault(one.text, one)
    worst = sorted(first.values(), key=lambda one: -(one.score or 0))[:WORST_ROWS]
    made = measure("m", rows, classes=True).worst
    assert [one.row for one in made] == [one.row for one in worst]
    assert [one.times for one in made] == [sum(one.text == row.text for row in rows) for one in made]
    other_truth = Answer(row=2001, text=worst[0].text, truth="maybe", answer="no", score=1.0)
    assert measure("m", [*rows, other_truth], classes=True).worst[0] == other_truth, "another mistake with this text"


@pytest.mark.parametrize("classes", [True, False])
def test_no_row_is_kept(*, classes: bool) -> None:
    def rows(count: int) -> Iterator[Answer]:
        for number in range(1, count + 1):
            text = f"a text of its own with the number {number}"
            yield Answer(row=number, text=text, truth="a b", answer=f"c {number % 7}", score=number / count)

    def most_bytes(count: int) -> int:
        tracemalloc.start()
        try:
            assert measure("m", rows(count), classes=classes).rows == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    most_bytes(100)
    assert most_bytes(900) < most_bytes(300) + 50_000


def test_what_has_thousands_of_names_is_no_class() -> None:
    numbers = [(f"{number}", f"{number - number % 2}") for number in range(CLASSES_AT_MOST)]
    made = measure("m", said(*numbers), classes=True)
    assert (made.accuracy, made.confusion, made.macro_f1) == (0.5, None, None)


def test_a_score_counts_also_where_the_table_had_one_before() -> None:
    columns = ("note", "right", "score", "label", "score (2)")
    table = Table(columns=columns, rows=(), column="note", made=("label", "score (2)"))
    (one,) = answers(table, [("a", "yes", 7, "no", 0.5)], "right")
    assert one.score == 0.5


def test_how_far_two_models_agree() -> None:
    one, other = said(("a", "x"), ("b", "y"), ("c", "z")), said(("a", "X"), ("b", "z"), ("c", "z"))
    assert agreement(one, other) == pytest.approx(2 / 3)
    assert agreement(one, []) == 0
    assert agreement(one[1:], other[:2]) == 0, "row by row, where both have it"


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
    told = score_report.plain(made)
    assert "accuracy" in told
    assert "right answers (down) and answers (across) of m:\n     yes  no\nyes  0    1\n" in told
    assert "yes  0.0000     0.0000  0.0000  1" in told
    assert "## m: each class" in text
    assert "| 1 | \\<b\\>\\|x | yes | no | 0.5000 | 1 |" in text


def test_what_does_not_go_by_rows_is_refused_for_that(home: Home, shelf: ModelShelf, tmp_path: Path) -> None:
    """Nobody is told of a parameter that he never gave."""
    path = tmp_path / "t.csv"
    path.write_text("note,right\nGood.,yes\n")
    with pytest.raises(InputUnsupported, match=r"“t\.csv”") as refused:
        compare(recognise(path), "ocr", (), {"truth": "right"}, home=home, shelf=shelf, on_progress=print)
    assert "PDF" in str(refused.value.arguments["accepts"])
