"""Leave out what OpenCV's wheel brings along and nobody here calls: FFmpeg with OpenSSL, a BLAS, AV1 and PNG.

The program hands OpenCV arrays of pixels and asks it to scale, turn and outline them. Its library wants the others at
its start all the same, so each is replaced by an empty one with the same names. Who calls into it ends the process, as
a crash of the engine that is explained; the proof reads pages with it.
"""

from __future__ import annotations

import re
import tempfile
from collections import defaultdict
from pathlib import Path

from package_bundle import Failed, run

MARK = b"left out of Ilha"
FOLDER = "opencv_python_headless.libs"
_USER = "cv2/cv2.abi3.so"
_SYMBOL = re.compile(r"^\s*\d+: \S+\s+\S+ (\w+)\s+\w+\s+\w+\s+(\w+) ([\w.]+)(?:@@?(\w+))?", re.MULTILINE)
_NEEDED = re.compile(r"\(NEEDED\)\s+Shared library: \[([^\]]+)\]")
_HEAD = """\
#include <stdlib.h>
#include <unistd.h>
static void gone(void) {{
    static const char said[] = "{library} was {mark}\\n";
    if (write(2, said, sizeof said - 1)) {{}}
    abort();
}}
"""


def replace(inside: Path) -> int:
    """Put empty libraries in the place of those beside OpenCV; returns the bytes that were saved."""
    user, folder = inside / _USER, inside / FOLDER
    if not user.exists() or not folder.is_dir():
        return 0
    before = sum(path.stat().st_size for path in folder.iterdir())
    called = {name for _, place, name, _ in _symbols(user) if place == "UND"}
    needed = set(_NEEDED.findall(run("readelf", "-dW", user)))
    for library in sorted(folder.iterdir()):
        if library.name in needed:
            _empty(library, called)
        else:
            library.unlink()
    return before - sum(path.stat().st_size for path in folder.iterdir())


def _symbols(library: Path) -> list[tuple[str, str, str, str]]:
    """Return kind, section (UND for what is called), name and version of every symbol that a loader sees."""
    return _SYMBOL.findall(run("readelf", "--dyn-syms", "-W", library))


def _empty(library: Path, called: set[str]) -> None:
    """Replace a library by one with the same names of what is called, and nothing behind them."""
    versions: dict[str, list[str]] = defaultdict(list)
    for kind, place, name, version in _symbols(library):
        if place != "UND" and name in called:
            if kind != "FUNC":
                raise Failed(f"{library.name}: {name} is no function, so the library cannot be left out")
            versions[version].append(name)
    with tempfile.TemporaryDirectory() as temporary:
        source, script = Path(temporary, "empty.c"), Path(temporary, "versions")
        lines = [_HEAD.format(library=library.name, mark=MARK.decode())]
        lines += [f"void {name}(void) {{ gone(); }}\n" for names in versions.values() for name in names]
        source.write_text("".join(lines), encoding="ascii")
        parts = [
            f"{version or ''} {{ global: {'; '.join(names)}; {'local: *; ' if not version else ''}}};\n"
            for version, names in versions.items()
        ]
        script.write_text("".join(parts), encoding="ascii")
        options = ("-shared", "-fPIC", "-Os", "-s", "-fno-builtin", f"-Wl,-soname,{library.name}")
        run("gcc", *options, f"-Wl,--version-script={script}", "-o", library, source)
