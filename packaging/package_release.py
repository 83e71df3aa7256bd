"""Make a release of what changed: `python3 packaging/dev.py release [VERSION] [--date YYYY-MM-DD]`.

What changed lies in `changelog.d`, a file for each change. Without a version the section is shown and nothing is
written. Standard library only.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
KINDS = {"added": "Added", "changed": "Changed", "fixed": "Fixed", "removed": "Removed", "security": "Security"}
_NAME = re.compile(r"[a-z0-9-]+\.([a-z]+)\.md")
_VERSION = re.compile(r"\d+\.\d+\.\d+")
_VERSION_LINE = re.compile(r'^version = "([^"]+)"$', re.MULTILINE)
_HEAD = "# Changes\n"
CHANGELOG = ROOT / "packaging" / "CHANGELOG.md"


class Refused(Exception):
    """Something that must be mended before there can be a release."""


@dataclass(frozen=True, kw_only=True)
class Places:
    """The files that a release changes."""

    root: Path

    @property
    def fragments(self) -> Path:
        """Return the folder of changes."""
        return self.root / "packaging" / "changelog.d"

    @property
    def changelog(self) -> Path:
        """Return the list of all releases."""
        return self.root / CHANGELOG.relative_to(ROOT)

    @property
    def metainfo(self) -> Path:
        """Return what software centres show."""
        return self.root / "packaging" / "linux" / "org.ilha.Ilha.metainfo.xml"

    @property
    def project(self) -> Path:
        """Return the one file that has the version."""
        return self.root / "pyproject.toml"


def changes(places: Places) -> dict[str, list[tuple[Path, str]]]:
    """Return the changes with their files, by kind in the order of `KINDS`.

    Raises:
        Refused: a file has no such name, or holds no plain sentence.
    """
    found: dict[str, list[tuple[Path, str]]] = {kind: [] for kind in KINDS}
    for path in sorted(places.fragments.iterdir()):
        if path.name == "README.md":
            continue
        named = _NAME.fullmatch(path.name)
        if named is None or named[1] not in KINDS:
            raise Refused(f"{path.name}: a change is called WORDS.KIND.md, and the kinds are {', '.join(KINDS)}")
        text = " ".join(path.read_text(encoding="utf-8").split())
        if not text or text[0] in "#*-" or text[-1] not in ".!?":
            raise Refused(f"{path.name}: a change is a plain sentence or two, without a heading or a list")
        found[named[1]].append((path, text))
    return {kind: listed for kind, listed in found.items() if listed}


def section(version: str, day: date, changed: dict[str, list[tuple[Path, str]]]) -> str:
    """Return the part of the changelog about a release."""
    lines = [f"## {version} · {day.isoformat()}", ""]
    for kind, listed in changed.items():
        lines += [f"### {KINDS[kind]}", "", *(f"* {text}" for _, text in listed), ""]
    return "\n".join(lines)


def items(changelog: str, version: str) -> list[str]:
    """Return the changes of a release as they stand in a changelog; none when it is not in there."""
    _, found, rest = changelog.partition(f"\n## {version} ·")
    body = rest.partition("\n## ")[0] if found else ""
    return [line.removeprefix("* ") for line in body.splitlines() if line.startswith("* ")]


def release(places: Places, version: str, day: date) -> None:
    """Write everything that a release changes, and remove what it was made of.

    Raises:
        Refused: it is no version, it is there already, or nothing changed.
    """
    if not _VERSION.fullmatch(version):
        raise Refused(f"{version}: a version is three numbers with dots between them")
    changed = changes(places)
    if not changed:
        raise Refused("nothing changed: there is no file in packaging/changelog.d")
    before = places.changelog.read_text(encoding="utf-8") if places.changelog.exists() else _HEAD
    if items(before, version):
        raise Refused(f"{version} was released already")
    after = before.replace(_HEAD, f"{_HEAD}\n{section(version, day, changed)}", 1)
    places.changelog.write_text(after.rstrip() + "\n", encoding="utf-8")
    project = places.project.read_text(encoding="utf-8")
    places.project.write_text(_VERSION_LINE.sub(f'version = "{version}"', project, count=1), encoding="utf-8")
    _describe(places.metainfo, version, day, items(after, version))
    for listed in changed.values():
        for path, _ in listed:
            path.unlink()


def _describe(metainfo: Path, version: str, day: date, listed: Sequence[str]) -> None:
    """Put the release into the description of the program, in the place of what it says of this version already."""
    text = metainfo.read_text(encoding="utf-8")
    text = re.sub(rf'    <release version="{re.escape(version)}".*?</release>\n', "", text, flags=re.DOTALL)
    shown = "".join(f"          <li>{escape(item)}</li>\n" for item in listed)
    entry = (
        f'    <release version="{version}" date="{day.isoformat()}">\n'
        f"      <description>\n        <ul>\n{shown}        </ul>\n      </description>\n    </release>\n"
    )
    metainfo.write_text(text.replace("  <releases>\n", f"  <releases>\n{entry}", 1), encoding="utf-8")


def main(arguments: Sequence[str], places: Places | None = None) -> int:
    """Show what changed, or release it; returns the exit status."""
    parser = argparse.ArgumentParser(prog="dev.py release", description=__doc__.splitlines()[0])
    parser.add_argument("version", nargs="?", metavar="VERSION")
    parser.add_argument("--date", type=date.fromisoformat, default=date.today())  # noqa: DTZ011 - the day here
    options = parser.parse_args(arguments)
    places = places or Places(root=ROOT)
    try:
        if options.version:
            release(places, options.version, options.date)
        else:
            print(section("next", options.date, changes(places)))
    except Refused as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
