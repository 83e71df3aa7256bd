"""Writing with one model: prompts, and what an encoder read where there is one, become new tokens."""

from __future__ import annotations

import dataclasses
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from desktop.engine.generation import beams, search
from desktop.engine.generation.decoder import VOCABULARY, Decoder, Prompts, rows_of
from desktop.engine.generation.scores import processors
from desktop.engine.interrupt import running
from desktop.engine.tokens import optional_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import onnxruntime

    from desktop.engine.generation.search import Watch
    from desktop.engine.generation.settings import Settings
    from desktop.engine.interrupt import Interrupt
    from desktop.engine.loaded import LoadedModel

ENCODER = "encoder_model"
_HIDDEN, _READ = "last_hidden_state", "encoder_hidden_states"
_MASK = "encoder_attention_mask"
_SAME = 1e-2
"""How far scores may lie apart that are the same but for rounding, as a share of the largest."""
_POSITIONS = (
    *("max_target_positions", "max_decoder_position_embeddings", "max_position_embeddings", "n_positions", "n_ctx"),
)
"""Keys of a configuration that say how many tokens a decoder can tell apart."""


def write(
    model: LoadedModel,
    prompts: Sequence[Sequence[int]],
    settings: Settings,
    interrupts: Sequence[Interrupt],
    *,
    source: Mapping[str, np.ndarray] | None = None,
    watch: Watch | None = None,
) -> list[list[int]]:
    """Return the new tokens of each prompt, the one that ends it included.

    Args:
        model: a decoder, or an encoder and a decoder.
        prompts: what the decoder begins with; see `fitted` for what is too long.
        settings: how to write; never more than the model has positions for.
        interrupts: the cancel switches of those who wait; the writing ends when all were switched.
        source: inputs of the encoder by name, [rows, …].
        watch: sees each token where there is one beam, and may end a text.

    Raises:
        Cancelled: everybody gave up.
        ModelIncompatible: its graphs want something unknown.
    """
    if (
        source is None
        and len(set(map(len, prompts))) > 1
        and not model.part("fills", lambda: _fills(model, interrupts))
    ):
        return [
            write(model, [prompt], settings, interrupts, watch=partial(_seen, watch, row) if watch else None)[0]
            for row, prompt in enumerate(prompts)
        ]
    length = max(map(len, prompts))
    limit = positions(model)
    if limit is not None:
        settings = dataclasses.replace(settings, max_new_tokens=max(1, min(settings.max_new_tokens, limit - length)))
    with running(interrupts) as options:
        given = encoded(model, source, options) if source is not None else {}
        words = given.pop(VOCABULARY).numpy() if VOCABULARY in given else None
        if words is None:
            return _written(model, given, prompts, settings, options, source=_sources(source), watch=watch)
        places = [np.searchsorted(words, prompt).tolist() for prompt in prompts]
        read = [np.searchsorted(words, line) for line in _sources(source)]
        seen = (lambda row, place: watch(row, int(words[place]))) if watch is not None else None
        made = _written(model, given, places, settings.within(words), options, source=read, watch=seen)
        return [words[line].tolist() for line in made]


def _fills(model: LoadedModel, interrupts: Sequence[Interrupt]) -> bool:
    """Return whether a prompt that is filled up at the left is answered as it is alone.

    A graph may know from the mask no more than how many tokens count, as the operator `GroupQueryAttention` does.
    """
    word, other = 0, 1
    with running(interrupts) as options:
        alone = Decoder(model, {}).begin(Prompts.of([[word]], other), options)
        filled = Decoder(model, {}).begin(Prompts.of([[word], [word, word]], other), options)
    return bool(np.allclose(alone[0], filled[0], rtol=0, atol=_SAME * float(np.abs(alone).max())))


def _seen(watch: Watch, row: int, _: int, token: int) -> bool:
    """Tell of a token of a text that is written by itself."""
    return watch(row, token)


def _written(
    model: LoadedModel,
    given: Mapping[str, onnxruntime.OrtValue],
    prompts: Sequence[Sequence[int]],
    settings: Settings,
    options: onnxruntime.RunOptions,
    *,
    source: Sequence[np.ndarray],
    watch: Watch | None,
) -> list[list[int]]:
    """Write with the ids that the decoder itself has."""
    batch = Prompts.of(prompts, settings.pad_token_id)
    bend = processors(settings, batch.ids.shape[1], source)
    if settings.num_beams > 1:
        given = rows_of(given, np.repeat(np.arange(len(prompts)), settings.num_beams))
        return beams.write(Decoder(model, given), batch, settings, bend, options)
    return search.write(Decoder(model, given), batch, settings, bend, options, watch=watch)


def positions(model: LoadedModel) -> int | None:
    """Return how many tokens, prompt and all, the decoder of `model` can tell apart; None when nothing says so."""
    config = optional_json(model, "config.json")
    for part in (config.get("decoder"), config.get("text_config"), config):
        if isinstance(part, dict):
            for key in _POSITIONS:
                if isinstance(part.get(key), int):
                    return int(part[key])
    return None


def fitted(prompt: Sequence[int], room: int, *, kept: int = 0) -> list[int]:
    """Return a prompt of at most `room` tokens: the first `kept` and the last ones stay, the oldest between them go."""
    if len(prompt) <= room:
        return list(prompt)
    kept = min(kept, room)
    return [*prompt[:kept], *prompt[len(prompt) - (room - kept) :]]


def encoded(
    model: LoadedModel, source: Mapping[str, np.ndarray], options: onnxruntime.RunOptions
) -> dict[str, onnxruntime.OrtValue]:
    """Return what the decoder is given of the source: the encoder's outputs, and which of its tokens count."""
    session = model.session(ENCODER)
    for name in session.inputs:
        if name not in source:
            raise session.unknown(name)
    outputs = session.run_values({name: session.value(name, source[name]) for name in session.inputs}, options)
    given = {_READ if name == _HIDDEN else name: value for name, value in outputs.items()}
    if _READ not in given:
        return given
    mask = source.get("attention_mask")
    if mask is None:
        mask = np.ones(given[_READ].shape()[:2], np.int64)
    return {**given, _MASK: session.value(_MASK, np.asarray(mask, np.int64))}


def _sources(source: Mapping[str, np.ndarray] | None) -> Sequence[np.ndarray]:
    return list(source["input_ids"]) if source is not None and "input_ids" in source else ()
