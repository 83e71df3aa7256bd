"""What a table has is looked at by a process of its own, which tells nobody on this computer which file that is."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from desktop.media.sniff import recognise
from desktop.media.tables.head import TableHead, heads_of
from desktop.media.tables.workbook import write_workbook

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(os.name == "nt", reason="the script is one of a shell")
def test_the_name_of_a_workbook_is_in_no_list_of_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book, arguments, python = tmp_path / "salaries, ü.xlsx", tmp_path / "arguments", tmp_path / "python"
    with book.open("wb") as stream:
        write_workbook(stream, [["who", "what they say"], ["Ana", "I like it here."]])
    python.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {arguments}\nexec {sys.executable} "$@"\n')
    python.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(python))
    (found,) = heads_of(recognise(book))
    assert found == TableHead(columns=("who", "what they say"), likeliest=1, sheet=found.sheet)
    assert "salaries" not in arguments.read_text()
