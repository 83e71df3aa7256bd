"""Take the names of inner functions out of the bundle's libraries, where that does no harm.

What auditwheel patched may come out of `strip` with segments that no loader accepts. So its own copies of libraries
stay as they are, and every result is looked at before it takes the place of the library.
"""

from __future__ import annotations

import shutil
import struct
import tempfile
from pathlib import Path

from package_bundle import run

_COPIES = ".libs"
_LOADED = 1
_PAGE = 4096
_SEGMENT = struct.Struct("<I4xQQ24xQ")


def strip(folder: Path) -> int:
    """Strip every library below a folder that is no worse for it; returns the bytes that were saved."""
    saved = 0
    with tempfile.TemporaryDirectory() as temporary:
        for path in sorted(folder.rglob("*.so*")):
            if path.is_symlink() or not path.is_file() or path.parent.suffix == _COPIES:
                continue
            result = Path(temporary, path.name)
            run("strip", "--strip-unneeded", "-o", result, path)
            gain = path.stat().st_size - result.stat().st_size
            if gain > 0 and loads(result.read_bytes()):
                shutil.copymode(path, result)
                shutil.move(result, path)
                saved += gain
    return saved


def loads(library: bytes) -> bool:
    """Say whether a loader takes the segments of a 64-bit library: each lies in the file as it lies in its page."""
    (start,) = struct.unpack_from("<Q", library, 32)
    size, count = struct.unpack_from("<HH", library, 54)
    for number in range(count):
        kind, offset, address, alignment = _SEGMENT.unpack_from(library, start + size * number)
        if kind == _LOADED and (alignment % _PAGE or (address - offset) % alignment):
            return False
    return True
