"""A recording that goes on where it stopped."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from desktop.core.result import Segment
from desktop.engine.checkpoint import Checkpoint
from desktop.engine.speech.listener import Heard, as_json
from desktop.engine.speech.transcript import _Ear, _key
from desktop.engine.speech.windows import Piece, Window
from tests.unit.engine.speech import parrot
from tests.unit.engine.text_models import context, load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

WINDOWS = 50


class Echo:
    """A listener that hears nothing new."""

    rate_hz, longest, lanes, together = parrot.RATE, parrot.RATE, 2, 1
    language, spoken = "en", None

    def settle(self, language: str) -> None:
        assert language == "en"

    def meet(self, windows: Sequence[Window]) -> None:
        raise AssertionError(windows)

    def hear(self, windows: Sequence[Window]) -> list[Heard]:
        raise AssertionError(windows)


def window(number: int) -> Window:
    samples = np.zeros(parrot.RATE, np.float32)
    piece = Piece(at=0, start=number * parrot.RATE, length=len(samples))
    return Window(samples=samples, rate_hz=parrot.RATE, pieces=(piece,))


def test_what_was_heard_already_is_given_at_once_and_not_gathered(tmp_path: Path) -> None:
    kept = Checkpoint(tmp_path / "x", anew=False)
    for number in range(WINDOWS):
        heard = Heard(segments=(Segment(start_s=number, end_s=number + 1, text=str(number)),), until_s=1.0)
        kept.put(_key(window(number)), json.dumps({**as_json(heard), "language": "en"}))
    kept.close()
    ear = _Ear(
        Echo(), context(load(tmp_path, parrot.TASK, {}), tmp_path), Checkpoint(tmp_path / "x", anew=False), WINDOWS
    )
    taken: list[int] = []

    def windows() -> Iterator[Window]:
        for number in range(WINDOWS):
            taken.append(number)
            yield window(number)

    given = []
    for _, heard in ear._heard(windows()):
        given.append(heard.segments[0].text)
        assert len(taken) - len(given) <= Echo.lanes, "an hour of them would be in memory together"
    assert given == [str(number) for number in range(WINDOWS)]
