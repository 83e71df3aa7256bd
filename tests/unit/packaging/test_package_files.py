"""What PyInstaller finds on a system is told apart: Python's own modules go along, the system's libraries do not."""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path
from types import SimpleNamespace

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "packaging"))

import package_files

ROOT = Path("/home/somebody/ilha")
PYTHON = "/usr/lib/python3.11"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere everything goes along")


def test_with_the_systems_python_its_modules_go_along_and_libraries_of_the_desktop_do_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "prefix", f"{ROOT}/.venv-package")
    monkeypatch.setattr(sys, "base_prefix", "/usr")
    monkeypatch.setattr(sysconfig, "get_path", {"stdlib": PYTHON}.__getitem__)
    module = "python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so"
    sources = {
        module: f"/usr/lib/{module}",
        "libssl.so.3": "/usr/lib/x86_64-linux-gnu/libssl.so.3",
        "libpython3.11.so.1.0": "/lib/x86_64-linux-gnu/libpython3.11.so.1.0",
        "libgtk-3.so.0": "/usr/lib/x86_64-linux-gnu/libgtk-3.so.0",
        "libfontconfig.so.1": "/usr/lib/x86_64-linux-gnu/libfontconfig.so.1",
    }
    found = SimpleNamespace(pure=[], datas=[], binaries=[(name, path, "BINARY") for name, path in sources.items()])
    package_files.choose(found, ROOT)
    assert {name for name, _, _ in found.binaries} == {module, "libssl.so.3", "libpython3.11.so.1.0"}


@pytest.mark.parametrize(
    ("platform", "kept"),
    [("linux", {"libQt6Gui.so"}), ("darwin", {"libQt6Gui.so", "libleft.so", "QtGui.framework/Versions/Current"})],
)
def test_links_go_along_with_their_library_and_all_of_them_where_frameworks_are_made_of_links(
    platform: str, kept: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    links = {
        "libQt6Gui.so": "libQt6Gui.so.6",
        "libleft.so": "libleft.so.1",
        "QtGui.framework/Versions/Current": "A",
    }
    datas = [(name, target, "SYMLINK") for name, target in links.items()]
    found = SimpleNamespace(pure=[], datas=datas, binaries=[("libQt6Gui.so.6", f"{ROOT}/libQt6Gui.so.6", "BINARY")])
    package_files.choose(found, ROOT)
    assert {name for name, _, _ in found.datas} == kept
