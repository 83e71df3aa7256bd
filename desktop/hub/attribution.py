"""Whose work the models are, and under which terms it may be used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from desktop.core.model import InstalledModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Whom a model is owed to, and under which terms; `texts` are its licence files."""

    id: str
    title: str
    repo: str
    licence: str
    base_licence: str
    texts: tuple[Path, ...]


def credits_of(models: Iterable[InstalledModel]) -> tuple[Credit, ...]:
    """Return the attribution of models in their order."""
    return tuple(
        Credit(
            id=model.spec.id,
            title=model.spec.title,
            repo=model.spec.repo,
            licence=model.spec.licence,
            base_licence=model.spec.base_licence,
            texts=tuple(model.folder / file.path for file in model.spec.files if file.role == "licence"),
        )
        for model in models
    )


def credits_text(models: Iterable[InstalledModel]) -> str:
    """Return the attribution of models as Markdown."""
    lines = ["# Models and their licences", ""]
    for credit in credits_of(models):
        made_from = f", made from a model under {credit.base_licence}" if credit.base_licence else ""
        lines.append(f"* **{credit.title}** (`{credit.id}`): {credit.licence or 'unknown'}{made_from}.")
        if credit.repo:
            lines.append(f"  From {credit.repo}.")
    return "\n".join(lines) + "\n"
