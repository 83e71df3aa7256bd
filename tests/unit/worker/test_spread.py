"""Batches on executors: the same results as on an engine of our own, and nothing lost, left behind or believed."""

from __future__ import annotations

import functools
import multiprocessing
import os
import platform
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop.core.errors import Failure, describe
from desktop.core.job import Failed, RunRequest, Started
from desktop.media.sniff import recognise
from desktop.state.history import History
from desktop.state.models import ModelShelf
from desktop.state.paths import Home, find_home
from desktop.state.settings import Settings
from desktop.worker import remote, spread
from desktop.worker.batch import new_jobs, requests
from desktop.worker.headless import HeadlessRun, Order, Outcome
from desktop.worker.parcel import Enclosed, unwrap, wrap
from tests.unit.engine.graphs import install

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

    from desktop.worker.headless import Runner


class Post(Executor):
    """Carries what others run: keeps what went out, and what is told to be lost is lost."""

    def __init__(self, inner: Executor | None = None, *, lost: int = 0, answer: bytes | None = None) -> None:
        self.inner, self.lost, self.answer = inner, lost, answer
        self.sent: list[bytes] = []
        self.given: list[Future[bytes]] = []

    def submit(self, function: Callable[[bytes], bytes], content: bytes) -> Future[bytes]:  # type: ignore[override]
        self.sent.append(content)
        future = Future[bytes]()
        if len(self.sent) <= self.lost:
            future.set_exception(ConnectionResetError("the machine is gone"))
        elif self.answer is not None:
            future.set_result(self.answer)
        elif self.inner is not None:
            future = self.inner.submit(function, content)
        self.given.append(future)
        return future


@pytest.fixture
def elsewhere(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """The home of another computer, as this process has it when it works for somebody."""
    monkeypatch.setenv("ILHA_HOME", str(tmp_path / "elsewhere"))
    there = find_home().make()
    there.settings.write_text('{"threads": 1}')
    yield there
    remote.close()


@pytest.fixture
def run(home: Home, shelf: ModelShelf) -> Callable[..., list[Outcome]]:
    def start(task: str, *inputs: Path, runner: Runner | None = None, **params: str) -> list[Outcome]:
        with closing(History(home.history)) as history:
            work = HeadlessRun(
                Order(task=task, model=None, params=params),
                home,
                shelf=shelf,
                history=history,
                settings=Settings(threads=1),
                on_progress=lambda *_: None,
                runner=runner,
            )
            return list(work.run([str(path) for path in inputs]))

    return start


def letters(folder: Path, count: int) -> list[Path]:
    paths = [folder / f"{number:02}.txt" for number in range(count)]
    for path in paths:
        path.write_text(f"The {path.stem} ferries to the island were late again, and nobody told us.")
    return paths


def asked(home: Home, shelf: ModelShelf, paths: list[Path]) -> list[RunRequest]:
    jobs = new_jobs([recognise(path) for path in paths], "text-classification", "starter/minilm-sentiment", {})
    return list(requests(jobs, shelf, home))


def codes(outcomes: list[Outcome]) -> list[str]:
    return [outcome.failure.code if outcome.failure else "" for outcome in outcomes]


def test_what_is_run_elsewhere_is_the_same_and_leaves_nothing_there(
    run: Callable[..., list[Outcome]], home: Home, elsewhere: Home, tmp_path: Path
) -> None:
    (elsewhere.work / "batches-of-one-that-was-ended").mkdir()
    table = tmp_path / "table.csv"
    table.write_text("id,text\n1,I like the island.\n2,The ferry is awful.\n3,The ferry is awful.\n")
    inputs = [*letters(tmp_path, 3), table, tmp_path / "no such file"]
    with ThreadPoolExecutor(2) as threads:
        post = Post(threads)
        far = run("text-classification", *inputs, runner=functools.partial(spread.run_spread, post, 2), column="text")
    here = run("text-classification", *inputs, column="text")
    assert codes(far) == codes(here) == ["", "", "", "", "input-not-found"]
    for one, other in zip(far[:4], here[:4], strict=True):
        assert one.job is not None
        assert other.job is not None
        assert one.job.result is not None
        assert other.job.result is not None
        assert one.job.result.value == other.job.result.value
        mine, theirs = one.job.result.provenance, other.job.result.provenance
        assert (mine.files, mine.input_sha256, mine.params) == (theirs.files, theirs.input_sha256, theirs.params)
        for artifact, same in zip(one.job.result.artifacts, other.job.result.artifacts, strict=True):
            assert artifact.path == home.artifacts / one.job.id / same.path.name
            assert artifact.path.read_bytes() == same.path.read_bytes()
        assert bool(one.job.result.artifacts) is (one.source == str(table))
    assert len(post.sent) == 1
    assert not any(str(place).encode() in sent for sent in post.sent for place in (tmp_path, home.root))
    (folder,) = elsewhere.work.iterdir()
    assert not list(folder.iterdir())
    assert not list(elsewhere.artifacts.iterdir())
    assert not elsewhere.history.exists()
    remote.close()
    assert not list(elsewhere.work.iterdir())


def test_a_lost_batch_is_given_again_twice_and_then_named(
    run: Callable[..., list[Outcome]], elsewhere: Home, tmp_path: Path
) -> None:
    (letter,) = letters(tmp_path, 1)
    with ThreadPoolExecutor(1) as threads:
        lucky = Post(threads, lost=2)
        assert codes(run("auto", letter, runner=functools.partial(spread.run_spread, lucky, 1))) == [""]
    assert len(lucky.sent) == 3
    unlucky = Post(lost=9)
    assert codes(run("auto", letter, runner=functools.partial(spread.run_spread, unlucky, 1))) == ["worker-lost"]
    assert len(unlucky.sent) == 1 + spread.TIMES_AGAIN


def test_a_batch_more_than_workers_is_under_way_and_none_is_too_large(
    home: Home, shelf: ModelShelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spread, "BATCH_BYTES", 1000)
    monkeypatch.setattr(spread, "FILE_BYTES_AT_MOST", 4000)
    paths = letters(tmp_path, 2 * spread.BATCH_ITEMS)
    paths[1].write_text("late " * 400)
    paths[2].write_text("late " * 4000)
    post = Post()
    messages = spread.run_spread(post, 2, asked(home, shelf, paths))
    said = [next(messages) for _ in range(4)]
    batches = [unwrap(content).messages[0] for content in post.sent]
    assert [len(batch.items) for batch in batches if isinstance(batch, RunRequest)] == [1, 1, spread.BATCH_ITEMS]
    assert [message.failure.code for message in said if isinstance(message, Failed)] == ["input-too-large"]
    assert [type(message) for message in said] == [Started, Started, Failed, Started]
    messages.close()
    assert all(future.cancelled() for future in post.given)


@pytest.mark.parametrize(
    "answer",
    [
        b"no parcel",
        wrap([], [Enclosed(job_id="1", name="../../stolen", content=b"x")]),
        wrap([], [Enclosed(job_id="1", name="", content=b"x")]),
        wrap([Started(job_id="1")]),
        wrap([Failed(job_id="of somebody else", failure=Failure(code="input-empty"))]),
    ],
)
def test_a_strange_answer_is_a_fault_of_the_worker(
    run: Callable[..., list[Outcome]], home: Home, tmp_path: Path, answer: bytes
) -> None:
    outcomes = run("auto", *letters(tmp_path, 1), runner=functools.partial(spread.run_spread, Post(answer=answer), 1))
    assert codes(outcomes) == ["worker-strange"]
    assert not list(home.work.iterdir())


def test_a_model_that_is_not_the_same_there_is_named_with_the_worker(
    home: Home, shelf: ModelShelf, elsewhere: Home, tmp_path: Path
) -> None:
    name = install(home.models / "local" / "ears", "audio-classification", {"model.onnx": b"here"})
    install(elsewhere.models / "local" / "ears", "audio-classification", {"model.onnx": b"another"})
    (item,) = asked(home, shelf, letters(tmp_path, 1))[0].items
    request = RunRequest(task="audio-classification", model=shelf.get(name), params={}, items=(item,))
    (message,) = unwrap(remote.work(wrap([request]))).messages
    assert isinstance(message, Failed)
    assert message.failure.code == "model-not-installed"
    assert f"is not on “{platform.node()}”" in describe(message.failure)[0]


class Here(Executor):
    """Runs what it gets at once, in this process."""

    def submit(self, function: Callable[[bytes], bytes], content: bytes) -> Future[bytes]:  # type: ignore[override]
        future = Future[bytes]()
        future.set_result(function(content))
        return future


def test_what_a_worker_lacks_is_given_to_others_and_what_all_lack_to_nobody(
    home: Home, shelf: ModelShelf, elsewhere: Home, tmp_path: Path
) -> None:
    name = install(home.models / "local" / "ears", "audio-classification", {"model.onnx": b"here"})
    items = tuple(item for one in asked(home, shelf, letters(tmp_path, 40)) for item in one.items)
    request = RunRequest(task="audio-classification", model=shelf.get(name), params={}, items=items)
    post, lacking = Post(Here()), list[str]()

    def shun(_: Future[bytes], failure: Failure) -> bool:
        lacking.append(failure.code)
        return len(lacking) == 1

    said = list(spread.run_spread(post, 1, [request], shun=shun))
    failed = [message for message in said if isinstance(message, Failed)]
    assert sorted(message.job_id for message in failed) == sorted(item.job_id for item in items)
    assert {message.failure.code for message in failed} == {"model-not-installed"} == set(lacking)
    assert len(post.sent) == 2, "no more files leave in vain"


def bound(pipe: Connection, content: bytes) -> None:
    """Work in a process that may have no children, as those of a Dask nanny."""
    pipe.send_bytes(remote.work(content))


def test_a_worker_that_may_have_no_children_says_so(home: Home, shelf: ModelShelf, tmp_path: Path) -> None:
    request = asked(home, shelf, letters(tmp_path, 1))[0]
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=bound, args=(theirs, wrap([request])), daemon=True)
    process.start()
    theirs.close()
    (message,) = unwrap(ours.recv_bytes()).messages
    process.join()
    process.close()
    assert isinstance(message, Failed)
    assert message.failure.code == "worker-bound"


def test_what_is_no_parcel_is_not_run(elsewhere: Home) -> None:
    for content in (b"", os.urandom(64), wrap([]), wrap([Started(job_id="1")])):
        with pytest.raises(msgspec.MsgspecError):
            remote.work(content)
    assert not list(elsewhere.work.iterdir())
