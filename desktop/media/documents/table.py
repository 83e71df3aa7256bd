"""Tables as text (CSV, TSV): cells with words are pieces, all else stays byte for byte, ragged rows too.

Without a named column, the columns with words in at least half of their cells are taken. Numbers, dates, codes and
addresses are no words. The names of columns stay, and so do the titles above them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter

from desktop.core.usage import ParameterInvalid
from desktop.media.documents.document import Draft, has_letters

_DELIMITERS = ",;\t|"
_SAMPLE_ROWS = 200
_TITLES_AT_MOST = 10
_LONGEST_NAME = 40
_SEPARATOR = re.compile(r"sep=(.)(?:\r\n|\n|\r|$)")
_NOT_WORDS = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|[\w.+-]+@[\w.-]+"
    r"|[\w.-]*[/\\]\S*"  # a path
    r"|(?=\S*[\d_])\S+"  # a code: B2, SKU-123, some_name, 12kg
    r"|(?-i:[A-Z]{2,4}(?:[-.][A-Z]+)*)"  # BRL, USA
    r"|\d[\d\s.,:/-]*(?:[ap]m|[aAkKmMgGtT]?[bBwWhHgGmMlL]|km|kg|cm|mm|[TZ][\d:.+Z-]*)?"
    r"|true|false|null|none|nan|n/a",
    re.IGNORECASE,
)
_CODE = re.compile(r"[a-z]+[A-Z]\w*")

Headed = Callable[[Sequence[Sequence[str]], str], bool]
"""Says whether rows begin with the names of the columns, of which one is known."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell: how it is written, what it holds, and the delimiter or end of line behind it."""

    raw: str
    text: str
    behind: str

    def written(self, text: str, delimiter: str) -> str:
        """Return another text as a cell: quoted if this one is, or if it must be."""
        quoted = self.raw.startswith('"') or any(sign in text for sign in (delimiter, '"', "\n", "\r"))
        return f'"{text.replace(chr(34), chr(34) * 2)}"' if quoted else text


def parse(text: str, draft: Draft, *, tabs: bool, column: str = "") -> None:
    """Take a table apart.

    Args:
        text: the file.
        draft: where its parts go.
        tabs: whether it is separated by tabs for certain.
        column: a name in the first row, or a number from 1; all columns with words when empty.

    Raises:
        ParameterInvalid: no such column.
    """
    mark, delimiter = separator(text, tabs=tabs)
    mark += above(text[len(mark) :], delimiter, column)
    if mark:
        draft.keep(mark)
        text = text[len(mark) :]
    rows = list(_rows(text, delimiter))
    header = has_header([[cell.text for cell in row] for row in rows], column)
    wanted = _columns(rows, column, header=header)
    for number, row in enumerate(rows):
        for index, cell in enumerate(row):
            if index in wanted and not (header and not number) and _is_words(cell.text):
                _add(cell, delimiter, draft)
            else:
                draft.keep(cell.raw)
            draft.keep(cell.behind)


def separator(text: str, *, tabs: bool) -> tuple[str, str]:
    """Return the line that names the delimiter, empty where there is none, and the delimiter."""
    found = _SEPARATOR.match(text)
    if found:
        return found.group(), "\t" if tabs else found[1]
    return "", "\t" if tabs else _delimiter(text)


def above(text: str, delimiter: str, column: str, headed: Headed | None = None) -> str:
    """Return the lines above the names of the columns as they are written: titles, which belong to no row."""
    rows = list(islice(_rows(text, delimiter), _SAMPLE_ROWS))
    count = titles([[cell.text for cell in row] for row in rows], column, headed)
    return "".join(cell.raw + cell.behind for row in rows[:count] for cell in row)


def titles(rows: Sequence[Sequence[str]], column: str, headed: Headed | None = None) -> int:
    """Return how many rows stand above the names of the columns; see `Headed`, which is `has_header` by default.

    A title fills one cell, or fewer than half of those that the names and most rows below them fill; one that an empty
    row sets apart from the names may fill more.
    """
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
    width = max(Counter(count for count in filled if count > 1).items(), key=itemgetter(1, 0), default=(1, 0))[0]
    narrow = max(1, (width - 1) // 2)
    wide = [number for number, cells in enumerate(filled[: _TITLES_AT_MOST + 1]) if cells > narrow]
    if not wide or wide[0] == 0 or (column and _place([cell.strip() for cell in rows[0]], column) is not None):
        return 0

    def begins(count: int) -> bool:
        table = filled[count:]
        whole = table[0] >= width - 1 and sum(cells > narrow for cells in table) * 2 > len(table)
        prose = any(cell.startswith(" ") for cell in rows[count])  # a text with commas that nobody put into quotes
        return whole and not prose and (headed or has_header)(rows[count:], column)

    apart = (count for count in wide if count == wide[0] or not filled[count - 1])
    return next(filter(begins, apart), 0)


def _add(cell: _Cell, delimiter: str, draft: Draft) -> None:
    kept = cell.text.strip()
    start = cell.text.index(kept)
    before, after = cell.text[:start], cell.text[start + len(kept) :]
    draft.slot(kept, cell.raw, lambda text: cell.written(f"{before}{text.strip()}{after}", delimiter))


def _delimiter(text: str) -> str:
    """Return the sign that cuts the first rows into the most equal and more than one cell; titles may stand above."""
    scores = {}
    for sign in _DELIMITERS:
        lengths = [len(row) for row in islice(_rows(text, sign), _SAMPLE_ROWS)]
        first = next((number for number, length in enumerate(lengths) if length > 1), 0)
        table = lengths[first if first <= _TITLES_AT_MOST else 0 :]
        common, times = Counter(table).most_common(1)[0]
        scores[sign] = (times / len(lengths) if common > 1 else 0.0, common)
    return max(scores, key=lambda sign: scores[sign])


def _rows(text: str, delimiter: str) -> Iterator[list[_Cell]]:
    """Yield rows whose cells put together are `text`; a quote that is never closed is no quote."""
    cell = re.compile(
        rf'(?P<raw>"(?P<quoted>(?:[^"]|"")*+)"(?=[{re.escape(delimiter)}\r\n]|\Z)|[^{re.escape(delimiter)}\r\n]*+)'
        rf"(?P<behind>{re.escape(delimiter)}|\r\n|\n|\r|\Z)"
    )
    row: list[_Cell] = []
    at = 0
    while at < len(text) or (row and row[-1].behind == delimiter):
        found = cell.match(text, at)
        assert found is not None
        quoted = found["quoted"]
        row.append(_Cell(found["raw"], found["raw"] if quoted is None else quoted.replace('""', '"'), found["behind"]))
        at = found.end()
        if found["behind"] != delimiter:
            yield row
            row = []


def has_header(rows: Sequence[Sequence[str]], column: str) -> bool:
    """Say whether the first row holds names: the asked one, or nothing but short and different words.

    One place may be empty: programs that number their rows leave it so. Some names may be there twice, as in tables
    that were put together, when no cell below is like its name.
    """
    names = [cell.strip() for cell in rows[0]]
    if column and _place(names, column) is not None:
        return True
    said = [name for name in names if name]
    short = all(
        len(name) <= _LONGEST_NAME and len(name.split()) <= 4 and name[-1] not in ".!?…" and has_letters(name)
        for name in said
    )
    different = len({name.casefold() for name in said})
    apart = different == len(said) or (different * 2 > len(said) and not _repeated(names, rows[1:]))
    return short and apart and bool(said) and len(said) >= len(names) - 1 and len(rows) > 1


def _repeated(names: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    return any(cell.strip() == name for row in rows for name, cell in zip(names, row, strict=False) if name)


def _place(names: Sequence[str], column: str) -> int | None:
    wanted = column.strip().casefold()
    return next((index for index, name in enumerate(names) if name.casefold() == wanted), None)


def _columns(rows: Sequence[Sequence[_Cell]], column: str, *, header: bool) -> frozenset[int]:
    """Return the columns to translate, counted from 0."""
    names = [cell.text.strip() for cell in rows[0]]
    width = max(len(row) for row in rows)
    if column.strip():
        place = _place(names, column)
        if place is None and column.strip().isdecimal() and 1 <= int(column) <= width:
            place = int(column) - 1
        if place is None:
            expected = ", ".join(name for name in names if name)
            raise ParameterInvalid(name="column", value=column, expected=f"{expected}; 1-{width}")
        return frozenset({place})
    filled, words = Counter[int](), Counter[int]()
    for row in rows[1 if header else 0 :]:
        for index, cell in enumerate(row):
            filled[index] += bool(cell.text.strip())
            words[index] += _is_words(cell.text)
    return frozenset(index for index, count in filled.items() if count and words[index] * 2 >= count)


def _is_words(text: str) -> bool:
    text = text.strip()
    return has_letters(text) and not _NOT_WORDS.fullmatch(text) and not _CODE.fullmatch(text)
