"""What becomes of two decoders, run by the converter's own Python: `merge_facts.py FOLDER` prints one object."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from desktop.converter import graph, merge, quantise

WIDTH = 64
WEIGHTS = np.random.default_rng(3).normal(0, WIDTH**-0.5, (WIDTH, WIDTH)).astype(np.float32)
GIVEN = np.random.default_rng(4).normal(0, 1, (2, 3, WIDTH)).astype(np.float32)


def decoder(path: Path, sign: float, *more: str) -> Path:
    """Write a decoder that answers with a product and `sign` times it, and with further outputs."""
    nodes = [
        helper.make_node("MatMul", ["given", "weights"], ["product"]),
        helper.make_node("Mul", ["product", "sign"], ["logits"]),
        *(helper.make_node("Identity", ["given"], [name]) for name in more),
    ]
    shape = ["batch", "length", WIDTH]
    made = helper.make_graph(
        nodes,
        "test",
        [helper.make_tensor_value_info("given", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name in ("logits", *more)],
        [numpy_helper.from_array(WEIGHTS, "weights"), numpy_helper.from_array(np.array(sign, np.float32), "sign")],
    )
    onnx.save(helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), path)
    return path


def pair(folder: Path, first: tuple[str, ...], second: tuple[str, ...], suffix: str = "") -> list[Path]:
    folder.mkdir()
    return [
        decoder(folder / f"{merge.BEGIN}{suffix}.onnx", 1.0, *first),
        decoder(folder / f"{merge.STEP}{suffix}.onnx", -1.0, *second),
    ]


def branches(path: Path) -> list[float]:
    """Return the ratio of what both branches answer to the product."""
    running, product = graph.session(path), GIVEN @ WEIGHTS
    answers = [
        running.run(["logits"], {"given": GIVEN, "use_cache_branch": np.array([later])})[0] for later in (False, True)
    ]
    return [round(float((answer / product).mean()), 3) for answer in answers]


def main(place: str) -> None:
    folder = Path(place)
    (both,) = merge.merged(pair(folder / "one", ("present.0.encoder.key",), (), "_x"), "_x")
    two = merge.merged(pair(folder / "two", (), ("present.0.decoder.key",)), "")
    integers = [quantise.quantise(path, path.with_stem(f"{path.stem}_int8")) for path in pair(folder / "q", (), ())]
    (quantised,) = merge.merged(integers, "_int8")
    facts: dict[str, Any] = {
        "one": sorted(path.name for path in both.parent.iterdir()),
        "branches": branches(both),
        "bytes": both.stat().st_size / WEIGHTS.nbytes,
        "two": [path.name for path in two],
        "left": sorted(path.name for path in (folder / "two").iterdir()),
        "integers": quantise.integer_operators(quantised),
        "single": [path.name for path in merge.merged([folder / "model.onnx"], "")],
    }
    print(json.dumps(facts))


if __name__ == "__main__":
    main(sys.argv[1])
