"""Which of the files that PyInstaller finds go into a bundle; what is left out is named here with the reason."""

from __future__ import annotations

import os
import re
import sys
import sysconfig
from pathlib import Path
from typing import Any

import package_transformers

_DROPPED = re.compile(
    r"plugins/platformthemes/libqgtk3"
    r"|plugins/platforms/(lib)?q(eglfs|linuxfb|minimal|minimalegl|vkkhrdisplay|vnc|wayland-(brcm|egl))"
    r"|plugins/(egldeviceintegrations|generic|networkinformation|qmltooling|sqldrivers|tls|position|sensors)/"
    r"|plugins/platforminputcontexts/libqtvirtualkeyboard"
    r"|plugins/imageformats/(lib)?q(icns|pdf|tga|tiff|wbmp)\."
    r"|Qt6(Egl|Pdf|VirtualKeyboard|WebEngine)"
    r"|^PySide6/(Qt/)?(translations|qml)/"
    r"|^eld/tests/"
    r"|^rapidocr/models/"
)
"""Parts of Qt for devices without a desktop, formats that Pillow reads, texts for tests, and models, added later."""

_SYSTEM_KEPT = re.compile(
    r"^lib(bz2|crypto|ffi|lzma|python3|sqlite3|ssl|xcb-(cursor|icccm|image|keysyms|render-util|util))[-.0-9]"
)
"""Of the system's libraries only what Python was built with and what a plain desktop often lacks."""


def choose(analysis: Any, root: Path) -> None:
    """Leave out of what PyInstaller found everything that is not kept; `root` is the checkout."""
    ours = (
        *(str(root), sys.prefix, sysconfig.get_path("stdlib")),
        *([] if sys.base_prefix == "/usr" else [sys.base_prefix]),
    )
    analysis.pure = [entry for entry in analysis.pure if package_transformers.keeps(entry[0])]
    analysis.binaries = [entry for entry in analysis.binaries if _keeps(entry[0], entry[1], ours)]
    kept = {Path(entry[0]).name for entry in analysis.binaries}
    analysis.datas = [
        entry
        for entry in analysis.datas
        if _keeps(entry[0], entry[1], ours)
        and (
            entry[2] != "SYMLINK" or sys.platform == "darwin" or Path(entry[1]).name in kept
        )  # frameworks are of links
    ]


def _keeps(target: str, source: str, ours: tuple[str, ...]) -> bool:
    path = target.replace(os.sep, "/")
    if _DROPPED.search(path):
        return False
    if sys.platform == "linux" and not source.startswith(ours) and os.path.isabs(source):  # noqa: PTH117 - a text
        return _SYSTEM_KEPT.match(Path(path).name) is not None
    if path.startswith("transformers/"):
        if path.endswith(".py"):
            return package_transformers.keeps(path[:-3].removesuffix("/__init__").replace("/", "."))
        return not path.endswith((".cu", ".cuh", ".cpp", ".h"))
    return True
