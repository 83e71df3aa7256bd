"""One window for each home: real programs that hand their files over."""

import json
import logging
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.core.errors import WindowSilent
from desktop.jobs import instance
from desktop.jobs.instance import Instance, claim

ROOT = Path(__file__).resolve().parents[3]
SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.jobs.instance import claim
application = QCoreApplication([])
found = claim(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
print("only" if found else "handed over")
"""


@pytest.fixture(autouse=True)
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "run"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    return folder


@pytest.fixture
def house(tmp_path: Path) -> Path:
    folder = tmp_path / "house"
    folder.mkdir()
    return folder


@pytest.fixture
def first(house: Path, qtbot: QtBot) -> Iterator[Instance]:
    found = claim(house)
    assert found is not None
    yield found
    found.close()


def second(home: Path, *names: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", SECOND, str(home), *names]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_a_second_program_hands_its_files_over_and_ends(first: Instance, house: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(first.asked, timeout=30_000) as asked:
        program = second(house, "/a/letter.txt", "Größe \udcff.png")
    assert program.communicate()[0] == "handed over\n"
    assert asked.args == [[Path("/a/letter.txt"), ROOT / "Größe \udcff.png"]]


def test_a_second_program_without_files_brings_the_window_to_the_front(
    first: Instance, house: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(first.asked, timeout=30_000) as asked:
        program = second(house)
    assert program.communicate()[0] == "handed over\n"
    assert asked.args == [[]]


def test_each_home_has_a_window_of_its_own(first: Instance, tmp_path: Path) -> None:
    program = second(tmp_path)
    assert program.communicate()[0] == "only\n"


def test_a_socket_whose_window_is_gone_is_replaced(house: Path, runtime: Path, qtbot: QtBot) -> None:
    assert second(house).communicate()[0] == "only\n"  # it ends without taking its socket away
    assert [path.suffix for path in runtime.glob("*.sock")] == [".sock"]
    found = claim(house)
    assert found is not None
    with qtbot.waitSignal(found.asked, timeout=30_000):
        program = second(house, "/a")
    assert program.communicate()[0] == "handed over\n"
    found.close()
    assert not list(runtime.glob("*.sock"))


def test_a_closed_window_makes_room_for_the_next(first: Instance, house: Path) -> None:
    first.close()
    assert second(house).communicate()[0] == "only\n"


@pytest.mark.parametrize(
    "message", [b"GET / HTTP/1.1\n", b'{"paths": []}\n', b"[1, 2]\n", b"\xff\n", b"[" * 9999 + b"\n", b""]
)
def test_what_is_no_list_of_names_is_ignored(
    message: bytes, first: Instance, house: Path, runtime: Path, qtbot: QtBot
) -> None:
    asked: list[object] = []
    first.asked.connect(asked.append)
    (path,) = runtime.glob("*.sock")
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(path))
        connection.sendall(message)
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(16) == b""
    assert asked == []


def test_a_message_may_come_in_pieces(first: Instance, runtime: Path, qtbot: QtBot) -> None:
    (path,) = runtime.glob("*.sock")
    message = json.dumps(["/a"]).encode() + b"\n"
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(path))
        connection.sendall(message[:3])
        with qtbot.waitSignal(first.asked, timeout=30_000) as asked:
            connection.sendall(message[3:])
        assert connection.recv(16) == instance.ANSWER
    assert asked.args == [[Path("/a")]]


def test_a_window_that_hangs_is_named(house: Path, runtime: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instance, "PATIENCE_S", 0.1)
    assert second(house).communicate()[0] == "only\n"
    (path,) = runtime.glob("*.sock")
    path.unlink()
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(path))
        deaf.listen()
        with pytest.raises(WindowSilent):
            claim(house, [Path("/a")])


@pytest.mark.parametrize("runtime_is", ["open to all", "missing", "unset", "too long for a socket"])
def test_where_the_runtime_folder_will_not_do_one_of_the_users_own_is_made(
    runtime_is: str, house: Path, runtime: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    if runtime_is == "open to all":
        runtime.chmod(0o777)
    elif runtime_is == "unset":
        monkeypatch.delenv("XDG_RUNTIME_DIR")
    else:
        other = tmp_path / ("x" * 100)
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(other))
        if runtime_is != "missing":
            other.mkdir(mode=0o700)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    found = claim(house)
    assert found is not None
    folder = tmp_path / f"ilha-{os.getuid()}"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [path.suffix for path in folder.glob("*.sock")] == [".sock"]
    assert not list(runtime.iterdir())
    found.close()


def test_a_folder_that_others_may_write_to_is_refused(
    house: Path,
    runtime: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", "")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    folder = tmp_path / f"ilha-{os.getuid()}"
    folder.mkdir()
    folder.chmod(0o777)
    with caplog.at_level(logging.CRITICAL, "ilha.instance"):
        found = claim(house)
    assert found is not None
    assert not list(folder.iterdir())
