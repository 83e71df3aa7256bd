"""Lines that a writer or a program broke for width alone: put together to translate, and broken again as they were."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from desktop.media.sentences import WRAPPED_FROM

MARK = re.compile(r"(?:[-*+•·–—▪◦]|\(?\d{1,3}[.)]|\(?(?:[A-Za-z]|[ivxIVX]{1,5})\))[ \t]+(?=\S)")
"""What an item of a list, or a line of dialogue, begins with."""
_ENDED = re.compile(r"[.!?…:;。！？][\"'”’»)\]*_]*$")
_COLUMNS = re.compile(r"\S(?: {3,}|\t)\S")
_CLAUSE = ",.;:!?…—–、。，"
_DRAWN = 0.3
_SIGHT = 4
_WIDEST = 120
_LINE = re.compile(r"(?P<body>[^\r\n]*)(?P<end>\r\n|\n|\r|$)")
_HYPHEN = re.compile(r"(?<!\w)(\w*[^\W\d_])[-\u2010\u00ad]$")
_BREAK = re.compile(
    r"(?P<space>\s+)|(?<=[\u3001\u3002\u3041-\u30ff\u3400-\u9fff\uff01\uff0c\uff1f])(?=[\u3041-\u30ff\u3400-\u9fff])"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file: white space and marks before its text, the text, what is behind it, and its end."""

    lead: str
    text: str
    trail: str
    end: str
    marked: bool = False

    @property
    def raw(self) -> str:
        """Return the line as it is in the file."""
        return f"{self.lead}{self.text}{self.trail}{self.end}"

    def holding(self, text: str) -> str:
        """Return the line with another text."""
        return f"{self.lead}{text}{self.trail}{self.end}"


def raw_lines(text: str) -> Iterator[tuple[str, str]]:
    r"""Yield (body, end) of each line; only `\n`, `\r\n` and `\r` end one."""
    for found in _LINE.finditer(text):
        if found.group():
            yield found["body"], found["end"]


def goes_on(line: str, following: str) -> bool:
    """Say whether a long line is clearly continued by the next."""
    if len(line) < WRAPPED_FROM or _ENDED.search(line) or _COLUMNS.search(line):
        return False
    return following[:1].islower()


def wrapped_by_width(lines: Sequence[str]) -> bool:
    """Say whether lines were filled as far as they go: nowhere would the next word have had room.

    Two lines say little, as the longer one always passes; they count only when the first does not end a sentence.
    """
    width = max(map(len, lines))
    if not WRAPPED_FROM <= width <= _WIDEST or any(_COLUMNS.search(line) for line in lines):
        return False
    if len(lines) < 3 and _ENDED.search(lines[0]):
        return False
    return all(len(line) + 1 + len(following.split(maxsplit=1)[0]) > width for line, following in pairwise(lines))


def joined_lines(lines: Sequence[str], known: frozenset[str] = frozenset()) -> str:
    """Return one line of several; a word that was hyphenated is whole again, unless `known` has it with its hyphen."""
    text = lines[0]
    for line in lines[1:]:
        hyphen = _HYPHEN.search(text, text.rfind(" ") + 1)
        rest = re.match(r"[^\W\d_]+", line)
        if hyphen and rest and line[0].islower():
            text = text if f"{hyphen[1]}-{rest[0]}".casefold() in known else text[:-1]
            text += line
        else:
            text += f" {line}"
    return text


def wrapped(text: str, widths: Sequence[int], *, clauses: bool = False) -> list[str]:
    """Return `text` as `len(widths)` lines, as long beside each other as `widths`; the last are empty if need be.

    With `clauses` a line rather ends where a clause does, if there is one about there.
    """
    text = text.strip()
    breaks = [found.span() for found in _BREAK.finditer(text)]
    shares = list(accumulate(max(width, 1) for width in widths))
    lines: list[str] = []
    start, used = 0, 0
    for number, share in enumerate(shares[:-1], 1):
        wanted = len(text) * share / shares[-1]
        stop = max(len(breaks) - (len(widths) - 1 - number), used + 1)
        middle = bisect_left(breaks, (wanted, 0))
        near = range(max(used, min(middle - _SIGHT, stop - 1)), min(max(middle + _SIGHT, used + 1), stop, len(breaks)))
        if not near:
            break

        def distance(index: int, wanted: float = wanted) -> float:
            end = breaks[index][0]
            good = clauses and text[end - 1] in _CLAUSE
            return abs(end - wanted) - (len(text) / len(widths) * _DRAWN if good else 0)

        index = min(near, key=distance)
        lines.append(text[start : breaks[index][0]])
        start, used = breaks[index][1], index + 1
    lines.append(text[start:])
    return lines + [""] * (len(widths) - len(lines))
