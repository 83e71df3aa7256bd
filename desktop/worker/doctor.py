"""Check that everything works on this computer, by doing it."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from desktop.core.errors import IlhaError, describe
from desktop.core.model import InstalledModel, ModelState
from desktop.state.files import replace_file, sha256_of
from desktop.state.history import History
from desktop.state.models import ModelShelf
from desktop.worker.client import EngineClient

if TYPE_CHECKING:
    from desktop.state.paths import Home

_WALLS = {
    "enforced": "the operating system refuses it the network, other processes and every folder but its own",
    "network": "the operating system refuses it the network; the memory of the window is not protected",
    "none": "nothing is enforced by this operating system",
}
_PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was tried."""

    name: str
    ok: bool
    detail: str


def examine(home: Home) -> list[Check]:
    """Try storage, history, the engine behind its wall, and every model file against its digest."""
    checks = [Check(name="python", ok=True, detail=f"{platform.python_version()} on {platform.platform()}")]
    checks.append(_storage(home))
    checks.append(_engine(home))
    models = ModelShelf(home).all()
    checks += [_model(model) for model in models]
    if not models:
        checks.append(Check(name="models", ok=False, detail="none is on this computer"))
    return checks


def _storage(home: Home) -> Check:
    try:
        probe = home.root / ".doctor"
        replace_file(probe, b"")
        probe.unlink()
        History(home.history).close()
    except IlhaError as error:
        return Check(name="storage", ok=False, detail=" ".join(describe(error.failure())))
    return Check(name="storage", ok=True, detail=str(home.root))


def _engine(home: Home) -> Check:
    client = EngineClient(home.work)
    client.start()
    try:
        while client.ready is None and not client.unavailable and wait(client.waitables, _PATIENCE_S):
            client.collect()
            client.start()
    finally:
        ready, unavailable = client.ready, client.unavailable
        client.stop()
    if ready is None:
        return Check(name="engine", ok=False, detail="it does not start" if unavailable else "it gave no answer")
    honest = ready.wall != "none" or sys.platform != "linux"
    return Check(name="engine", ok=honest, detail=f"wall {ready.wall}: {_WALLS[ready.wall]}")


def _model(model: InstalledModel) -> Check:
    name = f"model {model.spec.id}"
    if model.state is not ModelState.READY:
        return Check(name=name, ok=False, detail=f"missing or altered: {', '.join(model.missing)}")
    for file in model.spec.files:
        found = sha256_of(model.folder / file.path)
        if found != file.sha256:
            return Check(name=name, ok=False, detail=f"{file.path}: expected {file.sha256}, found {found}")
    return Check(name=name, ok=True, detail=f"{len(model.spec.files)} files as they should be")
