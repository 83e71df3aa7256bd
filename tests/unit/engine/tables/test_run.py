"""Tasks on the rows of a table, with models whose answers are known."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from desktop.core.errors import Cancelled, InputTooLarge, ModelIncompatible
from desktop.core.result import Provenance, Result, Table
from desktop.core.table import ColumnEmpty, ColumnNeeded
from desktop.core.task import parse_params
from desktop.core.usage import ParameterInvalid
from desktop.engine.context import Context
from desktop.engine.interrupt import Interrupt
from desktop.engine.tables.run import PAGE_ROWS, _sample
from desktop.engine.tables.store import Outcome, RowStore
from desktop.media.sniff import recognise
from desktop.media.tables.pages import rows_of
from desktop.tasks import get_task
from desktop.worker import table_rows
from tests.unit.engine.text_models import files, load, text_graph, token_graph, vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.engine.loaded import LoadedModel

TASK = "text-classification"
LABELS = ("negative", "positive")
WORDS = vocabulary("good", "bad", "plain")
TABLE = {"good": (0, 2), "bad": (1, 0)}


@pytest.fixture
def model(tmp_path: Path) -> LoadedModel:
    return load(tmp_path / "model", TASK, files(WORDS, text_graph(WORDS, TABLE), LABELS))


def table(folder: Path, *texts: str) -> Path:
    path = folder / "table.csv"
    path.write_text("id,note\n" + "".join(f"{number},{text}\n" for number, text in enumerate(texts)))
    return path


def context(model: LoadedModel, folder: Path, interrupt: Interrupt | None = None, **more: Any) -> Context:
    return Context(
        job_id="job",
        models=[model],
        interrupt=interrupt or Interrupt(),
        work=folder / "works" / "job",
        digest="d",
        report=more.pop("report", lambda _: None),
        **more,
    )


def run(own: Context, path: Path, task: str = TASK, **params: str) -> Table:
    wanted = get_task(task)
    made = table_rows.begin(wanted, recognise(path), parse_params(wanted, params), own)
    assert isinstance(made, Table)
    return made


def test_each_row_gets_what_its_text_is_found_to_be(model: LoadedModel, tmp_path: Path) -> None:
    own = context(model, tmp_path)
    made = run(own, table(tmp_path, "good", "bad plain", "good", "", "plain bad bad"), column="note")
    assert made.columns == ("id", "note", "label", "score", "score negative", "score positive")
    assert [row[2] for row in made.rows] == ["positive", "negative", "positive", None, "negative"]
    assert (made.rows_total, made.rows_unique, made.column, made.made[0]) == (5, 3, "note", "label")
    written, pages = own.artifacts
    assert written.path.read_text().splitlines()[1] == "0,good,positive,0.880797,0.119203,0.880797"
    assert [json.loads(line) for line in pages.path.read_text().splitlines()] == [list(row) for row in made.rows]
    assert made.artifact == written.name


def test_a_large_table_holds_no_rows_itself(model: LoadedModel, tmp_path: Path) -> None:
    own = context(model, tmp_path)
    made = run(own, table(tmp_path, *["good", "bad"] * 501), column="note")
    assert (made.rows, made.rows_total, made.rows_unique) == ((), 1002, 2)
    provenance = Provenance(
        app="", model="", revision="", files={}, input_sha256="", params={}, runtime={}, started="", finished=""
    )
    whole = Result(value=made, provenance=provenance, artifacts=tuple(own.artifacts))
    assert [row[2] for row in rows_of(whole)] == ["positive", "negative"] * 501


def test_what_was_finished_is_not_done_again(model: LoadedModel, tmp_path: Path) -> None:
    """The first run is given up in the middle; the second one goes on with the rest and comes to the same."""
    path = table(tmp_path, *(f"good {number}" for number in range(700)))
    whole = run(context(model, tmp_path / "other"), path, column="note")
    interrupt, reports = Interrupt(), []

    def give_up(message: Any) -> None:
        reports.append(message)
        interrupt.cancel()

    with pytest.raises(Cancelled):
        run(context(model, tmp_path, interrupt, report=give_up), path, column="note")
    assert reports
    own = context(model, tmp_path)
    again = run(own, path, column="note")
    assert own.finished is not None
    assert 0 < own.finished.resumed < 700
    assert again == whole
    anew = context(model, tmp_path, resume=False)
    run(anew, path, column="note")
    assert anew.finished is not None
    assert anew.finished.resumed == 0


def test_a_sample_is_twenty_rows_of_the_table(model: LoadedModel, tmp_path: Path) -> None:
    path = table(tmp_path, *["good", "bad"] * 50)
    first = run(context(model, tmp_path / "a"), path, column="note", sample="first")
    assert [row[0] for row in first.rows] == [str(number) for number in range(20)]
    assert (first.rows_total, first.sampled) == (20, 100)
    assert not first.values_only, "text has nothing else"
    some = run(context(model, tmp_path / "b"), path, column="note", sample="random")
    numbers = [int(str(row[0])) for row in some.rows]
    assert len(numbers) == 20
    assert numbers == sorted(numbers) != list(range(20))


def test_a_sample_that_nobody_wants_any_more_is_given_up(model: LoadedModel, tmp_path: Path) -> None:
    """Its rows are counted first, which takes long of a large table."""
    interrupt, numbers = Interrupt(), iter(range(10_000))
    source: Any = SimpleNamespace(rows=lambda: (("good",) for _ in numbers))
    interrupt.cancel()
    with pytest.raises(Cancelled):
        _sample(source, "random", context(model, tmp_path, interrupt))
    assert next(numbers) <= PAGE_ROWS


def test_columns_are_named_as_wished_and_never_twice(model: LoadedModel, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("label,note\nmine,good\nyours,bad\n")
    assert run(context(model, tmp_path / "a"), path, column="note").made[0] == "label (2)"
    named = run(context(model, tmp_path / "b"), path, column="note", label_column="mood", truth="label")
    assert (named.made[0], named.truth) == ("mood", "label")


@pytest.mark.parametrize(
    ("params", "error"),
    [
        ({"column": ""}, ColumnNeeded),
        ({"column": "text"}, ParameterInvalid),
        ({"column": "note", "truth": "right"}, ParameterInvalid),
    ],
)
def test_a_column_that_is_not_there_costs_nothing(
    model: LoadedModel, tmp_path: Path, params: dict[str, str], error: type[Exception]
) -> None:
    own = context(model, tmp_path)
    two = tmp_path / "two.csv"
    two.write_text("title,note\nof one,a good one\n")
    with pytest.raises(error):
        run(own, two, **params)
    assert own.artifacts == []
    assert not (tmp_path / "works").exists()


def test_a_column_without_texts_is_empty(model: LoadedModel, tmp_path: Path) -> None:
    with pytest.raises(ColumnEmpty):
        run(context(model, tmp_path), table(tmp_path, "", " "), column="note")


def test_a_fault_of_one_row_stays_in_its_row(
    model: LoadedModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.engine.passages.LONGEST_TEXT", 40)
    made = run(context(model, tmp_path / "a"), table(tmp_path, "good", "plain " * 20, "bad"), column="note")
    assert [(row[2], row[-1]) for row in made.rows] == [("positive", ""), (None, "input-too-large"), ("negative", "")]
    assert made.columns[-1] == "error"
    for _ in range(2):
        with pytest.raises(InputTooLarge):
            run(context(model, tmp_path / "b"), table(tmp_path, "plain " * 20), column="note")


def test_half_a_character_is_no_fault(model: LoadedModel, tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text('{"note": "good \\ud800"}\n{"note": "bad"}\n')
    own = context(model, tmp_path)
    assert [row[1] for row in run(own, path, column="note").rows] == ["positive", "negative"]
    assert json.loads(own.artifacts[0].path.read_text().splitlines()[0])["note"] == "good \ud800"


def test_a_fault_of_the_model_ends_the_job(tmp_path: Path) -> None:
    broken = load(tmp_path / "model", TASK, files(WORDS, text_graph(WORDS, TABLE), ("a",)))
    with pytest.raises(ModelIncompatible):
        run(context(broken, tmp_path), table(tmp_path, "good"), column="note")


def test_masked_texts_stand_in_the_place_of_the_texts(tmp_path: Path) -> None:
    words = vocabulary("Ana", "came")
    graph = token_graph(words, {"logits": {"Ana": (0, 9), "came": (9, 0)}})
    model = load(tmp_path / "model", "token-classification", files(words, graph, ("O", "B-PER")))
    own = context(model, tmp_path)
    path = tmp_path / "t.csv"
    path.write_text("note,id\nAna came,1\ncame,2\n")
    made = run(own, path, "token-classification", column="note", redact="true")
    assert made.rows == (("[PER 1] came", "1"), ("came", "2"))
    assert own.artifacts[0].path.read_text() == "note,id\n[PER 1] came,1\ncame,2\n"
    assert "Ana" not in "".join(one.path.read_text() for one in own.artifacts)
    assert sorted(one.name for one in own.artifacts[0].path.parent.iterdir()) == ["rows.jsonl", "table.csv"]
    found = run(context(model, tmp_path / "b"), path, "token-classification", column="note")
    assert [row[2:4] for row in found.rows] == [("Ana", "PER"), ("", None)]


class TestStore:
    def test_each_text_is_kept_once_and_what_came_of_it_survives(self, tmp_path: Path) -> None:
        store = RowStore(tmp_path / "resume" / "x", anew=False)
        store.add(["a", "b", "a", "c"])
        assert store.count == 3
        (identity, text), *rest = store.waiting(0, 10)
        store.put([(identity, Outcome(cells={"label": "l", "score": 0.5}))])
        again = RowStore(tmp_path / "resume" / "x", anew=False)  # the first was never closed, as after a crash
        assert again.resumed == 1
        assert again.get(text) == Outcome(cells={"label": "l", "score": 0.5})
        assert again.get("b") is None
        assert again.waiting(0, 10) == rest
        assert (tmp_path / "resume" / "x").stat().st_mode & 0o777 == 0o600
        store.close()
        again.close()

    def test_a_private_one_writes_nothing(self, tmp_path: Path) -> None:
        store = RowStore(tmp_path / "x", anew=False, private=True)
        store.add(["a"])
        assert store.count == 1
        store.close()
        assert list(tmp_path.iterdir()) == []

    def test_a_file_that_is_no_database_any_more_is_forgotten(self, tmp_path: Path) -> None:
        (tmp_path / "x").write_bytes(b"nonsense" * 1000)
        store = RowStore(tmp_path / "x", anew=False)
        store.add(["a"])
        assert (store.count, store.resumed) == (1, 0)
        store.close()

    def test_a_file_that_is_half_a_database_is_forgotten(self, tmp_path: Path) -> None:
        store = RowStore(tmp_path / "x", anew=False)
        store.add(str(number) * 100 for number in range(1000))
        store.close()
        content = (tmp_path / "x").read_bytes()
        (tmp_path / "x").write_bytes(content[:8192] + b"\xff" * 8192 + content[16384:])
        again = RowStore(tmp_path / "x", anew=False)
        assert again.count == 0
        again.close()
