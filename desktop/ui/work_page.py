"""What the assistant and the task pages share: a zone for files, a list of jobs, and how they talk to the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.core.errors import IlhaError, InputEmpty, InputUnsupported
from desktop.core.media import MediaKind
from desktop.ui.drop_zone import DropZone
from desktop.ui.language import failure_text, translate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from desktop.core.job import Job
    from desktop.core.media import InputFile
    from desktop.ui.job_list import JobList
    from desktop.ui.job_model import JobModel
    from desktop.ui.reception import Reception, Refused
    from desktop.ui.services import Services

_PAUSE_MS = 30
"""Nobody notices it, and whatever is due has its turn; without, Qt goes on in the same one."""


class WorkPage(QWidget):
    """Receives files from the reception and starts jobs; what needs services is built by `attach`."""

    opened = Signal(str)
    """Id of the job whose result is wanted."""
    removed = Signal(object)
    """Ids of jobs that were removed and can be restored."""
    export_wanted = Signal(object)
    """Ids of finished jobs to be exported together."""
    told = Signal(str)
    """A sentence for the banner of the window."""

    services: Services
    reception: Reception
    model: JobModel
    jobs: JobList

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the zone."""
        super().__init__(parent)
        self.zone = DropZone()
        self.zone.paths_given.connect(self.take_paths)
        self.zone.dropped.connect(self.take_mime)

    def attach(self, services: Services, reception: Reception, task: str = "") -> None:
        """Show the jobs of `task`, or of all tasks, and begin to take files."""
        from desktop.ui.job_list import JobList
        from desktop.ui.job_model import JobModel

        self.services = services
        self.reception = reception
        self.model = JobModel(services.queue, services.tasks, task, self)
        self.jobs = JobList(services.queue, self.model)
        self.jobs.opened.connect(self.opened)
        self.jobs.removed.connect(self.removed)
        self.jobs.export_wanted.connect(self.export_wanted)
        self.jobs.again.connect(self.run_again)

    def take_paths(self, paths: list[Path]) -> None:
        """Take files and folders."""
        self.reception.paths(self, paths)

    def take_mime(self, mime: QMimeData) -> bool:
        """Take a drop or the clipboard; returns whether there was anything in it."""
        return self.reception.mime(self, mime)

    def paste(self) -> bool:
        """Take the clipboard."""
        mime = cast("QMimeData | None", QGuiApplication.clipboard().mimeData())
        return mime is not None and self.take_mime(mime)

    def open_files(self) -> None:
        """Ask for files."""
        self.zone.choose_files()

    def submit(self) -> None:
        """Do the likely thing: what Ctrl+Enter means here."""

    def cancel(self) -> bool:
        """Put away what waits for a decision; returns whether there was anything."""
        return False

    def settle(self) -> None:
        """Keep what is just being made: the window closes."""

    def take_files(self, files: tuple[InputFile, ...]) -> None:
        """Receive recognised files."""

    def take_refused(self, refused: tuple[Refused, ...]) -> None:
        """Receive what cannot be used."""

    def take_end(self) -> None:
        """Learn that everything handed in was answered."""

    def run_again(self, jobs: Sequence[Job]) -> None:
        """Run jobs again, each with its own task and options."""
        from desktop.core.recipe import is_recipe

        for job in jobs:
            if is_recipe(job.task):
                self.services.queue.recipes.again(job.id, 0)
            else:
                self.start((job.input,), job.task, job.model, job.params)

    def start(
        self,
        files: Sequence[InputFile],
        task: str,
        model: str | None,
        params: Mapping[str, object] | None = None,
        *,
        shown: bool = True,
    ) -> None:
        """Queue jobs and show the first of them, if one is to be `shown`."""
        try:
            jobs = self.services.queue.add(files, task, model, params)
        except IlhaError as error:
            self.told.emit(" ".join(failure_text(error.failure())))
            return
        if not (shown and files):
            return
        if not jobs:  # thousands are collected into one, which follows
            added = self.services.queue.jobs_added
            added.connect(lambda new: self.jobs.select(new[0].id), Qt.ConnectionType.SingleShotConnection)
        elif len(files) > len(jobs):  # the first of thousands are enough for this turn of the event loop
            QTimer.singleShot(_PAUSE_MS, self, partial(self.jobs.select, jobs[0].id))
        else:
            self.jobs.select(jobs[0].id)

    def start_recipe(self, files: Sequence[InputFile], task: str) -> None:
        """Start a recipe, `task`, on files; of a table it is asked first which column holds the texts."""
        from desktop.core.recipe import PREFIX
        from desktop.ui.column_dialog import ColumnDialog
        from desktop.worker.recipe import chain_of

        tables = [file for file in files if file.kind is MediaKind.TABLE]
        others = [file for file in files if file.kind is not MediaKind.TABLE]
        if others:
            self.start(others, task, None)
        if tables:
            first = chain_of(self.services.queue.recipes.known.get(task.removeprefix(PREFIX)))[0]
            asking = ColumnDialog(tables[0], first, self.services.background, self)
            asking.accepted.connect(lambda: self.start(tables, task, None, asking.options.values()))
            asking.open()

    def refusal(self, file: InputFile, accepts: str) -> Refused:
        """Say why a file that was recognised cannot be used; `accepts` names what can."""
        if file.kind is MediaKind.EMPTY:
            return file.name, InputEmpty(name=file.name).failure()
        label = translate("media", file.label)
        return file.name, InputUnsupported(name=file.name, label=label, accepts=accepts).failure()

    def retranslate(self) -> None:
        """Write every text anew."""

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
