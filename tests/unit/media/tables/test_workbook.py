"""Workbooks: sheets, formulas, cells that were put together, and what is written back into them."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from desktop.core.usage import ParameterInvalid
from desktop.media.sniff import recognise
from desktop.media.tables import open_table
from desktop.media.tables.source import Extension
from desktop.media.tables.workbook import write_workbook
from tests.unit.media.tables.test_tables import made, opened


def test_no_text_becomes_a_formula_in_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(made(tmp_path, ".xlsx"))
    cell = book.worksheets[0]["B4"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_workbook_takes_what_xml_forbids(tmp_path: Path) -> None:
    stream = io.BytesIO()
    write_workbook(stream, [["a"], ["bell\x07"], ["x" * 40_000]])
    (tmp_path / "t.xlsx").write_bytes(stream.getvalue())
    rows = list(opened(tmp_path / "t.xlsx").rows())
    assert rows[0] == ("bell\ufffd",)
    assert len(str(rows[1][0])) == 32_767


def two_sheets(path: Path) -> Path:
    """Write a workbook whose second sheet begins in its third row, with a bold header and a formula."""
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Cover"
    book.worksheets[0].append(["read", "me first"])
    sheet = book.create_sheet("What they said")
    for row in ([], [], ["id", "said", "twice"], [1, "It was late.", "=A4*2"], [], [2, "It was fine.", "=A6*2"]):
        sheet.append(row)
    for cell in sheet[3]:
        cell.font = Font(bold=True)
    book.save(path)
    return path


@pytest.mark.parametrize("name", ["What they said", "what they SAID", "2"])
def test_a_sheet_goes_by_its_name_or_its_number_and_the_others_stay(tmp_path: Path, name: str) -> None:
    source = open_table(recognise(two_sheets(tmp_path / "t.xlsx")), "", name)
    assert (source.columns, [row[:2] for row in source.rows()]) == (
        ["id", "said", "twice"],
        [(1, "It was late."), (2, "It was fine.")],
    )
    target = tmp_path / "new.xlsx"
    source.write(target, ["label"], 1, lambda number, _row: Extension(cells=(f"=x{number}",), text="masked"))
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["Cover", "What they said"]
    assert next(book.worksheets[0].values) == ("read", "me first")
    assert list(book.worksheets[1].values)[2:] == [
        ("id", "said", "twice", "label"),
        (1, "masked", "=A4*2", "=x0"),
        (None, None, None, None),
        (2, "masked", "=A6*2", "=x1"),
    ]
    assert (book.worksheets[1]["D3"].font.bold, book.worksheets[1]["D4"].data_type) == (True, "s")
    assert not source.values_only


def reckoned(path: Path, **values: str) -> Path:
    """Write a workbook with formulas and, as a spreadsheet does, with what they came to: the type and the text."""
    book = openpyxl.Workbook()
    for row in (["id", "said"], [1, "It was late."], [2, "Fine."]):
        book.worksheets[0].append(row)
    for place in values:
        book.worksheets[0][place] = "=IF(1,A2)"
    book.worksheets[0]["F2"].number_format = "yyyy-mm-dd"
    bare = path.with_name("bare.xlsx")
    book.save(bare)
    with zipfile.ZipFile(bare) as parts, zipfile.ZipFile(path, "w") as archive:
        for part in parts.infolist():
            content = parts.read(part).decode()
            for place, value in values.items():
                content = re.sub(
                    rf'(<c r="{place}"[^>]*)>(<f>[^<]*</f>)<v */?>(</v>)?',
                    rf'\1 t="{value.split(":")[0]}">\2<v>{value.split(":")[1]}</v>',
                    content,
                )
            archive.writestr(part, content)
    return path


def test_what_formulas_came_to_is_there_for_whoever_reads_the_new_workbook(tmp_path: Path) -> None:
    path = reckoned(tmp_path / "t.xlsx", C2="n:2.5", D2="str:a &lt; b", E2="b:1", F2="n:43831", G2="e:#DIV/0!")
    source = open_table(recognise(path), "said")
    before = (1, "It was late.", 2.5, "a < b", "true", "2020-01-01", "#DIV/0!")
    assert next(source.rows()) == before
    source.write(tmp_path / "new.xlsx", ["label"], 1, lambda number, _row: Extension(cells=(f"=x{number}",)))
    again = open_table(recognise(tmp_path / "new.xlsx"), "said")
    assert list(again.rows()) == [(*before, "=x0"), (2, "Fine.", None, None, None, None, None, "=x1")]
    (sheet,) = openpyxl.load_workbook(tmp_path / "new.xlsx").worksheets
    assert [sheet[place].value for place in ("C2", "F2", "H2")] == ["=IF(1,A2)", "=IF(1,A2)", "=x0"]
    assert sheet["G2"].value == "=IF(1,A2)"


def test_nothing_that_was_masked_is_left_in_what_formulas_came_to(tmp_path: Path) -> None:
    path = reckoned(tmp_path / "t.xlsx", C2="str:It was late.")
    source = open_table(recognise(path), "said")
    source.write(tmp_path / "new.xlsx", [], 1, lambda _number, _row: Extension(cells=(), text="masked"))
    assert list(open_table(recognise(tmp_path / "new.xlsx"), "said").rows()) == [(1, "masked"), (2, "masked")]
    with zipfile.ZipFile(tmp_path / "new.xlsx") as archive:
        assert not any(b"late" in archive.read(part) for part in archive.namelist())


def test_titles_above_the_names_are_no_rows_and_stay(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["June"], [], ["by crew and guests"], ["id", "said"], [1, "It was late."], [2], [3, "Fine."]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "t.xlsx")
    source = open_table(recognise(tmp_path / "t.xlsx"))
    assert (source.columns, list(source.rows())) == (["id", "said"], [(1, "It was late."), (2,), (3, "Fine.")])
    source.write(tmp_path / "new.xlsx", ["label"], 1, lambda _number, _row: Extension(cells=("x",)))
    (sheet,) = openpyxl.load_workbook(tmp_path / "new.xlsx").worksheets
    assert [(row[0], row[2]) for row in sheet.values] == [
        ("June", None),
        (None, None),
        ("by crew and guests", None),
        ("id", "label"),
        *((number, "x") for number in (1, 2, 3)),
    ]
    source.write(tmp_path / "sample.xlsx", [], 1, lambda number, _row: None if number else Extension(cells=()))
    sample = open_table(recognise(tmp_path / "sample.xlsx"))
    assert (sample.columns, list(sample.rows())) == (["id", "said"], [(1, "It was late.")])


def test_new_columns_stand_beside_cells_that_were_put_together(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["id", "said"], [1, "It was late."], [2, "Fine."]):
        book.worksheets[0].append(row)
    book.worksheets[0].merge_cells("B2:D2")
    book.save(tmp_path / "t.xlsx")
    source = open_table(recognise(tmp_path / "t.xlsx"))
    source.write(tmp_path / "new.xlsx", ["label"], 1, lambda number, _row: Extension(cells=(f"x{number}",)))
    (sheet,) = openpyxl.load_workbook(tmp_path / "new.xlsx").worksheets
    assert [(row[1], row[4]) for row in sheet.values] == [("said", "label"), ("It was late.", "x0"), ("Fine.", "x1")]
    assert str(sheet.merged_cells) == "B2:D2"


def test_a_first_row_of_one_cell_is_a_row_where_no_names_follow(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["It was late."], [1, "It was fine."], [2, "Nobody came."]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "t.xlsx")
    assert len(list(open_table(recognise(tmp_path / "t.xlsx")).rows())) == 3


def test_a_workbook_that_is_too_large_to_be_held_comes_back_as_its_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.media.tables.workbook._WHOLE_BYTES", 1_000)
    source = open_table(recognise(two_sheets(tmp_path / "t.xlsx")), "", "2")
    source.write(tmp_path / "new.xlsx", ["label"], 1, lambda _number, _row: Extension(cells=("x",)))
    (sheet,) = openpyxl.load_workbook(tmp_path / "new.xlsx").worksheets
    assert [(row[1], row[-1]) for row in sheet.values] == [
        ("said", "label"),
        ("It was late.", "x"),
        ("It was fine.", "x"),
    ]
    assert source.values_only


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(ParameterInvalid) as unknown:
        open_table(recognise(two_sheets(tmp_path / "t.xlsx")), "", "3")
    assert unknown.value.arguments["expected"] == "Cover, What they said; 1-2"
