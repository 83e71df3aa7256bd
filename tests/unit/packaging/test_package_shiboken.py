"""What PySide6 imports from the folder beside its library is complete: a program starts with it and tells mistakes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import PySide6
import shiboken6

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "packaging"))

import package_shiboken
import pytest

_PROGRAM = """
import sys
import {first}
from PySide6.QtCore import QSize

assert "argparse" not in sys.modules, "nothing of what writes type stubs is imported"
assert sys.modules["shibokensupport"].__file__.endswith(".pyc"), "it is compiled already"
print("pyside_type_init" in vars(sys.modules["shibokensupport.signature.parser"]))
try:
    QSize("wide")
except TypeError as error:
    print(error)
"""


@pytest.mark.parametrize(("first", "at_once"), [("PySide6.QtCore", True), ("desktop.ui", False)])
def test_a_program_with_the_folder_starts_and_explains_wrong_arguments(
    first: str, at_once: bool, tmp_path: Path
) -> None:
    """PySide6 looks beside the package `shiboken6`, so that is what stands somewhere else, with links to the rest."""
    beside = tmp_path / "shiboken6"
    beside.mkdir()
    for path in Path(shiboken6.__file__).parent.iterdir():
        if path.name == "__init__.py":
            shutil.copy(path, beside)
        elif path.name != "__pycache__":
            (beside / path.name).symlink_to(path)
    (tmp_path / "PySide6").symlink_to(Path(PySide6.__file__).parent)
    for target, source, _ in package_shiboken.compiled(tmp_path / "work"):
        (tmp_path / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, tmp_path / target)
    command = [sys.executable, "-c", _PROGRAM.format(first=first)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{at_once}\n"), "a window does not wait for what explains mistakes"
    assert "(w: int, h: int" in done.stdout
