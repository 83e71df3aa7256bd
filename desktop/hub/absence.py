"""Why a folder or a repository has no graph that could be run, by what it holds instead."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from desktop.core.errors import ModelFault, ModelIncompatible, ModelIncomplete
from desktop.core.text import QT_TRANSLATE_NOOP

TORCH = ".safetensors"
PICKLED = frozenset({".bin", ".pt", ".pth", ".pkl", ".pickle", ".ckpt"})
_OTHER_WEIGHTS = frozenset({".h5", ".msgpack", ".gguf", ".ggml", ".tflite", ".pb", ".ort", ".mlmodel", ".keras"})
FETCH_AGAIN = QT_TRANSLATE_NOOP("errors", "Fetch that file again from where the model came from.")


def absence(model: str, paths: Iterable[str], folder: str) -> ModelFault:
    """Return the error for a model without a usable graph.

    Args:
        model: what it is called.
        paths: its files.
        folder: where they are; goes into the advice how to convert it.
    """
    by_ending: dict[str, list[str]] = {}
    for path in sorted(paths):
        by_ending.setdefault(PurePosixPath(path).suffix.lower(), []).append(path)
    graphs = by_ending.get(".onnx", [])
    if graphs:
        reason = QT_TRANSLATE_NOOP("errors", "It holds several graphs and none is called “{file}”: {files}.")
        return ModelIncompatible(model=model, reason=reason, file="model.onnx", files=", ".join(graphs))
    if TORCH in by_ending:
        reason = QT_TRANSLATE_NOOP("errors", "Its weights “{file}” are for PyTorch; it has no ONNX graph.")
        remedy = QT_TRANSLATE_NOOP("errors", "Convert it first: ilha models convert “{folder}” --out FOLDER")
        file = by_ending[TORCH][0]
        return ModelIncompatible(model=model, reason=reason, remedy=remedy, file=file, folder=folder)
    for ending, (file, *_) in by_ending.items():
        if ending in PICKLED:
            reason = QT_TRANSLATE_NOOP(
                "errors", "Its weights “{file}” are a pickle, which may run any program when it is read."
            )
        elif ending in _OTHER_WEIGHTS:
            reason = QT_TRANSLATE_NOOP("errors", "Its weights “{file}” are in a format that Ilha does not read.")
        else:
            continue
        remedy = QT_TRANSLATE_NOOP("errors", "Only ONNX and safetensors are read; look for the model in one of them.")
        return ModelIncompatible(model=model, reason=reason, remedy=remedy, file=file)
    reason = QT_TRANSLATE_NOOP("errors", "It has no graph: “{file}” is missing.")
    return ModelIncomplete(model=model, file="onnx/model.onnx", reason=reason, remedy=FETCH_AGAIN)
