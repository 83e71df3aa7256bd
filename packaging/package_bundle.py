"""The bundle: one folder with the program, its libraries and resources, made by PyInstaller from `ilha.spec`."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STARTER = ROOT / "resources" / "starter"
INSIDE = Path("_internal")
PACKAGES = "site-packages"
"""Where the converter's bundle has the packages of its environment."""
LICENCES = "THIRD_PARTY_LICENSES"
_LINES_SHOWN = 30
_PATIENCE_S = 7200.0
"""One busy processor packs the converter's gigabyte for longer than half an hour."""
_BLOCK = "24MiB"
"""What one thread of xz packs: the size decides about the bytes, the number of threads does not."""


class Failed(Exception):
    """A step that did not work, with what the program behind it said."""


def version() -> str:
    """Return the version, which stands in pyproject.toml alone."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def epoch() -> int:
    """Return the time of the last commit: what is built from it bears no later one."""
    return int(os.environ.get("SOURCE_DATE_EPOCH") or run("git", "-C", ROOT, "log", "-1", "--format=%ct"))


def run(*command: object, cwd: Path = ROOT, env: dict[str, str] | None = None) -> str:
    """Run a program and return what it printed.

    Raises:
        Failed: it is not there, does not come to an end, or its exit status is not 0.
    """
    try:
        done = subprocess.run(
            [str(word) for word in command],
            check=False,
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=_PATIENCE_S,
        )
    except subprocess.TimeoutExpired as error:
        raise Failed(f"{command[0]} did not end in {_PATIENCE_S:.0f} s") from error
    except OSError as error:
        raise Failed(f"{command[0]}: {error.strerror}") from error
    if done.returncode:
        said = "\n".join(done.stdout.splitlines()[-_LINES_SHOWN:])
        raise Failed(f"{command[0]} failed with status {done.returncode}:\n{said}")
    return done.stdout


def build(work: Path, recipe: str = "ilha.spec", name: str = "ilha") -> Path:
    """Run PyInstaller with a recipe; returns the folder of the bundle."""
    work.mkdir(parents=True, exist_ok=True)
    places = ("--distpath", work / "bundle", "--workpath", work / "pyinstaller")
    variables = os.environ | {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": str(epoch())}
    run(sys.executable, "-m", "PyInstaller", "--noconfirm", *places, ROOT / "packaging" / recipe, env=variables)
    return work / "bundle" / name


def add_licences(bundle: Path) -> None:
    """Write the licences of everything in the bundle into it.

    Raises:
        Failed: something in it must not be shipped, or nobody knows under which terms.
    """
    import package_licences

    text, faults = package_licences.examine(bundle)
    if faults:
        raise Failed("\n".join(["These parts must not be shipped as they are:", *faults]))
    licences_of(bundle).write_text(text, encoding="utf-8")


def licences_of(bundle: Path) -> Path:
    """Return where a bundle has the licences of what is in it: the program shows them."""
    resources = bundle / INSIDE / "resources"
    return (resources / "licences" if resources.is_dir() else bundle) / LICENCES


def weights(bundle: Path) -> dict[str, float]:
    """Return the megabytes of the parts of a bundle, the heaviest first; a package counts with its libraries."""
    found: Counter[str] = Counter()
    for path in bundle.rglob("*"):
        if path.is_file() and not path.is_symlink():
            inside = path.relative_to(bundle).parts
            name = inside[2 if inside[1] == PACKAGES else 1] if inside[0] == INSIDE.name else "the program itself"
            found[name.removesuffix(".libs")] += path.stat().st_size
    return {name: size / 1e6 for name, size in found.most_common()}


def add_models(inside: Path) -> None:
    """Put the models that Ilha begins with where the program looks for them; those for reading belong to rapidocr."""
    shutil.copytree(STARTER, inside / "resources" / "starter", dirs_exist_ok=True)
    found = importlib.util.find_spec("rapidocr")
    assert found is not None
    assert found.origin is not None
    target = inside / "rapidocr" / "models"
    target.mkdir(parents=True, exist_ok=True)
    for model in sorted(Path(found.origin).parent.glob("models/*.onnx")):
        shutil.copy2(model, target)


def whole(bundle: Path, work: Path) -> Path:
    """Return a folder with the bundle and the models; it runs from wherever it is put."""
    folder = work / "whole" / "ilha"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(bundle, folder, symlinks=True, copy_function=os.link)
    add_models(folder / INSIDE)
    for file in ("LICENSE", "README.md"):
        shutil.copy2(ROOT / file, folder)
    return folder


def archive(folder: Path, work: Path, dist: Path, name: str = "ilha", inside: str = "") -> Path:
    """Pack what `whole` made, or what belongs into the folder `inside` of it when it is unpacked at the same place."""
    release = f"{version()}-linux-{os.uname().machine}"
    target = dist / f"{name}-{release}.tar.xz"
    part = work / target.stem
    stamp = epoch()

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        entry.mtime = stamp
        return entry

    with tarfile.open(part, "w") as tar:
        tar.add(folder, Path(f"ilha-{release}", inside), filter=plain)
    run("xz", "-6", "--threads=0", f"--block-size={_BLOCK}", "--force", part)
    shutil.move(part.with_name(target.name), target)
    return target
