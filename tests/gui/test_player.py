"""A recording is really played, in a process of its own: Qt looks for the server of sound only once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.gui import results
from tests.sound_server import LOUDSPEAKER, sound_server

PLAY = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from desktop.ui.player import Player

app = QCoreApplication([])
player = Player()
player.open(Path(sys.argv[1]))

def begin():
    if not player.lack and not player.playing:
        player.seek(3.0)
        player.toggle()

player.lack_changed.connect(begin)
player.moved.connect(lambda seconds: app.exit(0 if seconds >= 3.0 else 1))
QTimer.singleShot(60_000, lambda: app.exit(2))
begin()
sys.exit(app.exec())
"""


def test_a_recording_is_played_from_where_was_wanted_and_its_name_is_told_to_nobody(tmp_path: Path) -> None:
    path = results.recording(tmp_path / "divorce lawyer.wav")
    with sound_server(tmp_path) as server:
        server.load(LOUDSPEAKER)
        done = subprocess.run(
            [sys.executable, "-c", PLAY, str(path)],
            check=False,
            capture_output=True,
            text=True,
            timeout=110,
            env={**os.environ, **server.variables, "PYTHONPATH": str(Path(__file__).parents[2])},
        )
    assert done.returncode == 0, done.stderr
    assert path.name not in done.stdout + done.stderr
