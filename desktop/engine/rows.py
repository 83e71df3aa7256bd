"""What a task asks of a model: rows, one for each picture, window of text or piece of sound.

A task is written for one input. Where it needs the model it yields `Rows` and is given the outputs of each row; the
engine puts the rows of several inputs into one batch (`desktop.engine.rounds`).
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from desktop.core.passages import Ranking, Reading
from desktop.core.result import ResultValue

Row = Mapping[str, np.ndarray]
"""Inputs of the graph by name, without the axis of the batch."""

Outputs = tuple[np.ndarray, ...]
"""The wanted outputs of one row, without the axis of the batch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Rows for one graph of the model.

    Attributes:
        rows: what goes in.
        outputs: names of the outputs that are wanted, in this order.
        role: which of the model's graphs.
        fill: inputs whose first axis may differ between rows, such as `input_ids`, with the value that lengthens the
            shorter ones. Outputs keep the length of the batch: a task cuts them to its own.
    """

    rows: Sequence[Row]
    outputs: tuple[str, ...]
    role: str = "model"
    fill: Mapping[str, int] = field(default_factory=dict)


Made = ResultValue | Reading | Ranking
"""What comes of an input: the result of a task, or what the index asked for."""

Steps = Generator[Rows, list[Outputs], Made]
"""A task at work on one input."""
