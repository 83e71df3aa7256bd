"""The icon of the program in the forms that desktops take: PNG, `.ico` for Windows, `.icns` for macOS."""

from __future__ import annotations

import io
from pathlib import Path

from package_bundle import ROOT, Failed

ICON = ROOT / "resources" / "ilha.svg"
WINDOWS_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
MACOS_SIZES = (32, 64, 128, 256, 512, 1024)


def draw(size: int) -> bytes:
    """Return the icon as a PNG of `size` × `size` pixels."""
    from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(ICON)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload] # the stubs want bytes here, Qt takes only str
        raise Failed(f"an icon of {size} pixels could not be drawn")
    return bytes(buffer.data().data())


def write_ico(target: Path) -> Path:
    """Write the icon for Windows; every size is drawn for itself."""
    return _write(target, "ICO", WINDOWS_SIZES)


def write_icns(target: Path) -> Path:
    """Write the icon for macOS; every size is drawn for itself."""
    return _write(target, "ICNS", MACOS_SIZES)


def _write(target: Path, form: str, sizes: tuple[int, ...]) -> Path:
    from PIL import Image

    largest, *others = [Image.open(io.BytesIO(draw(size))) for size in reversed(sizes)]
    target.parent.mkdir(parents=True, exist_ok=True)
    largest.save(target, form, sizes=[(size, size) for size in sizes], append_images=others)
    return target
