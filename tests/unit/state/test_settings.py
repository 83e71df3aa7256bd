from pathlib import Path

import pytest

from desktop.core.errors import StorageNotWritable
from desktop.state.settings import Settings, load_settings, save_settings


def test_settings_come_back(tmp_path: Path) -> None:
    chosen = Settings(theme="dark", language="pt_BR", threads=3, file_name_template="{date} {name}")
    save_settings(tmp_path / "settings.json", chosen)
    assert load_settings(tmp_path / "settings.json") == chosen
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


@pytest.mark.parametrize("content", ["", "{", '{"version": 1, "theme": "pink"}', '{"version": 1, "colour": "red"}'])
def test_a_file_that_cannot_be_understood_is_set_aside(tmp_path: Path, content: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(content)
    assert load_settings(path) == Settings()
    assert not path.exists()
    assert (tmp_path / "settings.json.bad").read_text() == content


def test_an_unwritable_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageNotWritable):
        save_settings(tmp_path / "file" / "settings.json", Settings())


def test_a_file_that_cannot_be_set_aside_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text("{")
    (tmp_path / "settings.json.bad").mkdir()
    assert load_settings(tmp_path / "settings.json") == Settings()
