"""What a drag or the clipboard carries."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QMimeData


_ARCHIVES = frozenset({".zip", ".tar", ".gz", ".tgz"})


def usable(mime: QMimeData) -> bool:
    """Say whether there is anything to work on."""
    return mime.hasImage() or bool(paths_of(mime)) or bool(mime.text().strip())


def paths_of(mime: QMimeData) -> list[Path]:
    """Return the local files and folders."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def models_in(paths: Sequence[Path]) -> list[Path]:
    """Return what could be models, by the names alone: nothing is opened."""
    return [path for path in paths if path.suffix.lower() in _ARCHIVES or path.is_dir()]


def png_of(mime: QMimeData) -> bytes:
    """Return the picture as PNG, or nothing."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImage, QImageWriter

    image = mime.imageData()
    if not isinstance(image, QImage) or image.isNull():
        return b""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    buffer.close()
    return bytes(content.data())
