"""Windows of text as a graph saw them, whatever batches they came in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Arrays = Mapping[str, np.ndarray]
    Run = tuple[Arrays, Arrays]

_TOKENS = frozenset({"input_ids", "attention_mask", "token_type_ids", "position_ids"})
_FOR_EACH_TOKEN = frozenset({"start_logits", "end_logits"})
"""Outputs of two axes, of which the second is not the classes."""


def unbatched(runs: Sequence[Run]) -> Run:
    """Return in one piece what a graph was given and gave.

    Windows of text are put one after the other, in an order of their own and without what lengthens them to those
    beside them. Whatever else a model reads goes through it in one run and stays as it is.
    """
    if not all(feeds.keys() <= _TOKENS for feeds, _ in runs):
        (run,) = runs
        return run
    windows = [window for feeds, outputs in runs for window in _windows(feeds, outputs)]
    windows.sort(key=lambda window: window[0]["input_ids"].tolist())
    feeds, outputs = zip(*windows, strict=True)
    return _joined(feeds), _joined(outputs)


def _windows(feeds: Arrays, outputs: Arrays) -> Iterator[Run]:
    for number, mask in enumerate(feeds["attention_mask"]):
        tokens = int(mask.sum())
        yield (
            {name: array[number, :tokens] for name, array in feeds.items()},
            {
                name: array[number, :tokens] if array.ndim > 2 or name in _FOR_EACH_TOKEN else array[number]
                for name, array in outputs.items()
            },
        )


def _joined(parts: Sequence[Arrays]) -> Arrays:
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
