"""The tiny models, torch's answers and the converter's folders, made when they are first asked for and kept.

One process of the converter's environment makes all that a family lacks. Several test processes may ask at once: the
first makes, the others wait at its lock.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import platform
import shutil
import subprocess
import tempfile
import tomllib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.worker.conversion import converter_command
from tests.parity.families import CHAT, EVERY, WRITING
from tests.parity.layouts import layouts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.parity.case import Case

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CACHE = ROOT / ".cache" / "parity"
_CONVERTER = ROOT / "desktop" / "converter"
_FIXTURES = (HERE / "texts.py", ROOT / "resources" / "samples" / "photo.jpg")
_FOR_LAYOUTS = frozenset({"layouts", "precisions"})
_FOR_WRITING = frozenset({"__main__", "tokenisers", "weights"})
_LOG_CHARACTERS = 4000
_DIGITS = 16


def made(case: Case) -> Path:
    """Return the folder of a case: `hub`, `inputs`, `arrays.npz`, `answers.json`, `converted` and `layouts`."""
    family = next(name for name, cases in EVERY.items() if case in cases)
    place = place_of(case, family)
    if not place.exists():
        with locked(family):
            log = _make_missing(family).get(case.name, "")
        assert place.exists(), f"{case.name} could not be made:\n{log}"
    return place


def place_of(case: Case, family: str) -> Path:
    """Return where the folder of a case lies or would lie: its name tells what it was made from."""
    sources = sorted((HERE / "reference").glob("*.py"))
    layouts = layouts_of(case)
    others = {*EVERY} - {family} | (set() if layouts else _FOR_LAYOUTS)
    writes = family in {WRITING, CHAT}
    sources = [
        file
        for file in sources
        if file.stem not in others and (not writes or file.stem == family or file.stem in _FOR_WRITING)
    ]
    files = [*sources, *sorted(_CONVERTER.glob("*.py")), *_FIXTURES]
    files += [HERE / "chat_cases.py"] if family == CHAT else []
    pins = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]["converter"]
    digest = hashlib.sha256("\0".join((repr(case), repr(layouts), *pins, platform.machine())).encode())
    for file in files:
        digest.update(file.read_bytes())
    return CACHE / f"{case.name}-{digest.hexdigest()[:_DIGITS]}"


def _make_missing(family: str) -> dict[str, str]:
    """Make what no other process made meanwhile, in place of older ones; returns the logs of those that failed."""
    places = {case.name: place_of(case, family) for case in EVERY[family]}
    missing = [name for name, place in places.items() if not place.exists()]
    logs = {}
    with tempfile.TemporaryDirectory(dir=CACHE) as work:
        said = _run(family, Path(work), missing) if missing else ""
        for name in missing:
            whole, part = Path(work, name), Path(work, f"{name}.part", "log")
            if whole.exists():
                for old in CACHE.glob(f"{name}-{'?' * _DIGITS}"):
                    shutil.rmtree(old)
                whole.rename(places[name])
            else:
                log = part.read_text(encoding="utf-8", errors="replace") if part.exists() else said
                logs[name] = log[-_LOG_CHARACTERS:]
    return logs


def _run(family: str, work: Path, names: list[str]) -> str:
    """Let the converter's environment make the cases; returns what it said."""
    return run_there("tests.parity.reference", family, str(work), *names, HF_HOME=str(work)).stdout


def run_there(module: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a module in the converter's environment, with further variables; all that it says is kept as its output."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [converter_command()[0], "-s", "-m", module, *arguments],
        check=False,
        cwd=ROOT,
        env={**clean, **variables, "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@contextmanager
def locked(family: str) -> Iterator[None]:
    """Let one process at a time in; the system opens the lock when its owner dies."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{family}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
