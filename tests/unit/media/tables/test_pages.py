"""Rows of a result that are read by pages, found, and put in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.media.tables.pages import Pages, exactly, line_of, matching, ordered

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.media.tables.source import Row

ROWS: list[Row] = [("b", 2, None), ("a", "10", "x"), ("C", None, "Recife\nline"), ("", 1.5, "x")]


def pages(folder: Path) -> Pages:
    path = folder / "rows.jsonl"
    path.write_bytes(b"".join(map(line_of, ROWS)))
    return Pages(path)


def test_rows_are_read_by_their_numbers(tmp_path: Path) -> None:
    made = pages(tmp_path)
    assert len(made) == 4
    assert made.read([2, 0]) == [ROWS[2], ROWS[0]]
    assert list(made.scan()) == ROWS


def test_rows_are_found_by_words_and_by_whole_cells(tmp_path: Path) -> None:
    made = pages(tmp_path)
    assert list(matching(made.scan(), "recife")) == [2]
    assert list(matching(made.scan(), "", {2: exactly("x")})) == [1, 3]
    assert list(matching(made.scan(), "a", {2: exactly("x")})) == [1]
    assert list(matching(made.scan(), "")) == [0, 1, 2, 3]


def test_numbers_come_before_words_and_empty_cells_last(tmp_path: Path) -> None:
    made, every = pages(tmp_path), range(4)
    assert list(ordered(made.scan(), 1, every, descending=False)) == [3, 0, 1, 2]
    assert list(ordered(made.scan(), 1, every, descending=True)) == [1, 0, 3, 2]
    assert list(ordered(made.scan(), 0, every, descending=False)) == [1, 0, 2, 3]


def test_a_line_that_is_no_row_is_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b'{"a": 1}\n[1, [2], true]\nnonsense\n')
    assert list(Pages(path).scan()) == [(), (1, "[2]", True), ()]


def test_a_long_table_is_put_in_order_as_a_short_one() -> None:
    """Also where some of its rows are shown, and where they are sorted in several parts."""
    rows: list[Row] = [(f"word {n * 31 % 500:03}" if n % 3 else n * 7919 % 1000 / 4,) for n in range(9000)]
    shown = [n for n in range(9000) if n % 5]
    for descending in (False, True):
        figures = sorted((n for n in shown if not n % 3), key=lambda n: float(rows[n][0] or 0), reverse=descending)
        words = sorted((n for n in shown if n % 3), key=lambda n: str(rows[n][0]), reverse=descending)
        wanted = [*words, *figures] if descending else [*figures, *words]
        assert list(ordered(iter(rows), 0, shown, descending=descending)) == wanted


def test_a_number_beyond_all_numbers_is_sorted_as_a_word() -> None:
    assert list(ordered(iter([(10**400,), (2,), ("a",)]), 0, range(3), descending=False)) == [1, 0, 2]
