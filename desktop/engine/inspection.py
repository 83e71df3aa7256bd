"""Look into a model before it is installed: what its graphs are made of, and whether that can work."""

from __future__ import annotations

import dataclasses
import functools
import json
from typing import TYPE_CHECKING

from desktop.core.chat import TASK as CHAT
from desktop.core.errors import ModelIncompatible, ModelIncomplete
from desktop.core.inspection import GraphData, ModelReport
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.engine.graph import read_graph
from desktop.engine.layout import has_vocabulary
from desktop.engine.vocabulary import UNREADABLE
from desktop.state.files import sha256_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from desktop.core.model import InstalledModel
    from desktop.engine.graph import Graph, Operator

TRANSLATION = "translation"
_TEXT = "input_ids"
_READS_TEXT = frozenset(
    {
        *("text-classification", "zero-shot-classification", "token-classification", "question-answering"),
        *("feature-extraction", "summarization", TRANSLATION, CHAT),
    }
)
_READS_BOTH = frozenset({"zero-shot-image-classification", "image-to-text", "automatic-speech-recognition"})
"""Some of their graphs read text, others do not."""
_ONE_LOGIT_FOR_EACH_LABEL = frozenset(
    {
        *("text-classification", "zero-shot-classification", "token-classification", "image-classification"),
        "audio-classification",
    }
)
_NEVER_RUN = frozenset({("com.microsoft", "EPContext")})
"""Code for one accelerator in the clothes of an operator."""

TOKENIZER = "tokenizer.json"
CONFIG = "config.json"


def inspect(model: InstalledModel, work: Path) -> ModelReport:
    """Read the structure of the graphs of `model`, and make in `work` the `tokenizer.json` it may lack.

    Raises:
        ModelIncomplete: a file is missing or breaks off.
        ModelIncompatible: onnxruntime or the task cannot use a graph.
    """
    paths = [file.path for file in model.spec.files]
    graphs = {path: _read(model, path) for path in paths if path.endswith(".onnx")}
    for path, graph in graphs.items():
        _check_operators(model, path, graph)
        _check_inputs(model, path, graph)
        _check_labels(model, path, graph)
    _check_decoders(model, graphs)
    made = []
    if TOKENIZER not in paths and any(_TEXT in graph.inputs for graph in graphs.values()):
        made.append(_make_tokenizer(model, work))
    data = tuple(
        GraphData(graph=path, location=location, size_bytes=size_bytes)
        for path, graph in graphs.items()
        for location, size_bytes in graph.data.items()
    )
    reads, writes = _languages(model, made) if model.spec.task == TRANSLATION else ((), ())
    return ModelReport(data=data, made=tuple(made), reads=reads, writes=writes)


def _read(model: InstalledModel, path: str) -> Graph:
    try:
        return read_graph(model.folder / path)
    except EOFError as error:
        reason = QT_TRANSLATE_NOOP("errors", "Its graph “{file}” breaks off in the middle.")
        remedy = QT_TRANSLATE_NOOP("errors", "Fetch that file again.")
        raise ModelIncomplete(model=model.spec.id, file=path, reason=reason, remedy=remedy) from error
    except ValueError as error:
        reason = QT_TRANSLATE_NOOP("errors", "Its file “{file}” is not an ONNX graph.")
        raise ModelIncompatible(model=model.spec.id, file=path, reason=reason, detail=str(error)) from error


@functools.cache
def _known_operators() -> frozenset[Operator]:
    """Return what onnxruntime has a definition of, as domain and name."""
    import onnxruntime.capi.onnxruntime_pybind11_state as runtime

    found = {(schema.domain, schema.name) for schema in runtime.get_all_operator_schema()}
    return frozenset(found - _NEVER_RUN)


@functools.cache
def _newest_opset() -> int:
    import onnxruntime.capi.onnxruntime_pybind11_state as runtime

    return int(max(schema.since_version for schema in runtime.get_all_operator_schema() if not schema.domain))


def _check_operators(model: InstalledModel, path: str, graph: Graph) -> None:
    known = _known_operators()
    for domain, name in sorted(graph.operators - known - graph.functions):
        if any(domain == other for other, _ in known):
            reason = QT_TRANSLATE_NOOP(
                "errors", "Its graph “{file}” uses “{operator}”, which is no operator of {domain}."
            )
        else:
            reason = QT_TRANSLATE_NOOP(
                "errors",
                "Its graph “{file}” uses the operator “{operator}” of “{domain}”, which needs code of its own.",
            )
        raise ModelIncompatible(model=model.spec.id, file=path, reason=reason, operator=name, domain=domain or "ONNX")
    version, newest = graph.opsets.get("", 0), _newest_opset()
    if version > newest:
        reason = QT_TRANSLATE_NOOP(
            "errors",
            "Its graph “{file}” is written in version {version} of ONNX's operators; {newest} is the newest known.",
        )
        raise ModelIncompatible(model=model.spec.id, file=path, reason=reason, version=str(version), newest=str(newest))


def _check_inputs(model: InstalledModel, path: str, graph: Graph) -> None:
    task, reads_text = model.spec.task, _TEXT in graph.inputs
    if task in _READS_BOTH or reads_text == (task in _READS_TEXT):
        return
    if reads_text:
        reason = QT_TRANSLATE_NOOP(
            "errors", "Its graph “{file}” reads text (“{input}”), which “{task}” does not give it."
        )
    else:
        reason = QT_TRANSLATE_NOOP(
            "errors", "Its graph “{file}” has no input “{input}”, which “{task}” needs; it has: {inputs}."
        )
    inputs = ", ".join(graph.inputs)
    raise ModelIncompatible(model=model.spec.id, file=path, reason=reason, input=_TEXT, task=task, inputs=inputs)


def _check_decoders(model: InstalledModel, graphs: Mapping[str, Graph]) -> None:
    """Refuse a decoder that cannot go on: it remembers nothing, and its other half is not there."""
    roles = {file.role: file.path for file in model.spec.files if file.path in graphs}
    begin = roles.get("decoder_model")
    remembers = begin is not None and any(name.startswith("past") for name in graphs[begin].inputs)
    if begin is not None and not remembers and "decoder_with_past_model" not in roles:
        raise ModelIncomplete(model=model.spec.id, file=begin.replace("decoder_model", "decoder_with_past_model"))
    whole = roles.get("model") if model.spec.task == CHAT else None
    if whole is not None and not any(name.startswith("past") for name in graphs[whole].inputs):
        reason = QT_TRANSLATE_NOOP(
            "errors", "Its graph “{file}” remembers nothing of what was written; it was exported without a past."
        )
        raise ModelIncompatible(model=model.spec.id, file=whole, reason=reason)


def _languages(model: InstalledModel, made: Sequence[Path]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what a translator reads and writes, by its vocabulary, its configuration or its name."""
    import tokenizers

    from desktop.engine.loaded import LoadedModel
    from desktop.engine.translation.tongues import languages

    files = tuple(
        dataclasses.replace(file, sha256=sha256_of(model.folder / file.path)) if file.path.endswith(".json") else file
        for file in model.spec.files
    )
    spec = dataclasses.replace(model.spec, files=files)
    path = next((path for path in made if path.name == TOKENIZER), model.folder / TOKENIZER)
    try:
        tokenizer = tokenizers.Tokenizer.from_file(str(path))
    except Exception as error:  # the package raises nothing more precise
        raise ModelIncompatible(model=spec.id, reason=UNREADABLE, file=TOKENIZER, detail=str(error)) from error
    reads, writes = languages(LoadedModel(dataclasses.replace(model, spec=spec), threads=1), tokenizer)
    if not (reads and writes):
        reason = QT_TRANSLATE_NOOP("errors", "Nothing in it says from which language into which it translates.")
        remedy = QT_TRANSLATE_NOOP("errors", "Import it under a name that ends with both, such as “{example}”.")
        raise ModelIncompatible(model=spec.id, reason=reason, remedy=remedy, example="opus-mt-en-pt")
    return reads, writes


def _check_labels(model: InstalledModel, path: str, graph: Graph) -> None:
    shape = graph.outputs.get("logits")
    found = shape[-1] if shape else None
    named = _label_count(model)
    if model.spec.task in _ONE_LOGIT_FOR_EACH_LABEL and found and named and found != named:
        reason = QT_TRANSLATE_NOOP(
            "errors", "Its graph “{file}” tells {found} classes apart, but “{config}” names {named}."
        )
        raise ModelIncompatible(
            model=model.spec.id, file=path, reason=reason, found=str(found), named=str(named), config=CONFIG
        )


def _label_count(model: InstalledModel) -> int:
    """Return how many labels the configuration names; 0 when it names none."""
    if not any(file.path == CONFIG for file in model.spec.files):
        return 0
    names = json.loads((model.folder / CONFIG).read_text(encoding="utf-8")).get("id2label")
    numbers = [int(number) for number in names if number.isdecimal()] if isinstance(names, dict) else []
    return max(numbers, default=-1) + 1


def _make_tokenizer(model: InstalledModel, work: Path) -> Path:
    from desktop.engine.vocabulary import make_tokenizer_json

    if not has_vocabulary({file.path for file in model.spec.files}):
        reason = QT_TRANSLATE_NOOP("errors", "It has neither “{file}” nor a vocabulary to make one from.")
        raise ModelIncomplete(model=model.spec.id, file=TOKENIZER, reason=reason)
    work.mkdir(mode=0o700, parents=True, exist_ok=True)
    return make_tokenizer_json(model.folder, work / TOKENIZER)
