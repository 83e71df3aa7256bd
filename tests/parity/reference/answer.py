"""What the library makes of one input."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Arrays into the model and out of it, with the axis of the batch, and the result in Ilha's own words.

    `pictures` are those that belong to the result, by names of the reference's own.
    """

    feeds: Mapping[str, np.ndarray]
    outputs: Mapping[str, np.ndarray]
    value: Any
    pictures: Mapping[str, np.ndarray] = field(default_factory=dict)


def save(answers: Sequence[Answer], place: Path) -> None:
    """Write `arrays.npz` and `answers.json`."""
    arrays = {
        f"{number}/{kind}/{name}": array
        for number, answer in enumerate(answers)
        for kind, those in (("feeds", answer.feeds), ("outputs", answer.outputs), ("pictures", answer.pictures))
        for name, array in those.items()
    }
    np.savez(place / "arrays.npz", allow_pickle=False, **arrays)
    values = [answer.value for answer in answers]
    (place / "answers.json").write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
