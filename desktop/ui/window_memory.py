"""What the window remembers: its place, the last page, the last options of each task. Nothing private."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QSettings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class WindowMemory:
    """A small file of window state."""

    def __init__(self, path: Path) -> None:
        """Keep the state in the INI file at `path`, which belongs to its owner alone."""
        with suppress(OSError):
            path.touch(mode=0o600, exist_ok=False)
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    def bytes(self, name: str) -> QByteArray:
        """Return a saved geometry or state, empty when there is none."""
        value = self._settings.value(f"window/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep_bytes(self, name: str, value: QByteArray) -> None:
        """Save a geometry or state."""
        self._settings.setValue(f"window/{name}", value)

    @property
    def page(self) -> str:
        """Return the page that was shown last."""
        return str(self._settings.value("window/page", ""))

    @page.setter
    def page(self, page: str) -> None:
        self._settings.setValue("window/page", page)

    @property
    def ready(self) -> frozenset[str] | None:
        """Return the tasks that had a model when somebody last looked, None when nobody did."""
        kept = self._settings.value("window/ready")
        return None if kept is None else frozenset(str(kept).split())

    @ready.setter
    def ready(self, tasks: frozenset[str]) -> None:
        self._settings.setValue("window/ready", " ".join(sorted(tasks)))

    def options(self, task: str) -> dict[str, Any]:
        """Return the last options of a task; `model` is among them when one was picked."""
        import json

        try:
            found = json.loads(str(self._settings.value(f"tasks/{task}", "{}")))
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def keep_options(self, task: str, options: Mapping[str, object]) -> None:
        """Save the options of a task."""
        import json

        self._settings.setValue(f"tasks/{task}", json.dumps(dict(options)))

    def save(self) -> None:
        """Write the file."""
        self._settings.sync()
