"""How well captions fit a picture: CLIP and SigLIP, as one graph or as one for texts and one for pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from desktop.core.errors import ModelIncompatible
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.engine.classification import CONFIG, sigmoid, softmax
from desktop.engine.rows import Rows
from desktop.engine.tokens import optional_json, text_encoder

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from desktop.engine.context import Context
    from desktop.engine.loaded import LoadedModel
    from desktop.engine.rows import Outputs, Row

TEXTS = "text_model"
PICTURES = "vision_model"
"""Roles of the graphs of a model that is cut in two."""

_CAPTIONS_TOGETHER = 32
_SCALE = 100.0
"""What CLIP's cosines are multiplied by: training stops `logit_scale` there. `logit_scale` and `logit_bias` in a
manifest's settings say otherwise; a SigLIP that is cut in two needs them."""

_SIGLIP_TOKENS = 64
"""`max_length` of the library's pipeline."""

_TEXT_VECTORS = ("text_embeds", "pooler_output")
_PICTURE_VECTORS = ("image_embeds", "pooler_output")


def picture_role(model: LoadedModel) -> str:
    """Return the role of the graph that pictures go into."""
    return "model" if model.spec.by_role("model") is not None else PICTURES


def fitting(context: Context, picture: Row, captions: Sequence[str]) -> Generator[Rows, list[Outputs], np.ndarray]:
    """Return probabilities [captions]: each by itself for SigLIP, adding up to 1 for the others.

    Args:
        context: of the job.
        picture: row for the graph of `picture_role`.
        captions: at least one.
    """
    model = context.model
    if picture_role(model) == "model":
        logits = _together(context, picture, captions)
    else:
        logits = yield from _apart(model, picture, captions)
    return sigmoid(logits) if _is_siglip(model) else softmax(logits)


def _together(context: Context, picture: Row, captions: Sequence[str]) -> np.ndarray:
    """Run the one graph on the picture and as many captions as it takes at a time.

    It compares every picture with every caption that goes in, so that pictures of other jobs cannot share a batch.
    """
    model = context.model
    session = model.session()
    if "logits_per_image" not in session.outputs:
        reason = QT_TRANSLATE_NOOP("errors", "Its graph does not compare pictures with texts.")
        raise ModelIncompatible(model=model.spec.id, reason=reason)
    feeds = {name: array[None] for name, array in picture.items()}
    many = session.size("input_ids", 0) or min(len(captions), _CAPTIONS_TOGETHER)
    logits = []
    for start in range(0, len(captions), many):
        context.progress("run", start, len(captions))
        part = list(captions[start : start + many])
        texts = _tokens(model, part + part[-1:] * (many - len(part)), "model")
        [found] = session.run(feeds | texts, [context.interrupt], "logits_per_image")
        logits.append(found[0, : len(part)])
    return np.concatenate(logits)


def _apart(model: LoadedModel, picture: Row, captions: Sequence[str]) -> Generator[Rows, list[Outputs], np.ndarray]:
    """Compare the picture's vector with those of the captions, which are remembered for the next picture."""
    scale, bias = _logit_scale(model)
    remembered: dict[tuple[str, ...], np.ndarray] = model.part("caption-vectors", dict)
    key = tuple(captions)
    if key not in remembered:
        stacked = _tokens(model, captions, TEXTS)
        rows = [{name: array[index] for name, array in stacked.items()} for index in range(len(captions))]
        answers = yield Rows(rows=rows, outputs=(_vector(model, TEXTS, _TEXT_VECTORS),), role=TEXTS)
        remembered.clear()
        remembered[key] = _unit(np.stack([vector for (vector,) in answers]))
    texts = remembered[key]
    [(vector,)] = yield Rows(rows=[picture], outputs=(_vector(model, PICTURES, _PICTURE_VECTORS),), role=PICTURES)
    return np.asarray(texts @ _unit(vector) * scale + bias)


def _tokens(model: LoadedModel, captions: Sequence[str], role: str) -> dict[str, np.ndarray]:
    """Return the inputs of a graph for captions, each int64 [captions, tokens]; what is too long is cut off.

    SigLIP was trained on texts of one length and sees their padding, so it is never masked.
    """
    encoder = text_encoder(model, role)
    siglip = _is_siglip(model)
    owners, windows = encoder.windows(list(enumerate(captions)), at_most=_SIGLIP_TOKENS if siglip else 0)
    firsts = [windows[owners.index(owner)] for owner in range(len(captions))]
    asked = encoder.rows(firsts, ())
    fixed = model.session(role).size("input_ids", 1)
    length = fixed or (_SIGLIP_TOKENS if siglip else max(len(window.ids) for window in firsts))
    inputs = {}
    for name in asked.rows[0]:
        inputs[name] = np.full((len(firsts), length), asked.fill[name], np.int64)
        for line, row in zip(inputs[name], asked.rows, strict=True):
            line[: len(row[name])] = row[name]
    if siglip and "attention_mask" in inputs:
        inputs["attention_mask"][:] = 1
    return inputs


def _is_siglip(model: LoadedModel) -> bool:
    return "siglip" in str(optional_json(model, CONFIG).get("model_type"))


def _logit_scale(model: LoadedModel) -> tuple[float, float]:
    settings = model.spec.settings
    if _is_siglip(model) and not {"logit_scale", "logit_bias"} <= set(settings):
        reason = QT_TRANSLATE_NOOP(
            "errors", "It is cut into two graphs, and neither says how their vectors become probabilities."
        )
        raise ModelIncompatible(model=model.spec.id, reason=reason)
    return float(settings.get("logit_scale", _SCALE)), float(settings.get("logit_bias", 0.0))


def _vector(model: LoadedModel, role: str, names: Sequence[str]) -> str:
    outputs = model.session(role).outputs
    found = next((name for name in names if name in outputs), None)
    if found is None:
        reason = QT_TRANSLATE_NOOP("errors", "Its graphs give no vectors to compare.")
        raise ModelIncompatible(model=model.spec.id, reason=reason)
    return found


def _unit(vectors: np.ndarray) -> np.ndarray:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True))
