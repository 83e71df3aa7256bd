"""What a text leaves out of a window is heard by itself, from a pause on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from desktop.engine.interrupt import Interrupt
from desktop.engine.speech.whisper_listener import WhisperListener, Wishes
from desktop.engine.speech.windows import Piece, Stretch, Window
from tests.unit.engine.speech.parrot import RATE, Script, parrot, tone

REST = (0.0, " boat", 4.0)


def heard(folder: Path, script: Script, last_s: float) -> list[tuple[str, float]]:
    """Return what is heard, and from when on: `script` in a low tone of ten seconds, then `REST` in a high one."""
    listener = WhisperListener(parrot(folder, script, REST), Wishes(language="en"), Interrupt(), 20.0)
    samples = np.concatenate([tone(0, 10.0), tone(1, 5.0)])
    speech = tuple(
        Stretch(start=round(start * RATE), end=round(end * RATE)) for start, end in ((0.5, 9.7), (10.3, last_s))
    )
    window = Window(samples=samples, rate_hz=RATE, pieces=(Piece(at=0, start=0, length=len(samples)),), speech=speech)
    [made] = listener.hear([window])
    return [(segment.text, segment.start_s) for segment in made.segments]


def test_a_sentence_that_was_cut_in_two_is_heard_again_as_a_whole(tmp_path: Path) -> None:
    made = heard(tmp_path, (0.0, " yes", 9.8, 9.8, " no", 12.0, 12.0), 14.5)
    assert made == [("yes", 0.3), ("boat", pytest.approx(10.1, abs=0.01))]


@pytest.mark.parametrize(("end", "words"), [((9.8, 9.8), ["yes", "boat"]), ((9.8,), ["yes"])])
def test_a_few_words_are_heard_where_the_model_says_that_more_begins(
    tmp_path: Path, end: tuple[float, ...], words: list[str]
) -> None:
    assert [text for text, _ in heard(tmp_path, (0.0, " yes", *end), 11.0)] == words


def test_without_a_pause_the_rest_begins_where_the_text_ends(tmp_path: Path) -> None:
    made = heard(tmp_path, (0.0, " yes", 12.0, 12.0), 14.5)
    assert [text for text, _ in made] == ["yes", "boat"]
    assert made[1][1] == pytest.approx(12.0)
