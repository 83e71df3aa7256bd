"""One text for each prompt of a batch: the best token at each step, or one drawn by chance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from desktop.engine.generation.scores import drawn, likelihoods

if TYPE_CHECKING:
    import onnxruntime

    from desktop.engine.generation.decoder import Decoder, Prompts
    from desktop.engine.generation.scores import Processor
    from desktop.engine.generation.settings import Settings

Watch = Callable[[int, int], bool]
"""Told the index of a prompt and each of its new tokens; says whether that text is finished."""

_DROPPED_FROM = 0.25
"""Share of finished texts from which a batch is worth copying without them."""


def write(
    decoder: Decoder,
    prompts: Prompts,
    settings: Settings,
    processors: Sequence[Processor],
    options: onnxruntime.RunOptions,
    *,
    watch: Watch | None = None,
) -> list[list[int]]:
    """Return the new tokens of each prompt, the one that ends it included.

    Args:
        decoder: a fresh one.
        prompts: what each text begins with.
        settings: how to write.
        processors: what is done to the scores of a step.
        options: end the run when they are told to.
        watch: sees every token.
    """
    logits = decoder.begin(prompts, options)
    return go_on(decoder, prompts.ids, logits, settings, processors, options, watch=watch)


def go_on(  # noqa: PLR0917 - as `write`
    decoder: Decoder,
    ids: np.ndarray,
    logits: np.ndarray,
    settings: Settings,
    processors: Sequence[Processor],
    options: onnxruntime.RunOptions,
    *,
    watch: Watch | None = None,
    sums: np.ndarray | None = None,
) -> list[list[int]]:
    """Write on after a decoder has read `ids` [rows, tokens] and gave `logits`; else as `write`.

    To `sums` [rows] the logarithms of the probabilities of what is written are added.
    """
    chance = np.random.default_rng(settings.seed)
    texts = list[list[int]]([] for _ in ids)
    rows, running = np.arange(len(ids)), np.ones(len(ids), bool)
    for left in range(settings.max_new_tokens, 0, -1):
        for process in processors:
            process(ids, logits)
        tokens = drawn(logits, settings, chance) if settings.do_sample else logits.argmax(1)
        if sums is not None:
            sums[rows[running]] += likelihoods(logits, tokens)[running]
        for place in np.flatnonzero(running):
            row, token = int(rows[place]), int(tokens[place])
            texts[row].append(token)
            ended = token in settings.eos_token_ids
            running[place] = not ((watch is not None and watch(row, token)) or ended)
        if left == 1 or not running.any():
            break
        ids = np.concatenate([ids, tokens[:, None]], 1)
        if rows_may_go(settings) and np.count_nonzero(~running) >= _DROPPED_FROM * len(running):
            decoder.keep(np.flatnonzero(running), same_source=False)
            ids, tokens, rows, running = ids[running], tokens[running], rows[running], running[running]
        logits = decoder.step(tokens, options)
    return texts


def rows_may_go(settings: Settings) -> bool:
    """Say whether finished texts may leave a batch; a processor that looks up what was read finds it by its row."""
    return not settings.encoder_no_repeat_ngram_size
