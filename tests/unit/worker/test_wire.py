import dataclasses
import pickle
from pathlib import Path

import msgspec
import pytest

from desktop.core.errors import Failure
from desktop.core.job import (
    Cancel,
    Done,
    Failed,
    Found,
    Indexed,
    IndexRequest,
    Item,
    Partial,
    Progress,
    Progressed,
    Prove,
    Proved,
    Ready,
    RequestDone,
    RunRequest,
    SearchRequest,
)
from desktop.core.media import InputFile, MediaKind
from desktop.core.passages import Passage, Ranking, Reading
from desktop.core.proof import Attempt
from desktop.core.result import Artifact, OtherLanguage, Result, Table
from desktop.state.models import ModelShelf
from desktop.worker.wire import Message, pack, unpack
from tests.unit.state.test_history import LABELS, PROVENANCE, TEXT

FILE = InputFile(path=Path("/a b/ü.txt"), kind=MediaKind.TEXT, mime="text/plain", label="Plain text", size_bytes=3)
PASSAGES = (Passage(start=0, end=3, text="ü b"), Passage(start=5, end=6, text="c", page=2))
OTHER = OtherLanguage(text="pt", model=("en", "fr"))
ARTIFACT = Artifact(name="p.jpg", path=Path("/w/p.jpg"), mime="image/jpeg")


@pytest.mark.parametrize(
    "message",
    [
        Cancel(job_id="1"),
        Ready(wall="enforced", pid=1, modules=("a", "b")),
        Progressed(job_id="1", progress=Progress(phase="run", done=1, total=None)),
        Partial(job_id="1", text="half\n"),
        Done(job_id="1", result=Result(value=TEXT, provenance=PROVENANCE, artifacts=(ARTIFACT,))),
        Done(job_id="1", result=Result(value=LABELS, provenance=PROVENANCE, timings={"run": 1.5})),
        Done(job_id="1", result=Result(value=LABELS, provenance=PROVENANCE, other_language=OTHER)),
        Failed(job_id="1", failure=Failure(code="input-corrupt", arguments={"name": "x", "n": 1}, detail="d")),
        RequestDone(memory_bytes=5),
        Indexed(job_id="1", reading=Reading(passages=PASSAGES, vectors=bytes(range(256))), digest="0f"),
        Proved(job_id="1", attempts=(Attempt(name="tcp", via="child", errno="EPERM"),)),
        Prove(items=(Item(job_id="1", input=FILE, work=Path("/w")),)),
        Found(job_id="1", ranking=Ranking(rows=(3, 1), scores=(0.75, 0.5))),
    ],
    ids=lambda message: type(message).__name__,
)
def test_every_message_arrives_as_it_was_sent(message: Message) -> None:
    assert unpack(pack(message)) == message


def test_a_request_arrives_with_its_model(shelf: ModelShelf) -> None:
    request = RunRequest(
        task="ocr",
        model=shelf.choose("ocr"),
        params={"min_score": 0.5, "upside_down": True},
        items=(Item(job_id="1", input=FILE, work=Path("/w/1")),),
    )
    assert unpack(pack(request)) == request


def test_what_the_index_asks_arrives_with_its_models(shelf: ModelShelf) -> None:
    model, reader = shelf.choose("feature-extraction"), shelf.choose("ocr")
    items = (Item(job_id="1", input=FILE, work=Path("/w/1")),)
    for request in (
        IndexRequest(model=model, items=items, others=(reader,)),
        SearchRequest(model=model, items=items, text="ü?", limit=5, rows=((0, 3), (7, 9))),
    ):
        assert unpack(pack(request)) == request


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"[]", b"{", b'["Nothing",{}]', b'["Started",{"job_id":5}]', b'["Started",{"job_id":"\xff"}]'),
        *(b'["Failed",' + b"[" * 100_000, pickle.dumps(1)),
    ],
)
def test_bytes_that_are_no_message_are_refused(content: bytes) -> None:
    with pytest.raises(msgspec.ValidationError):
        unpack(content)


def test_halves_of_characters_become_question_marks() -> None:
    table = Table(columns=("note \ud83d",), rows=(("good \ud800 day", 1), ("olá", None)))
    provenance = dataclasses.replace(PROVENANCE, params={"labels": "a, \udcff"})
    message = unpack(pack(Done(job_id="1", result=Result(value=table, provenance=provenance))))
    assert isinstance(message, Done)
    assert message.result.value == Table(columns=("note ?",), rows=(("good ? day", 1), ("olá", None)))
    assert message.result.provenance.params == {"labels": "a, ?"}
    assert unpack(pack(Partial(job_id="1", text="a\ud83d"))) == Partial(job_id="1", text="a?")
