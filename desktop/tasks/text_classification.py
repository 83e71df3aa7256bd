"""Say what a text expresses: with the starter model, whether it is negative, neutral or positive."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.core.errors import InputTooLarge
from desktop.core.kind import ResultKind
from desktop.core.media import InputFile, MediaKind
from desktop.core.task import Task
from desktop.core.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    import numpy as np

    from desktop.engine.context import Context
    from desktop.engine.rows import Outputs, Rows, Steps

BLOCK_CHARACTERS = 100_000
LONGEST_TEXT = 10_000_000
"""Characters of one text or line: beyond it a single answer says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Options of classifying texts."""

    split: str = field(
        default="none",
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Split"),
            "help": QT_TRANSLATE_NOOP("tasks", "Judge the text as a whole, or every line by itself as well."),
            "choices": (QT_TRANSLATE_NOOP("tasks", "none"), QT_TRANSLATE_NOOP("tasks", "lines")),
        },
    )


TASK = Task(
    id="text-classification",
    title=QT_TRANSLATE_NOOP("tasks", "Sentiment"),
    summary=QT_TRANSLATE_NOOP("tasks", "Whether a text is negative, neutral or positive, as a whole or line by line."),
    icon="smile",
    group="text",
    accepts=(MediaKind.TEXT, MediaKind.TABLE),
    produces=ResultKind.LABELS,
    params=Params,
    rank=30,
)


def run(file: InputFile, params: Params, context: Context) -> Steps:
    """Classify a text; split into lines, its own labels are the mean over the lines."""
    from desktop.core.result import Labels, Sentence
    from desktop.engine.classification import label_names, ranked
    from desktop.media.text import read_text, split_lines

    names = label_names(context.model)
    text = read_text(file)
    if params.split == "none":
        _refuse_endless(file, len(text))
        scores = yield from _classify([text], context)
        return Labels(labels=ranked(names, scores[0]))
    lines = split_lines(text)
    _refuse_endless(file, max(len(line.text) for line in lines))
    scores = yield from _classify([line.text for line in lines], context)
    sentences = tuple(
        Sentence(start=line.start, end=line.end, text=line.text, labels=ranked(names, row))
        for line, row in zip(lines, scores, strict=True)
    )
    return Labels(labels=ranked(names, scores.mean(axis=0)), sentences=sentences)


def _refuse_endless(file: InputFile, characters: int) -> None:
    if characters > LONGEST_TEXT:
        raise InputTooLarge(
            name=file.name,
            found=round(characters / 1e6),
            limit=round(LONGEST_TEXT / 1e6),
            unit=QT_TRANSLATE_NOOP("units", "million characters"),
        )


def _classify(texts: Sequence[str], context: Context) -> Generator[Rows, list[Outputs], np.ndarray]:
    """Return probabilities [texts, classes]; a text longer than the model's window is the mean of its windows."""
    import numpy as np

    from desktop.engine.classification import label_names, probabilities
    from desktop.engine.tokens import text_encoder

    encoder = text_encoder(context.model)
    sums = np.zeros((len(texts), len(label_names(context.model))))
    lengths = np.zeros(len(texts))
    total, done = sum(map(len, texts)), 0
    for block in _blocks(texts):
        context.progress("run", done, total)
        owners, windows = encoder.windows(block)
        answers = yield encoder.rows(windows, ("logits",))
        scores = probabilities(context.model, np.stack([logits for (logits,) in answers]))
        weights = np.array([len(window.ids) for window in windows], np.float64)
        np.add.at(sums, owners, scores * weights[:, None])
        np.add.at(lengths, owners, weights)
        done += sum(len(piece) for _, piece in block)
    return np.asarray(sums / lengths[:, None])


def _blocks(texts: Sequence[str]) -> Iterator[list[tuple[int, str]]]:
    """Give (index of the text, piece of it) in blocks of bounded size: token ids of a whole book would fill memory."""
    block: list[tuple[int, str]] = []
    room = BLOCK_CHARACTERS
    for owner, text in enumerate(texts):
        for piece in _pieces(text):
            block.append((owner, piece))
            room -= len(piece)
            if room <= 0:
                yield block
                block, room = [], BLOCK_CHARACTERS
    if block:
        yield block


def _pieces(text: str) -> Iterator[str]:
    """Cut a long text at white space, or anywhere when it has none."""
    start = 0
    while len(text) - start > BLOCK_CHARACTERS:
        cut = text.rfind(" ", start + BLOCK_CHARACTERS // 2, start + BLOCK_CHARACTERS) + 1
        cut = cut or start + BLOCK_CHARACTERS
        yield text[start:cut]
        start = cut
    yield text[start:]
