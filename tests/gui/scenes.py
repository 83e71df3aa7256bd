"""Jobs and results for tests of the window: real values, kept in a real history."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop import tasks
from desktop.core.errors import Failure
from desktop.core.job import Job, JobState
from desktop.core.media import InputFile, MediaKind
from desktop.core.result import (
    Artifact,
    Label,
    Labels,
    Provenance,
    Result,
    ResultValue,
    Sentence,
    Text,
    TextLine,
    TextPage,
)
from desktop.jobs.background import Background
from desktop.jobs.download_thread import DownloadThread
from desktop.jobs.intake import Intake
from desktop.jobs.model_keeper import ModelKeeper
from desktop.jobs.preferences import Preferences
from desktop.jobs.queue import JobQueue
from desktop.jobs.watcher import Watcher
from desktop.state.history import History
from desktop.state.models import ModelShelf
from desktop.state.paths import Home
from desktop.ui.services import Services

W = TypeVar("W", bound=QWidget)
PROVENANCE = Provenance(
    app="ilha 0.1.0",
    model="starter/pp-ocrv6",
    revision="ab" * 20,
    files={"detector.onnx": "cd" * 32},
    input_sha256="ef" * 32,
    params={"split": "none", "upright": True},
    runtime={"python": "3.11.9", "onnxruntime": "1.32.0"},
    started="2026-11-23T15:00:00.000Z",
    finished="2026-11-23T15:00:02.000Z",
)
LINES = ("Ferry timetable", "The boat leaves at noon 🚢", "and comes back at six.")


@dataclass(frozen=True, kw_only=True)
class Scene:
    """The services behind a widget."""

    services: Services
    folder: Path

    @property
    def queue(self) -> JobQueue:
        return self.services.queue


def build(home: Home, folder: Path, jobs: Iterable[Job] = ()) -> Scene:
    """Return services whose history holds `jobs`; no engine is started."""
    history = History(home.history)
    history.put(list(jobs))
    history.close()
    shelf = ModelShelf(home)
    preferences = Preferences(home.settings)
    queue = JobQueue(home, shelf)
    services = Services(
        home=home,
        queue=queue,
        intake=Intake(home),
        background=Background(),
        preferences=preferences,
        shelf=shelf,
        tasks=tasks.registry(),
        keeper=ModelKeeper(home, lambda: 1),
        network=DownloadThread(home, lambda: preferences.current),
        watcher=Watcher(home, shelf, queue, lambda: preferences.current),
    )
    return Scene(services=services, folder=folder)


def end(scene: Scene) -> None:
    """End what `build` made."""
    scene.services.intake.stop()
    quieten(scene)
    scene.queue.stop()


def quieten(scene: Scene) -> None:
    """End what works in the background; safe to call twice."""
    scene.services.network.stop()
    scene.services.keeper.stop()
    scene.services.background.stop()
    scene.services.watcher.stop()


def active(widget: W, qtbot: QtBot, width: int, height: int) -> W:
    """Show a widget as the window that has the keyboard."""
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


def check_model(tester: ModelTester, model: QAbstractItemModel) -> None:
    """Let Qt check that a model keeps the rules of item models."""
    tester.check(model)  # type: ignore[no-untyped-call] # pytest-qt has no types here


def picture(path: Path, width: int = 400, height: int = 300) -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    assert image.save(str(path))
    return path


def page(lines: Iterable[str] = LINES) -> TextPage:
    made = []
    for number, text in enumerate(lines):
        top = 20.0 + 60 * number
        made.append(TextLine(text=text, score=0.9, box=((20, top), (300, top), (300, top + 40), (20, top + 40))))
    return TextPage(width=400, height=300, lines=tuple(made))


def result(value: ResultValue, artifacts: tuple[Artifact, ...] = ()) -> Result:
    return Result(value=value, provenance=PROVENANCE, artifacts=artifacts, timings={"load": 0.2, "run": 0.5})


def text_result() -> Result:
    return result(Text(text="\n".join(LINES), pages=(page(),)))


def document_result(folder: Path, pages: int = 3) -> Result:
    """A PDF of several pages with the picture of each as an artifact."""
    artifacts = []
    for number in range(1, pages + 1):
        name = f"page-{number:04d}.jpg"
        artifacts.append(Artifact(name=name, path=picture(folder / name), mime="image/jpeg"))
    texts = [tuple(f"Page {number}, {line}" for line in LINES) for number in range(1, pages + 1)]
    value = Text(text="\n\n".join("\n".join(lines) for lines in texts), pages=tuple(page(lines) for lines in texts))
    return result(value, tuple(artifacts))


def labels_result() -> Result:
    return result(Labels(labels=(Label(label="tabby, tabby cat", score=0.7), Label(label="lynx", score=0.2))))


def sentences_result(count: int = 30) -> Result:
    order = ("positive", "negative", "neutral")
    sentences = []
    for number in range(count):
        best = order[number % 3]
        others = [label for label in order if label != best]
        labels = (Label(label=best, score=0.8), Label(label=others[0], score=0.15), Label(label=others[1], score=0.05))
        sentences.append(Sentence(start=0, end=9, text=f"Sentence {number}", labels=labels))
    overall = tuple(Label(label=label, score=score) for label, score in zip(order, (0.6, 0.3, 0.1), strict=True))
    return result(Labels(labels=overall, sentences=tuple(sentences)))


def job(
    job_id: str,
    path: Path,
    *,
    kind: MediaKind = MediaKind.IMAGE,
    task: str = "ocr",
    state: JobState = JobState.DONE,
    made: Result | None = None,
    failure: Failure | None = None,
    age_s: float = 60,
) -> Job:
    """A job as the history knows it."""
    created = time.time() - age_s
    return Job(
        id=job_id,
        input=InputFile(path=path, kind=kind, mime="image/png", label="PNG image", size_bytes=1234),
        task=task,
        model="starter/pp-ocrv6",
        state=state,
        created=created,
        started=None if state is JobState.QUEUED else created + 0.1,
        finished=created + 1.1 if state.finished else None,
        result=made,
        failure=failure,
    )
