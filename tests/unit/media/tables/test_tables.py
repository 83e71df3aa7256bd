"""Tables of every kind: their form is found, their rows come one by one, and they come back with more columns."""

from __future__ import annotations

import csv
import json
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core.errors import IlhaError, InputCorrupt, InputEmpty, InputUnsupported, describe
from desktop.core.media import MediaKind
from desktop.core.table import ColumnNeeded
from desktop.core.usage import ParameterInvalid
from desktop.media.sniff import recognise
from desktop.media.tables import open_table
from desktop.media.tables.source import Extension, likeliest, place_of
from desktop.media.tables.workbook import write_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.media.tables.source import Row, TableSource

COLUMNS = ["id", "text", "city"]
ROWS: list[list[str | int | None]] = [[1, "said “so”, twice", "Olinda"], [2, "two\nlines", None], [3, "=1+1", "Recife"]]


def opened(path: Path, content: bytes | None = None, column: str = "") -> TableSource:
    if content is not None:
        path.write_bytes(content)
    return open_table(recognise(path), column)


def made(folder: Path, suffix: str) -> Path:
    """Write `ROWS` as a table of some kind."""
    path = folder / f"table{suffix}"
    if suffix in {".csv", ".tsv"}:
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter="," if suffix == ".csv" else "\t").writerows([COLUMNS, *ROWS])
    elif suffix == ".jsonl":
        path.write_text("".join(json.dumps(dict(zip(COLUMNS, row, strict=True))) + "\n" for row in ROWS))
    elif suffix == ".xlsx":
        with path.open("wb") as stream:
            write_workbook(stream, [COLUMNS, *ROWS])
    else:
        columns = list(map(list, zip(*ROWS, strict=True)))
        pq.write_table(pa.table(dict(zip(COLUMNS, columns, strict=True))), path)
    return path


KINDS = (".csv", ".tsv", ".jsonl", ".xlsx", ".parquet")


def texts(rows: Sequence[Row]) -> list[list[str]]:
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


@pytest.mark.parametrize("suffix", KINDS)
def test_every_kind_is_a_table_with_the_same_rows(tmp_path: Path, suffix: str) -> None:
    path = made(tmp_path, suffix)
    assert recognise(path).kind is MediaKind.TABLE
    source = opened(path)
    assert source.columns == COLUMNS
    assert [[*row, ""][:3] for row in texts(list(source.rows()))] == texts([tuple(row) for row in ROWS])


@pytest.mark.parametrize("suffix", KINDS)
def test_every_kind_comes_back_with_more_columns(tmp_path: Path, suffix: str) -> None:
    """A row may be left out, and a text may be replaced."""
    source = opened(made(tmp_path, suffix))
    seen = []

    def extend(number: int, row: Row) -> Extension | None:
        seen.append(row)
        if number == 1:
            return None
        return Extension(cells=(f"=label {number}", 0.25), text="masked" if number == 2 else None)

    target = tmp_path / f"new{suffix}"
    source.write(target, ["label", "score"], 1, extend)
    assert len(seen) == 3
    again = opened(target)
    assert again.columns == [*COLUMNS, "label", "score"]
    first, second = texts(list(again.rows()))
    mark = "'" if suffix in {".csv", ".tsv"} else ""  # what a spreadsheet would take for a formula
    assert first == ["1", "said “so”, twice", "Olinda", f"{mark}=label 0", "0.25"]
    assert second == ["3", "masked", "Recife", f"{mark}=label 2", "0.25"]


@pytest.mark.parametrize(
    ("content", "columns", "first"),
    [
        (b"name;note\nAna;one, two\nBia;three\n", ["name", "note"], ("Ana", "one, two")),
        (b"name|note\nAna|one\nBia|two\n", ["name", "note"], ("Ana", "one")),
        (b"sep=;\nname;note\nAna;one\n", ["name", "note"], ("Ana", "one")),
        (b"\xef\xbb\xbfname,note\nAna,one\n", ["name", "note"], ("Ana", "one")),
        ("name,note\nAna,ação\n".encode("cp1252"), ["name", "note"], ("Ana", "ação")),
        ("name,note\nAna,ação\n".encode("utf-16"), ["name", "note"], ("Ana", "ação")),
        (b",name\n0,Ana\n1,Bia\n", ["column 1", "name"], ("0", "Ana")),
        (b"name,Name\nAna,one\n", ["column 1", "column 2"], ("name", "Name")),
        (b"id,note,note\n1,one,two\n", ["id", "note", "note (2)"], ("1", "one", "two")),
        (b"yes,no,yes\nno,no,yes\n", ["column 1", "column 2", "column 3"], ("yes", "no", "yes")),
        (b"1,It was late.\n2,It was fine.\n", ["column 1", "column 2"], ("1", "It was late.")),
        (b"name,note\nAna,one,more\n", ["name", "note", "column 3"], ("Ana", "one", "more")),
        (b"name,note\n\nAna,one\n\n", ["name", "note"], ("Ana", "one")),
        (b'name,note\r\nAna,"a\r\nb"\r\n', ["name", "note"], ("Ana", "a\r\nb")),
    ],
)
def test_the_form_of_a_table_is_found(tmp_path: Path, content: bytes, columns: list[str], first: Row) -> None:
    source = opened(tmp_path / "t.csv", content)
    assert source.columns == columns
    assert next(iter(source.rows())) == first


def test_a_table_may_have_names_and_no_row(tmp_path: Path) -> None:
    source = opened(tmp_path / "t.csv", b"id,note\n")
    assert (source.columns, list(source.rows())) == (["id", "note"], [])
    with pytest.raises(InputEmpty):
        place_of(source, "note", "t.csv")
    assert list(opened(tmp_path / "t.csv", b"1,It was late.\n").rows()) == [("1", "It was late.")]


def test_numbers_are_no_words(tmp_path: Path) -> None:
    source = opened(tmp_path / "t.csv", b"when,note,by\n1 2 3 2026,late again,Ana\n4 5 6 2026,fine,Bia\n")
    with pytest.raises(ColumnNeeded) as asked:
        place_of(source, "", "t.csv")
    assert asked.value.arguments["example"] == "column=note"


def test_an_accent_far_behind_decides_the_encoding(tmp_path: Path) -> None:
    content = "name,note\n" + "Ana,one\n" * 30_000 + "Ana,não é não\n"
    rows = list(opened(tmp_path / "t.csv", content.encode("cp1252")).rows())
    assert rows[-1] == ("Ana", "não é não")


def test_a_row_that_is_longer_than_all_before_it_keeps_its_cells(tmp_path: Path) -> None:
    source = opened(tmp_path / "t.csv", b"name,note\n" + b"Ana,one\n" * 300 + b"Bia,two,three\n")
    assert len(list(source.rows())) == 301
    target = tmp_path / "new.csv"
    source.write(target, ["label"], 1, lambda _number, _row: Extension(cells=("x",)))
    lines = target.read_text().splitlines()
    assert (lines[0], lines[1], lines[-1]) == ("name,note,column 3,label", "Ana,one,,x", "Bia,two,three,x")


def test_delimiter_ends_of_lines_and_a_missing_header_stay(tmp_path: Path) -> None:
    source = opened(tmp_path / "t.csv", "1;Não veio.\r\n2;Chegou tarde.\r\n".encode("cp1252"))
    target = tmp_path / "new.csv"
    source.write(target, ["label"], 1, lambda _number, _row: Extension(cells=("x",)))
    assert target.read_bytes() == "\ufeff1;Não veio.;x\r\n2;Chegou tarde.;x\r\n".encode()


def test_what_is_nested_in_json_lines_stays_nested(tmp_path: Path) -> None:
    lines: list[dict[str, object]] = [
        {"text": "a", "tags": [1, {"b": 2}]},
        {"text": "c", "label": "mine", "late": True},
    ]
    source = opened(tmp_path / "t.jsonl", "".join(json.dumps(line) + "\n" for line in lines).encode())
    assert list(source.rows()) == [("a", '[1, {"b": 2}]', None, None), ("c", None, "mine", "true")]
    assert source.columns == ["text", "tags", "label", "late"]
    target = tmp_path / "new.jsonl"
    source.write(target, ["label (2)"], 0, lambda _number, _row: Extension(cells=("x",)))
    assert [json.loads(line) for line in target.read_text().splitlines()] == [
        {**lines[0], "label (2)": "x"},
        {**lines[1], "label (2)": "x"},
    ]


def test_parquet_names_the_extra_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made(tmp_path, ".parquet")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(InputUnsupported, match=r"ilha\[parquet\]|Parquet") as caught:
        opened(path)
    assert "ilha[parquet]" in str(caught.value.arguments["accepts"])


def test_numbers_of_parquet_may_be_masked(tmp_path: Path) -> None:
    pq.write_table(pa.table({"phone": [2_000_000 + number for number in range(1_500)]}), tmp_path / "t.parquet")
    source = opened(tmp_path / "t.parquet")
    hidden = {0, 1_400}
    source.write(
        tmp_path / "new.parquet",
        ["label"],
        0,
        lambda number, _row: Extension(cells=("x",), text="[PHONE]" if number in hidden else None),
    )
    phones = pq.read_table(tmp_path / "new.parquet").column("phone").to_pylist()
    assert (phones[0], phones[1], phones[1_400]) == ("[PHONE]", "2000001", "[PHONE]")


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("t.csv", b"\n\n\n", InputEmpty),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, name: str, content: bytes, error: type[IlhaError]) -> None:
    path = tmp_path / name
    with pytest.raises(error):
        list(opened(path, content).rows())


@pytest.mark.parametrize("suffix", [".xlsx", ".parquet"])
def test_half_a_file_is_damaged(tmp_path: Path, suffix: str) -> None:
    path = made(tmp_path, suffix)
    file = recognise(path)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(InputCorrupt):
        list(open_table(file).rows())


def test_a_column_goes_by_its_name_or_its_number(tmp_path: Path) -> None:
    source = opened(made(tmp_path, ".csv"))
    assert [place_of(source, said, "t") for said in ("text", " TEXT ", "2")] == [1, 1, 1]
    assert likeliest(source) == 1
    with pytest.raises(ParameterInvalid) as unknown:
        place_of(source, "4", "t.csv")
    assert unknown.value.arguments["expected"] == "id, text, city; 1-3"


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("note\nfine\nlate\n", 0),
        ("id,day,what they said,right\n1,2026-01-02,It was late.,negative\n2,2026-01-03,It was fine.,positive\n", 2),
        ("id,word,share\nx1,,0.1\nx2,fine,0.2\nx3,late,0.3\n", None),
        ("id,word,share\n1,fine,0.1\n2,,0.2\n3,late,0.3\n", 1),
    ],
)
def test_the_only_column_with_texts_needs_no_name(tmp_path: Path, content: str, place: int | None) -> None:
    source = opened(tmp_path / "t.csv", content.encode())
    if place is not None:
        assert place_of(source, "", "t.csv") == place
        return
    with pytest.raises(ColumnNeeded):
        place_of(source, "", "t.csv")


def test_who_has_to_name_a_column_is_shown_how(tmp_path: Path) -> None:
    content = b"guest,the comment\nAna Lima,It was a little late.\nBia Reis,All of it was fine.\n"
    with pytest.raises(ColumnNeeded) as needed:
        place_of(opened(tmp_path / "t.csv", content), "", "t.csv")
    assert needed.value.arguments == {
        "name": "t.csv",
        "columns": "guest, the comment",
        "example": "'column=the comment'",
    }
    assert "--param 'column=the comment'" in describe(needed.value.failure())[1]


def test_a_column_that_is_named_in_the_first_row_makes_it_a_header(tmp_path: Path) -> None:
    content = b"7,what people wrote to us in the last year\n1,It was late.\n"
    assert opened(tmp_path / "t.csv", content).columns == ["column 1", "column 2"]
    assert opened(tmp_path / "t.csv", content, "7").columns == ["7", "what people wrote to us in the last year"]


cells = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(cells, cells, cells), min_size=2, max_size=8))
def test_whatever_csv_writes_is_read_again(tmp_path: Path, rows: list[tuple[str, str, str]]) -> None:
    path = tmp_path / "t.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["id", "some text", "city"], *rows])
    read = list(islice(opened(path, column="some text").rows(), len(rows) + 1))
    assert read == rows
