"""What is new in a watched folder, and where its results go."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from desktop.core.errors import Cancelled, Failure, InputNotFound, InputUnreadable
from desktop.core.job import Job, JobState
from desktop.core.result import Label, Labels, Provenance, Result
from desktop.core.usage import FormatUnknown, ParameterInvalid, ParameterUnknown, TaskUnknown
from desktop.core.watch import FolderUnwatchable, NotAFolder, SeenState, Watch
from desktop.media.sniff import recognise
from desktop.state.paths import Home
from desktop.state.settings import Settings
from desktop.state.watches import Watches
from desktop.worker.watch import QUIET_REMOTE_S, QUIET_S, Found, Look, check
from desktop.worker.watch_results import deliver
from desktop.worker.writers import remote_kind, written

LONG_AGO = time.time() - 3600


class Place:
    """A watched folder whose clock stands still."""

    def __init__(self, home: Home, folder: Path) -> None:
        self.home, self.folder, self.now = home, folder / "in", 0.0
        self.folder.mkdir()
        self.watches = Watches(home.watches)
        made = Watch(folder=self.folder, task="text-classification", out=folder / "out")
        self.watch = self.watches.add(made, standing=True)
        self.begin()

    def begin(self) -> None:
        """Look as a program that was just started."""
        self.look = Look(self.watch, self.home, clock=lambda: self.now)

    def write(self, name: str, text: str = "A wonderful stay.", modified: float = LONG_AGO) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        os.utime(path, (modified, modified))
        return path

    def find(self) -> Found:
        return self.look.find(self.watches)

    def fresh(self) -> list[str]:
        """Return what is new, and remember that it was worked on."""
        found = self.find()
        self.watches.note(self.watch.id, [replace(seen, state=SeenState.DONE, job="1") for _, seen in found.fresh])
        return [str(seen.path.relative_to(self.folder)) for _, seen in found.fresh]


@pytest.fixture
def place(home: Home, tmp_path: Path) -> Iterator[Place]:
    made = Place(home, tmp_path)
    yield made
    made.watches.close()


def test_new_and_changed_files_are_found_once(place: Place) -> None:
    place.write("a.txt")
    place.write("deep/b.txt", "Awful.")
    assert place.fresh() == ["a.txt", "deep/b.txt"]
    assert place.fresh() == []
    place.begin()
    assert place.fresh() == [], "not in another program either"
    place.write("a.txt", "An awful stay.", LONG_AGO + 5)
    place.write("c.txt")
    assert place.fresh() == ["a.txt", "c.txt"]


def test_what_was_only_touched_is_not_new(place: Place) -> None:
    path = place.write("a.txt")
    assert place.fresh() == ["a.txt"]
    os.utime(path, (LONG_AGO + 9, LONG_AGO + 9))
    assert place.fresh() == []
    assert place.watches.seen(place.watch.id)[path].state is SeenState.DONE
    assert place.watches.seen(place.watch.id)[path].modified_ns == path.stat().st_mtime_ns


def test_a_file_is_left_alone_while_it_grows(place: Place) -> None:
    path = place.write("a.txt", modified=time.time())
    assert place.find().unsettled == [path]
    place.now += QUIET_S / 2
    path.write_text("A wonderful stay, and more.")
    assert place.find().unsettled == [path]
    place.now += QUIET_S / 2
    assert place.find().unsettled == [path], "it grew a moment ago"
    place.now += QUIET_S
    assert place.fresh() == ["a.txt"]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux says who writes")
def test_a_file_that_is_open_for_writing_is_left_alone(place: Place) -> None:
    path = place.write("a.txt")
    other = place.write("b.txt")
    with path.open("a"), other.open():
        found = place.find()
        assert found.unsettled == [path]
        assert [seen.path for _, seen in found.fresh] == [other]
    assert place.fresh() == ["a.txt", "b.txt"]
    assert written([]) == set()


def test_a_network_file_system_is_named_and_waited_for_longer(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    mount = SimpleNamespace(mountpoint=str(place.folder), fstype="nfs4")
    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: [mount])
    assert remote_kind(place.folder / "deep") == "nfs4"
    assert remote_kind(place.folder.parent) == ""
    path = place.write("a.txt")
    found = place.find()
    assert (found.remote, found.unsettled) == ("nfs4", [path]), "its time is told by another clock"
    place.now += QUIET_REMOTE_S
    assert place.fresh() == ["a.txt"]


def test_its_own_output_is_nobodys_input(home: Home, tmp_path: Path, place: Place) -> None:
    inside = place.folder / "results"
    nested = place.watches.add(replace(place.watch, out=inside), standing=True)
    place.write("results/a-result.txt")
    place.write("a.txt")
    assert [seen.path.name for _, seen in Look(nested, home).find(place.watches).fresh] == ["a.txt"]
    place.watches.note_outputs([place.folder / "b-result.txt"])
    place.write("b-result.txt")
    assert sorted(place.fresh()) == ["a.txt", "results/a-result.txt"], "another watch puts nothing there"


def test_what_cannot_be_used_is_remembered_with_the_reason(place: Place, samples: Path) -> None:
    (place.folder / "photo.jpg").write_bytes((samples / "photo.jpg").read_bytes())
    os.utime(place.folder / "photo.jpg", (LONG_AGO, LONG_AGO))
    found = place.find()
    assert found.fresh == []
    (refused,) = found.refused
    assert refused.failure is not None
    assert refused.failure.code == "input-unsupported"
    assert place.find().refused == [], "said once"
    assert place.watches.counts(place.watch.id) == {SeenState.UNFIT: 1}


def test_a_folder_that_goes_away_is_said_and_comes_back(place: Place) -> None:
    place.write("a.txt")
    place.folder.rename(place.folder.with_name("away"))
    trouble = place.find().trouble
    assert trouble is not None
    assert trouble.code == "input-not-found"
    place.folder.with_name("away").rename(place.folder)
    assert place.find().trouble is None
    assert place.fresh() == ["a.txt"]


def test_a_file_that_another_takes_the_place_of_is_new(place: Place) -> None:
    place.write("a.txt")
    assert place.fresh() == ["a.txt"]
    place.write(".a.txt.new", "An awful stay.", LONG_AGO + 5).rename(place.folder / "a.txt")  # as editors save
    assert place.fresh() == ["a.txt"]


@pytest.mark.parametrize(
    "name", ["a.txt.part", "Unconfirmed 7.crdownload", "~$a.docx", "a.txt~", ".~lock.a.odt#", "b.TMP"]
)
def test_what_browsers_and_editors_put_beside_a_file_is_nobodys_input(place: Place, name: str) -> None:
    partial, empty = place.write(name), place.write("a.txt", "")
    found = place.find()
    assert found.fresh == []
    if not name.startswith("."):
        assert found.unsettled == [empty], "it is filled at the end"
    partial.rename(empty)
    assert place.fresh() == ["a.txt"]


def test_a_file_that_was_moved_is_the_same_and_a_copy_is_not(place: Place) -> None:
    path = place.write("a.txt")
    assert place.fresh() == ["a.txt"]
    (place.folder / "read").mkdir()
    moved = path.rename(place.folder / "read" / "a.txt")
    assert place.fresh() == []
    assert list(place.watches.seen(place.watch.id)) == [moved]
    place.write("b.txt")
    assert place.fresh() == ["b.txt"]
    moved.unlink()
    place.write("c.txt", modified=LONG_AGO + 5)
    assert place.fresh() == ["c.txt"], "another one of the same content"


@pytest.mark.parametrize(("code", "job"), [(InputNotFound.code, "1"), (InputUnreadable.code, "")])
def test_what_nobody_could_open_is_new_when_it_can_be_opened(place: Place, code: str, job: str) -> None:
    place.write("a.txt")
    ((_, seen),) = place.find().fresh
    closed = replace(seen, state=SeenState.FAILED, job=job, failure=Failure(code=code))
    place.watches.note(place.watch.id, [closed])
    assert place.fresh() == ["a.txt"]
    place.watches.note(place.watch.id, [replace(closed, failure=Failure(code="input-corrupt"))])
    assert place.fresh() == []


def test_a_file_that_changes_in_the_queue_leaves_its_job_behind(place: Place) -> None:
    place.write("a.txt")
    ((_, seen),) = place.find().fresh
    place.watches.note(place.watch.id, [replace(seen, job="1")])
    place.write("a.txt", "An awful stay.", LONG_AGO + 5)
    found = place.find()
    ((_, again),) = found.fresh
    assert found.replaced == ["1"]
    place.watches.note(place.watch.id, [replace(again, job="2")])
    place.watches.end(place.watch.id, [replace(seen, state=SeenState.DONE, job="1")])
    assert place.watches.seen(place.watch.id)[again.path].job == "2", "that of the old content is over, not the file"


def test_a_file_from_the_future_and_folders_in_a_circle_are_worked_on_once(place: Place) -> None:
    place.write("deep/a.txt", modified=time.time() + 9999)
    (place.folder / "deep" / "round").symlink_to(place.folder)
    assert place.fresh() == []
    place.now += QUIET_S
    assert place.fresh() == ["deep/a.txt"]
    assert place.fresh() == []


def test_of_many_some_are_worked_on_before_all_are_read(place: Place) -> None:
    names = [place.write(f"{number}.txt").name for number in range(4)]

    def tick() -> float:
        place.now += 1.5
        return place.now

    place.look = Look(place.watch, place.home, clock=tick)
    found = place.find()
    assert found.more
    begun = [seen.path.name for _, seen in found.fresh]
    assert begun == names[: len(begun)] != []
    place.watches.note(place.watch.id, [seen for _, seen in found.fresh])
    place.begin()
    assert place.fresh() == names[len(begun) :]


def test_a_look_ends_when_it_is_told_to(place: Place) -> None:
    place.write("a.txt")
    place.write("b.txt")
    calls = iter(range(3))

    def check() -> None:
        if next(calls) == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        Look(place.watch, place.home, check=check).find(place.watches)
    assert place.watches.seen(place.watch.id) == {}


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"folder": Path("/nowhere")}, InputNotFound),
        ({"folder": Path(__file__)}, NotAFolder),
        ({"task": "nothing"}, TaskUnknown),
        ({"params": {"split": "words"}}, ParameterInvalid),
        ({"task": "recipe:reviews", "params": {"column": "note"}}, ParameterUnknown),
        ({"formats": ("xyz",)}, FormatUnknown),
    ],
)
def test_a_watch_that_could_do_nothing_is_refused(
    place: Place, change: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        check(replace(place.watch, **change), place.home)  # type: ignore[arg-type] # fields of Watch


@pytest.mark.skipif(sys.platform != "linux", reason="other systems write names in Unicode alone")
def test_a_name_that_is_no_text_costs_the_others_nothing(place: Place) -> None:
    place.write("a.txt")
    place.write("b\udcff.txt")
    found = place.find()
    assert [seen.path.name for _, seen in found.fresh] == ["a.txt"]
    assert found.trouble is not None
    assert found.trouble.code == InputUnreadable.code
    strange = place.folder / "c\udcff"
    strange.mkdir()
    with pytest.raises(InputUnreadable):
        check(replace(place.watch, folder=strange), place.home)


def test_the_folder_of_ilha_itself_is_refused(place: Place) -> None:
    with pytest.raises(FolderUnwatchable):
        check(replace(place.watch, folder=place.home.artifacts), place.home)
    check(place.watch, place.home)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_refused(place: Place) -> None:
    place.folder.chmod(0)
    with pytest.raises(InputUnreadable):
        check(place.watch, place.home)


def finished(place: Place, path: Path) -> Job:
    provenance = Provenance(
        app="ilha", model="m", revision="", files={}, input_sha256="", params={}, runtime={}, started="", finished=""
    )
    result = Result(value=Labels(labels=(Label(label="positive", score=1.0),)), provenance=provenance)
    return Job(
        id="1", input=recognise(path), task="text-classification", model="m", state=JobState.DONE, finished=5.0,
        result=result,
    )  # fmt: skip


def test_results_are_written_in_their_first_form_or_in_those_that_are_wanted(place: Place) -> None:
    job = finished(place, place.write("a.txt"))
    (made,) = deliver(place.watch, job, place.home, Settings())
    assert made.path == place.watch.out / "a-text-classification.txt"
    assert "positive" in made.path.read_text()
    several = deliver(replace(place.watch, formats=("json", "csv")), job, place.home, Settings())
    assert [one.path.suffix for one in several] == [".json", ".csv"]


def test_a_result_that_was_written_already_is_not_written_twice(place: Place) -> None:
    job = finished(place, place.write("a.txt"))
    place.watch.out.mkdir()
    (place.watch.out / "a-text-classification.txt").write_text("somebody else's")
    (made,) = deliver(place.watch, job, place.home, Settings())
    assert made.path.name == "a-text-classification (2).txt"
    (again,) = deliver(place.watch, job, place.home, Settings(), again=True)
    assert again.path == made.path
    made.path.unlink()
    (again,) = deliver(place.watch, job, place.home, Settings(), again=True)
    assert again.path == made.path
    assert len(list(place.watch.out.iterdir())) == 2
    assert not list(place.home.artifacts.glob("again-*"))


def test_files_of_one_name_in_several_folders_keep_a_result_each(place: Place) -> None:
    jobs = [finished(place, place.write(f"{folder}/a.txt")) for folder in ("one", "two")]
    made = [deliver(place.watch, job, place.home, Settings())[0].path.name for job in jobs]
    assert made == ["a-text-classification.txt", "a-text-classification (2).txt"]
