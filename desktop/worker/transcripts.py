"""Transcripts of the history as files that can be indexed: who wants to search them has their texts in one folder."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.recipe import PREFIX, run_of
from desktop.core.result import Segments
from desktop.state.files import replace_file, storage_errors
from desktop.state.history import History
from desktop.state.index import Index
from desktop.state.paths import make_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.core.job import Job
    from desktop.state.paths import Home

LISTENS = "automatic-speech-recognition"
_ALL = 1_000_000
_ENDING = ".txt"


def recording_of(home: Home, path: Path) -> tuple[str, str] | None:
    """Return the job and the name of the recording whose transcript lies at `path`; None for another file.

    A transcript that is a step of a recipe's run is shown with the run.
    """
    if path.parent.parent != home.transcripts:
        return None
    return run_of(path.parent.name), path.name.removesuffix(_ENDING)


def begin_transcripts(home: Home) -> Path:
    """Make the folder of transcripts and return it: once it is in the index, what is in it is kept up to date.

    Raises:
        StorageError: the disk refuses.
    """
    with storage_errors(home.root):
        make_folder(home.transcripts)
    return home.transcripts


def write_transcripts(home: Home) -> None:
    """Write what is said in each transcript of the history, a line for each piece, and remove the others.

    Raises:
        StorageError: the disk refuses.
    """
    kept = set[str]()
    with closing(History(home.history)) as history:
        for job in _heard(history):
            if job.result is not None and isinstance(job.result.value, Segments):
                _write(home, job, job.result.value)
                kept.add(job.id)
    for folder in home.transcripts.iterdir():
        if folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)


def let_go_transcripts(home: Home) -> None:
    """Forget in the index what is in the history no longer, and all texts when nobody searches them any more.

    Raises:
        StorageError: the disk refuses.
    """
    if not home.transcripts.is_dir():
        return
    with closing(Index(home.index)) as index:
        if not index.roots().get(home.transcripts):
            shutil.rmtree(home.transcripts, ignore_errors=True)
            return
        write_transcripts(home)
        index.forget([entry.path for entry in index.entries([home.transcripts]) if not entry.path.exists()])
        index.tidy()


def _heard(history: History) -> Iterator[Job]:
    """Return the jobs that listened, with their results; those of recipes are steps of a run."""
    for job in history.find(task=LISTENS, state="done", limit=_ALL):
        whole = history.get(job.id)
        if whole is not None:
            yield whole
    for run in history.find(task=PREFIX, limit=_ALL):
        yield from (step for step in history.steps(run.id) if step.task == LISTENS)


def _write(home: Home, job: Job, said: Segments) -> None:
    lines = (
        f"{piece.speaker}: {piece.text.strip()}" if piece.speaker else piece.text.strip() for piece in said.segments
    )
    content = ("\n".join(lines) + "\n").encode(errors="replace")
    path = home.transcripts / job.id / f"{job.input.path.name}{_ENDING}"
    if path.is_file() and path.read_bytes() == content:
        return
    with storage_errors(home.transcripts):
        path.parent.mkdir(mode=0o700, exist_ok=True)
    replace_file(path, content)
