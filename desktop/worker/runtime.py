"""What the engine process says of itself: the time, its versions, its modules and its memory. Standard library only."""

from __future__ import annotations

import datetime as dt
import os
import platform
import sys
from pathlib import Path

_PACKAGES = ("onnxruntime", "numpy", "tokenizers", "transformers", "pillow", "pypdfium2", "rapidocr")
_MODULES = {"pillow": "PIL"}
_known: dict[str, str] = {}


def now() -> str:
    """Return the time in UTC, ISO 8601."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")


def version(package: str) -> str:
    """Return the version of an installed package."""
    if package not in _known:
        import importlib.metadata

        _known[package] = importlib.metadata.version(package)
    return _known[package]


def installed(package: str) -> str | None:
    """Return the same, or None when there is no such package here."""
    import importlib.metadata

    try:
        return version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def versions() -> dict[str, str]:
    """Return the versions of what is loaded in this process and can change a result."""
    loaded = {name: version(name) for name in _PACKAGES if _MODULES.get(name, name) in sys.modules}
    return {"python": platform.python_version(), "platform": f"{sys.platform} {platform.machine()}", **loaded}


def foreign_modules() -> set[str]:
    """Return the top-level names of imported modules, and our own packages in full."""
    return {
        ".".join(name.split(".")[:2]) if name.startswith("desktop.") else name.split(".")[0]
        for name in tuple(sys.modules)  # a thread may be importing
    }


def resident_bytes() -> int:
    """Return how much memory the process holds, 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGESIZE")


def peak_bytes() -> int:
    """Return how much memory the process held at most, 0 where the system does not say."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0
    found = next((line.split()[1] for line in lines if line.startswith("VmHWM:")), "0")
    return int(found) << 10
