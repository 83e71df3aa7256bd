"""Which task a model was made for, and what the exporter and the library call it. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.converter.faults import incompatible


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """How a task of the program is exported.

    Attributes:
        exported: the exporter's names for it, in the order in which they are tried.
        endings: how the library's classes for it are called; the first entry of `architectures` in config.json.
        reads: what its models take: `text`, `pair` of texts, `image`, `audio`, or `image` and `text`.
        writes: whether its models write a text token by token.
        serves: id of the program's task, where models of several kinds serve it.
    """

    exported: tuple[str, ...]
    endings: tuple[str, ...]
    reads: str
    writes: bool = False
    serves: str = ""


_REWRITING = ("text2text-generation-with-past",)
TASKS = {
    "translation": Task(
        exported=_REWRITING,
        endings=("MarianMTModel", "M2M100ForConditionalGeneration", "MBartForConditionalGeneration"),
        reads="text",
        writes=True,
    ),
    "summarization": Task(exported=_REWRITING, endings=(), reads="text", writes=True),
    "text-generation": Task(
        exported=("text-generation-with-past",), endings=("ForCausalLM", "LMHeadModel"), reads="text", writes=True
    ),
    "automatic-speech-recognition": Task(
        exported=("automatic-speech-recognition-with-past",),
        endings=("WhisperForConditionalGeneration",),
        reads="audio",
        writes=True,
    ),
    "letters-of-speech": Task(
        exported=("automatic-speech-recognition",),
        endings=("ForCTC",),
        reads="audio",
        serves="automatic-speech-recognition",
    ),
    "image-to-text": Task(
        exported=("image-to-text-with-past",), endings=("VisionEncoderDecoderModel",), reads="image", writes=True
    ),
    "text-classification": Task(
        exported=("text-classification",), endings=("ForSequenceClassification",), reads="text"
    ),
    "zero-shot-classification": Task(exported=("text-classification",), endings=(), reads="pair"),
    "token-classification": Task(exported=("token-classification",), endings=("ForTokenClassification",), reads="text"),
    "question-answering": Task(exported=("question-answering",), endings=("ForQuestionAnswering",), reads="pair"),
    "feature-extraction": Task(exported=("feature-extraction",), endings=("Model", "ForMaskedLM"), reads="text"),
    "image-classification": Task(
        exported=("image-classification",),
        endings=("ForImageClassification", "ForImageClassificationWithTeacher"),
        reads="image",
    ),
    "object-detection": Task(exported=("object-detection",), endings=("ForObjectDetection",), reads="image"),
    "image-segmentation": Task(
        exported=("semantic-segmentation", "image-segmentation"),
        endings=(
            "ForSemanticSegmentation",
            "ForSegmentation",
            "ForImageSegmentation",
            "ForInstanceSegmentation",
            "ForUniversalSegmentation",
        ),
        reads="image",
    ),
    "zero-shot-image-classification": Task(
        exported=("zero-shot-image-classification",), endings=(), reads="image and text"
    ),
    "depth-estimation": Task(exported=("depth-estimation",), endings=("ForDepthEstimation",), reads="image"),
    "audio-classification": Task(
        exported=("audio-classification",), endings=("ForAudioClassification",), reads="audio"
    ),
}

_SYNONYMS = {
    "semantic-segmentation": "image-segmentation",
    "sentence-similarity": "feature-extraction",
    "sentence-transformers": "feature-extraction",
}
_LISTENING = frozenset(
    {
        "data2vec-audio",
        "hubert",
        "sew",
        "sew-d",
        "unispeech",
        "unispeech-sat",
        "wav2vec2",
        "wav2vec2-conformer",
        "wavlm",
    }
)
"""Model types whose `…ForSequenceClassification` hears sound."""
_LOOKING = frozenset({"chinese_clip", "clip", "metaclip_2", "siglip"})
"""Model types whose `…Model` compares pictures with texts."""
_REWRITER = "ForConditionalGeneration"
"""How classes end that make a text of another one, whatever for: T5, BART."""
RANKING = frozenset({"d_fine", "rt_detr", "rt_detr_v2"})
"""Model types that put the boxes they find in the order of their scores."""


def named(task: str) -> str:
    """Return the id of the task called `task`.

    Raises:
        Fault: there is no such task.
    """
    task = _SYNONYMS.get(task, task)
    if task not in TASKS:
        raise incompatible(f"Models cannot be converted for the task “{task}”.", f"Tasks: {', '.join(TASKS)}.")
    return task


def architecture_of(config: dict[str, Any]) -> str:
    """Return the library's class that a model was trained as; an empty text where its configuration names none."""
    listed = config.get("architectures")
    return listed[0] if isinstance(listed, list) and listed and isinstance(listed[0], str) else ""


def task_of(config: dict[str, Any], *, sentences: bool, tag: str = "") -> str:
    """Return the id of the task that a model was trained for.

    Args:
        config: the content of config.json.
        sentences: whether the folder says how sentence vectors are made (`modules.json`).
        tag: what its card says; it counts where a model could have been trained for several tasks.

    Raises:
        Fault: it was trained for none that this program knows.
    """
    if sentences:
        return "feature-extraction"
    architecture, model_type = architecture_of(config), str(config.get("model_type", ""))
    if architecture.endswith("ForSequenceClassification"):
        return _sequence_task(config, model_type)
    if model_type in _LOOKING and architecture.endswith("Model") and "Text" not in architecture:
        return "zero-shot-image-classification"
    for task, how in TASKS.items():
        if architecture.endswith(how.endings) and how.endings:
            return task
    if architecture.endswith(_REWRITER) and tag in TASKS:
        return tag
    what = f"“{architecture}”" if architecture else "no architecture"
    raise incompatible(
        f"The file “config.json” names {what}, which answers no task that can be converted.",
        f"If you know better, give the task: {', '.join(TASKS)}.",
    )


def _sequence_task(config: dict[str, Any], model_type: str) -> str:
    if model_type in _LISTENING:
        return "audio-classification"
    labels = config.get("id2label")
    names = labels.values() if isinstance(labels, dict) else ()
    entails = any(str(name).lower().startswith("entail") for name in names)
    return "zero-shot-classification" if entails else "text-classification"
