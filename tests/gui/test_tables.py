"""Tables in the window: rows that are read when they are seen, shares, scores, samples, and columns to choose from."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.core.job import Job, JobState
from desktop.core.media import MediaKind
from desktop.core.result import Artifact, Table
from desktop.media.tables.pages import Pages, line_of
from desktop.media.tables.shares import Calendar, Shares, shares
from desktop.state.paths import Home
from desktop.ui import drop_zone
from desktop.ui.viewers.table import TableViewer
from desktop.ui.viewers.table_model import TableModel
from tests.gui import scenes

COLUMNS = ("id", "day", "harbour", "note", "right", "label", "score")
LABELS = ("positive", "negative", "neutral")
HARBOURS = ("Angra", "Ilha")
PATIENCE_MS = 30_000
"""Generous: other tests share the machine."""


def rows(count: int) -> Iterator[tuple[str | float, ...]]:
    for number in range(count):
        label, right = LABELS[number % 3], LABELS[number % 3 if number % 4 else 0]
        day = f"2026-{number % 12 + 1:02}-15"
        yield str(number), day, HARBOURS[number % 2], f"note {number}", right, label, round(number / count, 6)


def table_job(folder: Path, count: int, *, inline: bool = False, **more: object) -> Job:
    path = folder / "rows.jsonl"
    path.write_bytes(b"".join(map(line_of, rows(count))))
    value = Table(
        columns=COLUMNS,
        rows=tuple(rows(count)) if inline else (),
        rows_total=count,
        rows_unique=count,
        column="note",
        made=("label", "score"),
        pages=path.name,
        artifact="table.csv",
        **more,  # type: ignore[arg-type] # names and types are those of Table
    )
    made = scenes.result(value, (Artifact(name=path.name, path=path, mime="application/x-ndjson"),))
    source = folder / "notes.csv"
    source.write_text("id,note\n1,good\n2,bad\n")
    job = scenes.job("t", source, kind=MediaKind.TABLE, task="text-classification", made=made)
    return dataclasses.replace(job, model="starter/minilm-sentiment", params={"column": "note", "sample": "first"})


@pytest.fixture
def viewer(stage: scenes.Scene, qtbot: QtBot) -> TableViewer:
    made = TableViewer(stage.services)
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    return made


def shown(viewer: TableViewer, column: int, count: int = 5) -> list[str]:
    return [str(viewer.model.index(row, column).data()) for row in range(min(viewer.model.rowCount(), count))]


def loaded(viewer: TableViewer, count: int) -> Callable[[], bool]:
    return lambda: len(viewer.model.source) == count


class TestManyRows:
    COUNT = 30_000

    def test_the_window_stays_fluid(self, viewer: TableViewer, stage: scenes.Scene, qtbot: QtBot) -> None:
        """Rows anywhere are there at once, and neither filter nor order stops the window."""
        job = table_job(stage.folder, self.COUNT)
        began = time.perf_counter()
        viewer.show_job(job)
        assert time.perf_counter() - began < 0.25
        qtbot.waitUntil(loaded(viewer, self.COUNT), timeout=PATIENCE_MS)
        assert viewer.heading.text() == "30,000 rows"
        began = time.perf_counter()
        for row in range(0, self.COUNT, 300):
            assert viewer.model.index(row, 0).data() == str(row)
        assert (time.perf_counter() - began) / 100 < 0.02, "a page anywhere in the file"
        viewer.field.setText("note 777")
        qtbot.waitUntil(lambda: viewer.model.rowCount() == 11, timeout=PATIENCE_MS)
        assert shown(viewer, 0, 3) == ["777", "7770", "7771"]
        viewer.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        qtbot.waitUntil(lambda: shown(viewer, 0, 1) == ["7779"], timeout=PATIENCE_MS)
        viewer.field.clear()
        qtbot.waitUntil(lambda: viewer.model.rowCount() == self.COUNT, timeout=PATIENCE_MS)
        assert shown(viewer, 0, 3) == ["29999", "29998", "29997"], "numbers, although they are written as texts"
        viewer.table.selectColumn(0)
        copied = viewer.selected_text().splitlines()
        assert (len(copied), copied[0]) == (10_000, "29999")
        assert viewer.heading.text() == "Only the first 10,000 of these rows are copied; Export has all."


def test_a_model_of_pages_keeps_the_rules_of_qt(qtmodeltester: ModelTester, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"".join(map(line_of, rows(300))))
    model = TableModel()
    scenes.check_model(qtmodeltester, model)
    model.set_rows(COLUMNS, Pages(path))
    model.set_numbers(range(299, -1, -3))
    assert (model.rowCount(), model.index(99, 0).data()) == (100, "2")
    path.unlink()
    model.set_numbers(range(300))
    assert model.index(0, 0).data() == "", "a file that was taken away leaves empty cells"


def test_what_was_found_stands_beside_the_text(viewer: TableViewer, stage: scenes.Scene) -> None:
    viewer.show_job(table_job(stage.folder, 30, inline=True))
    header = viewer.table.horizontalHeader()
    assert [COLUMNS[header.logicalIndex(place)] for place in range(4)] == ["note", "label", "score", "id"]
    for place, text in ((3, "note 29"), (1, "2026-10-15"), (6, "score")):
        assert header.sectionSize(place) > viewer.table.fontMetrics().horizontalAdvance(text)
    widths = [header.sectionSize(header.logicalIndex(place)) for place in range(len(COLUMNS) - 1)]
    assert max(widths) < 200, "and none but the last is wider than it need be"


def test_the_rows_that_are_shown_are_exported(
    viewer: TableViewer, stage: scenes.Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer.show_job(table_job(stage.folder, 1_200))
    qtbot.waitUntil(loaded(viewer, 1_200), timeout=PATIENCE_MS)
    assert not viewer.save.isVisible(), "Export has them all"
    viewer.field.setText("note 77")
    viewer.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: shown(viewer, 0, 1) == ["779"], timeout=PATIENCE_MS)
    target = stage.folder / "some.csv"
    monkeypatch.setattr(drop_zone, "ask_for_target", lambda *_: [target.with_suffix("")])
    viewer.save.click()
    qtbot.waitUntil(lambda: viewer.heading.text() == "Saved as some.csv.", timeout=PATIENCE_MS)
    lines = target.read_text().splitlines()
    assert (len(lines), lines[0]) == (12, ",".join(COLUMNS))
    assert [line.split(",")[0] for line in lines[1:3]] == ["779", "778"]
    (stage.folder / "rows.jsonl").unlink()
    viewer.save.click()
    qtbot.waitUntil(lambda: "no longer" in viewer.heading.text(), timeout=PATIENCE_MS)
    assert not target.with_name("some (2).csv").exists()


def test_cells_are_copied_whole(viewer: TableViewer, stage: scenes.Scene) -> None:
    """A cell shows its first 300 characters; what is pasted elsewhere is to be all of it."""
    text = "word " * 200 + "end"
    table = Table(columns=("id", "note"), rows=((1, text), (2, "two\nlines"), (3, None)), rows_total=3)
    viewer.show_job(scenes.job("t", stage.folder / "t.csv", made=scenes.result(table)))
    assert str(viewer.model.index(0, 1).data()).endswith("…")
    viewer.table.selectAll()
    assert viewer.selected_text() == f"1\t{text}\n2\ttwo lines\n3\t"
    choice = viewer.table.selectionModel()
    choice.clear()
    for row, column in ((0, 0), (1, 1)):
        choice.select(viewer.model.index(row, column), choice.SelectionFlag.Select)
    assert viewer.selected_text() == "1\t\n\ttwo lines", "cells keep their places"


def test_shares_by_label_group_and_date(viewer: TableViewer, stage: scenes.Scene, qtbot: QtBot) -> None:
    viewer.show_job(table_job(stage.folder, 120, inline=True))
    viewer.tabs.setCurrentIndex(1)
    panel = viewer.shares
    qtbot.waitUntil(lambda: "Positive 33%" in panel.chart.accessibleDescription())
    panel.group.setCurrentIndex(panel.group.findText("harbour"))
    qtbot.waitUntil(lambda: "Angra: " in panel.chart.accessibleDescription())
    panel.chart.grab()
    part, row, place = panel.chart._parts[0]
    QTest.mouseClick(panel.chart, Qt.MouseButton.LeftButton, pos=part.center().toPoint())
    assert viewer.tabs.currentIndex() == 0
    label, group = panel._counted.labels[place], panel._counted.groups[row][0]  # type: ignore[union-attr] # counted
    assert {(shown(viewer, 2, 99)[n], shown(viewer, 5, 99)[n]) for n in range(20)} == {(group, label)}
    assert viewer.only.isVisible()
    viewer.only.action.click()
    assert viewer.model.rowCount() == 120
    QTest.mouseClick(panel.chart, Qt.MouseButton.LeftButton, pos=QPoint(1, panel.chart.height() - 1))
    assert viewer.model.rowCount() == 120, "beside the bars nothing is chosen"
    viewer.tabs.setCurrentIndex(1)
    panel.group.setCurrentIndex(panel.group.findText("day"))
    qtbot.waitUntil(lambda: "Mar 2026: " in panel.chart.accessibleDescription())
    panel.chart.grab()
    part = next(part for part, row, place in panel.chart._parts if (row, place) == (2, 2))
    QTest.mouseClick(panel.chart, Qt.MouseButton.LeftButton, pos=part.center().toPoint())
    assert viewer.only.text.text() == "label: neutral · day: Mar 2026"
    assert set(shown(viewer, 1, 120)) == {"2026-03-15"}
    viewer.tabs.setCurrentIndex(1)
    panel.chart.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Return):
        QTest.keyClick(panel.chart, key)
    assert viewer.only.text.text() == "label: negative · day: Feb 2026", "every month has one label"


def test_dates_become_periods() -> None:
    days = [("a", f"2026-01-{day:02}") for day in range(1, 32)]
    assert [name for name, _ in shares(days, 0, 1).groups][:2] == ["2026-01-01", "2026-01-02"]
    months = [("a", f"{day:02}/{month:02}/2026") for month in (3, 1, 2) for day in range(1, 29)]
    made = shares([*months, ("b", ""), ("", "01/01/2026")], 0, 1)
    assert made == Shares(
        labels=("a", "b"),
        groups=(("2026-01", (28, 0)), ("2026-02", (28, 0)), ("2026-03", (28, 0))),
        calendar=Calendar(parts=2, month_first=False),
        left_out=1,
    )
    sparse = shares([("a", "2026-01-30"), ("b", "2026-02-02"), ("b", "")], 0, 1)
    assert [name for name, _ in sparse.groups] == ["2026-01-30", "2026-01-31", "2026-02-01", "2026-02-02"]
    assert (sparse.groups[1][1], sparse.left_out) == ((0, 0), 1), "days without rows keep their place"
    quarters = shares([("a", "2025-11-30"), ("a", "2026-01-02")], 0, 1)
    assert [name for name, _ in quarters.groups] == ["2025-11", "2025-12", "2026-01"]
    assert [name for name, _ in shares([("a", "2024-02-29"), ("a", "2030-06")], 0, 1).groups][1:3] == ["2025", "2026"]
    assert len(shares([("a", "1000-01-01"), ("a", "2030-06-01")], 0, 1).groups) == 2, "too many years to be seen"
    assert shares([("a", "2026-02-30"), ("a", "31/04/2026")], 0, 1).calendar is None, "no such days"
    american = shares([("a", "01/31/2026"), ("a", "02/01/2026")], 0, 1)
    assert [name for name, _ in american.groups] == ["2026-01-31", "2026-02-01"]
    years = [("a", f"{year}-{month:02}-01") for year in range(2000, 2005) for month in range(1, 13)]
    assert [name for name, _ in shares(years, 0, 1).groups] == ["2000", "2001", "2002", "2003", "2004"]
    assert shares([("a", "soon"), ("a", "2026-01-01"), ("b", "later")], 0, 1).calendar is None
    moments = shares([("a", f"2026-01-{n % 28 + 1:02} {n}") for n in range(5000)], 0, 1)
    assert (len(moments.groups), moments.totals) == (28, (5000,)), "a moment of its own in every row"


def test_rare_labels_and_groups_are_put_together() -> None:
    many = [(f"label {number % 10}", f"group {number % 15}") for number in range(300)]
    made = shares([*many, ("label 0", "group 0")], 0, 1)
    assert (len(made.labels), made.labels[-1], len(made.groups), made.left_out) == (9, "", 12, 3)
    assert made.groups[0][0] == "group 0"
    whole = shares(many, 0)
    assert (whole.groups[0][0], sum(whole.totals)) == ("", 300)


def test_a_table_with_right_answers_is_scored_at_once(
    viewer: TableViewer, stage: scenes.Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer.show_job(table_job(stage.folder, 120, truth="right"))
    panel = viewer.score
    assert viewer.tabs.currentIndex() == 2
    qtbot.waitUntil(lambda: bool(panel.comparison.scores))
    (made,) = panel.comparison.scores
    assert made.rows == 120
    assert made.accuracy == pytest.approx(100 / 120)
    mistakes = panel.mistakes
    assert mistakes.matrix.isVisibleTo(panel)
    assert "positive: positive 40" in mistakes.matrix.accessibleDescription()
    assert [mistakes.worst.index(0, place).data() for place in (0, 3)] == ["117", "neutral"], "the surest mistake"
    assert not mistakes.whose.isVisibleTo(panel), "there is but one model"
    told = [[mistakes.classes.index(row, place).data() for place in range(5)] for row in range(3)]
    assert told[0] == ["negative", "0.75", "1", "0.857", "30"]
    assert [row[0] for row in told] == ["negative", "neutral", "positive"]
    target = stage.folder / "report.md"
    monkeypatch.setattr(drop_zone, "ask_for_target", lambda *_: [target])
    panel.export.click()
    qtbot.waitUntil(lambda: "report.md" in panel.state.text(), timeout=PATIENCE_MS)
    assert "| accuracy | 0.8333 |" in target.read_text()
    monkeypatch.setattr(drop_zone, "ask_for_target", lambda *_: [target.with_name("v1.2")])
    panel.export.click()
    qtbot.waitUntil(lambda: "v1.2.html" in panel.state.text(), timeout=PATIENCE_MS)
    panel.truth.setCurrentIndex(0)
    assert not panel.export.isVisibleTo(panel)
    assert "Choose the column" in panel.state.text()


def test_figures_lead_to_the_rows_behind_them(viewer: TableViewer, stage: scenes.Scene, qtbot: QtBot) -> None:
    """A square of the matrix and a row of the worst ones filter the table, by mouse and by keys."""
    viewer.show_job(table_job(stage.folder, 120, inline=True, truth="right"))
    mistakes = viewer.score.mistakes
    qtbot.waitUntil(mistakes.matrix.isVisible)
    _, _, square = list(mistakes.matrix._squares())[4]  # neutral, and answered so
    QTest.mouseClick(mistakes.matrix, Qt.MouseButton.LeftButton, pos=square.center().toPoint())
    assert viewer.tabs.currentIndex() == 0
    assert viewer.only.text.text() == "right: neutral · label: neutral"
    assert viewer.model.rowCount() == 30
    assert set(shown(viewer, 4, 30)) == {"neutral"}
    viewer.tabs.setCurrentIndex(2)
    mistakes.matrix.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Return):
        QTest.keyClick(mistakes.matrix, key)
    assert viewer.tabs.currentIndex() == 2, "no row of neutral was answered as negative"
    QTest.keyClick(mistakes.matrix, Qt.Key.Key_Up)
    QTest.keyClick(mistakes.matrix, Qt.Key.Key_Space)
    assert (set(shown(viewer, 4, 30)), set(shown(viewer, 5, 30))) == ({"negative"}, {"negative"})
    viewer.tabs.setCurrentIndex(2)
    mistakes.worst_view.activated.emit(mistakes.worst.index(0, 0))
    assert shown(viewer, 3) == ["note 116"]
    header = viewer.table.verticalHeader()
    assert viewer.model.headerData(0, Qt.Orientation.Vertical) == "117", "the number that the report gives"
    assert header.isVisible()


def test_rows_that_are_gone_are_said_to_be(viewer: TableViewer, stage: scenes.Scene, qtbot: QtBot) -> None:
    job = table_job(stage.folder, 120)
    viewer.show_job(job)
    qtbot.waitUntil(loaded(viewer, 120))
    viewer.tabs.setCurrentWidget(viewer.score)
    (stage.folder / "rows.jsonl").unlink()
    viewer.score.truth.setCurrentIndex(viewer.score.truth.findData("right"))
    qtbot.waitUntil(lambda: "does not exist" in viewer.score.state.text(), timeout=PATIENCE_MS)


def test_a_sample_leads_to_the_whole(viewer: TableViewer, stage: scenes.Scene, qtbot: QtBot) -> None:
    viewer.show_job(table_job(stage.folder, 20, inline=True, sampled=5000))
    assert viewer.sample.isVisible()
    assert "20 of 5,000" in viewer.sample.text.text()
    with qtbot.waitSignal(viewer.job_wanted) as wanted:
        viewer.sample.action.click()
    job = stage.queue.get(str(wanted.args[0]) if wanted.args else "")
    assert job is not None
    assert (job.task, "sample" in job.params) == ("text-classification", False)
    viewer.show_job(table_job(stage.folder, 20, inline=True))
    assert not viewer.sample.isVisible()


def test_a_workbook_that_lost_more_than_it_seems_says_so(viewer: TableViewer, stage: scenes.Scene) -> None:
    viewer.show_job(table_job(stage.folder, 20, inline=True, values_only=True))
    assert viewer.note.isVisible()
    assert "formulas" in viewer.note.text()
    viewer.show_job(table_job(stage.folder, 20, inline=True))
    assert not viewer.note.isVisible()


def test_two_models_stand_side_by_side(
    home: Home, qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other model runs as a job of its own; when it is done, both are compared."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    one = table_job(tmp_path / "one", 120, truth="right")
    two = dataclasses.replace(table_job(tmp_path / "two", 120, truth="right"), id="two", model="local/other")
    made = scenes.build(home, tmp_path, [one, two])
    try:
        viewer = TableViewer(made.services)
        qtbot.addWidget(viewer)
        viewer.resize(700, 600)
        viewer.show_job(one)
        viewer.show()
        panel = viewer.score
        qtbot.waitUntil(lambda: len(panel.comparison.scores) == 1, timeout=PATIENCE_MS)
        assert not panel.compare.isEnabled(), "there is no other model here"
        panel.model.addItem("other", "local/other")
        panel.model.setCurrentIndex(0)
        panel.retranslate()
        assert panel.compare.isEnabled()
        monkeypatch.setattr(made.queue, "add", lambda *_: (dataclasses.replace(two, result=None),))
        panel.compare.click()
        made.queue.job_changed.emit(dataclasses.replace(two, state=JobState.RUNNING))
        assert "at work" in panel.state.text()
        unfinished = dataclasses.replace(two, state=JobState.RUNNING, result=None)
        with monkeypatch.context() as running:
            running.setattr(made.queue, "get", lambda job_id: unfinished if job_id == two.id else one)
            panel.truth.setCurrentIndex(panel.truth.findData("harbour"))
            qtbot.waitUntil(lambda: len(panel.comparison.scores) == 1, timeout=PATIENCE_MS)
            panel.truth.setCurrentIndex(panel.truth.findData("right"))
        made.queue.job_changed.emit(two)
        qtbot.waitUntil(lambda: len(panel.comparison.scores) == 2, timeout=PATIENCE_MS)
        assert [score.model for score in panel.comparison.scores] == ["starter/minilm-sentiment", "local/other"]
        assert panel.comparison.agreement == 1
        assert panel.mistakes.matrix.isEnabled()
        panel.mistakes.whose.setCurrentIndex(1)
        panel.mistakes.whose.activated.emit(1)
        assert panel.mistakes.whose.currentText() == "Mistakes of other"
        assert panel.mistakes.matrix.accessibleDescription()
        assert not panel.mistakes.matrix.isEnabled(), "its rows are in another table"
    finally:
        scenes.end(made)
