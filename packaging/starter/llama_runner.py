"""Write with a folder of the Llama kind, the likeliest token at each step."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
from runner import open_session

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

GRAPH = "onnx/model_q4.onnx"
WRITTEN = 48


class Writer:
    """The graph, and what it remembers of a text."""

    def __init__(self, folder: Path) -> None:
        self.session = open_session(folder / GRAPH)
        self.states = [node for node in self.session.get_inputs() if node.name.startswith("past")]

    def read(self, ids: Sequence[int], kept: int) -> NDArray[np.float32]:
        """Begin with a text and return the scores after its last `kept` tokens."""
        empty = {node.name: np.zeros((1, node.shape[1], 0, node.shape[3]), np.float32) for node in self.states}
        self.past, self.length = empty, 0
        return self.step(ids, kept)

    def step(self, ids: Sequence[int], kept: int = 1) -> NDArray[np.float32]:
        """Read on and return the scores after the last `kept` tokens."""
        self.length += len(ids)
        feeds = {
            "input_ids": np.array([ids]),
            "attention_mask": np.ones((1, self.length), np.int64),
            "num_logits_to_keep": np.array(kept),
        }
        logits, *states = self.session.run(None, {**feeds, **self.past})
        self.past = dict(zip((node.name for node in self.states), states, strict=True))
        scores: NDArray[np.float32] = logits[0]
        return scores

    def seconds(self, length: int) -> float:
        """Return the seconds for a token after a text of so many."""
        token = int(self.read([1] * length, 1)[-1].argmax())
        began = time.perf_counter()
        for _ in range(WRITTEN):
            token = int(self.step([token])[-1].argmax())
        return (time.perf_counter() - began) / WRITTEN
