import json
import os
import subprocess
from pathlib import Path

import pytest

from desktop.core.errors import StorageNotWritable
from desktop.state.news import take_news
from desktop.state.paths import Home
from desktop.state.settings import Settings, load_settings, save_settings


def test_settings_come_back(tmp_path: Path) -> None:
    chosen = Settings(theme="dark", language="pt_BR", threads=3, file_name_template="{date} {name}")
    save_settings(tmp_path / "settings.json", chosen)
    assert load_settings(tmp_path / "settings.json") == chosen
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe", b"[" * 100_000, b"SQLite format 3\x00"])
def test_a_file_that_cannot_be_understood_is_set_aside(home: Home, content: bytes) -> None:
    home.settings.write_bytes(content)
    assert load_settings(home.settings) == Settings()
    assert not home.settings.exists()
    assert (home.root / "settings.json.bad").read_bytes() == content
    home.settings.write_bytes(content)
    load_settings(home.settings)
    assert (home.root / "settings.json.bad-2").read_bytes() == content, "the first is not written over"
    kept = [news.arguments["kept"] for news in take_news(home)]
    assert kept == ["settings.json.bad-2"]
    assert not take_news(home)


def test_a_folder_in_its_place_is_set_aside(home: Home) -> None:
    home.settings.mkdir()
    assert load_settings(home.settings) == Settings()
    save_settings(home.settings, Settings(threads=1))
    assert load_settings(home.settings).threads == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("theme", "pink"),
        ("threads", -1),
        ("threads", 100_000),
        ("threads", "four"),
        ("keep_days", -3),
        ("keep_days", 1e300),
        ("models_folder", "beside/the/command"),
        ("output_folder", "/a\0b"),
        ("notify", None),
        ("version", 2),
        ("colour", "red"),
    ],
)
def test_what_cannot_be_used_costs_no_other_setting(home: Home, field: str, value: object) -> None:
    content = json.dumps({"version": 1, "language": "pt_BR", field: value})
    home.settings.write_text(content)
    assert load_settings(home.settings) == Settings(language="pt_BR")
    assert home.settings.read_text() == content
    (said,) = take_news(home)
    assert (said.code, said.arguments) == ("settings-ignored", {"file": "settings.json", "names": field})
    save_settings(home.settings, Settings(threads=1))
    assert load_settings(home.settings) == Settings(threads=1)
    assert (home.root / "settings.json.bad").read_text() == content


def test_an_unwritable_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageNotWritable):
        save_settings(tmp_path / "file" / "settings.json", Settings())


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a disk")
def test_a_file_that_cannot_be_set_aside_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text("{")
    subprocess.run(["mount", "--bind", tmp_path, tmp_path], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", tmp_path], check=True)
        assert load_settings(tmp_path / "settings.json") == Settings()
    finally:
        subprocess.run(["umount", tmp_path], check=True)
    assert (tmp_path / "settings.json").read_text() == "{"
