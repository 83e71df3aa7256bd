"""A job in words: what the list and a screen reader say about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.core.job import Job, JobState
from desktop.core.queue import Priority
from desktop.core.recipe import is_recipe
from desktop.core.task import AUTOMATIC
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.ui import language
from desktop.ui.language import failure_text, translate
from desktop.ui.recipe_text import job_title

if TYPE_CHECKING:
    from desktop.core.task import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class StateLook:
    """How a state is shown: a word, a drawing and a colour; the colour alone says nothing."""

    word: str
    icon: str
    role: str


LOOKS = {
    JobState.QUEUED: StateLook(word=QT_TRANSLATE_NOOP("JobState", "Waiting"), icon="clock", role="muted"),
    JobState.RUNNING: StateLook(word=QT_TRANSLATE_NOOP("JobState", "Running"), icon="loader", role="accent"),
    JobState.DONE: StateLook(word=QT_TRANSLATE_NOOP("JobState", "Done"), icon="check", role="good"),
    JobState.FAILED: StateLook(word=QT_TRANSLATE_NOOP("JobState", "Failed"), icon="circle-alert", role="bad"),
    JobState.CANCELLED: StateLook(word=QT_TRANSLATE_NOOP("JobState", "Cancelled"), icon="circle-slash", role="muted"),
}

PRIORITIES = {
    Priority.HIGH: QT_TRANSLATE_NOOP("Priority", "Urgent"),
    Priority.NORMAL: QT_TRANSLATE_NOOP("Priority", "Normal"),
    Priority.LOW: QT_TRANSLATE_NOOP("Priority", "When there is time"),
}


def state_word(state: JobState) -> str:
    """Return the word for a state."""
    return translate("JobState", LOOKS[state].word)


def priority_word(priority: Priority) -> str:
    """Return the word for a priority."""
    return translate("Priority", PRIORITIES[priority])


def title_of(job: Job) -> str:
    """Return what the job is called."""
    return job.input.name


def fraction_of(job: Job) -> float | None:
    """Return how far a running job is, 0 to 1, or None when nobody knows."""
    progress = job.progress
    if job.state is not JobState.RUNNING or progress is None or not progress.total:
        return None
    return min(max(progress.done / progress.total, 0.0), 1.0)


def elapsed(job: Job, now: float) -> float | None:
    """Return the seconds a job has taken; none in its first second, in which they would only flash by."""
    if job.started is None:
        return None
    seconds = (job.finished or now) - job.started
    return seconds if job.state.finished or seconds >= 1 else None


def detail_of(job: Job, tasks: dict[str, Task], now: float, *, with_task: bool = True) -> str:
    """Return the second line: task, times and model; of a failed job what happened and what to do."""
    if job.state is JobState.FAILED and job.failure is not None:
        message, hint = failure_text(job.failure)
        return f"{message} {hint}".strip()
    parts = [job_title(job, tasks)] if with_task else []
    if job.state is JobState.QUEUED and job.priority is not Priority.NORMAL:
        parts.insert(0, priority_word(job.priority))
    if (seconds := elapsed(job, now)) is not None:
        parts.append(language.duration(seconds))
    if job.state is JobState.RUNNING and job.progress is not None and job.progress.eta_s is not None:
        left = QCoreApplication.translate("JobText", "%1 left")
        parts.append(left.replace("%1", language.duration(job.progress.eta_s)))
    if not is_recipe(job.task):  # each of its steps has a model of its own
        parts.append(model_name(job.model))
    return " · ".join(parts)


def model_name(model: str) -> str:
    """Return the part of a model id that tells it from its neighbours."""
    if model == AUTOMATIC:
        return QCoreApplication.translate("JobText", "automatic model")
    return model.rpartition("/")[2]


def accessible_row(job: Job, tasks: dict[str, Task], now: float) -> str:
    """Return the whole row as a sentence."""
    fraction = fraction_of(job)
    state = state_word(job.state) + (f" {language.percent(fraction)}" if fraction is not None else "")
    return f"{title_of(job)}, {state}, {detail_of(job, tasks, now)}"


def tooltip_of(job: Job) -> str:
    """Return the full path, and what went wrong."""
    if job.failure is None:
        return str(job.input.path)
    message, hint = failure_text(job.failure)
    return f"{job.input.path}\n\n{message}\n{hint}".rstrip()
