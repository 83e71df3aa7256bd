"""Look at a watched folder and say what is new in it. Nothing here waits.

A file is new when it was never seen or has another content than then, when nobody writes it any more, and when no watch
has written it. One that was moved or renamed in the folder is the same file.
"""

from __future__ import annotations

import dataclasses
import os
import time
from dataclasses import dataclass, field
from functools import partial
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
from desktop.worker.writers import is_partial, remote_kind, written

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

    from desktop.state.paths import Home
    from desktop.state.watches import Watches

    Refusal = Callable[[InputFile], Failure | None]

QUIET_S = 2.0
"""A file that did not change for so long is whole, if nobody has it open for writing."""
QUIET_REMOTE_S = 15.0
"""The same where nobody can say who writes: it may be another computer."""
_LOOK_S = 2.0
"""So long new files are read at once, or as long as it took to find them: those that were read are worked on then."""
Stamp = tuple[int, int]


@dataclass(slots=True, kw_only=True)
class Found:
    """What a look at a folder has brought.

    Attributes:
        fresh: files to work on, with what is to be remembered of each.
        refused: files that are not for this task, or cannot be read; they are remembered as such.
        replaced: jobs of an earlier content of a fresh file that are not through with it.
        unsettled: files that are being written.
        more: whether new files are left for the next look.
        trouble: why the folder, or a part of it, cannot be looked at.
        remote: kind of the network file system, empty where the folder lies on this computer.
    """

    fresh: list[tuple[InputFile, Seen]] = field(default_factory=list)
    refused: list[Seen] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unsettled: list[Path] = field(default_factory=list)
    more: bool = False
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
        from desktop.worker.recipe import chain_of, unfit
        from desktop.worker.recipe_rows import told

        return partial(unfit, chain_of(told(Recipes(home).get(watch.task), watch.params)))
    task = tasks.get_task(watch.task)

    def refusal(file: InputFile) -> Failure | None:
        if tasks.accepts(task, file):
            return None
        return InputUnsupported(name=file.name, label=file.label, accepts=kind_names(task.accepts)).failure()

    return refusal


class Look:
    """Looks at one folder again and again; remembers between two looks which files were changing."""

    def __init__(
        self,
        watch: Watch,
        home: Home,
        *,
        clock: Callable[[], float] = time.monotonic,
        check: Callable[[], None] = lambda: None,
    ) -> None:
        """Prepare to look at the folder of `watch`; `check` is called again and again, and may raise what ends it."""
        self._watch, self._home, self._clock, self._check = watch, home, clock, check
        self._changing: dict[Path, tuple[Stamp, float]] = {}

    def find(self, watches: Watches) -> Found:
        """Say what is new, and remember what needs no work.

        Raises:
            UsageError: the task or recipe is gone.
            StorageError: the disk refuses.
        """
        begun = self._clock()
        found, known = Found(remote=remote_kind(self._watch.folder)), watches.seen(self._watch.id)
        refusal = refusal_of(self._watch, self._home)
        present = dict(self._files(found))
        quiet = self._quiet(present, known, watches, found)
        elsewhere = _Elsewhere(known, present)
        settled, walked = list[Seen](), self._clock()
        for path in quiet:
            if self._clock() - walked > max(_LOOK_S, walked - begun):
                found.more = True
                break
            earlier = known.get(path)
            file, seen = _look_at(path, present[path], earlier, refusal, self._check)
            if seen is None:  # gone in this moment
                continue
            if file is None:
                settled.append(seen)
                found.refused += [seen] if seen.job == "" and not _said(seen, earlier) else []
            elif (moved := elsewhere.take(seen)) is not None:
                settled.append(moved)
            else:
                found.fresh.append((file, seen))
                found.replaced += [earlier.job] if earlier is not None and earlier.state in _OPEN else []
        watches.note(self._watch.id, settled)
        watches.forget(self._watch.id, elsewhere.taken)
        return found

    def _files(self, found: Found) -> Iterator[tuple[Path, Stamp]]:
        """Give the files of the folder, but for what Ilha writes."""
        from desktop.media.sniff import expand, is_folder, is_unicode

        def note(_: Path, error: IlhaError) -> None:
            if isinstance(error, InputUnreadable):
                found.trouble = error.failure()

        folder, out = self._watch.folder, self._watch.out
        if not is_folder(folder):
            found.trouble = _missing(folder).failure()
            return
        ours = tuple(f"{place}{os.sep}" for place in (self._home.root, out) if place != folder)
        for path in expand([folder], note):
            self._check()
            if str(path).startswith(ours):
                continue
            if not is_unicode(path):  # nothing can be remembered of it
                found.trouble = InputUnreadable(name=path.name, detail="its name is not valid UTF-8").failure()
                continue
            try:
                status = path.stat()
            except OSError:  # gone in this moment
                continue
            yield path, (status.st_size, status.st_mtime_ns)

    def _quiet(self, present: dict[Path, Stamp], known: dict[Path, Seen], watches: Watches, found: Found) -> list[Path]:
        """Return the files that are to be read: nothing is known of them as they are, and nobody writes them."""
        partial = {path for path in present if is_partial(path.name)}
        filling = {path.parent for path in partial}
        quiet: list[Path] = []
        changing: dict[Path, tuple[Stamp, float]] = {}
        for path, stamp in present.items():
            if path in partial or _is_known(path, stamp, known.get(path)) or watches.is_output(path):
                continue
            held = not stamp[0] and path.parent in filling  # browsers keep the name so while they load the content
            since = self._changing.get(path)
            if not held and self._is_quiet(stamp, since, remote=bool(found.remote)):
                quiet.append(path)
            else:
                found.unsettled.append(path)
                changing[path] = since if since is not None and since[0] == stamp else (stamp, self._clock())
        self._changing = changing
        busy = written(quiet)
        found.unsettled += sorted(busy)
        return [path for path in quiet if path not in busy]

    def _is_quiet(self, stamp: Stamp, since: tuple[Stamp, float] | None, *, remote: bool) -> bool:
        """Say whether a file has not changed for long enough: by its own time, or as long as it was seen."""
        if since is not None and since[0] == stamp:
            return self._clock() - since[1] >= (QUIET_REMOTE_S if remote else QUIET_S)
        return not remote and time.time() - stamp[1] / 1e9 >= QUIET_S


class _Elsewhere:
    """Files that were worked on and are where they were no more, to be known again where they are now.

    Attributes:
        taken: where those were that were found again.
    """

    def __init__(self, known: Mapping[Path, Seen], present: Collection[Path]) -> None:
        self.taken: list[Path] = []
        self._gone = {
            (*seen.stamp, seen.sha256): seen
            for path, seen in known.items()
            if path not in present and seen.state is SeenState.DONE
        }

    def take(self, seen: Seen) -> Seen | None:
        """Return what is known of a file from another place, None when it was in none: a copy is a new file."""
        key = (*seen.stamp, seen.sha256)
        earlier = self._gone.get(key)
        if earlier is None or os.path.lexists(earlier.path):
            return None
        self.taken.append(self._gone.pop(key).path)
        return dataclasses.replace(earlier, path=seen.path)


_OPEN = {SeenState.QUEUED, SeenState.DELIVERING}


def _is_known(path: Path, stamp: Stamp, earlier: Seen | None) -> bool:
    """Say whether nothing is new about a file; one that was gone or locked is new when it can be opened again."""
    if earlier is None or earlier.stamp != stamp:
        return False
    return not _was_closed(earlier) or not os.access(path, os.R_OK)


def _was_closed(seen: Seen) -> bool:
    """Say whether nobody could open a file when its turn came."""
    code = seen.failure.code if seen.failure is not None else ""
    return code == InputNotFound.code or (code == InputUnreadable.code and not seen.job)


def _said(seen: Seen, earlier: Seen | None) -> bool:
    """Say whether the same was said of a file before."""
    return earlier is not None and (earlier.stamp, earlier.failure) == (seen.stamp, seen.failure)


def _look_at(
    path: Path, stamp: Stamp, earlier: Seen | None, refusal: Refusal, check: Callable[[], None]
) -> tuple[InputFile | None, Seen | None]:
    """Return a file when it is to be worked on, and what is to be remembered of it, which is nothing if it is gone."""
    from desktop.media.sniff import recognise

    seen = Seen(path=path, size_bytes=stamp[0], modified_ns=stamp[1])
    try:
        file = recognise(path)
        failure = refusal(file)
        if failure is not None:
            return None, dataclasses.replace(seen, state=SeenState.UNFIT, failure=failure)
        digest = sha256_of(path, check)
    except (InputNotFound, FileNotFoundError):
        return None, None
    except IlhaError as error:
        return None, dataclasses.replace(seen, state=SeenState.FAILED, failure=error.failure())
    except OSError as error:
        failure = InputUnreadable(name=path.name, detail=str(error)).failure()
        return None, dataclasses.replace(seen, state=SeenState.FAILED, failure=failure)
    if earlier is not None and earlier.sha256 == digest and not _was_closed(earlier):  # it was only touched
        return None, dataclasses.replace(earlier, size_bytes=stamp[0], modified_ns=stamp[1])
    return file, dataclasses.replace(seen, sha256=digest)
