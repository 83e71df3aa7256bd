"""Ilha at work on a converted model, watched at the graph: what it was given, what it gave, what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from desktop.core.inspection import ModelReport, Speeds
from desktop.engine import benchmark, inspection
from desktop.engine.loaded import LoadedModel
from desktop.hub.importing import import_folder
from tests.parity.windows import unbatched
from tests.unit.engine.picture_models import Bench

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy as np

    from desktop.core.model import InstalledModel
    from desktop.engine.interrupt import Interrupt
    from desktop.state.paths import Home
    from tests.parity.case import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One input on its way: arrays into the graph and out of it, with the axis of the batch, and the result."""

    feeds: Mapping[str, np.ndarray]
    outputs: Mapping[str, np.ndarray]
    value: Any
    folder: Path


class _Inspector:
    """Looks into models in this process: these are our own."""

    def __init__(self, work: Path) -> None:
        self._work = work

    def inspect(self, model: InstalledModel) -> ModelReport:
        return inspection.inspect(model, self._work)

    def measure(self, _: InstalledModel) -> float:
        return 0.0

    def speeds(self) -> Speeds:
        return benchmark.measure(threads=1)


def installed(case: Case, folder: Path, variant: str | None, home: Home) -> LoadedModel:
    """Install a folder as `ilha models import` does."""
    inspector = _Inspector(home.work / "inspect")
    model = import_folder(folder, home=home, inspector=inspector, name=case.name, variant=variant)
    assert model.spec.task == case.task
    return LoadedModel(model, threads=1)


def run(case: Case, model: LoadedModel, inputs: Sequence[Path], work: Path) -> list[Seen]:
    """Run the task on one input after the other, in every way the case is tried."""
    watched = _watch(model)
    found = []
    for way, path in product(case.ways(), inputs):
        watched.clear()
        bench = Bench(model, work)
        value = bench.result(case.task, path, **way.params)
        feeds, outputs = unbatched(watched)
        found.append(Seen(feeds=feeds, outputs=outputs, value=value, folder=work / f"work {path.stem}"))
    return found


def _watch(model: LoadedModel) -> list[tuple[dict[str, np.ndarray], dict[str, np.ndarray]]]:
    """Return a list that fills as the model's graph runs."""
    session = model.session()
    seen = []
    run = session.run

    def watched(feeds: Mapping[str, np.ndarray], interrupts: Sequence[Interrupt], *wanted: str) -> list[np.ndarray]:
        outputs = run(feeds, interrupts, *wanted)
        known = {name: array for name, array in feeds.items() if name in session.inputs}
        seen.append((known, dict(zip(wanted or session.outputs, outputs, strict=True))))
        return outputs

    session.run = watched  # type: ignore[method-assign]
    return seen
