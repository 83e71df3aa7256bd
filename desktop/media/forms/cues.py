"""Speech as subtitles that can be read while they are shown.

A cue has at most two lines of 42 columns (a Chinese or Japanese character takes two), as is the custom of broadcasters.
It stays for at least a second, at most seven, and long enough for 17 characters a second where the next one leaves it
the time. A longer piece is cut at the end of a sentence, else of a clause, else between words, by the times of its
words where the model told them, else in proportion. No text is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from unicodedata import east_asian_width

from desktop.core.result import Segment, Segments
from desktop.media.forms.speech import name_of

LINE_COLUMNS = 42
MOST_LINES = 2
LONGEST_MS = 7_000
_SHORTEST_MS = 1_000
_COLUMNS_PER_S = 17
# Two lines are seldom filled to their ends when they break between words.
_FILLED_COLUMNS = 76
_SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_CLAUSE = re.compile(r"[,;:—–、，；：][\"'”’»)\]]*$")
_WIDE = r"\u3001\u3002\u3041-\u30ff\u3400-\u9fff\uff01\uff0c\uff1f"
_BREAK = re.compile(rf"\s+|(?<=[{_WIDE}])(?=[\u3041-\u30ff\u3400-\u9fff])|(?<=[—–])(?=\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One or two lines, and from when to when they are shown, in milliseconds."""

    start_ms: int
    end_ms: int
    lines: tuple[str, ...]

    @property
    def columns(self) -> int:
        """Return how much there is to read."""
        return sum(columns(line) for line in self.lines)


def columns(text: str) -> int:
    """Return how many columns a text takes."""
    return len(text) + (0 if text.isascii() else sum(east_asian_width(character) in "WF" for character in text))


def cues(value: Segments) -> list[Cue]:
    """Return the subtitles, none over another and each later than the one before; a speaker is named once a turn."""
    made: list[Cue] = []
    before = ""
    for segment in sorted(value.segments, key=lambda one: one.start_s):
        text, name = " ".join(segment.text.split()), name_of(segment.speaker)
        if text:
            lead = f"{name}: " if name and name != before else ""
            made += _Piece(segment, lead, text).cues()
            before = name
    return list(_timed(made, round(value.duration_s * 1000)))


def _timed(made: list[Cue], duration_ms: int) -> Iterator[Cue]:
    """Give each cue the time to be read that the next one and the end of the recording leave it."""
    starts: list[int] = []
    for cue in made:
        starts.append(max(cue.start_ms, starts[-1] + 1 if starts else 0))
    for index, (cue, start) in enumerate(zip(made, starts, strict=True)):
        needed = max(_SHORTEST_MS, -(-cue.columns * 1000 // _COLUMNS_PER_S))
        if index + 1 < len(made):
            latest = starts[index + 1]
        else:
            latest = max(cue.end_ms, duration_ms) if duration_ms else start + LONGEST_MS
        end = min(max(cue.end_ms, start + needed), start + LONGEST_MS, latest)
        yield replace(cue, start_ms=start, end_ms=max(end, start + 1))


class _Piece:
    """A segment that is cut into cues; `lead` names who speaks and takes no time."""

    def __init__(self, segment: Segment, lead: str, text: str) -> None:
        self._text = lead + text
        self._exact = bool(segment.words)
        self._columns = [0, *accumulate(map(columns, self._text))]
        self._points = _points(segment, len(lead), text)
        self._breaks = [found.span() for found in _BREAK.finditer(self._text, len(lead))]

    def cues(self) -> Iterator[Cue]:
        """Cut off what fits until nothing is left."""
        start = 0
        while start < len(self._text):
            end, following = self._cut(start)
            text = self._text[start:end]
            lines = _broken(text) or (text,)
            yield Cue(start_ms=self._time(start), end_ms=self._time(end), lines=lines)
            start = following

    def _cut(self, start: int) -> tuple[int, int]:
        """Return where the cue from `start` ends and the next begins."""
        length = len(self._text)
        if self._fits(start, length):
            return length, length
        wide = -(-(self._columns[-1] - self._columns[start]) // _FILLED_COLUMNS)
        long = -(-(self._time(length) - self._time(start)) // LONGEST_MS)
        share = (length - start) / max(wide, long, 2)
        first = bisect_left(self._breaks, (start + 1, 0))
        best, least = None, 0.0
        for end, following in self._breaks[first:]:
            if self._columns[end] - self._columns[start] > LINE_COLUMNS * MOST_LINES + 1:
                break
            cost = abs(end - start - share) / share - _goodness(self._text[start:end])
            cost += 0.0 if self._fits(start, end) else 2.0  # a single long word takes as long as it takes
            if (best is None or cost < least) and _broken(self._text[start:end]):
                best, least = (end, following), cost
        return best or self._hard(start)

    def _hard(self, start: int) -> tuple[int, int]:
        """Cut a word that is longer than two lines, and what has no words at all."""
        end = start + 1
        while end < len(self._text) and columns(self._text[start : end + 1]) <= LINE_COLUMNS:
            end += 1
        return end, end

    def _fits(self, start: int, end: int) -> bool:
        """Say whether a cue can hold this; a line without times of its words rather ends in silence."""
        text = self._text[start:end]
        if self._columns[end] - self._columns[start] > LINE_COLUMNS * MOST_LINES + 1:
            return False
        short = not self._exact and columns(text) <= LINE_COLUMNS
        return (short or self._time(end) - self._time(start) <= LONGEST_MS) and _broken(text) is not None

    def _time(self, at: int) -> int:
        """Return when the character `at` is said, in milliseconds."""
        index = bisect_left(self._points, (at, 0.0))
        if index == len(self._points):
            return round(self._points[-1][1] * 1000)
        place, seconds = self._points[index]
        if place > at and index:
            earlier, begun = self._points[index - 1]
            seconds = begun + (seconds - begun) * (at - earlier) / (place - earlier)
        return round(seconds * 1000)


def _points(segment: Segment, offset: int, text: str) -> list[tuple[int, float]]:
    """Return places of the text with their times, both rising: its ends and those of the words that stand in it."""
    start, end = max(0.0, segment.start_s), max(0.0, segment.start_s, segment.end_s)
    found = [(0, start), (offset, start)]
    at = 0
    for word in segment.words or ():
        written = " ".join(word.text.split())
        place = text.find(written, at) if written else -1
        if place >= 0:
            at = place + len(written)
            found += [(offset + place, word.start_s), (offset + at, word.end_s)]
    points = [found[0]]
    for place, seconds in [*found[1:], (offset + len(text), end)]:
        points.append((place, min(max(seconds, points[-1][1]), end)))
    return points


def _goodness(text: str) -> float:
    """Return how well a cue ends here."""
    if _SENTENCE.search(text):
        return 0.6
    return 0.3 if _CLAUSE.search(text) else 0.0


def _broken(text: str) -> tuple[str, ...] | None:
    """Return a text as at most two lines, None when they cannot hold it; the second is rather the longer one."""
    if columns(text) <= LINE_COLUMNS:
        return (text,)
    best, least = None, 0.0
    for found in _BREAK.finditer(text):
        lines = (text[: found.start()], text[found.end() :])
        first, second = map(columns, lines)
        if 0 < first <= LINE_COLUMNS and 0 < second <= LINE_COLUMNS:
            cost = abs(second - first) / LINE_COLUMNS + (0.1 if first > second else 0.0) - _goodness(lines[0]) / 2
            if best is None or cost < least:
                best, least = lines, cost
    return best
