"""Say what is heard in a recording."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from desktop.core.kind import ResultKind
from desktop.core.media import InputFile, MediaKind
from desktop.core.task import Task
from desktop.core.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from desktop.engine.context import Context
    from desktop.engine.rows import Steps

WINDOWS_AT_ONCE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Options of classifying recordings."""

    top_k: int = field(
        default=5,
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Labels"),
            "help": QT_TRANSLATE_NOOP("tasks", "How many labels to give, the best first."),
            "minimum": 1,
            "maximum": 100,
        },
    )


TASK = Task(
    id="audio-classification",
    title=QT_TRANSLATE_NOOP("tasks", "What is heard"),
    summary=QT_TRANSLATE_NOOP("tasks", "Names what a recording lets one hear, with how sure the model is."),
    icon="audio-lines",
    group="sound",
    accepts=(MediaKind.AUDIO,),
    produces=ResultKind.LABELS,
    params=Params,
    rank=20,
)


def run(file: InputFile, params: Params, context: Context) -> Steps:
    """Classify one recording; a long one is heard window by window, and each counts by how long it is."""
    import numpy as np

    from desktop.core.result import Labels
    from desktop.engine.classification import label_names, probabilities, ranked
    from desktop.engine.rows import Rows
    from desktop.engine.sound import sound_encoder
    from desktop.media.audio import open_recording

    names = label_names(context.model)
    encoder = sound_encoder(context.model)
    sums, heard, done = np.zeros(len(names)), 0, 0
    with open_recording(file) as recording:
        total = recording.window_count(encoder.rate_hz, encoder.longest)
        windows = recording.windows(encoder.rate_hz, encoder.longest)
        while block := list(islice(windows, WINDOWS_AT_ONCE)):
            context.progress("run", done, total)
            lengths = [len(window) for window in block]
            rows = [encoder.prepare(window) for window in block]
            del block
            answers = yield Rows(rows=rows, outputs=("logits",))
            for length, (logits,) in zip(lengths, answers, strict=True):
                sums += probabilities(context.model, logits) * length
            heard, done = heard + sum(lengths), done + len(lengths)
    return Labels(labels=ranked(names, sums / heard, params.top_k))
