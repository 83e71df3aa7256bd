"""Screenshots of dialogs, of what a page has below its first screen, and of what one hopes never to see."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING

from shots_steps import SAMPLES, embed, finish, run_task, settle, wait_for
from shots_tables import show

from desktop.core.errors import InputQuarantined
from desktop.core.job import JobState
from desktop.state.history import History

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.app import Program


def _scroll(page: QWidget, to: QWidget) -> None:
    """Show a part of a page at its upper end."""
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QScrollArea

    area = page.findChild(QScrollArea)
    assert area is not None
    inner: QWidget = area.widget()  # type: ignore[assignment] # it has one
    area.verticalScrollBar().setValue(to.mapTo(inner, QPoint(0, 0)).y() - 40)


def smallest(program: Program) -> None:
    """Show the first page in the smallest window."""
    program.window.resize(program.window.minimumSize())


def wide(program: Program) -> None:
    """Show the first page with a result on a large screen."""
    program.window.resize(1920, 1080)
    run_task(program, "ocr", "scan.png")
    finish(program)
    program.window.assistant.jobs.select(program.window.services.queue.jobs()[-1].id)


def export(program: Program) -> None:
    """Show several formats for two results."""
    from desktop.ui.export_dialog import ExportDialog

    run_task(program, "image-classification", "cat.jpg", "photo.jpg")
    finish(program)
    window = program.window
    dialog = ExportDialog(window.services, tuple(job.id for job in window.services.queue.jobs()), window)
    embed(program, dialog)


def credits_list(program: Program) -> None:
    """Show whose work the models are."""
    from desktop.ui.credits_dialog import CreditsDialog

    window = program.window
    embed(program, CreditsDialog(window.services.shelf.all(), window))


def licences(program: Program) -> None:
    """Show whose work the libraries are."""
    from desktop.ui.about import LicencesDialog

    dialog = LicencesDialog(program.window.services, program.window)
    wait_for(dialog.parts.currentRowChanged, lambda: dialog.parts.count() > 0)
    embed(program, dialog)


def watch_form(program: Program) -> None:
    """Show what is asked about a folder that is to be watched."""
    from desktop.ui.watch_dialog import WatchDialog

    dialog = WatchDialog(program.window.services, program.window.visit("watch"))
    dialog.folder.setText(str(SAMPLES))
    embed(program, dialog)


def filtered(program: Program) -> None:
    """Show a table with the rows that have a word."""
    show(program, 0, lambda viewer: viewer.field.setText("dolphins"))


def connection(program: Program) -> None:
    """Show the server, the proxy and the certificates in the settings."""
    page = program.window.visit("settings")
    settle(program)
    _scroll(page, page.connection.server)  # type: ignore[attr-defined] # what it is


def erasing(program: Program) -> None:
    """Show what is kept, with the question before all of it is erased."""
    run_task(program, "image-classification", "cat.jpg")
    finish(program)
    page = program.window.visit("privacy")
    settle(program)
    page.data.begin.click()  # type: ignore[attr-defined] # what it is
    settle(program)
    _scroll(page, page.data)  # type: ignore[attr-defined]


def proved(program: Program) -> None:
    """Show what an engine tried and what the system answered."""
    page = program.window.visit("privacy")
    page.proof.run()  # type: ignore[attr-defined] # what it is
    wait_for(page.proof.model.modelReset, lambda: page.proof.model.rowCount() > 0)  # type: ignore[attr-defined]
    settle(program)
    _scroll(page, page.proof)  # type: ignore[attr-defined]


def alarm(program: Program) -> None:
    """Show that something was kept from the network."""
    from desktop.hub.alarm import Stray

    program.window.show_stray(Stray(who="analytics", what="CONNECT", where="192.0.2.7:443"))


def set_aside(program: Program) -> None:
    """Show a file that stopped the engine twice."""
    window = program.window
    run_task(program, "image-classification", "photo.jpg", "cat.jpg")
    finish(program)
    job = window.services.queue.jobs()[-1]
    failure = InputQuarantined(name=job.input.name).failure()
    history = History(window.services.home.history)
    history.put([dataclasses.replace(job, id="example", state=JobState.FAILED, result=None, failure=failure)])
    history.close()
    window.services.queue.restore(["example"])
    window.assistant.jobs.select("example")


DIALOGS: dict[str, Callable[[Program], object]] = {
    "smallest": smallest,
    "wide": wide,
    "export": export,
    "credits": credits_list,
    "licences": licences,
    "watch-form": watch_form,
    "table-filtered": filtered,
    "connection": connection,
    "erasing": erasing,
    "privacy-proof": proved,
    "alarm": alarm,
    "set-aside": set_aside,
}
