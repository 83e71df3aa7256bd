"""The least that a window does: a list and an editor. Run as `python -m bench_window REPORT`, or bundled by itself."""

from __future__ import annotations

import sys
import time


def window(report: str) -> int:
    """Open a main window with a list and an editor; report its first paint, then end."""
    from PySide6.QtCore import QStringListModel, QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QListView, QMainWindow, QSplitter, QTextEdit

    class Window(QMainWindow):
        painted = False

        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            if not self.painted:
                self.painted = True
                QTimer.singleShot(0, self.report)

        def report(self) -> None:
            first_paint(report)
            app.quit()

    app = QApplication(sys.argv[:1])
    shown = Window()
    listing = QListView()
    listing.setModel(QStringListModel(["one", "two", "three"]))
    both = QSplitter()
    both.addWidget(listing)
    both.addWidget(QTextEdit("A line of text."))
    shown.setCentralWidget(both)
    shown.resize(1100, 720)
    shown.show()
    return app.exec()


def first_paint(report: str) -> None:
    """Write when this process painted for the first time and its memory, as the program's own hook does."""
    now = time.monotonic()
    import json
    from pathlib import Path

    import psutil

    resident = psutil.Process().memory_info().rss
    Path(report).write_text(json.dumps({"painted": now, "rss_bytes": resident}), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(window(sys.argv[1]))
