"""What a text says in few words: written by a model part by part, or its own sentences that say most of it."""

from __future__ import annotations

import dataclasses
import hashlib
import math
import re
from typing import TYPE_CHECKING

import numpy as np

from desktop.engine.chunks import chunks
from desktop.engine.embeddings import vectors
from desktop.engine.generation import writer
from desktop.engine.generation.settings import settings_of, told
from desktop.engine.tokens import optional_json
from desktop.engine.translation.translator import tokenizer_of
from desktop.media.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from desktop.engine.checkpoint import Checkpoint
    from desktop.engine.context import Context
    from desktop.engine.interrupt import Interrupt
    from desktop.engine.loaded import LoadedModel
    from desktop.engine.rows import Outputs, Rows
    from desktop.media.text import Span

TASK = "summarization"
SHARES = {"short": 0.5, "medium": 1.0, "long": 1.5}
"""How long a summary is, as a share of what the model was meant to write."""
SENTENCES = {"short": 3, "medium": 6, "long": 12}
"""How many sentences of its own stand for a text, unless that were more than a third of it."""
TOKENS_BY_DEFAULT = 512
TOKENS_AT_MOST = 1024
SHORTEST_SUMMARY = 16
"""Tokens that there is always room for."""
_PREFIXES = {"t5": "summarize: "}
"""What models are told before the text where their files do not say."""
_LOOSE = re.compile(r"\s+(?=[.,](?:\s|$))")
_NEW = 0.6
"""Weight of what a sentence says of the text; the rest is how much of it others have said (Carbonell and Goldstein
1998)."""
_WORDS = (4, 60)
"""What has fewer words is a heading or an item, what has more is a list that ended nowhere."""


class Summariser:
    """One model that shortens texts."""

    def __init__(self, model: LoadedModel, interrupt: Interrupt, length: str) -> None:
        """Prepare `model`; `length` is one of `SHARES`."""
        self._model = model
        self._interrupt = interrupt
        self._share = SHARES[length]
        self._tokenizer = tokenizer_of(model)
        config = optional_json(model, "config.json")
        before = told(model, TASK).get("prefix", config.get("prefix"))
        usual = _PREFIXES.get(str(config.get("model_type", "")), "")
        self._before = str(model.spec.settings.get("prefix", usual if before is None else before))
        self._settings = settings_of(model, TASK)
        special = len(self._tokenizer.encode(self._before).ids)
        longest = min(writer.positions(model) or config.get("n_positions") or TOKENS_BY_DEFAULT, TOKENS_AT_MOST)
        self._room = max(SHORTEST_SUMMARY, int(model.spec.settings.get("max_tokens", longest)) - special)

    def parts(self, text: str) -> list[str]:
        """Return the text in parts that the model reads at once, about as long as one another."""
        [places] = self._places([text])
        count = math.ceil(len(places) / self._room)
        if count <= 1:
            return [text]
        even = min(self._room, math.ceil(len(places) / count * 1.1))  # sentences do not end where a part is full
        return [text[start:end] for start, end in chunks(text, self._places, even)]

    def shortened(self, part: str) -> str:
        """Return a part in few words; raises `Cancelled` when the job was given up."""
        ids = self._tokenizer.encode(self._before + " ".join(part.split())).ids
        start = self._settings.decoder_start_token_id
        longest = min(round(self._settings.max_new_tokens * self._share), max(SHORTEST_SUMMARY, len(ids)))
        shortest = min(round(self._settings.min_length * self._share), longest // 2)
        [tokens] = writer.write(
            self._model,
            [[start if start is not None else self._settings.pad_token_id]],
            dataclasses.replace(self._settings, max_new_tokens=longest, min_length=shortest),
            [self._interrupt],
            source={"input_ids": np.array([ids], np.int64), "attention_mask": np.ones((1, len(ids)), np.int64)},
        )
        return _LOOSE.sub("", str(self._tokenizer.decode(tokens, skip_special_tokens=True))).strip()

    def _places(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        encodings = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [encoding.offsets for encoding in encodings]


def summary(text: str, summariser: Summariser, checkpoint: Checkpoint, context: Context, *, once_more: bool) -> str:
    """Return the parts of a text in few words, a paragraph each; `once_more` makes one paragraph of several."""
    parts = summariser.parts(text)
    made: list[str] = []
    for number, part in enumerate(parts):
        context.progress("run", number, len(parts))
        made.append(_kept(part, summariser, checkpoint))
        context.partial(made[-1] + "\n\n")
    while once_more and len(made) > 1:
        fewer = summariser.parts("\n\n".join(made))
        if len(fewer) >= len(made):
            break
        made = [_kept(part, summariser, checkpoint) for part in fewer]
    return "\n\n".join(filter(None, made))


def key_sentences(text: str, context: Context, length: str) -> Generator[Rows, list[Outputs], list[tuple[int, int]]]:
    """Return (start, end) of the sentences that say most of what a text says, in their order.

    Each is the one nearest to the mean of all that does not say again what the chosen ones have said.
    """
    spans = [span for span in split_sentences(text) if _may_stand_alone(span)] or split_sentences(text)
    wanted = min(SENTENCES[length], max(1, math.ceil(len(spans) / 3)))
    if len(spans) <= wanted:
        return [(span.start, span.end) for span in spans]
    found = yield from vectors([span.text for span in spans], context)
    mean = found.mean(axis=0)
    worth = found @ (mean / max(float(np.linalg.norm(mean)), 1e-12))
    said = np.zeros(len(spans))
    chosen: list[int] = []
    for _ in range(wanted):
        marks = _NEW * worth - (1 - _NEW) * said
        marks[chosen] = -np.inf
        chosen.append(int(marks.argmax()))
        said = np.maximum(said, found @ found[chosen[-1]])
    return [(spans[number].start, spans[number].end) for number in sorted(chosen)]


def _may_stand_alone(span: Span) -> bool:
    few, many = _WORDS
    return few <= len(span.text.split()) <= many


def _kept(part: str, summariser: Summariser, checkpoint: Checkpoint) -> str:
    """Return a part in few words, from an earlier run where there is one."""
    key = hashlib.sha256(part.encode(errors="replace")).hexdigest()[:32]
    known = checkpoint.get(key)
    if known is None:
        known = summariser.shortened(part)
        checkpoint.put(key, known)
    return known
