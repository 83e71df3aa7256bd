"""Other shapes in which the Hub has the same models: each is a converted folder, written again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.parity.families import FAMILIES

if TYPE_CHECKING:
    from tests.parity.case import Case

HALF, QUANTISED = 0.9999, 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A folder to make from that of a case.

    Attributes:
        name: what is peculiar about it; a column of the table and the name of the folder.
        case: name of the case.
        makes: function of `reference.layouts` that writes what is peculiar; it is given `graph` and `weights`.
        graph: path of its graph.
        weights: function of `reference.precisions` that makes the graph's weights.
        variant: what is asked for when it is imported; None for what fits best.
        cosine: least of the angle between its outputs and torch's; None where they have to be the same.
    """

    name: str
    case: str
    makes: str = "graph"
    graph: str = "onnx/model.onnx"
    weights: str = "as_they_are"
    variant: str | None = None
    cosine: float | None = None

    def of(self) -> Case:
        """Return its case."""
        return next(case for cases in FAMILIES.values() for case in cases if case.name == self.case)


_TEXT, _PICTURE, _VECTOR = "bert-text-classification", "vit-image-classification", "minilm-feature-extraction"
_PRECISIONS: dict[str, tuple[str, float | None]] = {
    "": ("as_they_are", None),
    **dict.fromkeys(("O1", "O2", "O3", "optimized"), ("as_they_are", None)),
    **dict.fromkeys(("fp16", "O4"), ("half", HALF)),
    **dict.fromkeys(("int8", "quantized", "q8"), ("int8", QUANTISED)),
    **dict.fromkeys(("qint8_arm64", "qint8_avx512", "qint8_avx512_vnni"), ("int8", QUANTISED)),
    **dict.fromkeys(("uint8", "quint8_avx2"), ("uint8", QUANTISED)),
    "q4": ("four_bits", QUANTISED),
    "q4f16": ("four_bits_and_half", QUANTISED),
    "bnb4": ("normal_floats", QUANTISED),
}


def _precision(case: str, suffix: str) -> Layout:
    weights, cosine = _PRECISIONS[suffix]
    file = f"model_{suffix}.onnx" if suffix else "model.onnx"
    return Layout(name=file, case=case, graph=f"onnx/{file}", weights=weights, variant=suffix or "fp32", cosine=cosine)


SUFFIXES = frozenset(_PRECISIONS)
LAYOUTS = (
    *(_precision(_VECTOR, suffix) for suffix in _PRECISIONS),
    *(_precision(_PICTURE, suffix) for suffix in ("fp16", "uint8")),
    Layout(name="model.onnx_data", case=_TEXT, makes="data_beside"),
    Layout(
        name="model_fp16.onnx_data",
        case=_TEXT,
        makes="data_beside",
        graph="onnx/model_fp16.onnx",
        weights="half",
        cosine=HALF,
    ),
    Layout(name="graph beside config.json", case=_TEXT, graph="model.onnx"),
    Layout(
        name="int8 graph beside config.json",
        case=_PICTURE,
        graph="model_quantized.onnx",
        weights="int8",
        cosine=QUANTISED,
    ),
    Layout(name="vocab.txt alone", case=_TEXT, makes="vocabulary_alone"),
    Layout(name="vocab.txt alone", case="mpnet-feature-extraction", makes="vocabulary_alone"),
    Layout(name="vocab.json and merges.txt alone", case="roberta-text-classification", makes="vocabulary_alone"),
    Layout(name="sentencepiece.bpe.model alone", case="xlm-r-text-classification", makes="vocabulary_alone"),
    Layout(name="spm.model alone", case="deberta-v2-text-classification", makes="vocabulary_alone"),
    Layout(name="one text at a time", case="deberta-v2-zero-shot-classification", makes="fixed_batch"),
    Layout(name="128 tokens at a time", case=_TEXT, makes="fixed_length"),
    Layout(name="one picture at a time", case=_PICTURE, makes="fixed_batch"),
    Layout(name="colours last", case=_PICTURE, makes="colours_last"),
    Layout(name="labels in the graph", case=_PICTURE, makes="labels_in_graph"),
    Layout(name="feature_extractor_type", case=_PICTURE, makes="old_processor"),
)


def layouts_of(case: Case) -> list[Layout]:
    """Return the layouts that are made from a case."""
    return [layout for layout in LAYOUTS if layout.case == case.name]
