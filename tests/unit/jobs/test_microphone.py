"""A real server of sound records and plays; devices come and go, disks fill, programs are killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from desktop.media.audio import open_recording
from desktop.media.wave_file import WaveFile
from tests.sound_server import LOUDSPEAKER, MICROPHONE, TONE, SoundServer, sound_server
from tests.unit.jobs import sound_probe

Line = list[Any]


class Probe:
    """A process that records or plays."""

    def __init__(self, server: SoundServer, *words: str, most_bytes: int = 0) -> None:
        limit = ["prlimit", f"--fsize={most_bytes}"] if most_bytes else []
        self.process = subprocess.Popen(
            [*limit, sys.executable, sound_probe.__file__, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env={**os.environ, **server.variables, "PYTHONPATH": str(Path(__file__).parents[3])},
        )
        self.lines: list[Line] = []

    def order(self, *words: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write((" ".join(map(str, words)) + "\n").encode())

    def until(self, wanted: Callable[[Line], bool]) -> Line:
        """Return the next line that is wanted; the test's own time-out ends it if none comes."""
        assert self.process.stdout is not None
        while line := self.process.stdout.readline():
            self.lines.append(json.loads(line))
            if wanted(self.lines[-1]):
                return self.lines[-1]
        raise AssertionError(self.lines[-20:])

    def named(self, name: str) -> Line:
        return self.until(lambda line: line[0] == name)

    def close(self) -> None:
        self.process.kill()
        for stream in (self.process.stdin, self.process.stdout):
            assert stream is not None
            stream.close()
        self.process.wait(30)


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SoundServer]:
    with sound_server(tmp_path_factory.mktemp("server")) as made:
        yield made


@pytest.fixture
def probes(server: SoundServer) -> Iterator[Callable[..., Probe]]:
    made: list[Probe] = []

    def start(*words: object, most_bytes: int = 0) -> Probe:
        made.append(Probe(server, *map(str, words), most_bytes=most_bytes))
        made[-1].named("ready")
        return made[-1]

    yield start
    for probe in made:
        probe.close()


def level_after(seconds: float) -> Callable[[Line], bool]:
    return lambda line: line[0] == "level" and line[2] >= seconds


def test_a_recording_is_made_paused_and_ended(
    server: SoundServer, probes: Callable[..., Probe], tmp_path: Path
) -> None:
    for module in (LOUDSPEAKER, MICROPHONE, TONE):
        server.load(module)
    probe = probes("record", tmp_path)
    probe.order("devices")
    assert [device for device, _ in probe.named("devices")[1]] == ["microphone"]
    probe.order("start")
    assert probe.named("changed") == ["changed", True, False, ""]
    before = probe.until(level_after(0.8))
    assert 0.4 < before[1] < 0.6
    probe.order("pause")
    assert probe.named("changed")[1:3] == [True, True]
    probe.order("seconds")
    paused_at = probe.named("seconds")[1]
    probe.order("resume")
    probe.until(level_after(paused_at + 0.5))
    probe.order("stop")
    path = Path(probe.named("recorded")[1])
    assert path.parent == tmp_path
    assert path.stat().st_mode & 0o077 == 0, "nobody else may hear it"
    levels = [line for line in probe.lines if line[0] == "level"]
    assert 5 < len(levels) <= 20 * levels[-1][2] + 1
    with open_recording(path) as recording:
        assert recording.rate_hz == 16_000
        assert recording.duration_s == pytest.approx(levels[-1][2], abs=0.5)
        (samples,) = recording.windows(16_000, 60 * 16_000)
    assert abs(np.abs(np.fft.rfft(samples)).argmax() * 16_000 / len(samples) - 440) < 3
    probe.order("stop")
    probe.order("recording")
    assert probe.named("recording")[1] is False


def test_without_a_microphone_the_reason_is_said_until_there_is_one(
    server: SoundServer, probes: Callable[..., Probe], tmp_path: Path
) -> None:
    probe = probes("record", tmp_path)
    probe.order("lack")
    assert probe.named("lack")[1] == "No microphone was found on this computer."
    probe.order("start")
    assert probe.named("failed")[1] == "microphone-lost"
    for module in (LOUDSPEAKER, MICROPHONE):
        server.load(module)
    assert probe.until(lambda line: line[0] == "changed" and not line[3])[1] is False
    assert list(tmp_path.iterdir()) == []


def test_a_microphone_that_is_taken_away_costs_nothing_that_was_said(
    server: SoundServer, probes: Callable[..., Probe], tmp_path: Path
) -> None:
    number = server.load(LOUDSPEAKER)
    server.load(MICROPHONE)
    probe = probes("record", tmp_path)
    probe.order("start")
    heard = probe.until(level_after(0.4))[2]
    server.unload(number)
    assert probe.named("failed")[1] == "microphone-lost"
    path = Path(probe.named("recorded")[1])
    assert soundfile.info(path).duration >= heard


def test_a_full_disk_ends_the_recording_and_keeps_it(
    server: SoundServer, probes: Callable[..., Probe], tmp_path: Path
) -> None:
    for module in (LOUDSPEAKER, MICROPHONE):
        server.load(module)
    probe = probes("record", tmp_path, most_bytes=20_000)
    probe.order("start")
    assert probe.named("failed")[1] == "storage-full"
    path = Path(probe.named("recorded")[1])
    assert 0.3 < soundfile.info(path).duration < 0.63


def test_a_program_that_is_killed_leaves_a_recording_that_can_be_heard(
    server: SoundServer, probes: Callable[..., Probe], tmp_path: Path
) -> None:
    for module in (LOUDSPEAKER, MICROPHONE):
        server.load(module)
    probe = probes("record", tmp_path)
    probe.order("start")
    heard = probe.until(level_after(0.5))[2]
    probe.process.kill()
    probe.process.wait(30)
    [path] = tmp_path.iterdir()
    with open_recording(path) as recording:
        assert recording.duration_s >= heard
        assert sum(map(len, recording.windows(16_000, 16_000))) >= heard * 16_000


def test_a_file_is_whole_at_every_moment(tmp_path: Path) -> None:
    file = WaveFile(tmp_path / "a.wav", 8000)
    assert soundfile.info(file.path).frames == 0
    for count in (1, 1000, 3):
        file.write(np.full(count, 7, "<i2").tobytes())
        samples, rate = soundfile.read(file.path, dtype="int16")
        assert (len(samples), rate, set(samples)) == (file.samples, 8000, {7})
    file.close()
    assert soundfile.info(file.path).subtype == "PCM_16"


# --- playing ---------------------------------------------------------------------------------------------------------


def test_a_recording_is_played_sought_and_ended(
    server: SoundServer, probes: Callable[..., Probe], tmp_path: Path
) -> None:
    server.load(LOUDSPEAKER)
    path = tmp_path / "a.wav"
    soundfile.write(path, np.zeros(3 * 16_000), 16_000)
    probe = probes("play")
    probe.order("open", path)
    assert probe.named("lack")[1] == ""
    probe.order("toggle")
    assert probe.named("playing")[1] is True
    probe.until(lambda line: line[0] == "moved" and 0 < line[1] < 2)
    probe.order("toggle")
    assert probe.named("playing")[1] is False
    probe.order("set_speed", 2)
    probe.order("seek", 2.5)
    probe.until(lambda line: line[0] == "moved" and line[1] == 2.5)
    probe.order("toggle")
    assert probe.named("playing")[1] is True
    assert probe.named("playing")[1] is False, "its end"


def test_without_a_loudspeaker_the_reason_is_said(probes: Callable[..., Probe], tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    soundfile.write(path, np.zeros(1600), 16_000)
    probe = probes("play")
    probe.order("open", path)
    assert "loudspeaker" in probe.named("lack")[1]
    probe.order("toggle")
    probe.order("playing")
    assert probe.named("playing")[1] is False
