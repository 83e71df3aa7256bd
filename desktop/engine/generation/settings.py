"""How a model writes. Names, meanings and the order of files are those of transformers' `GenerationConfig`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from desktop.engine.tokens import optional_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.engine.loaded import LoadedModel

FILE = "generation_config.json"
_SHARED = frozenset(
    {
        *("min_length", "min_new_tokens", "do_sample", "temperature", "top_k", "top_p", "min_p", "num_beams"),
        *("length_penalty", "early_stopping", "no_repeat_ngram_size", "encoder_no_repeat_ngram_size"),
        *("repetition_penalty", "forced_bos_token_id", "forced_eos_token_id", "decoder_start_token_id"),
    }
)
"""Keys of the files that mean the same here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the next tokens are chosen, and when the writing ends.

    Attributes:
        max_new_tokens: it ends after so many tokens at the latest, the last one perhaps `forced_eos_token_id`.
        min_length: no end before so many tokens, the prompt included; `min_new_tokens` without it.
        do_sample: draw by chance, shaped by `temperature`, `top_k` (0: all), `top_p` and `min_p`; else take the best.
        seed: of the chance.
        num_beams: how many texts are followed at once; 1 is greedy.
        length_penalty: above 0 favours long texts among beams.
        early_stopping: True ends with as many finished texts as beams; False when no running one can get better by
            the usual guess; "never" when none can at all.
        no_repeat_ngram_size: so many tokens in a row never come twice; 0 allows it.
        encoder_no_repeat_ngram_size: so many tokens in a row of the source are never written.
        repetition_penalty: above 1 makes tokens less likely that were there before.
        bad_words_ids: runs of tokens that never come.
        suppress_tokens: tokens that never come; `begin_suppress_tokens` never come first.
        forced_bos_token_id: the first token after a prompt of one.
        forced_eos_token_id: the last token when there is room for no other.
        decoder_start_token_id: what a decoder with an encoder begins with.
        eos_token_ids: tokens that end a text.
        pad_token_id: lengthens the shorter prompts of a batch.
        stop_strings: texts that end the writing; they are cut off.
    """

    max_new_tokens: int = 256
    min_length: int = 0
    min_new_tokens: int = 0
    do_sample: bool = False
    temperature: float = 1.0
    top_k: int = 50
    top_p: float = 1.0
    min_p: float = 0.0
    seed: int = 0
    num_beams: int = 1
    length_penalty: float = 1.0
    early_stopping: bool | str = False
    no_repeat_ngram_size: int = 0
    encoder_no_repeat_ngram_size: int = 0
    repetition_penalty: float = 1.0
    bad_words_ids: tuple[tuple[int, ...], ...] = ()
    suppress_tokens: tuple[int, ...] = ()
    begin_suppress_tokens: tuple[int, ...] = ()
    forced_bos_token_id: int | None = None
    forced_eos_token_id: int | None = None
    decoder_start_token_id: int | None = None
    eos_token_ids: tuple[int, ...] = ()
    pad_token_id: int = 0
    stop_strings: tuple[str, ...] = ()

    def within(self, words: np.ndarray) -> Settings:
        """Return the same for a decoder that knows these rising ids [words] by their places alone."""

        def placed(numbers: Sequence[int]) -> tuple[int, ...]:
            return tuple(int(np.searchsorted(words, number)) for number in numbers if number in words)

        def one(number: int | None) -> int | None:
            return next(iter(placed([number])), None) if number is not None else None

        return replace(
            self,
            bad_words_ids=tuple(placed(word) for word in self.bad_words_ids if np.isin(word, words).all()),
            suppress_tokens=placed(self.suppress_tokens),
            begin_suppress_tokens=placed(self.begin_suppress_tokens),
            forced_bos_token_id=one(self.forced_bos_token_id),
            forced_eos_token_id=one(self.forced_eos_token_id),
            eos_token_ids=placed(self.eos_token_ids),
            pad_token_id=one(self.pad_token_id) or 0,
        )


def settings_of(model: LoadedModel, task: str = "", **changes: Any) -> Settings:
    """Return how `model` was meant to write, for a `task` that it has words of its own for, with `changes`."""
    config = optional_json(model, "config.json")
    written = {**_defaults(config), **_named(optional_json(model, FILE)), **_named(told(model, task))}
    return replace(_read(written), **changes)


def told(model: LoadedModel, task: str) -> dict[str, Any]:
    """Return what the configuration of an old model for several tasks says of one of them."""
    parts = optional_json(model, "config.json").get("task_specific_params")
    part = parts.get(task) if isinstance(parts, dict) else None
    return part if isinstance(part, dict) else {}


def _defaults(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the configuration of old models says, and that of their decoder where it has its own."""
    parts = (config.get("text_config"), config.get("decoder"), config)
    return {key: value for part in parts if isinstance(part, dict) for key, value in _named(part).items()}


def _named(part: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in part.items() if value is not None}


def _read(written: Mapping[str, Any]) -> Settings:
    ends = _ids(written.get("eos_token_id"))
    start = written.get("decoder_start_token_id", written.get("bos_token_id"))
    words = (tuple(map(int, word)) for word in written.get("bad_words_ids", ()))
    known = {key: value for key, value in written.items() if key in _SHARED}
    if "max_new_tokens" in written or "max_length" in written:  # a decoder's prompt is one token as a rule
        known["max_new_tokens"] = int(written.get("max_new_tokens") or written["max_length"] - 1)
    known["decoder_start_token_id"] = start
    return Settings(
        **known,
        bad_words_ids=tuple(word for word in words if word not in {(end,) for end in ends}),
        suppress_tokens=_ids(written.get("suppress_tokens")),
        begin_suppress_tokens=_ids(written.get("begin_suppress_tokens")),
        eos_token_ids=ends,
        pad_token_id=int(written.get("pad_token_id", ends[0] if ends else 0)),
    )


def _ids(value: Any) -> tuple[int, ...]:
    """Return one id, several or none as a tuple."""
    if value is None:
        return ()
    return tuple(map(int, value)) if isinstance(value, list | tuple) else (int(value),)
