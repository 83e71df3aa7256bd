"""Texts as vectors that lie close together when they mean the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from desktop.core.errors import ModelIncompatible
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.engine.passages import means
from desktop.engine.tokens import optional_json, text_encoder

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from desktop.engine.context import Context
    from desktop.engine.loaded import LoadedModel
    from desktop.engine.rows import Outputs, Rows
    from desktop.engine.tokens import TextEncoder, Windows

OUTPUTS = ("sentence_embedding", "last_hidden_state", "token_embeddings")
"""Names of the output to use, the first that the graph has: a vector of the text, or one for each token."""

TEMPERATURE = 0.05
"""What cosines are divided by before a softmax: sentence-transformers trains with their 20-fold
(`MultipleNegativesRankingLoss`)."""

_POOLING = "1_Pooling/config.json"
# In the order in which sentence-transformers puts their vectors side by side when a model wants several.
_MODES = ("cls", "max", "mean", "mean_sqrt_len", "weightedmean", "lasttoken")


def vectors(texts: Sequence[str], context: Context) -> Generator[Rows, list[Outputs], np.ndarray]:
    """Return a vector of length 1 for each text, [texts, dimensions]; of a long one the mean over its windows.

    `prefix` in the manifest's settings ("query: ") is put before every window.

    Raises:
        ModelIncompatible: the graph has no such output, or the model goes on where it ends.
    """
    model = context.model
    encoder = text_encoder(model)
    output = _output(model)
    modes = _modes(model)
    prefix = str(model.spec.settings.get("prefix", ""))

    def judge(answers: list[Outputs], tokens: list[int]) -> np.ndarray:
        states = zip((answer for (answer,) in answers), tokens, strict=True)
        return unit(np.stack([one if one.ndim == 1 else pooled(one[:count], modes) for one, count in states]))

    found = yield from means(
        texts,
        context,
        encoder=encoder,
        outputs=(output,),
        judge=judge,
        windows=(lambda block: _prefixed(block, prefix, encoder)) if prefix else None,
    )
    return unit(found)


def pooled(states: np.ndarray, modes: Sequence[str]) -> np.ndarray:
    """Return one vector for a window from those of its tokens [tokens, dimensions], as sentence-transformers does."""
    count = len(states)
    positions = np.arange(1, count + 1, dtype=states.dtype)
    made = {
        "cls": lambda: states[0],
        "max": lambda: states.max(axis=0),
        "mean": lambda: states.mean(axis=0),
        "mean_sqrt_len": lambda: states.sum(axis=0) / np.sqrt(count, dtype=states.dtype),
        "weightedmean": lambda: positions @ states / positions.sum(),
        "lasttoken": lambda: states[-1],
    }
    return np.concatenate([made[mode]() for mode in modes])


def unit(rows: np.ndarray) -> np.ndarray:
    """Return the rows [rows, dimensions] at length 1."""
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-12))


def _output(model: LoadedModel) -> str:
    outputs = model.session().outputs
    output = next((name for name in OUTPUTS if name in outputs), outputs[0])
    dense = next((file.path for file in model.spec.files if "_Dense/" in file.path), None)
    if dense is not None and output != OUTPUTS[0]:
        reason = QT_TRANSLATE_NOOP("errors", "Its graph ends before the layer in “{file}”.")
        raise ModelIncompatible(model=model.spec.id, reason=reason, file=dense)
    return output


def _modes(model: LoadedModel) -> tuple[str, ...]:
    """Return how the vectors of tokens become one, by the mean where the folder does not say."""
    config: dict[str, Any] = optional_json(model, _POOLING)
    named = config.get("pooling_mode")
    if named in _MODES:
        return (str(named),)
    return tuple(mode for mode in _MODES if config.get(_flag(mode))) or ("mean",)


def _flag(mode: str) -> str:
    return (
        "pooling_mode_lasttoken" if mode == "lasttoken" else f"pooling_mode_{mode}_token{'' if mode == 'cls' else 's'}"
    )


def _prefixed(block: Sequence[tuple[int, str]], prefix: str, encoder: TextEncoder) -> Windows:
    """Cut texts into windows that leave room for the prefix, then put it before each of them."""
    pieces = [piece for _, piece in block]
    indices, windows = encoder.windows(list(enumerate(pieces)), at_most=encoder.max_tokens - encoder.length(prefix))
    parts = []
    for index, window in zip(indices, windows, strict=True):
        places = [
            place for place, special in zip(window.offsets, window.special_tokens_mask, strict=True) if not special
        ]
        start, end = (places[0][0], places[-1][1]) if places else (0, 0)
        parts.append((block[index][0], prefix + pieces[index][start:end]))
    return encoder.windows(parts)
