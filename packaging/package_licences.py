"""The licence gate: what is in the bundle, under which terms, and whether that may be shipped with this program.

Metadata alone does not tell: a library's wheel may carry others. So every shared library is named as well, and those of
FFmpeg are asked how they were configured.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from package_bundle import INSIDE, ROOT, STARTER

CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
OWN_LICENCES = ROOT / "resources" / "licences"

ALLOWED = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "CNRI-Python",
        "FTL",
        "GPL-3.0-or-later WITH GCC-exception-3.1",  # the run-time libraries of the compiler
        "HPND",
        "IJG",
        "ISC",
        "LGPL-2.1-or-later",
        "LGPL-3.0-only",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "MPL-2.0",
        "OFL-1.1",
        "OpenSSL",
        "PSF-2.0",
        "Public-Domain",
        "Unicode-3.0",
        "Zlib",
        "blessing",
        "bzip2-1.0.6",
        "libpng-2.0",
        "libtiff",
    }
)
"""Everything this program may carry; of a choice one is enough."""

_SPELLINGS = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache 2.0 License": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD 3-Clause License": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
    "Darknet (public domain)": "Public-Domain",
    "ISC License": "ISC",
    "LicenseRef-public-domain": "Public-Domain",
    "MIT License": "MIT",
}
_NATIVE = {
    r"libQt6|libq[a-z]|lib(adwaita|bradient|composeplatform|ibusplatform|dmabuf|drm-egl|shm-emulation|vulkan-server)": (
        "LGPL-3.0-only"
    ),
    r"lib(xdg|wl|ivi|fullscreen|qt)-(shell|plugin)|libffmpegmediaplugin|lib(pyside6|shiboken6)": "LGPL-3.0-only",
    r"lib(avcodec|avformat|avutil|swresample|swscale)[-.]": "LGPL-2.1-or-later",
    r"lib(aom|avif|openjp2)[-.]": "BSD-2-Clause",
    r"lib(ffi|drm|harfbuzz|lcms2|brotli(common|dec|enc))[-.]": "MIT",
    r"lib(crypto|ssl)[-.].*1\.1": "OpenSSL",
    r"lib(crypto|ssl)\.so\.3": "Apache-2.0",
    r"libfreetype[-.]": "FTL",
    r"libgeos(_c)?[-.]": "LGPL-2.1-or-later",
    r"lib(gfortran|quadmath|gomp|mvec)[-.]": "GPL-3.0-or-later WITH GCC-exception-3.1",
    r"libicu(data|i18n|uc)\.": "Unicode-3.0",
    r"libjpeg[-.]": "IJG AND BSD-3-Clause",
    r"liblzma[-.]": "0BSD",
    r"lib(scipy_openblas64_|openblasp|zstd|vpx|webp(demux|mux)?|sharpyuv|uuid)[-.]": "BSD-3-Clause",
    r"libpng16[-.]": "libpng-2.0",
    r"libpython3": "PSF-2.0",
    r"libsndfile_": "LGPL-2.1-or-later",
    r"libtiff[-.]": "libtiff",
    r"lib(Xau|xcb(-[a-z]+)?)[-.]": "HPND",
    r"libsqlite3\.": "blessing",
    r"libbz2\.": "bzip2-1.0.6",
    r"libpdfium": "BSD-3-Clause AND Apache-2.0",
    r"libonnxruntime": "MIT",
    r"libsoxr": "LGPL-2.1-or-later",
}
_ENCODERS = re.compile(rb"--enable-(gpl|nonfree|libx26[45])|x26[45]_encoder_open")
_EXTENSION = re.compile(r"\.(cpython-[^.]+|abi3)\.so$")
_TEXT = re.compile(r"(licen[cs]e|copying|notice)", re.IGNORECASE)
_LGPL_NOTE = """\
Qt, PySide6, FFmpeg, libsndfile, libsoxr and GEOS are used under the LGPL. Each is a shared library of its own in the
program's folder, so it can be replaced by a changed build of the same version; nothing checks it.
"""


@dataclass(frozen=True, kw_only=True)
class Part:
    """Something that is shipped: its name, version and licence, and the texts that go with it."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...] = ()


def examine(bundle: Path) -> tuple[str, list[str]]:
    """Return the text of all licences, and what must not be shipped, a sentence each."""
    packages, natives, models = list(_packages()), list(_natives(bundle)), list(_models())
    faults = [
        f"{part.name}: {part.licence or 'no licence is known'}"
        for part in (*packages, *natives, *models)
        if not allowed(part.licence)
    ]
    faults += [
        f"{path.name}: holds an encoder under the GPL"
        for path in _shared(bundle)
        if _ENCODERS.search(path.read_bytes())
    ]
    return _text(packages, natives, models), faults


def allowed(licence: str) -> bool:
    """Say whether something may be shipped: all terms joined by AND are known, or one of those joined by OR."""
    choices = [choice.strip(" ()") for choice in re.split(r"\s+OR\s+", licence)]
    return any(all(term.strip(" ()") in ALLOWED for term in re.split(r"\s+AND\s+", choice)) for choice in choices)


def licence_of(metadata: importlib.metadata.PackageMetadata) -> str:
    """Return the licence of a package as SPDX writes it; empty when it does not say."""
    classifiers = [
        line.rpartition("::")[2].strip()
        for line in metadata.get_all("Classifier") or []
        if line.startswith("License ::") and not line.endswith("OSI Approved")
    ]
    expression, plain = ((metadata.get_all(key) or [""])[0] for key in ("License-Expression", "License"))
    found = expression or (plain.strip() if "\n" not in plain.strip() else "") or "".join(classifiers[:1])
    return _SPELLINGS.get(found, found)


def _packages() -> Iterator[Part]:
    """Yield every Python package that the program needs at run time."""
    pins = re.findall(r"^([^#\s=]+)==", CONSTRAINTS.read_text(encoding="utf-8"), re.MULTILINE)
    for name in sorted(pins, key=str.lower):
        found = importlib.metadata.distribution(name)
        files = [file for file in found.files or [] if _TEXT.search(file.name) and file.suffix not in {".py", ".pyc"}]
        texts = tuple(
            Path(str(found.locate_file(file))).read_text(encoding="utf-8", errors="replace") for file in files
        )
        yield Part(name=name, version=found.version, licence=licence_of(found.metadata), texts=texts)


def _shared(bundle: Path) -> Iterator[Path]:
    for path in sorted(bundle.rglob("*.so*")):
        if path.is_file() and not path.is_symlink():
            yield path


def _natives(bundle: Path) -> Iterator[Part]:
    """Yield every shared library that is no extension module of a Python package."""
    for path in _shared(bundle):
        if _EXTENSION.search(path.name):
            continue
        licence = next((licence for pattern, licence in _NATIVE.items() if re.match(pattern, path.name)), "")
        yield Part(name=str(path.relative_to(bundle / INSIDE)), version="", licence=licence)


def _models() -> Iterator[Part]:
    """Yield every model the program begins with, with the licence of the repository and of the base model."""
    for manifest in sorted(STARTER.glob("*/manifest.json")):
        model = json.loads(manifest.read_text(encoding="utf-8"))
        licences = sorted({_SPELLINGS.get(model[key], model[key]) for key in ("licence", "base_licence") if model[key]})
        notices = [path.read_text(encoding="utf-8") for path in sorted(manifest.parent.glob("NOTICE*"))]
        yield Part(
            name=model["id"], version=model["revision"][:12], licence=" AND ".join(licences), texts=tuple(notices)
        )


def _text(packages: list[Part], natives: list[Part], models: list[Part]) -> str:
    """Return one document: what is there, then the texts."""
    lines = ["Third parties in Ilha", "=" * 21, "", _LGPL_NOTE]
    for title, parts in (("Python packages", packages), ("Shared libraries", natives), ("Models", models)):
        lines += [title, "-" * len(title), ""]
        lines += [f"{part.name} {part.version}".strip() + f": {part.licence}" for part in parts]
        lines.append("")
    own = [(path.name, path.read_text(encoding="utf-8")) for path in sorted(OWN_LICENCES.rglob("*")) if path.is_file()]
    texts = [(part.name, text) for part in (*packages, *models) for text in part.texts] + own
    shown: dict[str, list[str]] = {}
    for name, text in texts:
        shown.setdefault(text.strip(), []).append(name)
    for text, names in shown.items():
        lines += ["=" * 80, ", ".join(dict.fromkeys(names)), "=" * 80, "", text, ""]
    return "\n".join(lines)
