"""What macOS wants to know of the program: `Info.plist` with the files it opens, and the disk image.

Nobody has built or run it there yet; the property lists are checked.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from package_bundle import ROOT, add_models, licences_of, run, version
from package_types import TYPES

ENTITLEMENTS = ROOT / "packaging" / "macos" / "entitlements.plist"
APPLICATION = "Ilha.app"
IDENTIFIER = "org.ilha.Ilha"
OLDEST_SYSTEM = "14.0"
"""Of onnxruntime's wheels."""
IDENTITY = "ILHA_MACOS_IDENTITY"
"""Names the certificate that signs."""


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
        "LSBackgroundOnly": False,  # PyInstaller's default for what is a command line as well
        "LSApplicationCategoryType": "public.app-category.productivity",
        "LSMinimumSystemVersion": OLDEST_SYSTEM,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "The Ilha contributors. Apache License 2.0.",
        "NSMicrophoneUsageDescription": "Ilha records what you say on its page Transcribe, and it stays here.",
    }


def image(bundle: Path, work: Path, dist: Path) -> Path:
    """Put models and licences into the application beside the bundle, sign it, and pack it into a disk image.

    Without a certificate it is sealed by nobody's name: a seal that no longer fits is worse than none.
    """
    folder = work / "image"
    shutil.rmtree(folder, ignore_errors=True)
    copy = folder / APPLICATION
    shutil.copytree(bundle.with_name(APPLICATION), copy, symlinks=True)
    data = copy / "Contents" / "Resources"
    add_models(data)
    shutil.copy2(licences_of(bundle), data / "resources" / "licences")
    identity = os.environ.get(IDENTITY)
    named = ("--options", "runtime", "--timestamp", "--entitlements", ENTITLEMENTS) if identity else ()
    run("codesign", "--deep", "--force", *named, "--sign", identity or "-", copy)
    target = dist / f"ilha-{version()}-macos-{os.uname().machine}.dmg"
    run("hdiutil", "create", "-volname", "Ilha", "-srcfolder", folder, "-ov", "-format", "ULMO", target)
    return target
