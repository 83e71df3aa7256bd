"""The part of PySide6 that is written in Python: compiled, and without what only its makers need.

The wheel holds it as text inside a library, and compiles and imports all of it whenever a program starts. Where there
is a folder `files.dir` beside that library, it is imported from there instead. PySide6 makes such a folder by itself
when it finds `SBK_EMBED=0` in the environment.
"""

from __future__ import annotations

import importlib
import py_compile
import sys
from pathlib import Path

FOLDER = "shiboken6/files.dir"
_LEFT_OUT = {"shibokensupport/signature/lib/enum_sig.py", "shibokensupport/signature/lib/pyi_generator.py"}
"""They write type stubs."""
_INSTEAD = b'"""Left out of Ilha."""\n'


def compiled(work: Path) -> list[tuple[str, str, str]]:
    """Compile it into a folder; returns what PyInstaller is to put into the bundle."""
    importlib.import_module("PySide6.QtCore")
    _finders, held = sys.modules["signature_bootstrap"].prepare_zipfile()
    entries = []
    for name in held.zfile.namelist():
        if name.startswith("shibokensupport/") and name.endswith(".py"):
            source, target = work / name, work / f"{name}c"
            source.parent.mkdir(parents=True, exist_ok=True)
            source.write_bytes(_INSTEAD if name in _LEFT_OUT else held.zfile.read(name))
            unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
            py_compile.compile(str(source), str(target), name, doraise=True, optimize=1, invalidation_mode=unchecked)
            entries.append((f"{FOLDER}/{name}c", str(target), "DATA"))
    return entries
