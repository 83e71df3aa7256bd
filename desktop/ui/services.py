"""What pages and viewers may ask for; built once in `app.py`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.core.model import InstalledModel
    from desktop.core.task import Task
    from desktop.jobs.background import Background
    from desktop.jobs.intake import Intake
    from desktop.jobs.preferences import Preferences
    from desktop.jobs.queue import JobQueue
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The parts of the program below the window.

    `import_model` checks a folder, copies it to the models of this computer and returns what it became; it is called in
    the background and raises an `IlhaError` that names the fault. None while models cannot be added.
    """

    home: Home
    queue: JobQueue
    intake: Intake
    background: Background
    preferences: Preferences
    shelf: ModelShelf
    tasks: dict[str, Task]
    import_model: Callable[[Path], InstalledModel] | None = None
