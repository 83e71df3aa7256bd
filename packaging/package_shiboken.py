"""The part of PySide6 that is written in Python: compiled, put off, and without what only its makers need.

The wheel holds it as text inside a library, and compiles and imports all of it whenever a program starts. Where there
is a folder `files.dir` beside that library, it is imported from there instead. PySide6 makes such a folder by itself
when it finds `SBK_EMBED=0` in the environment.
"""

from __future__ import annotations

import importlib
import marshal
import py_compile
import sys
from pathlib import Path

FOLDER = "shiboken6/files.dir"
_LEFT_OUT = {"shibokensupport/signature/lib/enum_sig.py", "shibokensupport/signature/lib/pyi_generator.py"}
"""They write type stubs."""
_INSTEAD = b'"""Left out of Ilha."""\n'
_LATE = {f"shibokensupport/signature/{name}.py" for name in ("errorhandler", "layout", "mapping", "parser")}
"""They explain mistakes; see `desktop/ui/qt_signatures.py`, which a process without a window does not load."""
_PUT_OFF = """def begin(code):
    import marshal, sys
    late = sys.modules.get("desktop.ui.qt_signatures")
    if late is None:
        exec(marshal.loads(code), globals())
    else:
        late.put_off(__name__, lambda: marshal.loads(code))

begin({code!r})
del begin
"""


def compiled(work: Path) -> list[tuple[str, str, str]]:
    """Compile it into a folder; returns what PyInstaller is to put into the bundle."""
    importlib.import_module("PySide6.QtCore")
    _finders, held = sys.modules["signature_bootstrap"].prepare_zipfile()
    entries = []
    for name in held.zfile.namelist():
        if name.startswith("shibokensupport/") and name.endswith(".py"):
            source, target = work / name, work / f"{name}c"
            source.parent.mkdir(parents=True, exist_ok=True)
            source.write_bytes(_INSTEAD if name in _LEFT_OUT else _waiting(name, held.zfile.read(name)))
            unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
            py_compile.compile(str(source), str(target), name, doraise=True, optimize=1, invalidation_mode=unchecked)
            entries.append((f"{FOLDER}/{name}c", str(target), "DATA"))
    return entries


def _waiting(name: str, source: bytes) -> bytes:
    """Return a module, or what runs it later."""
    if name not in _LATE:
        return source
    code = compile(source, name, "exec", dont_inherit=True, optimize=1)
    return _PUT_OFF.format(code=marshal.dumps(code)).encode()
