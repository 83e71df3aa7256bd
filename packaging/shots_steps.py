"""What the screenshots have in common: hand in samples, and wait for signals only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QDialog

    from desktop.app import Program
    from desktop.core.media import InputFile

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "resources" / "samples"
TIMEOUT_MS = 120_000


def hand_in(program: Program, *names: str) -> None:
    """Drop samples on the assistant and wait until they are recognised."""
    window = program.window
    paths = [SAMPLES / name for name in names]
    wait(window.services.intake.finished, lambda: window.hand_in(paths))


def recognise(*names: str) -> list[InputFile]:
    """Return samples as recognised files."""
    from desktop.media.sniff import recognise as look

    return [look(SAMPLES / name) for name in names]


def run_task(program: Program, task: str, *names: str) -> None:
    """Queue samples."""
    program.window.services.queue.add(recognise(*names), task)


def finish(program: Program) -> None:
    """Wait until every job has ended."""
    queue = program.window.services.queue
    wait_for(queue.job_changed, lambda: all(job.state.finished for job in queue.jobs()))


def embed(program: Program, dialog: QDialog) -> None:
    """Show a dialog inside of the window, which is dimmed, so that the picture of the window has it."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QColor, QPalette
    from PySide6.QtWidgets import QWidget

    veil = QWidget(program.window)
    dim = QPalette()
    dim.setColor(QPalette.ColorRole.Window, QColor(0, 0, 0, 96))
    veil.setPalette(dim)
    veil.setAutoFillBackground(True)
    veil.setGeometry(program.window.rect())
    veil.show()
    dialog.setParent(program.window, Qt.WindowType.Widget)
    dialog.setAutoFillBackground(True)
    if not dialog.testAttribute(Qt.WidgetAttribute.WA_Resized):
        dialog.adjustSize()
    dialog.move(program.window.rect().center() - dialog.rect().center())
    dialog.raise_()
    dialog.show()


def settle(program: Program) -> None:
    """Let layouts and repaints that were asked for happen: two turns of an idle event loop."""
    from PySide6.QtCore import QEventLoop, QTimer

    for interval in (0, 350):  # the second covers the list's own 100 ms of gathering changes
        loop = QEventLoop()
        QTimer.singleShot(interval, loop.quit)
        loop.exec()


def wait(signal: SignalInstance, act: Callable[[], object]) -> None:
    """Act and wait for a signal."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    signal.connect(loop.quit)
    QTimer.singleShot(0, act)
    QTimer.singleShot(TIMEOUT_MS, lambda: loop.exit(1))
    if loop.exec():
        raise TimeoutError("nothing happened in time")


def wait_for(signal: SignalInstance, condition: Callable[[], bool]) -> None:
    """Wait until a condition holds, looking whenever a signal comes."""
    from PySide6.QtCore import QEventLoop, QTimer

    if condition():
        return
    loop = QEventLoop()

    def look(*_arguments: object) -> None:
        if condition():
            loop.quit()

    signal.connect(look)
    QTimer.singleShot(TIMEOUT_MS, lambda: loop.exit(1))
    failed_to = loop.exec()
    signal.disconnect(look)
    if failed_to:
        raise TimeoutError("nothing happened in time")
