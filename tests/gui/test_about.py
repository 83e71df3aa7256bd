"""The settings say which version this is and show the licences of libraries and models."""

from __future__ import annotations

from importlib.metadata import version

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.ui.about import LicencesDialog
from desktop.ui.credits_dialog import CreditsDialog
from desktop.ui.settings_page import SettingsPage
from tests.gui import scenes


@pytest.fixture
def page(stage: scenes.Scene, qtbot: QtBot) -> SettingsPage:
    made = SettingsPage(stage.services)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_version_is_told(page: SettingsPage) -> None:
    assert page.version.text() == f"Ilha {version('ilha')}"
    assert "Apache License 2.0" in page._terms.text()
    assert "LGPL" in page._licences_note.text()


def test_every_library_is_shown_with_its_licence(page: SettingsPage, qtbot: QtBot) -> None:
    page.licences.libraries.click()
    dialog = page.findChild(LicencesDialog)
    assert isinstance(dialog, LicencesDialog)
    qtbot.waitUntil(lambda: dialog.parts.count() > 10, timeout=30_000)
    assert dialog.parts.item(0).text() == "Overview"
    assert "PySide6_Essentials" in dialog.text.toPlainText()
    names = [dialog.parts.item(row).text().split(", ") for row in range(dialog.parts.count())]
    row = next(row for row, listed in enumerate(names) if "onnxruntime" in listed)
    dialog.parts.setCurrentRow(row)
    assert "Microsoft" in dialog.text.toPlainText()
    dialog.copy_button.click()
    assert "Microsoft" in QGuiApplication.clipboard().text()
    dialog.close_button.click()
    qtbot.waitUntil(lambda: page.findChild(LicencesDialog) is None)


def test_a_dialog_that_was_closed_early_stays_closed(page: SettingsPage, qtbot: QtBot) -> None:
    page.licences.libraries.click()
    dialog = page.findChild(LicencesDialog)
    assert isinstance(dialog, LicencesDialog)
    dialog.close_button.click()
    page._services.background._pool.waitForDone()
    qtbot.waitUntil(lambda: page.findChild(LicencesDialog) is None)


def test_the_models_are_shown_with_theirs(page: SettingsPage, qtbot: QtBot) -> None:
    page.licences.models.click()
    dialog = page.findChild(CreditsDialog)
    assert isinstance(dialog, CreditsDialog)
    assert "MPL-2.0" in dialog.text.toPlainText()
    dialog.accept()
    qtbot.waitUntil(lambda: page.findChild(CreditsDialog) is None)
