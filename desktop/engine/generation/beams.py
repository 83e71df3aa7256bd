"""Several texts for each prompt, of which the most likely one is returned.

The rules are those of transformers' `generate`: candidates are the best `(1 + ends) * beams` continuations of a
prompt's beams; those among the first `beams` that end are finished, and the best of the others go on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from desktop.engine.generation.scores import log_softmax
from desktop.engine.generation.search import rows_may_go

if TYPE_CHECKING:
    import onnxruntime

    from desktop.engine.generation.decoder import Decoder, Prompts
    from desktop.engine.generation.scores import Processor
    from desktop.engine.generation.settings import Settings

_OUT = np.float32(-1e9)
"""Score of a beam that does not count."""


@dataclass(slots=True, kw_only=True)
class _Prompt:
    """The beams of one prompt.

    Attributes:
        tokens: what they hold so far, prompt included, int64 [beams, tokens].
        scores: sums of the logarithms of their tokens' probabilities, float32 [beams].
        finished: texts with their scores, the best first, as many as beams at most.
        open: whether it goes on.
    """

    tokens: np.ndarray
    scores: np.ndarray
    finished: list[tuple[np.float32, np.ndarray]] = field(default_factory=list)
    open: bool = True


def write(
    decoder: Decoder,
    prompts: Prompts,
    settings: Settings,
    processors: Sequence[Processor],
    options: onnxruntime.RunOptions,
) -> list[list[int]]:
    """Return the new tokens of the best text of each prompt, the one that ends it included.

    The arguments are those of `search.write`; what `decoder` was given has a row for each beam.
    """
    logits = decoder.begin(prompts.repeated(settings.num_beams), options)
    return go_on(decoder, prompts.ids, logits, settings, processors, options)


def go_on(  # noqa: PLR0917 - as `write`
    decoder: Decoder,
    ids: np.ndarray,
    logits: np.ndarray,
    settings: Settings,
    processors: Sequence[Processor],
    options: onnxruntime.RunOptions,
    *,
    sums: np.ndarray | None = None,
) -> list[list[int]]:
    """Write on after a decoder has read `ids` [prompts, tokens] once for each beam and gave `logits`; else as `write`.

    To `sums` [prompts] the logarithms of the probabilities of what is written are added.
    """
    beams, length = settings.num_beams, ids.shape[1]
    first = np.full(beams, _OUT)
    first[0] = 0  # else all beams would choose the same tokens
    every = [_Prompt(tokens=np.repeat(line[None], beams, 0), scores=first.copy()) for line in ids]
    running = every
    for step in range(1, settings.max_new_tokens + 1):
        scores = log_softmax(logits)
        so_far = np.concatenate([prompt.tokens for prompt in running])
        for process in processors:
            process(so_far, scores)
        kept = [
            index * beams + _advance(prompt, scores[index * beams : (index + 1) * beams], step, settings)
            for index, prompt in enumerate(running)
        ]
        going = [index for index, prompt in enumerate(running) if prompt.open]
        if not going:
            break
        if not rows_may_go(settings):
            going = list(range(len(running)))
        rows, running = np.concatenate([kept[index] for index in going]), [running[index] for index in going]
        if not np.array_equal(rows, np.arange(len(scores))):
            decoder.keep(rows, same_source=len(rows) == len(scores))
        logits = decoder.step(np.concatenate([prompt.tokens[:, -1] for prompt in running]), options)
    texts = [prompt.finished[0][1][length:].tolist() for prompt in every]
    if sums is not None:
        sums += [
            prompt.finished[0][0] * len(text) ** settings.length_penalty
            for prompt, text in zip(every, texts, strict=True)
        ]
    return texts


def _advance(prompt: _Prompt, scores: np.ndarray, step: int, settings: Settings) -> np.ndarray:
    """Lengthen the beams of a prompt by one token; returns which beam each of them continues."""
    beams, vocabulary = scores.shape
    sums = (scores + prompt.scores[:, None]).ravel()
    found = _best(sums, max(2, 1 + len(settings.eos_token_ids)) * beams)
    parents, tokens = found // vocabulary, found % vocabulary
    texts = np.concatenate([prompt.tokens[parents], tokens[:, None]], 1)
    ended = np.isin(tokens, settings.eos_token_ids) | (step == settings.max_new_tokens)
    if prompt.open:
        penalty = np.float32(step**settings.length_penalty)
        prompt.finished += [(sums[found[n]] / penalty, texts[n]) for n in np.flatnonzero(ended[:beams])]
        prompt.finished = sorted(prompt.finished, key=lambda text: -text[0])[:beams]
    going = sums[found] + ended * _OUT
    best = _best(going, beams)
    prompt.tokens, prompt.scores = texts[best], going[best]
    prompt.open = prompt.open and not bool(ended.all()) and _may_improve(prompt, step, settings)
    return np.asarray(parents[best])


def _may_improve(prompt: _Prompt, step: int, settings: Settings) -> bool:
    """Say whether a running beam could still become better than the worst of a full set of finished texts."""
    if len(prompt.finished) < settings.num_beams:
        return True
    if settings.early_stopping is True:
        return False
    longest = settings.early_stopping == "never" and settings.length_penalty > 0
    length = settings.max_new_tokens if longest else step
    return bool(prompt.scores[0] / np.float32(length**settings.length_penalty) > prompt.finished[-1][0])


def _best(scores: np.ndarray, count: int) -> np.ndarray:
    """Return the indices of the highest scores, the highest first, the earlier one where they are equal."""
    if count >= len(scores):
        return np.argsort(-scores, kind="stable")
    least = np.partition(scores, len(scores) - count)[len(scores) - count]
    able = np.flatnonzero(scores >= least)
    return able[np.argsort(-scores[able], kind="stable")][:count]
