"""The packaged program against a bare window that is packed in the same run: how it starts and what it takes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from bench_figures import Broken, Measured, Spec, Unmeasurable
from bench_start import compare
from dev import PACKAGE, ROOT
from dev_env import ensure

WORK = ROOT / ".cache" / "bench" / "package"
SPECS = (
    Spec(
        name="package-first-paint",
        what="from process start to first paint of the packaged program, against a packaged bare window",
        unit="ms",
        budget=1.5,
    ),
    Spec(
        name="package-size",
        what="the unpacked program without models, against the bare window",
        unit="MB",
        budget=4.3,
    ),
    Spec(
        name="package-opencv",
        what="OpenCV's share of it, which rapidocr wants, against the whole",
        unit="MB",
        budget=0.4,
    ),
    Spec(
        name="package-download",
        what="the Debian package without models, compressed by xz",
        unit="MB",
        budget=140.0,
        absolute=True,
    ),
)
_OPENCV = ("cv2", "opencv_python_headless.libs")


def packages() -> Mapping[str, Measured]:
    """Build both, start them in turn, and weigh them."""
    if sys.platform != "linux" or shutil.which("dpkg-deb") is None:
        raise Unmeasurable("Debian packages are made on Debian")
    try:
        ensure(PACKAGE)
    except SystemExit as error:
        msg = f"{PACKAGE.folder} cannot be made"
        raise Unmeasurable(msg) from error
    command = [str(PACKAGE.python), str(ROOT / "packaging" / "package_sizes.py"), str(WORK)]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise Broken(done.stderr.strip()[-2000:])
    made = {name: Path(path) for name, path in json.loads(done.stdout).items()}
    seconds, _memory = compare([str(made["bundle"] / "ilha")], [str(made["bare"] / "bare")])
    whole, bare = _weight(made["bundle"]), _weight(made["bare"])
    opencv = sum(_weight(made["bundle"] / "_internal" / part) for part in _OPENCV)
    packed = made["package"].stat().st_size / 1e6
    return {
        "package-first-paint": seconds,
        "package-size": Measured(value=whole, limit=bare, ratio=whole / bare),
        "package-opencv": Measured(value=opencv, limit=whole, ratio=opencv / whole),
        "package-download": Measured(value=packed, limit=whole, ratio=packed / whole),
    }


def _weight(folder: Path) -> float:
    """Return the megabytes of all files of a folder, links not counted."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files) / 1e6
