"""The licence gate: what is in the bundle, under which terms, and whether that may be shipped with this program.

Metadata alone does not tell: a library's wheel may carry others. So every shared library is named as well, and those of
FFmpeg are asked how they were configured. On Windows and macOS they are asked the same, and not named.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import package_stubs
from package_bundle import INSIDE, PACKAGES, ROOT, STARTER

sys.path.insert(0, str(ROOT))
from desktop.state.licences import LIBRARIES, MODELS, PYTHON, SPELLINGS, Part, document, packages, part_of

ALLOWED = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "Apache-2.0 WITH LLVM-exception",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "BSL-1.0",
        "CC0-1.0",
        "CNRI-Python",
        "FTL",
        "GPL-3.0-or-later WITH GCC-exception-3.1",  # the run-time libraries of the compiler
        "HPND",
        "IJG",
        "ISC",
        "LGPL-2.1-or-later",
        "LGPL-3.0-only",
        "LicenseRef-Intel-Simplified",  # may be passed on as it is; packaging/licences has the text
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
    r"libtorch_cpu\.": "BSD-3-Clause AND LicenseRef-Intel-Simplified",
    r"lib(c10|shm|torch(_global_deps|_python)?)\.": "BSD-3-Clause",
}
_TEXTS = {"libtorch_cpu.so": ("onemkl.txt", "onemkl-third-party.txt")}
"""What is inside of libraries whose packages do not bring its licence."""
_OWN = ROOT / "packaging" / "licences"
_ENCODERS = re.compile(rb"--enable-(gpl|nonfree|libx26[45])|x26[45]_encoder_open")
_EXTENSION = re.compile(r"\.(cpython-[^.]+|abi3)\.so$")


@dataclass(frozen=True, kw_only=True)
class Parts:
    """Everything that is shipped."""

    packages: tuple[Part, ...]
    natives: tuple[Part, ...]
    models: tuple[Part, ...]

    @property
    def all(self) -> tuple[Part, ...]:
        """Return them in one row."""
        return (*self.packages, *self.natives, *self.models)


def parts(bundle: Path) -> Parts:
    """Return everything that is in a bundle, or is added to it; the converter's has its packages as files."""
    natives = tuple(_natives(bundle))
    files = bundle / INSIDE / PACKAGES
    if not files.is_dir():
        return Parts(packages=tuple(packages()), natives=natives, models=tuple(_models()))
    found = (part_of(package) for package in importlib.metadata.distributions(path=[str(files)]))
    return Parts(packages=tuple(sorted(found, key=lambda part: part.name.lower())), natives=natives, models=())


def examine(bundle: Path) -> tuple[str, list[str]]:
    """Return the text of all licences, and what must not be shipped, a sentence each."""
    found = parts(bundle)
    faults = [
        f"{part.name}: {part.licence or 'no licence is known'}" for part in found.all if not allowed(part.licence)
    ]
    faults += [
        f"{path.name}: holds an encoder under the GPL"
        for path in [*_shared(bundle), *bundle.rglob("*.dll"), *bundle.rglob("*.dylib")]
        if _ENCODERS.search(path.read_bytes())
    ]
    sections = {PYTHON: found.packages, LIBRARIES: found.natives, MODELS: found.models}
    kept = {title: section for title, section in sections.items() if section}
    return document(kept, of_the_program=bool(found.models)), faults


def allowed(licence: str) -> bool:
    """Say whether something may be shipped: all terms joined by AND are known, or one of those joined by OR."""
    choices = [choice.strip(" ()") for choice in re.split(r"\s+OR\s+", licence)]
    return any(all(term.strip(" ()") in ALLOWED for term in re.split(r"\s+AND\s+", choice)) for choice in choices)


def _shared(bundle: Path) -> Iterator[Path]:
    for path in sorted(bundle.rglob("*.so*")):
        if path.is_file() and not path.is_symlink():
            yield path


def _natives(bundle: Path) -> Iterator[Part]:
    """Yield every shared library that is no extension module of a Python package, and not an empty one of ours."""
    for path in _shared(bundle):
        if _EXTENSION.search(path.name) or package_stubs.MARK in path.read_bytes():
            continue
        licence = next((licence for pattern, licence in _NATIVE.items() if re.match(pattern, path.name)), "")
        texts = tuple((_OWN / name).read_text(encoding="utf-8") for name in _TEXTS.get(path.name, ()))
        yield Part(name=str(path.relative_to(bundle / INSIDE)), version="", licence=licence, texts=texts)


def _models() -> Iterator[Part]:
    """Yield every model the program begins with, with the licence of the repository and of the base model."""
    for manifest in sorted(STARTER.glob("*/manifest.json")):
        model = json.loads(manifest.read_text(encoding="utf-8"))
        licences = sorted({SPELLINGS.get(model[key], model[key]) for key in ("licence", "base_licence") if model[key]})
        notices = [path.read_text(encoding="utf-8") for path in sorted(manifest.parent.glob("*NOTICE*"))]
        yield Part(
            name=model["id"], version=model["revision"][:12], licence=" AND ".join(licences), texts=tuple(notices)
        )
