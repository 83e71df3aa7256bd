"""Tokenisers of models that compare pictures with captions, and what the library makes of those."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

from desktop.converter.samples import TEXTS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PIL.Image import Image

    from tests.parity.case import Case

_TEMPLATE = "This is a photo of {}."
"""Of Ilha and of the library's pipeline."""
_SIGLIP_TOKENS = 64


def write_tokeniser(case: Case, hub: Path) -> dict[str, Any]:
    """Write the tokeniser; returns what the configuration must know of it."""
    tokeniser = _TOKENISERS[case.model](hub, [*TEXTS, *_captions(case)])
    tokeniser.save_pretrained(hub)
    known = {"vocab_size": len(tokeniser), "eos_token_id": tokeniser.eos_token_id}
    return {"text_config": {**case.settings["text_config"], **known}}


def feeds(case: Case, hub: Path) -> dict[str, Any]:
    """Return what a model is given beside the picture."""
    import torch
    from transformers import AutoTokenizer

    if case.task != "zero-shot-image-classification":
        return {}
    tokeniser = AutoTokenizer.from_pretrained(hub, local_files_only=True)
    siglip = case.model == "SiglipModel"
    how = {"padding": "max_length", "max_length": _SIGLIP_TOKENS, "truncation": True} if siglip else {"padding": True}
    found = dict(tokeniser(_captions(case), return_tensors="pt", **how))
    if siglip:
        # It was trained to see the padding; the pipeline's model is given no mask, and the graph one of ones.
        found["attention_mask"] = torch.ones_like(found["input_ids"])
    return found


def fitting(case: Case, hub: Path, processor: Any, model: Any, image: Image) -> Any:
    """Return the labels with their scores, best first."""
    from transformers import AutoTokenizer, pipeline

    tokeniser = AutoTokenizer.from_pretrained(hub, local_files_only=True)
    judge = pipeline(case.task, model=model, image_processor=processor, tokenizer=tokeniser, device="cpu")
    return judge(image, candidate_labels=_own(case))


def _own(case: Case) -> list[str]:
    return [label.strip() for label in case.params["labels"].split(",")]


def _captions(case: Case) -> list[str]:
    return [_TEMPLATE.format(label) for label in _own(case)]


def _clip(folder: Path, known: Sequence[str]) -> Any:
    """Frequent pairs of bytes are one token, and the last byte of a word is another than inside one."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from transformers import CLIPTokenizerFast

    made = Tokenizer(models.BPE(end_of_word_suffix="</w>"))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    trainer = trainers.BpeTrainer(
        vocab_size=900,
        end_of_word_suffix="</w>",
        # Which letters end a word the trainer would find in any order, and of pairs as frequent it takes the first.
        special_tokens=[*letters, *(f"{letter}</w>" for letter in letters)],
        show_progress=False,
    )
    made.train_from_iterator([text.lower() for text in known], trainer)
    made.model.save(str(folder))
    learnt = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    tokens = {**learnt, "<|startoftext|>": len(learnt), "<|endoftext|>": len(learnt) + 1}
    (folder / "vocab.json").write_text(json.dumps(tokens), encoding="utf-8")
    return CLIPTokenizerFast(str(folder / "vocab.json"), str(folder / "merges.txt"), model_max_length=64)


def _siglip(folder: Path, known: Sequence[str]) -> Any:
    """Pieces of a sentencepiece model, numbered and used as Google's; only the old kind of file is written."""
    import sentencepiece
    from transformers import SiglipTokenizer

    stream = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([text.lower() for text in known]),
        model_writer=stream,
        vocab_size=200,
        hard_vocab_limit=False,
        num_threads=1,
        minloglevel=2,
        pad_id=0,
        eos_id=1,
        unk_id=2,
        bos_id=-1,
    )
    (folder / "spiece.model").write_bytes(stream.getvalue())
    return SiglipTokenizer(str(folder / "spiece.model"), model_input_names=["input_ids"])


_TOKENISERS: dict[str, Callable[..., Any]] = {"CLIPModel": _clip, "SiglipModel": _siglip}
