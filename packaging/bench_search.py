"""The index: how fast files are read into it, and how soon a search among 100,000 passages is answered."""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np
from bench_figures import Broken, Measured, interleaved, of_rounds
from bench_inputs import write_paragraphs
from bench_worker import THREADS, part, places, serving, starter

from desktop.core.passages import Passage, Reading
from desktop.engine.embeddings import unit
from desktop.engine.vector_rows import packed
from desktop.state.index import Index
from desktop.state.models import ModelShelf
from desktop.state.paths import Home
from desktop.worker.client import EngineClient
from desktop.worker.indexing import MAKES_VECTORS, brought_up_to_date, prepare
from desktop.worker.search import SEARCH_THREADS, Searcher

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
FILES = 40
LINES = 50
TOKENS = 110
"""Of a line: 5 rounds of 40 files of 50 lines are about 10,000 passages."""
BARE = 32
MANY = 100_000
DIMENSIONS = 384
WORDS = 90
"""Of a passage of 128 tokens."""
QUESTIONS = (
    "How do I add a model of my own?",
    "what happens when the engine crashes",
    "wall of the operating system",
    "Portuguese translation",
    "Which licence do the icons have?",
    "memory of a batch",
    "history",
    "how fast is it",
    "the window of the program",
    "Is anything sent over the network?",
)
BEST_OF = 3
_AT_ONCE = 5_000


def reading() -> Mapping[str, Measured]:
    """Read files of 10,000 passages in five parts, against the bare loop over passages of theirs."""
    with ExitStack() as cleanup:
        home, folder = places(cleanup)
        model = starter(home, MAKES_VECTORS)
        index = cleanup.enter_context(closing(Index(home.index)))
        client = EngineClient(home.work, THREADS)
        cleanup.callback(client.stop)
        _write(folder / "warm", 1)
        _read(index, home, folder / "warm", client)
        lines = folder / "lines.txt"
        texts = (one.passage.text for one in index.at_rows(range(BARE)).values())
        lines.write_text("\n".join(" ".join(text.split()) for text in texts) + "\n", encoding="utf-8")
        bare = ("embeddings", part(model, "model"), model.folder / "tokenizer.json", lines, THREADS)
        limit = cleanup.enter_context(serving([sys.executable, "-m", "bench_bare", *bare]))
        parts = iter([_write(folder / str(number), FILES) for number in range(ROUNDS)])

        def ours() -> float:
            before, began = index.passages(), time.perf_counter()
            _read(index, home, next(parts), client)
            return (time.perf_counter() - began) / (index.passages() - before)

        pairs = interleaved(ours, lambda: limit() / BARE, rounds=ROUNDS, seconds=float("inf"))
        return {"index-passages": of_rounds(pairs, 1000)}


def searching() -> Mapping[str, Measured]:
    """Ask ten questions among 100,000 passages, against the product of their vectors as floats in memory."""
    with ExitStack() as cleanup:
        home, _ = places(cleanup)
        starter(home, MAKES_VECTORS)
        index = cleanup.enter_context(closing(Index(home.index)))
        shelf = ModelShelf(home)
        prepare(index, shelf)
        vectors = unit(np.random.default_rng(6).normal(size=(MANY, DIMENSIONS)).astype(np.float32))
        _fill(index, vectors)
        client = EngineClient(home.work, SEARCH_THREADS)
        cleanup.callback(client.stop)
        searcher = Searcher(index, shelf, home, client)
        for question in QUESTIONS[:2]:
            searcher.find(question)
        times, products = [], []
        for question in QUESTIONS:
            times.append(min(_seconds(partial(searcher.find, question)) for _ in range(BEST_OF)))
            products.append(min(_seconds(lambda: vectors @ vectors[0]) for _ in range(BEST_OF)))
        value, limit = statistics.median(times), statistics.median(products)
        return {"search-passages": Measured(value=value * 1000, limit=limit * 1000, ratio=value / limit)}


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _write(folder: Path, files: int) -> Path:
    folder.mkdir()
    for number in range(files):
        write_paragraphs(folder / f"{number:03}.txt", LINES, TOKENS, skip=number + len(folder.name) * 1000)
    return folder


def _read(index: Index, home: Home, folder: Path, client: EngineClient) -> None:
    """Do what `ilha index add` does."""
    files = brought_up_to_date(index, ModelShelf(home), home, client, [folder])
    failed = [file for file in files if file.failure is not None]
    if failed:
        msg = f"{failed[0].path.name} failed: {failed[0].failure}"
        raise Broken(msg)


def _fill(index: Index, vectors: np.ndarray) -> None:
    """Put passages of this project's own words into the index, as many as there are vectors."""
    texts = _texts()
    for first in range(0, len(vectors), _AT_ONCE):
        path = Path(f"/documents/{first:06}.txt")
        part_of = vectors[first : first + _AT_ONCE]
        passages = tuple(Passage(start=0, end=len(text), text=text) for text in islice(texts, len(part_of)))
        index.await_files([(path, 1, 1)])
        index.put([(path, Reading(passages=passages, vectors=packed(part_of)), "")])


def _texts() -> Iterator[str]:
    names = ("README.md", "desktop/README.md", "packaging/README.md", "packaging/starter/README.md", "LICENSE")
    words = [word for name in names for word in (ROOT / name).read_text(encoding="utf-8").split()]
    chance = random.Random(6)  # noqa: S311 - the same passages in every run
    while True:
        at = chance.randrange(len(words) - WORDS)
        yield " ".join(words[at : at + WORDS])
