"""Which jobs work on the rows of a table, and what may be said to them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop import tasks
from desktop.core.task import parameters, parse_params, table_parameters
from desktop.core.usage import ParameterInvalid, ParameterUnknown
from desktop.media.sniff import recognise
from desktop.media.tables.workbook import write_workbook
from desktop.worker.table_rows import by_row, own

if TYPE_CHECKING:
    from desktop.core.media import InputFile


@pytest.fixture
def table(tmp_path: Path) -> InputFile:
    path = tmp_path / "t.csv"
    path.write_text("id,note\n1,It was late.\n2,It was fine.\n")
    return recognise(path)


@pytest.fixture
def book(tmp_path: Path) -> InputFile:
    path = tmp_path / "t.xlsx"
    with path.open("wb") as stream:
        write_workbook(stream, [["id", "note"], [1, "It was late."]])
    return recognise(path)


def test_tasks_on_texts_take_tables_by_rows(table: InputFile, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It was late.")
    for name in ("text-classification", "zero-shot-classification", "question-answering", "summarization"):
        assert by_row(tasks.get_task(name), table, {})
        assert not by_row(tasks.get_task(name), recognise(tmp_path / "a.txt"), {})
    assert not by_row(tasks.get_task("ocr"), table, {})


def test_translation_keeps_a_table_of_plain_text_unless_it_is_told_more(table: InputFile, book: InputFile) -> None:
    task = tasks.get_task("translation")
    assert not by_row(task, table, {"column": "note"})
    assert by_row(task, table, {"column": "note", "label_column": "nota"})
    assert by_row(task, table, {"sample": "first"})
    assert by_row(task, book, {})


def test_only_tables_that_can_be_read_are_offered(table: InputFile, book: InputFile, tmp_path: Path) -> None:
    for file in (table, book):
        offered = [task.id for task in tasks.fitting(file)]
        assert offered[0] == "text-classification"
        assert not {"text-generation", "summarization"} & set(offered), "done by name alone"
        assert tasks.accepts(tasks.get_task("summarization"), file)
    old = tmp_path / "t.sqlite"
    old.write_bytes(b"SQLite format 3\0" + bytes(100))
    assert tasks.fitting(recognise(old)) == []


def test_what_is_said_about_tables_is_no_option_of_the_task() -> None:
    task = tasks.get_task("text-classification")
    assert [one.name for one in parameters(task)] == ["split"]
    assert [one.name for one in table_parameters(task)] == ["column", "sheet", "label_column", "truth", "sample"]
    assert table_parameters(tasks.get_task("ocr")) == ()
    said = parse_params(task, {"column": "note", "sample": "none", "truth": ""})
    assert said == {"split": "none", "column": "note"}, "what is as usual is not said"
    assert own(task, said) == {"split": "none"}
    with pytest.raises(ParameterInvalid):
        parse_params(task, {"sample": "some"})
    with pytest.raises(ParameterUnknown):
        parse_params(tasks.get_task("ocr"), {"column": "note"})
