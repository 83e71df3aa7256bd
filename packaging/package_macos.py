"""What macOS wants to know of the program: `Info.plist` with the files it opens, and the disk image.

Nobody has built or run it there yet; the property lists are checked.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from package_bundle import ROOT, add_models, run, version
from package_types import TYPES

ENTITLEMENTS = ROOT / "packaging" / "macos" / "entitlements.plist"
IDENTIFIER = "org.ilha.Ilha"
OLDEST_SYSTEM = "13.0"
IDENTITY = "ILHA_MACOS_IDENTITY"
"""Names the certificate that signs; without it nothing is signed."""


def info_plist() -> dict[str, Any]:
    """Return the keys of `Info.plist` that PyInstaller does not write by itself."""
    known = [kind.uti for kind in TYPES if kind.uti]
    unknown = [extension for kind in TYPES if not kind.uti for extension in kind.extensions]
    role = {"CFBundleTypeRole": "Viewer", "LSHandlerRank": "Alternate"}
    return {
        "CFBundleDisplayName": "Ilha",
        "CFBundleShortVersionString": version(),
        "CFBundleVersion": version(),
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["en", "pt-BR"],
        "CFBundleDocumentTypes": [
            {"CFBundleTypeName": "Files that Ilha reads", "LSItemContentTypes": known, **role},
            {"CFBundleTypeName": "Sound and subtitles", "CFBundleTypeExtensions": unknown, **role},
        ],
        "LSApplicationCategoryType": "public.app-category.productivity",
        "LSMinimumSystemVersion": OLDEST_SYSTEM,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "The Ilha contributors. Apache License 2.0.",
        "NSMicrophoneUsageDescription": "Ilha records what you say on its page Transcribe, and it stays here.",
    }


def image(application: Path, work: Path, dist: Path) -> Path:
    """Put the models into the application, sign it if there is a certificate, and pack it into a disk image."""
    folder = work / "image"
    shutil.rmtree(folder, ignore_errors=True)
    copy = folder / application.name
    shutil.copytree(application, copy, symlinks=True)
    add_models(copy / "Contents" / "Resources")
    if identity := os.environ.get(IDENTITY):
        options = ("--deep", "--force", "--options", "runtime", "--timestamp", "--entitlements", ENTITLEMENTS)
        run("codesign", *options, "--sign", identity, copy)
    target = dist / f"ilha-{version()}-macos-{os.uname().machine}.dmg"
    run("hdiutil", "create", "-volname", "Ilha", "-srcfolder", folder, "-ov", "-format", "ULMO", target)
    return target
