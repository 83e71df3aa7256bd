"""The sound of films: decoded by another process, behind the wall, and damaged in every way."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil
import pytest

from desktop import tasks
from desktop.core.errors import (
    Cancelled,
    DecoderMissing,
    InputCorrupt,
    InputEmpty,
    InputUnsupported,
    InputWithoutSound,
    StorageFull,
)
from desktop.core.media import MediaKind
from desktop.media.audio import open_recording
from desktop.media.decoding import DOOR, _ffmpeg
from desktop.media.sniff import recognise

RATE = 16_000
SECONDS = 2.0
SEEN = ("-f", "lavfi", "-i", "testsrc=d=3:s=64x48:r=10")
HEARD = ("-f", "lavfi", "-i", f"sine=440:d={SECONDS}:r=44100")
FILM = ("-c:v", "mpeg4", "-c:a", "aac")
WEB = ("-c:v", "libvpx", "-c:a", "libopus")
FORMATS: dict[str, tuple[str, ...]] = {
    "a.m4a": (*HEARD, "-c:a", "aac"),
    "a.aac": (*HEARD, "-c:a", "aac", "-f", "adts"),
    "film.mp4": (*SEEN, *HEARD, *FILM),
    "pieces.mp4": (*SEEN, *HEARD, *FILM, "-movflags", "frag_keyframe+empty_moov"),
    "film.mov": (*SEEN, *HEARD, *FILM),
    "film.mkv": (*SEEN, *HEARD, *FILM),
    "film.webm": (*SEEN, *HEARD, *WEB),
    "live.webm": (*SEEN, *HEARD, *WEB, "-live", "1"),
    "film.avi": (*SEEN, *HEARD, "-c:v", "mpeg4", "-c:a", "mp3"),
    "film.mpg": (*SEEN, "-f", "lavfi", "-i", "sine=440:d=2:r=44100", "-c:v", "mpeg1video", "-r", "25", "-c:a", "mp2"),
    "sound.mka": (*HEARD, "-c:a", "libvorbis"),
    "sound.webm": (*HEARD, "-c:a", "libopus"),
    "lossless.m4a": (*HEARD, "-c:a", "alac"),
    "telephone.m4a": (*HEARD, "-c:a", "aac", "-ar", "8000"),
    "eight.m4a": (*HEARD, "-c:a", "aac", "-ac", "8"),
    "two tracks.mkv": (*SEEN, *HEARD, *HEARD, "-map", "0", "-map", "1", "-map", "2", *FILM),
}
Make = Callable[..., Path]


@pytest.fixture(scope="session")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Return what makes a file by ffmpeg, once."""
    if shutil.which("ffmpeg") is None:
        if os.environ.get("CI"):
            pytest.fail("not installed: ffmpeg")
        pytest.skip("not installed: ffmpeg")
    folder = tmp_path_factory.mktemp("films")

    def made(name: str, *words: str) -> Path:
        path = folder / name
        if not path.exists():
            command = ["ffmpeg", "-nostdin", "-v", "error", *(words or FORMATS[name]), str(path)]
            subprocess.run(command, check=True, timeout=60)
        return path

    return made


def heard(path: Path) -> np.ndarray:
    with open_recording(path) as recording:
        found = list(recording.windows(RATE, 60 * RATE))
        assert len(found) == recording.window_count(RATE, 60 * RATE) == 1
        assert recording.duration_s == pytest.approx(len(found[0]) / RATE)
    return np.asarray(found[0])


def put(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def pitch(samples: np.ndarray) -> float:
    return float(np.abs(np.fft.rfft(samples)).argmax() * RATE / len(samples))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_offered_and_heard(name: str, make: Make) -> None:
    file = recognise(make(name))
    assert file.kind is (MediaKind.VIDEO if "-c:v" in FORMATS[name] else MediaKind.AUDIO)
    assert tasks.fitting(file)
    samples = heard(file.path)
    assert abs(len(samples) / RATE - SECONDS) < 0.2, "codecs work in blocks"
    middle = samples[RATE // 2 : RATE + RATE // 2]
    assert abs(pitch(middle) - 440) < 3
    assert 0.02 < np.abs(middle).max() < 0.5


@pytest.mark.parametrize("name", ["late.mp4", "late.webm", "late.mkv"])
def test_sound_that_begins_later_keeps_the_times_of_the_film(name: str, make: Make) -> None:
    coding = WEB if name.endswith("webm") else FILM
    samples = heard(make(name, *SEEN, "-itsoffset", "1", *HEARD, *coding))
    begin = int(np.argmax(np.abs(samples) > 0.02)) / RATE
    assert begin == pytest.approx(1, abs=0.1)
    assert len(samples) / RATE == pytest.approx(1 + SECONDS, abs=0.2)


def test_the_content_decides_not_the_name(make: Make, tmp_path: Path) -> None:
    path = put(tmp_path / "song.mp3", make("a.m4a").read_bytes())
    assert recognise(path).label == "M4A sound"
    assert abs(pitch(heard(path)) - 440) < 3
    brand = make("recorder.mp4", *HEARD, "-c:a", "aac")
    assert recognise(brand).kind is MediaKind.AUDIO, "a film without pictures is a recording"


# --- what cannot be heard --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["silent.mp4", "silent.webm", "silent.mkv"])
def test_a_film_without_sound_is_not_offered_and_says_so(name: str, make: Make) -> None:
    coding = WEB if name.endswith("webm") else FILM
    file = recognise(make(name, *SEEN, *coding[:2]))
    assert (file.kind, file.label) == (MediaKind.VIDEO, "Film without sound")
    assert tasks.fitting(file) == []
    with pytest.raises(InputUnsupported) as caught, open_recording(file):
        pass
    assert caught.value.arguments["label"] == "Film without sound"


def test_a_film_whose_silence_is_found_late_says_so(make: Make) -> None:
    with pytest.raises(InputWithoutSound), open_recording(make("silent.avi", *SEEN, "-c:v", "mpeg4")):
        pass


@pytest.mark.parametrize("name", ["a.m4a", "film.mp4", "film.mkv", "sound.webm"])
@pytest.mark.parametrize("share", [0.9, 0.3])
def test_what_breaks_off_is_damaged(name: str, share: float, make: Make, tmp_path: Path) -> None:
    content = make(name).read_bytes()
    with pytest.raises(InputCorrupt), open_recording(put(tmp_path / name, content[: int(len(content) * share)])):
        pass


def test_noise_in_the_middle_costs_what_it_covers(make: Make, tmp_path: Path) -> None:
    content = bytearray(make("sound.webm").read_bytes())
    third = len(content) // 3
    content[third : 2 * third] = np.random.default_rng(1).bytes(third)
    samples = heard(put(tmp_path / "noise.webm", bytes(content)))
    assert 0.2 < len(samples) / RATE < SECONDS


def test_noise_alone_is_damaged(make: Make, tmp_path: Path) -> None:
    head = make("film.mp4").read_bytes()[:32]
    content = head + (1000).to_bytes(4, "big") + b"moov" + np.random.default_rng(1).bytes(992)
    with pytest.raises(InputCorrupt), open_recording(put(tmp_path / "noise.mp4", content)):
        pass


def test_nothing_is_empty(tmp_path: Path) -> None:
    with pytest.raises(InputEmpty), open_recording(put(tmp_path / "a.mp4", b"")):
        pass


def test_a_file_that_changed_since_it_was_recognised(make: Make, tmp_path: Path) -> None:
    file = recognise(put(tmp_path / "a.mp4", make("film.mp4").read_bytes()))
    file.path.write_bytes(b"Now it is a letter.\n")
    with pytest.raises(InputUnsupported), open_recording(file):
        pass


# --- the process -----------------------------------------------------------------------------------------------------


def test_cancelling_ends_the_decoder_and_leaves_nothing(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    steps = []

    def step(done: int, total: int) -> None:
        steps.append((done, total))
        raise Cancelled

    with pytest.raises(Cancelled), open_recording(make("a.m4a"), step):
        pass
    [(done, total)] = steps
    assert 0 <= done <= total
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="the wall is Linux's")
def test_the_decoder_has_a_wall_of_its_own(make: Make) -> None:
    states: list[str] = []

    def step(_done: int, _total: int) -> None:
        found = [child for child in psutil.Process().children() if DOOR in child.cmdline()]
        states.extend(Path(f"/proc/{child.pid}/status").read_text("utf-8") for child in found)
        raise Cancelled

    with pytest.raises(Cancelled), open_recording(make("a.m4a"), step):
        pass
    [state] = states
    assert "Seccomp:\t2" in state
    assert "NoNewPrivs:\t1" in state


def test_the_decoder_ends_when_nobody_waits_for_it(make: Make, tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with make("a.m4a").open("rb") as source, (tmp_path / "samples").open("wb") as samples:
        command = [sys.executable, "-m", "desktop", DOOR, str(RATE)]
        process = subprocess.Popen(command, stdin=source, stdout=samples, stderr=writer)
        os.close(writer)
        assert process.wait(60) == 1


def test_a_full_disk_is_said(make: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # Python 3.11 would leave the first half of a module
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    film = make("a.m4a")
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises(StorageFull), open_recording(film):
            pass
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


OPENS = """
import sys
from pathlib import Path
from desktop.core.errors import IlhaError
from desktop.media.audio import open_recording
try:
    with open_recording(Path(sys.argv[1])) as recording:
        print(round(recording.duration_s, 1), sum(map(len, recording.windows(16000, 160000))) // 1600)
except IlhaError as error:
    print(error.code)
print(any(name.startswith(("PySide6", "shiboken6")) for name in sys.modules))
"""


def opened(path: Path, folder: Path, **variables: str) -> list[str]:
    """Open a film behind the wall, without a display or a server of sound; return what is said of it."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "--behind-the-wall", folder, "--", sys.executable, "-c", OPENS, path],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        env={**kept, "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), **variables},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_it_works_behind_the_wall_and_the_engine_never_loads_qt(make: Make, tmp_path: Path) -> None:
    assert opened(make("film.mp4"), tmp_path) == ["2.0", "20", "False"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["film.mp4", "a.m4a"])
def test_without_qt_the_program_ffmpeg_does_it(name: str, make: Make, tmp_path: Path) -> None:
    broken = tmp_path / "PySide6"
    broken.mkdir()
    put(broken / "__init__.py", b"raise ImportError('libpulse.so.0: cannot open shared object file')\n")
    without = {"PYTHONPATH": str(tmp_path)}
    assert opened(make(name), tmp_path, **without) == ["2.0", "20", "False"]
    assert opened(make(name), tmp_path, **without, PATH="") == [DecoderMissing.code, "False"]


@pytest.mark.skipif(os.name == "nt", reason="nobody else sees the arguments of a program there")
def test_the_name_of_a_film_is_in_no_list_of_processes() -> None:
    assert not any("holidays" in word for word in _ffmpeg("ffmpeg", Path("/home/ana/holidays.mp4")))


@pytest.mark.parametrize("words", [(), ("fast",), ("16000", "x")])
def test_the_door_stays_shut_for_a_wrong_call(words: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "desktop", "--decode-sound", *words]
    done = subprocess.run(command, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage: ")
