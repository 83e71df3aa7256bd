"""The packages' licence gate and what a desktop reads of them; `dev.py package --prove` installs the real ones."""

from __future__ import annotations

import configparser
import importlib.metadata
import inspect
import os
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "packaging"))

import package_bundle
import package_licences
from package_bundle import Failed
from package_debian import APPLICATION, LINUX

from desktop import cli


@pytest.mark.parametrize(
    ("licence", "may"),
    [
        ("MIT", True),
        ("BSD-3-Clause AND Zlib", True),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", True),
        ("GPL-3.0-or-later", False),
        ("AGPL-3.0-only", False),
        ("MIT AND GPL-2.0-only", False),
        ("unknown", False),
        ("", False),
    ],
)
def test_only_known_terms_may_be_shipped(licence: str, may: bool) -> None:
    assert package_licences.allowed(licence) is may


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    folder = tmp_path / "bundle"
    (folder / package_bundle.INSIDE / "resources" / "licences").mkdir(parents=True)
    return folder


def test_every_library_and_model_of_the_program_may_be_shipped(bundle: Path) -> None:
    text, faults = package_licences.examine(bundle)
    assert faults == []
    for name in ("onnxruntime", "PySide6_Essentials", "starter/firefox-en-pt", "Mozilla Public License Version 2.0"):
        assert name in text


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("libavcodec.so.61", b"configuration: --enable-gpl --enable-libx264", "libavcodec.so.61: holds an encoder"),
        ("avcodec-61.dll", b"configuration: --enable-gpl", "avcodec-61.dll: holds an encoder"),
        ("libmystery.so.1", b"", "libmystery.so.1: no licence is known"),
    ],
)
def test_a_part_that_must_not_be_shipped_stops_the_build(bundle: Path, name: str, content: bytes, fault: str) -> None:
    (bundle / package_bundle.INSIDE / name).write_bytes(b"\x7fELF" + content)
    with pytest.raises(Failed, match=fault):
        package_bundle.add_licences(bundle)


def test_an_archive_is_the_same_whoever_packs_it_and_when(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    monkeypatch.setattr(package_bundle, "_BLOCK", "100KiB")  # for more than one thread
    program = tmp_path / "program"
    program.mkdir()
    (program / "ilha").write_bytes(bytes(1_000_000))
    processors = os.sched_getaffinity(0)
    first = package_bundle.archive(program, tmp_path, tmp_path).read_bytes()
    os.utime(program / "ilha", (0, 0))
    os.sched_setaffinity(0, [min(processors)])
    try:
        assert package_bundle.archive(program, tmp_path, tmp_path).read_bytes() == first
    finally:
        os.sched_setaffinity(0, processors)


def test_the_menu_entry_hands_files_over_and_names_the_icon() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]  # keys keep their case
    entry.read(LINUX / f"{APPLICATION}.desktop", encoding="utf-8")
    found = entry["Desktop Entry"]
    assert found["Exec"] == "ilha %F"
    assert found["Icon"] == APPLICATION


def test_the_manual_page_names_every_command_and_option() -> None:
    manual = (LINUX / "ilha.1").read_text(encoding="utf-8").replace("\\-", "-")
    source = inspect.getsource(cli._shared)
    shared = re.findall(r'everywhere\.add_argument\((?:"-\w", )?"(--[a-z-]+)"', source)
    assert len(shared) > 3
    for name in (*cli._COMMANDS, *shared):
        assert re.search(rf"^\.\w+ .*{name}\b", manual, re.MULTILINE), name


def test_the_description_is_of_this_version() -> None:
    component = ET.parse(LINUX / f"{APPLICATION}.metainfo.xml").getroot()
    assert component.findtext("id") == APPLICATION
    release = component.find("releases/release")
    assert release is not None
    assert release.get("version") == package_bundle.version() == importlib.metadata.version("ilha")
