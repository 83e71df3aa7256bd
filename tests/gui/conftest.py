"""What tests of the window share: an application in our style, services without an engine, and a window over them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import tasks
from desktop.state.paths import Home
from desktop.state.recipes import Recipes
from desktop.ui import language, theme
from desktop.ui.main_window import MainWindow

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if TYPE_CHECKING:
    from desktop.core.job import Job
    from tests.gui.scenes import Scene
    from tests.hub_server.server import HubServer


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["ilha", *theme.ARGUMENTS]


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    """The light theme in English, whatever a test leaves behind; no window is left to be told of it."""
    theme.apply(qapp, "light")
    language.install(qapp, "en")
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    theme.apply(qapp, "light")
    language.install(qapp, "en")


@pytest.fixture
def jobs() -> list[Job]:
    """What the history holds; modules that want some in it have a fixture of this name."""
    return []


@pytest.fixture
def stage(qapp: QApplication, home: Home, tmp_path: Path, jobs: list[Job]) -> Iterator[Scene]:
    """Services with a history of `jobs`; the engine is not started, so jobs wait."""
    from tests.gui import scenes  # it needs pytest-qt to be set up

    made = scenes.build(home, tmp_path, jobs)
    yield made
    scenes.end(made)


@pytest.fixture
def recording(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A second of sound, of which one task alone and no recipe makes something: it starts when it is handed in."""
    monkeypatch.setattr(Recipes, "all", lambda _: [])
    path = tmp_path / "harbour.wav"
    soundfile.write(path, np.full(16_000, 0.5, np.float32), 16_000)
    return path


@pytest.fixture
def window(stage: Scene, qtbot: QtBot) -> MainWindow:
    """A window that is shown, over services without an engine."""
    from tests.gui import scenes

    made = MainWindow(tasks.registry(), stage.services.home.window)
    made.attach(stage.services)
    made.closed.connect(lambda: scenes.quieten(stage))  # as the program does: nothing arrives at a window that is gone
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def working(window: MainWindow) -> Iterator[MainWindow]:
    """A window whose engine runs."""
    window.services.queue.start()
    yield window
    window.services.queue.stop()


@pytest.fixture
def unmeasured(stage: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not measure the computer: it takes three seconds."""
    monkeypatch.setattr(stage.services.keeper, "measure", lambda: None)


@pytest.fixture
def server(stage: Scene, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    """A server that has a model, and a window that knows its address and was not allowed anything."""
    from tests.gui.models import served  # likewise

    with served(stage, monkeypatch) as server:
        yield server
