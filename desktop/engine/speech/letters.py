"""Models that name a letter for every moment (CTC, as Wav2Vec2): the likeliest letters, with their times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from desktop.core.errors import ModelIncompatible
from desktop.core.result import Segment, Word
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.engine.sound import sound_encoder
from desktop.engine.speech.listener import Heard
from desktop.engine.tokens import optional_json
from desktop.engine.vocabulary import content

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.engine.interrupt import Interrupt
    from desktop.engine.loaded import LoadedModel
    from desktop.engine.speech.windows import Window

VOCABULARY, SETTINGS = "vocab.json", "tokenizer_config.json"
PAUSE_SECONDS = 0.7
"""Between two words of different pieces."""
LONGEST_SECONDS = 15.0
"""Of a piece; a longer one is hard to read."""
_OUTPUTS_AT_MOST = 1 << 20
"""A number beyond it is none of an output."""

_EDGE_SECONDS = 0.3
"""A word that ends so near to the end of a window may go on after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alphabet:
    """What the outputs of a model stand for.

    Attributes:
        signs: the text of each output; empty for what is no text.
        blank: the output between two letters.
        space: the output between two words.
    """

    signs: tuple[str, ...]
    blank: int
    space: int | None


def alphabet_of(model: LoadedModel) -> Alphabet:
    """Return the outputs of a model by its `vocab.json`.

    Raises:
        ModelIncompatible: the file has no vocabulary of this kind, or one for each language.
    """
    known = model.json(VOCABULARY)
    settings = optional_json(model, SETTINGS)
    if not known or not all(isinstance(number, int) and 0 <= number < _OUTPUTS_AT_MOST for number in known.values()):
        reason = QT_TRANSLATE_NOOP("errors", "Its “{file}” has no letters, or different ones for each language.")
        raise ModelIncompatible(model=model.spec.id, reason=reason, file=VOCABULARY)
    named = {key: content(settings[key]) for key in _SPECIAL if settings.get(key)}
    blank = known.get(str(named.get("pad_token") or "<pad>"), 0)
    between = str(named.get("word_delimiter_token") or "|")
    specials = {str(name) for name in named.values()} | {"<pad>", "<s>", "</s>", "<unk>"}
    signs = [""] * (max(known.values()) + 1)
    for sign, number in known.items():
        signs[number] = "" if sign in specials else sign
    return Alphabet(signs=tuple(signs), blank=int(blank), space=known.get(between))


_SPECIAL = ("pad_token", "bos_token", "eos_token", "unk_token", "word_delimiter_token")


def words_of(logits: np.ndarray, alphabet: Alphabet, frame_s: float) -> list[Word]:
    """Return the words of [frames, outputs], each frame `frame_s` long."""
    best = logits.argmax(-1)
    first = np.flatnonzero(np.diff(best, prepend=-1))
    ends = np.append(first[1:], len(best))
    found: list[Word] = []
    text, start, end = "", 0, 0
    for begin, stop in zip(first, ends, strict=True):
        number = int(best[begin])
        if number == alphabet.space:
            if text:
                found.append(_word(text, start, end, frame_s))
            text = ""
            continue
        sign = alphabet.signs[number] if number != alphabet.blank and number < len(alphabet.signs) else ""
        if sign:
            start = start if text else int(begin)
            text, end = text + sign, int(stop)
    if text:
        found.append(_word(text, start, end, frame_s))
    return found


def _word(text: str, start: int, end: int, frame_s: float) -> Word:
    return Word(start_s=start * frame_s, end_s=end * frame_s, text=text)


class LetterListener:
    """See `Listener`."""

    def __init__(self, model: LoadedModel, interrupt: Interrupt, *, words: bool, language: str = "") -> None:
        """Prepare; `words` asks for their times, `language` is what somebody says it is in."""
        self._model = model
        self._interrupt = interrupt
        self._words = words
        self._alphabet = model.part("alphabet", lambda: alphabet_of(model))
        self._encoder = sound_encoder(model)
        self.rate_hz, self.longest = self._encoder.rate_hz, self._encoder.longest
        known = model.spec.languages
        self.language = language or (known[0] if len(known) == 1 else "")
        self.spoken: str | None = None
        self.lanes = self.together = 1  # a window fills the cores
        self._frame_s = _stride(model.json("config.json")) / self.rate_hz

    def settle(self, language: str) -> None:
        """Take the language of the recording from an earlier run."""

    def meet(self, windows: Sequence[Window]) -> None:
        """Find out nothing: such a model knows one language."""

    def hear(self, windows: Sequence[Window]) -> list[Heard]:
        """Return what is said in each window."""
        return [self._hear(window) for window in windows]

    def _hear(self, window: Window) -> Heard:
        row = self._encoder.prepare(window.samples)
        feeds = {name: value[None] for name, value in row.items()}
        [logits] = self._model.session().run(feeds, [self._interrupt], "logits")
        found, until = words_of(logits[0], self._alphabet, self._frame_s), window.seconds
        cut = not window.speech and len(window.samples) >= self.longest
        if cut and len(found) > 1 and found[-1].end_s > until - _EDGE_SECONDS:
            until = found.pop().start_s
        return Heard(segments=self._segments(window, found), until_s=until)

    def _segments(self, window: Window, found: Sequence[Word]) -> tuple[Segment, ...]:
        placed = [
            Word(
                start_s=round(window.time(word.start_s), 3),
                end_s=round(window.time(word.end_s, ends=True), 3),
                text=word.text,
            )
            for word in found
        ]
        groups: list[list[Word]] = []
        for word in placed:
            begun = groups[-1] if groups else []
            joined = begun and word.start_s - begun[-1].end_s < PAUSE_SECONDS
            if joined and word.end_s - begun[0].start_s <= LONGEST_SECONDS:
                begun.append(word)
            else:
                groups.append([word])
        return tuple(
            Segment(
                start_s=group[0].start_s,
                end_s=group[-1].end_s,
                text=" ".join(word.text for word in group),
                words=tuple(group) if self._words else None,
            )
            for group in groups
        )


def _stride(config: dict[str, Any]) -> int:
    """Return how many samples a frame stands for; 320 for Wav2Vec2."""
    return int(np.prod(config.get("conv_stride", (320,))))
