"""What a model is for, as its card or its configuration tells."""

from __future__ import annotations

from typing import Any

_SYNONYMS = {
    "sentence-similarity": "feature-extraction",
    "semantic-segmentation": "image-segmentation",
    "background-removal": "image-segmentation",
    "text2text-generation": "",
}
"""Names that the Hub or a library has for our tasks; empty for one that tells none of them from the others."""
_ENDINGS = {
    "ForTokenClassification": "token-classification",
    "ForQuestionAnswering": "question-answering",
    "ForImageClassification": "image-classification",
    "ForImageClassificationWithTeacher": "image-classification",
    "ForObjectDetection": "object-detection",
    "ForSemanticSegmentation": "image-segmentation",
    "ForImageSegmentation": "image-segmentation",
    "ForInstanceSegmentation": "image-segmentation",
    "ForUniversalSegmentation": "image-segmentation",
    "ForSegmentation": "image-segmentation",
    "ForDepthEstimation": "depth-estimation",
    "ForAudioClassification": "audio-classification",
    "WhisperForConditionalGeneration": "automatic-speech-recognition",
    "ForCTC": "automatic-speech-recognition",
    "MarianMTModel": "translation",
    "M2M100ForConditionalGeneration": "translation",
    "MBartForConditionalGeneration": "translation",
    "BartForConditionalGeneration": "summarization",
    "PegasusForConditionalGeneration": "summarization",
    "VisionEncoderDecoderModel": "image-to-text",
    "ForCausalLM": "text-generation",
    "LMHeadModel": "text-generation",
}
"""How classes of transformers end that have one task."""
_LISTENING = frozenset(
    {
        *("data2vec-audio", "hubert", "sew", "sew-d", "unispeech", "unispeech-sat", "wav2vec2", "wav2vec2-bert"),
        *("wav2vec2-conformer", "wavlm", "whisper"),
    }
)
"""Model types whose `…ForSequenceClassification` hears sound."""
_LOOKING = ("clip", "siglip")
"""How model types end whose `…Model` compares pictures with texts: `chinese_clip`, `siglip2` but for its number."""


def task_by_card(pipeline_tag: str) -> str:
    """Return the task that a card names; Ilha may have none of this id."""
    return _SYNONYMS.get(pipeline_tag, pipeline_tag)


def task_by_config(config: dict[str, Any], *, sentences: bool, reads_text: bool) -> str:
    """Return the task a model was trained for; empty when its configuration does not tell.

    Args:
        config: content of `config.json`.
        sentences: whether the folder says how sentence vectors are made of it.
        reads_text: whether it has a vocabulary.
    """
    if sentences:
        return "feature-extraction"
    named = config.get("architectures")
    architecture = named[0] if isinstance(named, list) and named and isinstance(named[0], str) else ""
    model_type = str(config.get("model_type", ""))
    if architecture.endswith("ForSequenceClassification"):
        return _sequence_task(config, model_type)
    for ending, task in _ENDINGS.items():
        if architecture.endswith(ending):
            return task
    if architecture.endswith("Model"):
        if model_type.rstrip("0123456789_").endswith(_LOOKING):
            return "zero-shot-image-classification"
        return "feature-extraction" if reads_text else ""
    return ""


def _sequence_task(config: dict[str, Any], model_type: str) -> str:
    if model_type in _LISTENING:
        return "audio-classification"
    labels = config.get("id2label")
    names = labels.values() if isinstance(labels, dict) else ()
    entails = any(str(name).lower().startswith("entail") for name in names)
    return "zero-shot-classification" if entails else "text-classification"
