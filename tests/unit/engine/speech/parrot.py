"""A Whisper that says what was written into it: which of its sentences, the pitch of what it hears decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from desktop.engine.interrupt import Interrupt
from desktop.engine.loaded import LoadedModel
from desktop.engine.speech.whisper import Whisper
from tests.unit.engine.graphs import Node, graph
from tests.unit.engine.text_models import load

if TYPE_CHECKING:
    from pathlib import Path

TASK = "automatic-speech-recognition"
RATE = 16_000
WORDS = (" yes", " no", " island", " boat", ".", " the", " a")
SPECIAL = (
    *("<|endoftext|>", "<|startoftranscript|>", "<|en|>", "<|pt|>", "<|translate|>", "<|transcribe|>"),
    *("<|startoflm|>", "<|startofprev|>", "<|nospeech|>", "<|notimestamps|>"),
)
MOMENTS = 1501
VOCABULARY = (*WORDS, *SPECIAL, *(f"<|{tick / 50:.2f}|>" for tick in range(MOMENTS)))
ID = {word: number for number, word in enumerate(VOCABULARY)}
PLACES, HIGH, SURE = 24, 27, 20.0
PITCHES_HZ = (200, 2000, 6000)
"""Of the three sentences: their places among the 80 mels are in the first, second and last third."""
_FLOAT, _INT64 = 1, 7

Script = Sequence[str | float]
"""What is said: words, moments in seconds; an empty word stands for any of them."""


def tokens(*said: str | float) -> list[int]:
    """Return the ids of words and moments."""
    return [ID[f"<|{one:.2f}|>"] if isinstance(one, float) else ID[one] for one in said]


def table(scripts: Sequence[Script], *, language: str = "en", silence: float = -SURE) -> np.ndarray:
    """Return the scores [scripts, places, words]: the language after the start, then what is said."""
    scores = np.full((len(scripts), PLACES, len(VOCABULARY)), -SURE, np.float32)
    scores[:, 0, ID[f"<|{language}|>"]] = SURE
    scores[:, 0, ID["<|nospeech|>"]] = silence
    for number, script in enumerate(scripts):
        for place in range(2, PLACES):
            word = script[place - 2] if place - 2 < len(script) else "<|endoftext|>"
            if word == "":
                scores[number, place] = 0.0
            else:
                scores[number, place, tokens(word)] = SURE
    return scores


def encoder() -> bytes:
    """Return a graph that says which third of the mels is the loudest."""
    nodes = [
        Node("ReduceMean", ("input_features",), "means", {"axes": (2,), "keepdims": 0}),
        Node("ArgMax", ("means",), "mel", {"axis": 1, "keepdims": 0}),
        Node("Div", ("mel", "third"), "part"),
        Node("Cast", ("part",), "number", {"to": _FLOAT}),
        Node("Unsqueeze", ("number", "around"), "last_hidden_state"),
    ]
    return graph(
        nodes,
        inputs={"input_features": ("batch", 80, "frames")},
        outputs={"last_hidden_state": ("batch", 1, 1)},
        constants={"third": np.array(HIGH, np.int64), "around": np.array([1, 2], np.int64)},
    )


def decoder(scores: np.ndarray, *, looks: bool = False) -> bytes:
    """Return a graph that says its scripts; where it `looks`, each token looks at the frame of twice its place."""
    nodes = [
        Node("Cast", ("input_ids",), "ids", {"to": _FLOAT}),
        Node("Unsqueeze", ("ids", "outside"), "new"),
        Node("Concat", ("past_key_values.0.decoder.key", "new"), "present.0.decoder.key", {"axis": 2}),
        Node("Cast", ("encoder_hidden_states",), "numbers", {"to": _INT64}),
        Node("Squeeze", ("numbers", "inside"), "number"),
        Node("Gather", ("table", "number"), "script", {"axis": 0}),
        Node("Shape", ("present.0.decoder.key",), "sizes"),
        Node("Gather", ("sizes", "length"), "count", {"axis": 0}),
        Node("Sub", ("count", "one"), "place"),
        Node("Gather", ("script", "place"), "logits", {"axis": 1}),
    ]
    constants: dict[str, np.ndarray] = {
        "outside": np.array([1, 3], np.int64),
        "inside": np.array([1, 2], np.int64),
        "length": np.array([2], np.int64),
        "one": np.array([1], np.int64),
        "table": scores,
    }
    outputs: dict[str, Sequence[int | str]] = {
        "logits": ("batch", 1, len(VOCABULARY)),
        "present.0.decoder.key": ("batch", 1, "all", 1),
    }
    if looks:
        gazes = np.zeros((PLACES, 1500), np.float32)
        gazes[np.arange(PLACES), np.minimum(1499, 20 * np.arange(PLACES))] = 1
        gazes = np.apply_along_axis(lambda row: np.convolve(row, np.ones(15), "same"), 1, gazes).astype(np.float32)
        nodes += [
            Node("Shape", ("input_ids",), "shape"),
            Node("Gather", ("shape", "second"), "end", {"axis": 0}),
            Node("Range", ("zero", "end", "second"), "tokens"),
            Node("Gather", ("gazes", "tokens"), "looked", {"axis": 0}),
            Node("Unsqueeze", ("looked", "heads"), "cross_attentions.0"),
        ]
        constants |= {
            "gazes": gazes,
            "heads": np.array([0, 1], np.int64),
            "second": np.array(1, np.int64),
            "zero": np.array(0, np.int64),
        }
        outputs["cross_attentions.0"] = ("batch", 1, "tokens", "frames")
    return graph(
        nodes,
        inputs={
            "input_ids": ("batch", "tokens"),
            "encoder_hidden_states": ("batch", 1, 1),
            "past_key_values.0.decoder.key": ("batch", 1, "past", 1),
        },
        outputs=outputs,
        constants=constants,
    )


@cache
def tokenizer_json() -> bytes:
    from tokenizers import Tokenizer, decoders, models

    tokenizer = Tokenizer(models.WordLevel(dict(ID), unk_token=WORDS[0]))
    tokenizer.decoder = decoders.Fuse()
    tokenizer.add_special_tokens(list(SPECIAL))
    return str(tokenizer.to_str()).encode()


def files(scores: np.ndarray, *, looks: bool = False, **generation: Any) -> Mapping[str, Any]:
    """Return the files of a model with these scores."""
    settings = {
        "eos_token_id": ID["<|endoftext|>"],
        "pad_token_id": ID["<|endoftext|>"],
        "decoder_start_token_id": ID["<|startoftranscript|>"],
        "is_multilingual": True,
        "max_length": PLACES,
    }
    return {
        "onnx/encoder_model.onnx": encoder(),
        "onnx/decoder_model_merged.onnx": decoder(scores, looks=looks),
        "tokenizer.json": tokenizer_json(),
        "config.json": {"model_type": "whisper", "vocab_size": len(VOCABULARY), "max_target_positions": PLACES},
        "generation_config.json": settings | generation,
        "preprocessor_config.json": {"feature_extractor_type": "WhisperFeatureExtractor", "feature_size": 80},
    }


def parrot(folder: Path, *scripts: Script, looks: bool = False, **options: Any) -> LoadedModel:
    """Return a model that says one of the scripts, by the pitch of what it hears."""
    scores = table(scripts, **{key: options.pop(key) for key in ("language", "silence") if key in options})
    return load(folder, TASK, files(scores, looks=looks, **options))


def whisper(folder: Path, *scripts: Script, **options: Any) -> Whisper:
    """Return the same at work."""
    return Whisper(parrot(folder, *scripts, **options), Interrupt())


def tone(number: int = 0, seconds: float = 30.0) -> np.ndarray:
    """Return sound that makes the model say its script of this number."""
    at = np.arange(round(seconds * RATE)) / RATE
    return (0.5 * np.sin(2 * np.pi * PITCHES_HZ[number] * at)).astype(np.float32)
