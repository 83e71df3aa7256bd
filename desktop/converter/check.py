"""A graph beside the torch model it was made from: the same inputs, how far the outputs lie apart, and the clock."""

from __future__ import annotations

import functools
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from desktop.converter.faults import failed
from desktop.converter.graph import session
from desktop.converter.tasks import RANKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

Outputs = dict[str, np.ndarray]

ABSOLUTE = 1e-4
RELATIVE = 1e-3
"""A float graph counts as equal when no output lies further from torch's than 1e-4, or, because rounding adds up in
deep networks, than a thousandth of that output's largest value."""
COSINE_AT_LEAST = 0.95
AGREEMENT_AT_LEAST = 0.9
"""An int8 graph is kept when every output points where torch's does, and where the decisions are clear it takes nine of
ten as torch does."""
CLEAR = 0.05
"""A decision is clear when the best class leads by this share of the distance between the best and the worst."""

_RUNS = 7
_ENOUGH_S = 10.0
_CLASSES_AXIS = dict.fromkeys(("logits", "start_logits", "end_logits", "logits_per_image", "logits_per_text"), -1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How a graph's outputs compare with torch's.

    Attributes:
        max_diff: the largest absolute difference of any number.
        equal: whether it lies within `ABSOLUTE` or `RELATIVE`.
        cosine: of the angle between the outputs; the worst of all.
        agreement: share of clear decisions taken as torch does; 1 where there are none.
    """

    max_diff: float
    equal: bool
    cosine: float
    agreement: float

    @property
    def close(self) -> bool:
        """Whether a quantised graph is near enough."""
        return self.cosine >= COSINE_AT_LEAST and self.agreement >= AGREEMENT_AT_LEAST


class Trial:
    """The inputs every graph of a model is tried with, and what the torch model answers to them.

    Attributes:
        feeds: inputs, batch by batch.
        writes: whether the model writes token by token.
    """

    writes = False

    def __init__(self, model: Any, graph: Path, batches: Sequence[Mapping[str, np.ndarray]]) -> None:
        """Ask the torch model; `graph` says which inputs count."""
        self.feeds = feeds_of(graph, batches)
        self._expected = torch_outputs(model, self.feeds)
        self._ranked = model.config.model_type in RANKING

    def of(self, graphs: Sequence[Path]) -> Comparison:
        """Compare the graph, the only one there is, with the torch model."""
        (graph,) = graphs
        return compare(graph, self.feeds, self._expected, ranked=self._ranked)

    def seconds(self, *variants: Sequence[Path]) -> list[float]:
        """Return the least processor time of the graph of each variant over the batch with the most numbers."""
        batch = max(self.feeds, key=lambda batch: sum(value.size for value in batch.values()))
        return seconds([graph for (graph,) in variants], batch)


def feeds_of(graph: Path, batches: Sequence[Mapping[str, np.ndarray]]) -> list[dict[str, np.ndarray]]:
    """Return of each batch what the graph takes.

    Raises:
        Fault: it wants something that the processors do not make.
    """
    names = [node.name for node in session(graph).get_inputs()]
    for name in names:
        if name not in batches[0]:
            raise failed(
                f"The graph wants an input “{name}” that its processor does not make.", "Choose another model."
            )
    return [{name: batch[name] for name in names} for batch in batches]


def torch_outputs(model: Any, feeds: Sequence[Mapping[str, np.ndarray]]) -> list[Outputs]:
    """Return what the torch model answers to each batch."""
    import torch

    with torch.inference_mode():
        answers = [model(**{name: torch.from_numpy(value) for name, value in batch.items()}) for batch in feeds]
    return [
        {name: value.numpy() for name, value in answer.items() if isinstance(value, torch.Tensor)} for answer in answers
    ]


def compare(
    graph: Path, feeds: Sequence[Mapping[str, np.ndarray]], expected: Sequence[Outputs], *, ranked: bool = False
) -> Comparison:
    """Run the graph on every batch and compare it with what torch answered.

    Args:
        graph: the graph to judge.
        feeds: its inputs, batch by batch.
        expected: what torch answered to each.
        ranked: whether the model puts the boxes it finds in the order of their scores. Scores that are nearly equal
            change places then, so each of the better half is compared with the one nearest to it.

    Raises:
        Fault: a batch does not go through the graph, or it shares no output with the torch model.
    """
    running = session(graph)
    names = [node.name for node in running.get_outputs() if node.name in expected[0]]
    if not names:
        raise failed("The graph and the torch model have no output in common.", "Choose another model.")
    pairs = []
    for batch, wanted in zip(feeds, expected, strict=True):
        try:
            got = running.run(names, dict(batch))
        except Exception as error:  # onnxruntime's own classes; the sentence is theirs
            shapes = ", ".join(f"{name} {list(value.shape)}" for name, value in batch.items())
            raise failed(
                f"The graph does not take inputs of another size ({shapes}).", "Choose another model of this kind."
            ) from error
        answered = dict(zip(names, got, strict=True))
        if ranked:
            pairs += paired(wanted, answered)
        else:
            pairs += [(name, wanted[name], answered[name]) for name in names]
    return compare_outputs(pairs)


def paired(wanted: Outputs, found: Outputs) -> list[tuple[str, np.ndarray, np.ndarray]]:
    """Return, by name, the better half of the wanted boxes and those of the found ones that are nearest to them."""
    half = max(1, wanted["logits"].shape[1] // 2)
    names = ("logits", "pred_boxes")
    one = np.concatenate([wanted[name][:, :half] for name in names], axis=-1)
    other = np.concatenate([found[name] for name in names], axis=-1)
    nearest = np.abs(one[:, :, None] - other[:, None]).max(axis=-1).argmin(axis=-1)
    return [
        (name, wanted[name][:, :half], np.take_along_axis(found[name], nearest[..., None], axis=1)) for name in names
    ]


def compare_outputs(pairs: Sequence[tuple[str, np.ndarray, np.ndarray]]) -> Comparison:
    """Compare outputs: the name of each, what torch answered and what was found.

    Raises:
        Fault: one has another shape.
    """
    diffs, equal, cosines, agreements = [], True, [], []
    for name, wanted, found in pairs:
        if wanted.shape != found.shape:
            raise failed(
                f"The graph answers “{name}” in the shape {list(found.shape)}, torch in {list(wanted.shape)}.",
                "Choose another model of this kind.",
            )
        diff = _difference(wanted, found)
        scale = float(np.abs(wanted[np.isfinite(wanted)]).max(initial=0.0))
        diffs.append(diff)
        equal = equal and diff <= max(ABSOLUTE, RELATIVE * scale)
        cosines.append(_cosine(wanted, found))
        if name in _CLASSES_AXIS:
            agreements.append(_agreement(wanted, found, 1 if wanted.ndim == 4 else _CLASSES_AXIS[name]))
    agreed = sum(taken for taken, _ in agreements)
    clear = sum(total for _, total in agreements)
    return Comparison(max_diff=max(diffs), equal=equal, cosine=min(cosines), agreement=agreed / clear if clear else 1.0)


def _difference(wanted: np.ndarray, found: np.ndarray) -> float:
    same = wanted == found  # infinities too
    return float(np.where(same, 0.0, np.abs(np.where(same, 0.0, wanted) - np.where(same, 0.0, found))).max(initial=0.0))


def _cosine(wanted: np.ndarray, found: np.ndarray) -> float:
    finite = np.isfinite(wanted)
    if not np.isfinite(found[finite]).all():
        return -1.0
    one, other = wanted[finite].astype(np.float64), found[finite].astype(np.float64)
    lengths = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / lengths if lengths else float(np.array_equal(one, other))


def _agreement(wanted: np.ndarray, found: np.ndarray, axis: int) -> tuple[int, int]:
    """Return how many clear decisions along `axis` are the same, and how many are clear."""
    if wanted.shape[axis] < 2:
        return 0, 0
    ranked = np.sort(wanted, axis=axis)
    best, second, worst = (np.take(ranked, index, axis=axis) for index in (-1, -2, 0))
    clear = best - second > CLEAR * (best - worst)
    same = wanted.argmax(axis) == found.argmax(axis)
    return int((same & clear).sum()), int(clear.sum())


def seconds(graphs: Sequence[Path], feeds: Mapping[str, np.ndarray]) -> list[float]:
    """Return the least processor time of each graph on one thread."""
    sessions = [session(graph, threads=1) for graph in graphs]
    return least([functools.partial(running.run, None, dict(feeds)) for running in sessions])


def least(works: Sequence[Callable[[], object]]) -> list[float]:
    """Return the least processor time of each work, done in turns so that others disturb all alike."""
    best = [float("inf")] * len(works)
    begun = time.process_time()
    for turn in range(_RUNS):
        if turn > 1 and time.process_time() - begun > _ENOUGH_S:
            break
        for index, work in enumerate(works):
            started = time.process_time()
            work()
            best[index] = min(best[index], time.process_time() - started)
    return best
