"""What the program writes belongs to its owner alone; what it gives away is as the user's other files."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.core.errors import StorageError, StorageFull, StorageNotWritable
from desktop.state.files import StorageUnlockable, storage_errors

ROOT = Path(__file__).resolve().parents[3]
CODE = """
import os, sys
from pathlib import Path
from desktop.media.storage import publish, publish_folder
from desktop.state.files import keep_to_owner, replace_file, usual_permissions
os.umask(0o022)
keep_to_owner()
home, outside = Path(sys.argv[1], "home"), Path(sys.argv[1], "outside")
(home / "deep" / "er").mkdir(parents=True)
(home / "log").write_text("")
replace_file(home / "settings", b"")
publish(outside / "new", ["a.txt"], lambda stream: None)
def crops(folder):
    (folder / "in").mkdir()
    (folder / "in" / "1.png").touch()
publish_folder(outside, ["crops"], crops)
with usual_permissions():
    (outside / "by another program").touch()
(home / "after").touch()
for path in sorted(Path(sys.argv[1]).rglob("*")):
    print(path.relative_to(sys.argv[1]), oct(path.stat().st_mode & 0o777))
"""


def test_permissions(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE, tmp_path], check=True, cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    modes = dict(line.rsplit(" ", 1) for line in done.stdout.splitlines())
    home = {name: mode for name, mode in modes.items() if name.startswith("home")}
    assert set(home.values()) == {"0o700", "0o600"}
    assert len(home) == 6
    assert {name: mode for name, mode in modes.items() if name not in home} == {
        "outside": "0o755",
        "outside/by another program": "0o644",
        "outside/crops": "0o755",
        "outside/crops/in": "0o755",
        "outside/crops/in/1.png": "0o644",
        "outside/new": "0o755",
        "outside/new/a.txt": "0o644",
    }


@pytest.mark.parametrize(
    ("number", "kind"),
    [(errno.ENOSPC, StorageFull), (errno.ENOLCK, StorageUnlockable), (errno.EACCES, StorageNotWritable)],
)
def test_what_the_system_refuses_is_called_by_its_name(tmp_path: Path, number: int, kind: type[StorageError]) -> None:
    with pytest.raises(kind), storage_errors(tmp_path):
        raise OSError(number, "refused")
