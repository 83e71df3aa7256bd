"""The configuration of a model tells what it was trained for."""

from __future__ import annotations

from typing import Any

import pytest

from desktop import tasks
from desktop.converter.faults import Fault
from desktop.converter.tasks import TASKS, named, task_of

ENTAILMENT = {"0": "CONTRADICTION", "1": "neutral", "2": "Entailment"}


@pytest.mark.parametrize(
    ("model_type", "architecture", "more", "task"),
    [
        ("distilbert", "DistilBertForSequenceClassification", {}, "text-classification"),
        ("deberta-v2", "DebertaV2ForSequenceClassification", {"id2label": ENTAILMENT}, "zero-shot-classification"),
        ("wav2vec2", "Wav2Vec2ForSequenceClassification", {}, "audio-classification"),
        ("bert", "BertForTokenClassification", {}, "token-classification"),
        ("roberta", "RobertaForQuestionAnswering", {}, "question-answering"),
        ("mpnet", "MPNetModel", {}, "feature-extraction"),
        ("deit", "DeiTForImageClassificationWithTeacher", {}, "image-classification"),
        ("detr", "DetrForObjectDetection", {}, "object-detection"),
        ("detr", "DetrForSegmentation", {}, "image-segmentation"),
        ("segformer", "SegformerForSemanticSegmentation", {}, "image-segmentation"),
        ("clip", "CLIPModel", {}, "zero-shot-image-classification"),
        ("siglip", "SiglipModel", {}, "zero-shot-image-classification"),
        ("clip_text_model", "CLIPTextModel", {}, "feature-extraction"),
        ("dpt", "DPTForDepthEstimation", {}, "depth-estimation"),
        ("audio-spectrogram-transformer", "ASTForAudioClassification", {}, "audio-classification"),
        ("marian", "MarianMTModel", {}, "translation"),
        ("m2m_100", "M2M100ForConditionalGeneration", {}, "translation"),
        ("mbart", "MBartForConditionalGeneration", {}, "translation"),
        ("gpt2", "GPT2LMHeadModel", {}, "text-generation"),
        ("llama", "LlamaForCausalLM", {}, "text-generation"),
        ("whisper", "WhisperForConditionalGeneration", {}, "automatic-speech-recognition"),
        ("vision-encoder-decoder", "VisionEncoderDecoderModel", {}, "image-to-text"),
    ],
)
def test_the_task_follows_from_the_architecture(
    model_type: str, architecture: str, more: dict[str, Any], task: str
) -> None:
    assert task_of({"model_type": model_type, "architectures": [architecture], **more}, sentences=False) == task


def test_sentence_vectors_come_first() -> None:
    assert task_of({"model_type": "bert", "architectures": ["BertForMaskedLM"]}, sentences=True) == "feature-extraction"


@pytest.mark.parametrize("config", [{}, {"architectures": []}, {"architectures": ["BertForMultipleChoice"]}])
def test_what_is_made_for_nothing_known_is_refused(config: dict[str, Any]) -> None:
    with pytest.raises(Fault) as caught:
        task_of(config, sentences=False)
    assert caught.value.code == "model-incompatible"
    assert "text-classification" in caught.value.hint


def test_a_task_may_be_called_as_the_hub_does() -> None:
    assert named("semantic-segmentation") == "image-segmentation"
    with pytest.raises(Fault):
        named("fill-mask")


def test_what_rewrites_texts_does_what_its_card_says() -> None:
    t5 = {"model_type": "t5", "architectures": ["T5ForConditionalGeneration"]}
    assert task_of(t5, sentences=False, tag="translation") == "translation"
    assert task_of(t5, sentences=False, tag="summarization") == "summarization"
    for tag in ("", "text2text-generation"):
        with pytest.raises(Fault):
            task_of(t5, sentences=False, tag=tag)


def test_every_task_is_one_of_the_program_or_writes() -> None:
    assert {how.serves or task for task, how in TASKS.items() if not how.writes} <= set(tasks.registry())
    assert TASKS["translation"].writes
