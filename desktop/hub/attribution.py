"""Whose work the models are, and under which terms it may be used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.core.usage import FileTaken
from desktop.state.files import storage_errors

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from desktop.core.model import InstalledModel

_TEXT_BYTES_AT_MOST = 1 << 20


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


def save_credits(models: Iterable[InstalledModel], out: Path) -> None:
    """Write the attribution of models with the text of every licence, each text once.

    Raises:
        FileTaken: `out` is there already.
        StorageFull, StorageNotWritable: it could not be written.
    """
    listed = tuple(models)
    texts = dict.fromkeys(text for credit in credits_of(listed) for text in map(_read, credit.texts) if text)
    whole = "\n".join([credits_text(listed), *(f"---\n\n```\n{text.strip()}\n```\n" for text in texts)])
    with storage_errors(out.parent):
        try:
            file = out.open("x", encoding="utf-8")
        except FileExistsError as error:
            raise FileTaken(file=str(out)) from error
        with file:
            file.write(whole)


def _read(path: Path) -> str:
    """Return a licence; a file that cannot be one says nothing."""
    try:
        return path.read_text(encoding="utf-8", errors="replace") if path.stat().st_size <= _TEXT_BYTES_AT_MOST else ""
    except OSError:
        return ""
