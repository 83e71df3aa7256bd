"""Loops and lines that nobody said are told from speech."""

import pytest

from desktop.engine.speech.guards import Judged, loops, repetition, without_loops


def judged(likelihood: float = -0.2, silence: float = 0.0, repeated: float = 1.5) -> Judged:
    return Judged(tokens=(1,), likelihood=likelihood, silence=silence, repetition=repeated)


@pytest.mark.parametrize(
    ("one", "good", "silent"),
    [
        (judged(), True, False),
        (judged(likelihood=-1.2), False, False),
        (judged(repeated=2.5), False, False),
        (judged(likelihood=-1.2, silence=0.7), True, True),
        (judged(silence=0.99), True, False),
    ],
)
def test_a_text_is_judged_by_its_signs(one: Judged, good: bool, silent: bool) -> None:
    assert (one.is_good, one.is_silence) == (good, silent)


def test_a_text_without_a_loop_is_better_than_a_likelier_loop() -> None:
    assert judged(likelihood=-1.5).rank > judged(likelihood=-0.1, repeated=9).rank


def test_speech_is_not_repetitive_and_loops_are() -> None:
    assert repetition("He was not an ill-disposed young man, and he might have been made amiable.") < 1.5
    assert repetition("Thank you. " * 20) > 2.4
    assert repetition("") == 0


@pytest.mark.parametrize(
    ("tokens", "left"),
    [
        ([1, 2, 3], [1, 2, 3]),
        ([1, 2, 9] * 3, [1, 2, 9] * 3),
        ([4, *[7] * 30], [4, 7]),
        ([4, *[5, 6] * 12], [4, 5, 6]),
        ([8, *list(range(10, 22)) * 6], [8, *range(10, 22)]),
        ([], []),
    ],
)
def test_the_first_round_of_a_loop_stays(tokens: list[int], left: list[int]) -> None:
    assert without_loops(tokens) == left
    assert loops(tokens) == (left != tokens)


def test_words_that_are_said_twice_are_no_loop() -> None:
    assert not loops([1, 1, 1, 2, 1, 1, 1])
