"""Sound files of every format, long ones, damaged ones and those that are none."""

from __future__ import annotations

import struct
import tracemalloc
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile

from desktop import tasks
from desktop.core.errors import InputCorrupt, InputEmpty, InputError, InputNotFound, InputUnsupported
from desktop.core.media import MediaKind
from desktop.media.audio import ACCEPTS, decodable, open_recording
from desktop.media.sniff import recognise

RATE = 16_000
FORMATS = {
    "a.wav": ("WAV", "PCM_16", 44_100),
    "wide.wav": ("WAV", "PCM_24", 48_000),
    "float.wav": ("WAV", "FLOAT", 22_050),
    "small.wav": ("WAV", "PCM_U8", 8_000),
    "packed.wav": ("WAV", "IMA_ADPCM", 44_100),
    "a.flac": ("FLAC", "PCM_16", 96_000),
    "a.ogg": ("OGG", "VORBIS", 44_100),
    "a.opus": ("OGG", "OPUS", 48_000),
    "a.mp3": ("MP3", "MPEG_LAYER_III", 44_100),
    "a.aiff": ("AIFF", "PCM_16", 44_100),
    "same.wav": ("WAV", "FLOAT", RATE),
}


def tone(seconds: float, rate: int, hertz: float = 440.0) -> np.ndarray:
    return np.asarray(0.5 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate), np.float32)


def save(path: Path, samples: np.ndarray, name: str = "a.wav", rate: int | None = None) -> Path:
    kind, subtype, usual = FORMATS[name]
    # In pieces: libsndfile 1.2.2 overflows its stack over a long block of Vorbis.
    with soundfile.SoundFile(path, "w", rate or usual, samples.ndim, subtype, format=kind) as file:
        for start in range(0, len(samples), 4096):
            file.write(samples[start : start + 4096])
    return path


def heard(path: Path, rate: int = RATE, longest: int = 60 * RATE) -> list[np.ndarray]:
    with open_recording(path) as recording:
        found = list(recording.windows(rate, longest))
        assert len(found) == recording.window_count(rate, longest)
    return found


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_heard_as_one_channel_at_the_rate_of_the_model(name: str, tmp_path: Path) -> None:
    rate = FORMATS[name][2]
    left = tone(1.5, rate)
    path = save(tmp_path / name, np.stack([left, left / 2], axis=1), name)
    assert decodable(recognise(path))
    (samples,) = heard(path)
    assert samples.dtype == np.float32
    assert abs(len(samples) - 1.5 * RATE) < 1500, "codecs work in blocks"
    middle = samples[RATE // 2 : RATE]
    assert np.abs(np.abs(np.fft.rfft(middle)).argmax() * RATE / len(middle) - 440) < 3
    assert np.sqrt(np.mean(middle**2)) == pytest.approx(0.375 / np.sqrt(2), rel=0.05)


def test_samples_at_the_right_rate_are_left_as_they_are(tmp_path: Path) -> None:
    samples = tone(0.1, RATE)
    (found,) = heard(save(tmp_path / "a.wav", samples, "same.wav"))
    assert np.array_equal(found, samples)


def test_a_new_rate_changes_nothing_but_the_rate(tmp_path: Path) -> None:
    (found,) = heard(save(tmp_path / "a.wav", tone(2, 44_100), "float.wav", 44_100))
    assert len(found) == 2 * RATE
    assert np.abs(found - tone(2, RATE))[1000:-1000].max() < 1e-4
    (high,) = heard(save(tmp_path / "b.wav", tone(2, 44_100, hertz=12_000), "float.wav", 44_100))
    assert np.abs(high)[1000:-1000].max() < 1e-4, "what is above the new limit must not come back as another tone"


@pytest.mark.parametrize("rate", [RATE, 44_100])
@pytest.mark.parametrize("seconds", [1.0, 9.99, 10.0, 10.01, 47.3])
def test_a_long_recording_is_covered_by_full_windows(seconds: float, rate: int, tmp_path: Path) -> None:
    ramp = np.linspace(0, 0.9, round(seconds * rate), dtype=np.float32)
    found = heard(save(tmp_path / "a.wav", ramp, "float.wav", rate), longest=10 * RATE)
    length = min(10.0, seconds) * RATE
    assert all(abs(len(window) - length) <= 2 for window in found)
    assert len(found) == -(-round(seconds * 1000) // 10_000)
    ends = [(float(window[200]), float(window[-200])) for window in found]
    assert ends[0][0] < 0.02 * 10 / min(10.0, seconds)
    assert ends[-1][1] > 0.85
    assert all(later[0] <= earlier[1] + 0.02 for earlier, later in pairwise(ends)), "no gap"


def test_memory_does_not_grow_with_the_recording(tmp_path: Path) -> None:
    save(tmp_path / "a.flac", np.zeros((600 * 8000, 2), np.float32), "a.flac", 8000)
    tracemalloc.start()
    with open_recording(tmp_path / "a.flac") as recording:
        count = sum(1 for _ in recording.windows(RATE, 10 * RATE))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 60
    assert peak < 16e6, "all of it would be 38 MB"


# --- what cannot be heard --------------------------------------------------------------------------------------------


def fault(path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        heard(path)
    return caught.value


def put(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.aiff"])
@pytest.mark.parametrize("share", [0.6, 0.1])
def test_what_breaks_off_is_damaged(name: str, share: float, tmp_path: Path) -> None:
    content = save(tmp_path / name, tone(2, 44_100), name, 44_100).read_bytes()
    assert isinstance(fault(put(tmp_path / f"half {name}", content[: int(len(content) * share)])), InputCorrupt)


def test_an_mp3_that_breaks_off_is_damaged(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    content = save(tmp_path / "a.mp3", tone(2, 44_100), "a.mp3").read_bytes()
    assert isinstance(fault(put(tmp_path / "half.mp3", content[: len(content) // 2])), InputCorrupt)
    capfd.readouterr()  # the decoder says it in its own words as well


def test_a_stream_of_unknown_length_is_heard(tmp_path: Path) -> None:
    content = bytearray(save(tmp_path / "a.wav", tone(2, 44_100)).read_bytes())
    content[4:8] = content[40:44] = b"\xff" * 4
    assert len(heard(put(tmp_path / "piped.wav", bytes(content)))[0]) == 2 * RATE


@pytest.mark.parametrize(
    ("place", "value"), [(24, 0), (24, 1), (24, 4_000_000_000), (22, 0)], ids=["0 Hz", "1 Hz", "4 GHz", "no channel"]
)
def test_a_header_that_contradicts_itself_is_damaged(place: int, value: int, tmp_path: Path) -> None:
    content = bytearray(save(tmp_path / "a.wav", tone(2, 44_100)).read_bytes())
    size = 4 if place == 24 else 2
    content[place : place + size] = value.to_bytes(size, "little")
    assert isinstance(fault(put(tmp_path / "odd.wav", bytes(content))), InputCorrupt)


def test_samples_that_are_no_numbers_are_damaged(tmp_path: Path) -> None:
    samples = tone(1, RATE)
    samples[5000] = np.nan
    assert isinstance(fault(save(tmp_path / "a.wav", samples, "same.wav")), InputCorrupt)


def test_nothing_recorded_is_empty(tmp_path: Path) -> None:
    assert isinstance(fault(save(tmp_path / "a.wav", np.zeros(0, np.float32))), InputEmpty)
    assert isinstance(fault(put(tmp_path / "b.wav", b"")), InputEmpty)
    no_length = (
        b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0" + struct.pack("<HHIIHH", 1, 1, RATE, 2 * RATE, 2, 16) + b"data\0\0\0\0"
    )
    assert isinstance(fault(put(tmp_path / "c.wav", no_length + bytes(100_000))), InputCorrupt)


def test_what_is_not_decoded_is_said_and_not_offered(tmp_path: Path) -> None:
    name = "a.mid"
    file = recognise(put(tmp_path / name, b"MThd\0\0\0\6\0\0\0\1\0\x60MTrk\0\0\0\4\0\xff\x2f\0"))
    assert file.kind is MediaKind.AUDIO
    assert tasks.fitting(file) == []
    error = fault(file.path)
    assert isinstance(error, InputUnsupported)
    assert error.arguments == {"name": name, "label": file.label, "accepts": ACCEPTS}


def test_the_content_decides_not_the_name(tmp_path: Path) -> None:
    assert len(heard(save(tmp_path / "a.raw", tone(1, 44_100)))[0]) == RATE
    assert isinstance(fault(put(tmp_path / "letter.wav", b"This is a letter with a wrong name.\n")), InputUnsupported)


def test_a_file_that_changed_since_it_was_recognised(tmp_path: Path) -> None:
    file = recognise(save(tmp_path / "a.wav", tone(1, 44_100)))
    for content, expected in ((b"", InputEmpty), (b"Now it is a letter.\n", InputUnsupported)):
        file.path.write_bytes(content)
        with pytest.raises(expected), open_recording(file):
            pass
    file.path.unlink()
    with pytest.raises(InputNotFound), open_recording(file):
        pass
