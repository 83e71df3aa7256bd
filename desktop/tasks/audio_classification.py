"""Say what is heard in a recording."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from desktop.core.kind import ResultKind
from desktop.core.late_dataclass import LateDataclass
from desktop.core.media import InputFile, MediaKind
from desktop.core.task import Task
from desktop.core.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from desktop.engine.context import Context
    from desktop.engine.rows import Steps


class Params(LateDataclass):
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
    summary=QT_TRANSLATE_NOOP("tasks", "Names what can be heard in a recording, with how sure the model is."),
    icon="audio-lines",
    group="sound",
    accepts=(MediaKind.AUDIO, MediaKind.VIDEO),
    produces=ResultKind.LABELS,
    params=Params,
    rank=60,
)


def run(file: InputFile, params: Params, context: Context) -> Steps:
    """Classify one recording; for a long one, the mean over its windows."""
    import numpy as np

    from desktop.core.result import Labels
    from desktop.engine.classification import label_names, probabilities, ranked
    from desktop.engine.rows import Rows
    from desktop.engine.sound import sound_encoder
    from desktop.media.audio import open_recording

    names = label_names(context.model)
    encoder = sound_encoder(context.model)
    sums, heard = np.zeros(len(names)), 0
    with open_recording(file, lambda _done, _total: context.interrupt.check()) as recording:
        total = recording.window_count(encoder.rate_hz, encoder.longest)
        # One at a time: seconds of sound fill the cores, so that more of them in a batch only take more memory.
        for done, window in enumerate(recording.windows(encoder.rate_hz, encoder.longest)):
            context.progress("run", done, total)
            [(logits,)] = yield Rows(rows=[encoder.prepare(window)], outputs=("logits",))
            sums += probabilities(context.model, logits) * len(window)
            heard += len(window)
    return Labels(labels=ranked(names, sums / heard, params.top_k))
