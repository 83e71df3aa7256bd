"""Models that write, small enough to be worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tests.unit.engine.graphs import Node, graph

PAD, END = 0, 1
_FLOAT, _INT32, _INT64 = 1, 6, 7
_STATE = ("batch", 1, "past", 1)

_REMEMBERED = (
    Node("Cast", ("input_ids",), "ids", {"to": _FLOAT}),
    Node("Unsqueeze", ("ids", "around"), "new"),
    Node("Concat", ("past_key_values.0.key", "new"), "present.0.key", {"axis": 2}),
)
"""All ids so far, [batch, 1, tokens, 1]."""


def summing(table: np.ndarray) -> bytes:
    """Return a decoder whose scores are the row of `table` at the sum of all ids so far."""
    nodes = [
        *_REMEMBERED,
        Node("ReduceSum", ("present.0.key", "inner"), "sums", {"keepdims": 0}),
        Node("Cast", ("sums",), "whole", {"to": _INT64}),
        Node("Mod", ("whole", "size"), "row"),
        Node("Gather", ("table", "row"), "scores", {"axis": 0}),
        Node("Unsqueeze", ("scores", "middle"), "logits"),
    ]
    return graph(
        nodes,
        inputs={"input_ids": ("batch", "length"), "past_key_values.0.key": _STATE},
        outputs={"logits": ("batch", 1, table.shape[1]), "present.0.key": ("batch", 1, "all", 1)},
        constants={
            "around": np.array([1, 3], np.int64),
            "inner": np.array([1, 2, 3], np.int64),
            "middle": np.array([1], np.int64),
            "size": np.array(len(table), np.int64),
            "table": table.astype(np.float32),
        },
    )


HEADS, GROUPS, SIZE, POSITIONS = 4, 2, 16, 32


@dataclass(frozen=True, slots=True)
class Attending:
    """The weights of a network of one layer that attends, and what it answers.

    Attributes:
        table: of words [words, width].
        query, key, value: [width, heads or groups * size].
        out: [heads * size, words].
    """

    table: np.ndarray
    query: np.ndarray
    key: np.ndarray
    value: np.ndarray
    out: np.ndarray

    @classmethod
    def random(cls, words: int) -> Attending:
        """Return a network of chance."""
        chance = np.random.default_rng(11)
        width, wide, narrow = HEADS * SIZE, HEADS * SIZE, GROUPS * SIZE
        shapes = (words, width), (width, wide), (width, narrow), (width, narrow), (wide, words)
        return cls(*(chance.normal(0, 0.4, shape).astype(np.float32) for shape in shapes))

    def scores(self, ids: Sequence[int]) -> np.ndarray:
        """Return the scores of the next token, worked out without an operator for attention."""
        rows = self.table[list(ids)]
        query, key = (self._turned(rows @ weights) for weights in (self.query, self.key))
        key, value = (np.repeat(part, HEADS // GROUPS, 0) for part in (key, self._apart(rows @ self.value)))
        weights = query[:, -1:] @ key.transpose(0, 2, 1) / SIZE**0.5
        powers = np.exp(weights - weights.max())
        mixed = powers / powers.sum(-1, keepdims=True) @ value
        found: np.ndarray = mixed.reshape(-1) @ self.out
        return found

    def graph(self) -> bytes:
        """Return the decoder as builders of the Hub's graphs for onnxruntime write it."""
        nodes = [
            Node("Gather", ("table", "input_ids"), "rows"),
            *(Node("MatMul", ("rows", f"{part} weights"), part) for part in ("query", "key", "value")),
            Node("ReduceSum", ("attention_mask", "last axis"), "counts", {"keepdims": 0}),
            Node("Sub", ("counts", "one"), "lasts"),
            Node("Cast", ("lasts",), "seqlens_k", {"to": _INT32}),
            Node("Shape", ("attention_mask",), "sizes"),
            Node("Gather", ("sizes", "one"), "all"),
            Node("Cast", ("all",), "total_sequence_length", {"to": _INT32}),
            Node(
                "GroupQueryAttention",
                (
                    *("query", "key", "value", "past_key_values.0.key", "past_key_values.0.value"),
                    *("seqlens_k", "total_sequence_length", "cos_cache", "sin_cache"),
                ),
                ("mixed", "present.0.key", "present.0.value"),
                {"num_heads": HEADS, "kv_num_heads": GROUPS, "do_rotary": 1},
                "com.microsoft",
            ),
            Node("MatMul", ("mixed", "out weights"), "logits"),
        ]
        cosines, sines = self._turns(np.arange(POSITIONS))
        states = ("batch", GROUPS, "past", SIZE), ("batch", GROUPS, "all", SIZE)
        past, present = (
            {f"{name}.0.{part}": shape for part in ("key", "value")}
            for name, shape in zip(("past_key_values", "present"), states, strict=True)
        )
        return graph(
            nodes,
            inputs={"input_ids": ("batch", "length"), "attention_mask": ("batch", "all"), **past},
            outputs={"logits": ("batch", "length", len(self.table)), **present},
            constants={
                "table": self.table,
                "query weights": self.query,
                "key weights": self.key,
                "value weights": self.value,
                "out weights": self.out,
                "last axis": np.array([1], np.int64),
                "one": np.array(1, np.int64),
                "cos_cache": cosines,
                "sin_cache": sines,
            },
        )

    def _apart(self, rows: np.ndarray) -> np.ndarray:
        """Return [tokens, heads * size] as [heads, tokens, size]."""
        return rows.reshape(len(rows), -1, SIZE).transpose(1, 0, 2)

    def _turned(self, rows: np.ndarray) -> np.ndarray:
        apart = self._apart(rows)
        cosines, sines = self._turns(np.arange(len(rows)))
        first, second = np.split(apart, 2, -1)
        return np.concatenate([first * cosines - second * sines, second * cosines + first * sines], -1)

    def _turns(self, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        angles = np.outer(places, 100.0 ** (-np.arange(SIZE // 2) / (SIZE // 2)))
        return np.cos(angles).astype(np.float32), np.sin(angles).astype(np.float32)


def copying(words: int, *, remembers: bool = True) -> dict[str, bytes]:
    """Return an encoder and a decoder that writes what was read, token by token."""
    encoder = graph(
        [Node("Cast", ("input_ids",), "ids", {"to": _FLOAT}), Node("Unsqueeze", ("ids", "last"), "last_hidden_state")],
        inputs=dict.fromkeys(("input_ids", "attention_mask"), ("batch", "length")),
        outputs={"last_hidden_state": ("batch", "length", 1)},
        constants={"last": np.array([2], np.int64)},
    )
    nodes = [
        *_REMEMBERED,
        Node("Shape", ("past_key_values.0.key",), "sizes"),
        Node("Gather", ("sizes", "length"), "place"),
        Node("Gather", ("encoder_hidden_states", "place"), "read", {"axis": 1}),
        Node("Squeeze", ("read", "length"), "number"),
        Node("Cast", ("number",), "token", {"to": _INT64}),
        Node("OneHot", ("token", "words", "scores"), "logits"),
    ]
    state = {"past_key_values.0.key": _STATE} if remembers else {}
    decoder = graph(
        nodes,
        inputs={"input_ids": ("batch", "step"), "encoder_hidden_states": ("batch", "length", 1), **state},
        outputs={"logits": ("batch", 1, words), "present.0.key": ("batch", 1, "all", 1)},
        constants={
            "around": np.array([1, 3], np.int64),
            "length": np.array([2], np.int64),
            "words": np.array(words, np.int64),
            "scores": np.array([0, 10], np.float32),
        },
    )
    return {"onnx/encoder_model.onnx": encoder, "onnx/decoder_model.onnx": decoder}


def translator(words: Sequence[str], **config: Any) -> dict[str, Any]:
    """Return the files of a Marian model that copies: `words` are whole ones, with `</s>` and `<pad>` before them."""
    from tokenizers import Tokenizer, models, pre_tokenizers

    known = ["<pad>", "</s>", "<unk>", *words]
    tokenizer = Tokenizer(models.WordLevel({word: number for number, word in enumerate(known)}, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.add_special_tokens(["<pad>", "</s>"])
    written = {"pad_token_id": PAD, "eos_token_id": END, "decoder_start_token_id": PAD}
    return {
        **copying(len(known)),
        "tokenizer.json": str(tokenizer.to_str()).encode(),
        "config.json": {"architectures": ["MarianMTModel"], "model_type": "marian", **written, **config},
        "generation_config.json": written,
    }


def shortener(words: Sequence[str], **config: Any) -> dict[str, Any]:
    """Return the files of a BART model that copies; its tokeniser ends texts by itself."""
    from tokenizers import Tokenizer, processors

    config = {"model_type": "bart", "architectures": ["BartForConditionalGeneration"], **config}
    files = translator(words, **config)
    tokenizer = Tokenizer.from_str(files["tokenizer.json"].decode())
    tokenizer.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", END)])
    return {**files, "tokenizer.json": str(tokenizer.to_str()).encode()}


def describer(words: Sequence[str], **config: Any) -> dict[str, Any]:
    """Return the files of a model that writes a word for each of the four pixels it sees.

    The first of the words is that of a dark pixel, the next ones those of a red, a green and a blue one.
    """
    nodes = [
        Node("Mul", ("pixel_values", "weights"), "weighed"),
        Node("ReduceSum", ("weighed", "channels"), "numbers", {"keepdims": 0}),
        Node("Reshape", ("numbers", "line"), "places"),
        Node("Add", ("places", "first"), "tokens"),
        Node("Concat", ("tokens", "end"), "last_hidden_state", {"axis": 1}),
    ]
    encoder = graph(
        nodes,
        inputs={"pixel_values": ("batch", 3, "height", "width")},
        outputs={"last_hidden_state": ("batch", "length", 1)},
        constants={
            "weights": np.array([1, 2, 3], np.float32).reshape(1, 3, 1, 1),
            "channels": np.array([1], np.int64),
            "line": np.array([1, -1, 1], np.int64),
            "first": np.array([3], np.float32),
            "end": np.array([[[END]]], np.float32),
        },
    )
    config = {"model_type": "vision-encoder-decoder", "architectures": ["VisionEncoderDecoderModel"], **config}
    size = {"height": 1, "width": 4}
    processor = {"image_processor_type": "ViTImageProcessor", "size": size, "do_normalize": False}
    files = translator(words, **config)
    return {**files, "onnx/encoder_model.onnx": encoder, "preprocessor_config.json": processor}
