"""What pages and viewers may ask for; built once in `app.py`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.core.task import Task
    from desktop.jobs.background import Background
    from desktop.jobs.download_thread import DownloadThread
    from desktop.jobs.intake import Intake
    from desktop.jobs.model_keeper import ModelKeeper
    from desktop.jobs.preferences import Preferences
    from desktop.jobs.queue import JobQueue
    from desktop.jobs.watcher import Watcher
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The parts of the program below the window.

    Attributes:
        keeper: what is done with the models of this computer; its methods are for the background.
        network: the only way to a server.
    """

    home: Home
    queue: JobQueue
    intake: Intake
    background: Background
    preferences: Preferences
    shelf: ModelShelf
    tasks: dict[str, Task]
    keeper: ModelKeeper
    network: DownloadThread
    watcher: Watcher
