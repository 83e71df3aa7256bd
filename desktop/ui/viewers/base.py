"""What every viewer of a result can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui import theme

if TYPE_CHECKING:
    from desktop.core.job import Job
    from desktop.ui.services import Services


class Viewer(QWidget):
    """Shows the result of one job; made once for its kind and used again for the next job.

    Signals:
        export_wanted: the format in which the user wants to save the result.
        job_wanted: id of a job that was started here and is to be shown instead.
    """

    export_wanted = Signal(str)
    job_wanted = Signal(str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.services = services
        self.job: Job | None = None
        theme.changed.connect(self.restyle)

    def show_job(self, job: Job) -> None:
        """Show the result of a finished job; a viewer extends this by what belongs to its kind."""
        self.job = job

    def selected_text(self) -> str:
        """Return what the user selected, empty when nothing is."""
        return ""

    def open_search(self) -> None:
        """Open the search inside the result, where there is something to search."""

    def settle(self) -> None:
        """Keep what the user is just changing, where results can be changed: they are about to be read elsewhere."""

    def retranslate(self) -> None:
        """Set every visible string again."""

    def restyle(self) -> None:
        """Take up the colours of the theme."""
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
