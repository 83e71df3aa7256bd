"""A result is made again and compared: what changed is named, whatever it is."""

from __future__ import annotations

import contextlib
import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.core.errors import IlhaError, InputNotFound
from desktop.core.job import Done
from desktop.core.task import parse_params
from desktop.core.usage import ResultUnreadable, UsageError
from desktop.media.export import write
from desktop.media.sniff import recognise
from desktop.state.models import ModelShelf
from desktop.state.paths import Home
from desktop.state.settings import Settings
from desktop.tasks import get_task
from desktop.worker import verify as module
from desktop.worker.batch import new_jobs, requests, run_all
from desktop.worker.client import EngineClient
from desktop.worker.verify import Change, Record, differences, read_records, record_of, verify
from tests.unit.engine.graphs import install
from tests.unit.hub.folders import text_folder

MODEL = "local/words"
TASK = "text-classification"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Path, Path]:
    """A home with a model of its own, an input, and the json export of what came of it."""
    root = tmp_path_factory.mktemp("made")
    home = Home(root=root / "home", models=root / "home" / "models").make()
    source = text_folder(root / "source")
    files = {path.relative_to(source).as_posix(): path.read_bytes() for path in source.rglob("*") if path.is_file()}
    install(home.models / MODEL, TASK, files)
    letter = root / "letter.txt"
    letter.write_text("abc xyz")
    shelf = ModelShelf(home)
    (job,) = new_jobs([recognise(letter)], TASK, MODEL, parse_params(get_task(TASK), {}))
    client = EngineClient(home.work, Settings().threads)
    try:
        (done,) = [one for one in run_all(client, requests([job], shelf, home)) if isinstance(one, Done)]
    finally:
        client.stop()
    export = write(done.result, "json", root / "result.json", source=job.input, task=TASK)
    assert record_of(dataclasses.replace(job, result=done.result)) == read_records(export)[0]
    return home, letter, export


def changed(made: tuple[Home, Path, Path], **parts: object) -> Record:
    """Return the record of the export with other parts of its provenance."""
    (record,) = read_records(made[2])
    provenance = dataclasses.replace(record.provenance, **parts)  # type: ignore[arg-type] # names are those of its fields
    return Record(input=record.input, task=record.task, model=record.model, result=record.result, provenance=provenance)


def found(made: tuple[Home, Path, Path], record: Record, source: Path | None = None) -> list[tuple[str, str]]:
    home = made[0]
    changes = verify(record, home, ModelShelf(home), source=source)
    assert not list(home.work.iterdir())
    assert not home.history.exists()
    return [(change.what, change.name) for change in changes]


def test_what_is_the_same_is_found_the_same(made: tuple[Home, Path, Path], tmp_path: Path) -> None:
    moved = tmp_path / "other name.txt"
    moved.write_bytes(made[1].read_bytes())
    assert found(made, changed(made), moved) == []


def test_one_byte_of_the_model_is_enough(made: tuple[Home, Path, Path]) -> None:
    home = made[0]
    graph = next((home.models / MODEL).rglob("*.onnx"))
    content = graph.read_bytes()
    name = graph.relative_to(home.models / MODEL).as_posix()
    graph.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    try:
        assert found(made, changed(made)) == [("model-file", name)]
        graph.unlink()
        (change,) = verify(changed(made), home, ModelShelf(home))
        assert change.found is None
    finally:
        graph.write_bytes(content)


def test_other_inputs_options_versions_and_values_are_named(made: tuple[Home, Path, Path], tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("abc xyz!")
    assert found(made, changed(made), other) == [("input", str(other))]
    assert found(made, changed(made), tmp_path / "absent") == [("input", str(tmp_path / "absent"))]
    assert found(made, changed(made, params={"temper": 1})) == [
        ("parameters", "temper"),
        ("parameters", "split"),
    ]
    assert found(made, changed(made, model="local/absent"))[0] == ("model-file", "local/absent")
    versions = changed(made).provenance.runtime | {"onnxruntime": "1.0"}
    assert found(made, changed(made, runtime=versions)) == [("runtime", "onnxruntime")]
    altered = json.loads(made[2].read_text("utf-8"))
    altered["result"]["labels"][0]["score"] += 0.01
    (tmp_path / "altered.json").write_text(json.dumps(altered))
    (record,) = read_records(tmp_path / "altered.json")
    assert found(made, record) == [("value", f"labels.{altered['result']['labels'][0]['label']}")]


def test_a_task_that_is_not_known_is_an_error(made: tuple[Home, Path, Path]) -> None:
    record = changed(made)
    strange = Record(input=None, task="dowsing", model="m", result={}, provenance=record.provenance)
    with pytest.raises(IlhaError):
        verify(strange, made[0], ModelShelf(made[0]))


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff\xfe", b'{"input": 1}', b"[1]", b"words"])
def test_what_is_no_result_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "result.json"
    path.write_bytes(content)
    with pytest.raises(ResultUnreadable):
        read_records(path)
    with pytest.raises(ResultUnreadable):
        read_records(tmp_path)
    with pytest.raises(InputNotFound):
        read_records(tmp_path / "nowhere")


def test_lists_and_lines_are_read(made: tuple[Home, Path, Path], tmp_path: Path) -> None:
    one = json.loads(made[2].read_text("utf-8"))
    (tmp_path / "list.json").write_text(json.dumps([one, one]))
    (tmp_path / "lines.json").write_text(f"{json.dumps({**one, 'elapsed_s': 1.0})}\n{json.dumps(one)}\n")
    assert read_records(tmp_path / "list.json") == read_records(tmp_path / "lines.json")


def box(label: str, x: float) -> dict[str, Any]:
    return {"label": label, "score": 0.9, "box": [x, 10.0, x + 50, 60.0]}


@pytest.mark.parametrize(
    ("expected", "now", "names"),
    [
        ({"kind": "text", "text": "a"}, {"kind": "text", "text": "b"}, ["text"]),
        ({"text": "a", "usage": {"first_token_s": 1}}, {"text": "a", "usage": {"first_token_s": 2}}, []),
        ({"text": "a"}, {"text": "a", "other_language": {"text": "pt", "model": ["en"]}}, []),
        ({"boxes": [box("cat", 10), box("cup", 300)]}, {"boxes": [box("cup", 301), box("cat", 9)]}, []),
        ({"boxes": [box("cat", 10)]}, {"boxes": [box("cat", 40)]}, ["boxes[0].box[0]", "boxes[0].box[2]"]),
        ({"boxes": [box("cat", 10)]}, {"boxes": []}, ["boxes"]),
        ({"vector": [1.0, 0.0]}, {"vector": [0.99999, 0.004]}, []),
        ({"vector": [1.0, 0.0]}, {"vector": [0.0, 1.0]}, ["vector"]),
        ({"segments": [{"start_s": 1.0, "text": "a"}]}, {"segments": [{"start_s": 1.1, "text": "a"}]}, []),
        ({"detected": True}, {"detected": False}, ["detected"]),
        ({"labels": []}, {"labels": [{"label": "a", "score": 0.1}]}, ["labels.a"]),
    ],
)
def test_words_must_be_the_same_and_numbers_nearly(expected: object, now: object, names: list[str]) -> None:
    assert [change.name for change in differences(expected, now, together=False)] == names


def test_numbers_of_what_shared_a_batch_may_lie_further_apart() -> None:
    before, now = ({"labels": [{"label": "a", "score": score}]} for score in (0.8, 0.9))
    assert differences(before, now, together=True) == []
    assert differences(before, now, together=False) == [Change(what="value", name="labels.a", expected=0.8, found=0.9)]
    assert module.SCORE_APART_TOGETHER < 0.2


LABEL, BOX = {"label": "a", "score": 0.5}, {"label": "a", "score": 0.5, "box": [1.0, 2.0, 3.0, 4.0]}


@pytest.mark.parametrize("value", [None, -1, "\0", {}, [[1]], [{"label": [1]}]])
def test_whatever_somebody_writes_into_a_result_is_no_mistake_of_ours(
    made: tuple[Home, Path, Path], tmp_path: Path, value: object
) -> None:
    """What a mere comparison needs is looked at, or refused; nothing is made again here."""
    whole = json.loads(made[2].read_text())
    result = {"labels": [LABEL, LABEL], "boxes": [BOX, BOX], "vector": [0.6, 0.8], "n": 1, "text": "a"}
    whole["result"], shelf = result, ModelShelf(made[0])
    for path in places(whole):
        edited = put(whole, path, value)
        (tmp_path / "edited.json").write_text(json.dumps(edited))
        with contextlib.suppress(UsageError):
            for record in read_records(tmp_path / "edited.json"):
                verify(record, made[0], shelf, source=tmp_path / "gone")
                differences(record.result, result, together=False)


def places(part: Any, before: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield before
    if isinstance(part, dict | list):
        for name, value in part.items() if isinstance(part, dict) else enumerate(part):
            yield from places(value, (*before, name))


def put(whole: Any, path: tuple[str | int, ...], value: object) -> Any:
    if not path:
        return value
    copy = whole.copy()
    copy[path[0]] = put(whole[path[0]], path[1:], value)
    return copy


@pytest.mark.parametrize("content", [b"[" * 100_000, b"\xff", b'{"input": "\xff"}', b"", b"null", b"[]"])
def test_what_is_no_result_is_called_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "result.json").write_bytes(content)
    with pytest.raises(ResultUnreadable):
        read_records(tmp_path / "result.json")
