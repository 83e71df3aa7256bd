"""Libraries get smaller and still load; what would not is left as it was."""

from __future__ import annotations

import importlib.util
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "packaging"))

import package_strip

pytestmark = pytest.mark.skipif(shutil.which("strip") is None, reason="binutils is not here")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """An extension module with names of inner functions."""
    found = importlib.util.find_spec("pyclipper._pyclipper")
    assert found is not None
    assert found.origin is not None
    folder = tmp_path / "bundle"
    folder.mkdir()
    return Path(shutil.copy2(found.origin, folder))


def test_a_stripped_library_is_smaller_and_loads(library: Path) -> None:
    before = library.stat()
    saved = package_strip.strip(library.parent)
    after = library.stat()
    assert saved == before.st_size - after.st_size > 100_000
    assert after.st_mode == before.st_mode
    load = "import importlib.util as u, sys; u.module_from_spec(u.spec_from_file_location('_pyclipper', sys.argv[1]))"
    subprocess.run([sys.executable, "-c", load, str(library)], check=True, timeout=60)


def test_copies_of_auditwheel_are_left_alone(library: Path) -> None:
    folder = library.parent / "something.libs"
    folder.mkdir()
    copy = Path(shutil.move(library, folder))
    before = copy.read_bytes()
    assert package_strip.strip(library.parent) == 0
    assert copy.read_bytes() == before


def test_a_segment_in_the_wrong_place_is_seen(library: Path) -> None:
    content = bytearray(library.read_bytes())
    assert package_strip.loads(bytes(content))
    (start,) = struct.unpack_from("<Q", content, 32)
    size, count = struct.unpack_from("<HH", content, 54)
    kinds = [struct.unpack_from("<I", content, start + size * number)[0] for number in range(count)]
    place = start + size * kinds.index(1) + 8
    struct.pack_into("<Q", content, place, struct.unpack_from("<Q", content, place)[0] + 512)
    assert not package_strip.loads(bytes(content))
