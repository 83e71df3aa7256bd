"""What the system lacks is named as its packages are called, and installed or shown."""

from __future__ import annotations

from types import ModuleType

import pytest

LDD = """\
/venv/PySide6/Qt/plugins/platforms/libqxcb.so:
\tlinux-vdso.so.1 (0x00007f61e878f000)
\tlibQt6Gui.so.6 => /venv/PySide6/Qt/plugins/platforms/../../lib/libQt6Gui.so.6 (0x00007f61e7c00000)
\tlibxcb-cursor.so.0 => /lib/x86_64-linux-gnu/libxcb-cursor.so.0 (0x00007f61e85d7000)
\tlibxcb-icccm.so.4 => not found
\tlibxcb-keysyms.so.1 => not found
\tlibGL.so.1 => not found
/venv/PySide6/Qt/lib/libQt6Widgets.so.6:
\tlibGL.so.1 => not found
\tlibglib-2.0.so.0 => not found
\t/lib64/ld-linux-x86-64.so.2 (0x00007f61e8791000)
"""


def test_missing_sonames_are_named_once(system: ModuleType) -> None:
    assert system.missing_sonames(LDD) == [
        "libxcb-icccm.so.4",
        "libxcb-keysyms.so.1",
        "libGL.so.1",
        "libglib-2.0.so.0",
    ]


def test_sonames_become_packages(system: ModuleType) -> None:
    needs = system.library_needs(system.missing_sonames(LDD))
    assert needs.packages == ("libgl1", "libglib2.0-0", "libxcb-icccm4", "libxcb-keysyms1")


@pytest.mark.parametrize(
    ("soname", "package"),
    [
        ("libEGL.so.1", "libegl1"),
        ("libX11.so.6", "libx11-6"),
        ("libX11-xcb.so.1", "libx11-xcb1"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libfontconfig.so.1", "libfontconfig1"),
        ("libfreetype.so.6", "libfreetype6"),
        ("libgthread-2.0.so.0", "libglib2.0-0"),
        ("libpulse.so.0", "libpulse0"),
        ("libwayland-client.so.0", "libwayland-client0"),
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libxcb.so.1", "libxcb1"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libxkbcommon.so.0", "libxkbcommon0"),
        ("libz.so.1", "zlib1g"),
    ],
)
def test_every_library_of_qt_has_its_package(system: ModuleType, soname: str, package: str) -> None:
    assert system.library_needs([soname]).packages == (package,)


def test_a_user_gets_the_line_to_paste(
    system: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system, "is_debian", lambda: True)
    monkeypatch.setattr(system, "is_root", lambda: False)
    with pytest.raises(SystemExit) as stopped:
        system.Apt().provide(system.library_needs(["libxcb-icccm.so.4"]))
    assert stopped.value.code == 1
    expected = "sudo apt-get install --no-install-recommends libxcb-icccm4"
    assert expected in capsys.readouterr().err


def test_root_refreshes_the_lists_once(system: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[str, ...]] = []

    def call(*arguments: str) -> bool:
        calls.append(arguments)
        return True

    monkeypatch.setattr(system, "is_debian", lambda: True)
    monkeypatch.setattr(system, "is_root", lambda: True)
    apt = system.Apt()
    monkeypatch.setattr(apt, "_call", call)
    apt.provide(system.Needs())
    assert calls == []
    apt.provide(system.library_needs(["libGL.so.1"]))
    apt.provide(system.library_needs(["libxcb.so.1"]))
    assert [arguments[0] for arguments in calls] == ["update", "install", "install"]
    assert "DPkg::Lock::Timeout=120" in calls[1]
    assert calls[1][-1] == "libgl1"
