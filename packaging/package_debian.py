"""Debian packages: `ilha` with the program, `ilha-starter-models` with the models it begins with, `ilha-converter`."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import textwrap
import time
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

import package_converter
from package_bundle import INSIDE, LICENCES, ROOT, Failed, add_models, epoch, licences_of, run, version
from package_icons import ICON, draw
from package_release import CHANGELOG, items

LINUX = ROOT / "packaging" / "linux"
APPLICATION = "org.ilha.Ilha"
HOME = Path("usr/lib/ilha")
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
MAINTAINER = "The Ilha contributors <ilha@localhost>"
DESCRIPTIONS = {
    "ilha": (
        "AI for your own files that never leaves your computer\n"
        " Drop a scan, a photo, a letter or a recording on the window. A small,\n"
        " specialised model reads it, translates it, recognises it or judges it, on\n"
        " the processor, without a network. The operating system refuses the models\n"
        " every network socket."
    ),
    "ilha-starter-models": (
        "models that Ilha begins with\n"
        " Reading of printed text, writing down of speech, translation between\n"
        " English and Portuguese, sentiment, search by meaning, recognition of\n"
        " pictures and objects, and a very small assistant to chat with. With them\n"
        " Ilha works on its first start, without a network."
    ),
    package_converter.NAME: (
        "makes models that Ilha can run of others\n"
        " Most models of the Hugging Face Hub come as weights for PyTorch alone.\n"
        " The converter makes ONNX graphs of them on this computer, compares them\n"
        " with the original, and quantises them. It brings PyTorch along and runs\n"
        " without a network."
    ),
}
PACKAGES = ("ilha", "ilha-starter-models")
"""What everybody gets."""
_COPYRIGHT = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Ilha

Files: *
Copyright: {year} The Ilha contributors
License: Apache-2.0
Comment: {comment}

License: Apache-2.0
 On Debian systems, the full text of the Apache License 2.0 is in
 /usr/share/common-licenses/Apache-2.0.
"""
_COMMENTS = {
    "ilha": f"The libraries in /{HOME}/{INSIDE} keep their own licences, see {LICENCES} beside this file.",
    "ilha-starter-models": "Each model keeps its own licence, see README.md and NOTICE in its folder.",
    package_converter.NAME: (
        f"The libraries in /{HOME}/{package_converter.FOLDER} keep their own licences, see {LICENCES} beside this file."
    ),
}
_NEEDED = re.compile(r"\(NEEDED\)\s+Shared library: \[([^\]]+)\]")
_CACHED = re.compile(r"^\s*(\S+) \(libc6,(?:x86-64|AArch64)[^)]*\) => (\S+)$", re.MULTILINE)
_GLIBC = re.compile(rb"GLIBC_2\.(\d+)")
_RECOMMENDED = "ilha-starter-models (= {version}), fonts-noto-core | fonts-dejavu-core, libpulse0, xdg-utils"
_SUGGESTED = f"{package_converter.NAME}, fonts-noto-cjk, fonts-noto-color-emoji"


def build(name: str, bundle: Path, work: Path, dist: Path, compression: str) -> Path:
    """Build one package of the program's bundle, or of the converter's; returns its path."""
    tree = work / "trees" / name
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    if name == "ilha":
        shutil.copytree(bundle, tree / HOME, symlinks=True)
        _desktop(tree)
        relations = {
            "Depends": ", ".join(depends(bundle)),
            "Recommends": _RECOMMENDED.format(version=version()),
            "Suggests": _SUGGESTED,
        }
    elif name == package_converter.NAME:
        shutil.copytree(bundle, tree / HOME / package_converter.FOLDER, symlinks=True, copy_function=os.link)
        relations = {"Depends": ", ".join([f"ilha (= {version()})", *depends(bundle)])}
    else:
        add_models(tree / HOME / INSIDE)
        relations = {"Enhances": "ilha"}
    _documents(name, tree)
    if architecture(name) != "all":
        shutil.copy2(licences_of(bundle), tree / "usr/share/doc" / name / LICENCES)
        _override(name, tree)
    _write_control(name, tree, relations)
    _settle(tree)
    target = dist / f"{name}_{version()}_{architecture(name)}.deb"
    level = "-z6" if compression == "xz" else "-z10"
    variables = os.environ | {"SOURCE_DATE_EPOCH": str(epoch())}
    run("dpkg-deb", "--root-owner-group", f"-Z{compression}", level, "--build", tree, target, env=variables)
    return target


def architecture(name: str) -> str:
    """Return the architecture a package is for; models are for all."""
    return "all" if name == "ilha-starter-models" else run("dpkg", "--print-architecture").strip()


def _desktop(tree: Path) -> None:
    """Put in what a desktop looks for: command, menu entry, description, icons, manual page."""
    (tree / "usr/bin").mkdir(parents=True)
    (tree / "usr/bin/ilha").symlink_to("../lib/ilha/ilha")
    for file, folder in ((f"{APPLICATION}.desktop", "applications"), (f"{APPLICATION}.metainfo.xml", "metainfo")):
        target = tree / "usr/share" / folder
        target.mkdir(parents=True)
        shutil.copy2(LINUX / file, target / file)
    icons = tree / "usr/share/icons/hicolor"
    (icons / "scalable/apps").mkdir(parents=True)
    shutil.copy2(ICON, icons / "scalable/apps" / f"{APPLICATION}.svg")
    for size in SIZES:
        place = icons / f"{size}x{size}/apps"
        place.mkdir(parents=True)
        (place / f"{APPLICATION}.png").write_bytes(draw(size))
    manual = tree / "usr/share/man/man1"
    manual.mkdir(parents=True)
    _write_gzip(manual / "ilha.1.gz", (LINUX / "ilha.1").read_bytes())


def _override(name: str, tree: Path) -> None:
    """Tell lintian what is meant to be so, in all packages with programs and in this one."""
    overrides = tree / "usr/share/lintian/overrides"
    overrides.mkdir(parents=True)
    files = [LINUX / f"{of}.lintian-overrides" for of in dict.fromkeys(("ilha", name))]
    text = "".join(path.read_text(encoding="utf-8") for path in files)
    (overrides / name).write_text(re.sub(r"^ilha:", f"{name}:", text, flags=re.MULTILINE), encoding="utf-8")


def _documents(name: str, tree: Path) -> None:
    folder = tree / "usr/share/doc" / name
    folder.mkdir(parents=True)
    rights = _COPYRIGHT.format(year=time.gmtime(epoch()).tm_year, comment=_COMMENTS[name])
    (folder / "copyright").write_text(rights, encoding="utf-8")
    changes = "\n".join(
        textwrap.fill(item, 78, initial_indent="  * ", subsequent_indent="    ")
        for item in items(CHANGELOG.read_text(encoding="utf-8"), version())
    )
    entry = f"{name} ({version()}) stable; urgency=medium\n\n{changes}\n\n"
    signed = f" -- {MAINTAINER}  {formatdate(epoch(), localtime=False).replace('-0000', '+0000')}\n"
    _write_gzip(folder / "changelog.gz", (entry + signed).encode())


def _write_gzip(path: Path, content: bytes) -> None:
    path.write_bytes(gzip.compress(content, mtime=0))


def _write_control(name: str, tree: Path, relations: dict[str, str]) -> None:
    size = sum(path.lstat().st_size for path in tree.rglob("*") if path.is_file()) // 1024
    fields = {
        "Package": name,
        "Version": version(),
        "Architecture": architecture(name),
        "Maintainer": MAINTAINER,
        "Installed-Size": str(size),
        **relations,
        "Section": "utils",
        "Priority": "optional",
        "Description": DESCRIPTIONS[name],
    }
    control = tree / "DEBIAN"
    control.mkdir()
    (control / "control").write_text("".join(f"{key}: {value}\n" for key, value in fields.items()), encoding="utf-8")


def _settle(tree: Path) -> None:
    """Give everything the rights and the time of a package, whoever built it and when."""
    stamp = epoch()
    for path in [tree, *tree.rglob("*")]:
        if path.is_symlink():
            continue
        runs = path.is_dir() or (path.name in DESCRIPTIONS and path.is_relative_to(tree / HOME))
        path.chmod(0o755 if runs else 0o644)
        os.utime(path, (stamp, stamp))


def libraries(bundle: Path) -> Iterator[Path]:
    """Yield every program and shared library of the bundle."""
    for path in sorted(bundle.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield path


def depends(bundle: Path) -> list[str]:
    """Return the packages of this system that the bundle's programs and libraries need, with the oldest libc.

    Raises:
        Failed: a library is needed that neither the bundle nor this system has.
    """
    files = list(libraries(bundle))
    inside = {path.name for path in bundle.rglob("*.so*")}
    needed = {name for path in files for name in _NEEDED.findall(run("readelf", "-d", path))} - inside
    cached = dict(reversed(_CACHED.findall(run("ldconfig", "-p"))))
    optional = {"libpulse.so.0"}
    if absent := sorted(needed - set(cached) - optional):
        raise Failed(f"the bundle needs {', '.join(absent)}, which this system does not have")
    owners = {_owner(Path(cached[name])) for name in needed if name in cached and name not in optional}
    libc = max(int(found) for path in files for found in _GLIBC.findall(path.read_bytes()))
    return [f"libc6 (>= 2.{libc})", *sorted(owners - {"libc6"})]


def _owner(library: Path) -> str:
    """Return the package that a library of this system belongs to."""
    for path in (library, library.resolve(), Path("/usr", *library.parts[1:])):
        try:
            found = run("dpkg-query", "-S", path)
        except Failed:
            continue
        return found.partition(":")[0]
    raise Failed(f"no package owns {library}")
