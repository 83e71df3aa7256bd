"""What a fresh graph is tried with: made-up texts, pictures and sounds, through the model's own processors.

Every model gets batches of different sizes, and inputs of different lengths or proportions where it takes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from desktop.converter.faults import incompatible, incomplete, said_by
from desktop.converter.tasks import TASKS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Batch = dict[str, np.ndarray]

TEXTS = (
    "The ferry to the island leaves at nine, and the sea is calm this morning.",
    "I waited two hours for a cold meal, and nobody said a word about it.",
    "Maria Oliveira moved from Porto to Geneva in 2019 to work for the Red Cross.",
    "O barco parte às nove horas; a vista da ilha é maravilhosa.",
    "Das Paket kam zu spät, war beschädigt und enthielt das falsche Buch.",
    "La mise à jour a tout cassé : impossible d'ouvrir le moindre document.",
    "It works.",
    "Is the warranty still valid if the seal on the back of the device was broken by the courier during delivery?",
    "We thank the committee for its careful report; the figures on page twelve are the ones that were agreed in March.",
    "Ships that draw more than four metres cannot enter the harbour at low tide, so they anchor behind the breakwater.",
    "Please send the signed contract and a copy of your passport before Friday.",
)
QUESTION = "Who or what is this about?"
HYPOTHESIS = "This text is about travelling."
_VOCABULARIES = (
    *("tokenizer.json", "vocab.txt", "vocab.json", "spiece.model", "spm.model", "sentencepiece.bpe.model"),
    *("tokenizer.model", "source.spm"),
)
_PREPROCESSORS = ("preprocessor_config.json", "processor_config.json")
_BATCHES = (1, 4, 6)
TOKENS_AT_MOST = 128
_FREE = 8
"""Positions that a text leaves free: some models count from two, and those that write go on a few tokens."""
RATE_HZ = 16_000
ANY_SIZE = (64, 64)
_SECONDS = ((1.0,), (2.5, 1.6))
_PICTURES = (((640, 480),), ((480, 640), (480, 640)), ((512, 512),) * 2)
"""Width and height in pixels of the pictures of each batch."""
_TO_COMPARE = 2
"""So many times as many pictures where texts and pictures are compared: few pictures are few decisions."""


def samples(folder: Path, task: str) -> list[Batch]:
    """Return batches of inputs for the model in `folder`.

    Raises:
        Fault: its tokeniser or processor cannot be loaded.
    """
    reads = TASKS[task].reads
    if reads == "text":
        filled = "left" if task == "text-generation" else "right"
        return [_tokens(folder, texts, filled=filled) for texts in _cut(TEXTS)]
    if reads == "pair":
        second = QUESTION if task == "question-answering" else HYPOTHESIS
        return [_tokens(folder, texts, second, first=task == "question-answering") for texts in _cut(TEXTS)]
    if reads == "audio":
        return [_sound(folder, task, seconds) for seconds in _SECONDS]
    if reads == "image":
        return [_pixels(folder, sizes) for sizes in _PICTURES]
    pairs = zip(_cut(TEXTS), _PICTURES, strict=True)
    return [{**_tokens(folder, texts), **_pixels(folder, sizes * _TO_COMPARE)} for texts, sizes in pairs]


def picture_size(folder: Path, task: str) -> tuple[int, int]:
    """Return the height and width that the model's processor gives a picture; graphs are best traced at that size."""
    if "image" not in TASKS[task].reads:
        return ANY_SIZE
    height, width = _pixels(folder, _PICTURES[0])["pixel_values"].shape[-2:]
    return int(height), int(width)


def _cut(texts: Sequence[str]) -> list[Sequence[str]]:
    ends = np.cumsum(_BATCHES)
    return [texts[end - size : end] for end, size in zip(ends, _BATCHES, strict=True)]


def _tokens(
    folder: Path, texts: Sequence[str], other: str = "", *, first: bool = False, filled: str = "right"
) -> Batch:
    from transformers import AutoConfig, AutoTokenizer

    tokenizer = _processor(AutoTokenizer, folder, _VOCABULARIES)
    tokenizer.padding_side = filled
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    config = AutoConfig.from_pretrained(folder, local_files_only=True)
    config = getattr(config, "text_config", config)
    longest = getattr(config, "max_position_embeddings", TOKENS_AT_MOST + _FREE) - _FREE
    pairs: list[Any] = [list(texts)]
    if other:
        pairs.insert(0 if first else 1, [other] * len(texts))
    length = min(TOKENS_AT_MOST, tokenizer.model_max_length, longest if longest > 0 else TOKENS_AT_MOST)
    encoded = tokenizer(*pairs, padding=True, truncation=True, max_length=length, return_tensors="np")
    return {name: values.astype(np.int64) for name, values in encoded.items()}


def _pixels(folder: Path, sizes: Sequence[tuple[int, int]]) -> Batch:
    from transformers import AutoImageProcessor

    processor = _processor(AutoImageProcessor, folder, _PREPROCESSORS, use_fast=False)
    pictures = [_picture(size, seed) for seed, size in enumerate(sizes)]
    return {name: np.asarray(values) for name, values in processor(images=pictures, return_tensors="np").items()}


def _picture(size: tuple[int, int], seed: int) -> Any:
    """Return a picture with large and small forms and some grain."""
    from PIL import Image, ImageDraw

    random = np.random.default_rng(seed)
    ground = Image.fromarray(random.integers(0, 256, (6, 6, 3), dtype=np.uint8)).resize(size, Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(ground)
    for shape in (draw.ellipse, draw.rectangle) * 4:
        left, top = (int(random.integers(0, length - 60)) for length in size)
        wide, high = (int(random.integers(20, 60 + length // 4)) for length in size)
        red, green, blue = (int(value) for value in random.integers(0, 256, 3))
        shape((left, top, left + wide, top + high), fill=(red, green, blue))
    grain = random.normal(0, 8, (size[1], size[0], 3))
    return Image.fromarray(np.clip(np.asarray(ground) + grain, 0, 255).astype(np.uint8))


def _sound(folder: Path, task: str, seconds: Sequence[float]) -> Batch:
    from transformers import AutoFeatureExtractor

    extractor = _processor(AutoFeatureExtractor, folder, _PREPROCESSORS)
    waves = [_wave(length, seed) for seed, length in enumerate(seconds)]
    how = {} if task == "automatic-speech-recognition" else {"padding": True}  # Whisper hears half a minute, always
    encoded = extractor(waves, sampling_rate=extractor.sampling_rate, return_tensors="np", **how)
    return {name: np.asarray(values) for name, values in encoded.items()}


def _wave(seconds: float, seed: int) -> np.ndarray:
    """Return a tone that rises, with noise, between -1 and 1."""
    random = np.random.default_rng(seed)
    time = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    tone = np.sin(2 * np.pi * (200 + 300 * time) * time) * np.abs(np.sin(6 * time))
    return (0.4 * tone + random.normal(0, 0.02, len(time))).astype(np.float32)


def _processor(kind: Any, folder: Path, files: Sequence[str], **options: bool) -> Any:
    """Return a processor of the library; one that cannot be loaded mostly lacks all of `files`."""
    try:
        return kind.from_pretrained(folder, local_files_only=True, **options)
    except Exception as error:  # the library raises whatever its parts raise
        found = [name for name in files if (folder / name).is_file()]
        if not found:
            raise incomplete(f"It has no file “{files[0]}”, nor another one in its place.") from error
        raise incompatible(
            f"Its file “{found[0]}” cannot be used: {said_by(error)}.", "Fetch that file again."
        ) from error
