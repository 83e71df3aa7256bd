"""Models are looked into before they are installed, and what is wrong is named."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import tokenizers

from desktop.core.errors import ModelIncompatible, ModelIncomplete, describe
from desktop.core.inspection import GraphData
from desktop.engine.inspection import inspect
from desktop.engine.loaded import LoadedModel
from tests.unit.engine.chat_models import talker
from tests.unit.engine.graphs import Files, Node, _piece, graph
from tests.unit.engine.picture_models import colour_graph
from tests.unit.engine.text_models import files, installed, text_graph, tokenizer_json, vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.core.inspection import ModelReport

WORDS = vocabulary("good", "bad")
TEXTS = text_graph(WORDS, {"good": (0, 1)})
LABELS = ("negative", "positive")


def look(folder: Path, task: str, content: dict[str, Any]) -> ModelReport:
    return inspect(installed(folder / "model", task, content), folder / "work")


def fault(caught: pytest.ExceptionInfo[Any]) -> str:
    message, hint = describe(caught.value.failure())
    assert "{" not in message + hint, "every name of the sentence has its value"
    return f"{message} {hint}"


def picture(*nodes: Node, opset: int = 17, inputs: Sequence[int | str] = ("batch", 3, 4, 4)) -> bytes:
    return graph(
        [*nodes, Node("Identity", (str(nodes[-1].output) if nodes else "pixel_values",), "logits")],
        inputs={"pixel_values": inputs},
        outputs={"logits": ("batch", 2)},
        constants={},
        opset=opset,
    )


def test_a_model_that_is_all_right_needs_nothing(tmp_path: Path) -> None:
    report = look(tmp_path, "text-classification", files(WORDS, TEXTS, LABELS))
    assert (report.data, report.made) == ((), ())
    assert not (tmp_path / "work").exists()


def test_weights_beside_the_graphs_are_told_with_their_length(tmp_path: Path) -> None:
    content = {
        f"onnx/{name}.onnx": graph(
            [Node("Mul", ("pixel_values", "scale"), "logits")],
            inputs={"pixel_values": (2,)},
            outputs={"logits": (2,)},
            constants={"scale": np.ones(2, np.float32)},
            elsewhere={"scale": f"../{name}.bin"},
        )
        for name in ("model", "model_fp16")
    }
    assert look(tmp_path, "depth-estimation", content).data == (
        GraphData(graph="onnx/model.onnx", location="../model.bin", size_bytes=8),
        GraphData(graph="onnx/model_fp16.onnx", location="../model_fp16.bin", size_bytes=8),
    )


# --- graphs ----------------------------------------------------------------------------------------------------------


def test_a_graph_that_breaks_off_is_incomplete(tmp_path: Path) -> None:
    with pytest.raises(ModelIncomplete) as caught:
        look(tmp_path, "text-classification", files(WORDS, TEXTS[: len(TEXTS) // 2], LABELS))
    assert "“onnx/model.onnx” breaks off" in fault(caught)
    assert "again" in fault(caught)


def test_a_file_that_is_no_graph_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelIncompatible) as caught:
        look(tmp_path, "text-classification", files(WORDS, b"version https://git-lfs.github.com/spec/v1\n", LABELS))
    assert "“onnx/model.onnx” is not an ONNX graph" in fault(caught)


@pytest.mark.parametrize(
    ("nodes", "said"),
    [
        ([Node("Relux", ("pixel_values",), "x")], "“Relux”, which is no operator of ONNX"),
        ([Node("Relux", ("pixel_values",), "x", domain="com.microsoft")], "no operator of com.microsoft"),
        ([Node("Relu", ("pixel_values",), "x", domain="com.strange")], "“Relu” of “com.strange”, which needs code"),
        ([Node("EPContext", ("pixel_values",), "x", domain="com.microsoft")], "“EPContext”"),
    ],
    ids=["unknown", "unknown of a known set", "custom", "for one accelerator"],
)
def test_an_operator_that_nobody_can_run_is_named(tmp_path: Path, nodes: list[Node], said: str) -> None:
    with pytest.raises(ModelIncompatible) as caught:
        look(tmp_path, "image-classification", {"model.onnx": picture(*nodes)})
    assert said in fault(caught)
    assert "model.onnx" in fault(caught)


def test_operators_that_the_runtime_adds_are_known(tmp_path: Path) -> None:
    node = Node("Gelu", ("pixel_values",), "x", domain="com.microsoft")
    look(tmp_path, "image-classification", {"model.onnx": picture(node)})


def test_operators_that_a_graph_defines_itself_are_known(tmp_path: Path) -> None:
    content = picture(Node("Own", ("pixel_values",), "x", domain="local"))
    function = _piece(25, _piece(1, "Own") + _piece(10, "local") + _piece(7, _piece(4, "Relu")))
    look(tmp_path / "known", "image-classification", {"model.onnx": content + function})
    with pytest.raises(ModelIncompatible) as caught:
        look(tmp_path / "unknown", "image-classification", {"model.onnx": content})
    assert "“Own” of “local”" in fault(caught)


def test_a_version_of_the_operators_from_the_future_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelIncompatible) as caught:
        look(tmp_path, "image-classification", {"model.onnx": picture(opset=900)})
    assert "version 900" in fault(caught)


# --- what the task gives and takes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "task",
    [
        *("text-classification", "zero-shot-classification", "token-classification", "question-answering"),
        "feature-extraction",
    ],
)
def test_a_task_for_texts_wants_a_graph_that_reads_them(tmp_path: Path, task: str) -> None:
    look(tmp_path / "right", task, files(WORDS, TEXTS, LABELS))
    with pytest.raises(ModelIncompatible) as caught:
        look(tmp_path / "wrong", task, files(WORDS, picture(), LABELS))
    assert "no input “input_ids”" in fault(caught)
    assert "it has: pixel_values" in fault(caught)


@pytest.mark.parametrize("task", ["image-classification", "object-detection", "audio-classification"])
def test_a_task_for_something_else_has_no_text_to_give(tmp_path: Path, task: str) -> None:
    with pytest.raises(ModelIncompatible) as caught:
        look(tmp_path, task, files(WORDS, TEXTS, LABELS))
    assert f"reads text (“input_ids”), which “{task}” does not give it" in fault(caught)


def test_a_model_that_chats_remembers_what_was_written(tmp_path: Path) -> None:
    look(tmp_path / "right", "text-generation", talker())
    with pytest.raises(ModelIncompatible) as caught:
        look(tmp_path / "wrong", "text-generation", files(WORDS, TEXTS))
    assert "remembers nothing of what was written" in fault(caught)


def test_pictures_with_captions_take_both_kinds(tmp_path: Path) -> None:
    content = files(WORDS, TEXTS) | {"onnx/vision_model.onnx": picture()}
    assert look(tmp_path, "zero-shot-image-classification", content).made == ()


@pytest.mark.parametrize(
    ("names", "ok"),
    [
        ({"id2label": {"0": "a", "1": "b"}}, True),
        ({"id2label": {"1": "b"}}, True),
        ({"id2label": {"0": "a"}}, False),
        ({"id2label": {"0": "a", "1": "b", "2": "c"}}, False),
        ({"id2label": {"first": "a"}}, True),
        ({"id2label": {"²": "a"}}, True),
        ({"id2label": ["a"]}, True),
        ({}, True),
    ],
)
def test_there_is_a_name_for_each_class(tmp_path: Path, names: dict[str, Any], ok: bool) -> None:
    content = {"model.onnx": TEXTS, "tokenizer.json": tokenizer_json(WORDS), "config.json": names}
    if ok:
        look(tmp_path, "text-classification", content)
        return
    with pytest.raises(ModelIncompatible) as caught:
        look(tmp_path, "text-classification", content)
    assert "tells 2 classes apart, but “config.json” names" in fault(caught)


def test_queries_are_no_classes(tmp_path: Path) -> None:
    """Detectors have a logit more than labels: for nothing."""
    content = {"model.onnx": colour_graph(), "config.json": {"id2label": {"0": "a", "1": "b"}}}
    look(tmp_path, "object-detection", content)
    with pytest.raises(ModelIncompatible):
        look(tmp_path / "other", "image-classification", content)


# --- tokenisers ------------------------------------------------------------------------------------------------------


def test_a_tokeniser_is_made_of_a_vocabulary_outside_of_the_folder(tmp_path: Path) -> None:
    content: Files = {
        "onnx/model.onnx": TEXTS,
        "vocab.txt": "\n".join(WORDS).encode(),
        "config.json": {"model_type": "bert"},
    }
    model = installed(tmp_path / "model", "text-classification", content)
    (made,) = inspect(model, tmp_path / "work" / "deep").made
    assert made == tmp_path / "work" / "deep" / "tokenizer.json"
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    assert tokenizers.Tokenizer.from_file(str(made)).encode("Good").tokens == ["[CLS]", "good", "[SEP]"]
    assert not (model.folder / "tokenizer.json").exists()


def test_a_model_that_reads_texts_and_has_no_words_is_incomplete(tmp_path: Path) -> None:
    with pytest.raises(ModelIncomplete) as caught:
        look(tmp_path, "text-classification", {"onnx/model.onnx": TEXTS, "config.json": {}})
    assert "neither “tokenizer.json” nor a vocabulary" in fault(caught)


def test_a_model_for_pictures_needs_no_words(tmp_path: Path) -> None:
    assert look(tmp_path, "image-classification", {"model.onnx": picture()}).made == ()


def test_what_is_said_to_work_can_be_loaded(tmp_path: Path) -> None:
    model = installed(tmp_path / "model", "text-classification", files(WORDS, TEXTS, LABELS))
    inspect(model, tmp_path / "work")
    assert LoadedModel(model, threads=1).session().outputs == ("logits",)
