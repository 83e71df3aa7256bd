from __future__ import annotations

import dataclasses
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop.core.errors import InputCorrupt, StorageInUse
from desktop.core.watch import Seen, SeenState, Watch
from desktop.state.database import StorageDamaged
from desktop.state.news import take_news
from desktop.state.paths import Home
from desktop.state.watches import Watches
from tests.unit.state.test_salvage import damage

WATCH = Watch(folder=Path("/scans"), task="ocr", params={"upright": True}, formats=("txt", "md"), out=Path("/texts"))


def seen(name: str, state: SeenState = SeenState.QUEUED, job: str = "") -> Seen:
    return Seen(path=Path("/scans") / name, size_bytes=5, modified_ns=7, sha256="ab", state=state, job=job)


@pytest.fixture
def watches(home: Home) -> Iterator[Watches]:
    made = Watches(home.watches)
    yield made
    made.close()


def test_the_same_watch_is_one_and_outlives_the_program(home: Home, watches: Watches) -> None:
    first = watches.add(WATCH, standing=True)
    assert watches.add(WATCH, standing=True) == first
    other = watches.add(WATCH, standing=False)
    assert other.id != first.id, "what the command line watches is not the window's"
    watches.pause(first.id, paused=True)
    watches.close()
    again = Watches(home.watches)
    (kept,) = again.standing()
    assert kept.paused
    assert (kept.folder, kept.task, kept.params, kept.formats, kept.out) == (
        *(WATCH.folder, WATCH.task, WATCH.params),
        *(WATCH.formats, WATCH.out),
    )
    again.close()


def test_files_are_remembered_with_what_became_of_them(watches: Watches) -> None:
    watch = watches.add(WATCH, standing=True)
    failure = InputCorrupt(name="c.png").failure()
    broken = Seen(path=Path("/scans/c.png"), size_bytes=1, modified_ns=1, state=SeenState.FAILED, failure=failure)
    watches.note(watch.id, [seen("a.png", job="1"), seen("b.png", SeenState.UNFIT), broken])
    assert watches.counts(watch.id) == {SeenState.QUEUED: 1, SeenState.UNFIT: 1, SeenState.FAILED: 1}
    assert [one.path.name for one in watches.open_files(watch.id)] == ["a.png"]
    watches.note(watch.id, [seen("a.png", SeenState.DONE, job="1")])
    assert watches.open_files(watch.id) == []
    assert [one.path.name for one in watches.last(watch.id)] == ["a.png", "c.png"], "the newest first, unfit ones not"
    assert watches.seen(watch.id)[broken.path].failure == failure
    watches.forget(watch.id, [broken.path])
    assert broken.path not in watches.seen(watch.id)


def test_outputs_stay_known_when_their_watch_is_removed(watches: Watches) -> None:
    watch = watches.add(WATCH, standing=True)
    watches.note(watch.id, [seen("a.png")])
    watches.note_outputs([Path("/scans/a.txt"), Path("/scans/a.txt")])
    watches.remove(watch.id)
    assert watches.standing() == []
    watches.restore(watch.id)
    watches.purge()
    assert watches.standing() == [watch]
    assert list(watches.seen(watch.id)) == [Path("/scans/a.png")]
    watches.remove(watch.id)
    watches.purge()
    watches.restore(watch.id)
    assert watches.standing() == []
    assert watches.is_output(Path("/scans/a.txt"))
    assert watches.seen(watch.id) == {}


def test_one_process_at_a_time_works_for_a_watch(home: Home, watches: Watches) -> None:
    watch = watches.add(WATCH, standing=False)
    watches.take(watch.id)
    watches.take(watch.id)
    with sqlite3.connect(home.watches) as database:
        database.execute("UPDATE watches SET owner=?", (os.getppid(),))
    database.close()
    with pytest.raises(StorageInUse):
        watches.take(watch.id)
    with sqlite3.connect(home.watches) as database:
        # The number of a living process that began at another time: the owner is long gone.
        database.execute("UPDATE watches SET owner=?", (os.getppid() | 1 << 22,))
    database.close()
    watches.take(watch.id)


def test_what_is_left_of_damaged_ones_is_kept(home: Home, watches: Watches) -> None:
    watch = watches.add(WATCH, standing=True)
    watches.note(watch.id, [seen(f"{number:04} {'x' * 60}.png", SeenState.DONE) for number in range(400)])
    watches.close()
    damage(home.watches, bytes)
    with closing(Watches(home.watches)) as damaged, pytest.raises(StorageDamaged):
        damaged.seen(watch.id)
    with closing(Watches(home.watches)) as renewed:
        assert [dataclasses.replace(one, id=0) for one in renewed.standing()] == [WATCH]
        assert 100 < len(renewed.seen(watch.id)) < 400
    assert [news.code for news in take_news(home)] == ["storage-renewed"]
