"""What a model is for, as its configuration tells."""

from __future__ import annotations

from typing import Any

import pytest

from desktop import tasks
from desktop.converter.tasks import TASKS
from desktop.hub.purpose import _ENDINGS, task_by_card, task_by_config

ENTAILMENT = {"0": "CONTRADICTION", "1": "neutral", "2": "Entailment"}


def told(*architectures: str, reads_text: bool = True, **more: Any) -> str:
    config = {"architectures": list(architectures), **more}
    return task_by_config(config, sentences=False, reads_text=reads_text)


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
        ("segformer", "SegformerForSemanticSegmentation", {}, "image-segmentation"),
        ("clip", "CLIPModel", {}, "zero-shot-image-classification"),
        ("siglip2", "Siglip2Model", {}, "zero-shot-image-classification"),
        ("chinese_clip", "ChineseCLIPModel", {}, "zero-shot-image-classification"),
        ("dpt", "DPTForDepthEstimation", {}, "depth-estimation"),
        ("audio-spectrogram-transformer", "ASTForAudioClassification", {}, "audio-classification"),
        ("marian", "MarianMTModel", {}, "translation"),
        ("m2m_100", "M2M100ForConditionalGeneration", {}, "translation"),
        ("mbart", "MBartForConditionalGeneration", {}, "translation"),
        ("bart", "BartForConditionalGeneration", {}, "summarization"),
        ("vision-encoder-decoder", "VisionEncoderDecoderModel", {}, "image-to-text"),
        ("t5", "T5ForConditionalGeneration", {}, ""),
        ("llama", "LlamaForCausalLM", {}, "text-generation"),
        ("gpt2", "GPT2LMHeadModel", {}, "text-generation"),
    ],
)
def test_the_architecture_tells(model_type: str, architecture: str, more: dict[str, Any], task: str) -> None:
    assert told(architecture, model_type=model_type, **more) == task


def test_a_bare_model_is_one_of_vectors_only_when_it_reads() -> None:
    assert told("ViTModel", model_type="vit", reads_text=False) == ""


def test_sentence_vectors_come_first() -> None:
    assert task_by_config({}, sentences=True, reads_text=True) == "feature-extraction"


@pytest.mark.parametrize("named", [None, "BertForTokenClassification", [], [7], {}, [None]])
def test_a_list_that_is_none_tells_nothing(named: object) -> None:
    assert task_by_config({"architectures": named}, sentences=False, reads_text=True) == ""


@pytest.mark.parametrize("labels", [None, [], "entailment", {"0": 1}])
def test_labels_that_are_none_are_no_entailment(labels: object) -> None:
    assert told("BertForSequenceClassification", id2label=labels) == "text-classification"


def test_a_card_may_call_a_task_otherwise() -> None:
    assert task_by_card("sentence-similarity") == "feature-extraction"
    assert task_by_card("text-generation") == "text-generation"
    assert task_by_card("text2text-generation") == "", "that may be anything"
    assert task_by_card("") == ""


def test_every_task_is_one_of_ours_and_the_converter_agrees() -> None:
    assert set(_ENDINGS.values()) <= set(tasks.registry())
    for task, how in TASKS.items():
        for ending in how.endings:
            if ending not in {"ForMaskedLM", "Model"} and task in tasks.registry():
                assert told(f"X{ending}") == task
