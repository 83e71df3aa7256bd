"""Models that are known to fit a task, for those who have none yet: named, never fetched."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.languages import LANGUAGE_NAMES
from desktop.core.routes import PIVOT
from desktop.core.text import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedModel:
    """A model of the Hub in the layout Ilha imports.

    Attributes:
        repo_id: repository with its ONNX files.
        summary: one English sentence, what it knows and in which language.
        licence: SPDX name on the card of the model it was converted from.
        reads: languages it translates from, for models that translate.
        writes: languages it translates into.
    """

    repo_id: str
    summary: str
    licence: str
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """Return where its files are."""
        return f"https://huggingface.co/{self.repo_id}"

    def helps(self, source: str, target: str) -> bool:
        """Say whether it translates from `source` into `target`, or is the half of that way which is not English."""
        begins = source in self.reads and bool({target, PIVOT} & set(self.writes))
        return begins or (target in self.writes and bool({source, PIVOT} & set(self.reads)))


SUGGESTED: dict[str, tuple[SuggestedModel, ...]] = {
    "text-classification": (
        SuggestedModel(
            repo_id="Xenova/distilbert-base-uncased-finetuned-sst-2-english",
            summary=QT_TRANSLATE_NOOP("suggested", "Whether an English sentence is positive or negative."),
            licence="Apache-2.0",
        ),
    ),
    "zero-shot-classification": (
        SuggestedModel(
            repo_id="Xenova/nli-deberta-v3-xsmall",
            summary=QT_TRANSLATE_NOOP("suggested", "Labels of your own for English texts."),
            licence="Apache-2.0",
        ),
    ),
    "token-classification": (
        SuggestedModel(
            repo_id="Xenova/bert-base-NER",
            summary=QT_TRANSLATE_NOOP("suggested", "People, places and organisations in English texts."),
            licence="MIT",
        ),
    ),
    "question-answering": (
        SuggestedModel(
            repo_id="Xenova/distilbert-base-cased-distilled-squad",
            summary=QT_TRANSLATE_NOOP("suggested", "Finds the answer to a question in an English text."),
            licence="Apache-2.0",
        ),
    ),
    "feature-extraction": (
        SuggestedModel(
            repo_id="Xenova/all-MiniLM-L6-v2",
            summary=QT_TRANSLATE_NOOP("suggested", "The meaning of English sentences as 384 numbers."),
            licence="Apache-2.0",
        ),
        SuggestedModel(
            repo_id="Xenova/paraphrase-multilingual-MiniLM-L12-v2",
            summary=QT_TRANSLATE_NOOP("suggested", "The same for some fifty languages, Portuguese among them."),
            licence="Apache-2.0",
        ),
    ),
    "translation": (
        SuggestedModel(
            repo_id="Xenova/opus-mt-en-de",
            summary=QT_TRANSLATE_NOOP("suggested", "English into German."),
            licence="CC-BY-4.0",
            reads=("en",),
            writes=("de",),
        ),
        SuggestedModel(
            repo_id="Xenova/opus-mt-de-en",
            summary=QT_TRANSLATE_NOOP("suggested", "German into English."),
            licence="Apache-2.0",
            reads=("de",),
            writes=("en",),
        ),
        SuggestedModel(
            repo_id="Xenova/opus-mt-en-fr",
            summary=QT_TRANSLATE_NOOP("suggested", "English into French."),
            licence="Apache-2.0",
            reads=("en",),
            writes=("fr",),
        ),
        SuggestedModel(
            repo_id="Xenova/opus-mt-fr-en",
            summary=QT_TRANSLATE_NOOP("suggested", "French into English."),
            licence="Apache-2.0",
            reads=("fr",),
            writes=("en",),
        ),
        SuggestedModel(
            repo_id="Xenova/opus-mt-en-es",
            summary=QT_TRANSLATE_NOOP("suggested", "English into Spanish."),
            licence="Apache-2.0",
            reads=("en",),
            writes=("es",),
        ),
        SuggestedModel(
            repo_id="Xenova/opus-mt-es-en",
            summary=QT_TRANSLATE_NOOP("suggested", "Spanish into English."),
            licence="Apache-2.0",
            reads=("es",),
            writes=("en",),
        ),
        SuggestedModel(
            repo_id="Xenova/m2m100_418M",
            summary=QT_TRANSLATE_NOOP("suggested", "A hundred languages, each into any other; large and slow."),
            licence="MIT",
            reads=tuple(LANGUAGE_NAMES),
            writes=tuple(LANGUAGE_NAMES),
        ),
    ),
    "image-classification": (
        SuggestedModel(
            repo_id="Xenova/vit-base-patch16-224",
            summary=QT_TRANSLATE_NOOP("suggested", "What a photo shows, out of a thousand things and animals."),
            licence="Apache-2.0",
        ),
    ),
    "object-detection": (
        SuggestedModel(
            repo_id="Xenova/yolos-tiny",
            summary=QT_TRANSLATE_NOOP("suggested", "Eighty kinds of everyday things; small."),
            licence="Apache-2.0",
        ),
        SuggestedModel(
            repo_id="Xenova/detr-resnet-50",
            summary=QT_TRANSLATE_NOOP("suggested", "The same eighty kinds; larger and slower."),
            licence="Apache-2.0",
        ),
    ),
    "image-segmentation": (
        SuggestedModel(
            repo_id="Xenova/detr-resnet-50-panoptic",
            summary=QT_TRANSLATE_NOOP(
                "suggested", "Things, people and surfaces of everyday photos, each with its outline."
            ),
            licence="Apache-2.0",
        ),
    ),
    "zero-shot-image-classification": (
        SuggestedModel(
            repo_id="Xenova/siglip-base-patch16-224",
            summary=QT_TRANSLATE_NOOP("suggested", "Compares a picture with English words of your own."),
            licence="Apache-2.0",
        ),
    ),
    "depth-estimation": (
        SuggestedModel(
            repo_id="onnx-community/depth-anything-v2-small",
            summary=QT_TRANSLATE_NOOP("suggested", "What is near and what is far in a photo."),
            licence="Apache-2.0",
        ),
    ),
    "audio-classification": (
        SuggestedModel(
            repo_id="Xenova/ast-finetuned-audioset-10-10-0.4593",
            summary=QT_TRANSLATE_NOOP("suggested", "Some five hundred sounds: voices, music, animals, machines."),
            licence="BSD-3-Clause",
        ),
    ),
}
"""By task; the smaller model first."""
