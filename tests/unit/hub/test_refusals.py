"""Folders that are no usable model are refused with a sentence that names the fault; by the real engine."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.core.errors import IlhaError, InputNotFound, describe
from desktop.core.model import InstalledModel
from desktop.core.usage import ModelNameInvalid, ModelTaskUnclear
from desktop.state.paths import Home
from tests.unit.engine.graphs import Node
from tests.unit.hub.folders import (
    CONFIG,
    SLOPE,
    left_behind,
    list_file,
    picture_folder,
    picture_graph,
    text_graph,
    write,
)

Import = Callable[..., InstalledModel]
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 90868376\n"


def without(*paths: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        for path in paths:
            (folder / path).unlink()

    return change


def having(**files: object) -> Callable[[Path], None]:
    """Write files; two underscores stand for the dot of the ending, three for a slash."""

    def change(folder: Path) -> None:
        write(folder, {name.replace("___", "/").replace("__", "."): content for name, content in files.items()})

    return change


def instead(*absent: str, **files: object) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        without(*absent)(folder)
        having(**files)(folder)

    return change


def linked(path: str, target: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        outside = folder.parent / target
        (folder / path).rename(outside)
        (folder / path).symlink_to(outside)

    return change


def all_of(*changes: Callable[[Path], None]) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        for one in changes:
            one(folder)

    return change


def listed(path: str, digest: str) -> Callable[[Path], None]:
    return lambda folder: list_file(folder, path, digest)


def huge(path: str, size_bytes: int) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        os.truncate(folder / path, size_bytes)

    return change


GRAPH = "onnx/model.onnx"
INCOMPLETE, INCOMPATIBLE, MISMATCH = "model-incomplete", "model-incompatible", "model-digest-mismatch"
FAULTS: dict[str, tuple[Callable[[Path], None], str, tuple[str, ...]]] = {
    "a pointer instead of the graph": (having(onnx___model__onnx=POINTER), INCOMPLETE, ("LFS", GRAPH)),
    "a pointer instead of the tokeniser": (having(tokenizer__json=POINTER), INCOMPLETE, ("LFS", "tokenizer.json")),
    "no graph": (without(GRAPH), INCOMPLETE, (GRAPH,)),
    "an empty graph": (having(onnx___model__onnx=b""), INCOMPLETE, (GRAPH, "empty")),
    "no tokeniser": (without("tokenizer.json"), INCOMPLETE, ("tokenizer.json", "vocabulary")),
    "no configuration": (without("config.json", "README.md"), INCOMPLETE, ("config.json",)),
    "no weights": (
        having(onnx___model__onnx=text_graph(elsewhere={"slope": "model.onnx_data"})),
        INCOMPLETE,
        ("onnx/model.onnx_data",),
    ),
    "weights that break off": (
        having(onnx___model__onnx=text_graph(elsewhere={"slope": "model.onnx_data"}), onnx___model__onnx_data=b"1234"),
        INCOMPLETE,
        ("onnx/model.onnx_data", "breaks off"),
    ),
    "a pointer instead of weights": (
        having(onnx___model__onnx=text_graph(elsewhere={"slope": "model.onnx_data"}), onnx___model__onnx_data=POINTER),
        INCOMPLETE,
        ("onnx/model.onnx_data", "LFS"),
    ),
    "weights from elsewhere": (
        having(onnx___model__onnx=text_graph(elsewhere={"slope": "../../secret"})),
        INCOMPATIBLE,
        (GRAPH, "../../secret"),
    ),
    "a graph that breaks off": (
        having(onnx___model__onnx=text_graph()[:150]),
        INCOMPLETE,
        (GRAPH, "breaks off"),
    ),
    "no graph in the file": (having(onnx___model__onnx="<!doctype html>"), INCOMPATIBLE, (GRAPH, "not an ONNX")),
    "another output": (
        having(onnx___model__onnx=text_graph(outputs={"scores": ("batch", 2)})),
        INCOMPATIBLE,
        ("logits", "scores"),
    ),
    "another input": (
        having(onnx___model__onnx=text_graph(inputs=("input_ids", "visual_mask"))),
        INCOMPATIBLE,
        ("visual_mask",),
    ),
    "pictures for a text": (having(onnx___model__onnx=picture_graph()), INCOMPATIBLE, (GRAPH, "input_ids")),
    "more classes than labels": (
        having(config__json={**CONFIG, "id2label": {"0": "short", "1": "long", "2": "longer"}}),
        INCOMPATIBLE,
        (GRAPH, "2", "3", "config.json"),
    ),
    "an unknown operator": (
        having(onnx___model__onnx=text_graph(extra=[Node("Frobnicate", ("input_ids",), "x")])),
        INCOMPATIBLE,
        (GRAPH, "Frobnicate"),
    ),
    "an operator of somebody's own": (
        having(onnx___model__onnx=text_graph(extra=[Node("MyOp", ("input_ids",), "x", domain="com.acme.ops")])),
        INCOMPATIBLE,
        (GRAPH, "MyOp", "com.acme.ops"),
    ),
    "code for an accelerator": (
        having(onnx___model__onnx=text_graph(extra=[Node("EPContext", ("input_ids",), "x", domain="com.microsoft")])),
        INCOMPATIBLE,
        (GRAPH, "EPContext"),
    ),
    "operators of tomorrow": (having(onnx___model__onnx=text_graph(opset=999)), INCOMPATIBLE, (GRAPH, "999")),
    "a pickle alone": (
        instead(GRAPH, pytorch_model__bin=b"x"),
        INCOMPATIBLE,
        ("pytorch_model.bin", "pickle", "safetensors"),
    ),
    "weights for another program": (
        instead(GRAPH, tf_model__h5=b"x"),
        INCOMPATIBLE,
        ("tf_model.h5", "safetensors"),
    ),
    "safetensors alone": (
        instead(GRAPH, model__safetensors=b"x"),
        INCOMPATIBLE,
        ("model.safetensors", "ilha models convert"),
    ),
    "several graphs without a plan": (
        instead(GRAPH, a__onnx=text_graph(), b__onnx=text_graph()),
        INCOMPATIBLE,
        ("a.onnx", "b.onnx"),
    ),
    "a configuration that is no JSON": (having(config__json="{'a': 1}"), INCOMPATIBLE, ("config.json", "JSON")),
    "a configuration too deep to read": (having(config__json="[" * 100_000), INCOMPATIBLE, ("config.json", "JSON")),
    "a configuration of another kind": (having(config__json=[1]), INCOMPATIBLE, ("config.json",)),
    "a tokeniser that is none": (having(tokenizer__json={"model": 1}), INCOMPATIBLE, ("tokenizer.json",)),
    "a link to elsewhere": (linked("config.json", "secret"), INCOMPATIBLE, ("config.json", "link")),
    "a folder that is elsewhere": (linked("onnx", "elsewhere"), INCOMPATIBLE, ("onnx", "link")),
    "weights that are a link to elsewhere": (
        all_of(
            having(
                onnx___model__onnx=text_graph(elsewhere={"slope": "model.onnx_data"}),
                onnx___model__onnx_data=SLOPE.tobytes(),
            ),
            linked("onnx/model.onnx_data", "secret"),
        ),
        INCOMPATIBLE,
        ("onnx/model.onnx_data", "link"),
    ),
    "a manifest that is a link to elsewhere": (
        all_of(having(manifest__json={}), linked("manifest.json", "secret")),
        INCOMPATIBLE,
        ("manifest.json", "link"),
    ),
    "another digest than the manifest gives": (listed(GRAPH, "0" * 64), MISMATCH, (GRAPH, "0" * 64)),
    "a file of the manifest that is missing": (
        all_of(listed(GRAPH, "0" * 64), without(GRAPH)),
        INCOMPLETE,
        (GRAPH,),
    ),
    "nothing at all": (
        without(GRAPH, "tokenizer.json", "tokenizer_config.json", "config.json", "README.md"),
        INCOMPLETE,
        (GRAPH,),
    ),
    "a configuration of gigabytes": (huge("config.json", 5 << 30), INCOMPATIBLE, ("config.json", "larger")),
    "a graph of gigabytes": (huge(GRAPH, 5 << 30), INCOMPATIBLE, (GRAPH, "larger")),
    "a task nobody has": (
        having(README__md="---\npipeline_tag: video-classification\n---\n"),
        INCOMPATIBLE,
        ("video-classification", "text-classification"),
    ),
    "a manifest that lists more": (
        having(manifest__json={"format": 1, "files": "all of them"}),
        INCOMPATIBLE,
        ("manifest.json",),
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_folder_that_is_no_usable_model_is_refused_by_name(
    home: Home, install: Import, words: Path, fault: str
) -> None:
    change, code, named = FAULTS[fault]
    change(words)
    with pytest.raises(IlhaError) as refused:
        install(words)
    assert refused.value.code == code
    said = " ".join(describe(refused.value.failure()))
    assert "local/words" in said
    assert all(word in said for word in named), said
    assert "{" not in said
    assert not left_behind(home)


def test_a_picture_model_of_the_wrong_size_is_refused_when_it_is_tried(
    home: Home, install: Import, tmp_path: Path
) -> None:
    folder = picture_folder(tmp_path / "pictures")
    write(folder, {"preprocessor_config.json": {"image_processor_type": "NoImageProcessor"}})
    with pytest.raises(IlhaError, match="NoImageProcessor") as refused:
        install(folder)
    assert refused.value.code == INCOMPATIBLE
    assert not left_behind(home)


def test_a_folder_that_does_not_tell_its_task_asks_for_it(install: Import, words: Path) -> None:
    write(words, {"README.md": "# Words", "config.json": {"model_type": "bert"}})
    with pytest.raises(ModelTaskUnclear) as asked:
        install(words)
    assert "image-classification" in describe(asked.value.failure())[1]


@pytest.mark.parametrize("name", ["", "..", ".x", "a/b", "-x", "ü", "a b", "local/../x"])
def test_a_name_that_is_no_folder_is_refused(install: Import, words: Path, name: str) -> None:
    with pytest.raises(ModelNameInvalid):
        install(words, name=name)


def test_a_folder_that_is_not_there(install: Import, tmp_path: Path) -> None:
    with pytest.raises(InputNotFound):
        install(tmp_path / "nowhere")
