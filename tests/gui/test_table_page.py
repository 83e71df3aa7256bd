"""A table on the page of a task: it waits until the column with the texts is known, which is found in the file."""

from __future__ import annotations

import sys
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.media.sniff import recognise
from desktop.media.tables import head
from desktop.media.tables.head import heads_of
from desktop.media.tables.workbook import write_workbook
from desktop.ui.main_window import MainWindow
from desktop.ui.task_page import TaskPage
from desktop.ui.translate_page import TranslatePage

TASK = "text-classification"


@pytest.fixture
def page(window: MainWindow) -> TaskPage:
    made = window.visit(f"task:{TASK}")
    assert isinstance(made, TaskPage)
    return made


def people(folder: Path) -> Path:
    path = folder / "people.csv"
    path.write_text("id,what they wrote,right\n1,It was late again.,negative\n2,I liked it here.,positive\n")
    return path


def test_a_table_waits_with_its_likeliest_column(page: TaskPage, qtbot: QtBot, tmp_path: Path) -> None:
    assert not page.tables.isVisible()
    page.take_paths([people(tmp_path)])
    qtbot.waitUntil(lambda: page.tables.column.count() == 3)
    assert page.tables.isVisible()
    assert page.tables.column.currentText() == "what they wrote"
    assert page.waiting.start.isEnabled()
    assert page.model.rowCount() == 0
    page.tables.sample.setCurrentIndex(1)
    page.tables.label_column.setText("mood")
    page.tables.truth.setCurrentText("right")
    with qtbot.waitSignal(page.services.queue.jobs_added) as added:
        QTest.mouseClick(page.waiting.start, Qt.MouseButton.LeftButton)
    (job,) = added.args[0]
    wanted = {"column": "what they wrote", "label_column": "mood", "truth": "right", "sample": "first"}
    assert job.params == {"split": "none", **wanted}
    assert not page.tables.isVisible()
    assert "column" not in page.memory.options(TASK), "names of columns are private"


def test_without_a_column_it_goes_on_waiting_and_other_files_start_with_it(
    page: TaskPage, qtbot: QtBot, tmp_path: Path
) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Good.")
    page.run((recognise(people(tmp_path)), recognise(note)))
    qtbot.waitUntil(lambda: page.tables.column.count() == 3)
    page.tables.column.setEditText("")
    assert not page.waiting.start.isEnabled()
    assert "Column with the texts" in page.waiting.reason.text()
    page.submit()
    assert page.model.rowCount() == 0
    page.tables.column.setEditText("2")
    page.submit()
    jobs = page.services.queue.jobs()
    assert [(job.input.name, job.params.get("column")) for job in jobs] == [("people.csv", "2"), ("note.txt", None)]


def test_a_table_that_cannot_be_read_can_be_run_all_the_same(page: TaskPage, qtbot: QtBot, tmp_path: Path) -> None:
    """What is wrong with it is said then, and nobody is asked for a column that nobody knows."""
    cut = tmp_path / "cut.jsonl"
    cut.write_text('{"id": 1, "note": "It was fine."}\n{"id": 2, "no')
    page.run((recognise(cut),))
    assert not page.waiting.start.isEnabled()
    qtbot.waitUntil(page.waiting.start.isEnabled)
    assert page.tables.column.currentText() == ""


def test_the_assistant_leads_to_the_page(window: MainWindow, page: TaskPage, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(window.services.intake.finished):
        window.hand_in([people(tmp_path)])
    names = [chip.accessibleName() for chip in window.assistant.tray.chips.chips]
    assert not any(name.startswith("Chat") for name in names)
    next(chip for chip in window.assistant.tray.chips.chips if chip.accessibleName().startswith("Sentiment…")).click()
    assert window.page is page
    qtbot.waitUntil(lambda: page.tables.column.currentText() == "what they wrote")


def test_a_workbook_to_translate_waits_as_well(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    page = window.visit("task:translation")
    assert isinstance(page, TranslatePage)
    path = tmp_path / "list.xlsx"
    with path.open("wb") as stream:
        write_workbook(stream, [["id", "note"], [1, "Good morning"], [2, "Good night"]])
    page.take_paths([path])
    qtbot.waitUntil(lambda: page.tables.column.currentText() == "note", timeout=30_000)
    with qtbot.waitSignal(page.services.queue.jobs_added) as added:
        page.waiting.start.click()
    (job,) = added.args[0]
    assert (job.params["column"], job.input.name) == ("note", "list.xlsx")


def test_the_sheet_of_a_workbook_is_chosen_before_its_column(page: TaskPage, qtbot: QtBot, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Empty"
    for title, rows in (("May", [["id", "said"], [1, "It was late."]]), ("June", [["note"], ["It was fine here."]])):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "year.xlsx")
    page.take_paths([tmp_path / "year.xlsx"])
    tables = page.tables
    qtbot.waitUntil(lambda: tables.column.currentText() == "said", timeout=30_000)
    assert tables.sheet.isVisible()
    assert [tables.sheet.itemText(number) for number in range(tables.sheet.count())] == ["May", "June"]
    tables.sheet.setCurrentIndex(1)
    assert tables.column.currentText() == "note"
    with qtbot.waitSignal(page.services.queue.jobs_added) as added:
        page.waiting.start.click()
    (job,) = added.args[0]
    assert (job.params["sheet"], job.params["column"]) == ("June", "note")
    page.take_paths([people(tmp_path)])
    qtbot.waitUntil(lambda: tables.column.count() == 3)
    assert not tables.sheet.isVisible()


def test_what_cannot_be_looked_at_has_no_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "t.xlsx"
    with broken.open("wb") as stream:
        write_workbook(stream, [["a", "b"], [1, 2]])
    file = recognise(broken)
    monkeypatch.setattr(head, "DOOR", "--no-such-door")
    assert heads_of(file) == ()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    assert heads_of(file) == ()
