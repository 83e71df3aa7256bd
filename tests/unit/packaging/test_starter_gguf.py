"""Files of llama.cpp are read as they are written: settings, and the numbers that blocks of bits stand for."""

from __future__ import annotations

import struct
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

if TYPE_CHECKING:
    from types import ModuleType

RECIPES = Path(__file__).resolve().parents[3] / "packaging" / "starter"
RANDOM = np.random.default_rng(4)
ROWS, COLUMNS = 3, 64
FOUR = RANDOM.integers(0, 16, (ROWS, COLUMNS // 32, 32)).astype(np.uint8)
EIGHT = RANDOM.integers(-128, 128, (ROWS, COLUMNS // 32, 32)).astype(np.int8)
SCALE, LEAST = (RANDOM.normal(0, 0.1, (ROWS, COLUMNS // 32)).astype(np.float16) for _ in range(2))
NORM = RANDOM.normal(1, 0.1, 5).astype(np.float32)


@pytest.fixture(scope="module")
def gguf() -> ModuleType:
    spec = spec_from_file_location("gguf_file", RECIPES / "gguf_file.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def text(value: str) -> bytes:
    return struct.pack("<Q", len(value.encode())) + value.encode()


def written(path: Path) -> Path:
    """Write a file with one setting of each kind and one tensor of each kind."""
    settings = {
        "name": struct.pack("<I", 8) + text("ilhéu"),
        "layers": struct.pack("<II", 4, 30),
        "theta": struct.pack("<If", 6, 0.5),
        "tied": struct.pack("<I?", 7, True),
        "tokens": struct.pack("<IIQ", 9, 8, 2) + text("a") + text("Ġb"),
    }
    halves = [np.concatenate([part[..., None]], -1).view(np.uint8) for part in (SCALE, LEAST)]
    packed = FOUR[..., :16] | (FOUR[..., 16:] << 4)
    contents = [
        ((ROWS, COLUMNS), 3, np.concatenate([*halves, packed], -1).tobytes()),
        ((ROWS, COLUMNS), 8, np.concatenate([halves[0], EIGHT.view(np.uint8)], -1).tobytes()),
        ((5,), 0, NORM.tobytes()),
    ]
    head = b"GGUF" + struct.pack("<IQQ", 3, len(contents), len(settings))
    head += b"".join(text(name) + value for name, value in settings.items())
    body = b""
    for number, (shape, kind, content) in enumerate(contents):
        head += text(f"tensor {number}") + struct.pack(f"<I{len(shape)}Q", len(shape), *shape[::-1])
        head += struct.pack("<IQ", kind, len(body))
        body += content + bytes(-len(content) % 32)
    path.write_bytes(head + bytes(-len(head) % 32) + body)
    return path


@pytest.fixture
def read(gguf: ModuleType, tmp_path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    found: tuple[dict[str, Any], dict[str, Any]] = gguf.read_gguf(written(tmp_path / "model.gguf"))
    return found


def test_settings_have_their_types(read: tuple[dict[str, Any], dict[str, Any]]) -> None:
    assert read[0] == {"name": "ilhéu", "layers": 30, "theta": 0.5, "tied": True, "tokens": ["a", "Ġb"]}


def test_blocks_stand_for_numbers(read: tuple[dict[str, Any], dict[str, Any]]) -> None:
    four, eight, norm = (read[1][f"tensor {number}"] for number in range(3))
    scale, least = SCALE.astype(np.float32)[..., None], LEAST.astype(np.float32)[..., None]
    np.testing.assert_allclose(four.floats(), (FOUR * scale + least).reshape(ROWS, -1), rtol=1e-6)
    np.testing.assert_allclose(eight.floats(), (EIGHT * scale).reshape(ROWS, -1), rtol=1e-5, atol=1e-5)
    np.testing.assert_array_equal(norm, NORM)


def test_rows_change_places_with_their_scales(read: tuple[dict[str, Any], dict[str, Any]]) -> None:
    four = read[1]["tensor 0"]
    np.testing.assert_array_equal(four.rows(np.array([2, 0, 1])).floats(), four.floats()[[2, 0, 1]])


def test_another_file_is_refused(gguf: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "other.bin").write_bytes(b"PK\x03\x04" + bytes(60))
    with pytest.raises(ValueError, match="no GGUF"):
        gguf.read_gguf(tmp_path / "other.bin")
