"""Mask what gives people away in a text: what a model found, what `identifiers` finds, and every further occurrence."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count

from desktop.core.result import Span
from desktop.media.identifiers import identifiers

ECHO_FROM = 3
"""Letters: a shorter name is masked only where it was found, else `Al` would take `al.` along."""

_WORD = re.compile(r"[^\W_]+")
# Scripts without spaces between words (Thai to Myanmar, Khmer, kana, Han): a name there has no edges to widen to.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_JOINERS = "-'’"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """What a mask stands for: `text` from `start` to `end` of the original, counted in characters."""

    mask: str
    label: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """A masked text, its masks as spans of it, and for each of them what it hides."""

    text: str
    spans: tuple[Span, ...]
    hidden: tuple[Hidden, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Find:
    """A place to mask; `key` is shared by all places that get the same mask."""

    start: int
    end: int
    label: str
    score: float
    key: str
    certain: bool = False


def redact(text: str, entities: Iterable[Span]) -> Redaction:
    """Mask the entities and identifiers of `text`; the same thing always gets the same mask, such as `[PER 1]`."""
    folded = _fold(text)
    found = [
        _Find(start=start, end=end, label=label, score=1.0, key=_key(folded[start:end]), certain=True)
        for start, end, label in identifiers(text)
    ]
    found += [_widened(text, folded, entity) for entity in entities if _WORD.search(entity.text)]
    found = _merged(folded, [*_merged(folded, found), *_echoes(text, folded, found)])
    return _mask(text, found)


def _fold(text: str) -> str:
    """Return `text` without case and accents, character by character, so that places stay the same."""
    return "".join(map(_folded.__getitem__, text))


class _Folded(dict[str, str]):
    def __missing__(self, character: str) -> str:
        self[character] = unicodedata.normalize("NFD", character.lower())[:1] or character
        return self[character]


_folded = _Folded()


def _key(folded: str) -> str:
    return " ".join(folded.split())


def _widened(text: str, folded: str, entity: Span) -> _Find:
    """Return the place of an entity, without white space around it, grown to whole words: half a name is a name."""
    start, end = entity.start, entity.end
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    while _same_word(text, start):
        start -= 1
    while _same_word(text, end):
        end += 1
    return _Find(start=start, end=end, label=entity.label, score=entity.score, key=_key(folded[start:end]))


def _same_word(text: str, place: int) -> bool:
    """Say whether the characters before and after `place` belong to one word; Jean-Luc and O'Neill are one."""
    before, after = text[max(0, place - 1) : place], text[place : place + 1]
    if before and before in _JOINERS:
        before = text[max(0, place - 2) : place - 1]
    if after and after in _JOINERS:
        after = text[place + 1 : place + 2]
    return _in_word(before) and _in_word(after)


def _in_word(character: str) -> bool:
    if not character or _UNSPACED.match(character):
        return False
    return character.isalnum() or character == "_" or unicodedata.category(character).startswith("M")


def _merged(folded: str, found: list[_Find]) -> list[_Find]:
    """Return the places without overlaps, in their order; of those that overlap the surest and longest gives its label.

    Places that touch stay apart, places that overlap are masked from the beginning of the first to the end of the last.
    """
    merged: list[_Find] = []
    for find in sorted(found, key=lambda one: (one.start, -one.end)):
        last = merged[-1] if merged else None
        if last is None or find.start >= last.end:
            merged.append(find)
            continue
        best = max(last, find, key=lambda one: (one.certain, one.end - one.start, one.score))
        end = max(last.end, find.end)
        whole = (best.start, best.end) == (last.start, end)
        merged[-1] = replace(best, start=last.start, end=end, key=best.key if whole else "")
    # A key is made once a place is whole: thousands of numbers may overlap one after the other.
    return [one if one.key else replace(one, key=_key(folded[one.start : one.end])) for one in merged]


def _echoes(text: str, folded: str, found: list[_Find]) -> Iterator[_Find]:
    """Give the further places of what was found: whole words, in any case, a person's surname also by itself."""
    by_words: dict[tuple[str, ...], _Find] = {}
    unspaced: dict[str, _Find] = {}
    for find in found:
        for name in _names(text, find):
            words = tuple(_WORD.findall(name))
            if _UNSPACED.search(name):
                unspaced.setdefault(name, find)
            elif words and len(name) >= ECHO_FROM:
                by_words.setdefault(words, find)
    for name, find in unspaced.items():
        yield from _unspaced_echoes(folded, name, find)
    yield from _spaced_echoes(text, folded, by_words)


def _names(text: str, find: _Find) -> list[str]:
    """Return what else a find may be called: its words as they are, and each part of a person's name."""
    if "PER" not in find.label.upper() and "NAME" not in find.label.upper():
        return [find.key]
    parts = map(re.Match.group, _WORD.finditer(text, find.start, find.end))
    return [find.key, *(_fold(part) for part in parts if part[0].isupper())]


def _spaced_echoes(text: str, folded: str, by_words: dict[tuple[str, ...], _Find]) -> Iterator[_Find]:
    """Look at every word of the text once, however many names begin with it."""
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for words in by_words:
        lengths[words[0]].add(len(words))
    starts, ends = array("Q"), array("Q")
    for match in _WORD.finditer(folded):
        starts.append(match.start())
        ends.append(match.end())
    for index, start in enumerate(starts):
        for length in lengths.get(folded[start : ends[index]], ()):
            after = min(index + length, len(ends))
            places = zip(starts[index:after], ends[index:after], strict=True)
            find = by_words.get(tuple(folded[begin:end] for begin, end in places))
            if find is not None and (after > index + 1 or _is_echo(text[start : ends[index]], text, find)):
                yield replace(find, start=start, end=ends[after - 1])


def _is_echo(written: str, text: str, find: _Find) -> bool:
    """Say whether one word alone means the same; in small letters it may mean something else."""
    return not written.islower() or written in text[find.start : find.end]


def _unspaced_echoes(folded: str, name: str, find: _Find) -> Iterator[_Find]:
    if len(name) < ECHO_FROM - 1:
        return
    start = folded.find(name)
    while start >= 0:
        yield replace(find, start=start, end=start + len(name))
        start = folded.find(name, start + len(name))


def _mask(text: str, found: list[_Find]) -> Redaction:
    masks: dict[str, str] = {}
    labels: dict[str, str] = {}
    unused: dict[str, Iterator[str]] = {}
    pieces, spans, hidden = [], [], []
    done = length = 0
    for find in found:
        if find.key not in masks:
            labels[find.key] = find.label
            if find.label not in unused:
                unused[find.label] = _unused_masks(text, find.label)
            masks[find.key] = next(unused[find.label])
        mask, label = masks[find.key], labels[find.key]
        pieces += [text[done : find.start], mask]
        start = length + find.start - done
        length, done = start + len(mask), find.end
        spans.append(Span(label=label, score=find.score, start=start, end=length, text=mask))
        original = text[find.start : find.end]
        hidden.append(Hidden(mask=mask, label=label, text=original, start=find.start, end=find.end))
    return Redaction(text="".join([*pieces, text[done:]]), spans=tuple(spans), hidden=tuple(hidden))


def _unused_masks(text: str, label: str) -> Iterator[str]:
    """Give the masks for `label` that do not stand in the text already."""
    there = set(re.findall(rf"\[{re.escape(label)} \d+\]", text))
    every = (f"[{label} {number}]" for number in count(1))
    return (mask for mask in every if mask not in there)
