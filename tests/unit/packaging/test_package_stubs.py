"""Without what OpenCV's wheel brings along, OpenCV does what the program asks of it, and nothing else."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "packaging"))

import package_stubs

pytestmark = pytest.mark.skipif(shutil.which("gcc") is None, reason="no compiler is here")

ASKED = """
import cv2, numpy as np
picture = np.zeros((40, 60, 3), np.uint8)
picture[10:30, 20:40] = 255
grey = cv2.cvtColor(cv2.resize(picture, (120, 80)), cv2.COLOR_BGR2GRAY)
(outline,), _ = cv2.findContours(grey, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
corners = cv2.boxPoints(cv2.minAreaRect(outline)).astype(np.float32)
target = np.float32([[0, 0], [39, 0], [39, 39], [0, 39]])
turned = cv2.warpPerspective(grey, cv2.getPerspectiveTransform(corners, target), (40, 40))
assert turned.mean() > 200, turned.mean()
"""


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = importlib.util.find_spec("cv2")
    assert found is not None
    assert found.origin is not None
    installed = Path(found.origin).parent
    folder = tmp_path_factory.mktemp("bundle")
    for name in (installed.name, package_stubs.FOLDER):
        shutil.copytree(installed.parent / name, folder / name)
    return folder


def run(inside: Path, program: str) -> subprocess.CompletedProcess[str]:
    variables = os.environ | {"PYTHONPATH": str(inside)}
    return subprocess.run(
        [sys.executable, "-c", program], check=False, env=variables, capture_output=True, text=True, timeout=60
    )


def test_what_is_asked_of_it_works_and_the_rest_ends_the_process(inside: Path) -> None:
    assert package_stubs.replace(inside) > 80_000_000
    left = list((inside / package_stubs.FOLDER).iterdir())
    assert left
    assert all(package_stubs.MARK in path.read_bytes() for path in left)
    done = run(inside, ASKED)
    assert done.returncode == 0, done.stderr
    done = run(inside, "import cv2; cv2.VideoCapture('film.mp4')")
    assert done.returncode < 0
    assert "left out of Ilha" in done.stderr


def test_a_bundle_without_it_is_left_alone(tmp_path: Path) -> None:
    assert package_stubs.replace(tmp_path) == 0
