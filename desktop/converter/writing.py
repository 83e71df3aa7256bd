"""A model that writes beside the torch model it was made from: the scores of the next token, step by step."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import numpy as np

from desktop.converter import merge
from desktop.converter.check import Comparison, compare_outputs, least
from desktop.converter.faults import failed
from desktop.converter.graph import session

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

Batch = dict[str, np.ndarray]

ENCODER = "encoder_model"
BATCHES = 2
STEPS = 4
"""So many tokens are written after the beginning; each step reads what the graph remembers of the steps before."""
_PAST, _PRESENT, _OF_ENCODER = "past_key_values", "present", ".encoder."
_START = 2


class WritingTrial:
    """The beginnings every variant of a model is tried with, and how the torch model goes on.

    Attributes:
        feeds: what is read, batch by batch.
        writes: whether the model writes token by token.
    """

    writes = True

    def __init__(self, model: Any, batches: Sequence[Mapping[str, np.ndarray]]) -> None:
        """Let the torch model write: the likeliest token at each step."""
        self.feeds = [dict(batch) for batch in batches[:BATCHES]]
        self._texts = [_written(model, batch) for batch in self.feeds]

    def of(self, graphs: Sequence[Path]) -> Comparison:
        """Compare graphs with the torch model: the scores after the beginning and after each further token."""
        parts = _Parts(graphs)
        pairs = []
        for batch, (ids, expected) in zip(self.feeds, self._texts, strict=True):
            found = parts.scores(batch, ids)
            pairs += [("logits", one, other) for one, other in zip(expected, found, strict=True)]
        return compare_outputs(pairs)

    def seconds(self, *variants: Sequence[Path]) -> list[float]:
        """Return the least processor time of each variant over the largest batch, on one thread."""
        batch, (ids, _) = self.feeds[-1], self._texts[-1]
        return least([functools.partial(_Parts(graphs, threads=1).scores, batch, ids) for graphs in variants])


def _written(model: Any, batch: Mapping[str, np.ndarray]) -> tuple[np.ndarray, list[np.ndarray]]:
    """Return the tokens [batch, length] that torch writes, and its scores after the beginning and each of `STEPS`."""
    import torch

    feeds = {name: torch.from_numpy(value) for name, value in batch.items()}
    scores = []
    with torch.inference_mode():
        if not model.config.is_encoder_decoder:
            ids = feeds.pop("input_ids")
            mask = feeds.pop("attention_mask")
            for _ in range(STEPS + 1):
                places = (mask.cumsum(1) - 1).clip(0)
                logits = model(input_ids=ids, attention_mask=mask, position_ids=places).logits[:, -1]
                scores.append(logits.numpy())
                ids = torch.cat([ids, logits.argmax(-1, keepdim=True)], 1)
                mask = torch.cat([mask, torch.ones_like(mask[:, :1])], 1)
            return ids[:, :-1].numpy(), scores
        known = model.get_encoder()(**feeds)
        feeds = {name: value for name, value in feeds.items() if name == "attention_mask"}
        ids = torch.full((len(known[0]), 1), _first(model))
        for step in range(STEPS + _START):
            logits = model(encoder_outputs=known, decoder_input_ids=ids, **feeds).logits[:, -1]
            if step >= _START - 1:
                scores.append(logits.numpy())
            ids = torch.cat([ids, logits.argmax(-1, keepdim=True)], 1)
    return ids[:, :-1].numpy(), scores


def _first(model: Any) -> int:
    """Return the token that a decoder begins with."""
    places = (model.generation_config, model.config, getattr(model.config, "decoder", None))
    names = ("decoder_start_token_id", "bos_token_id", "pad_token_id")
    found = (getattr(place, name, None) for name in names for place in places)
    return next((number for number in found if number is not None), 0)


class _Parts:
    """The graphs of one variant, and what they remember of a text."""

    def __init__(self, graphs: Sequence[Path], *, threads: int = 0) -> None:
        named = {path.stem: path for path in graphs}

        def opened(role: str) -> Any:
            path = next(
                (path for name, path in named.items() if name.removesuffix("_int8").removesuffix("_q4") == role), None
            )
            return session(path, threads=threads) if path is not None else None

        self._encoder = opened(ENCODER)
        self._begin = opened(merge.BOTH) or opened(merge.BEGIN) or opened("model")
        self._step = opened(merge.STEP) or self._begin

    def scores(self, batch: Mapping[str, np.ndarray], ids: np.ndarray) -> list[np.ndarray]:
        """Return the scores after the beginning of `ids`, and after each of the `STEPS` tokens that follow."""
        given: Batch = {}
        mask = np.ones_like(ids)
        if self._encoder is not None:
            names = [node.name for node in self._encoder.get_inputs()]
            (hidden,) = self._encoder.run(["last_hidden_state"], {name: batch[name] for name in names})
            heard = batch["attention_mask"] if "input_ids" in batch else np.ones(hidden.shape[:2], np.int64)
            given = {"encoder_hidden_states": hidden, "encoder_attention_mask": heard}
        else:
            mask[:, : batch["attention_mask"].shape[1]] = batch["attention_mask"]
        states = {node.name: _empty(node, len(ids)) for node in self._begin.get_inputs() if node.name.startswith(_PAST)}
        ends = range(ids.shape[1] - STEPS, ids.shape[1] + 1)
        found, start = [], 0
        for end in ends:
            running = self._begin if not start else self._step
            feeds = {**given, **states, **_tokens(ids, mask, start, end)}
            names = [node.name for node in running.get_inputs()]
            if lacking := [name for name in names if name not in feeds]:
                raise failed(f"The graph wants an input “{lacking[0]}” that nobody makes.", "Choose another model.")
            answers = zip(running.get_outputs(), running.run(None, {name: feeds[name] for name in names}), strict=True)
            for node, value in answers:
                if node.name == "logits":
                    found.append(value[:, -1])
                elif node.name.startswith(_PRESENT) and not (start and _OF_ENCODER in node.name):
                    states[node.name.replace(_PRESENT, _PAST)] = value
            start = end
        return found


def _tokens(ids: np.ndarray, mask: np.ndarray, start: int, end: int) -> Batch:
    """Return what a decoder reads of a text, from `start` to `end`."""
    return {
        "input_ids": ids[:, start:end],
        "decoder_input_ids": ids[:, start:end],
        "attention_mask": mask[:, :end],
        "decoder_attention_mask": mask[:, :end],
        "position_ids": (mask.cumsum(1) - 1).clip(0)[:, start:end],
        "cache_position": np.arange(start, end),
        "use_cache_branch": np.array([start > 0]),
    }


def _empty(node: Any, rows: int) -> np.ndarray:
    """Return a state of a text that has not begun: no tokens, so that axes nobody fixed are empty but the first."""
    shape = [rows, *(size if isinstance(size, int) else 0 for size in node.shape[1:])]
    return np.zeros(shape, np.float32)
