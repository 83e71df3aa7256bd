"""How far Ilha's answers lie from torch's."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import pytest
from PIL import Image

from desktop.converter.check import paired
from desktop.core.result import Boxes, Embedding, Labels, Masks, Picture, Spans
from tests.parity.windows import unbatched

if TYPE_CHECKING:
    from pathlib import Path

    from tests.parity.trial import Seen

Scored = Sequence[Mapping[str, Any]]
"""Labels, spans or boxes, each with its score."""

TOLERANCE = 1e-4
"""Of every number a float graph gives and every score, and of boxes as a share of the picture's longer side."""
_FULL = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What torch makes of one input."""

    feeds: Mapping[str, np.ndarray]
    outputs: Mapping[str, np.ndarray]
    value: Any
    pictures: Mapping[str, np.ndarray]


def wanted(folder: Path) -> list[Wanted]:
    """Return what the reference wrote, input by input."""
    values = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
    runs: list[dict[str, dict[str, np.ndarray]]] = [{"feeds": {}, "outputs": {}, "pictures": {}} for _ in values]
    with np.load(folder / "arrays.npz") as arrays:
        for name in arrays.files:
            number, kind, inner = name.split("/", 2)
            runs[int(number)][kind][inner] = arrays[name]
    seen = [unbatched([(run["feeds"], run["outputs"])]) for run in runs]
    return [
        Wanted(feeds=feeds, outputs=out, value=value, pictures=run["pictures"])
        for (feeds, out), value, run in zip(seen, values, runs, strict=True)
    ]


def farthest(those: Mapping[str, np.ndarray], these: Mapping[str, np.ndarray]) -> float:
    """Return the largest difference of arrays of the same names and shapes; torch may have more of them."""
    assert these.keys() <= those.keys(), f"torch knows no {sorted(these.keys() - those.keys())}"
    assert these
    differences = []
    for name, found in these.items():
        expected = those[name]
        assert found.shape == expected.shape, name
        differences.append(float(np.abs(found.astype(np.float64) - expected).max(initial=0.0)))
    return max(differences)


def cosine(those: Mapping[str, np.ndarray], these: Mapping[str, np.ndarray], *, ranked: bool = False) -> float:
    """Return the worst cosine of the angle between outputs of the same name.

    Boxes that are `ranked` by their scores change places when these are nearly equal, so the better half are compared
    with those nearest to them, as the converter does.
    """
    pairs = (
        paired(dict(those), dict(these)) if ranked else [(name, those[name], array) for name, array in these.items()]
    )
    found = []
    for _, expected, array in pairs:
        one, other = array.astype(np.float64).ravel(), expected.astype(np.float64).ravel()
        found.append(float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other))))
    return min(found)


def check_answer(expected: Wanted, seen: Seen) -> None:
    """Fail unless the result says what torch's says: same labels, places and order, except where scores tie."""
    value = seen.value
    match value:
        case Labels():
            _check_scored(_plain(value.labels), expected.value[: len(value.labels)], ())
        case Spans():
            _check_scored(_plain(value.spans), expected.value, ("start", "end", "text"))
        case Boxes():
            found = _plain(value.boxes)
            _check_scored(found, expected.value, ())
            side = max(value.width, value.height)
            pairs = zip(found, expected.value, strict=True)
            assert all(np.allclose(one["box"], other["box"], rtol=0, atol=TOLERANCE * side) for one, other in pairs)
        case Embedding():
            assert np.allclose(value.vector, expected.value, rtol=0, atol=TOLERANCE)
        case Masks():
            _check_masks(value, expected, seen.folder)
        case Picture():
            levels, depth = _levels(seen.folder / value.artifact), expected.pictures["depth"]
            assert levels.shape == depth.shape == (value.height, value.width)
            assert np.abs(levels.astype(int) - depth).max() <= 1
        case _:
            pytest.fail(f"nobody compares a {type(value).__name__} yet")


def _check_masks(value: Masks, expected: Wanted, folder: Path) -> None:
    """Fail unless each mask is one of torch's, the largest first, but for pixels where two parts tie."""
    clear = ~expected.pictures["tied"]
    left, areas = list(expected.value), []
    for mask in value.masks:
        inside = _levels(folder / mask.artifact) == _FULL
        areas.append(inside.sum())
        same = [
            other
            for other in left
            if mask.label == other["label"]
            and abs(mask.score - other["score"]) <= TOLERANCE
            and (inside == expected.pictures[other["mask"]])[clear].all()
        ]
        assert same, f"torch has no such mask of {mask.label}, {mask.score:.4f}"
        left.remove(same[0])
    assert not left
    assert areas == sorted(areas, reverse=True)


def _levels(path: Path) -> np.ndarray:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("L"))


def _plain(values: Sequence[Any]) -> Scored:
    return [msgspec.to_builtins(value) for value in values]


def _check_scored(found: Scored, expected: Scored, exact: Sequence[str]) -> None:
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        assert abs(one["score"] - other["score"]) <= TOLERANCE
        tied = sum(abs(other["score"] - third["score"]) <= TOLERANCE for third in expected) > 1
        assert tied or all(one[name] == other[name] for name in ("label", *exact))
