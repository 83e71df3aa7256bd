"""What the window knows of its downloads: one owner of their states, which every page asks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.errors import IlhaError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.core.errors import Failure
    from desktop.core.model import InstalledModel
    from desktop.hub.pace import DownloadProgress
    from desktop.hub.pack import PackPlan
    from desktop.hub.pending import Pending
    from desktop.jobs.inquiries import Inquiry
    from desktop.ui.services import Services

Stage = Literal["waiting", "asking", "running", "paused", "failed"]
_DECLINED = "hub-declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadState:
    """A download as the window shows it.

    Attributes:
        key: the repository, or `pack:…`.
        members: repositories of a pack.
        stage: what it does, or waits for.
        variant: precision that was asked for; None for the best.
        progress: how far it is, while it runs.
        pending: what it is, once that is known.
        inquiry: a question to answer, while it asks.
        failure: why it did not work.
    """

    key: str
    members: tuple[str, ...] = ()
    stage: Stage = "waiting"
    variant: str | None = None
    progress: DownloadProgress | None = None
    pending: Pending | PackPlan | None = None
    inquiry: Inquiry | None = None
    failure: Failure | None = None


class Downloads(QObject):
    """Follows the thread that owns the network.

    Signals:
        listed: a download was added or is gone.
        changed: key of one whose state is another.
        inquired: an Inquiry that belongs to no download.
        installed: the InstalledModel that is on the shelf now.
    """

    listed = Signal()
    changed = Signal(str)
    inquired = Signal(object)
    installed = Signal(object)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        """Follow `services.network`."""
        super().__init__(parent)
        self._services = services
        self._states: dict[str, DownloadState] = {}
        self.network = services.network
        self.network.asked.connect(self._take_inquiry)
        self.network.planned.connect(self._take_plan)
        self.network.progressed.connect(self._take_progress)
        self.network.installed.connect(self._take_model)
        self.network.failed.connect(self._take_failure)
        self.network.paused.connect(self._take_pause)
        self.network.cancelled.connect(self._forget)
        self.network.completed.connect(self._forget)

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of all downloads that are not finished, in the order in which they were asked for."""
        return tuple(self._states)

    def state(self, key: str) -> DownloadState | None:
        """Return what is known of a download."""
        return self._states.get(key)

    @property
    def coming(self) -> frozenset[str]:
        """Return the repositories and packs that are being downloaded."""
        return frozenset(name for state in self._states.values() for name in (state.key, *state.members))

    @property
    def arriving(self) -> frozenset[str]:
        """Return those of them that have not failed."""
        states = (state for state in self._states.values() if state.stage != "failed")
        return frozenset(name for state in states for name in (state.key, *state.members))

    @property
    def fraction(self) -> float | None:
        """Return how far those are that run, 0 to 1; None when nobody knows."""
        running = [state.progress for state in self._states.values() if state.stage == "running" and state.progress]
        total = sum(progress.total for progress in running if progress.phase == "download")
        done = sum(progress.done for progress in running if progress.phase == "download")
        return done / total if total else None

    # --- what one asks for -------------------------------------------------------------------------------------------

    def begin(self, named: str, variant: str | None = None) -> None:
        """Download a model; one that waits or failed goes on."""
        key = self.network.download(named, variant=variant)
        self._put(DownloadState(key=key, variant=variant))

    def begin_pack(self, key: str, repos: Iterable[str]) -> None:
        """Download the models of a pack that are not on their way yet, as one."""
        members = tuple(repo for repo in repos if repo not in self.coming)
        if members:
            self._put(DownloadState(key=key, members=members))
            self.network.download_pack(key, members)

    def pause(self, key: str) -> None:
        """Let a download wait."""
        self.network.pause(key)

    def resume(self, key: str) -> None:
        """Let a download go on, or try again."""
        self._change(key, stage="waiting", failure=None, progress=None)
        self.network.resume(key)

    def cancel(self, key: str) -> None:
        """Give a download up."""
        self.network.cancel(key)

    def answer(self, key: str, *, allowed: bool) -> None:
        """Answer what a download asks."""
        state = self._states.get(key)
        if state is not None and state.inquiry is not None:
            self._change(key, stage="waiting", inquiry=None)
            self.network.answer(state.inquiry.number, allowed=allowed)

    # --- what the thread says ----------------------------------------------------------------------------------------

    @Slot(object)
    def _take_inquiry(self, inquiry: Inquiry) -> None:
        question = inquiry.question
        if question.reason != "download":
            self.inquired.emit(inquiry)
        elif question.subject in self._states:
            self._change(question.subject, stage="asking", inquiry=inquiry)
        else:  # it was given up meanwhile
            self.network.answer(inquiry.number, allowed=False)

    @Slot(object)
    def _take_plan(self, pending: Pending | PackPlan) -> None:
        # A server may spell the name in another way than somebody typed it.
        known = next((key for key in self._states if key.casefold() == pending.repo.casefold()), None)
        if known is None:  # an earlier run has left it
            self._put(DownloadState(key=pending.repo, stage="paused", variant=pending.variant, pending=pending))
        else:
            self._change(known, pending=pending)

    @Slot(str, object)
    def _take_progress(self, key: str, progress: DownloadProgress) -> None:
        state = self._states.get(key)
        if state is not None and state.inquiry is None:
            self._change(key, stage="running", progress=progress)

    @Slot(str, object)
    def _take_model(self, key: str, model: InstalledModel) -> None:
        self._services.shelf.refresh()
        self._forget(key)
        self.installed.emit(model)

    @Slot(str, object)
    def _take_failure(self, key: str, failure: Failure) -> None:
        state = self._states.get(key)
        if state is None:
            return
        if failure.code != _DECLINED:
            self._change(key, stage="failed", inquiry=None, failure=failure)
        elif state.pending is not None and state.pending.begun:  # an earlier yes has brought some of it
            self._change(key, stage="paused", inquiry=None)
        else:
            self._forget(key)

    @Slot(str)
    def _take_pause(self, key: str) -> None:
        self._change(key, stage="paused", inquiry=None)

    @Slot(str)
    def _forget(self, key: str) -> None:
        if self._states.pop(key, None) is not None:
            self.listed.emit()

    def _put(self, state: DownloadState) -> None:
        self._states[state.key] = state
        self.listed.emit()
        self.changed.emit(state.key)

    def _change(self, key: str, **fields: object) -> None:
        state = self._states.get(key)
        if state is not None:
            self._states[key] = replace(state, **fields)  # type: ignore[arg-type] # the names are those of its fields
            self.changed.emit(key)


def named_repository(text: str) -> str:
    """Return the repository that a text names as `owner/name` or by its address; empty when it names none."""
    from desktop.hub.names import repository

    try:
        return repository(text)[0]
    except IlhaError:
        return ""
