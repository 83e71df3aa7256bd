"""Files become passages by a real engine: only what changed, and nothing that one of them does costs the others."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from desktop.core.errors import NoModelForTask, StorageFull
from desktop.core.job import Failed, Started
from desktop.core.passages import IndexedFile, IndexState
from desktop.state.index import Index
from desktop.worker.batch import run_all
from desktop.worker.client import EngineClient
from desktop.worker.indexing import IndexRun, brought_up_to_date, looked_at, prepare
from desktop.worker.search import Searcher
from desktop.worker.survey import look
from tests.unit.media.documents.shapes import docx
from tests.unit.media.documents.shapes import run as words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desktop.core.job import EngineMessage
    from desktop.core.passages import Hit
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home

FERRY = "The ferry to the island leaves at nine in the morning."
BREAD = "Knead the dough for ten minutes and let it rest overnight."
TAX = "Income tax has to be paid before the last day of April."


class Desk:
    """An index with an engine, and a folder of files beside it."""

    def __init__(self, home: Home, shelf: ModelShelf, folder: Path) -> None:
        self.home, self.shelf, self.folder = home, shelf, folder
        self.index = Index(home.index)
        self.client = EngineClient(home.work, threads=1)
        self.asked: list[str] = []

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def run(
        self, *paths: Path, again: bool = False, watch: Callable[[EngineMessage], None] = lambda _: None
    ) -> dict[str, IndexedFile]:
        """Bring paths, or all that is watched, up to date; returns what became of each file by its name."""
        models = prepare(self.index, self.shelf)
        found = looked_at(self.index, self.home, paths or None, again=again)
        self.asked = [file.path.name for file, _ in found.changed]
        work = IndexRun(self.home, found, *models)
        work.note(self.index)
        told = work.told()
        for message in run_all(self.client, work.requests()):
            watch(message)
            work.take(self.index, [message])
            told += work.told()
        self.index.tidy()
        return {file.path.name: file for file in told}

    def find(self, text: str, **how: object) -> list[Hit]:
        return Searcher(self.index, self.shelf, self.home, self.client).find(text, **how)  # type: ignore[arg-type]

    def states(self) -> dict[str, str]:
        return {entry.path.name: look(entry).state.value for entry in self.index.entries()}


@pytest.fixture
def desk(home: Home, shelf: ModelShelf, tmp_path: Path) -> Iterator[Desk]:
    folder = tmp_path / "files"
    folder.mkdir()
    desk = Desk(home, shelf, folder)
    desk.index.add_root(folder)
    yield desk
    desk.client.stop()
    desk.index.close()


def test_every_kind_of_document_is_found_by_what_it_says(desk: Desk, strips: Path) -> None:
    desk.write("plain.txt", f"{FERRY}\r\n")
    desk.write("marked.md", f"# Bread\n\n{BREAD}\n")
    desk.write("page.html", f"<html><body><p>{TAX}</p><script>let ferry = 1;</script></body></html>")
    desk.write("cues.srt", "1\n00:00:01,000 --> 00:00:03,000\nWhales sing in the deep ocean.\n")
    desk.write("letter.docx", docx(f"<w:p>{words('Our new office is on the third floor of the library.')}</w:p>"))
    desk.write("scan.pdf", strips.read_bytes())
    desk.write("program.bin", bytes(range(256)))
    done = desk.run()
    assert {name: file.state.value for name, file in done.items()} == dict.fromkeys(
        ("plain.txt", "marked.md", "page.html", "cues.srt", "letter.docx", "scan.pdf"), "ready"
    )
    for text, name in (
        ("boat schedule", "plain.txt"),
        ("baking", "marked.md"),
        ("deadline for the authorities' money", "page.html"),
        ("sounds of sea animals", "cues.srt"),
        ("where do we work", "letter.docx"),
    ):
        assert desk.find(text)[0].path.name == name, text
    scan = {hit.passage.page: hit for hit in desk.find("Livraria Farol Azul") if hit.path.name == "scan.pdf"}
    assert scan.keys() == {1, 2}, "no passage goes over a page"
    assert scan[1].passage.end < scan[2].passage.start
    (ferry,) = [hit for hit in desk.find("ferry") if hit.path.name == "plain.txt"]
    assert [ferry.passage.text[start:end] for start, end in ferry.marks] == ["ferry"]
    assert not any("let ferry" in hit.passage.text for hit in desk.find("ferry"))


def test_only_what_changed_is_read_again(desk: Desk) -> None:
    one, two, three = (
        desk.write(f"{name}.txt", text) for name, text in (("one", FERRY), ("two", BREAD), ("three", TAX))
    )
    assert desk.run().keys() == {"one.txt", "two.txt", "three.txt"}
    desk.run()
    assert desk.asked == []
    os.utime(one, ns=(1, 1))
    two.write_text(BREAD.replace("dough", "clay!"), encoding="utf-8")
    three.unlink()
    desk.write("four.txt", "Whales sing in the deep ocean.")
    assert desk.states() == {"one.txt": "stale", "two.txt": "stale", "three.txt": "stale"}
    desk.run()
    assert desk.asked == ["four.txt", "two.txt"]
    assert desk.states() == dict.fromkeys(("one.txt", "two.txt", "four.txt"), "ready")
    assert "clay!" in desk.find("clay")[0].passage.text
    assert all(hit.path.name != "three.txt" for hit in desk.find("income tax"))


def test_a_bad_file_fails_by_itself_and_is_not_read_until_it_changes(desk: Desk) -> None:
    bad = desk.write("bad.pdf", b"%PDF-1.7\nnot at all")
    desk.write("good.txt", FERRY)
    done = desk.run()
    assert (done["bad.pdf"].state, done["good.txt"].state) == (IndexState.FAILED, IndexState.READY)
    failure = done["bad.pdf"].failure
    assert failure is not None
    assert failure.code == "input-corrupt"
    assert desk.run()["bad.pdf"].failure == failure
    assert desk.asked == []
    desk.run(again=True)
    assert desk.asked == ["bad.pdf"]
    bad.write_text(BREAD, encoding="utf-8")
    assert desk.run()["bad.pdf"].state is IndexState.READY


def test_a_file_that_ends_the_engine_is_set_aside_and_the_others_go_on(desk: Desk) -> None:
    for name, text in (("a poison.txt", FERRY * 4000), ("b.txt", BREAD), ("c.txt", TAX)):
        desk.write(name, text)

    def kill(message: EngineMessage) -> None:
        if isinstance(message, Started) and desk.client._current[message.job_id].input.name == "a poison.txt":
            assert desk.client.pid is not None
            os.kill(desk.client.pid, signal.SIGKILL)

    done = desk.run(watch=kill)
    assert {name: file.state.value for name, file in done.items()} == {
        "a poison.txt": "failed",
        "b.txt": "ready",
        "c.txt": "ready",
    }
    assert done["a poison.txt"].failure is not None
    assert done["a poison.txt"].failure.code == "engine-crashed"
    desk.run()
    assert desk.asked == []


def test_what_no_file_is_to_blame_for_ends_the_run_and_blames_none(desk: Desk) -> None:
    desk.write("one.txt", FERRY)
    work = IndexRun(desk.home, looked_at(desk.index, desk.home, None), *prepare(desk.index, desk.shelf))
    work.note(desk.index)
    (request,) = work.requests()
    full = StorageFull(folder="/x").failure()
    with pytest.raises(StorageFull):
        work.take(desk.index, [Failed(job_id=request.items[0].job_id, failure=full)])
    assert desk.states() == {"one.txt": "indexing"}
    desk.run()
    assert desk.states() == {"one.txt": "ready"}


def test_what_was_asked_for_by_name_is_told_of_whatever_it_is(desk: Desk, tmp_path: Path) -> None:
    done = desk.run(
        desk.write("empty.txt", ""), desk.write("program.bin", bytes(range(256))), tmp_path / "nowhere", again=True
    )
    codes = {name: file.failure.code for name, file in done.items() if file.failure is not None}
    assert codes == {"empty.txt": "input-empty", "program.bin": "input-unsupported", "nowhere": "input-not-found"}


def test_a_folder_that_went_away_keeps_its_passages(desk: Desk) -> None:
    desk.write("one.txt", FERRY)
    desk.run()
    away = desk.folder.rename(desk.folder.with_name("away"))
    assert desk.run()["files"].state is IndexState.FAILED
    assert desk.states() == {"one.txt": "stale"}
    assert desk.find("ferry")
    away.rename(desk.folder)
    desk.run()
    assert (desk.asked, desk.states()) == ([], {"one.txt": "ready"})


def test_nothing_of_ilha_itself_and_nothing_taken_out_is_read(desk: Desk) -> None:
    desk.write("one.txt", FERRY)
    out = desk.write("out.txt", BREAD)
    inside = desk.home.root / "inside.txt"
    inside.write_text(TAX, encoding="utf-8")
    desk.run()
    desk.index.remove(out)
    desk.run(desk.folder, desk.home.root)
    assert desk.states() == {"one.txt": "ready"}


def test_without_a_model_of_meaning_there_is_no_index(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk.shelf, "for_task", lambda _: ())
    with pytest.raises(NoModelForTask):
        prepare(desk.index, desk.shelf)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems write names in Unicode alone")
def test_a_name_that_is_no_text_costs_the_others_nothing(desk: Desk) -> None:
    desk.write("plain.txt", FERRY)
    strange = desk.write("a\udcff.txt", BREAD)
    assert {name: file.state for name, file in desk.run().items()} == {
        "plain.txt": IndexState.READY,
        strange.name: IndexState.FAILED,
    }
    assert desk.states() == {"plain.txt": "ready"}
    told = list(brought_up_to_date(desk.index, desk.shelf, desk.home, desk.client, [strange], add=True))
    assert [file.state for file in told] == [IndexState.FAILED]
    assert list(desk.index.roots()) == [desk.folder]
