"""The documents that conversations and assistants are answered from: an index of their own, beside that of the search.

What somebody puts to a chat is not thereby found by everybody who searches, and goes with the last conversation or
assistant that names it.
"""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.chat import Source
from desktop.core.passages import joined
from desktop.state.assistants import Assistants
from desktop.state.index import Index
from desktop.worker.search import Searcher

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from desktop.core.model import InstalledModel
    from desktop.core.passages import Hit, Passage
    from desktop.state.chats import Chats
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home
    from desktop.worker.client import EngineClient

PASSAGES = 4
"""So many belong to a question at most: each is read before an answer, and remembered with it."""
FEW = 1
"""A small model is led astray by more than the nearest passage."""


def quotable(model: InstalledModel) -> int:
    """Return how many passages a model is given with a question."""
    return FEW if model.spec.small else PASSAGES


def located(documents: Iterable[str]) -> tuple[Path, ...]:
    """Return where documents are, each once; links keep their names."""
    paths = (Path(os.path.abspath(Path(document).expanduser())) for document in documents)  # noqa: PTH100
    return tuple(dict.fromkeys(paths))


def best(hits: Iterable[Hit]) -> tuple[Source, ...]:
    """Return the nearest of the passages that were found in one place or another, each once."""
    nearest = sorted(hits, key=lambda hit: -hit.similarity)
    sources = dict.fromkeys(Source(path=hit.path, passage=hit.passage) for hit in nearest)
    return tuple(sources)[:PASSAGES]


def find_sources(
    question: str, documents: Sequence[Path], home: Home, shelf: ModelShelf, client: EngineClient, *, files: bool
) -> tuple[Source, ...]:
    """Return the passages that may answer a question: of documents, and with `files` of all that can be searched.

    Raises:
        IlhaError: the engine could not do it.
    """
    hits: list[Hit] = []
    places = [(home.documents, documents)] if documents else []
    for folder, under in [*places, *([(home.index, ())] if files else [])]:
        with closing(Index(folder)) as index:
            hits += Searcher(index, shelf, home, client).passages(question, limit=PASSAGES, under=under)
    return best(hits)


def named_documents(home: Home, chats: Chats) -> set[str]:
    """Return the documents that a conversation or an assistant names."""
    return chats.documents().union(*(assistant.documents for assistant in Assistants(home).all()))


def let_go(home: Home, named: Collection[str]) -> None:
    """Forget the documents that are not among those that are named.

    Raises:
        StorageError: the disk refuses.
    """
    if not home.documents.exists():
        return
    wanted = set(located(named))
    with closing(Index(home.documents)) as index:
        for root in index.roots():
            if root not in wanted:
                index.remove(root)
        paths = (entry.path for entry in index.entries())
        index.forget([path for path in paths if wanted.isdisjoint((path, *path.parents))])
        index.tidy()


def text_of(home: Home, path: Path) -> str:
    """Return the text of a document that was read; paragraphs that passages begin with begin anew."""
    with closing(Index(home.documents)) as index:
        return joined(index.passages_of(path))[0]


def read_text(home: Home, path: Path, passage: Passage) -> tuple[str, int, int]:
    """Return what was read of a file for the search or a chat, and from where to where a passage stands in it.

    The passage alone comes back when the file was read anew since, and has it no more.
    """
    for folder in filter(Path.exists, (home.index, home.documents)):
        with closing(Index(folder)) as index:
            found = index.passages_of(path)
        if passage in found:
            text, starts = joined(found)
            start = starts[found.index(passage)]
            return text, start, start + len(passage.text)
    return passage.text, 0, len(passage.text)
