"""What the library makes of texts.

Where a task reads whole texts they go through the slow tokeniser, which sentencepiece itself and Python code make up;
tasks that ask for places of the text need the fast one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tests.parity.reference.answer import Answer
from tests.parity.reference.tokenisers import TOKENISERS
from tests.parity.texts import TEXTS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tests.parity.case import Case

_WHOLE = frozenset({"text-classification", "feature-extraction"})


def write_reader(case: Case, hub: Path) -> dict[str, Any]:
    tokeniser = TOKENISERS[case.reads](hub, **case.options)
    tokeniser.save_pretrained(hub)
    return {"vocab_size": len(tokeniser)}


def write_inputs(folder: Path) -> list[Path]:
    paths = [folder / f"{number}.txt" for number in range(len(TEXTS))]
    for path, text in zip(paths, TEXTS, strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def answers(case: Case, hub: Path, model: Any, inputs: Sequence[Path]) -> list[Answer]:
    from transformers import AutoTokenizer

    tokeniser = AutoTokenizer.from_pretrained(hub, local_files_only=True, use_fast=case.task not in _WHOLE)
    return [_answer(case, tokeniser, model, path.read_text(encoding="utf-8")) for path in inputs]


def _answer(case: Case, tokeniser: Any, model: Any, text: str) -> Answer:
    encoded = _windows(case, tokeniser, text)
    outputs = {name: value.numpy() for name, value in model(**encoded).items()}
    feeds = {name: value.numpy() for name, value in encoded.items()}
    return Answer(feeds=feeds, outputs=outputs, value=_TASKS[case.task](case, tokeniser, model, text, outputs))


def _windows(case: Case, tokeniser: Any, text: str) -> Any:
    """Return what the pipeline of a task gives the model, all of it in one batch."""
    cut = {"padding": True, "return_overflowing_tokens": True, "return_tensors": "pt"}
    length = tokeniser.model_max_length
    match case.task:
        case "token-classification":
            encoded = tokeniser(text, truncation=True, stride=length // 4, **cut)
        case "question-answering":
            encoded = tokeniser(case.params["question"], text, truncation="only_second", stride=length // 2, **cut)
        case "zero-shot-classification":
            sentences = _sentences(case)
            encoded = tokeniser([text] * len(sentences), sentences, padding=True, return_tensors="pt")
        case _:
            encoded = tokeniser(text, return_tensors="pt")
    encoded.pop("overflow_to_sample_mapping", None)
    return encoded


def _pipeline(case: Case, tokeniser: Any, model: Any, **options: Any) -> Any:
    from transformers import pipeline

    return pipeline(case.task, model=model, tokenizer=tokeniser, device="cpu", **options)


def _labels(case: Case, tokeniser: Any, model: Any, text: str, _: Any) -> Any:
    return _pipeline(case, tokeniser, model)(text, top_k=None)


def _own_labels(case: Case) -> list[str]:
    return [label.strip() for label in case.params["labels"].split(",")]


def _sentences(case: Case) -> list[str]:
    return [case.params["template"].format(label) for label in _own_labels(case)]


def _fitting(case: Case, tokeniser: Any, model: Any, text: str, _: Any) -> Any:
    found = _pipeline(case, tokeniser, model)(
        text,
        candidate_labels=_own_labels(case),
        hypothesis_template=case.params["template"],
        multi_label=case.params.get("multi_label", False),
    )
    return [{"label": label, "score": score} for label, score in zip(found["labels"], found["scores"], strict=True)]


def _entities(case: Case, tokeniser: Any, model: Any, text: str, _: Any) -> Any:
    how, stride = case.params["aggregation"], tokeniser.model_max_length // 4
    found = _pipeline(case, tokeniser, model, aggregation_strategy=how, stride=stride)(text)
    spans = [_span(one["entity_group"], one, text) for one in found]
    return [span for span in spans if span["text"]]


def _spans(case: Case, tokeniser: Any, model: Any, text: str, _: Any) -> Any:
    wanted = {"question": case.params["question"], "context": text, "top_k": case.params["top_k"]}
    return [_span("answer", one, text) for one in _pipeline(case, tokeniser, model)(**wanted)]


def _span(label: str, found: Any, text: str) -> dict[str, Any]:
    """Word a place as Ilha does, which leaves out the space that sentencepiece has before a word."""
    start, end = found["start"], found["end"]
    start += len(text[start:end]) - len(text[start:end].lstrip())
    words = text[start:end].strip()
    return {"label": label, "score": float(found["score"]), "start": start, "end": start + len(words), "text": words}


def _vector(case: Case, tokeniser: Any, model: Any, text: str, outputs: dict[str, np.ndarray]) -> Any:
    states = outputs["last_hidden_state"][0]
    pooled = states[0] if case.files["1_Pooling/config.json"]["pooling_mode_cls_token"] else states.mean(axis=0)
    return [float(number) for number in pooled / np.linalg.norm(pooled)]


_TASKS: dict[str, Callable[..., Any]] = {
    "text-classification": _labels,
    "zero-shot-classification": _fitting,
    "token-classification": _entities,
    "question-answering": _spans,
    "feature-extraction": _vector,
}
