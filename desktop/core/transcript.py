"""Edits of what is said in a recording: each makes new pieces, and what it does not touch keeps its time."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from desktop.core.result import Segment, Segments, Word

Pieces = tuple[Segment, ...]


class Reach(StrEnum):
    """Whose speaker gets a name: that of one piece, of all with the same name, or of those without any that follow."""

    ONE = "one"
    SAME = "same"
    FOLLOWING = "following"


def edited(value: Segments, pieces: Sequence[Segment]) -> Segments:
    """Return `value` with other pieces; what was emptied is left out."""
    kept = tuple(piece for piece in pieces if piece.text.strip())
    return dataclasses.replace(value, segments=kept, text=" ".join(piece.text.strip() for piece in kept))


def named(pieces: Sequence[Segment], index: int, speaker: str | None, reach: Reach) -> Pieces:
    """Return the pieces with the speaker of the one at `index` named, and of others as far as `reach` says."""
    before = pieces[index].speaker
    chosen = {index}
    if reach is Reach.SAME:
        chosen = {number for number, piece in enumerate(pieces) if piece.speaker == before}
    elif reach is Reach.FOLLOWING:
        after = range(index + 1, len(pieces))
        end = next((number for number in after if pieces[number].speaker != before), len(pieces))
        chosen = set(range(index, end))
    return tuple(
        dataclasses.replace(piece, speaker=speaker) if number in chosen else piece
        for number, piece in enumerate(pieces)
    )


def word_places(piece: Segment) -> list[tuple[int, int]]:
    """Return where each word of a piece stands in its text, in characters; a word that is not there is empty."""
    places, position = [], 0
    for word in piece.words or ():
        written = word.text.strip()
        start = piece.text.find(written, position)
        if start >= 0:
            position = start + len(written)
        places.append((start, position) if start >= 0 else (position, position))
    return places


def rewritten(pieces: Sequence[Segment], texts: Sequence[str]) -> Pieces:
    """Return pieces that say `texts` in the time of `pieces`.

    Somebody wrote in one place: what stands before and after it is the same and keeps times and speakers, and what is
    new there shares the time between. So a line that is cut keeps the moment where it was cut.
    """
    before, after = "\n".join(piece.text for piece in pieces), "\n".join(texts)
    letters = _letters(pieces)
    head = len(before[: _common(before, after)].rstrip(" "))  # a pause belongs to what is new beside it
    tail = len(before[len(before) - _common(before[head:][::-1], after[head:][::-1]) :].lstrip(" "))
    left, right = letters[:head], letters[len(letters) - tail :]
    since = left[-1].end_s if left else pieces[0].start_s
    until = right[0].start_s if right else pieces[-1].end_s
    new = _spread(since, max(since, until), len(after) - head - tail, piece=left[-1].piece if left else 0)
    return _cut(pieces, texts, [*left, *new, *right])


class _Letter(NamedTuple):
    """When a letter is heard, the number of its word (-1 for none) and of its piece."""

    start_s: float
    end_s: float
    word: int
    piece: int


def _common(one: str, two: str) -> int:
    """Return how many letters two texts begin with alike."""
    shorter = min(len(one), len(two))
    return next((index for index in range(shorter) if one[index] != two[index]), shorter)


def _spread(start_s: float, end_s: float, count: int, *, piece: int, word: int = -1) -> list[_Letter]:
    step = (end_s - start_s) / max(count, 1)
    return [_Letter(start_s + step * at, start_s + step * (at + 1), word, piece) for at in range(count)]


def _letters(pieces: Sequence[Segment]) -> list[_Letter]:
    """Return the letters of all pieces, with one for the end of each line between them."""
    letters: list[_Letter] = []
    words = 0
    for number, piece in enumerate(pieces):
        if number:
            letters.append(_Letter(pieces[number - 1].end_s, piece.start_s, -1, number - 1))
        time, position = piece.start_s, 0
        for word, (start, end) in zip(piece.words or (), word_places(piece), strict=True):
            letters += _spread(time, max(time, word.start_s), start - position, piece=number)
            letters += _spread(word.start_s, word.end_s, end - start, piece=number, word=words)
            time, position, words = word.end_s, end, words + 1
        letters += _spread(time, max(time, piece.end_s), len(piece.text) - position, piece=number)
    return letters


def _cut(pieces: Sequence[Segment], texts: Sequence[str], letters: list[_Letter]) -> Pieces:
    """Put the letters of each line together again."""
    timed = all(piece.words is not None for piece in pieces)
    made, position, start_s = [], 0, pieces[0].start_s
    for text in texts:
        end = position + len(text)
        own = letters[position:end]
        last = end == len(letters)
        near = letters[min(position, len(letters) - 1)].piece if letters else 0
        piece = Segment(
            start_s=start_s,
            end_s=pieces[-1].end_s if last else letters[end].start_s,
            text=text,
            words=_words(text, own) if timed else None,
            speaker=pieces[near].speaker,
        )
        made.append(piece)
        position, start_s = end + 1, pieces[-1].end_s if last else letters[end].end_s
    return tuple(made)


def _words(text: str, letters: Sequence[_Letter]) -> tuple[Word, ...]:
    """Return the words of a line: they end at a space and, in languages without spaces, where they ended before."""
    spans: list[tuple[int, int]] = []
    owner = -1
    for at, letter in enumerate(letters):
        if text[at].isspace():
            continue
        joined = bool(spans) and spans[-1][1] == at
        if joined and (letter.word == owner or -1 in {letter.word, owner}):
            spans[-1] = (spans[-1][0], at + 1)
            owner = owner if letter.word == -1 else letter.word
        else:
            spans.append((at, at + 1))
            owner = letter.word
    return tuple(
        Word(start_s=letters[start].start_s, end_s=letters[end - 1].end_s, text=text[start:end]) for start, end in spans
    )
