"""One model from a server: planned, asked about, fetched, looked into and installed; or nothing of it."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from desktop.core.errors import Cancelled, ConverterMissing, ModelError, ModelInUse
from desktop.core.model import InstalledModel, ModelState
from desktop.core.usage import ModelVariantUnknown
from desktop.hub.explanation import Explanation, Variant, explain
from desktop.hub.faults import gated
from desktop.hub.importing import check_place
from desktop.hub.installing import install
from desktop.hub.listing import fetch_listing
from desktop.hub.names import repository
from desktop.hub.pace import DownloadProgress
from desktop.hub.pending import Pending, add_pending, find_pending
from desktop.hub.staging import check_room
from desktop.hub.transfer import Transfer
from desktop.state.files import storage_errors
from desktop.state.models import MANIFEST, model_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.core.inspection import ModelInspector
    from desktop.hub.client import Connection, Hub
    from desktop.hub.gate import Reason
    from desktop.hub.installing import Converter
    from desktop.state.paths import Home


class Download:
    """One model on its way here.

    What has arrived is kept whatever ends it, but for a model that turns out not to work here.
    """

    def __init__(
        self,
        hub: Hub,
        named: str,
        *,
        revision: str = "",
        variant: str | None = None,
        reason: Reason = "download",
        inspector: ModelInspector,
        converter: Converter | None = None,
        planned: Callable[[Pending], object] = lambda _: None,
        report: Callable[[DownloadProgress], None] = lambda _: None,
    ) -> None:
        """Prepare; nothing is sent.

        Args:
            hub: the way to the server.
            named: `owner/name`, `owner/name@revision` or the address of its page.
            revision: branch, tag or commit; the newest when it is empty.
            variant: precision; None for the best one on a CPU.
            reason: what the ledger says about it.
            inspector: looks into the model where it can do no harm.
            converter: makes graphs; None where that is not wanted.
            planned: is told what it is, before anybody is asked about that.
            report: is told how far it is, ten times a second; what it raises ends the download.

        Raises:
            RepositoryUnnamed: that names no repository.
        """
        self.repo, named_revision = repository(named)
        self._revision = revision or named_revision
        self._hub = hub
        self._variant = variant
        self._reason: Reason = reason
        self._inspector = inspector
        self._converter = converter
        self._tell_planned = planned
        self._report = report
        self._connection: Connection | None = None
        self._stopped = False
        self._new = False

    def run(self) -> InstalledModel:
        """Download and install; returns the model, also when the very same is there already.

        Raises:
            Cancelled: `stop` was called.
            HubOffline, HubDeclined: nobody allowed it.
            NetworkError, ModelError, EngineError, StorageError: it cannot be had, used or kept.
            UsageError: it has no such variant.
        """
        with self._hub.connect(self._reason, self.repo) as connection:
            planned = self.plan(connection)
            if isinstance(planned, InstalledModel):
                return planned
            self._agree(connection, planned)
            return self.fetch(connection, planned)

    def stop(self) -> None:
        """End it; what has arrived stays. Called from any thread."""
        self._stopped = True
        if self._connection is not None:
            self._connection.abort()

    def plan(self, connection: Connection) -> Pending | InstalledModel:
        """Return what is to be fetched, written down; or the very same model, when it is here already."""
        self._connection = connection
        self._check_wanted()
        home = self._hub.home
        pending = find_pending(home, self.repo, self._revision, self._variant)
        if pending is not None:
            return pending
        self._report(DownloadProgress(phase="plan"))
        explanation = explain(fetch_listing(connection, self.repo, self._revision))
        variant = chosen(explanation, self._variant)
        present = installed(home, explanation.listing.repo)
        if present is not None and _is_same(present, explanation, variant):
            return present
        if present is None:
            check_place(home.models / explanation.listing.repo, explanation.listing.repo)
        self._check_possible(connection, explanation, variant)
        pending = find_pending(home, explanation.listing.repo, explanation.listing.commit, variant.name)
        if pending is not None:
            return pending
        self._new = True
        pending = add_pending(home, explanation, variant, self._revision)
        if present is not None:
            _reuse(present, pending)
        return pending

    def give_up(self, pending: Pending) -> None:
        """Leave nothing of what was planned, unless an earlier run had begun it."""
        if self._new:
            pending.give_up()

    def _agree(self, connection: Connection, pending: Pending) -> None:
        """Tell what would be fetched and have it allowed."""
        try:
            self._check_wanted()
            self._tell_planned(pending)
            connection.errand.propose(connection.host, pending.proposal())
            with storage_errors(self._hub.home.models):
                check_room(self._hub.home.models, pending.size_bytes - pending.arrived_bytes)
        except BaseException:
            self.give_up(pending)
            raise

    def _check_wanted(self) -> None:
        if self._stopped:
            raise Cancelled

    def _check_possible(self, connection: Connection, explanation: Explanation, variant: Variant) -> None:
        if explanation.listing.gated and not connection.route.token:
            raise gated(connection.route, explanation.listing.repo)
        if explanation.converts:
            if self._converter is None:
                raise ConverterMissing
            self._converter.check()

    def fetch(self, connection: Connection, pending: Pending) -> InstalledModel:
        """Fetch and install what was planned and allowed; errors as `run`."""
        with pending.held():
            return self._fetched(connection, pending)

    def _fetched(self, connection: Connection, pending: Pending) -> InstalledModel:
        home = self._hub.home
        pending.pause(paused=False)
        with storage_errors(home.models):
            check_room(home.models, pending.size_bytes - pending.arrived_bytes)
        Transfer(connection, pending, self._report).run()
        try:
            model = install(pending, home, self._inspector, self._converter, self._report)
        except ModelInUse:
            raise
        except ModelError:
            pending.discard()  # what does not work today will not work tomorrow
            raise
        pending.discard()
        return model


def chosen(explanation: Explanation, name: str | None) -> Variant:
    """Return the variant of that name, or the best one.

    Raises:
        ModelError: the repository has nothing that runs here.
        ModelVariantUnknown: it has others.
    """
    if explanation.fault is not None:
        raise explanation.fault
    variant = explanation.variant(name)
    if variant is None:
        variants = ", ".join(variant.name for variant in explanation.variants)
        raise ModelVariantUnknown(folder=explanation.listing.repo, variant=name or "", variants=variants)
    return variant


def installed(home: Home, repo: str) -> InstalledModel | None:
    """Return the model of a repository that is on this computer, usable or not."""
    manifest = home.models / repo / MANIFEST
    return model_at(manifest) if manifest.exists() else None


def _is_same(present: InstalledModel, explanation: Explanation, variant: Variant) -> bool:
    spec = present.spec
    converted = explanation.converts and spec.repo == explanation.listing.repo
    same = spec.revision == explanation.listing.commit and (converted or spec.variant == variant.name)
    return same and present.state is ModelState.READY


def _reuse(present: InstalledModel, pending: Pending) -> None:
    """Take over files that an older one has already; they are digested like what an earlier run has left."""
    known = {file.path: file.sha256 for file in present.spec.files}
    for file in pending.files:
        old, new = present.folder / file.path, pending.folder / file.path
        if file.algorithm != "sha256" or known.get(file.path) != file.digest or old.is_symlink() or new.exists():
            continue
        with suppress(OSError):  # then it is fetched
            if old.stat().st_size == file.size_bytes:
                new.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                os.link(old, new)
