"""What is said in a recording as paragraphs: a new one for every speaker and after every pause."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from desktop.core.result import Segment, Segments

_PAUSE_S = 2.0
_UNSPACED = frozenset({"zh", "yue", "ja", "th", "lo", "my", "km", "bo"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """What one speaker says without a pause, and when it begins; `speaker` is empty when nobody named one."""

    start_s: float
    speaker: str
    text: str

    @property
    def line(self) -> str:
        """Return the text behind the name of its speaker."""
        return f"{self.speaker}: {self.text}" if self.speaker else self.text


def joined(texts: Iterable[str], language: str) -> str:
    """Return one line of several pieces of text, as the language is written."""
    return ("" if language in _UNSPACED else " ").join(filter(None, (" ".join(text.split()) for text in texts)))


def name_of(speaker: str | None) -> str:
    """Return the name of a speaker as it stands in front of what is said."""
    return " ".join((speaker or "").split())


def paragraphs(value: Segments) -> list[Paragraph]:
    """Return the paragraphs of a transcript; none is empty."""
    number, before = 0, None
    numbered: list[tuple[int, Segment]] = []
    for segment in value.segments:
        number += before is not None and _begins(before, segment)
        numbered.append((number, segment))
        before = segment
    made = []
    for _, group in groupby(numbered, key=lambda one: one[0]):
        segments = [segment for _, segment in group]
        text = joined((segment.text for segment in segments), value.language)
        if text:
            made.append(Paragraph(start_s=segments[0].start_s, speaker=name_of(segments[0].speaker), text=text))
    return made


def _begins(before: Segment, segment: Segment) -> bool:
    return segment.start_s - before.end_s >= _PAUSE_S or name_of(segment.speaker) != name_of(before.speaker)


def clock(seconds: float) -> str:
    """Return a time as people write it: `1:05`, `1:02:03`."""
    whole = int(max(0.0, seconds))
    minutes = f"{whole // 60 % 60}:{whole % 60:02}"
    return f"{whole // 3600}:{minutes:0>5}" if whole >= 3600 else minutes
