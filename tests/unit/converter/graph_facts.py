"""What becomes of graphs made for it, run by the converter's own Python: `graph_facts.py FOLDER` prints one object."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from desktop.converter import check, graph, optimise, quantise, variants
from desktop.converter.faults import Fault

WIDTH, WORDS = 64, 300
RANDOM = np.random.default_rng(3)
IDS = {"ids": RANDOM.integers(0, WORDS, (4, 9)), "places": RANDOM.integers(0, 16, (4, 9))}


def numbers(*shape: int) -> np.ndarray:
    return RANDOM.normal(0, shape[0] ** -0.5, shape).astype(np.float32)


def written(path: Path, nodes: list[Any], constants: dict[str, np.ndarray], inputs: dict[str, int]) -> Path:
    """Write a graph that answers `logits`; inputs by name with the number of the type."""
    made = helper.make_graph(
        nodes,
        "test",
        [helper.make_tensor_value_info(name, kind, ["batch", "length"]) for name, kind in inputs.items()],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, None)],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    onnx.save(helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), path)
    return path


def reader(path: Path) -> Path:
    """A large table and a small one, two products with a GELU between them, and a product of two inputs."""
    nodes = [
        helper.make_node("Gather", ["words", "ids"], ["word"]),
        helper.make_node("Gather", ["where", "places"], ["place"]),
        helper.make_node("Add", ["word", "place"], ["both"]),
        helper.make_node("MatMul", ["both", "first"], ["wide"]),
        helper.make_node("Div", ["wide", "root"], ["scaled"]),
        helper.make_node("Erf", ["scaled"], ["erf"]),
        helper.make_node("Add", ["erf", "one"], ["shifted"]),
        helper.make_node("Mul", ["wide", "shifted"], ["twice"]),
        helper.make_node("Mul", ["twice", "half"], ["gelu"]),
        helper.make_node("MatMul", ["gelu", "second"], ["narrow"]),
        helper.make_node("Transpose", ["narrow"], ["turned"], perm=[0, 2, 1]),
        helper.make_node("MatMul", ["narrow", "turned"], ["logits"]),
    ]
    constants = {
        "words": numbers(WORDS, WIDTH),
        "where": numbers(16, WIDTH),
        "first": numbers(WIDTH, 4 * WIDTH),
        "second": numbers(4 * WIDTH, WIDTH),
        "root": np.array(2**0.5, np.float32),
        "one": np.array(1, np.float32),
        "half": np.array(0.5, np.float32),
    }
    constants["words"][0] = 0
    return written(path, nodes, constants, dict.fromkeys(IDS, TensorProto.INT64))


def operators(path: Path) -> list[str]:
    return sorted(node.op_type for node in onnx.load(path, load_external_data=False).graph.node)


def logits(path: Path) -> np.ndarray:
    return np.asarray(graph.session(path).run(["logits"], IDS)[0])


def far(one: Path, other: Path) -> float:
    return float(np.abs(logits(one) - logits(other)).max())


def tables(folder: Path) -> dict[str, bool]:
    """Say of tables whether they become int8: one read twice, one read along another axis, one that is short."""
    found = {}
    for name, rows, axis, twice in (
        ("plain", WORDS, 0, False),
        ("shared", WORDS, 0, True),
        ("turned", WORDS, 1, False),
        ("short", 255, 0, False),
    ):
        nodes = [helper.make_node("Gather", ["table", "ids"], ["logits"], axis=axis)]
        if twice:
            nodes.append(helper.make_node("Shape", ["table"], ["size"]))
        made = onnx.load(
            written(folder / f"{name}.onnx", nodes, {"table": numbers(rows, rows)}, {"ids": TensorProto.INT64})
        )
        quantise.pack_tables(made)
        found[name] = any(tensor.data_type == TensorProto.INT8 for tensor in made.graph.initializer)
    return found


def beside(folder: Path, source: Path) -> dict[str, Any]:
    """Treat every graph as one of more than 2 GB."""
    modules: tuple[Any, ...] = (graph, quantise)
    for module in modules:
        module.INLINE_BYTES_AT_MOST = 0
    copied = graph.copy(source, folder / "copied.onnx")
    quantised = quantise.quantise(copied, folder / "large.onnx")
    data = [path.name for path in sorted(folder.iterdir()) if path.name.endswith(graph.EXTERNAL_SUFFIX)]
    found = {
        "data": data,
        "copy": far(source, copied),
        "quantised": far(source, quantised),
        "small": quantised.stat().st_size < graph.size_of(quantised) / 4,
        "size": graph.size_of(quantised),
    }
    for made in (copied, quantised):
        graph.remove(made)
    return {**found, "left": [path.name for path in folder.iterdir()]}


class Quiet:
    """Events that nobody hears."""

    def warning(self, message: str) -> None:
        del message


def unlike(folder: Path, source: Path) -> str:
    """Return what is said of a graph that does not answer as torch does."""

    class Far:
        writes = False

        def of(self, made: list[Path]) -> check.Comparison:
            del made
            return check.Comparison(max_diff=0.5, equal=False, cosine=0.9, agreement=1.0)

    (folder / "onnx").mkdir(parents=True)
    events: Any = Quiet()
    trial: Any = Far()
    try:
        variants.make_float([source], folder, trial, events)
    except Fault as fault:
        return f"{fault.code}: {fault.message}"
    return ""


def refused(source: Path) -> str:
    try:
        check.feeds_of(source, [{"ids": IDS["ids"]}])
    except Fault as fault:
        return fault.message
    return ""


def largest(made: Path) -> int:
    """Return the farthest from zero of the integers that are multiplied."""
    weights = (numpy_helper.to_array(one) for one in onnx.load(made).graph.initializer if "quantized" in one.name)
    return max(int(np.abs(one.astype(int)).max()) for one in weights if one.dtype == np.int8)


def main(place: str) -> None:
    folder = Path(place)
    (folder / "beside").mkdir()
    source = reader(folder / "reader.onnx")
    folded = optimise.fold(source, folder / "folded.onnx")
    fused = optimise.fuse(source, folder / "fused.onnx")
    quantised = quantise.quantise(source, folder / "int8.onnx")
    expected = [{"logits": logits(source)}]
    near = check.compare(quantised, [IDS], expected)
    facts = {
        "source": operators(source),
        "folded": {"operators": operators(folded), "far": far(source, folded)},
        "fused": {"operators": operators(fused), "far": far(source, fused)},
        "quantised": {
            "integers": quantise.integer_operators(quantised),
            "largest": largest(quantised),
            "floats": quantise.integer_operators(fused),
            "share": graph.size_of(quantised) / graph.size_of(source),
            "cosine": near.cosine,
            "close": near.close,
            "equal": near.equal,
        },
        "seconds": check.seconds([source, quantised], IDS),
        "tables": tables(folder),
        "beside": beside(folder / "beside", source),
        "unlike": unlike(folder / "unlike", source),
        "refused": refused(source),
        "left": [path.name for path in folder.iterdir() if path.is_dir() and path.name not in {"beside", "unlike"}],
    }
    print(json.dumps(facts))


if __name__ == "__main__":
    main(sys.argv[1])
