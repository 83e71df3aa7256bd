"""Tables as text as offices write them: with titles, names that lack or are there twice, quotes without an end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.core.table import LineUnreadable
from desktop.media.tables.source import Extension
from tests.unit.media.tables.test_tables import opened

if TYPE_CHECKING:
    from pathlib import Path

OFFICE = [
    # a report whose titles are lines, with a blank one, in other signs than the table
    "Comments, by guests, of 2025\n\nname;said\nAna;It was late.\nBia;Fine, thanks.\n",
    # the same as a spreadsheet saves it: every row has all of its cells
    "Comments of 2025,\r\nFerry office,\r\n,\r\nname,said\r\nAna,It was late.\r\nBia,Fine.\r\n",
    # more lines of titles than rows
    "A\nB\nC: 1\n\nD\n\nname;said\nAna;It was late.\n",
    # a title with the sign that sets the cells of the table apart
    "Report of\nMade: 3/12; by: Ana\n\nname;said\nAna;It was late.\nBia;Fine.\n",
    "sep=;\nComments\nname;said\nAna;It was late.\n",
    '"Comments\nof ""guests"""\nname,said\nAna,It was late.\n',
]


@pytest.mark.parametrize("content", OFFICE)
def test_lines_above_the_names_are_no_rows_and_stay_as_they_are(tmp_path: Path, content: str) -> None:
    source = opened(tmp_path / "t.csv", content.encode())
    assert source.columns == ["name", "said"]
    assert next(iter(source.rows())) == ("Ana", "It was late.")
    source.write(tmp_path / "new.csv", ["label"], 1, lambda _number, _row: Extension(cells=("x",)))
    start = content.index("name")
    new = (tmp_path / "new.csv").read_bytes().decode()
    assert new[:start] == content[:start]
    assert len(new.splitlines()) == len(content.splitlines())
    assert opened(tmp_path / "new.csv").columns == ["name", "said", "label"]


def test_a_title_may_have_its_figure_beside_it(tmp_path: Path) -> None:
    content = b"Period:,June,,,\nid,day,guest,said,stars\n1,2,Ana,It was late.,1\n2,3,Bia,Fine.,5\n"
    assert opened(tmp_path / "t.csv", content).columns == ["id", "day", "guest", "said", "stars"]


@pytest.mark.parametrize(
    ("content", "columns", "rows"),
    [
        ("comment\nLate, rude\nNice, clean\n", ["comment", "column 2"], 2),  # a comma that is no delimiter
        ("comment\nLate and rude.\nNice.\n", ["comment"], 2),
        ("first row\n1,It was late.\n2,It was fine.\n", ["first row", "column 2"], 2),  # no names follow
        ("id,said\n1\n2\nname,what\n3\n", ["id", "said"], 4),  # most rows are no wider
    ],
)
def test_what_is_no_title_stays_a_row(tmp_path: Path, content: str, columns: list[str], rows: int) -> None:
    source = opened(tmp_path / "t.csv", content.encode())
    assert (source.columns, len(list(source.rows()))) == (columns, rows)


def test_names_stay_as_they_were_given(tmp_path: Path) -> None:
    source = opened(tmp_path / "t.csv", b"id,,note,note\n1,a,one,two\n")
    assert source.columns == ["id", "column 2", "note", "note (2)"]
    source.write(tmp_path / "new.csv", ["label"], 2, lambda _number, _row: Extension(cells=("x",)))
    assert (tmp_path / "new.csv").read_text() == "id,,note,note,label\n1,a,one,two,x\n"


@pytest.mark.parametrize(("price", "score"), [("7,50", "0,25"), ("7.50", "0.25"), ("7", "0.25")])
def test_new_numbers_are_written_as_those_of_the_table_are(tmp_path: Path, price: str, score: str) -> None:
    source = opened(tmp_path / "t.csv", f"item;price\npen;{price}\n".encode())
    source.write(tmp_path / "new.csv", ["score"], 0, lambda _number, _row: Extension(cells=(0.25,)))
    assert (tmp_path / "new.csv").read_text() == f"item;price;score\npen;{price};{score}\n"


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("t.csv", b'Title\n\nid,note\n1,"two\nlines"\n2,"never closed\n3,fine\n', 6),
        ("t.csv", b'id,note\n1,"' + b"x" * 10_000_001 + b'"\n', 2),
        ("t.jsonl", b'{"a": 1}\n\n{"a": \n', 3),
        ("t.jsonl", b'{"a": 1}\n7\n', 2),
    ],
)
def test_the_line_in_which_a_table_ends_to_be_one_is_told(tmp_path: Path, name: str, content: bytes, line: int) -> None:
    with pytest.raises(LineUnreadable) as caught:
        list(opened(tmp_path / name, content).rows())
    assert caught.value.arguments["line"] == line
