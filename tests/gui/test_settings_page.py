from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.errors import StorageFull
from desktop.state.paths import Home
from desktop.state.settings import load_settings
from desktop.ui.settings_page import SettingsPage
from tests.gui import scenes


@pytest.fixture
def page(stage: scenes.Scene, qtbot: QtBot) -> SettingsPage:
    made = SettingsPage(stage.services)
    qtbot.addWidget(made)
    made.show()
    return made


def test_every_choice_is_kept_at_once(page: SettingsPage, stage: scenes.Scene, home: Home, qtbot: QtBot) -> None:
    page.theme.setCurrentIndex(page.theme.findData("dark"))
    page.language.setCurrentIndex(page.language.findData("pt_BR"))
    page.template.setText("{date} {name}")
    page.threads.setValue(1)
    QTest.mouseClick(page.notify, Qt.MouseButton.LeftButton, pos=page.notify.rect().center())
    page.notify.setChecked(False)
    page.set_folder(str(stage.folder))
    kept = load_settings(home.settings)
    assert (kept.theme, kept.language, kept.file_name_template) == ("dark", "pt_BR", "{date} {name}")
    assert (kept.threads, kept.notify, kept.output_folder) == (1, False, str(stage.folder))


def test_a_change_from_elsewhere_is_shown(page: SettingsPage, stage: scenes.Scene) -> None:
    stage.services.preferences.change(theme="light", output_folder=str(stage.folder))
    assert page.theme.currentData() == "light"
    assert page.folder.text() == str(stage.folder)
    page.beside.click()
    assert stage.services.preferences.current.output_folder == ""
    assert not page.beside.isEnabled()


def test_a_wrong_template_is_explained_and_not_kept(page: SettingsPage, stage: scenes.Scene) -> None:
    assert page.preview.text() == "For example letter-ocr.txt"
    page.template.setText("{nonsense}")
    assert page.preview.property("tone") == "bad"
    assert "{nonsense}" in page.preview.text()
    assert stage.services.preferences.current.file_name_template == "{name}-{task}"
    page.threads.setValue(1)
    assert page.template.text() == "{nonsense}"
    page.template.setText("{model}")
    assert stage.services.preferences.current.file_name_template == "{model}"


def test_settings_that_cannot_be_kept_are_reported(page: SettingsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_fields: object) -> None:
        raise StorageFull(folder="/somewhere")

    monkeypatch.setattr(page._services.preferences, "change", refuse)
    page.threads.setValue(1)
    assert page.trouble.isVisible()
    assert "/somewhere" in page.trouble.text()


def test_it_says_where_the_data_lies(page: SettingsPage, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr("desktop.ui.settings_page.show_in_folder", opened.append)
    assert page.home.text() == str(home.root)
    page.open_home.click()
    assert opened == [home.root]
