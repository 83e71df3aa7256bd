"""A picture that was made from another one, with a line between the two."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.core.media import MediaKind
from desktop.core.result import Picture
from desktop.ui.language import number
from desktop.ui.viewers.compare import CompareView
from desktop.ui.viewers.photo import PhotoViewer
from desktop.ui.viewers.picture import read_picture

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from desktop.core.job import Job
    from desktop.core.result import Result
    from desktop.ui.services import Services


def artifact(result: Result, name: str) -> Path | None:
    """Return the file of an artifact by its name."""
    return next((found.path for found in result.artifacts if found.name == name), None)


class ImageViewer(PhotoViewer):
    """Shows a `Picture`."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        view = CompareView()
        super().__init__(services, view, parent)
        self.view = view
        self._value = Picture(width=0, height=0, artifact="")
        self.side.hide()
        self.retranslate()

    def show_job(self, job: Job) -> None:
        """Show the picture of a finished job, beside the one it was made from."""
        assert job.result is not None
        value = job.result.value
        assert isinstance(value, Picture)
        super().show_job(job)
        self._value = value
        self.view.set_after(None)
        self.retranslate()
        path = artifact(job.result, value.artifact)
        if job.input.kind is MediaKind.IMAGE:
            self.read_photo(job, value.width, value.height)
        else:
            self.lose("")
            self.view.set_picture(None, value.width, value.height)
        if path is None:
            self.lose("result")
        else:
            self.load(partial(read_picture, path), self._take, partial(self.lose, "result"))

    def retranslate(self) -> None:
        """Set every visible string again."""
        super().retranslate()
        size = self.tr("{width} × {height} pixels")
        self.heading.setText(size.format(width=number(self._value.width), height=number(self._value.height)))
        self.view.set_names(self.tr("Original"), self.tr("Result"))
        self.view.handle.setAccessibleName(self.tr("Line between original and result"))
        self.view.handle.setToolTip(self.tr("Drag it, or move it with the arrow keys"))

    def _take(self, image: QImage) -> None:
        self.view.set_after(image)
        if self.job is not None and self.job.input.kind is not MediaKind.IMAGE:
            self.view.set_alone()
