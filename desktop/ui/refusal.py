"""Why the program cannot go on, in a box of its own: there is no window to say it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.language import failure_text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.core.errors import IlhaError


def refuse(error: IlhaError, parent: QWidget | None = None) -> None:
    """Show an error that the program cannot go on with, and wait until it is read."""
    from PySide6.QtWidgets import QMessageBox

    QMessageBox.critical(parent, "Ilha", "\n\n".join(failure_text(error.failure())))
