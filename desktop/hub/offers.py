"""What the built-in catalogue offers to a computer with these models and the tasks of this version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import tasks
from desktop.state.catalogue import PACKS, catalogue, pack

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.core.catalogue import CatalogueModel
    from desktop.core.model import InstalledModel


def available(models: Iterable[InstalledModel], task: str = "") -> tuple[CatalogueModel, ...]:
    """Return what the catalogue has for the tasks of this version, or for one of them, and what is not here yet."""
    here = _here(models)
    return tuple(
        entry
        for entry in catalogue()
        if entry.task in tasks.registry() and task in {"", entry.task} and entry.repo_id not in here
    )


def packs(models: Iterable[InstalledModel]) -> dict[str, tuple[CatalogueModel, ...]]:
    """Return what is missing of each starter pack; one that is complete, or of no use to this version, is left out."""
    here = _here(models)
    missing = {
        name: tuple(entry for entry in pack(name) if entry.task in tasks.registry() and entry.repo_id not in here)
        for name in PACKS
    }
    return {name: entries for name, entries in missing.items() if entries}


def _here(models: Iterable[InstalledModel]) -> set[str]:
    return {name for model in models for name in (model.spec.id, model.spec.repo)}
