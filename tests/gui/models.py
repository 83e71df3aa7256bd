"""What tests of the page of models share."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from desktop.hub import patience
from desktop.ui.models_page import ModelsPage
from tests.hub_server.server import HubServer
from tests.unit.hub.network import large_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest
    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window import MainWindow
    from tests.gui.scenes import Scene

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


@contextmanager
def served(stage: Scene, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    """Serve a model to a window that knows the address and was not allowed anything."""
    monkeypatch.delenv("HF_ENDPOINT", raising=False)
    monkeypatch.setattr(patience, "_FIRST_S", 0.01)
    with HubServer() as server:
        server.add(large_words())
        stage.services.preferences.change(hub=server.url)
        stage.services.network.start()
        yield server
        server.released.set()
        stage.services.network.stop()
