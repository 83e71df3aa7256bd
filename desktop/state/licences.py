"""Whose work is in the program, and under which terms: shipped as one document, in a checkout made when needed."""

from __future__ import annotations

import importlib.metadata
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.state.paths import resources

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

NAME = "THIRD_PARTY_LICENSES"
SPELLINGS = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache 2.0 License": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD 3-Clause License": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
    "Darknet (public domain)": "Public-Domain",
    "ISC License": "ISC",
    "LicenseRef-public-domain": "Public-Domain",
    "MIT License": "MIT",
}
_TEXT = re.compile(r"(licen[cs]e|copying|notice)", re.IGNORECASE)
_RULE = "=" * 80
_REQUIRED = re.compile(r"^[A-Za-z0-9._-]+")
_TITLE = QT_TRANSLATE_NOOP("licences", "Third parties in Ilha")
_LGPL_NOTE = QT_TRANSLATE_NOOP(
    "licences",
    "Qt, PySide6, FFmpeg, libsndfile, libsoxr and GEOS are used under the LGPL. Each is a shared library of its own in"
    " the program's folder, so it can be replaced by a changed build of the same version; nothing checks it.",
)
PYTHON = QT_TRANSLATE_NOOP("licences", "Python packages")
LIBRARIES = QT_TRANSLATE_NOOP("licences", "Shared libraries")
MODELS = QT_TRANSLATE_NOOP("licences", "Models")
SAID = frozenset((_TITLE, _LGPL_NOTE, PYTHON, LIBRARIES, MODELS))
"""Lines of the document that are no names and no licences: the window translates them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Something the program brings along: its name, version and licence, and the texts that go with it."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...] = ()


def third_parties() -> str:
    """Return the document that the program was shipped with, or one about the packages that are installed here."""
    try:
        return (resources() / "licences" / NAME).read_text(encoding="utf-8")
    except OSError:
        return document({PYTHON: tuple(packages())})


def packages() -> Iterator[Part]:
    """Yield every Python package that the program needs at run time, by name."""
    for name in sorted(_needed("ilha"), key=str.lower):
        yield part_of(importlib.metadata.distribution(name))


def part_of(package: importlib.metadata.Distribution) -> Part:
    """Return what a Python package says of itself, with the licences that lie in it."""
    files = [file for file in package.files or [] if _TEXT.search(file.name) and file.suffix not in {".py", ".pyc"}]
    paths = [Path(str(package.locate_file(file))) for file in files]
    texts = tuple(path.read_text(encoding="utf-8", errors="replace") for path in paths if path.is_file())
    return Part(name=package.name, version=package.version, licence=licence_of(package.metadata), texts=texts)


def licence_of(metadata: importlib.metadata.PackageMetadata) -> str:
    """Return the licence of a package as SPDX writes it; empty when it does not say."""
    classifiers = [
        line.rpartition("::")[2].strip()
        for line in metadata.get_all("Classifier") or []
        if line.startswith("License ::") and not line.endswith("OSI Approved")
    ]
    expression, plain = ((metadata.get_all(key) or [""])[0] for key in ("License-Expression", "License"))
    found = expression or (plain.strip() if "\n" not in plain.strip() else "") or "".join(classifiers[:1])
    return SPELLINGS.get(found, found)


def document(sections: Mapping[str, Sequence[Part]], *, of_the_program: bool = True) -> str:
    """Return one text: what is there, then the licences, each once.

    Args:
        sections: what is there, by kinds.
        of_the_program: add what is said of Qt, and the licences of fonts, icons and models.
    """
    lines = [_TITLE, "=" * len(_TITLE), "", *((_LGPL_NOTE, "") if of_the_program else ())]
    for title, parts in sections.items():
        lines += [title, "-" * len(title), ""]
        lines += [f"{part.name} {part.version}".strip() + f": {part.licence}" for part in parts]
        lines.append("")
    texts = [(part.name, text) for parts in sections.values() for part in parts for text in part.texts]
    shown: dict[str, list[str]] = {}
    for name, text in [*texts, *(_own() if of_the_program else ())]:
        shown.setdefault(text.strip(), []).append(name)
    for text, names in shown.items():
        lines += [_RULE, ", ".join(dict.fromkeys(names)), _RULE, "", text, ""]
    return "\n".join(lines)


def chapters(text: str) -> tuple[tuple[str, str], ...]:
    """Return a document in parts that are quick to show, each with whom it is about; the list of all comes first."""
    overview, *rest = text.split(f"{_RULE}\n")
    pairs = zip(rest[::2], rest[1::2], strict=False)
    return ("", overview.strip()), *((names.strip(), body.strip()) for names, body in pairs)


def _own() -> Iterator[tuple[str, str]]:
    """Yield the licences of fonts, icons and models, which are kept with the resources."""
    for path in sorted((resources() / "licences").rglob("*")):
        if path.is_file() and path.name != NAME:
            yield path.name, path.read_text(encoding="utf-8")


def _needed(package: str) -> set[str]:
    """Return what a package needs, directly or not, of what is installed; its extras are not asked for."""
    known: set[str] = set()
    open_names = [package]
    while open_names:
        for line in importlib.metadata.requires(open_names.pop()) or ():
            found = _REQUIRED.match(line)
            if found is None or "extra ==" in line.partition(";")[2]:
                continue
            name = re.sub(r"[-_.]+", "-", found[0]).lower()
            if name not in known and _is_installed(name):
                known.add(name)
                open_names.append(name)
    return known


def _is_installed(name: str) -> bool:
    try:
        importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True
