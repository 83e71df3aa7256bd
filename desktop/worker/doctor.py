"""Check that everything works on this computer, by doing it."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import re
import shutil
import sys
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.errors import IlhaError, describe
from desktop.core.model import InstalledModel, ModelState
from desktop.core.text import size
from desktop.state.display import display
from desktop.state.files import replace_file, sha256_of
from desktop.state.history import History
from desktop.state.models import ModelShelf
from desktop.worker.client import EngineClient

if TYPE_CHECKING:
    from desktop.state.paths import Home

_WALLS = {
    "enforced": "the operating system refuses it the network, other processes and every folder but its own",
    "network": "the operating system refuses it the network; the memory of the window is not protected",
    "inside": "Python refuses it the network; nothing is enforced by this operating system",
}
CPUINFO = Path("/proc/cpuinfo")
_PATIENCE_S = 60.0
_FLAGS_NEEDED = ("ssse3", "sse4_1", "sse4_2", "popcnt")
"""x86-64-v2, without which numpy's and onnxruntime's wheels do not run."""
_FLAGS_WANTED = ("avx2", "fma")
_FREE_BYTES_AT_LEAST = 500_000_000
_MEMORY_BYTES_AT_LEAST = 2_000_000_000
_LIBRARIES = ("onnxruntime", "tokenizers", "transformers", "numpy", "PySide6-Essentials")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was tried."""

    name: str
    ok: bool
    detail: str


def examine(home: Home) -> list[Check]:
    """Look at the computer, then try storage, history, the engine behind its wall, and every model's digests.

    What is said holds nothing private: the user's folder is written as `~`.
    """
    models = ModelShelf(home).all()
    none = Check(name="models", ok=False, detail="none is on this computer")
    return [
        Check(name="system", ok=True, detail=f"{platform.platform()}, {_shown()}"),
        Check(name="versions", ok=True, detail=", ".join(_versions())),
        _processor(),
        _memory(),
        _storage(home),
        _engine(home),
        *([_model(model) for model in models] or [none]),
    ]


def _shown() -> str:
    through = display()
    return f"windows through {through}" if through else "no display"


def _versions() -> list[str]:
    found = [f"Python {platform.python_version()}"]
    for name in ("ilha", *_LIBRARIES):
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            found.append(f"{name} missing")
    return found


def _processor() -> Check:
    """Say whether the processor has what the libraries were built for."""
    cores = f"{platform.machine()}, {os.cpu_count()} cores"
    try:
        text = CPUINFO.read_text(encoding="ascii", errors="replace")
    except OSError:
        return Check(name="processor", ok=True, detail=cores)
    flags = re.search(r"^flags\s*:(.*)$", text, re.MULTILINE)
    if flags is None:  # no x86
        return Check(name="processor", ok=True, detail=cores)
    there = flags[1].split()
    if lacking := [flag for flag in _FLAGS_NEEDED if flag not in there]:
        return Check(name="processor", ok=False, detail=f"{cores}: too old, it lacks {', '.join(lacking)}")
    if slow := [flag for flag in _FLAGS_WANTED if flag not in there]:
        return Check(name="processor", ok=True, detail=f"{cores}: models run slowly, it lacks {', '.join(slow)}")
    return Check(name="processor", ok=True, detail=f"{cores}, with {', '.join(_FLAGS_WANTED)}")


def _memory() -> Check:
    import psutil

    memory = psutil.virtual_memory()
    detail = f"{size(memory.available)} of {size(memory.total)} are free"
    return Check(name="memory", ok=memory.total >= _MEMORY_BYTES_AT_LEAST, detail=detail)


def _storage(home: Home) -> Check:
    try:
        probe = home.root / ".doctor"
        replace_file(probe, b"")
        probe.unlink()
        History(home.history).close()
    except IlhaError as error:
        detail = " ".join(describe(error.failure())).replace(str(Path.home()), "~")
        return Check(name="storage", ok=False, detail=detail)
    free = shutil.disk_usage(home.root).free
    detail = f"{_unnamed(home.root)}: {size(free)} are free"
    return Check(name="storage", ok=free >= _FREE_BYTES_AT_LEAST, detail=detail)


def _unnamed(path: Path) -> str:
    """Return a path without the user's name in it."""
    user = Path.home()
    return f"~/{path.relative_to(user)}" if path.is_relative_to(user) else str(path)


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
    as_it_should = ready.wall != "inside" or sys.platform != "linux"
    return Check(name="engine", ok=as_it_should, detail=f"wall {ready.wall}: {_WALLS[ready.wall]}")


def _model(model: InstalledModel) -> Check:
    name = f"model {model.spec.id}"
    if model.state is not ModelState.READY:
        return Check(name=name, ok=False, detail=f"missing or altered: {', '.join(model.missing)}")
    for file in model.spec.files:
        try:
            found = sha256_of(model.folder / file.path)
        except OSError as error:
            return Check(name=name, ok=False, detail=f"{file.path}: {error.strerror}")
        if found != file.sha256:
            return Check(name=name, ok=False, detail=f"{file.path}: expected {file.sha256}, found {found}")
    return Check(name=name, ok=True, detail=f"{len(model.spec.files)} files as they should be")
