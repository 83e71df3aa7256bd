"""A long document on the page of translation, with the real engine: given up, gone on with, and in its old shape."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.job import Job, JobState
from desktop.core.result import Result, Text
from desktop.state.paths import CHECKPOINTS
from desktop.ui.live_translation import LiveState
from desktop.ui.main_window import MainWindow
from desktop.ui.result_pane import ResultPane
from desktop.ui.translate_page import TranslatePage
from tests.gui import drops
from tests.unit.media.documents.shapes import docx, part, run

PATIENCE_MS = 180_000
"""The engine steps back behind other programs: on a loaded computer it waits long for its turn."""
DAYS = 480
"""Sentences, more than are worked on together."""
ROW = "<w:tr>{}</w:tr>"
CELL = "<w:tc><w:p>{}</w:p></w:tc>"


def book(path: Path) -> Path:
    """Write a line for each day, with an empty one after every third."""
    days = range(1, DAYS + 1)
    path.write_text("".join(f"On day {day} it rained.\n" + "\n" * (not day % 3) for day in days), encoding="utf-8")
    return path


def report(path: Path) -> Path:
    """Write a heading, and a table with a bold word in each of its rows."""
    rows = "".join(
        ROW.format(CELL.format(run(f"Day {day}")) + CELL.format(run("It ") + run("rained", "<w:b/>") + run(f" {day}.")))
        for day in range(1, DAYS // 2 + 1)
    )
    heading = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' + run("The weather of a year") + "</w:p>"
    path.write_bytes(docx(f"{heading}<w:tbl>{rows}</w:tbl>"))
    return path


def given_up(window: MainWindow, qtbot: QtBot, document: Path) -> Job:
    """Drop a document on the page, and give it up in the window once a part of it is there."""
    page, queue = window.visit("task:translation"), window.services.queue
    assert isinstance(page, TranslatePage)
    with qtbot.waitSignal(queue.partial, timeout=PATIENCE_MS):
        drops.drop(page.zone, drops.mime_of([document]))
    (job,) = queue.jobs()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: queue.totals.running == 0, timeout=PATIENCE_MS)
    cancelled = queue.get(job.id)
    assert cancelled is not None
    assert cancelled.state is JobState.CANCELLED
    return cancelled


def finished(window: MainWindow, qtbot: QtBot, job: Job) -> Result:
    """Begin a job again with the button that is offered and return what comes of it."""
    queue, pane = window.services.queue, window.pane
    assert isinstance(pane, ResultPane)
    pane.again.click()
    qtbot.waitUntil(lambda: queue.totals.done == 1, timeout=PATIENCE_MS)
    done = queue.get(job.id)
    assert done is not None
    assert done.result is not None
    return done.result


def kept(window: MainWindow) -> int:
    """Return how many sentences are kept of what was given up."""
    folder = window.services.home.work / CHECKPOINTS
    return sum(path.read_bytes().count(b"\n") for path in folder.glob("*"))


def test_a_book_that_was_given_up_goes_on_while_one_types(working: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    document = book(tmp_path / "book.txt")
    job = given_up(working, qtbot, document)
    sentences = kept(working)
    assert 0 < sentences < DAYS
    page = working.page
    assert isinstance(page, TranslatePage)
    page.desk.insert("Ana has three cats.")
    result = finished(working, qtbot, job)
    qtbot.waitUntil(lambda: page.live.state is LiveState.DONE, timeout=PATIENCE_MS)
    assert "gatos" in page.desk.target.toPlainText()
    assert result.provenance.resumed == sentences, "what was finished is not done a second time"
    assert isinstance(result.value, Text)
    lines, before = result.value.text.split("\n"), document.read_text(encoding="utf-8").split("\n")
    assert [re.findall(r"\d+", line) for line in lines] == [re.findall(r"\d+", line) for line in before]
    assert result.artifacts[0].path.read_text(encoding="utf-8") == result.value.text


def test_a_word_document_that_was_given_up_keeps_its_tables(working: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    document = report(tmp_path / "report.docx")
    job = given_up(working, qtbot, document)
    sentences = kept(working)
    result = finished(working, qtbot, job)
    assert 0 < sentences <= result.provenance.resumed
    before, after = part(document.read_bytes()), part(result.artifacts[0].path.read_bytes())
    for mark in ("<w:tr>", "<w:tc>", "<w:p>", "<w:b/>", "Heading1"):
        assert after.count(mark) == before.count(mark), mark
    assert f"Dia {DAYS // 2}" in after
