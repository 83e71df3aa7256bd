"""The real window in a process of its own: prints what of Qt and of the window other threads than its own import."""

from __future__ import annotations

import sys
import threading
from importlib.abc import MetaPathFinder
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType


class Watch(MetaPathFinder):
    """Finds nothing and tells who looks."""

    def find_spec(self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None) -> None:
        if fullname.startswith(("PySide6", "desktop.ui")) and threading.current_thread() is not threading.main_thread():
            print(fullname, flush=True)


def main() -> int:
    sys.meta_path.insert(0, Watch())
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from desktop.app import Program
    from desktop.state.paths import find_home
    from desktop.ui import theme

    application = QApplication(["ilha", *theme.ARGUMENTS])
    program = Program(application, find_home().make())
    window = program.window

    def look() -> None:
        if window.pane is not None:
            clock.stop()
            print("ready", flush=True)
            window.close()

    clock = QTimer(interval=20)
    clock.timeout.connect(look)
    clock.start()
    program.open()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
