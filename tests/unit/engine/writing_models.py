"""Models that write, small enough to be worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from tests.unit.engine.graphs import Node, graph

PAD, END = 0, 1
_FLOAT, _INT64 = 1, 7
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
