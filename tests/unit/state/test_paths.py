"""Homes with odd names work, or are refused in one sentence."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import pytest

from desktop.core.usage import HomeNameless
from desktop.state.history import History
from desktop.state.paths import find_home
from desktop.state.session import session
from tests.unit.state.test_salvage import damage, finished


@pytest.mark.parametrize("name", ["a 'b\" %41#?&;c", "file:x?mode=ro", "two\nlines", "ñ😀", "link"])
def test_whatever_a_home_is_called_its_databases_are_in_it(tmp_path: Path, name: str) -> None:
    if name == "link":
        (tmp_path / "real").mkdir()
        (tmp_path / name).symlink_to("real")
    with session(find_home(tmp_path / name)) as home:
        with closing(History(home.history)) as history:
            history.put([finished(number) for number in range(60)])
        damage(home.history, bytes)
        home.history.with_name("history.db.damaged").touch()
        with closing(History(home.history)) as history:
            assert 0 < len(history.find()) < 60
        assert (tmp_path / name / "history.db.bad").is_file()


def test_a_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HomeNameless, match="h\ufffd"):
        find_home(os.fsdecode(os.fsencode(tmp_path) + b"/h\xff"))
