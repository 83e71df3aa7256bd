"""Where results of the command line go: exports and copies beside the history."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.kind import ResultKind
from desktop.core.languages import OTHER_LANGUAGE, language_name, told_apart
from desktop.core.result import Artifact, Result, Segments, Spans, Table, Text
from desktop.core.table import VALUES_ONLY
from desktop.core.text import fill
from desktop.core.usage import FormatUnknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.core.job import Job
    from desktop.core.task import Task
    from desktop.state.paths import Home
    from desktop.state.settings import Settings

_WORDS = frozenset({ResultKind.TEXT, ResultKind.SEGMENTS})
"""Results that their files, pictures of pages for example, do not hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What was written of a finished job, what is to be said of it, and whether it lies `elsewhere` than was asked."""

    artifacts: tuple[Artifact, ...]
    notices: tuple[str, ...] = ()
    elsewhere: bool = False


class Delivery:
    """Writes the exports and copies that were ordered."""

    def __init__(
        self, home: Home, settings: Settings, formats: tuple[str, ...], out: Path | None, task: Task | None = None
    ) -> None:
        """Export in `formats` to `out`, or to the current folder.

        Without formats copy the artifacts to `out`, if any, and export in the first format what is not in them.

        Raises:
            FormatUnknown: nothing can be written so, or nothing that `task` makes.
        """
        from desktop.media.export import MIME, promised

        known = tuple(MIME) if task is None else promised(task)
        unknown = next((name for name in formats if name not in known), None)
        if unknown is not None:
            raise FormatUnknown(format=unknown, formats=", ".join(known))
        self._home, self._settings = home, settings
        self._formats, self._out = formats, out

    def deliver(self, job: Job, result: Result) -> Delivered:
        """Write what was ordered of a finished job.

        Raises:
            IlhaError: it cannot be written.
        """
        from desktop.media.names import writable_folder

        values_only = isinstance(result.value, Table) and result.value.values_only
        notices = (*doubts([job]), *((VALUES_ONLY,) if values_only and not self._formats else ()))
        if not self._formats and self._out is None:
            return Delivered(artifacts=result.artifacts, notices=notices)
        wanted = (self._out or Path.cwd()).absolute()
        folder = writable_folder(wanted, self._home.exports)
        if folder != wanted:
            notices += (f"Nothing can be written to {wanted}; results are in {folder}.",)
        return Delivered(artifacts=self._written(job, result, folder), notices=notices, elsewhere=folder != wanted)

    def _written(self, job: Job, result: Result, folder: Path) -> tuple[Artifact, ...]:
        from desktop.media.export import formats, own_format

        if self._formats:
            return result.artifacts + tuple(self._export(job, result, name, folder) for name in self._formats)
        copies = tuple(self._copy(job, one, folder) for one in _given_away(result))
        if copies and (result.kind not in _WORDS or own_format(result)):
            return copies
        return (*copies, self._export(job, result, formats(result.kind, job.input)[0], folder))

    def _export(self, job: Job, result: Result, name: str, folder: Path) -> Artifact:
        from desktop.media.export import MIME, write

        target = folder / self._file_name(job, name)
        written = write(result, name, target, source=job.input, task=job.task)
        return Artifact(name=written.name, path=written, mime=MIME[name])

    def _copy(self, job: Job, artifact: Artifact, folder: Path) -> Artifact:
        """Copy an artifact under a name that tells whose it is; the result goes on calling it by its own."""
        from desktop.media.names import candidates
        from desktop.media.storage import copy_file

        own = Path(artifact.name)
        part = own.stem.removeprefix(f"{Path(job.input.name).stem}.")  # of a translation its language
        names = candidates(self._file_name(job, own.suffix, part))
        return dataclasses.replace(artifact, path=copy_file(artifact.path, folder, names))

    def _file_name(self, job: Job, extension: str, part: str = "") -> str:
        from desktop.media.names import file_name

        assert job.finished is not None
        when = datetime.fromtimestamp(job.finished).astimezone()
        template = self._settings.file_name_template
        return file_name(template, job.input, job.task, job.model, when, extension, part)


def doubts(jobs: Iterable[Job]) -> tuple[str, ...]:
    """Return how far to believe what jobs have come to, each sentence once."""
    return tuple(dict.fromkeys(doubt for job in jobs if job.result is not None for doubt in _doubts(job.result)))


def _doubts(result: Result) -> Iterator[str]:
    other = result.other_language
    if other is not None:
        yield fill(OTHER_LANGUAGE, told_apart(other.text, other.model))
    translation = result.value.translation if isinstance(result.value, Text) else None
    if translation is not None and translation.assumed:
        language = language_name(translation.source)
        yield f"The text was taken for {language}, for which little speaks; the option “source” says what it is."


def _given_away(result: Result) -> tuple[Artifact, ...]:
    """Return the artifacts that are for people: not those of the window, and never what masks hide."""
    value = result.value
    if isinstance(value, Spans) and value.redacted:
        return ()
    of_window = value.pages if isinstance(value, Table) else value.peaks if isinstance(value, Segments) else ""
    return tuple(one for one in result.artifacts if one.name != of_window)
