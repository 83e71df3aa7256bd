"""A byte for every twentieth of a second, whatever the blocks."""

import numpy as np

from desktop.engine.speech.peaks import Peaks

RATE = 2000


def test_the_loudest_sample_counts() -> None:
    sound = np.zeros(RATE + 30, np.float32)
    sound[10], sound[150], sound[-1], sound[350] = 0.5, -1.0, 0.25, 3.0
    for size in (1, 77, 4000):
        peaks = Peaks(RATE)
        given = list(peaks.through(sound[at : at + size] for at in range(0, len(sound), size)))
        np.testing.assert_array_equal(np.concatenate(given), sound)
        found = peaks.bytes()
        assert len(found) == 21
        assert (found[0], found[1], found[2], found[3], found[20]) == (128, 255, 0, 255, 64)
