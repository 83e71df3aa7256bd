"""Write down what is said in a recording."""

from __future__ import annotations

from dataclasses import asdict, field
from typing import TYPE_CHECKING

from desktop.core.kind import ResultKind
from desktop.core.late_dataclass import LateDataclass
from desktop.core.media import InputFile, MediaKind
from desktop.core.task import Task
from desktop.core.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from desktop.core.result import Segments
    from desktop.engine.context import Context
    from desktop.engine.speech.listener import Listener


class Params(LateDataclass):
    """Options of writing down speech."""

    language: str = field(
        default="",
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Language"),
            "help": QT_TRANSLATE_NOOP("tasks", "What is spoken, such as “pt”; empty to have it found out."),
        },
    )
    task: str = field(
        default="transcribe",
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Write"),
            "help": QT_TRANSLATE_NOOP(
                "tasks", "“transcribe” writes what is said in its language, “translate” writes it in English."
            ),
            "choices": ("transcribe", "translate"),
        },
    )
    timestamps: str = field(
        default="segment",
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Times"),
            "help": QT_TRANSLATE_NOOP(
                "tasks", "Of every “segment”, of every “word” where the model tells it, or “none” within a stretch."
            ),
            "choices": ("segment", "word", "none"),
        },
    )
    terms: str = field(
        default="",
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Names and terms"),
            "help": QT_TRANSLATE_NOOP("tasks", "How names and terms are spelled that may be heard."),
            "placeholder": QT_TRANSLATE_NOOP("tasks", "Farol Azul, quality gate"),
        },
    )
    skip_pauses: bool = field(
        default=True,
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Leave out pauses"),
            "help": QT_TRANSLATE_NOOP(
                "tasks", "Hear only where somebody speaks: faster, and nothing is made up in silence. Off for singing."
            ),
        },
    )
    beams: int = field(
        default=0,
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Care"),
            "help": QT_TRANSLATE_NOOP(
                "tasks", "How many texts are followed at once: more is slower and may be better; 0: as usual."
            ),
            "minimum": 0,
            "maximum": 8,
        },
    )


TASK = Task(
    id="automatic-speech-recognition",
    title=QT_TRANSLATE_NOOP("tasks", "Transcribe"),
    summary=QT_TRANSLATE_NOOP("tasks", "Writes down what is said in recordings and videos, with its times."),
    icon="mic",
    group="sound",
    accepts=(MediaKind.AUDIO, MediaKind.VIDEO),
    produces=ResultKind.SEGMENTS,
    params=Params,
    rank=50,
)


def run(file: InputFile, params: Params, context: Context) -> Segments:
    """Write down one recording."""
    from desktop.engine.speech.transcript import transcribe
    from desktop.media.audio import open_recording

    with open_recording(file, lambda _done, _total: context.interrupt.check()) as recording:
        listener = _listener(params, context, recording.duration_s)
        model = context.model.spec
        checkpoint = context.checkpoint(
            {"task": TASK.id, "params": asdict(params), "models": [[model.id, model.revision]]}
        )
        return transcribe(recording, listener, context, checkpoint, skip_pauses=params.skip_pauses)


def _listener(params: Params, context: Context, seconds: float) -> Listener:
    """Return the model at work on a recording of so many seconds: it writes what it hears, or names the letters.

    Raises:
        ModelIncompatible: it cannot do what is asked for.
    """
    from desktop.core.errors import ModelIncompatible
    from desktop.engine.generation.writer import ENCODER
    from desktop.engine.speech.letters import LetterListener
    from desktop.engine.speech.whisper_listener import WhisperListener, Wishes

    model, translate = context.model, params.task == "translate"
    language = params.language.strip().lower()
    if model.spec.by_role(ENCODER) is not None:
        wishes = Wishes(
            language=language,
            translate=translate,
            timed=params.timestamps != "none",
            words=params.timestamps == "word",
            terms=params.terms,
            beams=params.beams,
        )
        return WhisperListener(model, wishes, context.interrupt, seconds)
    if translate:
        reason = QT_TRANSLATE_NOOP("errors", "It writes what it hears and cannot translate.")
        raise ModelIncompatible(model=model.spec.id, reason=reason)
    return LetterListener(model, context.interrupt, words=params.timestamps == "word", language=language)
