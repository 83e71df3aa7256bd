"""What the library writes: token ids, for every way of writing and every batch.

A case's folder holds `given.npz`, what is read, `answers.json`, and `pair`: its decoders as the exporter made them,
before the converter made one of both.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tests.parity.reference.sounds import RATE_HZ
from tests.parity.reference.tokenisers import byte_pairs
from tests.parity.reference.weights import random_model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.parity.case import Case

_LENGTHS = (9, 5, 12)
"""Tokens of the three texts that are read."""
_ROWS = ((0,), (0, 1, 2))
"""Which of the three go into one batch."""
_MAX_NEW_TOKENS = 20
_FIRST_WORD = 20
_SECONDS = (1.0, 0.5, 1.7)


def write(case: Case, place: Path) -> None:
    """Write the model, what it is given, and what torch makes of that."""
    import torch
    import transformers

    hub = place / "hub"
    hub.mkdir()
    tokeniser = byte_pairs(hub, kind="BartTokenizerFast")
    tokeniser.save_pretrained(hub)
    if case.reads != "byte pairs":
        getattr(transformers, case.reads)(**case.options).save_pretrained(hub)
    random_model(_sized(case, len(tokeniser)), {}).save_pretrained(hub)
    model = getattr(transformers, case.model).from_pretrained(hub, local_files_only=True, use_safetensors=True).eval()
    given = _given(case, hub, len(tokeniser))
    np.savez(place / "given.npz", allow_pickle=False, **given)
    asked = [({**way.params, "max_new_tokens": _MAX_NEW_TOKENS}, list(rows)) for way in case.ways() for rows in _ROWS]
    with torch.inference_mode():
        written = [{"way": way, "rows": rows, "texts": _texts(model, given, way, rows)} for way, rows in asked]
    (place / "answers.json").write_text(json.dumps(written), encoding="utf-8")
    (hub / "README.md").write_text(f"---\npipeline_tag: {case.task}\n---\n", encoding="utf-8")
    _keep_parts(hub, place / "pair")


def _sized(case: Case, words: int) -> Case:
    """Return the case with the size of its vocabulary where its configuration wants it."""
    if "decoder" not in case.settings:
        return replace(case, settings={**case.settings, "vocab_size": words})
    return replace(case, settings={**case.settings, "decoder": {**case.settings["decoder"], "vocab_size": words}})


def _given(case: Case, hub: Path, words: int) -> dict[str, np.ndarray]:
    """Return what is read, three rows of it; texts are filled at the side where the model wants it."""
    random = np.random.default_rng(7)
    if case.task == "automatic-speech-recognition":
        from transformers import AutoFeatureExtractor

        waves = [random.normal(0, 0.1, round(RATE_HZ * seconds)).astype(np.float32) for seconds in _SECONDS]
        extractor = AutoFeatureExtractor.from_pretrained(hub, local_files_only=True)
        return {"input_features": extractor(waves, sampling_rate=RATE_HZ, return_tensors="np")["input_features"]}
    if case.task == "image-to-text":
        return {"pixel_values": random.normal(0, 1, (len(_LENGTHS), 3, 32, 32)).astype(np.float32)}
    ids = np.full((len(_LENGTHS), max(_LENGTHS)), case.settings["pad_token_id"], np.int64)
    mask = np.zeros_like(ids)
    for row, length in enumerate(_LENGTHS):
        place = slice(max(_LENGTHS) - length, None) if case.task == "text-generation" else slice(length)
        ids[row, place] = random.integers(_FIRST_WORD, words, length)
        mask[row, place] = 1
    return {"input_ids": ids, "attention_mask": mask}


def _texts(model: Any, given: Mapping[str, np.ndarray], way: Mapping[str, Any], rows: list[int]) -> list[list[int]]:
    """Return the new tokens of each row, up to the one that ends it."""
    import torch
    from transformers import GenerationMixin

    feeds = {name: torch.from_numpy(value[rows]) for name, value in given.items()}
    if "attention_mask" in feeds:
        used = feeds["attention_mask"].any(0)
        feeds = {name: value[:, used] for name, value in feeds.items()}
    start = 1 if model.config.is_encoder_decoder else feeds["input_ids"].shape[1]
    # Whisper has a `generate` of its own, which does more than to choose tokens.
    made = GenerationMixin.generate(model, **feeds, do_sample=False, **way)
    return [_until(line[start:], model.generation_config.eos_token_id) for line in made.tolist()]


def _until(line: list[int], end: int) -> list[int]:
    return line[: line.index(end) + 1] if end in line else line


def _keep_parts(hub: Path, place: Path) -> None:
    """Have the converter keep a copy of what the exporter makes of a model with an encoder, as a model of its own."""
    from desktop.converter import export

    exported = export.export

    def kept(*arguments: Any) -> tuple[Path, ...]:
        paths = exported(*arguments)
        if len(paths) > 1:
            place.mkdir()
            for path in (*paths, hub / "config.json", hub / "generation_config.json"):
                shutil.copyfile(path, place / path.name)
        return paths

    export.export = kept  # type: ignore[assignment]
