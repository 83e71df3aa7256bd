"""The graphs that give the scores of the next token, and what they remember of the tokens before.

What is remembered stays in onnxruntime's own values from step to step; copying it out and in would cost more than many
a step. Layouts of the Hub and of optimum: a merged decoder with `use_cache_branch`, a pair of `decoder_model` and
`decoder_with_past_model`, or one graph whose states begin empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import onnxruntime

    from desktop.engine.loaded import LoadedModel, Session

    Values = dict[str, onnxruntime.OrtValue]

_IDS = ("input_ids", "decoder_input_ids")
_MASKS = ("attention_mask", "decoder_attention_mask")
_PLACES = ("position", "cache_position")
_PAST, _PRESENT = ("past_key_values", "past"), "present"
_OF_ENCODER = ".encoder."
VOCABULARY = "vocabulary"
"""Where an encoder names the words its batch may need, rising ids [words], the decoder reads and scores places in it;
other outputs that begin so are of the whole batch as well."""
_ROLES = ("decoder_model_merged", "decoder_model", "model")
_NEXT = "decoder_with_past_model"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompts:
    """Prompts of a batch as `ids`, int64 [rows, tokens], the shorter ones filled at the left, where `mask` is 0."""

    ids: np.ndarray
    mask: np.ndarray

    @classmethod
    def of(cls, prompts: Sequence[Sequence[int]], pad: int) -> Prompts:
        """Put prompts of several lengths together."""
        length = max(map(len, prompts))
        ids = np.full((len(prompts), length), pad, np.int64)
        mask = np.zeros_like(ids)
        for row, prompt in enumerate(prompts):
            ids[row, length - len(prompt) :] = prompt
            mask[row, length - len(prompt) :] = 1
        return cls(ids=ids, mask=mask)

    def repeated(self, times: int) -> Prompts:
        """Return each prompt so many times, one after the other."""
        return Prompts(ids=np.repeat(self.ids, times, 0), mask=np.repeat(self.mask, times, 0))


class Decoder:
    """One batch under way. Rows may be put in another order, repeated or dropped between steps."""

    def __init__(self, model: LoadedModel, given: Mapping[str, onnxruntime.OrtValue]) -> None:
        """Start a batch.

        Args:
            model: the model; its graphs are loaded when they are not.
            given: inputs that stay the same from step to step, such as `encoder_hidden_states`.
        """
        roles = {file.role for file in model.spec.files}
        self._first = model.session(next(role for role in _ROLES if role in roles))
        self._next = model.session(_NEXT) if _NEXT in roles and self._first.role == "decoder_model" else self._first
        self._given = dict(given)
        self._states: Values = {}
        self._mask = np.empty((0, 0), np.int64)
        self._length = 0

    def begin(self, prompts: Prompts, options: onnxruntime.RunOptions) -> np.ndarray:
        """Read the prompts and return the logits of the next token, float32 [rows, vocabulary]."""
        rows = len(prompts.ids)
        self._mask, self._length = prompts.mask, 0
        self._states = {
            name: self._first.zeros(name, rows)
            for name in self._first.inputs
            if name.startswith(_PAST) and name not in self._given
        }
        return self._run(self._first, prompts.ids, options)

    def step(self, ids: np.ndarray, options: onnxruntime.RunOptions) -> np.ndarray:
        """Read one more token [rows] and return the logits of the next one, float32 [rows, vocabulary]."""
        self._mask = np.concatenate([self._mask, np.ones((len(ids), 1), np.int64)], 1)
        return self._run(self._next, ids[:, None], options)

    def keep(self, rows: np.ndarray, *, same_source: bool) -> None:
        """Go on with these rows [n] of the batch; with the `same_source`, each row replaces one of the same prompt."""
        self._states = {
            name: value if same_source and _OF_ENCODER in name else taken(value, rows)
            for name, value in self._states.items()
        }
        self._mask = self._mask[rows]
        if not same_source:
            self._given = rows_of(self._given, rows)

    def _run(self, session: Session, ids: np.ndarray, options: onnxruntime.RunOptions) -> np.ndarray:
        feeds = {name: self._feed(session, name, ids) for name in session.inputs}
        outputs = session.run_values(feeds, options)
        logits = None
        for name, value in outputs.items():
            if name == "logits":
                logits = value.numpy()
            elif name.startswith(_PRESENT):
                # A merged decoder gives nothing for the encoder's part once it is remembered.
                past = _past_of(name, self._next)
                if not (_OF_ENCODER in name and self._length):
                    self._states[past] = value
        assert logits is not None
        self._length += ids.shape[1]
        return np.array(logits[:, -1], np.float32)

    def _feed(self, session: Session, name: str, ids: np.ndarray) -> onnxruntime.OrtValue:
        known = self._states.get(name) or self._given.get(name)
        if known is not None:
            return known
        length, end = ids.shape[1], self._length + ids.shape[1]
        makers: dict[str, Callable[[], np.ndarray]] = {
            **dict.fromkeys(_IDS, lambda: ids),
            **dict.fromkeys(_MASKS, lambda: self._mask),
            **dict.fromkeys(_PLACES, lambda: np.arange(self._length, end)),
            "position_ids": lambda: (self._mask.cumsum(1) - 1).clip(0)[:, -length:],
            "use_cache_branch": lambda: np.array([self._length > 0]),
            "num_logits_to_keep": lambda: np.array(1),
        }
        if name not in makers:
            raise session.unknown(name)
        return session.value(name, makers[name]())


def rows_of(given: Mapping[str, onnxruntime.OrtValue], rows: np.ndarray) -> Values:
    """Return these rows of what a decoder is given; what belongs to a batch as a whole has none."""
    return {name: value if name.startswith(VOCABULARY) else taken(value, rows) for name, value in given.items()}


def taken(value: onnxruntime.OrtValue, rows: np.ndarray) -> onnxruntime.OrtValue:
    """Return these rows of a value."""
    import onnxruntime

    return onnxruntime.OrtValue.ortvalue_from_numpy(np.ascontiguousarray(value.numpy()[rows]))


def _past_of(name: str, session: Session) -> str:
    """Return what an output is called as the input of the next step."""
    rest = name.removeprefix(_PRESENT)
    return next((past + rest for past in _PAST if past + rest in session.inputs), name)
