"""Models as rows: those of this computer, those of the catalogue and its packs, and those that a search found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.core.model import ModelState
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.hub.fit import Verdict, predict, work_of
from desktop.ui import language
from desktop.ui.language import translate
from desktop.ui.model_text import PACKS, licence_text, memory_text, reason_text, speed_text, task_title

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from desktop.core.catalogue import CatalogueModel
    from desktop.core.task import Task
    from desktop.hub.fit import Computer, Fit
    from desktop.hub.search import Found
    from desktop.hub.store import KeptModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A state: a word, a drawing and a colour; the colour alone says nothing."""

    word: str
    icon: str
    role: str


READY = Badge(word=QT_TRANSLATE_NOOP("models", "Ready"), icon="check", role="good")
PARTIAL = Badge(word=QT_TRANSLATE_NOOP("models", "Incomplete"), icon="circle-alert", role="warning")
BROKEN = Badge(word=QT_TRANSLATE_NOOP("models", "Damaged"), icon="circle-x", role="bad")
AVAILABLE = Badge(word=QT_TRANSLATE_NOOP("models", "Available"), icon="download", role="muted")
TOO_LARGE = Badge(word=QT_TRANSLATE_NOOP("models", "Too large"), icon="memory-stick", role="warning")
TIGHT = Badge(word=QT_TRANSLATE_NOOP("models", "Tight"), icon="memory-stick", role="warning")
COMING = Badge(word=QT_TRANSLATE_NOOP("models", "On its way"), icon="loader", role="accent")
HERE = Badge(word=QT_TRANSLATE_NOOP("models", "Installed"), icon="check", role="good")
GATED = Badge(word=QT_TRANSLATE_NOOP("models", "Terms to accept"), icon="shield-alert", role="warning")
_STATES = {ModelState.READY: READY, ModelState.PARTIAL: PARTIAL, ModelState.BROKEN: BROKEN}
_TIGHTNESS = {Verdict.TOO_LARGE: TOO_LARGE, Verdict.TIGHT: TIGHT}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRow:
    """A row.

    Attributes:
        id: of a model here, `owner/name` elsewhere, or `pack:…`.
        title: for people.
        task: id; empty for packs.
        licence: to show.
        size_bytes: on the disk; of the catalogue about, None where nobody says.
        badge: its state.
        fit: how it would run; None where nobody knows.
        about: one English sentence of the catalogue `catalogue`.
        kept: the model, when it is here.
        entry: what the catalogue says.
        found: what a search said.
        members: what is missing of a pack.
    """

    id: str
    title: str
    task: str
    licence: str
    size_bytes: int | None
    badge: Badge
    fit: Fit | None = None
    about: str = ""
    kept: KeptModel | None = None
    entry: CatalogueModel | None = None
    found: Found | None = None
    members: tuple[CatalogueModel, ...] = ()

    @property
    def name(self) -> str:
        """Return the title in the language of the window."""
        return translate("models" if self.members else "catalogue", self.title)

    def has(self, words: str, tasks: Mapping[str, Task]) -> bool:
        """Say whether all words occur in what the row says."""
        said = f"{self.name} {self.id} {task_title(tasks, self.task)} {translate('catalogue', self.about)}".casefold()
        said += " ".join(member.repo_id for member in self.members).casefold()
        return all(word in said for word in words.casefold().split())

    def is_for(self, task: str) -> bool:
        """Say whether it serves a task, or one of a pack does."""
        if not task:
            return True
        if self.kept is not None:
            return self.kept.model.spec.serves(task)
        return task == self.task or any(member.task == task for member in self.members)

    def purpose(self, tasks: Mapping[str, Task]) -> str:
        """Return the second line: what it is for, its licence and its size."""
        if self.members:
            return ", ".join(member.title for member in self.members)
        helps = self.kept is not None and self.task not in tasks
        task = QCoreApplication.translate("models", "Helps other tasks") if helps else task_title(tasks, self.task)
        return " · ".join(part for part in (task, licence_text(self.licence), self._size) if part)

    @property
    def _size(self) -> str:
        if self.size_bytes is None:
            return ""
        size = language.size(self.size_bytes)
        return size if self.kept is not None else f"≈ {size}"

    @property
    def needs(self) -> str:
        """Return the third line: memory and time; why it is too large, for one that is."""
        if self.members:
            return self._size
        if self.fit is not None and self.fit.verdict is Verdict.TOO_LARGE:
            return reason_text(self.fit)
        parts = [memory_text(self.fit.memory_bytes), speed_text(self.fit)] if self.fit is not None else []
        if self.found is not None:
            for text, count in (
                (QCoreApplication.translate("models", "%1 downloads"), self.found.downloads),
                (QCoreApplication.translate("models", "%1 likes"), self.found.likes),
            ):
                parts.append(text.replace("%1", language.number(count)))
        return " · ".join(part for part in parts if part)

    def spoken(self, tasks: Mapping[str, Task]) -> str:
        """Return the whole row as a sentence."""
        return f"{self.name}, {translate('models', self.badge.word)}, {self.purpose(tasks)}, {self.needs}"


def kept_row(kept: KeptModel, computer: Computer) -> ModelRow:
    """Return the row of a model that is here."""
    spec = kept.model.spec
    graphs = sum(file.size_bytes for file in spec.files if file.role == "data" or file.path.endswith(".onnx"))
    return ModelRow(
        id=spec.id,
        title=spec.title or spec.id,
        task=spec.task,
        licence=spec.licence,
        size_bytes=kept.size_bytes if kept.removable else spec.size_bytes,
        badge=_STATES[kept.model.state],
        fit=predict(computer, spec.task, spec.variant, graphs, work_of(spec)) if graphs else None,
        about=spec.summary,
        kept=kept,
    )


def entry_row(entry: CatalogueModel, computer: Computer, coming: Collection[str]) -> ModelRow:
    """Return the row of a model of the catalogue; `coming` are those that are being downloaded."""
    fit = predict(computer, entry.task, entry.variants[0].name, entry.size_bytes, entry.work)
    return ModelRow(
        id=entry.repo_id,
        title=entry.title,
        task=entry.task,
        licence=entry.effective_licence,
        size_bytes=entry.size_bytes,
        badge=COMING if entry.repo_id in coming else _TIGHTNESS.get(fit.verdict, AVAILABLE),
        fit=fit,
        about=entry.summary,
        entry=entry,
    )


def pack_row(name: str, missing: tuple[CatalogueModel, ...], coming: Collection[str]) -> ModelRow:
    """Return the row of a starter pack of which these models are missing."""
    on_their_way = f"pack:{name}" in coming or all(entry.repo_id in coming for entry in missing)
    return ModelRow(
        id=f"pack:{name}",
        title=PACKS[name],
        task="",
        licence="",
        size_bytes=sum(entry.size_bytes for entry in missing),
        badge=COMING if on_their_way else AVAILABLE,
        members=missing,
    )


def found_row(found: Found, here: Collection[str], coming: Collection[str]) -> ModelRow:
    """Return the row of a model that a search found."""
    badge = GATED if found.gated else AVAILABLE
    if found.id in coming:
        badge = COMING
    elif found.id in here:
        badge = HERE
    return ModelRow(
        id=found.id,
        title=found.id,
        task=found.task,
        licence=found.licence,
        size_bytes=found.size_bytes,
        badge=badge,
        found=found,
    )
