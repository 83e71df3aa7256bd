"""Tables without measure: columns, lines and cells that would fill the memory or take minutes."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest

from desktop.core.errors import InputTooLarge
from desktop.core.table import ColumnNeeded
from desktop.media.tables.source import place_of
from tests.unit.media.tables.test_tables import opened

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.csv", b"id,said\n1,two words\n" + b"a," * 20_000 + b"a\n"),
        ("t.jsonl", json.dumps({f"k{number}": "a" for number in range(20_001)}).encode()),
        ("t.jsonl", b'{"a": 1}\n[' + b"1," * 20_000 + b"1]\n"),
    ],
    ids=["cells", "keys", "list"],
)
def test_columns_have_an_end(tmp_path: Path, name: str, content: bytes) -> None:
    with pytest.raises(InputTooLarge) as large:
        list(opened(tmp_path / name, content).rows())
    assert large.value.arguments["unit"] == "columns"


@pytest.mark.parametrize("name", ["t.csv", "t.jsonl"])
def test_a_line_without_an_end_does_not_fill_the_memory(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.media.tables.source._LONGEST_LINE", 1_000)
    content = b"id,said\n1,two words\n" if name == "t.csv" else b'{"id": 1}\n{"id": 2}\n'
    with pytest.raises(InputTooLarge):
        list(opened(tmp_path / name, content + b" " * 1_001).rows())


def test_ten_thousand_columns_of_one_name_are_told_apart(tmp_path: Path) -> None:
    source = opened(tmp_path / "t.csv", b"sep=,\n" + b"a," * 9_999 + b"b\n" + b"two words," * 9_999 + b"c\n")
    assert len(set(source.columns)) == 10_000
    with pytest.raises(ColumnNeeded) as needed:
        place_of(source, "", "t.csv")
    assert len(str(needed.value.arguments["columns"])) < 1_000


def test_a_cell_of_megabytes_is_read_at_once(tmp_path: Path) -> None:
    before = time.process_time()
    source = opened(tmp_path / "t.csv", b"id,said\n1," + b"a" * 2_000_000 + b"\n2,some words\n3,more words\n")
    assert place_of(source, "", "t.csv") == 1
    assert time.process_time() - before < 5.0
