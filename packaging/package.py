"""Build the packages, and prove that they install, start and go away: `dev.py package [deb|tar|all] [--prove]`.

Packages land in `dist/`. Says what it does on standard error; `--json` prints one object at the end.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import package_bundle
import package_debian
from dev_system import say

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
WORK = ROOT / ".cache" / "package"


@dataclass
class Report:
    """What was done, step by step."""

    steps: list[dict[str, object]] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a step; a failing one ends the run and is named."""
        say(f"{name} …")
        started = time.monotonic()
        ok = False
        try:
            yield
            ok = True
        finally:
            seconds = round(time.monotonic() - started, 1)
            self.steps.append({"name": name, "ok": ok, "seconds": seconds})
            say(f"{name}: {'done' if ok else 'FAILED'} in {seconds} s")

    @property
    def ok(self) -> bool:
        """Say whether all went well."""
        return all(step["ok"] for step in self.steps)


def build(what: str, compression: str, report: Report) -> list[Path]:
    """Build the packages of one kind; returns their paths."""
    DIST.mkdir(exist_ok=True)
    with report.step("bundle"):
        bundle = package_bundle.build(WORK)
    with report.step("licences"):
        package_bundle.add_licences(bundle)
    made: list[Path] = []
    if what in {"deb", "all"}:
        for name in package_debian.PACKAGES:
            with report.step(f"{name}.deb"):
                made.append(package_debian.build(name, bundle, WORK, DIST, compression))
    if what in {"tar", "all"}:
        with report.step("archive"):
            made.append(package_bundle.archive(bundle, WORK, DIST))
    return made


def main(arguments: list[str]) -> int:
    """Build, and prove when asked to; returns the exit status."""
    parser = argparse.ArgumentParser(prog="dev.py package", description=__doc__.splitlines()[0])
    parser.add_argument("what", nargs="?", choices=["deb", "tar", "all"], default="deb")
    parser.add_argument("--prove", action="store_true", help="install, use and remove the .deb in a Debian of its own")
    parser.add_argument("--compression", choices=["xz", "zstd"], default="xz", help="of the .deb; zstd is quicker")
    parser.add_argument("--json", action="store_true", help="print one object at the end")
    options = parser.parse_args(arguments)
    report = Report()
    failure = ""
    try:
        made = build(options.what, options.compression, report)
        if options.prove:
            import package_proof

            package_proof.prove([path for path in made if path.suffix == ".deb"], WORK, report.step)
    except package_bundle.Failed as error:
        failure = str(error)
        say(f"\n{failure}")
    finally:
        shutil.rmtree(WORK / "trees", ignore_errors=True)
    if not failure:
        for path in made:
            say(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1e6:.1f} MB")
    if options.json:
        answer = {"ok": report.ok and not failure, "steps": report.steps}
        print(json.dumps(answer | ({"error": failure} if failure else {})))
    return 0 if report.ok and not failure else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
