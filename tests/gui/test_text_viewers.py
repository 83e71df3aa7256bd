from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.core.kind import ResultKind
from desktop.core.media import MediaKind
from desktop.core.result import Label, Labels, Spans
from desktop.ui import language, theme
from desktop.ui.result_viewers import VIEWERS, viewer_of
from desktop.ui.viewers import spans
from desktop.ui.viewers.base import Viewer
from desktop.ui.viewers.embedding import EmbeddingViewer, word_for
from desktop.ui.viewers.labels import LabelsViewer
from desktop.ui.viewers.marks import Mark, MarkModel
from desktop.ui.viewers.span_text import Place, SpanText
from desktop.ui.viewers.spans import SpansViewer
from desktop.ui.viewers.table import TableViewer
from desktop.ui.viewers.table_model import FewRows, TableModel, written
from desktop.ui.viewers.table_order import TableOrder
from tests.gui import results, scenes
from tests.gui.test_accessibility import nameless, silent_icons

V = TypeVar("V", bound=Viewer)
Show = Callable[[type[V]], V]


@pytest.fixture
def show(stage: scenes.Scene, qtbot: QtBot) -> Show[V]:
    def make(kind: type[V]) -> V:
        return scenes.active(kind(stage.services), qtbot, 700, 600)

    return make


def test_a_long_paragraph_with_many_places_is_painted_at_once(qtbot: QtBot) -> None:
    text = scenes.active(SpanText(lambda _: ""), qtbot, 500, 500)
    places = [Place(start=at, end=at + 4, hue=0, tag="") for at in range(0, 400_000, 200)]
    before = time.perf_counter()
    text.set_places("word " * 80_000, [*places, Place(start=0, end=1_000, hue=1, tag="")], frozenset(range(2_001)))
    text.grab()
    assert time.perf_counter() - before < 6.0
    areas = dict(text._shapes(text.document().firstBlock()))
    assert [len(areas[index]) for index in range(2_000)] == [1] * 2_000
    assert len(areas[2_000]) > 10, "one for each of its lines"


def test_every_kind_a_task_makes_has_a_viewer(stage: scenes.Scene) -> None:
    assert {task.produces for task in stage.services.tasks.values()} <= set(VIEWERS)
    assert ResultKind.TABLE in VIEWERS


@pytest.mark.parametrize("name", sorted(results.EVERY))
def test_every_viewer_has_names_and_follows_language_and_theme(
    stage: scenes.Scene, qapp: QApplication, qtbot: QtBot, name: str
) -> None:
    job = results.EVERY[name](stage.folder)
    assert job.result is not None
    viewer = viewer_of(job.result.value)(stage.services)
    qtbot.addWidget(viewer)
    viewer.show_job(job)
    viewer.resize(900, 600)
    viewer.show()
    light = viewer.grab().toImage()
    for width in (900, 360):
        viewer.resize(width, 500)
        assert not nameless(viewer)
        assert not silent_icons(viewer)
    assert viewer.minimumSizeHint().width() <= 288
    theme.apply(qapp, "dark")
    language.install(qapp, "pt_BR")
    viewer.resize(900, 600)
    assert viewer.grab().toImage() != light


# --- marked places ---------------------------------------------------------------------------------------------------


def test_places_are_walked_in_the_order_of_the_text(show: Show[SpansViewer], stage: scenes.Scene) -> None:
    viewer = show(SpansViewer)
    viewer.show_job(results.spans_job(stage.folder))
    assert viewer.heading.text().startswith("4 place")
    words = []
    for _ in range(5):
        QTest.mouseClick(viewer.next, Qt.MouseButton.LeftButton)
        cursor = viewer.text.textCursor()
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        words.append(cursor.selectedText())
    assert words == ["Ana", "São", "Maria", "Lisbon", "Ana"]
    QTest.mouseClick(viewer.previous, Qt.MouseButton.LeftButton)
    assert viewer.detail.text() == "Place · 90.0%"
    assert viewer.position.text() == "4 of 4"


def test_a_click_on_the_legend_filters_and_the_last_one_shows_all(show: Show[SpansViewer], stage: scenes.Scene) -> None:
    viewer = show(SpansViewer)
    viewer.show_job(results.spans_job(stage.folder))
    viewer.legend.buttons["LOC"].click()
    assert viewer.heading.text() == "2 of 4 places"
    assert viewer.text.order == [1, 3]
    viewer.legend.buttons["PER"].click()
    assert viewer.text.order == [0, 1, 2, 3]
    viewer.legend.buttons["PER"].click()
    viewer.legend.buttons["LOC"].click()
    assert viewer.text.order == [0, 1, 2, 3]


def test_the_cursor_in_a_place_chooses_it_also_after_an_emoji(show: Show[SpansViewer], stage: scenes.Scene) -> None:
    viewer = show(SpansViewer)
    viewer.show_job(results.spans_job(stage.folder))
    cursor = viewer.text.textCursor()
    cursor.setPosition(viewer.text.toPlainText().encode("utf-16-le").index("Maria".encode("utf-16-le")) // 2 + 2)
    viewer.text.setTextCursor(cursor)
    assert viewer.detail.text() == "Person · 97.0%"


def test_names_in_the_text_take_room_but_are_no_part_of_it(show: Show[SpansViewer], stage: scenes.Scene) -> None:
    viewer = show(SpansViewer)
    viewer.show_job(results.spans_job(stage.folder))

    def after_ana() -> int:
        cursor = viewer.text.textCursor()
        cursor.setPosition(results.TEXT.index("Ana") + 3)
        return viewer.text.cursorRect(cursor).left()

    tagged = after_ana()
    viewer.legend.buttons["LOC"].click()
    assert tagged > after_ana() + 30
    assert viewer.text.toPlainText() == results.TEXT
    viewer.text.selectAll()
    assert viewer.selected_text() == results.TEXT


def test_a_search_finds_words_between_the_places(show: Show[SpansViewer], stage: scenes.Scene) -> None:
    viewer = show(SpansViewer)
    viewer.show_job(results.spans_job(stage.folder))
    viewer.open_search()
    QTest.keyClicks(viewer.find_bar.field, "moved")
    assert viewer.find_bar.count.text() == "1 of 1"
    assert len(viewer.text.extraSelections()) == 1


def test_answers_are_listed_and_lead_to_their_place(show: Show[SpansViewer], stage: scenes.Scene) -> None:
    viewer = show(SpansViewer)
    viewer.show_job(results.answers_job(stage.folder))
    assert viewer.heading.text().startswith("2 answer")
    assert not viewer.legend.isVisible()
    assert viewer.answers.row == 0
    rect = viewer.answers.visualRect(viewer.answers.marks.index(1))
    QTest.mouseClick(viewer.answers.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    offset = results.TEXT.index("Lisbon") + 1  # the ship before it counts twice
    assert viewer.text.textCursor().position() == offset
    assert viewer.selected_text() == "Lisbon, 20.0%"


def test_no_answer_is_said(show: Show[SpansViewer], stage: scenes.Scene) -> None:
    viewer = show(SpansViewer)
    viewer.show_job(results.text_job(stage.folder, "question-answering", Spans(text="Nothing.", spans=())))
    assert viewer.heading.text() == "No answer found"
    assert not viewer.next.isVisible()
    assert viewer.text.toPlainText() == "Nothing."


def test_what_was_hidden_is_opened_and_saved_on_demand(
    show: Show[SpansViewer], stage: scenes.Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    target = stage.folder / "elsewhere.json"
    monkeypatch.setattr(spans, "open_file", opened.append)
    monkeypatch.setattr(spans, "ask_where_to_save", lambda *_: target)
    viewer = show(SpansViewer)
    viewer.show_job(results.redacted_job(stage.folder))
    assert viewer.hidden.isVisible()
    assert "separate file" in viewer.hidden_text.text()
    viewer.open_map.click()
    assert opened == [stage.folder / "map.json"]
    viewer.save_map.click()
    qtbot.waitUntil(target.exists)
    qtbot.waitUntil(lambda: "Whoever has it" in viewer.hidden_text.text())
    monkeypatch.setattr(spans, "ask_where_to_save", lambda *_: stage.folder / "no" / "such.json")
    viewer.save_map.click()
    qtbot.waitUntil(lambda: "could not be saved" in viewer.hidden_text.text())
    (stage.folder / "map.json").unlink()
    job = results.redacted_job(stage.folder)
    (stage.folder / "map.json").unlink()
    viewer.show_job(replace(job, id="next"))
    assert not viewer.open_map.isVisible()
    viewer.show_job(results.spans_job(stage.folder))
    assert not viewer.hidden.isVisible()


def test_the_tooltip_tells_label_and_score(show: Show[SpansViewer], stage: scenes.Scene) -> None:
    viewer = show(SpansViewer)
    viewer.show_job(results.spans_job(stage.folder))
    assert viewer._describe(0) == "Person · 99.0%"
    index = viewer.text.cursorForPosition(QPoint(14, 14)).position()
    assert viewer.text.place_at(index) == 0


# --- vectors ---------------------------------------------------------------------------------------------------------


def test_sentences_are_compared_with_the_whole(show: Show[EmbeddingViewer], stage: scenes.Scene, qtbot: QtBot) -> None:
    viewer = show(EmbeddingViewer)
    viewer.show_job(results.embedding_job(stage.folder))
    qtbot.waitUntil(lambda: bool(viewer._similar))
    said = [viewer.list.marks.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert said == ["The same., 1.00", "Halfway., 0.71", "Nothing., 0.00"]
    assert not viewer.similarity.isVisible()


@pytest.mark.parametrize(
    ("cosine", "word"),
    [(1.0, "Almost the same"), (0.75, "Very similar"), (0.5, "Related"), (0.3, "Loosely related"), (-0.9, "Hardly")],
)
def test_a_similarity_has_a_word(show: Show[EmbeddingViewer], stage: scenes.Scene, cosine: float, word: str) -> None:
    viewer = show(EmbeddingViewer)
    viewer.show_job(results.embedding_job(stage.folder, cosine))
    assert viewer.similarity.isVisible()
    assert viewer.word.text().startswith(word)
    assert f"{cosine:.3f}" in viewer.cosine.text()
    assert word_for(cosine) == viewer.word.text()


def test_the_vector_is_copied_as_a_list(show: Show[EmbeddingViewer], stage: scenes.Scene) -> None:
    viewer = show(EmbeddingViewer)
    viewer.show_job(results.embedding_job(stage.folder))
    viewer.copy_vector.click()
    assert json.loads(QGuiApplication.clipboard().text()) == [1.0, 0.0]
    QGuiApplication.clipboard().clear()


# --- tables ----------------------------------------------------------------------------------------------------------


def column(viewer: TableViewer, place: int) -> list[str]:
    return [str(viewer.model.index(row, place).data()) for row in range(viewer.model.rowCount())]


def test_a_heading_sorts_numbers_as_numbers_and_empty_cells_last(show: Show[TableViewer], stage: scenes.Scene) -> None:
    viewer = show(TableViewer)
    viewer.show_job(results.table_job(stage.folder))
    assert column(viewer, 0) == ["b", "a", "C"]
    viewer.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert column(viewer, 1) == ["9", "10", "1,000"]
    viewer.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert column(viewer, 0) == ["a", "b", "C"]
    viewer.table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert column(viewer, 2) == ["-2.25", "1.5", ""]
    viewer.show_job(results.table_job(stage.folder))
    assert column(viewer, 0) == ["b", "a", "C"]


def test_numbers_are_written_as_the_language_does(qapp: QApplication) -> None:
    assert [written(cell) for cell in (None, "x", 1234567, 0.1, 2.0, 123456.789, float("inf"))] == [
        "",
        "x",
        "1,234,567",
        "0.1",
        "2",
        "123,457",
        "inf",
    ]
    language.install(qapp, "pt_BR")
    assert written(1234.5) == "1.234,5"


def test_a_selection_is_copied_with_tabs(show: Show[TableViewer], stage: scenes.Scene) -> None:
    viewer = show(TableViewer)
    viewer.show_job(results.table_job(stage.folder))
    assert viewer.selected_text() == ""
    viewer.table.selectRow(0)
    assert viewer.selected_text() == "b\t10\t1.5"
    viewer.table.selectAll()
    assert viewer.selected_text() == "b\t10\t1.5\na\t9\t\nC\t1,000\t-2.25"


def test_words_filter_the_rows(show: Show[TableViewer], stage: scenes.Scene) -> None:
    viewer = show(TableViewer)
    viewer.show_job(results.table_job(stage.folder))
    viewer.open_search()
    assert viewer.focusWidget() is viewer.field
    QTest.keyClicks(viewer.field, "c")
    assert column(viewer, 0) == ["C"]
    assert viewer.heading.text() == "1 of 3 rows"


def test_models_keep_the_rules_of_qt(qtmodeltester: ModelTester) -> None:
    marks, table, order = MarkModel(), TableModel(), TableOrder()
    order.setSourceModel(table)
    for model in (marks, table, order):
        scenes.check_model(qtmodeltester, model)
    marks.set_marks([Mark(name="a", score=0.5, hue=1), Mark(name="b", score=None, note="c")])
    table.set_rows(("a", "b"), FewRows((("x", 1), ("y",))))
    order.set_words("x")
    assert (marks.rowCount(), order.rowCount()) == (2, 1)


# --- labels ----------------------------------------------------------------------------------------------------------


def test_labels_that_were_compared_by_meaning_say_so(show: Show[LabelsViewer], stage: scenes.Scene) -> None:
    viewer = show(LabelsViewer)
    labels = (Label(label="travel", score=0.7),)
    for method, said in (("embeddings", True), ("", False)):
        made = scenes.result(Labels(labels=labels, method=method))
        viewer.show_job(scenes.job(f"m{method}", stage.folder / "a.txt", kind=MediaKind.TEXT, made=made))
        assert viewer.method.isVisible() is said
    assert "by meaning" in viewer.method.text()
