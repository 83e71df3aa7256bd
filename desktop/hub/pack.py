"""A starter pack from a server: its models are planned together, asked about once, and fetched one after another."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from desktop.core.errors import Cancelled, ModelError
from desktop.core.model import InstalledModel
from desktop.core.network import PackUnknown
from desktop.hub.download import Download
from desktop.hub.gate import Proposal
from desktop.hub.staging import check_room
from desktop.state.catalogue import PACKS
from desktop.state.files import storage_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.core.errors import IlhaError
    from desktop.core.inspection import ModelInspector
    from desktop.hub.client import Connection, Hub
    from desktop.hub.installing import Converter
    from desktop.hub.pace import DownloadProgress
    from desktop.hub.pending import Pending

PREFIX = "pack:"


def pack_named(text: str) -> str:
    """Return the name of the starter pack that a text names as `pack:…`; empty when it names something else.

    Raises:
        PackUnknown: there is no such pack.
    """
    if not text.startswith(PREFIX):
        return ""
    name = text.removeprefix(PREFIX)
    if name not in PACKS:
        raise PackUnknown(name=name, packs=", ".join(PREFIX + pack for pack in PACKS))
    return name


@dataclass(frozen=True, slots=True, kw_only=True)
class PackPlan:
    """What a pack would be, now that it is known.

    Attributes:
        repo: `pack:…`, where a single model has its repository.
        members: what is to be fetched.
    """

    repo: str
    members: tuple[Pending, ...]
    variant: None = None

    @property
    def size_bytes(self) -> int:
        """Return the size of all files."""
        return sum(member.size_bytes for member in self.members)

    @property
    def arrived_bytes(self) -> int:
        """Return how much of them is here."""
        return sum(member.arrived_bytes for member in self.members)

    @property
    def begun(self) -> bool:
        """Say whether anything of it is kept."""
        return any(member.begun for member in self.members)

    def proposal(self) -> Proposal:
        """Return what somebody is asked about it."""
        parts = tuple(member.proposal() for member in self.members)
        return Proposal(
            repo=self.repo,
            commit="",
            variant="",
            files=tuple((f"{part.repo}/{path}", size_bytes) for part in parts for path, size_bytes in part.files),
            size_bytes=sum(part.size_bytes for part in parts),
            licence="",
            base_licence="",
            warnings=tuple(dict.fromkeys(warning for part in parts for warning in part.warnings)),
            converts=any(part.converts for part in parts),
            parts=parts,
        )


class PackDownload:
    """Several models on their way here. What has arrived is kept whatever ends it."""

    def __init__(
        self,
        hub: Hub,
        name: str,
        repos: Sequence[str],
        *,
        inspector: ModelInspector,
        converter: Converter | None = None,
        planned: Callable[[PackPlan], object] = lambda _: None,
        report: Callable[[DownloadProgress], None] = lambda _: None,
        arrived: Callable[[InstalledModel], object] = lambda _: None,
    ) -> None:
        """Prepare; nothing is sent.

        Args:
            hub: the way to the server.
            name: `pack:…`, for the ledger and the questions.
            repos: its models.
            inspector: looks into them where they can do no harm.
            converter: makes graphs; None where that is not wanted.
            planned: is told what it is, before anybody is asked about that.
            report: is told how far all of it is, ten times a second; what it raises ends the download.
            arrived: is told of each model that is installed.
        """
        self._hub = hub
        self._name = name
        self._tell_planned = planned
        self._report = report
        self._arrived = arrived
        self._total = self._before = self._size = 0  # bytes: of all, of those that are done, of the one at work
        self._stopped = False
        self._faults: list[IlhaError] = []
        self._downloads = [
            Download(hub, repo, inspector=inspector, converter=converter, report=partial(self._tell, repo))
            for repo in repos
        ]

    def run(self) -> None:
        """Download and install; a model that cannot be had or used stops none of the others.

        Raises:
            Cancelled: `stop` was called.
            HubOffline, HubDeclined: nobody allowed it.
            NetworkError, EngineError, StorageError: it cannot go on.
            ModelError: of the first model that could not be had or used, when all others are here.
        """
        with self._hub.connect("download", self._name) as connection:
            planned: list[tuple[Download, Pending]] = []
            try:
                self._plan(connection, planned)
                if planned:
                    self._agree(connection, planned)
            except BaseException:  # also when somebody stops it: what was planned is nobody's then
                for download, pending in planned:
                    download.give_up(pending)
                raise
            self._fetch(connection, planned)
        if self._faults:
            raise self._faults[0]

    def stop(self) -> None:
        """End it; what has arrived stays. Called from any thread."""
        self._stopped = True
        for download in self._downloads:
            download.stop()

    def _plan(self, connection: Connection, planned: list[tuple[Download, Pending]]) -> None:
        """Plan what is not here yet, into `planned`."""
        for download in self._downloads:
            try:
                found = download.plan(connection)
            except ModelError as error:
                self._faults.append(error)
                continue
            if isinstance(found, InstalledModel):
                self._arrived(found)
            else:
                planned.append((download, found))

    def _agree(self, connection: Connection, planned: list[tuple[Download, Pending]]) -> None:
        plan = PackPlan(repo=self._name, members=tuple(pending for _, pending in planned))
        self._total = plan.size_bytes
        self._check_wanted()
        self._tell_planned(plan)
        connection.errand.propose(connection.host, plan.proposal())
        with storage_errors(self._hub.home.models):
            check_room(self._hub.home.models, plan.size_bytes - plan.arrived_bytes)

    def _fetch(self, connection: Connection, planned: list[tuple[Download, Pending]]) -> None:
        for download, pending in planned:
            self._size = pending.size_bytes
            try:
                self._arrived(download.fetch(connection, pending))
            except ModelError as error:
                self._faults.append(error)
            self._before += self._size

    def _check_wanted(self) -> None:
        if self._stopped:
            raise Cancelled

    def _tell(self, repo: str, progress: DownloadProgress) -> None:
        """Say how far all of it is."""
        done = self._before + (progress.done if progress.phase == "download" else self._size)
        foreseen = progress.eta_s is not None and progress.bytes_per_s > 0
        self._report(
            dataclasses.replace(
                progress,
                done=done,
                total=self._total,
                eta_s=(self._total - done) / progress.bytes_per_s if foreseen else None,
                files=tuple(dataclasses.replace(file, path=f"{repo}/{file.path}") for file in progress.files),
            )
        )
