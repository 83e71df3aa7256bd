"""What an earlier version wrote is all there in this one, and what a later one wrote is left alone."""

from __future__ import annotations

import importlib.metadata
import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from desktop.core.errors import describe
from desktop.state.chats import Chats
from desktop.state.database import StorageNewer
from desktop.state.history import History
from desktop.state.index import Index
from desktop.state.ledger import Ledger
from desktop.state.paths import Home
from tests.unit.state import homes

OPENED: dict[str, Callable[[Home], History | Chats | Index | Ledger]] = {
    "history.db": lambda home: History(home.history),
    "chats.db": lambda home: Chats(home.chats),
    "index/index.db": lambda home: Index(home.index),
    "ledger.db": lambda home: Ledger(home.ledger),
}


@pytest.mark.parametrize("version", sorted(path.name for path in homes.FIXTURES.iterdir()))
def test_nothing_of_an_earlier_version_is_lost(version: str, home: Home) -> None:
    shutil.copytree(homes.FIXTURES / version / homes.HOME, home.root, dirs_exist_ok=True)
    expected = json.loads((homes.FIXTURES / version / homes.EXPECTED).read_text(encoding="utf-8"))
    for _again in range(2):
        assert homes.contents(home) == expected
    assert not list(home.root.rglob("*.bad"))


def test_a_home_of_this_version_is_kept() -> None:
    assert (homes.FIXTURES / importlib.metadata.version("ilha") / homes.EXPECTED).is_file()


def test_the_command_writes_what_this_version_finds(tmp_path: Path) -> None:
    homes.write(tmp_path)
    written = Home(root=tmp_path / homes.HOME, models=tmp_path / homes.HOME / "models")
    expected = json.loads((tmp_path / homes.EXPECTED).read_text(encoding="utf-8"))
    assert homes.contents(written) == expected
    assert len(expected["jobs"]) == len(homes.VALUES) + 2


@pytest.mark.parametrize("name", OPENED)
def test_a_database_of_a_newer_version_is_refused_and_left_alone(name: str, home: Home) -> None:
    OPENED[name](home).close()
    path = home.root / name
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version=99")
    before = path.read_bytes()
    with pytest.raises(StorageNewer) as refused:
        OPENED[name](home)
    sentence, hint = describe(refused.value.failure())
    assert path.name in sentence
    assert "newer version of Ilha" in sentence
    assert "nothing was changed" in hint
    assert path.read_bytes() == before
    assert [found.name for found in path.parent.glob(f"{path.name}*")] == [path.name]
