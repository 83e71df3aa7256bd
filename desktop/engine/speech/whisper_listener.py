"""Whisper as a listener: its windows become pieces with their times in the recording."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from desktop.core.errors import ModelIncompatible
from desktop.core.languages import LanguageNotHeard, language_name
from desktop.core.result import Segment, Word
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.engine.generation.decoder import rows_of
from desktop.engine.speech import words
from desktop.engine.speech.listener import Heard
from desktop.engine.speech.pieces import begun, ends, finished, heard_until, last_moment, pieces
from desktop.engine.speech.whisper import Manner, Whisper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.engine.interrupt import Interrupt
    from desktop.engine.loaded import LoadedModel
    from desktop.engine.speech.guards import Judged
    from desktop.engine.speech.pieces import Piece
    from desktop.engine.speech.whisper import Values
    from desktop.engine.speech.windows import Window

LEFT_SECONDS = 1.0
"""Of speech after the last moment that was written, from which the rest of a window is heard by itself."""
BEGUN_SECONDS = 0.5
"""The same where the model wrote that something more begins at that moment."""
_MET_AT_MOST = 3
"""Windows whose language counts."""
ENGLISH = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What is asked for; `language` may be empty to have it found out."""

    language: str = ""
    translate: bool = False
    timed: bool = True
    words: bool = False
    terms: str = ""
    beams: int = 1


class WhisperListener:
    """See `Listener`."""

    def __init__(self, model: LoadedModel, wishes: Wishes, interrupt: Interrupt, seconds: float) -> None:
        """Prepare for a recording of so many seconds.

        Raises:
            LanguageNotHeard: the model does not know the language that is asked for.
            ModelIncompatible: it cannot do what is asked for.
        """
        self.whisper = Whisper(model, interrupt)
        self._wishes = wishes
        known = self.whisper.tongue.languages
        heard = wishes.language or ("" if known else ENGLISH)
        if heard and heard not in (known or (ENGLISH,)):
            names = ", ".join(sorted(map(language_name, known or (ENGLISH,))))
            raise LanguageNotHeard(language=language_name(heard), known=names)
        if wishes.translate and not known:
            reason = QT_TRANSLATE_NOOP("errors", "It knows English alone, so it cannot translate.")
            raise ModelIncompatible(model=model.spec.id, reason=reason)
        if wishes.words and not words.tells_words(model):
            reason = QT_TRANSLATE_NOOP("errors", "Its graphs do not tell when a word is said.")
            remedy = QT_TRANSLATE_NOOP("errors", "Choose times by sentence, or a model made for times of words.")
            raise ModelIncompatible(model=model.spec.id, reason=reason, remedy=remedy)
        self.rate_hz = self.whisper.features.rate_hz
        self.longest = self.whisper.features.samples
        self.lanes = model.parallel if seconds * self.rate_hz > self.longest else 1
        if self.lanes > 1:
            self.whisper.model = model.lane()
        self.together = 1
        self._heard = heard

    @property
    def language(self) -> str:
        """Return the code of what is written."""
        return ENGLISH if self._wishes.translate else self._heard

    @property
    def spoken(self) -> str | None:
        """Return the code of what is heard, where it is translated."""
        return self._heard if self._wishes.translate else None

    def settle(self, language: str) -> None:
        """Take the language of the recording from an earlier run."""
        self._heard = self._heard or language

    def meet(self, windows: Sequence[Window]) -> None:
        """Find out which language is spoken."""
        if not self._heard:
            heard = self.whisper.hear([window.samples for window in windows[:_MET_AT_MOST]])
            chances = self.whisper.languages(heard)
            self._heard = max(chances, key=lambda code: chances[code])

    def hear(self, windows: Sequence[Window]) -> list[Heard]:
        """Return what is said in each window; what a text leaves out of a window is heard by itself."""
        heard = self.whisper.hear([window.samples for window in windows])
        made = self.whisper.write(heard, self._manner)
        return [self._whole(window, rows_of(heard, np.array([row])), made[row]) for row, window in enumerate(windows)]

    @property
    def _manner(self) -> Manner:
        wishes = self._wishes
        task = "translate" if wishes.translate else "transcribe"
        return Manner(
            language=self._heard, task=task, timed=wishes.timed, terms=wishes.terms, beams=max(1, wishes.beams)
        )

    def _whole(self, window: Window, heard: Values, judged: Judged) -> Heard:
        """Return what is said in a window, with what is said in the rest that the text did not reach."""
        tongue, seconds = self.whisper.tongue, window.seconds
        tokens = judged.tokens
        until = heard_until(tokens, tongue, seconds) if self._wishes.timed else seconds
        if not window.speech:
            return Heard(segments=self._segments(window, heard, finished(tokens, tongue)), until_s=until)
        reached = last_moment(tokens, tongue) if until == seconds else until
        least = BEGUN_SECONDS if begun(tokens, tongue) else LEFT_SECONDS
        if not self._wishes.timed or not reached or window.spoken_after(reached) < least:
            return Heard(segments=self._segments(window, heard, tokens), until_s=seconds)
        kept, cut = self._cut(window, tokens, reached)
        first = self._segments(window, heard, kept)
        [rest] = self.hear([window.after(cut)])
        return Heard(segments=(*first, *rest.segments), until_s=seconds)

    def _cut(self, window: Window, tokens: Sequence[int], reached: float) -> tuple[Sequence[int], float]:
        """Return what to keep of a text, and from which pause on to hear anew: half a sentence is a guess."""
        for count, moment in reversed(ends(tokens, self.whisper.tongue)):
            pause = window.pause_at(moment)
            if pause is not None:
                return tokens[:count], pause
        return finished(tokens, self.whisper.tongue), reached

    def _segments(self, window: Window, heard: Values, tokens: Sequence[int]) -> tuple[Segment, ...]:
        found = pieces(tokens, self.whisper.tongue, window.seconds)
        spoken = self._spoken(window, heard, found) if self._wishes.words else [None] * len(found)
        made = []
        for piece, said in zip(found, spoken, strict=True):
            text = self.whisper.text(piece.tokens).strip()
            if not text:
                continue
            begin, stop = window.spoken_between(piece.start_s, piece.end_s)
            start, end = window.time(begin), window.time(stop, ends=True)
            if said:
                start, end = said[0].start_s, said[-1].end_s
            made.append(Segment(start_s=round(start, 3), end_s=round(max(start, end), 3), text=text, words=said))
        return tuple(made)

    def _spoken(self, window: Window, heard: Values, found: Sequence[Piece]) -> list[tuple[Word, ...]]:
        """Return the words of each piece, in times of the recording."""
        tokens = [token for piece in found for token in piece.tokens]
        every = words.spoken(self.whisper, heard, tokens, window.seconds, self._manner)
        made: list[tuple[Word, ...]] = []
        rest = list(every)
        for piece in found:
            said, count = list[Word](), 0
            while rest and count < len(piece.tokens):
                word = rest.pop(0)
                count += word.tokens
                start, end = window.time(word.start_s), window.time(word.end_s, ends=True)
                if word.text.strip():
                    said.append(Word(start_s=round(start, 3), end_s=round(max(start, end), 3), text=word.text.strip()))
            made.append(tuple(said))
        return made
