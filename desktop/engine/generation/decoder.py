"""The graphs that give the scores of the next token, and what they remember of the tokens before.

What is remembered stays in onnxruntime's own values from step to step; copying it out and in would cost more than many
a step. Layouts of the Hub and of optimum: a merged decoder with `use_cache_branch`, a pair of `decoder_model` and
`decoder_with_past_model`, or one graph whose states begin empty.

Graphs that attend with `GroupQueryAttention` write on in the buffer that they are given, when it has room. Without that
every step copies all that is remembered, which slows a long conversation.
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
_TWO_WAYS = "use_cache_branch"
_SAME = 1e-3
"""How far scores may lie apart that are the same but for rounding, as a share of the largest."""
ATTENTIONS = "cross_attentions"
READ_TOGETHER = 512
"""Tokens of a prompt that are read at once at most: what each of them scores takes memory for every word there is."""
ROOM = 256
"""Buffers that are written on in place grow by so many tokens."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What a decoder remembers of the first `length` tokens of one text."""

    states: Values
    length: int

    @property
    def size_bytes(self) -> int:
        """Return how much memory it takes."""
        return sum(value.tensor_size_in_bytes() for value in self.states.values())


class Decoder:
    """One batch under way. Rows may be put in another order, repeated or dropped between steps.

    Attributes:
        attentions: where the last tokens looked in the source, by the graph's names, from one that tells it.
    """

    def __init__(
        self,
        model: LoadedModel,
        given: Mapping[str, onnxruntime.OrtValue],
        *,
        each: int = 1,
        in_place: bool = False,
    ) -> None:
        """Start a batch.

        Args:
            model: the model; its graphs are loaded when they are not.
            given: inputs that stay the same from step to step, such as `encoder_hidden_states`.
            each: how many rows, one after the other, share a row of what is given, where the graph allows that.
            in_place: the batch is one text for ever, and the graph `writes_in_place`.
        """
        roles = {file.role for file in model.spec.files}
        self._first = model.session(begins(model))
        self._next = model.session(_NEXT) if _NEXT in roles and self._first.role == "decoder_model" else self._first
        self._given = dict(given)
        self._each = each
        self._in_place = in_place
        self.attentions: Values = {}
        self._states: Values = {}
        self._mask = np.empty((0, 0), np.int64)
        self._length = 0
        self._pasts = {
            name: _past_of(name, self._next) for session in (self._first, self._next) for name in session.outputs
        }
        # The second half of a pair is made for one token at a time, and so is that branch of a merged decoder.
        self._reads_on = self._first is self._next and _TWO_WAYS not in self._first.inputs

    @property
    def past(self) -> Past:
        """Return what is remembered of the tokens that were read so far."""
        return Past(states=dict(self._states), length=self._length)

    def resume(self, past: Past, length: int) -> bool:
        """Begin behind the first `length` tokens of a text that is remembered; say whether the graph allows that."""
        states = dict(past.states)
        if length < past.length:
            axes = {name: self._first.open_axes(name) for name in states}
            if any(len(found) != 1 or states[name].shape()[found[0]] < past.length for name, found in axes.items()):
                return False
            states = {name: _shortened(value, axes[name][0], length) for name, value in states.items()}
        if self._reads_on:
            self._states, self._length = states, length
        return self._reads_on

    def begin(self, prompts: Prompts, options: onnxruntime.RunOptions) -> np.ndarray:
        """Read the prompts and return the logits of the next token, float32 [rows, vocabulary]."""
        rows, length = prompts.ids.shape
        self._states = self._states or {
            name: self._first.zeros(name, rows)
            for name in self._first.inputs
            if name.startswith(_PAST) and name not in self._given
        }
        parts = -(-(length - self._length) // READ_TOGETHER) if self._reads_on else 1
        at_once = -(-(length - self._length) // parts)
        while True:
            start, end = self._length, min(self._length + at_once, length)
            self._mask = prompts.mask[:, :end]
            logits = self._run(self._first, prompts.ids[:, start:end], options)
            if end == length:
                return logits

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
            self._given = rows_of(self._given, rows[:: self._each] // self._each)

    def _run(self, session: Session, ids: np.ndarray, options: onnxruntime.RunOptions) -> np.ndarray:
        into: Values = {}
        if self._in_place:
            self._states = {name: self._roomy(name, ids.shape[1]) for name in self._states}
            into = {name: self._states[past] for name, past in self._pasts.items() if past in self._states}
        feeds = {name: self._feed(session, name, ids) for name in session.inputs}
        outputs = session.run_values(feeds, options, into)
        logits = None
        for name, value in outputs.items():
            if name == "logits":
                logits = value.numpy()
            elif name in into:
                continue  # the value that was given owns the buffer, the one that comes back does not
            elif name.startswith(_PRESENT):
                # A merged decoder gives nothing for the encoder's part once it is remembered.
                if not (_OF_ENCODER in name and self._length):
                    self._states[self._pasts[name]] = value
            elif name.startswith(ATTENTIONS):
                self.attentions[name] = value
        assert logits is not None
        self._length += ids.shape[1]
        # Of one token they stay where onnxruntime wrote them; those of a whole prompt are let go but for the last.
        return np.asarray(logits[:, -1], np.float32) if logits.shape[1] == 1 else np.array(logits[:, -1], np.float32)

    def _roomy(self, name: str, count: int) -> onnxruntime.OrtValue:
        """Return what is remembered under a name in a buffer that has room for so many tokens more."""
        value, (axis,) = self._states[name], self._first.open_axes(name)
        shape, needed = value.shape(), self._length + count
        if shape[axis] >= needed:
            return value
        shape[axis] = -(-needed // ROOM) * ROOM
        read = (slice(None),) * axis + (slice(self._length),)
        old = value.numpy()
        grown = np.zeros(shape, old.dtype)
        grown[read] = old[read]
        return self._first.value(name, grown)

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
            _TWO_WAYS: lambda: np.array([self._length > 0]),
            "num_logits_to_keep": lambda: np.array(1),
        }
        if name not in makers:
            raise session.unknown(name)
        return session.value(name, makers[name]())


def begins(model: LoadedModel) -> str:
    """Return the role of the graph that reads a prompt."""
    roles = {file.role for file in model.spec.files}
    return next(role for role in _ROLES if role in roles)


def writes_in_place(model: LoadedModel, options: onnxruntime.RunOptions) -> bool:
    """Return whether the graph of a decoder writes on in the buffers that it is given, as tried out."""
    import onnxruntime.capi.onnxruntime_pybind11_state as faults

    session = model.session(begins(model))
    pasts = [name for name in session.inputs if name.startswith(_PAST)]
    if not pasts or any(len(session.open_axes(name)) != 1 for name in pasts):
        return False
    scores = []
    options.log_severity_level = 4  # a graph that makes its states longer ends in an error, which is none here
    for in_place in (False, True):
        decoder = Decoder(model, {}, in_place=in_place)
        try:
            decoder.begin(Prompts.of([[0, 1]], 0), options)
            scores.append(decoder.step(np.array([1]), options))
        except (RuntimeError, faults.Fail, faults.InvalidArgument, faults.RuntimeException):
            if options.terminate:
                raise
            return False
    copied, written_on = scores
    return bool(np.allclose(copied, written_on, rtol=0, atol=_SAME * float(np.abs(copied).max())))


def rows_of(given: Mapping[str, onnxruntime.OrtValue], rows: np.ndarray) -> Values:
    """Return these rows of what a decoder is given; what belongs to a batch as a whole has none."""
    return {name: value if name.startswith(VOCABULARY) else taken(value, rows) for name, value in given.items()}


def taken(value: onnxruntime.OrtValue, rows: np.ndarray) -> onnxruntime.OrtValue:
    """Return these rows of a value."""
    import onnxruntime

    return onnxruntime.OrtValue.ortvalue_from_numpy(np.ascontiguousarray(value.numpy()[rows]))


def _shortened(value: onnxruntime.OrtValue, axis: int, length: int) -> onnxruntime.OrtValue:
    """Return a value without what lies behind the first `length` places of an axis."""
    import onnxruntime

    kept = value.numpy()[(slice(None),) * axis + (slice(length),)]
    return onnxruntime.OrtValue.ortvalue_from_numpy(np.ascontiguousarray(kept))


def _past_of(name: str, session: Session) -> str:
    """Return what an output is called as the input of the next step."""
    rest = name.removeprefix(_PRESENT)
    return next((past + rest for past in _PAST if past + rest in session.inputs), name)
