"""Tables of Markdown that Qt needs long to lay out, or squeezes until no word is whole: found, and written as lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

_DELIMITERS = re.compile(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_FENCE = re.compile(r" {0,3}(`{3,}+|~{3,}+)")
_BORDER = re.compile(r"(?<!\\)\|")
_COLUMNS_AT_MOST = 12
_CELLS_AT_MOST = 600  # a tenth of a second
_CHARACTERS_AT_MOST = 60_000


def large_tables(lines: Sequence[str]) -> Iterator[range]:
    """Yield the lines of each table that is too large to be laid out in cells; code is none."""
    at, fence = 0, ""
    while at + 1 < len(lines):
        mark = _FENCE.match(lines[at])
        if mark and mark[1].startswith(fence):
            fence = "" if fence else mark[1]
        if fence or "|" not in lines[at] or "|" not in lines[at + 1] or not _DELIMITERS.match(lines[at + 1]):
            at += 1
            continue
        start = at
        while at < len(lines) and lines[at].strip(" \t>"):
            at += 1
        columns = len(_cells(lines[start + 1]))
        size = sum(map(len, lines[start:at]))
        if columns > _COLUMNS_AT_MOST or columns * (at - start) > _CELLS_AT_MOST or size > _CHARACTERS_AT_MOST:
            yield range(start, at)


def aligned(lines: Sequence[str]) -> str:
    """Return the lines of a table with its columns below each other, in letters of one width."""
    rows = [_cells(line) for number, line in enumerate(lines) if number != 1]
    widths = [0] * max(map(len, rows))
    for row in rows:
        for place, cell in enumerate(row):
            widths[place] = max(widths[place], _width(cell))
    rows.insert(1, ["─" * width for width in widths])
    return "\n".join("  ".join(map(_filled, row, widths)).rstrip() for row in rows)


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    cells = _BORDER.split(inner)
    if len(cells) > 1 and not cells[-1].strip():
        del cells[-1]
    return [cell.strip().replace("\\|", "|") for cell in cells]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _filled(cell: str, width: int) -> str:
    return cell + " " * (width - _width(cell))
