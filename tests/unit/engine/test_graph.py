"""The structure of ONNX files, of those that are none, and of those that break off."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.engine.graph import Graph, read_graph
from desktop.state.paths import resources
from tests.unit.engine.graphs import Node, _number, _piece, _varint, graph

if TYPE_CHECKING:
    from pathlib import Path

WEIGHTS = np.arange(6, dtype=np.float32).reshape(2, 3)


def small(**more: object) -> bytes:
    nodes = [
        Node("Mul", ("pixel_values", "scale"), "scaled", {"axis": 1}),
        Node("Strange", ("scaled",), "logits", domain="com.example"),
    ]
    return graph(
        nodes,
        inputs={"pixel_values": ("batch", 2, 3), "scale": (2, 3)},
        outputs={"logits": (1, 2, "classes")},
        constants={"scale": WEIGHTS},
        **more,  # type: ignore[arg-type] # of graph()
    )


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "model.onnx"


def read(target: Path, content: bytes) -> Graph:
    target.write_bytes(content)
    return read_graph(target)


def test_inputs_outputs_and_operators(target: Path) -> None:
    found = read(target, small(metadata={"names": "x"}))
    assert found.inputs == {"pixel_values": (None, 2, 3)}, "what has a value in the file is no input"
    assert found.outputs == {"logits": (1, 2, None)}
    assert found.operators == {("", "Mul"), ("com.example", "Strange")}
    assert found.opsets == {"": 17, "com.example": 1}
    assert (found.functions, found.data) == (set(), {})


def test_the_files_of_weights_and_how_long_they_must_be(target: Path) -> None:
    nodes = [Node("Mul", ("pixel_values", "one"), "logits"), Node("Mul", ("logits", "two"), "more")]
    content = graph(
        nodes,
        inputs={"pixel_values": (2, 3)},
        outputs={"more": (2, 3)},
        constants={"one": WEIGHTS, "two": WEIGHTS[:1], "three": WEIGHTS},
        elsewhere={"one": "a.onnx_data", "two": "a.onnx_data", "three": "../b.bin"},
    )
    assert read(target, content).data == {"a.onnx_data": 24, "../b.bin": 24}


def test_a_model_that_works_is_read_as_onnxruntime_reads_it() -> None:
    import onnxruntime

    path = resources() / "starter" / "minilm-sentiment" / "onnx" / "model_quantized.onnx"
    found = read_graph(path)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])

    def shapes(nodes: list[onnxruntime.NodeArg]) -> dict[str, tuple[int | None, ...]]:
        return {node.name: tuple(size if isinstance(size, int) else None for size in node.shape) for node in nodes}

    assert found.inputs == shapes(session.get_inputs())
    assert found.outputs == shapes(session.get_outputs())
    assert {domain for domain, _ in found.operators} <= set(found.opsets)


# --- messages by hand: what graph() does not write --------------------------------------------------------------------


def model(*fields: bytes) -> bytes:
    return b"".join([_number(1, 8), *fields])


def tensor(location: str, **entries: int) -> bytes:
    written = {"location": location, **{key: str(value) for key, value in entries.items()}}
    return b"".join(_piece(13, _piece(1, key) + _piece(2, value)) for key, value in written.items())


def node(kind: str, *attributes: bytes, domain: str = "") -> bytes:
    return _piece(4, kind) + b"".join(_piece(5, attribute) for attribute in attributes) + _piece(7, domain)


def inside(depth: int) -> bytes:
    """Return a graph with so many graphs inside one another."""
    content = _piece(1, node("Deepest"))
    for _ in range(depth):
        content = _piece(1, node("If", _piece(6, content)))
    return content


def test_branches_and_functions_count_too(target: Path) -> None:
    several = _piece(11, _piece(1, node("InLoop"))) + _piece(11, _piece(1, node("InOther")))
    function = _piece(1, "Own") + _piece(10, "local") + _piece(7, node("InFunction"))
    body = inside(3) + _piece(1, node("Loop", several)) + _piece(1, node("Own", domain="local"))
    found = read(target, model(_piece(7, body), _piece(25, function)))
    names = {name for _, name in found.operators}
    assert names == {"If", "Deepest", "Loop", "InLoop", "InOther", "InFunction", "Own"}
    assert found.functions == {("local", "Own")}


def test_inputs_of_branches_are_not_those_of_the_model(target: Path) -> None:
    branch = _piece(11, _piece(1, "inner")) + _piece(12, _piece(1, "answer"))
    body = _piece(1, node("If", _piece(6, branch))) + _piece(11, _piece(1, "outer"))
    found = read(target, model(_piece(7, body)))
    assert (set(found.inputs), set(found.outputs)) == ({"outer"}, set())


def test_weights_are_found_wherever_they_hide(target: Path) -> None:
    sparse = _piece(1, tensor("values", offset=8, length=2)) + _piece(2, tensor("indices"))
    body = _piece(15, sparse) + _piece(1, node("Constant", _piece(5, tensor("constant", length=7))))
    body += _piece(1, node("Many", _piece(10, tensor("list", offset=3))))
    assert read(target, model(_piece(7, body))).data == {"values": 10, "indices": 0, "constant": 7, "list": 3}


@pytest.mark.parametrize(("size", "read_as"), [(7, 7), (0, None), (-1, None)])
def test_a_size_that_is_none_may_vary(target: Path, size: int, read_as: int | None) -> None:
    shape = _piece(2, _piece(1, _number(1, size)))
    value = _piece(1, "ids") + _piece(2, _piece(1, shape))
    found = read(target, model(_piece(7, _piece(11, value) + _piece(11, _piece(1, "bare")))))
    assert found.inputs == {"ids": (read_as,), "bare": ()}


def test_onnx_by_its_long_name_is_onnx(target: Path) -> None:
    opset = _piece(1, "ai.onnx") + _number(2, 21)
    found = read(target, model(_piece(8, opset), _piece(7, _piece(1, node("Relu", domain="ai.onnx")))))
    assert (found.opsets, found.operators) == ({"": 21}, {("", "Relu")})


def test_unknown_fields_are_passed_over(target: Path) -> None:
    strange = _number(900, 5) + _piece(901, b"\xff\xff") + _varint(902 << 3 | 1) + bytes(8)
    strange += _varint(903 << 3 | 5) + bytes(4)
    assert read(target, model(strange, _piece(7, _piece(1, node("Relu"))))).operators == {("", "Relu")}


# --- what is no ONNX, or not all of it --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n",
        b"<!DOCTYPE html><html></html>",
        b"PK\x03\x04" + bytes(60),
        b"\x80\x04\x95" + bytes(60),
        bytes(64),
        model(),
        model(_piece(7, inside(70))),
        model(_piece(7, _number(1, 5))),
        model(_number(8, 5)),
        model(_piece(7, _piece(5, tensor("x") + _piece(13, _piece(1, "offset") + _piece(2, "many"))))),
        _number(1, 500) + _piece(7, b"\x12\xff"),
        b"\x08" + b"\xff" * 11,
    ],
    ids=[
        *("empty", "pointer", "page", "archive", "pickle", "zeros", "no graph", "too deep", "number for a node"),
        *("number for operators", "no number", "unknown version", "endless number"),
    ],
)
def test_what_is_no_onnx(target: Path, content: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read(target, content)


def test_a_file_that_breaks_off_says_so(target: Path) -> None:
    content = small()
    for length in range(10, len(content) - 40):
        with pytest.raises((EOFError, ValueError)) as caught:
            read(target, content[:length])
        if length > 60:
            assert caught.type is EOFError, length


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_file_never_fails_in_another_way(target: Path, data: st.DataObject) -> None:
    content = bytearray(small(elsewhere={"scale": "scale.bin"}, metadata={"a": "b"}))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    try:
        found = read(target, bytes(content[:cut]))
    except (EOFError, ValueError):
        return
    assert all(isinstance(name, str) for name in (*found.inputs, *found.outputs, *found.data))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400), st.sampled_from([b"", _number(1, 8), _number(1, 8) + b"\x3a"]))
def test_random_bytes_never_fail_in_another_way(target: Path, content: bytes, start: bytes) -> None:
    with suppress(EOFError, ValueError):
        read(target, start + content)


@pytest.mark.parametrize("part", [b"\x3a\x00", b"\x08\x01", b"\x42\x00", b"\x08", b"\x3a", b"\xca\x01\x00"])
def test_a_long_file_of_nothing_is_soon_read(target: Path, part: bytes) -> None:
    target.write_bytes(_number(1, 8) + part * 100_000)
    before = time.process_time()
    with suppress(EOFError, ValueError):
        read_graph(target)
    assert time.process_time() - before < 5
