"""What Windows wants to know of the program: the version resource, and the installer made by Inno Setup.

Nobody has built or run it there yet; the texts are checked.
"""

from __future__ import annotations

import os
import platform
from pathlib import Path

from package_bundle import ROOT, run, version
from package_icons import write_ico

INSTALLER = ROOT / "packaging" / "windows" / "ilha.iss"
SIGN_TOOL = "ILHA_WINDOWS_SIGNTOOL"
"""The command that signs a file, with `$f` for its name; without it nothing is signed."""

_RESOURCE = """\
VSVersionInfo(
    ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004, fileType=0x1),
    kids=[
        StringFileInfo([StringTable("040904B0", [{strings}])]),
        VarFileInfo([VarStruct("Translation", [0x0409, 0x04B0])]),
    ],
)
"""


def version_resource() -> str:
    """Return the version resource in the form that PyInstaller reads."""
    numbers = tuple([*(int(part) for part in version().split(".")), 0, 0, 0][:4])
    texts = {
        "CompanyName": "The Ilha contributors",
        "FileDescription": "Ilha",
        "FileVersion": version(),
        "InternalName": "ilha",
        "LegalCopyright": "The Ilha contributors. Apache License 2.0.",
        "OriginalFilename": "ilha.exe",
        "ProductName": "Ilha",
        "ProductVersion": version(),
    }
    strings = ", ".join(f"StringStruct({name!r}, {text!r})" for name, text in texts.items())
    return _RESOURCE.format(numbers=numbers, strings=strings)


def installer(folder: Path, work: Path, dist: Path) -> Path:
    """Let Inno Setup pack what `package_bundle.whole` made, signed if there is a command that signs."""
    icon = write_ico(work / "ilha.ico")
    name = f"ilha-{version()}-windows-{platform.machine().lower()}"
    defined = {"Version": version(), "Source": folder, "Icon": icon, "Output": dist, "Name": name}
    signed = [f"/Ssign={os.environ[SIGN_TOOL]}", "/DSigned"] if os.environ.get(SIGN_TOOL) else []
    run("iscc", "/Q", *signed, *(f"/D{key}={value}" for key, value in defined.items()), INSTALLER)
    return dist / f"{name}.exe"
