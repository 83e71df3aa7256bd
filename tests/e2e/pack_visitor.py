"""Somebody who has the real window download a starter pack: says yes to every card, and tries again what failed.

`pack_visitor.py PACK FILE [SHOTS]` prints a line of JSON when a third has arrived, and one with what came of the file
in each model when all are here. Pictures of each state go to the folder SHOTS.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.app import Program
from desktop.core.crash import no_dumps
from desktop.core.job import Job
from desktop.hub import alarm
from desktop.hub.offers import packs
from desktop.hub.pending import pending_downloads
from desktop.media.sniff import recognise
from desktop.state.files import keep_to_owner
from desktop.state.paths import find_home
from desktop.state.session import session
from desktop.ui import theme
from desktop.ui.download_row import DownloadRow
from desktop.ui.models_page import ModelsPage

_EVERY_MS, _MOMENT = 20, 20


class Visitor:
    """Goes one step further whenever there is something to do."""

    def __init__(self, program: Program, pack: str, file: Path, shots: Path | None) -> None:
        self._program = program
        self._pack = pack
        self._file = recognise(file)
        self._shots = shots
        self._seen: dict[str, int] = {}
        self._members: tuple[str, ...] = ()
        self._begun = self._told = False
        self._jobs: tuple[Job, ...] = ()
        self._clock = QTimer(interval=_EVERY_MS)
        self._clock.timeout.connect(self._step)
        self._clock.start()

    def _step(self) -> None:
        services, window = self._program.services, self._program.window
        if services is None or services.queue.status.state == "starting":
            return
        page = window.visit("models")
        assert isinstance(page, ModelsPage)
        if page.available.model.rowCount() == 0:
            return
        if not self._begun:
            self._begin(page)
        elif self._jobs:
            self._end()
        elif window.adding.downloads.keys:
            self._go_on(window.adding.downloads.fraction or 0.0)
        elif not pending_downloads(services.home) and not packs(services.shelf.all()).get(self._pack):
            if not self._shoot("installed"):
                return
            for model in self._members:
                self._jobs += tuple(services.queue.add([self._file], "text-classification", model, {}))

    def _begin(self, page: ModelsPage) -> None:
        self._begun = True
        services = self._program.services
        assert services is not None
        self._members = tuple(entry.repo_id for entry in packs(()).get(self._pack, ()))
        if not pending_downloads(services.home):
            page.available.view.choose(f"pack:{self._pack}")
            page.explainer.download_button.click()

    def _go_on(self, fraction: float) -> None:
        for row in self._program.window.findChildren(DownloadRow):
            state = self._program.window.adding.downloads.state(row.key)
            if state is None or not row.isVisible():
                continue
            about = state.inquiry is not None and state.inquiry.question.proposal is not None
            seen = self._shoot(f"{state.stage}-about-it" if about else state.stage)
            if seen and row.card.isVisible():
                row.card.yes.click()
            elif seen and row.again.isVisible():
                row.again.click()
        if fraction > 0.3 and not self._told:
            self._told = True
            print(json.dumps({"fraction": fraction}), flush=True)

    def _end(self) -> None:
        services = self._program.services
        assert services is not None
        jobs = [job for job in services.queue.jobs() if job.id in {one.id for one in self._jobs}]
        if all(job.state.finished for job in jobs):
            self._clock.stop()
            print(
                json.dumps({"states": {job.model: job.state.value for job in jobs}, "seen": sorted(self._seen)}),
                flush=True,
            )
            self._program.window.close()

    def _shoot(self, name: str) -> bool:
        """Note a state, and take a picture once it was there for a moment; says whether that is done."""
        self._seen[name] = self._seen.get(name, 0) + 1
        if self._shots is not None and self._seen[name] == _MOMENT:
            self._program.window.grab().save(str(self._shots / f"{name}.png"))
        return self._shots is None or self._seen[name] > _MOMENT


def main() -> int:
    no_dumps()
    keep_to_owner()
    alarm.arm()
    pack, file, *shots = sys.argv[1:]
    with session(find_home()) as home:
        application = QApplication(["ilha", *theme.ARGUMENTS])
        program = Program(application, home)
        visitor = Visitor(program, pack, Path(file), Path(shots[0]) if shots else None)
        program.open()
        status = application.exec()
        program.stop()
        del visitor
    return status


if __name__ == "__main__":
    sys.exit(main())
