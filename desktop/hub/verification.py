"""Whether what lies on the disk is what was installed: every byte of it, on request."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.core.model import InstalledModel, ModelState
from desktop.hub.meter import ByteMeter, Report
from desktop.state.models import MANIFEST

if TYPE_CHECKING:
    from pathlib import Path

_CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A file that is not what the manifest says; digests in hex, `found` is empty for one that cannot be read."""

    path: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of checking a model; `state` is ready, partial or broken."""

    id: str
    state: ModelState
    faults: tuple[Fault, ...]


def verify(model: InstalledModel, report: Report = lambda _: None) -> Verdict:
    """Digest every file of a model; `report` is told how far it is, and what it raises ends the work."""
    if not model.spec.files:
        return Verdict(id=model.spec.id, state=model.state, faults=(Fault(path=MANIFEST, expected="", found=""),))
    faults, meter = [], ByteMeter("verify", model.spec.size_bytes, report)
    for file in model.spec.files:
        found = _digest(model.folder / file.path, meter)
        if found != file.sha256:
            faults.append(Fault(path=file.path, expected=file.sha256, found=found))
    state = ModelState.READY
    if faults:
        missing = sum(not fault.found for fault in faults)
        state = ModelState.PARTIAL if 0 < missing < len(model.spec.files) else ModelState.BROKEN
    return Verdict(id=model.spec.id, state=state, faults=tuple(faults))


def _digest(path: Path, meter: ByteMeter) -> str:
    """Return the sha256 of a file; empty when it cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                digest.update(chunk)
                meter.add(len(chunk))
    except OSError:
        return ""
    return digest.hexdigest()
