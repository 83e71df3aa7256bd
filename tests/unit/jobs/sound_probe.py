"""Records or plays in a process of its own, as Qt looks for the server of sound only once.

Every line it reads names what to call or ask, every line it prints is a JSON list.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier

from desktop.core.errors import Failure


def tell(*words: object) -> None:
    print(json.dumps(words), flush=True)


class Orders(QObject):
    """Calls what a line of standard input names: `start`, `choose ID`, `seek 1.5`."""

    def __init__(self, target: Any) -> None:
        super().__init__()
        self._target = target
        self._orders = open(0, "rb", buffering=0)  # noqa: SIM115 - a buffer would hide lines from the notifier
        self._notifier = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._obey)

    def _obey(self) -> None:
        words = self._orders.readline().decode().split()
        if not words:
            QCoreApplication.quit()
            return
        name, *rest = words
        kinds = {"seek": float, "set_speed": float, "open": Path}
        value = getattr(self._target, name)
        tell(name, value(*map(kinds.get(name, str), rest)) if callable(value) else value)


def record(folder: Path) -> Orders:
    from desktop.jobs.microphone import Microphone

    microphone = Microphone(folder, QCoreApplication.instance())

    def fail(failure: Failure) -> None:
        tell("failed", failure.code)

    microphone.level.connect(lambda level: tell("level", level, microphone.seconds))
    microphone.recorded.connect(lambda path: tell("recorded", str(path)))
    microphone.failed.connect(fail)
    microphone.changed.connect(lambda: tell("changed", microphone.recording, microphone.paused, microphone.lack))
    return Orders(microphone)


def play() -> Orders:
    from desktop.ui.player import Player

    player = Player(QCoreApplication.instance())
    player.moved.connect(lambda seconds: tell("moved", seconds))
    player.playing_changed.connect(lambda playing: tell("playing", playing))
    player.lack_changed.connect(lambda: tell("lack", player.lack))
    return Orders(player)


if __name__ == "__main__":
    application = QCoreApplication([])
    orders = record(Path(sys.argv[2])) if sys.argv[1] == "record" else play()
    tell("ready")
    application.exec()
