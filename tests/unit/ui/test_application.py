"""Files that macOS hands to the program; in a process of its own, for there is one application in each."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROBE = """
import sys
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFileOpenEvent
from desktop.ui.application import Application

application = Application(["ilha"])
application.opened.connect(lambda paths: (print(*(path.name for path in paths)), application.quit()))
for name in sys.argv[1:]:
    QCoreApplication.sendEvent(application, QFileOpenEvent(name))
application.exec()
"""


def test_the_files_of_one_gesture_arrive_together(tmp_path: Path) -> None:
    files = [str(tmp_path / "letter.txt"), str(tmp_path / "ação.png")]
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *files], env=variables, capture_output=True, timeout=60, check=True
    )
    assert done.stdout.decode().split() == ["letter.txt", "ação.png"]
