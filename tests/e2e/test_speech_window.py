"""Speech in the real window: a long recording that is killed goes on, and what the microphone hears is written down."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import psutil
import pytest
import soundfile

from desktop.state.paths import CHECKPOINTS
from desktop.ui.window_memory import WindowMemory
from tests.e2e.desktop_screen import Screen
from tests.e2e.programs import ROOT, Record, engines, family, history, until
from tests.e2e.test_window import Desktop
from tests.sound_server import LOUDSPEAKER, MICROPHONE, SoundServer, sound_server

READING = ROOT / "resources" / "samples" / "reading.ogg"
PATIENCE_S = 300.0


@pytest.fixture
def desktop(screen: Screen, tmp_path: Path) -> Iterator[Desktop]:
    if not (ROOT / "resources" / "starter" / "whisper-base").is_dir():
        pytest.skip("no model for speech")
    with ExitStack() as cleanup:
        yield Desktop(screen, tmp_path, cleanup)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SoundServer]:
    folder = tmp_path / "sound"
    folder.mkdir()
    with sound_server(folder) as made:
        for module in (LOUDSPEAKER, MICROPHONE):
            made.load(module)
        yield made


@pytest.fixture
def lecture(tmp_path: Path) -> Path:
    """Two minutes of a reading."""
    samples, rate = soundfile.read(READING, dtype="float32")
    path = tmp_path / "lecture.wav"
    soundfile.write(path, np.tile(samples, 120 * rate // len(samples)), rate)
    return path


def run(desktop: Desktop, window: str, count: int) -> None:
    """Press Enter until there are so many jobs."""
    desktop.screen.focus(window)

    def begun() -> bool:
        desktop.screen.xdotool("key", "Return")
        return len(history(desktop.home)) == count

    until(begun, f"{count} jobs")


def the_one(desktop: Desktop, state: str) -> Record:
    def found() -> Record | None:
        return next((job for job in history(desktop.home) if job.state == state), None)

    job = until(found, f"a job is {state}: {desktop.said}", PATIENCE_S)
    assert job is not None
    return job


def test_a_window_that_was_killed_goes_on_with_a_recording_where_it_was(desktop: Desktop, lecture: Path) -> None:
    process, window = desktop.window(lecture)
    run(desktop, window, 1)
    kept = desktop.home / "work" / CHECKPOINTS
    until(lambda: any(kept.glob("*")), "something is finished", PATIENCE_S)
    ours = family(psutil.Process(process.pid))
    assert engines(ours[0])
    process.send_signal(signal.SIGKILL)
    process.wait()
    until(lambda: not any(member.is_running() for member in ours[1:]), f"nothing is left of {ours}")
    desktop.window()
    result = json.loads(the_one(desktop, "done").result)
    assert len(history(desktop.home)) == 1, "the same job, and nobody had to ask for it"
    assert result["provenance"]["resumed"] > 0
    ends = [segment["end_s"] for segment in result["value"]["segments"]]
    assert ends == sorted(ends)
    assert ends[-1] > 100
    assert "Traceback" not in desktop.said


def test_a_recording_that_was_cancelled_goes_on_where_it_was(desktop: Desktop, lecture: Path) -> None:
    process, window = desktop.window(lecture)
    run(desktop, window, 1)
    kept = desktop.home / "work" / CHECKPOINTS
    until(lambda: any(kept.glob("*")), "something is finished", PATIENCE_S)

    def given_up() -> bool:
        desktop.screen.xdotool("key", "Escape")
        return history(desktop.home)[0].state == "cancelled"

    until(given_up, "the job is cancelled")
    windows = sum(path.read_bytes().count(b"\n") for path in kept.glob("*"))
    assert windows > 0
    assert process.poll() is None
    desktop.start("-m", "desktop", lecture)
    run(desktop, window, 2)
    result = json.loads(the_one(desktop, "done").result)
    assert windows - 1 <= result["provenance"]["resumed"] <= windows
    assert result["value"]["segments"][-1]["end_s"] > 100
    assert "Traceback" not in desktop.said


def test_what_the_microphone_hears_is_written_down(
    desktop: Desktop, server: SoundServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken = tmp_path / "reading.wav"
    samples, rate = soundfile.read(READING, dtype="float32")
    soundfile.write(spoken, samples[: 12 * rate], rate)
    memory = WindowMemory(desktop.home / "window.ini")
    memory.page = "task:automatic-speech-recognition"
    memory.save()
    variables = {**desktop.screen.variables, **server.variables}
    monkeypatch.setattr(Screen, "variables", property(lambda _: variables))
    _process, window = desktop.window()
    screen = desktop.screen
    screen.focus(window)
    pasted = desktop.home / "pasted"

    def begun() -> bool:
        screen.xdotool("key", "ctrl+r", "sleep", 2)  # pressed again too soon it would end the recording
        return any(pasted.glob("*.wav"))

    until(begun, "the recording has begun")
    server.run("paplay", str(spoken))
    screen.xdotool("key", "ctrl+r")
    job = the_one(desktop, "done")
    assert Path(job.path).parent == pasted
    result = json.loads(job.result)
    assert result["value"]["duration_s"] > 9
    assert "dashwood" in result["value"]["text"].lower()
    assert "Traceback" not in desktop.said
