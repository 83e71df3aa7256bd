"""The home of a run: what leaves no trace, what is too old, and who may erase it."""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from desktop.core.chat import Role
from desktop.core.errors import StorageInUse
from desktop.core.job import Job, JobState
from desktop.core.media import InputFile, MediaKind
from desktop.state.chats import Chats
from desktop.state.erasure import erase
from desktop.state.history import History
from desktop.state.holds import in_use
from desktop.state.index import Index
from desktop.state.paths import Home
from desktop.state.session import apart, expire, session
from tests.unit.state.test_index import reading

ROOT = Path(__file__).resolve().parents[3]
DAY_S = 86_400


def everything(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def days_ago(days: float) -> float:
    return time.time() - days * DAY_S


def job(home: Home, job_id: str, *, days: float, state: JobState = JobState.DONE, pasted: bool = False) -> Job:
    path = home.pasted / f"{job_id}.txt" if pasted else Path("/elsewhere/letter.txt")
    if pasted:
        path.write_text("typed")
    when = days_ago(days)
    file = InputFile(path=path, kind=MediaKind.TEXT, mime="text/plain", label="Plain text", size_bytes=5)
    return Job(id=job_id, input=file, task="ocr", model="m", state=state, created=when, finished=when)


def test_a_run_that_leaves_no_trace_writes_to_a_home_that_is_gone(home: Home) -> None:
    home.assistants.mkdir()
    (home.assistants / "cook.json").write_text("{}")
    before = everything(home.root)
    with session(home, private=True) as passing:
        lasting = {"ledger", "settings", "machine", "exports", "private", "models"}
        named = home.places()
        assert {name for name, path in passing.places().items() if path == named[name]} == lasting
        assert all(path.is_relative_to(passing.root) for name, path in passing.places().items() if name not in lasting)
        assert passing.for_good() == home
        assert (passing.assistants / "cook.json").is_file()
        with closing(History(passing.history)) as history:
            history.put([job(passing, "a", days=0, pasted=True)])
        (passing.pasted / "outside").symlink_to(home.root)
    assert everything(home.root) == before | {"private"}


def test_the_setting_does_the_same(home: Home) -> None:
    home.settings.write_text(json.dumps({"version": 1, "private": True}))
    with session(home) as passing:
        assert passing.lasting == home.root


def test_what_a_killed_program_left_is_wiped_at_the_next_start_and_not_before(home: Home) -> None:
    script = (
        "import sys\n"
        "from desktop.state.paths import find_home\n"
        "from desktop.state.session import session\n"
        "with session(find_home(), private=True) as home:\n"
        "    (home.pasted / 'secret.txt').write_text('marked')\n"
        "    print('there', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    process = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"there\n"
        with session(home):
            assert list(home.private.rglob("secret.txt")), "its program is at work"
        process.send_signal(signal.SIGKILL)
    assert list(home.private.rglob("secret.txt"))
    with session(home):
        assert not list(home.private.iterdir())


def test_what_a_killed_program_was_working_on_goes_at_the_next_start_but_for_finished_pieces(home: Home) -> None:
    script = (
        "import sys\n"
        "from desktop.state.paths import find_home\n"
        "from desktop.state.session import session\n"
        "with session(find_home()) as home:\n"
        "    for name in ('0a.1.2/mask.png', 'resume/pieces.db'):\n"
        "        (home.work / name).parent.mkdir()\n"
        "        (home.work / name).write_text('half')\n"
        "    (home.artifacts / 'again-x').mkdir()\n"
        "    (home.artifacts / 'done').mkdir()\n"
        "    print('there', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    process = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"there\n"
        with session(home):
            assert everything(home.work) >= {"0a.1.2/mask.png", "resume/pieces.db"}, "its program is at work"
        process.send_signal(signal.SIGKILL)
    with session(home):
        assert everything(home.work) == {"resume", "resume/pieces.db"}
        assert everything(home.artifacts) == {"done"}


def test_what_is_too_old_is_forgotten_with_its_files(home: Home) -> None:
    with closing(History(home.history)) as history:
        history.put(
            [
                job(home, "old", days=31, pasted=True),
                job(home, "waiting", days=31, state=JobState.QUEUED),
                job(home, "new", days=29, pasted=True),
            ]
        )
    for name in ("old", "new"):
        (home.artifacts / name).mkdir()
        (home.transcripts / name).mkdir(parents=True)
        (home.transcripts / name / "talk.txt").write_text(f"{name} talk")
    with closing(Index(home.index)) as index:
        index.add_root(home.transcripts)
        index.use_model("starter/words", "1" * 40)
        index.await_files((home.transcripts / name / "talk.txt", 1, 1) for name in ("old", "new"))
        index.put([(home.transcripts / name / "talk.txt", reading(f"{name} marked"), "1") for name in ("old", "new")])
    recording = home.pasted / "abandoned.wav"
    recording.write_bytes(b"")
    os.utime(recording, (0, 0))
    for age in (31, 29):
        with closing(Chats(home.chats, clock=partial(days_ago, age))) as chats:
            made = chats.create(model="m")
            chats.add(made.id, None, Role.USER, f"{age} days ago")
    home.settings.write_text(json.dumps({"version": 1, "keep_days": 30}))
    with session(home):
        pass
    with closing(History(home.history)) as history:
        assert {one.id for one in history.find()} == {"waiting", "new"}
    with closing(Chats(home.chats)) as chats:
        assert [found.chat.title for found in chats.find()] == ["29 days ago"]
    assert everything(home.artifacts) == {"new"}
    assert everything(home.transcripts) == {"new", "new/talk.txt"}
    with closing(Index(home.index)) as index:
        assert [entry.path.parent.name for entry in index.entries()] == ["new"]
    assert b"old marked" not in b"".join(path.read_bytes() for path in home.index.iterdir())
    assert everything(home.pasted) == {"new.txt"}
    assert b"31 days ago" not in home.chats.read_bytes()


def test_nothing_is_forgotten_unless_somebody_wants_it(home: Home) -> None:
    with closing(History(home.history)) as history:
        history.put([job(home, "old", days=5000)])
    with session(home):
        pass
    with closing(History(home.history)) as history:
        assert history.get("old") is not None
    expire(dataclasses.replace(home, root=home.root / "absent"), time.time())


def test_damaged_files_are_kept_no_longer_than_what_is_in_them(home: Home) -> None:
    for name in ("history.db.bad", "history.db.bad-wal", "chats.db.bad-2", "ledger.db.bad"):
        (home.root / name).touch()
        os.utime(home.root / name, (1, 1))
    (home.root / "chats.db.bad").touch()
    expire(home, 2)
    assert {path.name for path in home.root.glob("*.bad*")} == {"ledger.db.bad", "chats.db.bad"}


def test_only_who_is_alone_has_a_home_to_himself(home: Home) -> None:
    script = (
        "import sys\n"
        "from desktop.state.paths import find_home\n"
        "from desktop.state.session import session\n"
        "with session(find_home()):\n"
        "    print('there', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    with apart(home):
        pass
    with session(home), apart(home):
        pass
    process = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with process, session(home):
        assert process.stdout is not None
        assert process.stdout.readline() == b"there\n"
        with pytest.raises(StorageInUse), apart(home):
            pass
        assert process.stdin is not None
        process.stdin.close()
        process.wait(30)
        with apart(home):
            pass


def test_halves_of_files_go_when_nobody_writes_them(home: Home) -> None:
    home.recipes.mkdir()
    halves = [home.root / ".ilha-0a1b2c3d4e5f6071.part", home.recipes / ".ilha-0a1b2c3d4e5f6071.part"]
    halves += [home.root / f".ilha-history.db.part{ending}" for ending in ("", "-wal", "-shm")]
    mine = home.root / "mine.part"
    for path in (*halves, mine):
        path.write_text("secret")
    with in_use([home.root]), session(home):
        assert all(path.exists() for path in halves), "another program may be at it"
    with session(home):
        assert not any(path.exists() for path in halves)
    for path in halves:
        path.write_text("secret")
    erase(home)
    assert [path for path in home.root.rglob("*") if path.is_file()] == [mine]
