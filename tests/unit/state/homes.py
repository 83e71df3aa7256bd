"""Homes as a version of the program leaves them behind, kept in `tests/fixtures/homes` for the versions after it.

Run as `python -m tests.unit.state.homes` for each release. It writes a home with a thing of every sort, and beside it
what somebody would find in there.
"""

from __future__ import annotations

import dataclasses
import importlib.metadata
import itertools
import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from desktop.core.assistant import Assistant
from desktop.core.chat import MessageState, Role
from desktop.core.errors import Failure
from desktop.core.job import Job, JobState
from desktop.core.media import InputFile, MediaKind
from desktop.core.passages import Passage, Reading
from desktop.core.result import (
    Artifact,
    Box,
    Boxes,
    Embedding,
    Label,
    Labels,
    Mask,
    Masks,
    Picture,
    Provenance,
    Result,
    ResultValue,
    Segment,
    Segments,
    Sentence,
    Span,
    Spans,
    Table,
    Text,
    TextLine,
    TextPage,
    Translation,
    Usage,
    Word,
)
from desktop.media.forms.plain import plain
from desktop.state.assistants import Assistants
from desktop.state.chats import Chats
from desktop.state.history import History
from desktop.state.index import Index
from desktop.state.ledger import Decision, Entry, Ledger
from desktop.state.models import ModelShelf
from desktop.state.paths import Home
from desktop.state.settings import Settings, load_settings, save_settings

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "homes"
HOME, EXPECTED = "home", "expected.json"
ROW_BYTES = 4
_PLACE = Path("/home/ilha/.local/share/ilha")
_FILES = Path("/home/ilha/Documents")
_TIME = 1_764_000_000.0

_PAGE = TextPage(
    width=400,
    height=300,
    lines=(TextLine(text="Livraria Farol Azul", score=0.98, box=((10, 10), (200, 10), (200, 30), (10, 30))),),
)
VALUES: tuple[tuple[str, str, ResultValue], ...] = (
    ("ocr", "scan.png", Text(text="Livraria Farol Azul", pages=(_PAGE,))),
    (
        "translation",
        "letter.txt",
        Text(
            text="Bom dia 🚢. O fim.",
            translation=Translation(
                source="en",
                target="pt",
                detected=True,
                via="",
                models=("starter/firefox-en-pt",),
                text="Good morning 🚢. The end.",
                sentences=((0, 15, 0, 10), (16, 24, 11, 17)),
            ),
        ),
    ),
    (
        "text-classification",
        "reviews.txt",
        Labels(
            labels=(Label(label="positive", score=0.75), Label(label="negative", score=0.25)),
            sentences=(Sentence(start=0, end=5, text="Good.", labels=(Label(label="positive", score=0.75),)),),
        ),
    ),
    (
        "object-detection",
        "desk.jpg",
        Boxes(width=400, height=300, boxes=(Box(label="cup", score=0.5, box=(1.5, 2, 30, 40)),)),
    ),
    (
        "image-segmentation",
        "portrait.jpg",
        Masks(width=4, height=3, masks=(Mask(label="person", score=0.9, artifact="mask.png"),), cutout="cutout.png"),
    ),
    (
        "token-classification",
        "names.txt",
        Spans(text="Ana went home.", spans=(Span(label="PER", score=0.99, start=0, end=3, text="Ana"),)),
    ),
    (
        "automatic-speech-recognition",
        "talk.ogg",
        Segments(
            text="Good morning.",
            language="en",
            segments=(
                Segment(
                    start_s=0.5,
                    end_s=1.5,
                    text="Good morning.",
                    words=(Word(start_s=0.5, end_s=1.0, text="Good"), Word(start_s=1.0, end_s=1.5, text="morning.")),
                    speaker="Ana",
                ),
            ),
            duration_s=2.0,
        ),
    ),
    ("table-question-answering", "prices.csv", Table(columns=("what", "price"), rows=(("tea", 2.5), ("none", None)))),
    ("depth-estimation", "photo.jpg", Picture(width=4, height=3, artifact="depth.png")),
    ("feature-extraction", "essay.txt", Embedding(vector=(0.6, 0.8), similarity=0.5)),
)
"""A result of every kind, with its task and file."""


def write(folder: Path) -> None:
    """Write a home, and what is in it, into a new folder."""
    home = Home(root=folder / HOME, models=folder / HOME / "models").make()
    save_settings(
        home.settings,
        Settings(theme="dark", language="pt_BR", file_name_template="{date} {name}", threads=2, notify=False),
    )
    _write_jobs(home)
    _write_chat(home)
    _write_index(home)
    _write_ledger(home)
    assistant = Assistant(id="", name="Poet", prompt="Answer in verse.", params={"temperature": 0.5})
    Assistants(home).save(assistant)
    (home.pasted / "note.txt").write_text("What was pasted.\n", encoding="utf-8")
    found = json.dumps(contents(home), indent=1, ensure_ascii=False)
    (folder / EXPECTED).write_text(found + "\n", encoding="utf-8")


def contents(home: Home) -> dict[str, Any]:
    """Return what somebody finds in a home, in plain words."""
    settings = load_settings(home.settings)
    with (
        closing(History(home.history)) as history,
        closing(Chats(home.chats)) as chats,
        closing(Index(home.index)) as index,
        closing(Ledger(home.ledger)) as ledger,
    ):
        jobs = [_told(history, job) for job in history.find()]
        spoken = [
            {"title": found.chat.title, "said": [message.text for message in chats.messages(found.chat.id)]}
            for found in chats.find()
        ]
        passages = [place.passage.text for place in index.matching('"lighthouse"', 10)]
        rows = [f"{entry.decision.value} {entry.host}{entry.path} {entry.sent_bytes}" for entry in ledger.entries()]
        whole = ledger.broken_at() is None
    return {
        "settings": [settings.theme, settings.language, settings.file_name_template, settings.threads, settings.notify],
        "jobs": jobs,
        "chats": spoken,
        "passages": passages,
        "ledger": [*rows, "whole" if whole else "broken"],
        "assistants": [[one.name, one.prompt, one.params] for one in Assistants(home).all() if not one.shipped],
        "pasted": sorted(path.name for path in home.pasted.iterdir()),
        "models": [model.spec.id for model in ModelShelf(home).all() if model.folder.is_relative_to(home.root)],
    }


def _told(history: History, job: Job) -> list[str]:
    whole = history.get(job.id)
    assert whole is not None
    shown = [job.id, job.task, job.input.name, job.state.value]
    if whole.result is not None:
        shown += [whole.result.kind.value, plain(whole.result), whole.result.provenance.edited]
        original = history.original(job.id)
        assert original is not None
        shown += [plain(original), *(artifact.name for artifact in whole.result.artifacts)]
    return shown + ([whole.failure.code] if whole.failure else [])


def _write_jobs(home: Home) -> None:
    with closing(History(home.history)) as history:
        history.put(_jobs())
        first = next(_jobs())
        edited = _result(Text(text="Livraria Farol Azul, Lisboa"), edited="2026-01-02T03:04:05+00:00")
        history.put([_job(first.id, first.task, first.input.name, 0, state=JobState.DONE, result=edited)])


def _jobs() -> Iterator[Job]:
    for number, (task, name, value) in enumerate(VALUES):
        yield _job(f"job{number:02}", task, name, number, state=JobState.DONE, result=_result(value))
    failure = Failure(code="input-corrupt", arguments={"name": "broken.pdf"})
    yield _job("job97", "ocr", "broken.pdf", 97, state=JobState.FAILED, failure=failure)
    yield _job("job98", "ocr", "late.png", 98, state=JobState.CANCELLED)


def _job(job_id: str, task: str, name: str, minute: int, **fields: Any) -> Job:
    file = InputFile(path=_FILES / name, kind=MediaKind.TEXT, mime="text/plain", label="Text", size_bytes=100)
    began = _TIME + 60 * minute
    return Job(
        id=job_id,
        input=file,
        task=task,
        model="starter/something",
        params={"top_k": 5, "labels": "a, b"},
        created=began,
        started=began + 1,
        finished=began + 2,
        **fields,
    )


def _result(value: ResultValue, edited: str = "") -> Result:
    files = [getattr(value, "artifact", ""), getattr(value, "cutout", "")]
    files += [mask.artifact for mask in getattr(value, "masks", ())]
    return Result(
        value=value,
        provenance=Provenance(
            app=f"ilha {importlib.metadata.version('ilha')}",
            model="starter/something",
            revision="0" * 40,
            files={"onnx/model.onnx": "1" * 64},
            input_sha256="2" * 64,
            params={"top_k": 5},
            runtime={"python": "3.11"},
            started="2026-01-02T03:04:05+00:00",
            finished="2026-01-02T03:04:06+00:00",
            edited=edited,
        ),
        artifacts=tuple(
            Artifact(name=name, path=_PLACE / "artifacts" / name, mime="image/png") for name in files if name
        ),
        timings={"load": 0.5, "run": 0.25},
    )


def _write_chat(home: Home) -> None:
    clock = itertools.count(_TIME)
    with closing(Chats(home.chats, clock=lambda: float(next(clock)))) as chats:
        chat = chats.create(assistant="poet", model="starter/something", params={"temperature": 0.5})
        asked = chats.add(chat.id, None, Role.USER, "What is an island?")
        chats.add(chat.id, asked.id, Role.ASSISTANT, "Land with water around it.", model="starter/something")
        again = chats.add(chat.id, asked.id, Role.ASSISTANT, "", model="starter/something", state=MessageState.WRITING)
        usage = Usage(
            prompt_tokens=9,
            cached_tokens=0,
            completion_tokens=5,
            first_token_s=0.1,
            tokens_per_s=20.0,
            context_tokens=2048,
        )
        chats.put(dataclasses.replace(again, text="A rock that waits.", state=MessageState.DONE, usage=usage))


def _write_index(home: Home) -> None:
    story = _FILES / "story.txt"
    passages = (Passage(start=0, end=20, text="A lighthouse at sea."), Passage(start=21, end=30, text="Gulls cry."))
    with closing(Index(home.index)) as index:
        index.add_root(_FILES)
        index.use_model("starter/all-minilm-l6-v2", "3" * 12)
        index.await_files([(story, 31, 1)])
        index.put([(story, Reading(passages=passages, vectors=bytes(range(2 * ROW_BYTES))), "4" * 64)])


def _write_ledger(home: Home) -> None:
    entry = Entry(
        time=_TIME,
        asker="window",
        reason="download",
        subject="somebody/something",
        method="GET",
        host="huggingface.co",
        path="/somebody/something/resolve/main/config.json",
        decision=Decision.CONSENT,
    )
    with closing(Ledger(home.ledger)) as ledger:
        ledger.finish(ledger.begin(entry), status=200, sent_bytes=321, received_bytes=4096)
        ledger.refuse(dataclasses.replace(entry, decision=Decision.OFFLINE, path="/api/models"))


def main() -> int:
    """Write the home of this version anew."""
    folder = FIXTURES / importlib.metadata.version("ilha")
    shutil.rmtree(folder, ignore_errors=True)
    write(folder)
    for path in sorted(folder.rglob("*")):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    return 0


if __name__ == "__main__":
    sys.exit(main())
