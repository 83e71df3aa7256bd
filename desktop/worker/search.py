"""Search in the index by meaning and by words: the engine ranks by one, SQLite by the other, here they become one list.

The two are merged by their ranks (reciprocal rank fusion, Cormack, Clarke and Büttcher 2009), because a cosine and a
score of words cannot be compared.
"""

from __future__ import annotations

import math
import re
import secrets
import unicodedata
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from desktop.core.errors import IlhaError, InternalError
from desktop.core.job import CancelDone, Failed, Found, Item, SearchRequest
from desktop.core.media import InputFile, MediaKind
from desktop.core.passages import Hit
from desktop.worker.indexing import vector_model

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from desktop.core.passages import Ranking
    from desktop.state.index import Index
    from desktop.state.index_rows import Place
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home
    from desktop.worker.client import EngineClient

NEAR = 0.25
"""A passage without the words has at least this cosine with what it is shown for."""
FITS = 0.28
"""A passage has at least this cosine with a question that it may answer: `python -m tests.unit.worker.measure_search`
shows how that parts questions which this project's documents answer from others. Both limits are for the models of
MiniLM; `near` and `fits` in a manifest's settings say otherwise."""
SEARCH_THREADS = 1
"""Of an engine that only searches: with one short text, several would wait for one another."""
CANDIDATES = 100
"""So many of either list are merged."""
_SMOOTHING = 60
"""The constant of the fusion, as its authors chose it."""
_PREFIX_FROM = 4
"""Letters from which on a word also stands for longer ones that begin with it."""
_COMMON, _FEW, _MANY = 0.2, 20, 1000
"""A word in more than this share of all passages tells none of them from the others; one in so few passages always
does, and one in so many never: to rank them all would take longer than to find the others."""
_HALF = 0.5
_TERMS = 32
"""Words of a long question that are looked up; the vector is of all of them."""
_WORD = re.compile(r"\w+")


class Search:
    """One search: what to ask an engine, and what comes of its answer.

    Attributes:
        request: for the engine; None where there is nothing to be found.
    """

    def __init__(
        self, index: Index, shelf: ModelShelf, home: Home, text: str, *, limit: int = 20, under: Sequence[Path] = ()
    ) -> None:
        """Search for `text` in all files, or in those that are, or lie in, one of `under`.

        Raises:
            NoModelForTask: no model makes vectors.
        """
        self._text, self._limit, self._under = text.strip(), limit, tuple(under)
        self._generation = index.generation
        self._near, self._fits = NEAR, FITS
        self._terms = words(self._text)[:_TERMS]
        self._by_words: list[Place] | None = None
        self.request = self._ask(index, shelf, home) if self._text and index.passages() else None

    def hits(self, index: Index, ranking: Ranking | None = None) -> list[Hit]:
        """Return what was found, best first; without a ranking by words alone."""
        if ranking is not None and index.generation != self._generation:
            ranking = None  # the rows mean something else since the vectors were written anew
        by_words = self.look_up(index)
        places: dict[int, Place] = {place.id: place for place in by_words}
        cosines: dict[int, float] = {}
        if ranking is not None:
            near = {row: score for row, score in zip(ranking.rows, ranking.scores, strict=True) if score >= self._near}
            for row, place in index.at_rows(list(near)).items():
                places[place.id] = place
                cosines[place.id] = near[row]
        scores = fused([list(cosines), [place.id for place in by_words]])
        best = sorted(scores, key=lambda number: (-scores[number], number))[: self._limit]
        return [_hit(places[number], scores[number], cosines.get(number, 0.0), self._terms) for number in best]

    def look_up(self, index: Index) -> list[Place]:
        """Return what fits by its words, once: there is time for that while the engine is asked."""
        if self._by_words is None:
            self._by_words = self._matching(index, self._terms)
        return self._by_words

    def fitting(self, hits: Iterable[Hit]) -> list[Hit]:
        """Return the hits that may answer a question: an answer is about it, and does not only share a word with it.

        One that has all of its words need not be as near: a passage may be about other things as well.
        """

        def enough(hit: Hit) -> float:
            return self._near if _present(hit, self._terms) == self._terms else self._fits

        return [hit for hit in hits if hit.similarity >= enough(hit)]

    def _ask(self, index: Index, shelf: ModelShelf, home: Home) -> SearchRequest | None:
        rows = tuple(index.stretches(self._under)) if self._under else ()
        if self._under and not rows:
            return None
        model = vector_model(index, shelf)
        if index.model != (model.spec.id, model.spec.revision):
            return None  # its vectors are of a model that is gone; there are still the words
        self._near = float(model.spec.settings.get("near", NEAR))
        self._fits = float(model.spec.settings.get("fits", FITS))
        vectors = index.vectors
        file = InputFile(
            path=vectors.path, kind=MediaKind.UNKNOWN, mime="application/octet-stream", label="vectors", size_bytes=0
        )
        job_id = f"search-{secrets.token_hex(8)}"
        return SearchRequest(
            model=model,
            items=(Item(job_id=job_id, input=file, work=home.work / job_id),),
            text=self._text,
            limit=CANDIDATES,
            rows=rows,
        )

    def _matching(self, index: Index, terms: Sequence[str]) -> list[Place]:
        """Return passages with all the words that tell them apart, then those with the more telling half of these."""
        total = index.passages()
        limit = min(max(_FEW, round(_COMMON * total)), _MANY)
        counts = {term: index.occurrences(_quoted(term), limit + 1) for term in terms}
        telling = [term for term in terms if counts[term] <= limit]
        if not terms:
            return []
        found = index.matching(" ".join(map(_quoted, telling or terms)), CANDIDATES, self._under)
        if len(telling) > 1 and len(found) < self._limit:
            weights = {term: math.log((total + 1) / (counts[term] + 0.5)) for term in telling}
            known = {place.id for place in found}
            needed = _HALF * sum(weights.values())
            found += [
                place
                for place in index.matching(" OR ".join(map(_quoted, telling)), CANDIDATES, self._under)
                if place.id not in known and sum(weights[term] for term in _present(place, telling)) >= needed
            ]
        return found[:CANDIDATES]


class Searcher:
    """Searches one after the other on an engine of one's own."""

    def __init__(self, index: Index, shelf: ModelShelf, home: Home, client: EngineClient) -> None:
        """Use `client`, which nobody else waits for meanwhile; whoever made it stops it."""
        self._index, self._shelf, self._home, self._client = index, shelf, home, client

    def find(self, text: str, *, limit: int = 20, under: Sequence[Path] = ()) -> list[Hit]:
        """Return what fits `text` in meaning or in words, best first.

        Raises:
            IlhaError: the engine could not do it.
        """
        return self._search(text, limit, under)[1]

    def passages(self, question: str, *, limit: int = 5, under: Sequence[Path] = ()) -> list[Hit]:
        """Return the passages that may answer a question, best first; none when nothing fits."""
        search, hits = self._search(question, CANDIDATES, under)
        return search.fitting(hits)[:limit]

    def _search(self, text: str, limit: int, under: Sequence[Path]) -> tuple[Search, list[Hit]]:
        search = Search(self._index, self._shelf, self._home, text, limit=limit, under=under)
        if search.request is not None:
            self._client.submit(search.request)
        search.look_up(self._index)
        return search, search.hits(self._index, self._ranking(search.request))

    def _ranking(self, request: SearchRequest | None) -> Ranking | None:
        """Return what the engine says to a request that was submitted."""
        if request is None:
            return None
        (item,) = request.items
        while self._client.busy:
            wait(self._client.waitables, self._client.timeout_s)
            for message in self._client.collect():
                if isinstance(message, Found) and message.job_id == item.job_id:
                    return message.ranking
                if isinstance(message, Failed) and message.job_id == item.job_id:
                    kind = IlhaError.by_code.get(message.failure.code, InternalError)
                    raise kind(detail=message.failure.detail, **message.failure.arguments)
                if isinstance(message, CancelDone) and message.job_id == item.job_id:
                    return None
        return None


def fused(lists: Sequence[Sequence[int]]) -> dict[int, float]:
    """Return a score of each number in ranked lists; 1 for one that is the first of all."""
    scores: dict[int, float] = {}
    for ranked in lists:
        for rank, number in enumerate(ranked):
            scores[number] = scores.get(number, 0.0) + (_SMOOTHING + 1) / (_SMOOTHING + 1 + rank) / len(lists)
    return scores


def words(text: str) -> list[str]:
    """Return the words of a text once each, as the index writes them: small letters, without accents."""
    return list(dict.fromkeys(_folded(word) for word in _WORD.findall(text)))


def marks(text: str, terms: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Return where the words of a search stand in a text."""
    wanted = tuple(terms)
    return tuple(place.span() for place in _WORD.finditer(text) if _is_one(_folded(place.group()), wanted))


def _folded(word: str) -> str:
    bare = (char for char in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(char))
    return "".join(bare)


def _quoted(term: str) -> str:
    return f'"{term}"*' if len(term) >= _PREFIX_FROM else f'"{term}"'


def _is_one(word: str, terms: Sequence[str]) -> bool:
    return any(word == term or (len(term) >= _PREFIX_FROM and word.startswith(term)) for term in terms)


def _present(place: Place | Hit, terms: Sequence[str]) -> list[str]:
    known = words(place.passage.text)
    return [term for term in terms if any(_is_one(word, [term]) for word in known)]


def _hit(place: Place, score: float, similarity: float, terms: Sequence[str]) -> Hit:
    return Hit(
        path=place.path,
        passage=place.passage,
        score=round(score, 6),
        similarity=round(similarity, 6),
        marks=marks(place.passage.text, terms),
    )
