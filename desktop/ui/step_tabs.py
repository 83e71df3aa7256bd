"""The steps of a recipe's run as tabs above the result: which are done, which one is at work, which one has failed."""

from __future__ import annotations

import dataclasses
import itertools
from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSizePolicy, QTabBar, QVBoxLayout, QWidget

from desktop.core.job import Job, JobState
from desktop.core.recipe import is_recipe, is_step, place_of, run_of, step_id, steps_of
from desktop.jobs.recipes import stands
from desktop.jobs.turns import FEW, Turns
from desktop.state.recipes import read_steps
from desktop.ui import icons, theme
from desktop.ui.job_text import LOOKS, state_word
from desktop.ui.recipe_text import step_title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.core.recipe import Step
    from desktop.ui.services import Services

_WORST_FIRST = (JobState.RUNNING, JobState.FAILED, JobState.CANCELLED, JobState.QUEUED, JobState.DONE)


class StepTabs(QWidget):
    """Hidden but for recipes; follows the step at work until somebody chooses another.

    Signals:
        changed: the step that is shown is another one, or has changed.
        begun: id of a run that was begun with a step of this one.
    """

    changed = Signal()
    begun = Signal(str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.run: Job | None = None
        self._turns = Turns(services.queue.rota, self)
        self._steps: tuple[Step, ...] = ()
        self._jobs: dict[str, Job] = {}
        self._counts: list[Counter[JobState]] = []
        self._chosen = False
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setIconSize(QSize(16, 16))
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabs.currentChanged.connect(self._choose)
        self.files = QComboBox()
        self.files.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.files.currentIndexChanged.connect(self._choose)
        self.again = QPushButton()
        self.again.setProperty("kind", "quiet")
        self.again.setIcon(icons.icon("play", "accent"))
        self.again.clicked.connect(self._run_again)
        below = QHBoxLayout()
        below.setSpacing(theme.GAP)
        below.addWidget(self.files, 1)
        below.addStretch(0)
        below.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP // 2)
        column.addWidget(self.tabs)
        column.addLayout(below)
        services.queue.recipes.step_changed.connect(self._take)
        services.queue.edits.changed.connect(self._note)
        self.retranslate()
        self.hide()

    def show_run(self, job: Job | None) -> Job | None:
        """Show the steps of a job, if it is a recipe's; returns the job whose result is to be shown."""
        self.run = job if job is not None and is_recipe(job.task) else None
        self.setVisible(self.run is not None)
        self._turns.stop()
        if self.run is None:
            return job
        self._steps = read_steps(steps_of(self.run.params))
        self._jobs, self._counts, self._chosen = {}, [Counter() for _ in self._steps], False
        steps = self._services.queue.recipes.steps(self.run.id)
        self._build()
        self._read(itertools.islice(steps, FEW))
        self._turns.later(steps, self._read)
        return self.job

    def take_run(self, run: Job) -> None:
        """Take the run as it is now."""
        moved = self.run is None or run.state is not self.run.state
        self.run = run
        if moved:  # what its steps came to is told of one by one; there may be thousands of them
            self._write()
            self._follow()
            self.changed.emit()

    @property
    def job(self) -> Job | None:
        """Return the job of the step that is shown; one that was not begun gets one that stands for it."""
        if self.run is None:
            return None
        number, item = max(self.tabs.currentIndex(), 0), self._item()
        step_job = self._jobs.get(step_id(self.run.id, number, item))
        if step_job is None:
            step, job_id = self._steps[number], step_id(self.run.id, number, item)
            step_job = Job(id=job_id, input=self.run.input, task=step.task, model=step.model)
        return _as(step_job, stands(self.run, step_job.state))

    def retranslate(self) -> None:
        """Write every text anew."""
        self.tabs.setAccessibleName(self.tr("Steps"))
        self.files.setAccessibleName(self.tr("File"))
        self.again.setText(self.tr("Run again from here"))
        self.again.setAccessibleName(self.again.text())
        self.again.setToolTip(
            self.tr("Do this step and those after it once more, with the recipe as it is now; this result stays")
        )
        if self.run is not None:
            self._write()

    # --- inside ------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        """Make a tab for each step."""
        for widget in (self.tabs, self.files):
            widget.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for _ in self._steps:
            self.tabs.addTab("")
        self.files.clear()
        for widget in (self.tabs, self.files):
            widget.blockSignals(False)

    def _read(self, steps: Iterable[Job]) -> None:
        """Take up steps that are read from the history, with an entry for each file; what is known already is newer."""
        shown = self.job if self._jobs else None
        new = [step for step in steps if step.id not in self._jobs]
        self._put(new)
        self.files.blockSignals(True)
        for step in new:
            number, item = place_of(step.id)
            if number == 0:
                self.files.addItem(step.input.name, item)
        self.files.blockSignals(False)
        self._write()
        self._follow()
        now = self.job
        if shown is not None and now is not None and (now.id, now.state) != (shown.id, shown.state):
            self.changed.emit()

    def _write(self) -> None:
        for number, step in enumerate(self._steps):
            state = self._state_of(number)
            title = step_title(step.task, self._services.tasks)
            self.tabs.setTabText(number, title)
            self.tabs.setTabIcon(number, icons.icon(LOOKS[state].icon, LOOKS[state].role))
            self.tabs.setTabToolTip(number, f"{title}: {state_word(state)}")
            self.tabs.setAccessibleTabName(number, f"{number + 1}, {title}, {state_word(state)}")
        self._arrange()

    def _arrange(self) -> None:
        """Show what is of use for the step that is shown."""
        assert self.run is not None
        self.files.setVisible(self._several)
        self.again.setVisible(self.run.state.finished and self._begun(self.tabs.currentIndex()))

    def _put(self, steps: Iterable[Job]) -> None:
        """Take steps as they are now; their states are counted along, since there may be thousands of them."""
        for step in steps:
            counts, before = self._counts[place_of(step.id)[0]], self._jobs.get(step.id)
            counts[step.state] += 1
            if before is not None:
                counts[before.state] -= 1
            self._jobs[step.id] = step

    @property
    def _several(self) -> bool:
        """Say whether the step that is shown has worked on several files."""
        return self._counts[max(self.tabs.currentIndex(), 0)].total() > 1

    def _begun(self, number: int) -> bool:
        """Say whether a step has anything to work on."""
        return number == 0 or self._counts[number - 1][JobState.DONE] > 0

    def _state_of(self, number: int) -> JobState:
        assert self.run is not None
        known = [state for state, count in self._counts[number].items() if count] or [JobState.QUEUED]
        states = {stands(self.run, state) for state in known}
        return next(state for state in _WORST_FIRST if state in states)

    def _item(self) -> int:
        """Return the number of the file that is shown."""
        return int(self.files.currentData() or 0) if self._several else 0

    def _follow(self) -> None:
        """Go to the step at work, or to the last one with something to say, unless the user chose one."""
        if self._chosen:
            return
        states = [self._state_of(number) for number in range(len(self._steps))]
        wanted = next((number for number, state in enumerate(states) if state in _WORST_FIRST[:2]), None)
        if wanted is None:
            done = [number for number, state in enumerate(states) if state is JobState.DONE]
            wanted = done[-1] if done else 0
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(wanted)
        self.tabs.blockSignals(False)
        self._arrange()

    @Slot()
    def _choose(self) -> None:
        if self.run is not None:
            self._chosen = True
            self._arrange()
            self.changed.emit()

    @Slot(object)
    def _take(self, step: Job) -> None:
        if self.run is None or not is_step(step.id) or run_of(step.id) != self.run.id:
            return
        number, before = place_of(step.id)[0], self._jobs.get(step.id)
        state = self._state_of(number)
        self._put([step])
        if self._state_of(number) is not state:
            self._write()
            self._follow()
        shown = self.job
        if shown is not None and (shown.id == step.id or before is None):
            self.changed.emit()

    @Slot(object)
    def _note(self, step: Job) -> None:
        """Know a result that was changed by hand; who shows it has changed it."""
        if step.id in self._jobs:
            self._put([step])

    def _run_again(self) -> None:
        if self.run is not None:
            run_id = self._services.queue.recipes.again(self.run.id, self.tabs.currentIndex())
            if run_id is not None:
                self.begun.emit(run_id)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _as(job: Job, state: JobState) -> Job:
    return job if job.state is state else dataclasses.replace(job, state=state)
