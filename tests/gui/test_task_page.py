from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from desktop import tasks
from desktop.core.task import parameters
from desktop.ui import drop_zone
from desktop.ui.params_form import ParamsForm
from desktop.ui.task_page import TaskPage
from desktop.ui.window_memory import WindowMemory
from tests.gui import drops

if TYPE_CHECKING:
    from desktop.ui.main_window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


def page_of(window: MainWindow, task: str) -> TaskPage:
    page = window.visit(f"task:{task}")
    assert isinstance(page, TaskPage)
    return page


def note(folder: Path) -> Path:
    path = folder / "note.txt"
    path.write_text("Good.\nBad.\n", encoding="utf-8")
    return path


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    way: str = field(default="short", metadata={"label": "Way", "help": "How far.", "choices": ("short", "long")})
    loud: bool = field(default=False, metadata={"label": "Loud", "help": "Not quiet."})
    many: int = field(default=3, metadata={"label": "Many", "help": "How many.", "minimum": 1, "maximum": 9})
    share: float = field(default=0.5, metadata={"label": "Share", "help": "Part.", "minimum": 0.0, "maximum": 1.0})
    note: str = field(default="", metadata={"label": "Note", "help": "Anything."})


def test_a_form_has_a_field_for_every_kind_of_parameter(qtbot: QtBot) -> None:
    task = replace(tasks.get_task("ocr"), params=Everything)
    form = ParamsForm(task)
    qtbot.addWidget(form)
    fields = [child for child in form.findChildren(QWidget) if isinstance(child, FIELDS) and child.accessibleName()]
    kinds = {field.accessibleName(): type(field) for field in fields}
    assert kinds == {"Way": QComboBox, "Loud": QCheckBox, "Many": QSpinBox, "Share": QDoubleSpinBox, "Note": QLineEdit}
    assert form.values() == {parameter.name: parameter.default for parameter in parameters(task)}
    form.set_values({"way": "long", "loud": True, "many": 9, "share": 0.25, "note": "x", "gone": 1})
    assert form.values() == {"way": "long", "loud": True, "many": 9, "share": 0.25, "note": "x"}
    form.set_values({"many": 99, "way": "sideways"})
    assert form.values()["many"] == 9
    assert form.values()["way"] == "long"


FIELDS = (QComboBox, QCheckBox, QSpinBox, QDoubleSpinBox, QLineEdit)


@pytest.mark.parametrize("task", sorted(tasks.registry()))
def test_every_task_has_a_page(window: MainWindow, task: str) -> None:
    page = page_of(window, task)
    assert page.title.text()
    assert page.summary.text()
    assert page.picker.count() >= 1
    assert page.chosen_model == page.services.shelf.choose(task).spec.id
    for name, value in page.form.values().items():
        assert value == {parameter.name: parameter.default for parameter in parameters(page.task)}[name]


def test_files_start_at_once_with_the_options_that_are_shown(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    page = page_of(window, "text-classification")
    page.form.set_values({"split": "lines"})
    mime = drops.mime_of([note(tmp_path)])
    with qtbot.waitSignal(page.services.queue.jobs_added) as added:
        drops.drop(page.zone, mime)
    (job,) = added.args[0]
    assert job.params == {"split": "lines"}
    assert page.model.rowCount() == 1


def test_what_does_not_fit_is_refused_with_its_reason(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    page = page_of(window, "image-classification")
    mime = drops.mime_of([note(tmp_path)])
    with qtbot.waitSignal(page.services.intake.finished):
        drops.drop(page.zone, mime)
    assert page.problem.isVisible()
    assert "note.txt" in page.problem.text()
    assert page.model.rowCount() == 0
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert not page.problem.isVisible()


def test_a_typed_text_runs_with_control_enter(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window, "text-classification")
    assert page.text is not None
    QTest.keyClicks(page.text.field, "Lovely")
    with qtbot.waitSignal(page.services.queue.jobs_added):
        QTest.keyClick(page.text.field, Qt.Key.Key_Return, CONTROL)


def test_control_enter_runs_selected_jobs_again_with_new_options(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    page = page_of(window, "text-classification")
    with qtbot.waitSignal(page.services.queue.jobs_added):
        page.take_paths([note(tmp_path)])
    page.form.set_values({"split": "lines"})
    page.jobs.view.setFocus()
    with qtbot.waitSignal(page.services.queue.jobs_added) as added:
        page.submit()
    assert added.args[0][0].params == {"split": "lines"}


def test_control_enter_without_anything_asks_for_files(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(window, "ocr")
    monkeypatch.setattr(drop_zone, "ask_for_files", lambda *_: [tmp_path / "gone.png"])
    with qtbot.waitSignal(page.services.intake.refused):
        page.submit()


def test_a_page_lists_only_its_own_jobs(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    page = page_of(window, "ocr")
    with qtbot.waitSignal(window.services.queue.jobs_added):
        window.hand_in([note(tmp_path)])
    assert window.assistant.model.rowCount() == 1
    assert page.model.rowCount() == 0


def test_options_are_remembered_for_each_task(window: MainWindow, tmp_path: Path) -> None:
    page = page_of(window, "image-classification")
    field = page.form.findChild(QSpinBox)
    assert isinstance(field, QSpinBox)
    field.setValue(3)
    window.memory.save()
    memory = WindowMemory(window.services.home.window)
    again = TaskPage(window.services, window.reception, page.task, memory)
    assert again.form.values()["top_k"] == 3
    again.deleteLater()


def test_damaged_memory_is_passed_over(window: MainWindow) -> None:
    memory = WindowMemory(window.services.home.window)
    memory.keep_options("ocr", {"min_score": "far too much", "gone": 1})
    page = TaskPage(window.services, window.reception, tasks.get_task("ocr"), memory)
    assert page.form.values()["min_score"] == pytest.approx(0.5)
    page.deleteLater()
