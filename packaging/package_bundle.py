"""The bundle: one folder with the program, its libraries and resources, made by PyInstaller from `ilha.spec`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STARTER = ROOT / "resources" / "starter"
INSIDE = Path("_internal")
LICENCES = "THIRD_PARTY_LICENSES"
_LINES_SHOWN = 30


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
        Failed: it is not there, or its exit status is not 0.
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
        )
    except OSError as error:
        raise Failed(f"{command[0]}: {error.strerror}") from error
    if done.returncode:
        said = "\n".join(done.stdout.splitlines()[-_LINES_SHOWN:])
        raise Failed(f"{command[0]} failed with status {done.returncode}:\n{said}")
    return done.stdout


def build(work: Path) -> Path:
    """Run PyInstaller; returns the folder of the bundle."""
    work.mkdir(parents=True, exist_ok=True)
    places = ("--distpath", work / "bundle", "--workpath", work / "pyinstaller")
    variables = os.environ | {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": str(epoch())}
    run(sys.executable, "-m", "PyInstaller", "--noconfirm", *places, ROOT / "packaging" / "ilha.spec", env=variables)
    return work / "bundle" / "ilha"


def add_licences(bundle: Path) -> None:
    """Write the licences of everything in the bundle into it.

    Raises:
        Failed: something in it must not be shipped, or nobody knows under which terms.
    """
    import package_licences

    text, faults = package_licences.examine(bundle)
    if faults:
        raise Failed("\n".join(["These parts must not be shipped as they are:", *faults]))
    (bundle / INSIDE / "resources" / "licences" / LICENCES).write_text(text, encoding="utf-8")


def archive(bundle: Path, work: Path, dist: Path) -> Path:
    """Pack the bundle with the starter models; it runs from wherever it is unpacked."""
    name = f"ilha-{version()}-linux-{os.uname().machine}"
    target = dist / f"{name}.tar.xz"
    part = work / target.name
    stamp = epoch()

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        entry.mtime = stamp
        return entry

    with tarfile.open(part, "w:xz", preset=6) as tar:
        tar.add(bundle, name, filter=plain)
        tar.add(STARTER, f"{name}/{INSIDE}/resources/starter", filter=plain)
        for file in ("LICENSE", "README.md"):
            tar.add(ROOT / file, f"{name}/{file}", filter=plain)
    shutil.move(part, target)
    return target
