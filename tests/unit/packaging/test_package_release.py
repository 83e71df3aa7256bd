"""A release is made of the changes that were written down, in one step, and says the same everywhere."""

from __future__ import annotations

import shutil
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "packaging"))

import package_release
from package_bundle import version
from package_release import Places

KEPT = ("pyproject.toml", "packaging/CHANGELOG.md", "packaging/linux/org.ilha.Ilha.metainfo.xml")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    for name in KEPT:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(package_release.ROOT / name, tmp_path / name)
    made = Places(root=tmp_path)
    made.fragments.mkdir()
    (made.fragments / "README.md").write_text("How changes are written down.\n", encoding="utf-8")
    return made


def write(places: Places, name: str, text: str) -> Path:
    path = places.fragments / name
    path.write_text(text, encoding="utf-8")
    return path


def test_what_was_written_down_here_is_well_formed() -> None:
    package_release.changes(Places(root=package_release.ROOT))


def test_this_version_is_in_the_changelog() -> None:
    assert package_release.items(package_release.CHANGELOG.read_text(encoding="utf-8"), version())


def test_a_release_moves_the_changes_to_where_people_look(places: Places) -> None:
    fixed = write(places, "tables.fixed.md", "Tables with < and & are\nread to their end.\n")
    added = write(places, "search.added.md", "Searches in tables.")
    assert package_release.main(["9.8.7", "--date", "2030-01-02"], places) == 0
    changelog = places.changelog.read_text(encoding="utf-8")
    assert changelog.startswith(
        "# Changes\n\n## 9.8.7 · 2030-01-02\n\n### Added\n\n* Searches in tables.\n\n### Fixed\n"
    )
    wanted = ["Searches in tables.", "Tables with < and & are read to their end."]
    assert package_release.items(changelog, "9.8.7") == wanted
    assert package_release.items(changelog, version())
    assert 'version = "9.8.7"' in places.project.read_text(encoding="utf-8")
    releases = ET.parse(places.metainfo).getroot().findall("releases/release")
    assert [release.get("version") for release in releases] == ["9.8.7", version()]
    assert [item.text for item in releases[0].iter("li")] == wanted
    assert not fixed.exists()
    assert not added.exists()


def test_without_a_version_nothing_is_written(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    fragment = write(places, "search.added.md", "Searches in tables.")
    before = {name: (places.root / name).read_bytes() for name in KEPT}
    assert package_release.main([], places) == 0
    assert "* Searches in tables." in capsys.readouterr().out
    assert {name: (places.root / name).read_bytes() for name in KEPT} == before
    assert fragment.exists()


@pytest.mark.parametrize(
    ("name", "text", "arguments", "reason"),
    [
        ("search.md", "Searches.", [], "search.md"),
        ("search.better.md", "Searches.", [], "kinds are added"),
        ("search.added.md", "", [], "plain sentence"),
        ("search.added.md", "# Search", [], "plain sentence"),
        ("search.added.md", "Searches.", ["next"], "three numbers"),
        ("search.added.md", "Searches.", [version()], "released already"),
        ("README.md", "Nothing.", ["9.8.7"], "nothing changed"),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(
    places: Places, name: str, text: str, arguments: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    fragment = write(places, name, text)
    before = {kept: (places.root / kept).read_bytes() for kept in KEPT}
    assert package_release.main(arguments, places) == 1
    assert reason in capsys.readouterr().err
    assert {kept: (places.root / kept).read_bytes() for kept in KEPT} == before
    assert fragment.exists()
