"""Speech from a shell: a recording becomes text, interrupted and gone on with, through the models of the program."""

from __future__ import annotations

import signal
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from desktop.state.paths import CHECKPOINTS
from tests.e2e.programs import ROOT, CommandLine, ended, until

WHISPER = ROOT / "resources" / "starter" / "whisper-base"
READING = ROOT / "resources" / "samples" / "reading.ogg"
TASK = "automatic-speech-recognition"
PATIENCE_S = 240.0

pytestmark = pytest.mark.skipif(
    not WHISPER.exists(), reason="whisper-base is not built: packaging/starter/build.py --only whisper-base"
)


def plain(answer: dict[str, Any]) -> str:
    assert answer["result"]["kind"] == "segments"
    return "".join(sign for sign in str(answer["result"]["text"]).lower() if sign.isalnum() or sign == " ")


class TestRecordings:
    def test_what_is_said_is_written_with_its_times(self, ilha: CommandLine) -> None:
        answer = ilha("run", TASK, READING, "--json")
        assert answer.status == 0, answer.out
        assert "john dashwood had then leisure to consider how much there might be" in plain(answer.only)
        result = answer.only["result"]
        assert result["language"] == "en"
        assert result["duration_s"] == pytest.approx(18.99)
        segments = result["segments"]
        assert 3 <= len(segments) <= 6
        assert all(one["end_s"] <= two["start_s"] + 0.01 for one, two in pairwise(segments))
        assert any(one["end_s"] < 11.2 and two["start_s"] > 12.8 for one, two in pairwise(segments)), "the long pause"
        assert answer.only["provenance"]["files"].keys() >= {"starter/silero-vad/onnx/model.onnx"}
        (peaks,) = answer.only["artifacts"]
        assert Path(peaks["path"]).stat().st_size == 380

    def test_a_recording_is_written_down_unasked(self, ilha: CommandLine) -> None:
        answer = ilha("run", "auto", READING, "--json")
        assert (answer.status, answer.only["task"]) == (0, TASK)

    def test_words_have_times_and_terms_their_spelling(self, ilha: CommandLine) -> None:
        answer = ilha("run", TASK, READING, "--json", "--param", "timestamps=word", "--param", "language=en")
        words = [word for one in answer.only["result"]["segments"] for word in one["words"]]
        assert len(words) > 35
        assert all(one["start_s"] <= one["end_s"] <= two["end_s"] for one, two in pairwise(words))
        (selfish,) = [word for word in words if word["text"].startswith("selfish")]
        assert 15.5 < selfish["start_s"] < 17.5

    def test_a_language_it_does_not_know_is_refused(self, ilha: CommandLine) -> None:
        answer = ilha("run", TASK, READING, "--json", "--param", "language=xx")
        assert (answer.status, answer.only["error"]["code"]) == (1, "language-not-heard")

    def test_silence_is_an_empty_text_and_damage_an_error(self, ilha: CommandLine) -> None:
        soundfile.write(ilha.desk / "still.wav", np.zeros((8_000 * 3, 8), np.float32), 8_000)
        whole = READING.read_bytes()
        (ilha.desk / "half.ogg").write_bytes(whole[:100])
        (ilha.desk / "nothing.mp3").write_bytes(b"")
        answers = ilha("run", TASK, "still.wav", "half.ogg", "nothing.mp3", "--json")
        still, half, nothing = answers.objects
        assert (answers.status, still["result"]["text"], still["result"]["segments"]) == (1, "", [])
        assert half["error"]["code"] in {"input-corrupt", "input-unsupported"}
        assert nothing["error"]["code"] == "input-empty"


def windows_kept(home: Path) -> int:
    return sum(path.read_bytes().count(b"\n") for path in (home / "work" / CHECKPOINTS).glob("*"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_long_recording_that_was_interrupted_goes_on(ilha: CommandLine, number: signal.Signals) -> None:
    sound, rate = soundfile.read(READING, dtype="float32")
    soundfile.write(ilha.desk / "long.flac", np.tile(sound, 6), rate)
    order = ("run", TASK, "long.flac", "--json")
    process = ilha.start(*order)
    with ended(process):
        until(lambda: windows_kept(ilha.home) >= 1, "a window is kept", PATIENCE_S)
        process.send_signal(number)
        process.wait()
    kept = windows_kept(ilha.home)
    answer = ilha(*order)
    assert answer.status == 0, answer.out
    assert kept - 1 <= answer.only["provenance"]["resumed"] <= kept
    assert plain(answer.only).count("not an ill") == 6
    assert windows_kept(ilha.home) == 0
