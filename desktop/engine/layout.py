"""What the files of a model folder are, by the names that the Hub and optimum give them.

Only names are looked at, so that the window may ask too. Suffixes: huggingface.co/docs/transformers.js/guides/dtypes,
and the ones that sentence-transformers and optimum write.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

# What each suffix means, those that run faster on a CPU before others of the same precision: weights in QInt8 are
# multiplied as whole numbers, those in QUInt8 gain nothing.
_SUFFIXES = {
    "int8": "q8",
    "quantized": "q8",
    "q8": "q8",
    "qint8_avx512_vnni": "q8",
    "qint8_avx512": "q8",
    "qint8_arm64": "q8",
    "uint8": "q8",
    "quint8_avx2": "q8",
    "q4": "q4",
    "": "fp32",
    "O1": "fp32",
    "O2": "fp32",
    "O3": "fp32",
    "optimized": "fp32",
    "bnb4": "bnb4",
    "fp16": "fp16",
    "O4": "fp16",
    "q4f16": "q4f16",
}
_BEST_FIRST = tuple(_SUFFIXES)

MODEL = "model"
_PARTS = frozenset(
    {
        *("text_model", "vision_model", "audio_model", "encoder_model", "encoder", "decoder_model", "decoder"),
        *("decoder_with_past_model", "decoder_model_merged", "embed_tokens", "vision_encoder"),
    }
)
"""Graphs that are a part of a model; any other name is a whole one."""
_MERGED, _PAIR = "decoder_model_merged", ("decoder_model", "decoder_with_past_model")
"""The merged decoder holds the weights of the pair, so one of both is enough."""

_ROLES = {
    "config.json": "config",
    "generation_config.json": "config",
    "preprocessor_config.json": "preprocessor",
    "processor_config.json": "preprocessor",
    "tokenizer.json": "tokenizer",
    "tokenizer_config.json": "tokenizer",
    "special_tokens_map.json": "tokenizer",
    "added_tokens.json": "tokenizer",
    "merges.txt": "tokenizer",
    "chat_template.jinja": "tokenizer",
    "labels.txt": "labels",
    "modules.json": "pooling",
    "sentence_bert_config.json": "pooling",
    "config_sentence_transformers.json": "pooling",
    "README.md": "card",
}
VOCABULARIES = frozenset(
    {
        *("vocab.txt", "vocab.json", "spm.model", "spiece.model", "sentencepiece.bpe.model", "tokenizer.model"),
        *("source.spm", "target.spm"),
    }
)
"""Files that a tokeniser can be made from."""
_MODULES = ("_Pooling", "_Dense", "_Normalize")
"""Folders in which sentence-transformers says what follows after the graph."""
_LICENCES = ("LICENSE", "LICENCE", "NOTICE", "COPYING")


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphFile:
    """An ONNX file by its name.

    Attributes:
        path: in the model's folder.
        role: `model`, or which part of one it is (`text_model`, `decoder_model_merged` …).
        variant: precision of its weights (`q8`, `q4`, `fp32` …).
        suffix: how its name says so (`quantized`, `uint8` …).
    """

    path: str
    role: str
    variant: str
    suffix: str

    def is_called(self, variant: str) -> bool:
        """Say whether somebody who wants `variant` means this one."""
        return variant in {self.variant, self.suffix}


def find_graphs(paths: Iterable[str]) -> tuple[GraphFile, ...]:
    """Return the graphs among the files of a model: those in `onnx/`, else those beside the configuration.

    Names nobody settled are models of their own when there is one of them; several are none.
    """
    folders: dict[str, list[GraphFile]] = {}
    for path in sorted(paths):
        place = PurePosixPath(path)
        if place.suffix.lower() == ".onnx":
            folders.setdefault(str(place.parent), []).append(graph_file(path))
    found = folders.get("onnx") or folders.get(".") or []
    if any(graph.role == MODEL for graph in found) or all(graph.role in _PARTS for graph in found):
        return tuple(graph for graph in found if graph.role == MODEL or graph.role in _PARTS)
    strange = {graph.role for graph in found} - _PARTS
    if len(strange) > 1:
        return ()
    return tuple(graph_file(graph.path, MODEL) for graph in found if graph.role in strange)


def graph_file(path: str, role: str = "") -> GraphFile:
    """Return what the name of an ONNX file says; its role may be known from elsewhere."""
    name, suffix = PurePosixPath(path).stem, ""
    for known in sorted(filter(None, _SUFFIXES), key=len, reverse=True):
        if name.endswith(f"_{known}") and len(name) > len(known) + 1:
            name, suffix = name.removesuffix(f"_{known}"), known
            break
    return GraphFile(path=path, role=role or name, variant=_SUFFIXES[suffix], suffix=suffix)


def choose_graphs(graphs: Sequence[GraphFile], wanted: str | None = None) -> tuple[GraphFile, ...]:
    """Return one graph for each part of the model: in the variant that is `wanted`, else the best for a CPU.

    A whole model is taken rather than its parts. Nothing is returned when a part has not the variant.
    """
    roles = {graph.role for graph in graphs}
    if MODEL in roles:
        roles = {MODEL}
    elif _MERGED in roles:
        roles -= set(_PAIR)
    fitting = [graph for graph in graphs if wanted is None or graph.is_called(wanted)]
    fitting.sort(key=lambda graph: _BEST_FIRST.index(graph.suffix))
    chosen = [next((graph for graph in fitting if graph.role == role), None) for role in sorted(roles)]
    return tuple(graph for graph in chosen if graph is not None) if None not in chosen else ()


def role_of(path: str) -> str | None:
    """Return the role of a file that is not a graph; None when it is no part of a model."""
    place = PurePosixPath(path)
    if place.name in VOCABULARIES:
        return "tokenizer" if len(place.parts) == 1 else None
    if len(place.parts) > 1:
        return "pooling" if place.name == "config.json" and place.parent.name.endswith(_MODULES) else None
    if place.name.upper().startswith(_LICENCES) and place.suffix.lower() in {"", ".txt", ".md"}:
        return "licence"
    return _ROLES.get(place.name)


def has_vocabulary(paths: Collection[str]) -> bool:
    """Say whether a tokeniser can be made from these files."""
    return not VOCABULARIES.isdisjoint(paths)
