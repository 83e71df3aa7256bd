"""The real window in a process of its own, in which something strays: prints what the banner says."""

from __future__ import annotations

import socket
import sys
import threading

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.app import Program
from desktop.hub import alarm
from desktop.state.paths import find_home
from desktop.ui import theme


def main() -> int:
    alarm.arm()
    home = find_home().make()
    application = QApplication(["ilha", *theme.ARGUMENTS])
    program = Program(application, home)
    early = threading.Thread(target=_stray, args=(socket.AF_INET,))  # before there is anything to show it
    early.start()
    early.join()
    window = program.window
    seen: list[str] = []

    def look() -> None:
        if program.services is None or not window.banner.isVisible():
            return
        text = window.banner.accessibleName()
        if text not in seen:
            seen.append(text)
            print(text, flush=True)
        if len(seen) == 1:
            window.banner.hide()
            _stray(socket.AF_INET6)
        else:
            window.close()

    clock = QTimer(interval=20)
    clock.timeout.connect(look)
    clock.start()
    program.open()
    status = application.exec()
    program.stop()
    return status


def _stray(family: int) -> None:
    try:
        socket.socket(family)
    except PermissionError:
        print("refused", flush=True)


if __name__ == "__main__":
    sys.exit(main())
