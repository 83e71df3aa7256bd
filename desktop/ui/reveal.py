"""Show a file in the file manager, or open it or an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop.state.files import usual_permissions

if TYPE_CHECKING:
    from pathlib import Path


def show_in_folder(path: Path) -> None:
    """Open the folder that holds `path`; tests replace this function."""
    _open(QUrl.fromLocalFile(str(path.parent)))


def open_file(path: Path) -> None:
    """Open a file with the program the user has for it; tests replace this function."""
    _open(QUrl.fromLocalFile(str(path)))


def open_address(address: QUrl) -> None:
    """Open an address with the program the user has for it; tests replace this function."""
    _open(address)


def _open(address: QUrl) -> None:
    with usual_permissions():
        QDesktopServices.openUrl(address)
