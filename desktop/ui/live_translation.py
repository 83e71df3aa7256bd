"""Translates what is being typed: after a short pause, the last text only, and without ever blocking."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.core.errors import IlhaError
from desktop.core.job import Job, JobState
from desktop.core.result import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.core.errors import Failure
    from desktop.jobs.live import LiveRuns

PAUSE_MS = 400
_SAME = 24  # characters at the beginning by which a text is the one before, changed, and not another one


class LiveState(Enum):
    """What becomes of the text that is there now."""

    EMPTY = "empty"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


Order = tuple[str | None, dict[str, object]]


class LiveTranslation(QObject):
    """Follows one text.

    Signals:
        changed: any of the attributes.

    Attributes:
        state: of the text that is there now.
        value: the last translation, perhaps of an earlier text; None when there is none to show.
        detecting: whether the language has to be found out, and is not known yet.
        text_so_far: of a translation that comes piece by piece, where no earlier one is shown meanwhile.
        failure: why there is no translation.
    """

    changed = Signal()

    def __init__(self, live: LiveRuns, task: str, order: Callable[[], Order], parent: QObject | None = None) -> None:
        """Run `task`; `order` returns the model and the parameters that are wished now."""
        super().__init__(parent)
        self._live = live
        self._task = task
        self._order = order
        self._run = ""
        self._text = ""
        self.state = LiveState.EMPTY
        self.value: Text | None = None
        self.detecting = False
        self.text_so_far = ""
        self.failure: Failure | None = None
        self.pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self.pause.timeout.connect(self.begin)
        live.partial.connect(self._take_partial)
        live.ended.connect(self._take_end)

    @property
    def fresh(self) -> bool:
        """Say whether the translation is that of the text that is there now."""
        return self.state is LiveState.DONE

    def follow(self, text: str) -> None:
        """Take the text as it is now and translate it once nothing was typed for a moment."""
        self._text = text
        if not text.strip():
            self._drop()
            self._become(LiveState.EMPTY)
            return
        if self.value is not None and not _alike(text, self._shown_source()):
            self.value = None
        self.pause.start()
        self._become(LiveState.WORKING)

    def begin(self) -> None:
        """Translate now; what is under way for an earlier text is given up."""
        self.pause.stop()
        if not self._text.strip():
            return
        self._give_up()
        model, params = self._order()
        self.detecting = not params.get("source") and self.value is None
        try:
            self._run = self._live.begin(self._text, self._task, model, params)
        except IlhaError as error:
            self._fail(error.failure())
        else:
            self._become(LiveState.WORKING)

    def stop(self) -> bool:
        """Give the translation up; returns whether there was one under way."""
        working = self.state is LiveState.WORKING
        if working:
            self._drop()
            self._become(LiveState.STOPPED)
        return working

    def _drop(self) -> None:
        self.pause.stop()
        self._give_up()
        self.value = None

    def _give_up(self) -> None:
        run, self._run = self._run, ""
        self.text_so_far = ""
        if run:
            self._live.give_up(run)

    def _fail(self, failure: Failure) -> None:
        self.failure, self.value = failure, None
        self._become(LiveState.FAILED)

    def _become(self, state: LiveState) -> None:
        self.state = state
        if state is not LiveState.FAILED:
            self.failure = None
        self.changed.emit()

    def _shown_source(self) -> str:
        made = self.value.translation if self.value else None
        return made.text if made else ""

    @Slot(str, str)
    def _take_partial(self, run: str, text: str) -> None:
        if run == self._run and self.value is None:
            self.text_so_far, self.detecting = text, False
            self.changed.emit()

    @Slot(object)
    def _take_end(self, job: Job) -> None:
        if job.id != self._run:
            return
        self._run, self.text_so_far = "", ""
        waiting = self.pause.isActive()  # something was typed meanwhile
        if job.state is JobState.DONE and job.result is not None and isinstance(job.result.value, Text):
            self.value = job.result.value
            self._become(LiveState.WORKING if waiting else LiveState.DONE)
        elif job.failure is not None and not waiting:
            self._fail(job.failure)


def _alike(text: str, other: str) -> bool:
    """Say whether one text grew out of the other: they begin alike, or end so."""
    length = min(len(text), len(other), _SAME)
    return text[:length] == other[:length] or text[-length:] == other[-length:]
