"""Recipe of `silero-vad`: where in a recording somebody speaks, many moments at once.

The published graph takes one moment of 32 ms at a time. This one has the same weights, for 16 kHz alone, and takes any
number in a row: what looks at each moment by itself does so for all of them, then the LSTM goes through them in order.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from folder import Model, copy_licences, folder_entries, fresh_folder, write_json, write_manifest
from graph import GraphWriter
from onnx import TensorProto, helper, numpy_helper
from runner import open_session
from whisper_sources import SILERO

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from sources import PackageCache

NAME = "silero-vad"
MODEL = "onnx/model.onnx"
RATE_HZ = 16_000
WINDOW, CONTEXT, FFT, HOP, STATE = 512, 64, 256, 128, 128
PREFIX = "If_0_then_branch__Inline_0__"  # the branch for 16 kHz
CONVOLUTIONS = (1, 2, 2, 1)  # steps of the four layers that look at a moment
SECONDS = 60

ABOUT = Model(
    name=NAME,
    task="voice-activity-detection",
    title="Voice activity (Silero)",
    summary="Tells speech from pauses and noise, so that long recordings are cut where nobody speaks.",
    repo="snakers4/silero-vad",
    variant="fp32",
    licence="MIT",
    base_licence="MIT",
    settings={"rate_hz": RATE_HZ, "window": WINDOW, "context": CONTEXT},
    sources=(SILERO,),
    notes="The weights for 16 kHz, in a graph that takes many moments in a row.",
)


def build(cache: PackageCache, out: Path) -> Path:
    """Write the folder and return it."""
    folder = fresh_folder(out, NAME)
    published = cache.path(SILERO)
    onnx.save(rewrite(read_weights(published)), folder / MODEL)
    write_json(folder / "config.json", {"model_type": NAME, "architectures": ["SileroVAD"], **ABOUT.settings})
    copy_licences(folder, ("silero-MIT.txt",))
    measured = measure(folder / MODEL, published)
    (folder / "README.md").write_text(CARD.format(**measured), encoding="utf-8")
    write_manifest(folder, ABOUT, folder_entries(folder), measured)
    return folder


def read_weights(path: Path) -> dict[str, NDArray[Any]]:
    """Return the constants of the published graph's branch for 16 kHz."""
    chosen = next(node for node in onnx.load(path).graph.node if node.op_type == "If")
    branch = next(attribute.g for attribute in chosen.attribute if attribute.name == "then_branch")
    return {
        node.output[0].removeprefix(PREFIX): numpy_helper.to_array(node.attribute[0].t)
        for node in branch.node
        if node.op_type == "Constant"
    }


def rewrite(weights: dict[str, NDArray[Any]]) -> onnx.ModelProto:
    """Write the graph: `input` [moments, 576], `state` [2, 1, 128] → `output` [moments], `stateN`."""
    graph = GraphWriter()

    def number(name: str, value: list[int]) -> str:
        return graph.constant(name, np.array(value, np.int64))

    def conv(rows: str, name: str, step: int) -> str:
        kernel, bias = (graph.constant(f"{name}.{part}", weights[f"{name}.{part}"]) for part in ("weight", "bias"))
        made = graph.node("Conv", rows, kernel, bias, kernel_shape=[3], pads=[1, 1], strides=[step])
        return graph.node("Relu", made)

    basis = graph.constant("basis", weights["stft.forward_basis_buffer"])
    sound = graph.node("Pad", "input", number("pads", [0, 0, 0, CONTEXT]), mode="reflect")
    sound = graph.node("Unsqueeze", sound, number("channel", [1]))
    waves = graph.node("Conv", sound, basis, kernel_shape=[FFT], strides=[HOP])
    half = FFT // 2 + 1
    parts = [
        graph.node("Slice", waves, number(f"from {a}", [a]), number(f"to {b}", [b]), number("channel", [1]))
        for a, b in ((0, half), (half, 2 * half))
    ]
    rows = graph.node("Sqrt", graph.node("Add", *(graph.node("Mul", part, part) for part in parts)))
    for layer, step in enumerate(CONVOLUTIONS):
        rows = conv(rows, f"encoder.{layer}.reparam_conv", step)
    rows = graph.node("Transpose", rows, perm=[0, 2, 1])  # [moments, 1, features]: a sequence of one row each
    hidden, cell = (
        graph.node("Slice", "state", number(f"from {n}", [n]), number(f"to {n + 1}", [n + 1]), number("first", [0]))
        for n in (0, 1)
    )
    matrices = [graph.constant(f"lstm {part}", value) for part, value in lstm(weights).items()]
    names = ["heard", "last hidden", "last cell"]
    graph.nodes.append(
        helper.make_node("LSTM", [rows, *matrices, "", hidden, cell], names, name="/lstm", hidden_size=STATE)
    )
    graph.node("Concat", "last hidden", "last cell", out="stateN", axis=0)
    heard = graph.node("Relu", graph.node("Reshape", "heard", number("flat", [-1, STATE])))
    last = graph.constant("last", weights["decoder.decoder.2.weight"].reshape(STATE, 1))
    score = graph.node("Add", graph.node("MatMul", heard, last), graph.constant("b", weights["decoder.decoder.2.bias"]))
    graph.node("Sigmoid", graph.node("Reshape", score, number("row", [-1])), out="output")
    floats = TensorProto.FLOAT
    state = [helper.make_tensor_value_info(name, floats, [2, 1, STATE]) for name in ("state", "stateN")]
    sound_info = helper.make_tensor_value_info("input", floats, ["moments", CONTEXT + WINDOW])
    output_info = helper.make_tensor_value_info("output", floats, ["moments"])
    return graph.finish(NAME, [sound_info, state[0]], [output_info, state[1]])


def lstm(weights: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """Return the matrices as ONNX wants them; torch orders its gates i f g o, ONNX i o f c."""

    def ordered(name: str) -> NDArray[Any]:
        quarters = np.split(weights[f"decoder.rnn.{name}"], 4)
        return np.concatenate([quarters[n] for n in (0, 3, 1, 2)])[None]

    bias = np.concatenate([ordered("bias_ih"), ordered("bias_hh")], axis=1)
    return {"input": ordered("weight_ih"), "state": ordered("weight_hh"), "bias": bias}


def measure(model: Path, published: Path) -> dict[str, Any]:
    """Compare with the published graph on sound that changes its loudness and pitch, and time both."""
    rng, moments = np.random.default_rng(0), RATE_HZ * SECONDS // WINDOW
    at = np.arange(moments * WINDOW) / RATE_HZ
    sound = (np.sin(np.cumsum(0.05 + 0.04 * np.sin(at * 7))) + 0.3 * rng.standard_normal(len(at))) * np.sin(at) ** 2 / 4
    padded = np.concatenate([np.zeros(CONTEXT), sound]).astype(np.float32)
    rows = np.stack([padded[n * WINDOW : n * WINDOW + CONTEXT + WINDOW] for n in range(moments)])
    ours, theirs = open_session(model), open_session(published)
    ours.run(None, {"input": rows[:1], "state": np.zeros((2, 1, STATE), np.float32)})
    began, start = time.perf_counter(), time.process_time()
    [found, _] = ours.run(None, {"input": rows, "state": np.zeros((2, 1, STATE), np.float32)})
    middle, ended = time.process_time(), time.perf_counter()
    state, expected = np.zeros((2, 1, STATE), np.float32), []
    for row in rows:
        output, state = theirs.run(None, {"input": row[None], "state": state, "sr": np.array(RATE_HZ)})
        expected.append(output[0, 0])
    end = time.process_time()
    return {
        "seconds_per_input": round(ended - began, 4),
        "seconds_of_sound": SECONDS,
        "processor_seconds": round(middle - start, 4),
        "processor_seconds_published": round(end - middle, 4),
        "largest_difference": float(f"{np.abs(found - expected).max():.1e}"),
        "probabilities": [round(float(found.min()), 2), round(float(found.max()), 2)],
    }


CARD = """\
# silero-vad

Where somebody speaks: Silero VAD 6.2.3 by the Silero Team, MIT (`silero-MIT.txt`). The weights are those for 16 kHz,
unchanged; the graph was written anew so that it takes many moments in a row.

`onnx/model.onnx`: `input` [moments, 576], each of 512 samples with the 64 before them; `state` [2, 1, 128], zeros at
the beginning, then the last `stateN` → `output` [moments], the probability of speech; `stateN`.

## Measured

{seconds_of_sound} seconds of sound with noise take {processor_seconds} s of a processor, in the published graph
{processor_seconds_published} s. Largest difference of a probability: {largest_difference}.

Made and measured by `python packaging/starter/build.py --only silero-vad`.
"""
