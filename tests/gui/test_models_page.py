"""The page of models over real stores: what is listed, explained, checked, removed, given away and taken in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from desktop import tasks
from desktop.core.model import ModelState
from desktop.hub.fit import Computer
from desktop.state.catalogue import catalogue
from desktop.state.settings import load_settings
from desktop.ui import drop_zone, language
from desktop.ui.model_facts import DAMAGED, OURS_DAMAGED, verdict_text
from desktop.ui.model_rows import AVAILABLE, TOO_LARGE, entry_row
from desktop.ui.models_page import ModelsPage
from desktop.ui.task_page import TaskPage
from tests.gui.models import PATIENCE_MS, listed, says, shown
from tests.unit.hub.folders import text_folder
from tests.unit.hub.kept import keep

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop.state.paths import Home
    from desktop.ui.main_window import MainWindow

SLOW_COMPUTER = Computer(total_bytes=150_000_000, available_bytes=100_000_000, speeds=None, ratios={})

pytestmark = pytest.mark.usefixtures("unmeasured")


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> ModelsPage:
    """The page, over a store that holds one model of its own."""
    keep(window.services.home, "local/words", title="Words, short and long")
    window.services.shelf.refresh()
    return shown(window, qtbot)


# --- what is listed --------------------------------------------------------------------------------------------------


def test_both_panes_are_filled_without_a_network(page: ModelsPage, window: MainWindow, home: Home) -> None:
    here, offered = listed(page)
    of_starters = {model.spec.repo for model in window.services.shelf.all()}
    assert {"local/words", "starter/pp-ocrv6"} <= here
    assert {entry.repo_id for entry in catalogue() if entry.task in tasks.registry()} <= offered | of_starters
    assert {"pack:text", "pack:chat"} <= offered
    assert not home.ledger.exists()
    for row in page.installed.model.rows:
        assert row.spoken(page.installed.model.tasks).count(",") >= 2


def test_task_and_words_filter_both_panes(page: ModelsPage, qtbot: QtBot) -> None:
    page.filter_by("text-classification")
    here, offered = listed(page)
    assert "local/words" in here
    assert "starter/pp-ocrv6" not in here
    fitting = {entry.repo_id for entry in catalogue() if entry.task == "text-classification"}
    assert {name for name in offered if not name.startswith("pack:")} <= fitting
    page.filter_by("")
    page.field.setText("short WORDS")
    qtbot.waitUntil(lambda: listed(page)[0] == {"local/words"})
    assert not listed(page)[1]


def test_what_is_too_large_stays_and_says_why() -> None:
    entry = next(entry for entry in catalogue() if entry.repo_id.endswith("whisper-base"))
    row = entry_row(entry, SLOW_COMPUTER, ())
    assert row.badge is TOO_LARGE
    assert "this computer has 150 MB" in row.needs
    fitting = entry_row(entry, replace(SLOW_COMPUTER, total_bytes=1 << 40, available_bytes=1 << 40), ())
    assert fitting.badge is AVAILABLE
    assert "of memory" in fitting.needs


def test_the_computer_is_measured_once(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[int] = []
    monkeypatch.setattr(window.services.keeper, "measure", lambda: measured.append(1))
    page = shown(window, qtbot)
    qtbot.waitUntil(lambda: bool(measured))
    page.reload()
    window.show_page("history")
    shown(window, qtbot)
    assert len(measured) == 1


def test_an_entry_is_explained_beside_its_list(page: ModelsPage, qtbot: QtBot) -> None:
    entry = next(entry for entry in catalogue() if entry.task == "depth-estimation")
    assert page.available.view.choose(entry.repo_id)
    assert page.explainer.isVisible()
    assert page.available.isVisible()
    qtbot.waitUntil(lambda: says(page, entry.repo_id, entry.base, entry.base_licence, entry.summary))
    assert page.explainer.variant.itemText(0).startswith("q8 · ≈ ")
    assert page.explainer.download_button.isVisible()
    assert not page.explainer.remove_button.isVisible()
    QTest.keyClick(page.available.view, Qt.Key.Key_Escape)
    assert not page.explainer.isVisible()
    assert page.installed.isVisible()


def test_a_narrow_page_shows_one_thing_at_a_time(window: MainWindow, page: ModelsPage, qtbot: QtBot) -> None:
    window.resize(960, 600)
    window.show_job("")
    qtbot.waitUntil(lambda: page.width() < 560)
    assert page.installed.isVisible()
    assert page.available.isVisible()
    page.available.view.choose("pack:text")
    assert page.explainer.isVisible()
    assert not page.installed.isVisible()
    assert not page.available.isVisible()
    page.explainer.close_button.click()
    assert page.available.isVisible()


def test_a_part_of_the_program_cannot_be_removed(page: ModelsPage) -> None:
    page.installed.view.choose("starter/pp-ocrv6")
    assert not page.explainer.remove_button.isVisible()
    assert "cannot be removed" in page.explainer.reason.text()


# --- the store -------------------------------------------------------------------------------------------------------


def test_an_altered_file_is_named(page: ModelsPage, qtbot: QtBot, home: Home) -> None:
    graph = home.models / "local" / "words" / "onnx" / "model.onnx"
    graph.write_bytes(bytes(graph.stat().st_size))
    page.installed.view.choose("local/words")
    page.explainer.verify_button.click()
    qtbot.waitUntil(lambda: not page.work.busy)
    assert "local/words (onnx/model.onnx)" in page.work.text.text()
    page.installed.view.choose("starter/minilm-sentiment")
    page.explainer.verify_button.click()
    qtbot.waitUntil(lambda: not page.work.busy)
    assert "every byte is as it was installed" in page.work.text.text()


def test_a_damaged_model_says_what_to_do(page: ModelsPage) -> None:
    for model, advice in (("local/words", DAMAGED), ("starter/minilm-sentiment", OURS_DAMAGED)):
        row = next(row for row in page.installed.model.rows if row.id == model)
        assert row.kept is not None
        torn = replace(row.kept, model=replace(row.kept.model, missing=("onnx/model.onnx",)))
        assert verdict_text(row, None, row.fit) == ("", "")
        assert verdict_text(replace(row, kept=torn), None, row.fit) == (advice, "bad")


def test_checking_can_be_given_up(page: ModelsPage, qtbot: QtBot) -> None:
    page.installed.verify.trigger()
    page.work.cancel.click()
    qtbot.waitUntil(lambda: not page.work.busy)
    assert page.work.text.text() == "Given up; nothing was changed."


def test_a_model_is_removed_and_brought_back(window: MainWindow, page: ModelsPage, qtbot: QtBot, home: Home) -> None:
    work = window.visit("task:text-classification")
    assert isinstance(work, TaskPage)
    assert work.picker.box.findData("local/words") >= 0
    window.show_page("models")
    page.installed.view.choose("local/words")
    QTest.keyClick(page.installed.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "local/words" not in listed(page)[0])
    assert not (home.models / "local" / "words").exists()
    assert not page.explainer.isVisible()
    assert work.picker.box.findData("local/words") < 0
    assert window.undo.isVisible()
    window.undo.undo()
    qtbot.waitUntil(lambda: "local/words" in listed(page)[0])
    assert work.picker.box.findData("local/words") >= 0


def test_cleaning_up_frees_what_was_removed(page: ModelsPage, qtbot: QtBot, home: Home) -> None:
    assert not page.installed.clean.isEnabled()
    page.installed.view.choose("local/words")
    page.explainer.remove_button.click()
    qtbot.waitUntil(page.installed.clean.isEnabled)
    assert "in the trash" in page.installed.disk.text()
    page.installed.clean.trigger()
    qtbot.waitUntil(lambda: page.work.text.text().endswith("are free again."))
    assert not list(home.models.rglob("*.onnx"))


def test_a_kit_goes_out_and_comes_in(
    window: MainWindow, qtbot: QtBot, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(window, qtbot)
    kit = tmp_path / "words-kit.zip"
    monkeypatch.setattr(drop_zone, "ask_for_folder", lambda *_: [text_folder(tmp_path / "words")])
    monkeypatch.setattr(drop_zone, "ask_for_target", lambda *_: [kit])
    monkeypatch.setattr(drop_zone, "ask_for_files", lambda *_: [kit])
    page.installed.folder.trigger()
    assert not page.installed.add.isEnabled()
    qtbot.waitUntil(lambda: "local/words" in listed(page)[0], timeout=PATIENCE_MS)
    assert "was added to “Sentiment”" in page.installed.news.text()
    page.installed.view.choose("local/words")
    page.explainer.export_button.click()
    qtbot.waitUntil(lambda: not page.work.busy, timeout=PATIENCE_MS)
    assert page.work.text.text().endswith("words-kit.zip.")
    page.explainer.export_button.click()
    qtbot.waitUntil(lambda: "is there already" in page.work.text.text(), timeout=PATIENCE_MS)
    page.explainer.remove_button.click()
    qtbot.waitUntil(lambda: "local/words" not in listed(page)[0])
    page.installed.archive.trigger()
    qtbot.waitUntil(lambda: "local/words" in listed(page)[0], timeout=PATIENCE_MS)
    assert window.services.shelf.get("local/words").state is ModelState.READY


def test_the_switch_is_the_same_everywhere(window: MainWindow, page: ModelsPage, home: Home) -> None:
    assert page.switch.buttons["offline"].isChecked()
    page.switch.buttons["ask"].click()
    assert load_settings(home.settings).network == "ask"
    settings = window.visit("settings")
    assert settings.network.buttons["ask"].isChecked()  # type: ignore[attr-defined]
    settings.network.buttons["offline"].click()  # type: ignore[attr-defined]
    assert page.switch.buttons["offline"].isChecked()


def test_the_address_is_copied(page: ModelsPage) -> None:
    entry = catalogue()[0]
    page.available.view.choose(entry.repo_id)
    page.explainer.copy_button.click()
    assert QGuiApplication.clipboard().text() == entry.address
    QGuiApplication.clipboard().clear()


def test_another_language_is_followed(page: ModelsPage, qapp: QApplication, qtbot: QtBot) -> None:
    page.available.view.choose("pack:text")
    language.install(qapp, "pt_BR")
    qtbot.waitUntil(lambda: page.task.itemText(1) == "Ler texto")
    qtbot.waitUntil(lambda: says(page, "Traduzir"))
