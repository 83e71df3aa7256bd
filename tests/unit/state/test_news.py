"""What became of damaged files is said once, by whoever comes first, and erased with everything else."""

from __future__ import annotations

import subprocess
import sys

from desktop.state import news
from desktop.state.erasure import erase
from desktop.state.news import StorageReplaced, take_news, tell
from desktop.state.paths import Home


def replaced(kept: str) -> StorageReplaced:
    return StorageReplaced(file="chats.db", folder="/home", kept=kept)


def test_who_listens_is_called_and_the_same_is_not_told_again(home: Home) -> None:
    heard: list[int] = []
    news.listen(lambda: heard.append(len(take_news(home))))
    try:
        for kept in ("a.bad", "a.bad", "a.bad-2"):
            tell(home.chats, replaced(kept))
    finally:
        news.listen(None)
    tell(home.chats, replaced("a.bad-3"))
    assert heard == [1, 1]
    assert [said.arguments["kept"] for said in take_news(home)] == ["a.bad-3"]


def test_what_another_program_did_is_told_here(home: Home) -> None:
    script = "from desktop.state.paths import find_home; find_home()"
    home.settings.write_bytes(b"\x00" * 100)
    subprocess.run([sys.executable, "-c", script], check=True)
    (said,) = take_news(home)
    assert (said.code, said.arguments["file"]) == ("storage-replaced", "settings.json")
    assert not take_news(home)


def test_news_that_cannot_be_understood_are_none(home: Home) -> None:
    for name, words in (("a", b"\xff"), ("b", b"[]"), ("c", b'{"code": "unheard-of"}'), ("d", b"")):
        (home.root / f"{name}{news.ENDING}").write_bytes(words)
    assert take_news(home) == []


def test_a_file_in_the_place_of_a_folder_is_set_aside_and_erased_in_the_end(home: Home) -> None:
    for folder in (home.logs, home.artifacts):
        folder.rmdir()
        folder.write_text("secret")
    home.make()
    assert {said.arguments["kept"] for said in take_news(home)} == {"logs.bad", "artifacts.bad"}
    home.make()
    tell(home.logs, replaced("logs.bad"))
    erase(home)
    assert not home.root.exists()
