"""The home of one run of the program, which nobody erases meanwhile; a run that is to leave no trace gets its own.

What is too old is forgotten when a run begins. A home that leaves no trace lies below the lasting one and holds
whatever would be written there, also what later versions will write. What is left of a program that was killed is wiped
when the next one starts, and so is what it was working on when nobody else is at work.
"""

from __future__ import annotations

import dataclasses
import shutil
import sys
import time
from contextlib import ExitStack, closing, contextmanager, suppress
from typing import TYPE_CHECKING

from desktop.core.errors import StorageError, StorageInUse
from desktop.state.files import HALVES
from desktop.state.holds import Hold, alone, in_use, one_at_a_time
from desktop.state.paths import AGAIN, CHECKPOINTS, make_folder
from desktop.state.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.state.paths import Home

_DAY_S = 86_400
_held: dict[Path, Hold] = {}
"""Homes that this process works in."""


@contextmanager
def session(home: Home, *, private: bool = False) -> Iterator[Home]:
    """Make the home and give the one to work in during the block, which is another when no trace is to be left.

    Raises:
        OSError: it cannot be made.
    """
    home.make()
    settings = load_settings(home.settings)
    with ExitStack() as ending:
        with one_at_a_time(home.work):  # whoever begins meanwhile waits, and does not miss his hold
            _held[home.root] = ending.enter_context(closing(Hold(home.root)))
            ending.callback(_held.pop, home.root)
            tidy(home)
        if home.private.is_dir():
            sweep(home)
        if settings.keep_days:
            with suppress(StorageError):  # the next start does it
                expire(home, time.time() - settings.keep_days * _DAY_S)
        yield ending.enter_context(_passing(home)) if private or settings.private else home


@contextmanager
def apart(home: Home) -> Iterator[None]:
    """Have a home to oneself during the block, whatever this process itself does in it.

    Raises:
        StorageInUse: another window or command works in it.
    """
    held = _held.get(home.root)
    with held.alone() if held is not None else alone(home.root):
        yield


@contextmanager
def _passing(home: Home) -> Iterator[Home]:
    """Give a home that is gone afterwards; the user's own assistants and recipes are there, to be used."""
    import secrets

    make_folder(home.private)
    passing = dataclasses.replace(home, root=home.private / secrets.token_hex(8), lasting=home.root)
    with ExitStack() as ending:
        with one_at_a_time(home.private):
            passing.make()
            ending.enter_context(in_use([passing.root]))
        ending.callback(_wipe, passing.root)
        for own, copy in ((home.assistants, passing.assistants), (home.recipes, passing.recipes)):
            if own.is_dir():
                shutil.copytree(own, copy)
        yield passing


def tidy(home: Home) -> None:
    """Remove what programs that are gone were working on; finished pieces of long jobs stay, to be gone on with."""

    def left() -> list[Path]:
        works = [path for path in home.work.iterdir() if path.name != CHECKPOINTS]
        folders = (home.root, home.recipes, home.assistants, home.index, home.documents)
        halves = [path for folder in folders for path in folder.glob(HALVES)]
        return [*works, *home.artifacts.glob(f"{AGAIN}*"), *halves]

    if sys.platform == "win32" or not left():  # there nobody can tell who is at work
        return
    with suppress(StorageInUse), apart(home):
        for path in left():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                with suppress(OSError):
                    path.unlink()


def sweep(home: Home) -> None:
    """Wipe what programs that are gone were to leave no trace of."""
    with one_at_a_time(home.private):
        for root in home.private.iterdir():
            with suppress(StorageInUse, OSError), alone(root):
                _wipe(root)


def _wipe(root: Path) -> None:
    from desktop.state.erasure import erase_folder

    erase_folder(root)


def expire(home: Home, before: float) -> None:
    """Forget the history, conversations, also damaged ones, pasted texts and unfinished work from before a time.

    The index is not among them: it holds what the files in it hold now. Nor is the record of requests.

    Raises:
        StorageError: the disk refuses, or another program writes.
    """
    from desktop.state.artifacts import discard_artifacts

    damaged = tuple(f"{path.name}.bad" for path in (home.history, home.chats))
    forgotten = [path for path in _older(home.root, before) if path.name.startswith(damaged)]
    forgotten += _older(home.work / CHECKPOINTS, before)
    if home.history.exists():
        from desktop.state.history import History

        with closing(History(home.history)) as history:
            gone = history.expire(before)
            discard_artifacts(home, gone)
            _forget_transcripts([home.transcripts / job_id for job_id, _ in gone], home)
            forgotten += [path for path in _older(home.pasted, before) if not history.knows(path)]
    if home.chats.exists():
        from desktop.state.chats import Chats

        with closing(Chats(home.chats)) as chats:
            chats.expire(before)
    for path in forgotten:
        with suppress(OSError):
            path.unlink()


def _forget_transcripts(folders: list[Path], home: Home) -> None:
    """Take transcripts of jobs that are forgotten out of the index, and remove them."""
    there = [folder for folder in folders if folder.is_dir()]
    if not there:
        return
    from desktop.state.index import Index

    with closing(Index(home.index)) as index:
        index.forget([entry.path for entry in index.entries(there)])
        index.tidy()
    for folder in there:
        shutil.rmtree(folder, ignore_errors=True)


def _older(folder: Path, before: float) -> list[Path]:
    """Return the files of a folder that nobody wrote to since a time."""
    old = []
    for path in folder.glob("*"):
        with suppress(OSError):  # another program has just finished with it
            if path.lstat().st_mtime < before:
                old.append(path)
    return old
