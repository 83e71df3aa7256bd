"""A real engine that looks into models, a folder to import, and a server that speaks as the Hub does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import pytest

from desktop.core.model import InstalledModel
from desktop.hub import door, patience
from desktop.hub.importing import import_folder
from desktop.worker.inspector import EngineInspector
from tests.hub_server.server import HubServer
from tests.unit.hub.folders import text_folder
from tests.unit.hub.network import Trusting, large_words, make_hub

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.hub.client import Hub
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
def take(home: Home) -> Import:
    """Import what is known to work: what is copied, and what it is called, is no question to an engine."""
    return partial(import_folder, home=home, inspector=Trusting())


@pytest.fixture
def words(tmp_path: Path) -> Path:
    return text_folder(tmp_path / "words")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    """A server with one model, whose client loses its patience soon."""
    for name in ("HF_ENDPOINT", "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "http_proxy", "HTTP_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(door, "READ_S", 0.5)
    monkeypatch.setattr(patience, "_FIRST_S", 0.01)
    with HubServer() as server:
        server.add(large_words())
        yield server


@pytest.fixture
def hub(home: Home, server: HubServer) -> Iterator[Hub]:
    """The way to it, for somebody who said yes to everything."""
    hub = make_hub(home, server)
    yield hub
    hub.close()
