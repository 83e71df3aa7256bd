"""The converter as a folder of its own: Python, the packages of its environment, and `desktop/converter`.

PyInstaller packs Python alone. The packages go along as files, with what Python compiled of them, since nobody may
write beside them later.
"""

from __future__ import annotations

import compileall
import importlib.util
import py_compile
import re
import shutil
import sys
from pathlib import Path

import package_bundle
from dev import CONVERTER
from dev_env import ensure
from package_bundle import INSIDE, PACKAGES, ROOT, Failed

NAME = "ilha-converter"
FOLDER = "converter"
"""Where it lies in the program's folder, and its own modules in its."""
LEFT_OUT = frozenset(
    {
        *("antigravity", "curses", "dbm", "ensurepip", "idlelib", "lib2to3", "pydoc_data", "readline", "test", "this"),
        *("tkinter", "turtle", "turtledemo", "venv"),
        *("_curses", "_curses_panel", "_dbm", "_gdbm", "_tkinter", "nis"),
    }
)
"""Of Python's library what opens windows, installs or tests, and what would have apt bring libraries for it."""
_DROPPED = re.compile(
    r"(pip|setuptools|_distutils_hack|hf_xet)(-[^/]+)?(/|$)"
    r"|distutils-precedence\.pth$"
    r"|torch/(include|share|test)(/|$)"
    r"|torch/bin/(?!torch_shm_manager$)"
    r"|torch/lib/lib(\w+_test|aoti_custom_ops|backend_with_compiler)\."
    r"|torch/lib/libshm(_windows)?(/|$)"
    r"|onnx/backend/test(/|$)"
    r"|(mpmath|networkx|numpy|onnx|sympy)/(.+/)?tests(/|$)"
    r"|.*\.(a|c|cc|cpp|cu|cuh|h|hpp|lib|pxd|pyi|pyx)$"
    r"|(.+/)?__pycache__(/|$)"
)
"""What installs packages, builds other programs or tests; and the Hub's own protocol, for no network is there."""


def build(work: Path) -> Path:
    """Make the environment if it is not there, and a folder of it; returns the folder."""
    ensure(CONVERTER)
    bundle = package_bundle.build(work, "converter.spec", NAME)
    inside = bundle / INSIDE
    source = next(CONVERTER.path.glob("lib/python*/site-packages"), None)
    if source is None:
        raise Failed(f"{CONVERTER.folder} has no packages")
    shutil.copytree(source, inside / PACKAGES, ignore=lambda folder, names: _dropped(source, Path(folder), names))
    shutil.copytree(ROOT / "desktop" / "converter", inside / FOLDER, ignore=shutil.ignore_patterns("__pycache__"))
    unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH  # the times of the sources become the package's
    compileall.compile_dir(inside, quiet=2, workers=0, stripdir=str(inside), invalidation_mode=unchecked)
    return bundle


def library(folder: Path) -> list[str]:
    """Return the modules of Python's library that the packages may import; its sources lie in `folder`."""
    kept = {name for name in sys.stdlib_module_names - LEFT_OUT if importlib.util.find_spec(name) is not None}
    sources = (path.relative_to(folder) for name in kept for path in (folder / name).rglob("*.py"))
    modules = (path.with_suffix("").parts for path in sources)
    inner = {".".join(parts).removesuffix(".__init__") for parts in modules if "test" not in parts}
    return sorted(kept | inner)


def _dropped(source: Path, folder: Path, names: list[str]) -> set[str]:
    return {name for name in names if _DROPPED.match((folder / name).relative_to(source).as_posix())}
