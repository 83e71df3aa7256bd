"""Sentences through a translation model: sorted by length into batches, several of them at once for a small model."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING

import numpy as np

from desktop.core.errors import ModelIncompatible
from desktop.engine.generation import writer
from desktop.engine.generation.settings import settings_of
from desktop.engine.sentencepieces import ids_of
from desktop.engine.tokens import FILE
from desktop.engine.translation.tongues import tongue
from desktop.engine.vocabulary import UNREADABLE

if TYPE_CHECKING:
    import tokenizers

    from desktop.engine.interrupt import Interrupt
    from desktop.engine.loaded import LoadedModel

BATCH_TOKENS = 1024
ROWS_AT_MOST = 32
LENGTH_FACTOR = 3
"""So many times the tokens of its source a translation may have; Bergamot's configurations say 2 to 3."""
LENGTH_AT_LEAST = 24
TOKENS_BY_DEFAULT = 256
"""Of a sentence where a model says nothing; longer ones are cut at a clause or a word."""
_SEAMS = ("; ", ": ", ", ", " – ", " - ", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """Token ids of a sentence, or of part `place` of a very long one."""

    sentence: int
    place: int
    ids: list[int]


class Translator:
    """One model for one pair of languages."""

    def __init__(self, model: LoadedModel, source: str, target: str, interrupt: Interrupt, beams: int = 0) -> None:
        """Prepare `model`; `beams` of 0 leaves their number to the model."""
        self.model = model
        self._interrupt = interrupt
        self._tokenizer = tokenizer_of(model)
        self._tongue = model.part(  # looking through a vocabulary takes longer than a short sentence
            f"tongue:{source}-{target}", lambda: tongue(model, self._tokenizer, source, target)
        )
        settings = settings_of(model)
        begin = settings.forced_bos_token_id if self._tongue.target is None else self._tongue.target
        self._settings = dataclasses.replace(
            settings, num_beams=beams or settings.num_beams, forced_bos_token_id=begin, min_length=0
        )
        limit = writer.positions(model) or 2 * TOKENS_BY_DEFAULT
        self._longest = int(model.spec.settings.get("max_tokens", min(TOKENS_BY_DEFAULT, limit // 2)))
        self._factor = float(model.spec.settings.get("max_length_factor", LENGTH_FACTOR))

    def translate(self, sentences: Sequence[str], finished: Callable[[int, str], None] | None = None) -> list[str]:
        """Return the translation of each sentence, in their order.

        Args:
            sentences: one each; a very long one is cut and put together again.
            finished: told the index and the translation of each sentence as soon as it is there.

        Raises:
            Cancelled: the job was given up.
        """
        parts = [self._cut(sentence) for sentence in sentences]
        made = [[""] * len(cut) for cut in parts]
        missing = [len(cut) for cut in parts]
        pieces = [
            _Part(sentence=index, place=place, ids=ids)
            for index, cut in enumerate(parts)
            for place, ids in enumerate(cut)
        ]
        for part, text in self._written(pieces):
            made[part.sentence][part.place] = text
            missing[part.sentence] -= 1
            if finished is not None and not missing[part.sentence]:
                finished(part.sentence, " ".join(made[part.sentence]))
        return [" ".join(texts) for texts in made]

    def _written(self, parts: Sequence[_Part]) -> Iterator[tuple[_Part, str]]:
        """Give the parts with their translations, batch by batch as they are done."""
        batches = list(_batches(parts))
        if len(batches) == 1 or self.model.parallel == 1:
            for batch in batches:
                yield from self._batch(batch, self.model)
            return
        with ThreadPoolExecutor(self.model.parallel) as pool:
            try:
                for made in pool.map(self._batch, batches, repeat(self.model.lane())):
                    yield from made
            finally:
                pool.shutdown(wait=True, cancel_futures=True)

    def _batch(self, parts: Sequence[_Part], model: LoadedModel) -> list[tuple[_Part, str]]:
        longest = max(len(part.ids) for part in parts)
        ids = np.full((len(parts), longest), self._settings.pad_token_id, np.int64)
        mask = np.zeros_like(ids)
        for row, part in enumerate(parts):
            ids[row, : len(part.ids)] = part.ids
            mask[row, : len(part.ids)] = 1
        start = self._settings.decoder_start_token_id
        texts = writer.write(
            model,
            [[start if start is not None else self._settings.pad_token_id]] * len(parts),
            dataclasses.replace(self._settings, max_new_tokens=max(LENGTH_AT_LEAST, round(self._factor * longest))),
            [self._interrupt],
            source={"input_ids": ids, "attention_mask": mask},
        )
        decoded = self._tokenizer.decode_batch([self._open(text) for text in texts], skip_special_tokens=True)
        return [(part, text.strip()) for part, text in zip(parts, decoded, strict=True)]

    def _open(self, tokens: Sequence[int]) -> Sequence[int]:
        """Return tokens without the one that ends them, which not every tokeniser knows to be special."""
        return tokens[:-1] if tokens and tokens[-1] in self._settings.eos_token_ids else tokens

    def _cut(self, sentence: str) -> list[list[int]]:
        """Return the token ids of a sentence, in several parts when it is too long for the model."""
        ids = ids_of(self._tokenizer, self._tongue.before + sentence)
        if len(ids) <= self._longest or len(sentence) < 2:
            front = [self._tongue.source] if self._tongue.source is not None else []
            return [[*front, *ids, *self._settings.eos_token_ids[:1]]]
        middle = len(sentence) // 2
        found = (
            sentence.rfind(seam, middle // 2, middle) + len(seam)
            for seam in _SEAMS
            if seam in sentence[middle // 2 : middle]
        )
        at = next(found, middle)
        return [*self._cut(sentence[:at].strip()), *self._cut(sentence[at:].strip())]


def tokenizer_of(model: LoadedModel) -> tokenizers.Tokenizer:
    """Return the tokeniser of a model that writes, made once.

    Raises:
        ModelIncompatible: it cannot be read.
    """
    return model.part("writing-tokenizer", lambda: _read(model))


def _read(model: LoadedModel) -> tokenizers.Tokenizer:
    import tokenizers

    path = model.file(FILE)
    try:
        tokenizer: tokenizers.Tokenizer = tokenizers.Tokenizer.from_file(str(path))
    except Exception as error:  # the package raises nothing more precise
        raise ModelIncompatible(model=model.spec.id, reason=UNREADABLE, file=FILE, detail=str(error)) from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _batches(parts: Sequence[_Part]) -> Iterator[list[_Part]]:
    """Give parts of similar length together, the longest first, so that the last batches are short ones."""
    batch: list[_Part] = []
    for part in sorted(parts, key=lambda part: -len(part.ids)):
        longest = len(batch[0].ids) if batch else len(part.ids)
        if batch and (len(batch) == ROWS_AT_MOST or (len(batch) + 1) * longest > BATCH_TOKENS):
            yield batch
            batch = []
        batch.append(part)
    if batch:
        yield batch
