"""What the systems are told of the program is well formed, says the same everywhere, and is of this version."""

from __future__ import annotations

import ast
import configparser
import io
import os
import plistlib
import re
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "packaging"))

import package_bundle
import package_icons
import package_macos
import package_windows
from package_bundle import ROOT, version
from package_debian import APPLICATION, LINUX
from package_types import TYPES

EXTENSIONS = {extension for kind in TYPES for extension in kind.extensions}
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FLATPAK = ROOT / "packaging" / "flatpak" / f"{APPLICATION}.yml"


def inno(section: str) -> list[str]:
    """Return the lines of a section of the installer's script."""
    text = package_windows.INSTALLER.read_text(encoding="utf-8")
    body = re.search(rf"^\[{section}\]$(.*?)(?=^\[|\Z)", text, re.MULTILINE | re.DOTALL)
    assert body is not None, section
    lines = (line.strip() for line in body[1].splitlines())
    return [line for line in lines if line and not line.startswith((";", "#"))]


def entries(section: str) -> list[dict[str, str]]:
    """Return the entries of such a section, their values without quotes."""
    found = (re.findall(r'(\w+): (?:"((?:[^"]|"")*)"|([^;]*))(?:; |$)', line) for line in inno(section))
    return [{key: (quoted or plain).replace('""', '"') for key, quoted, plain in entry} for entry in found]


def test_linux_is_told_of_every_kind_of_file() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(LINUX / f"{APPLICATION}.desktop", encoding="utf-8")
    assert entry["Desktop Entry"]["MimeType"] == "".join(f"{kind.mime};" for kind in TYPES)


def test_the_installer_asks_for_no_rights_and_takes_its_names_from_outside() -> None:
    setup = dict(line.partition("=")[::2] for line in inno("Setup"))
    assert setup["PrivilegesRequired"] == "lowest"
    assert setup["AppVersion"] == "{#Version}"
    assert re.fullmatch(r"\{\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", setup["AppId"])
    text = package_windows.INSTALLER.read_text(encoding="utf-8")
    assert set(re.findall(r"\{#(\w+)\}", text)) == {"Version", "Source", "Icon", "Output", "Name"}
    assert version() not in text


def test_the_installer_offers_ilha_for_every_kind_of_file() -> None:
    registry = entries("Registry")
    supported = {entry["ValueName"] for entry in registry if entry["Subkey"].endswith("SupportedTypes")}
    offered = {entry["Subkey"].split("\\")[2] for entry in registry if entry["Subkey"].endswith("OpenWithProgids")}
    assert supported == offered == {f".{extension}" for extension in EXTENSIONS}
    commands = [entry["ValueData"] for entry in registry if entry["Subkey"].endswith(r"shell\open\command")]
    assert commands == ['"{app}\\ilha.exe" "%1"'] * 2
    assert {entry["Root"] for entry in registry} == {"HKA"}


def test_the_version_resource_is_of_this_version() -> None:
    tree = ast.parse(package_windows.version_resource(), mode="eval")
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    fixed = next(call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "FixedFileInfo")
    numbers = {keyword.arg: keyword.value for keyword in fixed.keywords}
    wanted = (*(int(part) for part in version().split(".")), 0)
    assert ast.literal_eval(numbers["filevers"]) == ast.literal_eval(numbers["prodvers"]) == wanted


def test_macos_is_told_of_every_kind_of_file() -> None:
    plist = plistlib.loads(plistlib.dumps(package_macos.info_plist()))
    assert plist["CFBundleShortVersionString"] == version()
    assert plist["LSBackgroundOnly"] is False  # else it has no window to speak of
    utis = {uti for kind in plist["CFBundleDocumentTypes"] for uti in kind.get("LSItemContentTypes", ())}
    extensions = {one for kind in plist["CFBundleDocumentTypes"] for one in kind.get("CFBundleTypeExtensions", ())}
    for kind in TYPES:
        assert kind.uti in utis or set(kind.extensions) <= extensions, kind


@pytest.mark.parametrize(("identity", "name"), [("", "-"), ("Developer ID", "Developer ID")])
def test_the_application_of_macos_is_whole_when_it_is_sealed(
    identity: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Programs of the name of Apple's note what they are called with and what is there then."""
    bundle, resources = tmp_path / "ilha", tmp_path / package_macos.APPLICATION / "Contents" / "Resources"
    for folder in (bundle / package_bundle.INSIDE, resources):
        (folder / "resources" / "licences").mkdir(parents=True)
    package_bundle.licences_of(bundle).write_text("terms", encoding="utf-8")
    starter = tmp_path / "starter"
    starter.mkdir()
    (starter / "model.onnx").touch()
    for program in ("codesign", "hdiutil"):
        path = tmp_path / "bin" / program
        path.parent.mkdir(exist_ok=True)
        path.write_text(
            f'#!/bin/sh\necho {program} "$*" >> {tmp_path}/said; find {tmp_path}/image >> {tmp_path}/said\n'
        )
        path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    monkeypatch.setenv(package_macos.IDENTITY, identity)
    monkeypatch.setattr(package_bundle, "STARTER", starter)
    package_macos.image(bundle, tmp_path, tmp_path)
    before, _, after = (tmp_path / "said").read_text(encoding="utf-8").partition("hdiutil")
    assert f"--sign {name} " in before
    assert ("--entitlements" in before) is bool(identity)
    assert "Resources/resources/starter/model.onnx" in before
    assert f"Resources/resources/licences/{package_bundle.LICENCES}" in before
    assert "-srcfolder" in after


def test_the_entitlements_give_no_network() -> None:
    granted = plistlib.loads(package_macos.ENTITLEMENTS.read_bytes())
    assert all(granted.values())
    assert not [name for name in granted if "network" in name or "debugger" in name]


@pytest.mark.parametrize(("name", "sizes"), [("ico", package_icons.WINDOWS_SIZES), ("icns", package_icons.MACOS_SIZES)])
def test_an_icon_has_all_its_sizes(name: str, sizes: tuple[int, ...], tmp_path: Path) -> None:
    target = getattr(package_icons, f"write_{name}")(tmp_path / "made" / f"ilha.{name}")
    with Image.open(target) as icon:
        found = {size[0] * (size[2] if len(size) > 2 else 1) for size in icon.info["sizes"]}
    assert found >= set(sizes)
    with Image.open(io.BytesIO(package_icons.draw(64))) as drawn:
        assert drawn.size == (64, 64)
        assert drawn.getchannel("A").getextrema() == (0, 255)


def test_flatpak_packs_what_was_built() -> None:
    manifest = yaml.safe_load(FLATPAK.read_text(encoding="utf-8"))
    assert manifest["id"] == APPLICATION
    assert manifest["command"] == "ilha"
    (module,) = manifest["modules"]
    files = [source["path"] for source in module["sources"] if source["type"] == "file"]
    assert files
    for path in files:
        assert (FLATPAK.parent / path).is_file(), path
    assert not [source for source in module["sources"] if source["type"] in {"git", "archive"}]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_runs_known_actions_and_signs_only_with_a_key(path: Path) -> None:
    workflow: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    for job in workflow["jobs"].values():
        for step in job["steps"]:
            if "uses" in step:
                assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step["uses"]), step["uses"]
            if "sign" in step.get("name", "").lower():
                assert re.search(r"env\.\w+ != ''", step["if"]), step["name"]


def test_there_is_a_release_for_every_system() -> None:
    (release,) = (path for path in WORKFLOWS if path.stem == "release")
    jobs = yaml.safe_load(release.read_text(encoding="utf-8"))["jobs"]
    assert {"linux", "windows", "macos", "publish"} <= set(jobs)
    assert set(jobs["publish"]["needs"]) == {"linux", "windows", "macos"}
