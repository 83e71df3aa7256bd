"""Whisper at work: windows of sound are heard, and what is said in them is written."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from desktop.engine.generation import beams as following
from desktop.engine.generation import search
from desktop.engine.generation.decoder import Decoder, Prompts, rows_of
from desktop.engine.generation.scores import log_softmax, processors
from desktop.engine.generation.settings import FILE as GENERATION
from desktop.engine.generation.settings import settings_of
from desktop.engine.generation.writer import encoded, fitted, positions
from desktop.engine.interrupt import running
from desktop.engine.sentencepieces import ids_of
from desktop.engine.speech import rules
from desktop.engine.speech.features import LogMel
from desktop.engine.speech.guards import TEMPERATURES, Judged, loops, repetition, without_loops
from desktop.engine.speech.tongue import tongue_of
from desktop.engine.tokens import optional_json
from desktop.engine.translation.translator import tokenizer_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import onnxruntime

    from desktop.engine.generation.scores import Processor
    from desktop.engine.generation.search import Watch
    from desktop.engine.generation.settings import Settings
    from desktop.engine.interrupt import Interrupt
    from desktop.engine.loaded import LoadedModel

    Values = dict[str, onnxruntime.OrtValue]

PREPROCESSOR = "preprocessor_config.json"
FEATURES = "input_features"
_KEYS = "past_key_values"
_TERMS_AT_MOST = 0.5
"""Share of a model's positions that terms may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How to write.

    Attributes:
        language: code of what is spoken, for a model that knows several.
        task: `transcribe`, or `translate` into English.
        timed: whether moments are written between the pieces.
        terms: how names and terms are spelled.
        beams: how many texts are followed at once.
        longest: how many tokens are written for a window at most; 0: as many as the model has places for.
        guarded: whether a text that shows signs of not having been said is tried again.
    """

    language: str = "en"
    task: str = "transcribe"
    timed: bool = True
    terms: str = ""
    beams: int = 1
    longest: int = 0
    guarded: bool = True


class Whisper:
    """One model.

    Attributes:
        model: its files and graphs.
        tokenizer: of its texts.
        tongue: its tokens with a meaning of their own.
        features: what it hears.
        settings: of `generation_config.json`.
        interrupt: the cancel switch of the job.
    """

    def __init__(self, model: LoadedModel, interrupt: Interrupt) -> None:
        """Prepare a model for a job that can be cancelled."""
        self.model = model
        self.settings: dict[str, Any] = optional_json(model, GENERATION)
        self.tokenizer = tokenizer_of(model)
        self.tongue = model.part("tongue", lambda: tongue_of(model, self.tokenizer, self.settings))
        self.features = model.part("log-mel", lambda: LogMel(model.json(PREPROCESSOR)))
        self.interrupt = interrupt
        self._settings = settings_of(model)
        self._positions = positions(model) or self._settings.max_new_tokens

    def hear(self, windows: Sequence[np.ndarray]) -> Values:
        """Return what the decoder is given of some windows of samples, a row for each."""
        found = []
        for samples in windows:  # one by one: a window fills the cores, and two of them take twice the memory
            with running([self.interrupt]) as options:
                features = self.features(samples)[None]
                found.append(encoded(self.model, {FEATURES: features}, options))
        return found[0] if len(found) == 1 else together(found)

    def languages(self, heard: Values) -> dict[str, float]:
        """Return how likely each language is in all windows together."""
        codes, numbers = list(self.tongue.languages), list(self.tongue.languages.values())
        with running([self.interrupt]) as options:
            logits = Decoder(self.model, heard).begin(self._prompts(_rows(heard), ""), options)
        chances = log_softmax(logits[:, numbers]).astype(np.float64).mean(0)
        return dict(zip(codes, np.exp(chances) / np.exp(chances).sum(), strict=True))

    def write(self, heard: Values, manner: Manner) -> list[Judged]:
        """Return what is said in each window; a doubtful text is tried again with more and more chance."""
        rows = _rows(heard)
        tries: list[list[Judged]] = [[] for _ in range(rows)]
        left = np.arange(rows)
        for temperature in TEMPERATURES if manner.guarded else TEMPERATURES[:1]:
            given = heard if len(left) == rows else rows_of(heard, left)
            for row, judged in zip(left, self._try(given, manner, temperature), strict=True):
                tries[row].append(judged)
            left = np.array([row for row in left if not tries[row][-1].is_good], np.int64)
            if not len(left):
                break
        best = [max(made, key=lambda judged: (judged.is_good, judged.rank)) for made in tries]
        return [self._clean(judged) for judged in best] if manner.guarded else best

    def text(self, tokens: Sequence[int]) -> str:
        """Return the text of tokens, without those that have a meaning of their own."""
        plain = [token for token in tokens if token < self.tongue.end]
        return str(self.tokenizer.decode(plain, skip_special_tokens=True))

    def begin(self, manner: Manner) -> list[int]:
        """Return the prompt up to and with the token that starts a text."""
        front: list[int] = []
        if manner.terms and self.tongue.before is not None:
            room = int(self._positions * _TERMS_AT_MOST)
            front = fitted([self.tongue.before, *ids_of(self.tokenizer, f" {manner.terms.strip()}")], room, kept=1)
        return [*front, self.tongue.start]

    def _prompts(self, rows: int, terms: str) -> Prompts:
        return Prompts.of([self.begin(Manner(terms=terms))] * rows, self._settings.pad_token_id)

    def _try(self, heard: Values, manner: Manner, temperature: float) -> list[Judged]:
        rows, beams = _rows(heard), manner.beams if temperature == 0 else 1
        shared = all(name.startswith(_KEYS) for name in heard)  # such a graph lets rows share what they heard
        given = heard if shared or beams == 1 else rows_of(heard, np.repeat(np.arange(rows), beams))
        decoder = Decoder(self.model, given, each=beams if shared else 1)
        prompts = self._prompts(rows, manner.terms)
        with running([self.interrupt]) as options:
            logits = decoder.begin(prompts.repeated(beams), options)
            silence = np.exp(log_softmax(logits[::beams])[:, self.tongue.silence])
            ids = prompts.ids
            for token in self.tongue.prompt(manner.language, manner.task, timed=manner.timed):
                logits = decoder.step(np.full(rows * beams, token), options)
                ids = np.concatenate([ids, np.full((rows, 1), token)], 1)
            settings = self._how(ids.shape[1], beams, temperature, manner.longest)
            bend = self._bend(settings, ids.shape[1], manner)
            sums = np.zeros(rows)
            if beams > 1:
                texts = following.go_on(decoder, ids, logits, settings, bend, options, sums=sums)
            else:
                watch = _loop_watch(rows, self.tongue.first_moment) if manner.guarded else None
                texts = search.go_on(decoder, ids, logits, settings, bend, options, watch=watch, sums=sums)
        return [self._judged(*one) for one in zip(texts, sums, silence, strict=True)]

    def _how(self, begun: int, beams: int, temperature: float, longest: int) -> Settings:
        room = self._positions - begun
        return dataclasses.replace(
            self._settings,
            max_new_tokens=min(room, longest or room),
            do_sample=temperature > 0,
            temperature=temperature or 1.0,
            num_beams=beams,
        )

    def _bend(self, settings: Settings, begun: int, manner: Manner) -> list[Processor]:
        bend = processors(settings, begun)
        if manner.timed:
            latest = self.settings.get("max_initial_timestamp_index")
            bend.append(rules.timed(self.tongue, begun, latest))
        return bend

    def _judged(self, tokens: list[int], likelihood: float, silence: float) -> Judged:
        count = len(tokens)
        if tokens and tokens[-1] in self._settings.eos_token_ids:
            tokens = tokens[:-1]
        return Judged(
            tokens=tuple(tokens),
            likelihood=float(likelihood) / max(1, count),
            silence=float(silence),
            repetition=repetition(self.text(tokens).strip()),
        )

    def _clean(self, judged: Judged) -> Judged:
        """Take out what cannot have been said."""
        if judged.is_silence:
            return dataclasses.replace(judged, tokens=())
        return judged if judged.is_good else dataclasses.replace(judged, tokens=tuple(without_loops(judged.tokens)))


def together(found: Sequence[Values]) -> Values:
    """Return the rows of several windows as one batch."""
    import onnxruntime

    return {
        name: onnxruntime.OrtValue.ortvalue_from_numpy(np.concatenate([values[name].numpy() for values in found]))
        for name in found[0]
    }


def _rows(heard: Values) -> int:
    return int(next(iter(heard.values())).shape()[0])


def _loop_watch(rows: int, first_moment: int) -> Watch:
    """Return what ends a text that repeats itself: it will be tried again, so it need not go on for long."""
    texts: list[list[int]] = [[] for _ in range(rows)]

    def watch(row: int, token: int) -> bool:
        if token < first_moment:
            texts[row].append(token)
        return loops(texts[row])

    return watch
