"""What becomes of a decoder, run by the converter's own Python: `decoder_facts.py FOLDER` prints one object."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from desktop.converter import check, decoders, graph, quantise

WORDS, HEADS, GROUPS, SIZE = 300, 4, 2, 32
WIDTH = HEADS * SIZE
RANDOM = np.random.default_rng(3)
STATES = ("key", "value")


def decoder(path: Path, *, scores: str = "Softmax", repeats: bool = True) -> Path:
    """Write a decoder of one layer as torch's exporter does: groups that are repeated, a mask, rows of no numbers."""
    heads = HEADS if repeats else GROUPS
    numbers = {
        "words": RANDOM.normal(0, 0.4, (WORDS, WIDTH)),
        "query weights": RANDOM.normal(0, 0.2, (WIDTH, heads * SIZE)),
        "key weights": RANDOM.normal(0, 0.2, (WIDTH, GROUPS * SIZE)),
        "value weights": RANDOM.normal(0, 0.2, (WIDTH, GROUPS * SIZE)),
        "out weights": RANDOM.normal(0, 0.2, (heads * SIZE, WIDTH)),
        "root": np.array(SIZE**-0.25),
        "never": np.array([-np.inf]),
        "nought": np.array([0.0]),
    }
    constants = {name: value.astype(np.float32) for name, value in numbers.items()}
    constants["head"] = np.ascontiguousarray(constants["words"].T)
    whole = {"apart": [0, 0, -1, SIZE], "joined": [0, 0, heads * SIZE], "second": [2], "rows": [1, 2], "columns": [1]}
    whole |= {"repeated": [1, 1, HEADS // GROUPS, 1, 1], "all heads": [0, HEADS, -1, SIZE], "none": [0], "last": [3]}
    constants |= {name: np.array(value, np.int64) for name, value in whole.items()}
    node = helper.make_node
    nodes = [node("Gather", ["words", "input_ids"], ["read"])]
    for part in ("query", "key", "value"):
        nodes += [
            node("MatMul", ["read", f"{part} weights"], [f"{part} flat"]),
            node("Reshape", [f"{part} flat", "apart"], [f"{part} apart"]),
            node("Transpose", [f"{part} apart"], [f"{part} new"], perm=[0, 2, 1, 3]),
        ]
    for part in STATES:
        nodes.append(node("Concat", [f"past_key_values.0.{part}", f"{part} new"], [f"present.0.{part}"], axis=-2))
        if repeats:
            nodes += [
                node("Unsqueeze", [f"present.0.{part}", "second"], [f"{part} once"]),
                node("Expand", [f"{part} once", "repeated"], [f"{part} often"]),
                node("Reshape", [f"{part} often", "all heads"], [f"{part} seen"]),
            ]
    key, value = (f"{part} seen" if repeats else f"present.0.{part}" for part in STATES)
    nodes += [
        node("Cast", ["attention_mask"], ["counts"], to=TensorProto.BOOL),
        node("Unsqueeze", ["counts", "rows"], ["wide"]),
        node("Shape", [key], ["key sizes"]),
        node("Slice", ["key sizes", "second", "last"], ["length"]),
        node("Slice", ["wide", "none", "length", "last"], ["seen"]),
        node("Where", ["seen", "nought", "never"], ["bias"]),
        node("Transpose", [key], ["turned"], perm=[0, 1, 3, 2]),
        node("Mul", ["query new", "root"], ["query scaled"]),
        node("Mul", ["turned", "root"], ["key scaled"]),
        node("MatMul", ["query scaled", "key scaled"], ["asked"]),
        node("Add", ["asked", "bias"], ["biased"]),
        node(scores, ["biased"], ["weights"]),
        node("IsNaN", ["weights"], ["empty"]),
        node("Where", ["empty", "nought", "weights"], ["filled"]),
        node("MatMul", ["filled", value], ["mixed"]),
        node("Transpose", ["mixed"], ["mixed turned"], perm=[0, 2, 1, 3]),
        node("Reshape", ["mixed turned", "joined"], ["mixed flat"]),
        node("MatMul", ["mixed flat", "out weights"], ["made"]),
        node("MatMul", ["made", "head"], ["logits"]),
    ]
    ids = [
        helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "length"]),
        helper.make_tensor_value_info("attention_mask", TensorProto.INT64, ["batch", "all"]),
    ]

    def states(name: str, length: str) -> list[Any]:
        shape = ["batch", GROUPS, length, SIZE]
        return [helper.make_tensor_value_info(f"{name}.0.{part}", TensorProto.FLOAT, shape) for part in STATES]

    made = helper.make_graph(
        nodes,
        "test",
        [*ids, *states("past_key_values", "past")],
        [
            helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", "length", WORDS]),
            *states("present", "all"),
        ],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    onnx.save(helper.make_model(made, opset_imports=[helper.make_opsetid("", 18)], ir_version=9), path)
    return path


def steps(path: Path) -> list[np.ndarray]:
    """Return the scores of three tokens of two texts, one after the other; the second begins later."""
    running = graph.session(path)
    ids, mask = np.array([[5, 6, 7], [0, 8, 9]]), np.array([[1, 1, 1], [0, 1, 1]])
    states = {f"past_key_values.0.{part}": np.zeros((2, GROUPS, 0, SIZE), np.float32) for part in STATES}
    found = []
    for at in range(3):
        feeds = {"input_ids": ids[:, at : at + 1], "attention_mask": mask[:, : at + 1], **states}
        scores, *present = running.run(["logits", *(f"present.0.{part}" for part in STATES)], feeds)
        states = dict(zip(states, present, strict=True))
        found.append(scores if at else scores[:1])  # the first token of the second text is none
    return found


def compared(one: Path, other: Path) -> check.Comparison:
    return check.compare_outputs([("logits", *pair) for pair in zip(steps(one), steps(other), strict=True)])


def kinds(path: Path) -> dict[str, int]:
    return Counter(node.op_type for node in onnx.load(path).graph.node)


def quantised(source: Path, made: Path) -> dict[str, Any]:
    return {
        "kinds": kinds(made),
        "operators": quantise.integer_operators(made),
        "cosine": compared(source, made).cosine,
        "weights": graph.size_of(made) / (WORDS * WIDTH + 3 * WIDTH * WIDTH),
    }


def main(place: str) -> None:
    folder = Path(place)
    source = decoder(folder / "source.onnx")
    fused = decoders.fuse(source, folder / "fused.onnx")
    integers = decoders.quantise(source, folder / "integers.onnx")
    other = decoder(folder / "other.onnx", scores="Sigmoid")
    alone = decoder(folder / "alone.onnx", repeats=False)
    facts = {
        "fused": {"kinds": kinds(fused), "equal": compared(source, fused).equal},
        "alone": {
            "kinds": kinds(decoders.fuse(alone, folder / "alone_fused.onnx")),
            "equal": compared(alone, folder / "alone_fused.onnx").equal,
        },
        "other": {
            "kinds": kinds(decoders.fuse(other, folder / "other_fused.onnx")),
            "equal": compared(other, folder / "other_fused.onnx").equal,
        },
        "integers": quantised(source, integers),
        "nibbles": quantised(source, decoders.quantise(source, folder / "nibbles.onnx", bits=4)),
        "left": [path.name for path in folder.iterdir() if path.is_dir()],
    }
    print(json.dumps(facts))


if __name__ == "__main__":
    main(sys.argv[1])
