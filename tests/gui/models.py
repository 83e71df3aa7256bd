"""What tests of the page of models share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from desktop.ui.models_page import ModelsPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window import MainWindow

PATIENCE_MS = 60_000


def shown(window: MainWindow, qtbot: QtBot) -> ModelsPage:
    made = window.visit("models")
    assert isinstance(made, ModelsPage)
    qtbot.waitUntil(lambda: made.installed.model.rowCount() > 0)
    return made


def listed(model: ModelsPage) -> tuple[set[str], set[str]]:
    return {row.id for row in model.installed.model.rows}, {row.id for row in model.available.model.rows}


def says(page: ModelsPage, *texts: str) -> bool:
    """Say whether the explanation shows all of these; what was just added to a layout is shown a moment later."""
    said = "\n".join(label.text() for label in page.explainer.findChildren(QLabel) if label.isVisible())
    return all(text in said for text in texts)
