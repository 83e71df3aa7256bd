"""Look at a watched folder and say what is new in it. Nothing here waits.

A file is new when it was never seen or has another content than then, when nobody writes it any more, and when no watch
has written it.
"""

from __future__ import annotations

import dataclasses
import os
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop import tasks
from desktop.core.errors import Failure, IlhaError, InputNotFound, InputUnreadable, InputUnsupported, StorageNotWritable
from desktop.core.media import InputFile, kind_names
from desktop.core.recipe import is_recipe
from desktop.core.task import parse_params
from desktop.core.watch import FolderUnwatchable, NotAFolder, Seen, SeenState, Watch
from desktop.state.files import sha256_of
from desktop.state.settings import Settings
from desktop.worker.delivery import Delivery
from desktop.worker.writers import remote_kind, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desktop.state.paths import Home
    from desktop.state.watches import Watches

    Refusal = Callable[[InputFile], Failure | None]

QUIET_S = 2.0
"""A file that did not change for so long is whole, if nobody has it open for writing."""
QUIET_REMOTE_S = 15.0
"""The same where nobody can say who writes: it may be another computer."""
Stamp = tuple[int, int]


@dataclass(slots=True, kw_only=True)
class Found:
    """What a look at a folder has brought.

    Attributes:
        fresh: files to work on, with what is to be remembered of each.
        refused: files that are not for this task, or cannot be read; they are remembered as such.
        unsettled: files that are being written.
        trouble: why the folder, or a part of it, cannot be looked at.
        remote: kind of the network file system, empty where the folder lies on this computer.
    """

    fresh: list[tuple[InputFile, Seen]] = field(default_factory=list)
    refused: list[Seen] = field(default_factory=list)
    unsettled: list[Path] = field(default_factory=list)
    trouble: Failure | None = None
    remote: str = ""


def check(watch: Watch, home: Home) -> None:
    """Refuse a watch that could never do anything.

    Raises:
        UsageError: unknown task, recipe, parameter or format, no folder, or one of Ilha's own.
        InputNotFound, InputUnreadable: there is no such folder.
        StorageNotWritable: there is nowhere to put results.
    """
    from desktop.media.sniff import is_folder, is_unicode

    if not is_folder(watch.folder):
        raise _missing(watch.folder)
    if not is_unicode(watch.folder) or not os.access(watch.folder, os.R_OK | os.X_OK):
        raise InputUnreadable(name=str(watch.folder))
    if home.root in {watch.folder, *watch.folder.parents}:
        raise FolderUnwatchable(folder=str(watch.folder))
    if not is_unicode(watch.out) or not _takes_files(watch.out):
        raise StorageNotWritable(folder=str(watch.out))
    refusal_of(watch, home)
    task = None if is_recipe(watch.task) else tasks.get_task(watch.task)
    if task is not None:
        parse_params(task, watch.params)
    Delivery(home, Settings(), watch.formats, watch.out, task)


def _missing(folder: Path) -> IlhaError:
    there = os.path.exists(folder)  # noqa: PTH110 - Path.exists raises where a folder above forbids it
    return NotAFolder(name=str(folder)) if there else InputNotFound(name=str(folder))


def _takes_files(folder: Path) -> bool:
    """Say whether a folder, or the nearest above it that is there, can be written to; nothing is made."""
    nearest = next(place for place in (folder, *folder.parents) if os.path.lexists(place))
    return nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)


def refusal_of(watch: Watch, home: Home) -> Refusal:
    """Return what says why a file is not for a watch, None when it is.

    Raises:
        UsageError: there is no such task or recipe.
    """
    if is_recipe(watch.task):
        from desktop.state.recipes import Recipes
        from desktop.worker.recipe import begins_with, chain_of

        task, fits = chain_of(Recipes(home).get(watch.task))[0], begins_with
    else:
        task, fits = tasks.get_task(watch.task), tasks.accepts

    def refusal(file: InputFile) -> Failure | None:
        if fits(task, file):
            return None
        return InputUnsupported(name=file.name, label=file.label, accepts=kind_names(task.accepts)).failure()

    return refusal


class Look:
    """Looks at one folder again and again; remembers between two looks which files were changing."""

    def __init__(self, watch: Watch, home: Home, clock: Callable[[], float] = time.monotonic) -> None:
        """Prepare to look at the folder of `watch`."""
        self._watch, self._home, self._clock = watch, home, clock
        self._changing: dict[Path, tuple[Stamp, float]] = {}

    def find(self, watches: Watches) -> Found:
        """Say what is new, and remember what needs no work.

        Raises:
            UsageError: the task or recipe is gone.
            StorageError: the disk refuses.
        """
        found, known = Found(remote=remote_kind(self._watch.folder)), watches.seen(self._watch.id)
        refusal = refusal_of(self._watch, self._home)
        quiet: dict[Path, Stamp] = {}
        for path, stamp in self._files(found):
            earlier = known.get(path)
            if (earlier is not None and earlier.stamp == stamp) or watches.is_output(path):
                continue
            if self._is_quiet(path, stamp, remote=bool(found.remote)):
                quiet[path] = stamp
            else:
                found.unsettled.append(path)
        busy = written(quiet)
        found.unsettled += sorted(busy)
        settled = []
        for path, stamp in quiet.items():
            if path not in busy:
                file, seen = _look_at(path, stamp, known.get(path), refusal)
                if file is not None:
                    found.fresh.append((file, seen))
                else:
                    settled.append(seen)
                    found.refused += [seen] if seen.job == "" else []
        watches.note(self._watch.id, settled)
        return found

    def _files(self, found: Found) -> Iterator[tuple[Path, Stamp]]:
        """Give the files of the folder, but for what Ilha writes."""
        from desktop.media.sniff import expand, is_folder, is_unicode

        def note(_: Path, error: IlhaError) -> None:
            if isinstance(error, InputUnreadable):
                found.trouble = error.failure()

        folder, out, ours = self._watch.folder, self._watch.out, self._home.root
        if not is_folder(folder):
            found.trouble = _missing(folder).failure()
            return
        for path in expand([folder], note):
            if ours in path.parents or (folder in out.parents and out in path.parents):
                continue
            if not is_unicode(path):  # nothing can be remembered of it
                found.trouble = InputUnreadable(name=path.name, detail="its name is not valid UTF-8").failure()
                continue
            try:
                status = path.stat()
            except OSError:  # gone in this moment
                continue
            yield path, (status.st_size, status.st_mtime_ns)

    def _is_quiet(self, path: Path, stamp: Stamp, *, remote: bool) -> bool:
        """Say whether a file has not changed for long enough: by its own time, or as long as it was seen."""
        now = self._clock()
        before = self._changing.get(path)
        if before is not None and before[0] == stamp:
            quiet = now - before[1] >= (QUIET_REMOTE_S if remote else QUIET_S)
        else:
            self._changing[path] = (stamp, now)
            quiet = not remote and time.time() - stamp[1] / 1e9 >= QUIET_S
        if quiet:
            del self._changing[path]
        return quiet


def _look_at(path: Path, stamp: Stamp, earlier: Seen | None, refusal: Refusal) -> tuple[InputFile | None, Seen]:
    """Return what is to be remembered of a file, and the file itself when it is to be worked on."""
    from desktop.media.sniff import recognise

    seen = Seen(path=path, size_bytes=stamp[0], modified_ns=stamp[1])
    try:
        file = recognise(path)
        failure = refusal(file)
        if failure is not None:
            return None, dataclasses.replace(seen, state=SeenState.UNFIT, failure=failure)
        digest = sha256_of(path)
    except IlhaError as error:
        return None, dataclasses.replace(seen, state=SeenState.FAILED, failure=error.failure())
    except OSError as error:
        failure = InputUnreadable(name=path.name, detail=str(error)).failure()
        return None, dataclasses.replace(seen, state=SeenState.FAILED, failure=failure)
    if earlier is not None and earlier.sha256 == digest:  # it was only touched
        return None, dataclasses.replace(earlier, size_bytes=stamp[0], modified_ns=stamp[1])
    return file, dataclasses.replace(seen, sha256=digest)
