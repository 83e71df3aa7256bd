"""What tests of the network share: a model of some size, the way to a server, and a look at what is left."""

from __future__ import annotations

import functools
import random
import tempfile
from pathlib import Path

from desktop.core.inspection import GraphData, ModelReport, Speeds
from desktop.core.model import InstalledModel
from desktop.hub.client import Hub
from desktop.hub.download import Download
from desktop.hub.gate import Ask, Gate, Mode
from desktop.hub.listing import RemoteFile
from desktop.state.ledger import Entry, Ledger
from desktop.state.paths import Home
from desktop.state.settings import Settings
from tests.hub_server.repository import Repository
from tests.hub_server.server import HubServer
from tests.unit.hub.folders import text_folder, text_graph

WORDS = "isle/words"
DATA = "onnx/model.onnx_data"
DATA_BYTES = 600_000


@functools.cache
def words_files() -> dict[str, bytes]:
    """Return a text classifier that works, with large weights beside its graph."""
    with tempfile.TemporaryDirectory() as place:
        folder = text_folder(Path(place), model=text_graph(elsewhere={"slope": "model.onnx_data"}))
        files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return files | {DATA: bytes(8) + random.Random(7).randbytes(DATA_BYTES - 8)}


def large_words(**about: object) -> Repository:
    """Return a repository that holds it."""
    made = Repository(id=WORDS, about={"pipeline_tag": "text-classification", "tags": ["onnx"], **about})
    made.commit(words_files())
    return made


class Trusting:
    """Takes every model for a good one, so that tests of the network do not wait for an engine."""

    def inspect(self, model: InstalledModel) -> ModelReport:
        """Find the weights beside the graph."""
        beside = model.folder / DATA
        graph = GraphData(graph="onnx/model.onnx", location="model.onnx_data", size_bytes=8)
        return ModelReport(data=(graph,) if beside.exists() else ())

    def measure(self, _model: InstalledModel) -> float:
        """Take no time."""
        return 0.001

    def speeds(self) -> Speeds:
        """Be no computer."""
        raise NotImplementedError


def make_hub(
    home: Home,
    server: HubServer,
    *,
    mode: Mode = "offline",
    yes: bool = True,
    offline: bool = False,
    ask: Ask | None = None,
    **settings: str,
) -> Hub:
    """Return the way to a server."""
    chosen = Settings(network=mode, hub=server.url, **settings)  # type: ignore[arg-type]
    gate = Gate(lambda: mode, "command-line", offline=offline, yes=yes, ask=ask)
    return Hub(home, lambda: chosen, gate)


def download(hub: Hub, named: str = WORDS, **options: object) -> InstalledModel:
    """Download a model without an engine."""
    return Download(hub, named, inspector=Trusting(), **options).run()  # type: ignore[arg-type]


def ledger(home: Home) -> list[Entry]:
    """Return what is in the ledger of a home."""
    opened = Ledger(home.ledger)
    try:
        assert opened.broken_at() is None
        return list(opened.entries())
    finally:
        opened.close()


def files_of(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def remote(path: str, size_bytes: int = 100, *, lfs: bool = False) -> RemoteFile:
    """Return a file as a server lists it."""
    algorithm, digits = ("sha256", 64) if lfs else ("git-sha1", 40)
    return RemoteFile(path=path, size_bytes=size_bytes, algorithm=algorithm, digest="a" * digits)
