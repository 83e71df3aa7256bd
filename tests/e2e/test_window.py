"""The real window on a real screen: dropped files, a closed window, a killed engine."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest
from PIL import Image

from tests.e2e import drag_source
from tests.e2e.desktop_screen import Screen
from tests.e2e.programs import ROOT, SAMPLES, Record, ended, engines, environment, family, history, until

SLOW_LIBRARIES = {"numpy", "onnxruntime", "transformers", "tokenizers", "huggingface_hub", "PIL"}


class Desktop:
    """A screen, a home, and the programs that were started on it."""

    def __init__(self, screen: Screen, folder: Path, cleanup: ExitStack) -> None:
        self.screen = screen
        self.home = folder / "home"
        self._user = folder / "user"
        self._user.mkdir()
        self._log = folder / "window.txt"
        self._cleanup = cleanup

    def start(self, *command: object) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *map(str, command)],
                cwd=ROOT,
                env=environment(self._user, self.home, **self.screen.variables),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self._cleanup.enter_context(ended(process))
        return process

    def window(self, *files: Path) -> tuple[subprocess.Popen[bytes], str]:
        process = self.start("-m", "desktop", *files)
        return process, self.screen.window("Ilha", process.pid)

    def run_first(self, window: str, name: str) -> None:
        """Press Enter until a file that fits several tasks is a job of the first."""
        self.screen.focus(window)

        def begun() -> bool:
            self.screen.xdotool("key", "Return")
            return any(job.name == name for job in history(self.home))

        until(begun, f"a job for {name}")

    def job(self, name: str, *states: str) -> Record:
        def found() -> Record | None:
            return next((job for job in history(self.home) if job.name == name and job.state in states), None)

        record = until(found, f"{name} is {' or '.join(states)}: {history(self.home)}")
        assert record is not None
        return record

    @property
    def said(self) -> str:
        return self._log.read_text(encoding="utf-8")


@pytest.fixture
def desktop(screen: Screen, tmp_path: Path) -> Iterator[Desktop]:
    with ExitStack() as cleanup:
        yield Desktop(screen, tmp_path, cleanup)


@pytest.fixture
def long_document(tmp_path: Path) -> Path:
    """A document that takes the engine far longer than the test takes to interfere."""
    with Image.open(SAMPLES / "scan.png") as scan:
        page = scan.convert("L")
        path = tmp_path / "long document.pdf"
        page.save(path, save_all=True, append_images=[page] * 39)
    return path


@pytest.mark.parametrize(
    ("sample", "name", "expected"),
    [
        ("letter.txt", "carta à Ana 💌.txt", '"labels"'),
        ("scan.png", "Größe é 🌴 scan 1.png", "Livraria Farol Azul"),
    ],
)
def test_a_file_dragged_from_another_program_gets_its_answer(
    desktop: Desktop, tmp_path: Path, sample: str, name: str, expected: str
) -> None:
    dropped = Path(shutil.copy(SAMPLES / sample, tmp_path / name))
    screen = desktop.screen
    source = desktop.start(Path(drag_source.__file__), dropped)
    process, window = desktop.window()
    target = screen.place(window, 20, 20)
    start = screen.place(screen.window(drag_source.TITLE, source.pid), 1320, 300)
    screen.drag(start.middle, target.middle)
    until(lambda: "CopyAction" in desktop.said, f"the drop is accepted: {desktop.said}")
    desktop.run_first(window, name)
    job = desktop.job(name, "done", "failed")
    assert job.state == "done", job.failure
    assert Path(job.path) == dropped
    assert expected in json.dumps(json.loads(job.result), ensure_ascii=False)
    assert process.poll() is None
    assert "Traceback" not in desktop.said


def test_a_closed_window_leaves_no_process(desktop: Desktop, long_document: Path) -> None:
    process, window = desktop.window(long_document)
    desktop.run_first(window, long_document.name)
    desktop.job(long_document.name, "running")
    ours = family(psutil.Process(process.pid))
    assert engines(ours[0])
    desktop.screen.close(window)
    until(lambda: process.poll() is not None, "the window ends")
    assert process.returncode == 0, desktop.said
    until(lambda: not any(member.is_running() for member in ours), f"nothing is left of {ours}", 5)
    assert "Traceback" not in desktop.said


def test_a_killed_engine_fails_its_job_alone(desktop: Desktop, long_document: Path, tmp_path: Path) -> None:
    short = Path(shutil.copy(SAMPLES / "document.pdf", tmp_path / "short.pdf"))
    process, window = desktop.window(long_document, short)
    desktop.run_first(window, long_document.name)
    desktop.job(long_document.name, "running")
    (engine,) = engines(psutil.Process(process.pid))
    engine.send_signal(signal.SIGKILL)
    failed = desktop.job(long_document.name, "failed", "done")
    assert json.loads(failed.failure)["code"] == "engine-crashed"
    assert "SIGKILL" in failed.failure
    assert desktop.job(short.name, "done", "failed").state == "done"
    assert process.poll() is None
    assert desktop.screen.windows("Ilha", process.pid) == [window]
    assert "Traceback" not in desktop.said


def test_the_first_paint_waits_for_no_slow_library(tmp_path: Path) -> None:
    report = tmp_path / "first paint.json"
    hooks = {"ILHA_FIRST_PAINT": str(report), "ILHA_QUIT_AFTER_PAINT": "1", "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "desktop"],
        check=False,
        cwd=ROOT,
        env=environment(tmp_path, tmp_path / "home", **hooks),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(report.read_text(encoding="utf-8"))
    assert "PySide6" in found["modules"]
    assert not SLOW_LIBRARIES.intersection(found["modules"])


def test_a_second_program_gives_its_files_to_the_window_there_is(desktop: Desktop, tmp_path: Path) -> None:
    first, window = desktop.window()
    letter = Path(shutil.copy(SAMPLES / "letter.txt", tmp_path / "second.txt"))
    second = desktop.start("-m", "desktop", letter)
    until(lambda: second.poll() is not None, "the second program ends")
    assert second.returncode == 0, desktop.said
    desktop.run_first(window, letter.name)
    assert desktop.job(letter.name, "done", "failed").state == "done"
    assert desktop.screen.windows("Ilha", first.pid) == [window]
