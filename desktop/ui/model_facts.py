"""What is said about one model: facts by term, from the store, the catalogue, a search or the files of a repository."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.core.catalogue import MULTILINGUAL
from desktop.core.languages import language_name
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.hub.fit import Verdict, predict
from desktop.ui import language
from desktop.ui.language import failure_text, translate
from desktop.ui.model_rows import AVAILABLE, ModelRow
from desktop.ui.model_text import licence_text, memory_text, reason_text, speed_text, task_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desktop.core.catalogue import CatalogueModel
    from desktop.core.task import Task
    from desktop.hub.explanation import Explanation
    from desktop.hub.fit import Computer, Fit
    from desktop.hub.store import KeptModel

DAMAGED = QT_TRANSLATE_NOOP("models", "Files of it are missing or were altered. Remove it, and add it again.")
OURS_DAMAGED = QT_TRANSLATE_NOOP("models", "Files of it are missing or were altered. Install Ilha again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A precision that can be downloaded, with what it takes."""

    name: str
    size_bytes: int
    exact: bool
    fit: Fit

    @property
    def text(self) -> str:
        """Return it as one line."""
        size = language.size(self.size_bytes)
        parts = (self.name, size if self.exact else f"≈ {size}", memory_text(self.fit.memory_bytes))
        return " · ".join(parts)


def explained_row(explanation: Explanation) -> ModelRow:
    """Return the row of a repository that was looked into."""
    listing = explanation.listing
    first = next(iter(explanation.variants), None)
    return ModelRow(
        id=listing.repo,
        title=listing.card.title or listing.repo,
        task=explanation.task,
        licence=listing.card.licence,
        size_bytes=first.size_bytes if first is not None else None,
        badge=AVAILABLE,
    )


def choices(row: ModelRow, explanation: Explanation | None, computer: Computer) -> tuple[Choice, ...]:
    """Return the precisions to choose from, the best for a CPU first."""
    work = row.entry.work if row.entry is not None else None
    if explanation is not None:
        listed = [(variant.name, variant.size_bytes) for variant in explanation.variants]
    elif row.entry is not None:
        listed = [(variant.name, variant.size_bytes) for variant in row.entry.variants]
    else:
        listed = []
    return tuple(
        Choice(
            name=name,
            size_bytes=size_bytes,
            exact=explanation is not None,
            fit=predict(computer, row.task, name, size_bytes, work),
        )
        for name, size_bytes in listed
    )


def verdict_text(row: ModelRow, explanation: Explanation | None, fit: Fit | None) -> tuple[str, str]:
    """Return whether it will run, or why not, with the tone to say it in."""
    if row.kept is not None and row.kept.model.missing:
        return translate("models", DAMAGED if row.kept.removable else OURS_DAMAGED), "bad"
    if explanation is not None and explanation.fault is not None:
        return " ".join(failure_text(explanation.fault.failure())), "bad"
    if fit is not None and fit.verdict is not Verdict.FITS:
        return reason_text(fit), "warning"
    if row.kept is not None:
        return "", ""
    if explanation is not None:
        return translate("models", "It will run on this computer."), "good"
    return (translate("models", "It is known to run."), "good") if row.entry is not None else ("", "")


def facts(row: ModelRow, tasks: Mapping[str, Task], explanation: Explanation | None) -> Iterator[tuple[str, str]]:
    """Give terms and what they stand for."""
    if row.members:
        for member in row.members:
            yield task_title(tasks, member.task), f"{member.title} · ≈ {language.size(member.size_bytes)}"
        return
    yield translate("models", "Task"), task_title(tasks, row.task)
    if row.entry is not None:
        yield from _of_entry(row.entry, explanation)
    if explanation is not None:
        yield from _of_explanation(explanation)
    elif row.found is not None:
        yield translate("models", "Licence"), licence_text(row.licence)
        if row.found.changed is not None:
            yield translate("models", "Changed"), language.date_time(row.found.changed.timestamp())
    if row.kept is not None:
        yield from _of_kept(row.kept)
    if row.fit is not None:
        yield translate("models", "Memory"), language.size(row.fit.memory_bytes)
        yield translate("models", "Speed"), speed_text(row.fit)


def _of_entry(entry: CatalogueModel, explanation: Explanation | None) -> Iterator[tuple[str, str]]:
    named = [
        translate("models", "many") if code == MULTILINGUAL else translate("languages", language_name(code))
        for code in entry.languages
    ]
    yield translate("models", "Languages"), ", ".join(named)
    if explanation is None:
        yield translate("models", "Licence"), f"{licence_text(entry.licence)} ({entry.repo_id})"
        if entry.base:
            yield translate("models", "Made from"), f"{licence_text(entry.base_licence)} ({entry.base})"


def _of_explanation(explanation: Explanation) -> Iterator[tuple[str, str]]:
    (repo, licence), *base = explanation.licences
    yield translate("models", "Licence"), f"{licence_text(licence)} ({repo})"
    for repo, licence in base:
        yield translate("models", "Made from"), f"{licence_text(licence)} ({repo})"
    yield translate("models", "Commit"), explanation.listing.commit


def _of_kept(kept: KeptModel) -> Iterator[tuple[str, str]]:
    spec = kept.model.spec
    yield translate("models", "Precision"), spec.variant
    yield translate("models", "Licence"), licence_text(spec.licence)
    if spec.base_licence:
        yield translate("models", "Made from"), licence_text(spec.base_licence)
    source = {
        "program": translate("models", "a part of the program"),
        "folder": translate("models", "a folder or an archive"),
    }
    yield translate("models", "Source"), source.get(kept.source, kept.source)
    yield translate("models", "Commit"), spec.revision
    yield (
        translate("models", "Last used"),
        language.date_time(kept.last_used) if kept.last_used is not None else translate("models", "never"),
    )
    yield translate("models", "On the disk"), language.size(kept.size_bytes)
    if kept.model.missing:
        yield translate("models", "Missing or altered"), ", ".join(kept.model.missing)
