from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QSlider,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop import tasks
from desktop.core import chat
from desktop.core.errors import ModelIncomplete
from desktop.core.task import AUTOMATIC, parameters
from desktop.state.catalogue import suggested
from desktop.state.models import model_at
from desktop.ui import drop_zone
from desktop.ui.main_window import MainWindow
from desktop.ui.model_import import ModelImport
from desktop.ui.params_form import ParamsForm
from desktop.ui.rail import RailButton
from desktop.ui.task_page import TaskPage
from desktop.ui.window_memory import WindowMemory
from tests.gui import drops

if TYPE_CHECKING:
    from desktop.core.model import InstalledModel
    from tests.gui import scenes

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
    ways = next(field for field in fields if isinstance(field, QComboBox))
    assert [ways.itemText(row) for row in range(ways.count())] == ["Short", "Long"]
    form.set_values({"way": "long", "loud": True, "many": 9, "share": 0.25, "note": "x", "gone": 1})
    assert form.values() == {"way": "long", "loud": True, "many": 9, "share": 0.25, "note": "x"}
    form.set_values({"many": 99, "way": "sideways"})
    assert form.values()["many"] == 9
    assert form.values()["way"] == "long"


FIELDS = (QComboBox, QCheckBox, QSpinBox, QDoubleSpinBox, QLineEdit)


@pytest.mark.parametrize("task", sorted(tasks.registry().keys() - {chat.TASK}))  # which has a page of another kind
def test_every_task_has_a_page(window: MainWindow, task: str) -> None:
    page = page_of(window, task)
    assert page.title.text()
    assert page.summary.text()
    installed = page.services.shelf.for_task(task)
    first = AUTOMATIC if page.task.chooses else installed[0].spec.id if installed else None
    assert page.picker.chosen == first
    assert page.missing.isVisible() is not page.zone.isVisible()
    assert page.missing.isVisible() is not bool(installed)
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
        page_of(window, "text-classification").take_paths([note(tmp_path)])
    assert window.assistant.model.rowCount() == 1
    assert page.model.rowCount() == 0


def test_options_are_remembered_for_each_task(window: MainWindow, tmp_path: Path) -> None:
    page = page_of(window, "image-classification")
    field = page.form.findChild(QSpinBox)
    assert isinstance(field, QSpinBox)
    field.setValue(3)
    window.memory.save()
    memory = WindowMemory(window.services.home.window)
    again = TaskPage(window.services, window.reception, page.task, memory, adding=ModelImport(window.services, window))
    assert again.form.values()["top_k"] == 3
    again.deleteLater()


@pytest.mark.parametrize("task", ["question-answering", "zero-shot-classification", "feature-extraction"])
def test_what_was_written_is_not_remembered(window: MainWindow, task: str) -> None:
    page = page_of(window, task)
    for line in page.form.findChildren(QLineEdit):
        if not isinstance(line.parentWidget(), QAbstractSpinBox):
            line.clear()
            QTest.keyClicks(line, "Maria Oliveira")
    assert "Maria Oliveira" in page.form.values().values()
    window.memory.save()
    assert "Maria" not in window.services.home.window.read_text(encoding="utf-8")


def test_damaged_memory_is_passed_over(window: MainWindow) -> None:
    memory = WindowMemory(window.services.home.window)
    memory.keep_options("ocr", {"min_score": "far too much", "gone": 1})
    adding = ModelImport(window.services, window)
    page = TaskPage(window.services, window.reception, tasks.get_task("ocr"), memory, adding=adding)
    assert page.form.values()["min_score"] == pytest.approx(0.5)
    page.deleteLater()


# --- options ---------------------------------------------------------------------------------------------------------


def test_a_number_between_0_and_1_has_a_slider(qtbot: QtBot) -> None:
    form = ParamsForm(replace(tasks.get_task("ocr"), params=Everything))
    qtbot.addWidget(form)
    (slider,) = form.findChildren(QSlider)
    assert slider.accessibleName() == "Share"
    assert slider.value() == 50
    with qtbot.waitSignal(form.changed):
        slider.setValue(73)
    assert form.values()["share"] == pytest.approx(0.73)
    form.set_values({"share": 0.2})
    assert slider.value() == 20
    form.set_values({"share": 0.755})
    assert form.values()["share"] == pytest.approx(0.76, abs=0.005)


def test_an_empty_text_shows_an_example_and_that_it_is_needed(window: MainWindow) -> None:
    page = page_of(window, "zero-shot-classification")
    form = page.form
    assert form.lacking() == "Labels"
    field = next(line for line in form.findChildren(QLineEdit) if line.accessibleName() == "Labels")
    assert field.placeholderText()
    assert field.property("lacking") is True
    QTest.keyClicks(field, "travel, books")
    assert form.lacking() == ""
    assert field.property("lacking") is False


# --- files that wait for a word --------------------------------------------------------------------------------------


@pytest.fixture
def asking(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> TaskPage:
    """The page of a task that has to be asked something, as if a model for it were here."""
    model = window.services.shelf.choose("text-classification")
    spec = replace(model.spec, id="local/reader", task="question-answering")
    shelf_has(window, monkeypatch, replace(model, spec=spec))
    return page_of(window, "question-answering")


def shelf_has(window: MainWindow, monkeypatch: pytest.MonkeyPatch, model: InstalledModel) -> None:
    models = (*window.services.shelf.all(), model)
    monkeypatch.setattr(window.services.shelf, "all", lambda: models)


def question(page: TaskPage) -> QLineEdit:
    return next(line for line in page.form.findChildren(QLineEdit) if line.accessibleName() == "Question")


def test_files_wait_for_what_is_lacking_and_run_when_told(asking: TaskPage, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(asking.services.intake.finished):
        drops.drop(asking.zone, drops.mime_of([note(tmp_path)]))
    assert asking.model.rowCount() == 0
    assert asking.waiting.isVisible()
    assert not asking.waiting.start.isEnabled()
    assert "“Question”" in asking.waiting.reason.text()
    assert asking.focusWidget() is question(asking)
    QTest.keyClicks(question(asking), "Who?")
    assert asking.waiting.start.isEnabled()
    assert asking.model.rowCount() == 0
    with qtbot.waitSignal(asking.services.queue.jobs_added) as added:
        QTest.keyClick(question(asking), Qt.Key.Key_Return)
    (job,) = added.args[0]
    assert (job.input.name, job.params["question"]) == ("note.txt", "Who?")
    assert not asking.waiting.isVisible()


def test_a_typed_text_waits_too(asking: TaskPage, qtbot: QtBot) -> None:
    assert asking.text is not None
    QTest.keyClicks(asking.text.field, "Ana lives here.")
    assert not asking.text.button.isEnabled()
    assert "“Question”" in asking.text.button.toolTip()
    QTest.keyClick(asking.text.field, Qt.Key.Key_Return, CONTROL)
    assert asking.text.text == "Ana lives here."
    QTest.keyClicks(question(asking), "Who?")
    with qtbot.waitSignal(asking.services.queue.jobs_added):
        asking.text.button.click()


def test_waiting_files_can_be_put_away(asking: TaskPage, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(asking.services.intake.finished):
        drops.drop(asking.zone, drops.mime_of([note(tmp_path)]))
    QTest.keyClick(asking, Qt.Key.Key_Escape)
    assert not asking.waiting.isVisible()


def test_the_assistant_sends_files_to_the_page_that_asks(
    window: MainWindow, asking: TaskPage, qtbot: QtBot, tmp_path: Path
) -> None:
    people = tmp_path / "people.csv"
    people.write_text("name,place\nAna,here\n", encoding="utf-8")
    with qtbot.waitSignal(window.services.intake.finished):
        window.hand_in([people])
    chips = window.assistant.tray.chips.chips
    chip = next(chip for chip in chips if chip.accessibleName().startswith("Ask a document…"))
    chip.click()
    assert window.page is asking
    assert asking.waiting.isVisible()
    assert "people.csv" in asking.waiting.names.text()
    assert asking.model.rowCount() == 0
    assert not window.assistant.tray.isVisible()


# --- models ----------------------------------------------------------------------------------------------------------


def test_the_picker_tells_the_precision(window: MainWindow) -> None:
    page = page_of(window, "image-classification")
    spec = page.services.shelf.choose("image-classification").spec
    assert f" · {spec.variant} · " in page.picker.box.currentText()


def test_a_page_without_a_model_names_some(window: MainWindow) -> None:
    page = page_of(window, "depth-estimation")
    assert page.missing.isVisible()
    assert not page.zone.isVisible()
    said = "\n".join(label.text() for label in page.missing.findChildren(QLabel))
    for model in suggested("depth-estimation"):
        assert model.repo_id in said
        assert model.effective_licence in said
    assert page.missing.add.isEnabled()
    page.missing.rows[0].copy.click()
    assert QGuiApplication.clipboard().text() == suggested("depth-estimation")[0].address
    QGuiApplication.clipboard().clear()


@pytest.fixture
def importing(stage: scenes.Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """A window that can add models: a folder called `broken` is refused, any other becomes a model for depth."""
    services = stage.services
    starter = services.shelf.choose("image-classification")

    def take(folder: Path) -> tuple[InstalledModel, ...]:
        if folder.name == "broken":
            raise ModelIncomplete(model="local/broken", file="config.json")
        target = services.home.models / "local" / folder.name
        target.mkdir(parents=True)
        manifest = json.loads((starter.folder / "manifest.json").read_text(encoding="utf-8"))
        manifest |= {"id": f"local/{folder.name}", "task": "depth-estimation", "title": "Near and far", "files": []}
        (target / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        return (model_at(target / "manifest.json"),)

    monkeypatch.setattr(services.keeper, "import_path", take)
    made = MainWindow(tasks.registry(), services.home.window)
    made.attach(services)
    made.look_at_models()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_a_model_that_is_added_is_there_without_a_restart(
    importing: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(importing, "depth-estimation")
    other = page_of(importing, "image-classification")
    importing.show_page("task:depth-estimation")
    more = next(heading for heading in importing.rail.headings() if heading.text() == "More")
    depth = next(button for button in importing.rail.findChildren(RailButton) if button.text() == "Depth")
    assert depth.y() > more.y()
    monkeypatch.setattr(drop_zone, "ask_for_folder", lambda *_: [tmp_path / "depths"])
    page.missing.add.click()
    assert "depths" in page.news.text()
    assert not page.missing.add.isEnabled()
    qtbot.waitUntil(page.zone.isVisible)
    assert not page.missing.isVisible()
    assert page.picker.chosen == "local/depths"
    assert page.news.text() == "“Near and far” was added to “Depth”."
    qtbot.waitUntil(lambda: depth.y() < more.y())
    assert "local/depths" not in [other.picker.box.itemData(row) for row in range(other.picker.box.count())]


def test_a_folder_that_is_refused_is_explained_where_it_was_added(
    importing: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(importing, "image-classification")
    monkeypatch.setattr(drop_zone, "ask_for_folder", lambda *_: [tmp_path / "broken"])
    page.picker.add.click()
    qtbot.waitUntil(page.problem.isVisible)
    assert "config.json" in page.problem.text()
    assert not page.news.isVisible()
    assert page.picker.add.isEnabled()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert not page.problem.isVisible()


def test_what_waits_is_seen_in_a_small_window(
    window: MainWindow, asking: TaskPage, qtbot: QtBot, tmp_path: Path
) -> None:
    window.resize(960, 600)
    with qtbot.waitSignal(asking.services.intake.finished):
        drops.drop(asking.zone, drops.mime_of([note(tmp_path)]))
    qtbot.waitUntil(lambda: asking.waiting.visibleRegion().boundingRect() == asking.waiting.rect())
    assert asking.waiting.height() >= asking.waiting.minimumSizeHint().height()
    assert question(asking).visibleRegion().boundingRect() == question(asking).rect()
