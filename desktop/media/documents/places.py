"""Where the marks of a text belong in its translation."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Generic

from desktop.media.documents.marks import Form, Mark, Nodes, joined, text_of
from desktop.media.documents.words import Word, split_words

_OPENERS = re.escape("([{«“‘„¿¡")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_SIGN_AFTER = rf"(?:\s?[?!:;»]|[^\s{_OPENERS}])"
_SIGN_BEFORE = r"[^\s)\]}»”’.,;:!?]"
_PAIRS_AT_MOST = 100_000  # of a mark and a word; each mark looks at every word, so what has more is placed by halves
_NODES_AT_LEAST = 4
_PER_WORD = 3  # letters alone would make articles weightless, and languages differ most in how long those are


@dataclass(frozen=True, slots=True)
class _Item(Generic[Form]):
    """A mark and the characters of the source it is around."""

    mark: Mark[Form]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Run:
    """Words of the translation, `first` to before `last`, wanted by the item `index`; the higher `rank` the surer."""

    index: int
    first: int
    last: int
    rank: int


class _Scale:
    """The words of a text and of its translation, side by side: words that both have stand at the same place."""

    def __init__(self, source: Sequence[Word], target: Sequence[Word]) -> None:
        self.shared = _shared(source, target)
        self._source = [0, *accumulate(word.end - word.start + _PER_WORD for word in source)]
        self._target = [0, *accumulate(word.end - word.start + _PER_WORD for word in target)]
        knots = [(0, 0)]
        for before, after in _rising(sorted(self.shared.items())):
            knots += [(self._source[before + step], self._target[after + step]) for step in (0, 1)]
        self._knots = [*knots, (self._source[-1], self._target[-1])]

    def _at(self, border: int) -> float:
        """Return how many letters of the translation stand before word `border` of the source."""
        place = self._source[border]
        index = min(max(bisect_right(self._knots, (place, self._target[-1])), 1), len(self._knots) - 1)
        (left, low), (right, high) = self._knots[index - 1], self._knots[index]
        return low + (place - left) * (high - low) / (right - left) if right > left else float(high)

    def border(self, border: int) -> int:
        """Return the border between words of the translation that is nearest to `border` of the source."""
        return self._nearest(self._at(border))

    def run(self, first: int, last: int) -> tuple[int, int]:
        """Return the words of the translation, one at least, where those of the source from `first` to `last` are."""
        low, high = self._at(first), self._at(last)
        start, end = self._nearest(low), self._nearest(high)
        if start < end:
            return start, end
        middle = min(bisect_right(self._target, (low + high) / 2) - 1, len(self._target) - 2)
        return middle, middle + 1

    def _nearest(self, place: float) -> int:
        index = bisect_left(self._target, place)
        if index and (index == len(self._target) or place - self._target[index - 1] <= self._target[index] - place):
            return index - 1
        return index


def _shared(source: Sequence[Word], target: Sequence[Word]) -> dict[int, int]:
    """Return which words of the source are which of the translation, for words that each has once."""
    counts = [Counter(word.stem for word in words) for words in (source, target)]
    where = {word.stem: index for index, word in enumerate(target) if counts[1][word.stem] == 1}
    return {
        index: where[word.stem]
        for index, word in enumerate(source)
        if word.stem and counts[0][word.stem] == 1 and word.stem in where
    }


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the most pairs whose second numbers rise like their first."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, value) in enumerate(pairs):
        at = bisect_left(tails, value)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [value]
        ends[at : at + 1] = [index]
    chain = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def place(nodes: Nodes[Form], text: str) -> Nodes[Form]:
    """Return `text` with the marks of `nodes`."""
    if all(isinstance(node, str) for node in nodes):
        return (text,) if text else ()
    level = _Level(nodes, text)
    if level.pairs <= _PAIRS_AT_MOST or len(nodes) < _NODES_AT_LEAST:
        return level.placed()
    half = _middle(nodes)
    cut = level.cut(text_of(nodes[:half]))
    return joined([*place(nodes[:half], text[:cut]), *place(nodes[half:], text[cut:])])


def _middle(nodes: Nodes[Form]) -> int:
    """Return where to part the nodes: between two words, if there is such a place, as near to the middle as can be."""
    places = sorted(range(1, len(nodes)), key=lambda at: abs(2 * at - len(nodes)))
    return next((at for at in places if text_of(nodes[at : at + 1])[:1].isspace()), places[0])


class _Level(Generic[Form]):
    """The marks that stand side by side in a text; what they enclose is a text of its own."""

    def __init__(self, nodes: Nodes[Form], text: str) -> None:
        self._text = text
        self._source = text_of(nodes)
        self._items: list[_Item[Form]] = []
        at = 0
        for node in nodes:
            length = len(node) if isinstance(node, str) else len(text_of((node,)))
            if not isinstance(node, str):
                self._items.append(_Item(node, at, at + length))
            at += length
        self._before = split_words(self._source)
        self._after = split_words(text)
        self._scale = _Scale(self._before, self._after)
        self._free = [True] * len(self._after)
        self._places: dict[int, tuple[int, int]] = {}
        self._spans: list[tuple[int, int]] = []  # of the marks that are around something

    @property
    def pairs(self) -> int:
        """Return how many pairs of a mark and a word of the translation there are."""
        return len(self._items) * len(self._after)

    def cut(self, before: str) -> int:
        """Return where in the translation that begins which follows the words of `before`."""
        border = self._scale.border(bisect_right(self._before, len(before.rstrip()), key=lambda word: word.end))
        return self._after[border].start if border < len(self._after) else len(self._text)

    def placed(self) -> Nodes[Form]:
        """Return the text with the marks in their places."""
        self._place_inside()
        self._place_fixed()
        self._place_runs(self._taken_runs())
        self._spans = [span for span in self._places.values() if span[0] < span[1]]
        for index, item in enumerate(self._items):
            if index not in self._places:
                self._places[index] = self._standing(item)
        result: list[str | Mark[Form]] = []
        at = 0
        for (start, end), index in sorted((span, index) for index, span in self._places.items()):
            result.append(self._text[at:start])
            result += self._filled(self._items[index], start, end)
            at = end
        return joined([*result, self._text[at:]])

    def _filled(self, item: _Item[Form], start: int, end: int) -> Nodes[Form]:
        if item.start == item.end or (item.mark.alone and start == end):
            return self._put_in(item, start)
        if item.mark.alone:
            return (item.mark,)
        return (replace(item.mark, inner=place(item.mark.inner, self._text[start:end])),)

    def _put_in(self, item: _Item[Form], at: int) -> Nodes[Form]:
        """Return a mark that takes no word of the translation, apart from its neighbours if it was before."""
        left, right = self._source[: item.start][-1:], self._source[item.end :][:1]
        if not (left.isspace() and right.isspace()):
            return (item.mark,)
        lead, trail = (
            " " if char and not char.isspace() else "" for char in (self._text[:at][-1:], self._text[at:][:1])
        )
        return joined([lead, item.mark, trail])

    def _place_inside(self) -> None:
        """Place marks that were around a part of a word, as in H₂O, in the same word where the translation has it."""
        twins: dict[int, Word | None] = {}
        for index, item in enumerate(self._items):
            at = bisect_right(self._before, item.start, key=lambda word: word.end)
            if item.mark.alone or item.start == item.end or at == len(self._before):
                continue
            word = self._before[at]
            if (
                not (word.start <= item.start and item.end <= word.end)
                or item.end - item.start == word.end - word.start
            ):
                continue
            if at not in twins:
                twins[at] = self._twin(word)
            twin = twins[at]
            if twin is not None:
                self._places[index] = (twin.start + item.start - word.start, twin.start + item.end - word.start)

    def _twin(self, word: Word) -> Word | None:
        """Return the same word in the translation, and let nobody else have it."""
        for at, other in enumerate(self._after):
            if self._free[at] and other.key == word.key and other.end - other.start == word.end - word.start:
                self._free[at] = False
                return other
        return None

    # --- words that stay ---------------------------------------------------------------------------------------------

    def _place_fixed(self) -> None:
        for index, item in enumerate(self._items):
            if item.mark.alone and item.mark.fixed:
                wanted = self._position(item)
                found = [span for span in _occurrences(item.mark.text, self._text) if self._untaken(span)]
                if found:
                    self._take(index, min(found, key=lambda span: abs(span[0] - wanted)))

    def _untaken(self, span: tuple[int, int]) -> bool:
        return all(span[1] <= start or end <= span[0] for start, end in self._places.values())

    def _take(self, index: int, span: tuple[int, int]) -> None:
        self._places[index] = span
        for at, word in enumerate(self._after):
            if word.start < span[1] and span[0] < word.end:
                self._free[at] = False

    # --- marks around words ------------------------------------------------------------------------------------------

    def _taken_runs(self) -> list[_Run]:
        """Return the words of each mark; the surer ones choose first, and no word has two."""
        wanted = [
            run
            for index, item in enumerate(self._items)
            if not item.mark.alone and index not in self._places
            for run in self._wanted(index)
        ]
        taken = []
        for run in sorted(wanted, key=lambda run: (-run.rank, run.index)):
            first, last = self._free_run(run.first, run.last)
            if first < last:
                self._free[first:last] = [False] * (last - first)
                taken.append(replace(run, first=first, last=last))
        return sorted(taken, key=lambda run: run.first)

    def _wanted(self, index: int) -> list[_Run]:
        """Return the run of words that item `index` should be around, if it was around any."""
        item = self._items[index]
        first = bisect_right(self._before, item.start, key=lambda word: word.end)
        last = bisect_left(self._before, item.end, key=lambda word: word.start)
        if first >= last or item.start == item.end or not self._after:
            return []
        if last - first == len(self._before):
            return [_Run(index, 0, len(self._after), 3)]
        start, end = self._scale.run(first, last)
        same = self._same_words(first, last)
        if same:
            begin = min(same, key=lambda at: abs(at - start))
            return [_Run(index, begin, begin + last - first, 2)]
        shared = [self._scale.shared[at] for at in range(first, last) if at in self._scale.shared]
        width = max(end - start, max(shared) + 1 - min(shared)) if shared else 0
        if width and width <= 2 * (end - start) + 1:
            begin = max(min(start, *shared), max(shared) + 1 - width)
            return [_Run(index, begin, begin + width, 1)]
        return [_Run(index, start, end, 0)]

    def _same_words(self, first: int, last: int) -> list[int]:
        """Return where the translation has the words of the source from `first` to `last`, one after another."""
        keys = [word.key for word in self._before[first:last]]
        return [
            at
            for at in range(len(self._after) - len(keys) + 1)
            if self._after[at].key == keys[0]
            and all(self._free[at : at + len(keys)])
            and [word.key for word in self._after[at : at + len(keys)]] == keys
        ]

    def _free_run(self, first: int, last: int) -> tuple[int, int]:
        """Return the longest run of free words inside, or the nearest free word, or nothing."""
        best = (first, first)
        begin = first
        for at in range(first, last + 1):
            if at == last or not self._free[at]:
                best = max(best, (begin, at), key=lambda run: run[1] - run[0])
                begin = at + 1
        if best[0] < best[1]:
            return best
        near = min((at for at, free in enumerate(self._free) if free), key=lambda at: abs(at - first), default=None)
        return (first, first) if near is None else (near, near + 1)

    def _place_runs(self, runs: Sequence[_Run]) -> None:
        """Turn words into characters; signs and spaces beside them come along where they did before."""
        spans = {run.index: (self._after[run.first].start, self._after[run.last - 1].end) for run in runs}
        order = sorted([*self._places.values(), *spans.values()])
        upper = {low: high for (low, _), (high, _) in pairwise([*order, (len(self._text), 0)])}
        low = 0
        for start, index in sorted([(span[0], index) for index, span in (self._places | spans).items()]):
            if index in spans:
                self._places[index] = self._widened(self._items[index], spans[index], low, upper[start])
            low = self._places[index][1]

    def _widened(self, item: _Item[Form], span: tuple[int, int], low: int, high: int) -> tuple[int, int]:
        start, end = span
        inside = self._source[item.start : item.end]
        words = split_words(inside)
        if not words:
            return span
        before = bisect_left(self._after, start, key=lambda word: word.start)
        behind = bisect_left(self._after, end, key=lambda word: word.start)
        if low == 0 and not before and not self._source[: item.start].strip():
            start = 0
        else:
            low = max(low, self._after[before - 1].end) if before else low
            start = low + _edge(self._text[low:start], inside[: words[0].start])
        if high == len(self._text) and behind == len(self._after) and not self._source[item.end :].strip():
            end = high
        else:
            high = min(high, self._after[behind].start) if behind < len(self._after) else high
            end += _edge_after(self._text[end:high], inside[words[-1].end :])
        return start, end

    # --- marks around nothing ----------------------------------------------------------------------------------------

    def _standing(self, item: _Item[Form]) -> tuple[int, int]:
        """Return the place of a mark that stands alone, is around signs only, or for which no word is left."""
        at = self._position(item)
        sign = "" if item.mark.alone else self._source[item.start : item.end].strip()
        if sign and not split_words(sign):
            taken = [(word.start, word.end) for word in self._after]
            found = [
                span
                for span in _occurrences(sign, self._text)
                if self._untaken(span) and all(span[1] <= start or end <= span[0] for start, end in taken)
            ]
            if found:
                return min(found, key=lambda span: abs(span[0] - at))
        for start, end in self._spans:
            if start < at < end:
                at = start if at - start <= end - at else end
        return at, at

    def _position(self, item: _Item[Form]) -> int:
        """Return the border between words where a mark that stands alone belongs: at the word it was attached to."""
        before, after = self._source[: item.start], self._source[item.end :]
        if not before.strip() or not self._after:
            return 0
        if not after.strip():
            return len(self._text)
        count = bisect_left(self._before, item.start, key=lambda word: word.start)
        border = self._scale.border(count)
        if 0 < count < len(self._before) and len(self._after) > 1:
            border = min(max(border, 1), len(self._after) - 1)
        if border and not before[-1].isspace():
            behind = self._after[border - 1].end
            following = self._after[border].start if border < len(self._after) else len(self._text)
            return behind + _edge_after(
                self._text[behind:following], before[self._before[count - 1].end if count else 0 :]
            )
        return self._after[border].start if border < len(self._after) else len(self._text)


def _occurrences(text: str, where: str) -> list[tuple[int, int]]:
    """Return where a text stands by itself, in whatever case and with whatever spaces between its parts."""
    pattern = r"\s*".join(re.escape(token) for token in _TOKEN.findall(text))
    return [found.span() for found in re.finditer(rf"(?<!\w){pattern}(?!\w)", where, re.IGNORECASE)] if pattern else []


def _edge_after(gap: str, model: str) -> int:
    """Return how much of `gap`, behind a word, is like `model`, which stood behind a word: signs, then a space."""
    signs = sum(1 for char in model if not char.isspace())
    found = re.match(rf"{_SIGN_AFTER}{{0,{signs}}}", gap)
    taken = found.end() if found else 0
    return taken + 1 if model[-1:].isspace() and gap[taken : taken + 1].isspace() else taken


def _edge(gap: str, model: str) -> int:
    """Return where in `gap`, before a word, that begins which is like `model`."""
    signs = sum(1 for char in model if not char.isspace())
    found = re.search(rf"{_SIGN_BEFORE}{{0,{signs}}}\Z", gap)
    start = found.start() if found else len(gap)
    return start - 1 if model[:1].isspace() and start and gap[start - 1].isspace() else start
