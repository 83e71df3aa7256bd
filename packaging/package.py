"""Build the packages, and prove that they install, start and go away: `dev.py package [deb|tar|…] [--prove]`.

Packages land in `dist/`, with a list of what is in them and their digests. Says what it does on standard error;
`--json` prints one object at the end.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import package_bundle
import package_checksums
import package_converter
import package_debian
import package_macos
import package_sbom
import package_windows
from dev_system import Apt, Needs, is_debian, is_linux, say

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
WORK = ROOT / ".cache" / "package"
PROGRAMS = {
    "gcc": "gcc",
    "git": "git",
    "xz": "xz-utils",
    **dict.fromkeys(("objdump", "readelf", "strip"), "binutils"),
}
"""What the build calls on Linux, PyInstaller among it."""
_HEAVY_MB = 4
"""Parts from here on are named."""


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
    Apt().provide(lacking())
    with report.step("bundle"):
        bundle = package_bundle.build(WORK)
    _say_weights(bundle)
    with report.step("licences"):
        package_bundle.add_licences(bundle)
    with report.step("parts"):
        made = [package_sbom.write(bundle, DIST)]
    if what == "all":
        made += add_on(compression, report)
    if what in {"deb", "all"}:
        for name in package_debian.PACKAGES:
            with report.step(f"{name}.deb"):
                made.append(package_debian.build(name, bundle, WORK, DIST, compression))
    if what in {"tar", "all"}:
        with report.step("archive"):
            made.append(package_bundle.archive(package_bundle.whole(bundle, WORK), WORK, DIST))
    if what == "windows":
        with report.step("installer"):
            made.append(package_windows.installer(package_bundle.whole(bundle, WORK), WORK, DIST))
    if what == "macos":
        with report.step("disk image"):
            made.append(package_macos.image(bundle, WORK, DIST))
    with report.step("digests"):
        made += package_checksums.write(made, DIST)
    return made


def add_on(compression: str, report: Report) -> list[Path]:
    """Build the converter's packages; returns their paths."""
    name = package_converter.NAME
    with report.step("converter"):
        bundle = package_converter.build(WORK)
        _say_weights(bundle)
        package_bundle.add_licences(bundle)
        made = [package_sbom.write(bundle, DIST, name)]
    with report.step(f"{name}.deb"):
        made.append(package_debian.build(name, bundle, WORK, DIST, compression))
    with report.step("converter's archive"):
        made.append(package_bundle.archive(bundle, WORK, DIST, name, package_converter.FOLDER))
    return made


def _say_weights(bundle: Path) -> None:
    weights = package_bundle.weights(bundle)
    heavy = ", ".join(f"{part} {size:.0f}" for part, size in weights.items() if size > _HEAVY_MB)
    say(f"{sum(weights.values()):.0f} MB: {heavy}")


def lacking() -> Needs:
    """Return the programs of the build that are not here, and Python's library, which Debian has in a package apart."""
    if not is_linux():
        return Needs()
    names = [program for program in PROGRAMS if shutil.which(program) is None]
    packages = {PROGRAMS[name] for name in names} | ({"libc6-dev"} if "gcc" in names else set())
    library = str(sysconfig.get_config_var("INSTSONAME"))
    if sys.base_prefix == "/usr" and library not in package_bundle.run("ldconfig", "-p"):
        names.append(library)
        packages.add(library.partition(".so")[0])
    return Needs(names=tuple(names), packages=tuple(sorted(packages)))


def refused(options: argparse.Namespace) -> list[str]:
    """Return why the proof cannot be made here, when that is to stop nothing."""
    if not (options.prove and options.where_possible):
        return []
    import package_proof

    return package_proof.obstacles()


def main(arguments: list[str]) -> int:
    """Build, and prove when asked to; returns the exit status."""
    parser = argparse.ArgumentParser(prog="dev.py package", description=__doc__.splitlines()[0])
    parser.add_argument("what", nargs="?", choices=["deb", "tar", "all", "windows", "macos"], default="deb")
    parser.add_argument("--prove", action="store_true", help="install, use and remove the .deb in a Debian of its own")
    parser.add_argument(
        "--where-possible", action="store_true", help="say why and go on where this computer cannot make the proof"
    )
    parser.add_argument("--compression", choices=["xz", "zstd"], default="xz", help="of the .deb; zstd is quicker")
    parser.add_argument("--json", action="store_true", help="print one object at the end")
    options = parser.parse_args(arguments)
    report = Report()
    failure = ""
    made: list[Path] = []
    reasons = refused(options)
    try:
        if not reasons or (is_debian() and not lacking()):
            made = build(options.what, options.compression, report)
        if options.prove and not reasons:
            import package_proof

            package_proof.prove([path for path in made if path.suffix == ".deb"], WORK, report.step)
    except (package_bundle.Failed, AssertionError) as error:
        failure = str(error)
        say(f"\n{failure}")
    finally:
        shutil.rmtree(WORK / "trees", ignore_errors=True)
    if not failure:
        for path in made:
            say(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1e6:.1f} MB")
    for reason in reasons:
        say(f"SKIPPED: nothing is proved, {reason}.")
    if options.json:
        answer = {"ok": report.ok and not failure, "steps": report.steps, "skipped": reasons}
        print(json.dumps(answer | ({"error": failure} if failure else {})))
    return 0 if report.ok and not failure else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
