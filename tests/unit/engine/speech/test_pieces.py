"""Tokens become timed pieces, and tell up to where a window was understood."""

from pathlib import Path

import pytest

from desktop.engine.speech.pieces import begun, ends, finished, heard_until, last_moment, pieces
from desktop.engine.speech.tongue import Tongue
from tests.unit.engine.speech.parrot import tokens, whisper


@pytest.fixture
def tongue(tmp_path: Path) -> Tongue:
    return whisper(tmp_path, ()).tongue


def test_text_lies_between_its_moments(tongue: Tongue) -> None:
    made = pieces(tokens(0.0, " yes", " no", 2.0, 2.5, " boat", 4.0), tongue, 10)
    assert [(one.start_s, one.end_s, list(one.tokens)) for one in made] == [
        (0.0, 2.0, tokens(" yes", " no")),
        (2.5, 4.0, tokens(" boat")),
    ]


def test_what_has_no_end_reaches_to_the_end(tongue: Tongue) -> None:
    (made,) = pieces(tokens(1.0, " yes"), tongue, 10)
    assert (made.start_s, made.end_s) == (1.0, 10)
    (untimed,) = pieces(tokens(" yes", " no"), tongue, 3)
    assert (untimed.start_s, untimed.end_s) == (0.0, 3)


def test_nothing_lies_after_the_end_of_the_window(tongue: Tongue) -> None:
    (made,) = pieces(tokens(1.0, " yes", 29.0), tongue, 4.5)
    assert made.end_s == 4.5


@pytest.mark.parametrize(
    ("said", "until", "kept"),
    [
        ((0.0, " yes", 3.0), 30.0, 3),
        ((0.0, " yes", 3.0, 3.0, " no"), 3.0, 3),
        ((0.0, " yes", 3.0, 3.5, " no", 5.0), 30.0, 6),
        ((0.0, " yes"), 30.0, 2),
        ((), 30.0, 0),
    ],
)
def test_a_text_that_was_not_ended_is_heard_again(
    tongue: Tongue, said: tuple[str | float, ...], until: float, kept: int
) -> None:
    assert heard_until(tokens(*said), tongue, 30.0) == pytest.approx(until)
    assert list(finished(tokens(*said), tongue)) == tokens(*said)[:kept]


def test_texts_end_where_the_next_one_begins_or_nothing_follows(tongue: Tongue) -> None:
    said = tokens(0.0, " yes", 3.0, 3.0, " no", 5.0, 5.0)
    assert ends(said, tongue) == [(3, 3.0), (6, 5.0)]
    assert begun(said, tongue)
    assert ends(said[:6], tongue) == [(3, 3.0), (6, 5.0)]
    assert not begun(said[:6], tongue)
    assert ends(said[:5], tongue) == [(3, 3.0)]
    assert ends([], tongue) == []


def test_the_last_moment_is_found(tongue: Tongue) -> None:
    assert last_moment(tokens(0.0, " yes", 3.0, " no"), tongue) == 3.0
    assert last_moment(tokens(" yes"), tongue) is None
