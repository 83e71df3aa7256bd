"""Build what `bench_package.py` compares into a folder: the bundle, its Debian package, and a bare window in a bundle.

Prints one object with their paths.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import package_bundle
import package_debian
from package_bundle import ROOT, Failed, run


def bare(work: Path) -> Path:
    """Let PyInstaller pack the bare window."""
    places = ("--distpath", work / "bundle", "--workpath", work / "pyinstaller")
    run(sys.executable, "-m", "PyInstaller", "--noconfirm", *places, ROOT / "packaging" / "bench_window.spec")
    return work / "bundle" / "bare"


def main(work: Path) -> int:
    """Build everything and print where it is; returns the exit status."""
    try:
        bundle = package_bundle.build(work)
        package_bundle.add_licences(bundle)
        package = package_debian.build("ilha", bundle, work, work, "xz")
        made = {"bundle": bundle, "package": package, "bare": bare(work)}
    except Failed as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(work / "trees", ignore_errors=True)
    print(json.dumps({name: str(path) for name, path in made.items()}))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
