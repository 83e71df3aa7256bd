"""Every moment of speech is in one window and in no other, and every window knows when it was."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.engine.speech.windows import PAUSE_SECONDS, Piece, Stretch, Window, windows

RATE = 100
LONGEST = 30 * RATE


def cut(stretches: list[tuple[int, int]], length: int, block: int = 700) -> list[Window]:
    """Cut a recording whose samples are their own numbers, given in blocks as it would be read."""
    samples = np.arange(length, dtype=np.float32)
    every = [Stretch(start=start, end=end) for start, end in stretches]

    def heard() -> object:
        for at in range(0, length, block):
            end = min(at + block, length)
            ended = [one for one in every if at < one.end <= end]
            going = next((one.start for one in every if one.start < end < one.end), end)
            yield samples[at:end], ended, going

    return list(windows(heard(), RATE, LONGEST))  # type: ignore[arg-type]


@st.composite
def recordings(draw: st.DrawFn) -> tuple[list[tuple[int, int]], int]:
    at, found = 0, []
    for _ in range(draw(st.integers(0, 25))):
        start = at + draw(st.integers(0, 6 * RATE))
        at = start + draw(st.integers(6, 29 * RATE))
        found.append((start, at))
        at += 10
    return found, at + draw(st.integers(0, 3 * RATE))


@settings(deadline=None, max_examples=50)
@given(recordings(), st.integers(50, 5000))
@example(([(0, 6), (174, 3074)], 3084), 50)
def test_nothing_is_lost_and_nothing_doubled(recording: tuple[list[tuple[int, int]], int], block: int) -> None:
    stretches, length = recording
    made = cut(stretches, length, block)
    numbers = np.concatenate([window.samples for window in made]) if made else np.empty(0)
    assert len(np.unique(numbers)) == len(numbers)
    assert (np.diff(numbers) > 0).all()
    spoken = set(numbers.astype(int).tolist())
    for start, end in stretches:
        assert spoken.issuperset(range(start, min(end, length)))
    for window in made:
        assert 0 < len(window.samples) <= LONGEST
        for piece in window.pieces:
            expected = np.arange(piece.start, piece.start + piece.length)
            np.testing.assert_array_equal(window.samples[piece.at : piece.at + piece.length], expected)
        assert sum(piece.length for piece in window.pieces) == len(window.samples)
    for one, two in pairwise(made):
        assert one.end_s <= two.pieces[0].start / RATE


def test_what_fits_is_one_window_and_long_pauses_are_left_out() -> None:
    (made,) = cut([(0, 500), (600, 900), (5000, 5500)], 6000)
    assert [(piece.start, piece.length) for piece in made.pieces] == [(0, 940), (4960, 580)]
    assert made.seconds < 16
    assert made.time(9.4, ends=True) == pytest.approx(9.4)
    assert made.time(9.4) == pytest.approx(49.6)
    assert made.time(99) == made.end_s == pytest.approx(55.4)


def test_a_recording_is_cut_in_its_longest_pause() -> None:
    """Short pauses of 0.2 s and one of 1 s, which ends in the second half of what fits."""
    stretches, at = [], 0
    for number in range(12):
        stretches.append((at, at + 380))
        at += 380 + (100 if number == 5 else 20)
    first, _ = cut(stretches, at)
    assert first.end_s == pytest.approx((0.6 * stretches[5][1] + 0.4 * stretches[6][0]) / RATE)


def test_silence_has_no_windows() -> None:
    assert cut([], 20_000) == []


def test_a_window_knows_how_much_is_said_after_a_moment() -> None:
    (made,) = cut([(100, 500), (600, 900)], 1500)
    start = made.pieces[0].start / RATE
    assert made.spoken_after(0) == pytest.approx(7.0)
    assert made.spoken_after(7 - start) == pytest.approx(2.0)
    assert made.spoken_after(made.seconds) == 0


def test_a_moment_about_a_pause_lies_in_it() -> None:
    (made,) = cut([(100, 500), (600, 900), (910, 1200)], 1500)
    start = made.pieces[0].start / RATE
    for second in (4.8, 5.0, 5.9, 6.2):
        assert made.pause_at(second - start) == pytest.approx(5.4 - start)
    assert made.pause_at(4.6 - start) is None
    assert made.pause_at(9.05 - start) is None, "too short to tell words apart"
    assert made.pause_at(12.0 - start) is None, "nothing follows"


def test_a_text_has_no_pauses_at_its_ends() -> None:
    (made,) = cut([(100, 500), (600, 900)], 1500)
    start = made.pieces[0].start / RATE
    assert made.spoken_between(0, 5.6 - start) == pytest.approx((0.8 - start if start < 0.8 else 0, 5.2 - start))
    assert made.spoken_between(5.0 - start, 9.4 - start) == pytest.approx((5.8 - start, 9.2 - start))
    assert made.spoken_between(2.0, 3.0) == (2.0, 3.0)


@settings(deadline=None)
@given(st.floats(0, 29))
def test_the_rest_of_a_window_keeps_its_times(second: float) -> None:
    (made,) = cut([(0, 500), (600, 900), (5000, 6900)], 7000)
    rest = made.after(min(second, made.seconds - 0.02))
    assert len(rest.samples) == sum(piece.length for piece in rest.pieces) > 0
    for piece in rest.pieces:
        expected = np.arange(piece.start, piece.start + piece.length)
        np.testing.assert_array_equal(rest.samples[piece.at : piece.at + piece.length], expected)


def test_a_pause_is_measured_in_seconds() -> None:
    limit = int(PAUSE_SECONDS * RATE)
    (near,) = cut([(0, 300), (300 + limit, 900)], 1000)
    assert len(near.pieces) == 1
    (far,) = cut([(0, 300), (301 + limit, 900)], 1000)
    assert len(far.pieces) == 2
    assert Piece(at=0, start=0, length=340) == far.pieces[0]
