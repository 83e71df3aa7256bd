"""Locks on folders, which end with the process that holds them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.core.errors import StorageInUse
from desktop.state.holds import alone, in_use

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such locks")
HOLD = """
import sys, pathlib
from desktop.state.holds import {0}
with {0}({1}):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_several_use_a_folder_and_one_is_alone_in_it(tmp_path: Path) -> None:
    with in_use([tmp_path]), in_use([tmp_path]), pytest.raises(StorageInUse), alone(tmp_path):
        pass
    with alone(tmp_path), pytest.raises(StorageInUse), alone(tmp_path):
        pass
    with alone(tmp_path), in_use([tmp_path, tmp_path / "gone"]):
        pass


@pytest.mark.parametrize("kind", ["alone", "in_use"])
def test_a_lock_goes_with_the_process_that_holds_it(tmp_path: Path, kind: str) -> None:
    folder = f"pathlib.Path({str(tmp_path)!r})"
    code = HOLD.format(kind, folder if kind == "alone" else f"[{folder}]")
    holder = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdin is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(StorageInUse), alone(tmp_path):
        pass
    holder.kill()
    holder.wait(60)
    holder.stdin.close()
    holder.stdout.close()
    with alone(tmp_path):
        pass


def test_a_folder_may_be_renamed_by_who_is_alone_in_it(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with alone(tmp_path / "a"):
        (tmp_path / "a").rename(tmp_path / "b")
        with pytest.raises(StorageInUse), alone(tmp_path / "b"):
            pass
