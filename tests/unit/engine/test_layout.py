"""What the files of a model folder are, by their names alone."""

from __future__ import annotations

import pytest

from desktop.engine.layout import choose_graphs, find_graphs, graph_file, has_vocabulary, role_of

# Of the guide to data types of transformers.js, of sentence-transformers' exports and of optimum's optimisation levels.
VARIANTS = {
    "model": "fp32",
    "model_fp16": "fp16",
    "model_int8": "q8",
    "model_uint8": "q8",
    "model_quantized": "q8",
    "model_q8": "q8",
    "model_q4": "q4",
    "model_q4f16": "q4f16",
    "model_bnb4": "bnb4",
    "model_O1": "fp32",
    "model_O2": "fp32",
    "model_O3": "fp32",
    "model_O4": "fp16",
    "model_optimized": "fp32",
    "model_qint8_arm64": "q8",
    "model_qint8_avx512": "q8",
    "model_qint8_avx512_vnni": "q8",
    "model_quint8_avx2": "q8",
}
BEST_FIRST = [
    *("int8", "quantized", "q8", "qint8_avx512_vnni", "qint8_avx512", "qint8_arm64", "uint8", "quint8_avx2", "q4", ""),
    *("O1", "O2", "O3", "optimized", "bnb4", "fp16", "O4", "q4f16"),
]


def named(suffix: str, part: str = "model") -> str:
    return f"onnx/{part}_{suffix}.onnx" if suffix else f"onnx/{part}.onnx"


def chosen(*paths: str, wanted: str | None = None) -> list[str]:
    return [graph.path for graph in choose_graphs(find_graphs(paths), wanted)]


@pytest.mark.parametrize("part", ["model", "vision_model", "decoder_model_merged"])
@pytest.mark.parametrize(("name", "variant"), VARIANTS.items())
def test_every_suffix_says_a_precision_and_leaves_the_part(name: str, variant: str, part: str) -> None:
    suffix = name.removeprefix("model").removeprefix("_")
    graph = graph_file(named(suffix, part))
    assert (graph.role, graph.variant, graph.suffix) == (part, variant, suffix)
    assert graph.is_called(variant)
    assert graph.is_called(suffix)
    assert not graph.is_called("q2")


@pytest.mark.parametrize("name", ["q4", "fp16", "int8"])
def test_a_name_that_is_nothing_but_a_suffix_is_a_name(name: str) -> None:
    assert (graph_file(f"{name}.onnx").role, graph_file(f"_{name}.onnx").role) == (name, f"_{name}")
    assert graph_file(f"{name}.onnx").variant == "fp32"


def test_the_best_for_a_processor_comes_first() -> None:
    left = [named(suffix) for suffix in BEST_FIRST]
    while left:
        (path,) = chosen(*sorted(left))
        assert path == left.pop(0)


def test_a_variant_may_be_wanted_by_its_precision_or_by_its_name() -> None:
    paths = [named(suffix) for suffix in BEST_FIRST]
    assert chosen(*paths, wanted="fp16") == ["onnx/model_fp16.onnx"]
    assert chosen(*paths, wanted="O4") == ["onnx/model_O4.onnx"]
    assert chosen(*paths, wanted="uint8") == ["onnx/model_uint8.onnx"]
    assert chosen(*paths, wanted="q8") == ["onnx/model_int8.onnx"], "the best of them"
    assert chosen(*paths, wanted="q2") == []


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        (["onnx/model.onnx", "model.onnx", "other/model.onnx"], ["onnx/model.onnx"]),
        (["model.onnx", "openvino/model.onnx"], ["model.onnx"]),
        (["openvino/model.onnx"], []),
        (["onnx/model.ONNX"], ["onnx/model.ONNX"]),
        (["onnx/model.onnx", "onnx/model.onnx_data", "onnx/model.onnx.txt"], ["onnx/model.onnx"]),
        (["yolov8n.onnx"], ["yolov8n.onnx"]),
        (["yolov8n.onnx", "yolov8n_int8.onnx"], ["yolov8n.onnx", "yolov8n_int8.onnx"]),
        (["yolov8n.onnx", "yolov8s.onnx"], []),
        (["onnx/model.onnx", "onnx/strange.onnx"], ["onnx/model.onnx"]),
        (["onnx/text_model.onnx", "onnx/vision_model.onnx"], ["onnx/text_model.onnx", "onnx/vision_model.onnx"]),
        (["onnx/text_model.onnx", "onnx/strange.onnx"], ["onnx/strange.onnx"]),
        (["config.json"], []),
    ],
)
def test_the_graphs_of_a_folder(paths: list[str], found: list[str]) -> None:
    assert [graph.path for graph in find_graphs(paths)] == found


def test_a_name_of_its_own_is_a_whole_model() -> None:
    assert {graph.role for graph in find_graphs(["yolov8n.onnx", "yolov8n_int8.onnx"])} == {"model"}
    assert [graph.variant for graph in find_graphs(["yolov8n_int8.onnx"])] == ["q8"]
    assert graph_file("weights.onnx", "vision_model").role == "vision_model"


def test_a_merged_decoder_takes_the_place_of_the_pair() -> None:
    pair = ["onnx/decoder_model.onnx", "onnx/decoder_with_past_model.onnx"]
    encoder, merged = "onnx/encoder_model.onnx", "onnx/decoder_model_merged.onnx"
    assert chosen(encoder, *pair, merged) == [merged, encoder]
    assert chosen(encoder, *pair) == [*pair, encoder]


def test_every_part_must_have_the_variant() -> None:
    texts, pictures = ["onnx/text_model.onnx", "onnx/text_model_int8.onnx"], ["onnx/vision_model.onnx"]
    assert chosen(*texts, *pictures) == ["onnx/text_model_int8.onnx", "onnx/vision_model.onnx"]
    assert chosen(*texts, *pictures, wanted="fp32") == ["onnx/text_model.onnx", "onnx/vision_model.onnx"]
    assert chosen(*texts, *pictures, wanted="q8") == []


def test_a_whole_model_is_taken_rather_than_its_parts() -> None:
    assert chosen("onnx/model.onnx", "onnx/text_model_int8.onnx", "onnx/vision_model.onnx") == ["onnx/model.onnx"]
    assert chosen("onnx/model.onnx", "onnx/text_model_int8.onnx", wanted="q8") == []


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("config.json", "config"),
        ("preprocessor_config.json", "preprocessor"),
        ("processor_config.json", "preprocessor"),
        ("tokenizer.json", "tokenizer"),
        ("vocab.txt", "tokenizer"),
        ("sentencepiece.bpe.model", "tokenizer"),
        ("labels.txt", "labels"),
        ("modules.json", "pooling"),
        ("1_Pooling/config.json", "pooling"),
        ("2_Dense/config.json", "pooling"),
        ("README.md", "card"),
        ("LICENSE", "licence"),
        ("licence.txt", "licence"),
        ("NOTICE.md", "licence"),
        ("LICENSE.py", None),
        ("onnx/config.json", None),
        ("other/vocab.txt", None),
        ("2_Dense/model.safetensors", None),
        ("pytorch_model.bin", None),
        ("modeling.py", None),
    ],
)
def test_what_each_file_is_for(path: str, role: str | None) -> None:
    assert role_of(path) == role


def test_a_vocabulary_lies_beside_the_configuration() -> None:
    assert has_vocabulary({"config.json", "spiece.model"})
    assert not has_vocabulary({"config.json", "old/vocab.txt", "merges.txt"})
