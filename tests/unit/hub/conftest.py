"""A real engine that looks into models, and a folder to import."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from desktop.core.model import InstalledModel
from desktop.hub.importing import import_folder
from desktop.worker.inspector import EngineInspector
from tests.unit.hub.folders import text_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.state.paths import Home

Import = Callable[..., InstalledModel]


@pytest.fixture
def inspector(home: Home) -> Iterator[EngineInspector]:
    with EngineInspector(home, threads=1) as inspector:
        yield inspector
    assert not list(home.work.iterdir()), "something was left in the work folder"


@pytest.fixture
def install(home: Home, inspector: EngineInspector) -> Import:
    def install(folder: Path, **options: str) -> InstalledModel:
        return import_folder(folder, home=home, inspector=inspector, **options)  # type: ignore[arg-type]

    return install


@pytest.fixture
def words(tmp_path: Path) -> Path:
    return text_folder(tmp_path / "words")
