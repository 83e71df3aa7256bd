"""What the operating system has to provide: programs, fonts and the shared libraries of Qt.

Standard library only. Whatever is missing is found by really looking (``shutil.which``, ``ldd``), then
installed with apt when the user is root, else named in one line that can be pasted.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

# Where a soname's Debian package is not spelt as `guess_package` spells it.
PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libOpenGL.so.0": "libopengl0",
    "libexpat.so.1": "libexpat1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libgio-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libgcc_s.so.1": "libgcc-s1",
    "libz.so.1": "zlib1g",
    "libnss3.so": "libnss3",
    "libnspr4.so": "libnspr4",
}
PROGRAMS = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "strace": "strace",
    "unshare": "util-linux",
    "ip": "iproute2",
    "curl": "curl",
    "git": "git",
    "ffmpeg": "ffmpeg",
    "pulseaudio": "pulseaudio",
    "pactl": "pulseaudio-utils",
}
FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
FONT_PACKAGE = "fonts-dejavu-core"

_NOT_FOUND = re.compile(r"^\s*(\S+) => not found", re.MULTILINE)
_SONAME = re.compile(r"(?P<stem>.+)\.so\.(?P<version>\d+)")
_LOCK_TIMEOUT = ("-o", "DPkg::Lock::Timeout=120")
_ATTEMPTS = 4
_PAUSE_SECONDS = 10.0


@dataclass(frozen=True, kw_only=True)
class Needs:
    """What is missing: names for the reader, and the Debian packages that bring them."""

    names: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.names)

    def __add__(self, other: Needs) -> Needs:
        packages = tuple(sorted({*self.packages, *other.packages}))
        return Needs(names=self.names + other.names, packages=packages)


def say(message: str) -> None:
    """Speak on standard error: standard output belongs to the program that is started."""
    print(message, file=sys.stderr, flush=True)


def is_linux() -> bool:
    """Whether apt, ldd and X11 are to be expected at all."""
    return sys.platform.startswith("linux")


def is_debian() -> bool:
    """Debian, Ubuntu and their children: whatever has apt and dpkg."""
    return Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def is_root() -> bool:
    """Whether packages can be installed without asking."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def guess_package(soname: str) -> str | None:
    """Spell a soname as Debian's policy names its package: ``libxcb-icccm.so.4`` is in ``libxcb-icccm4``."""
    match = _SONAME.fullmatch(soname)
    if match is None:
        return None
    stem, version = match["stem"].lower(), match["version"]
    return f"{stem}-{version}" if stem[-1].isdigit() else f"{stem}{version}"


def missing_sonames(ldd_output: str) -> list[str]:
    """The libraries that ``ldd`` did not find, each once, in its order."""
    return list(dict.fromkeys(_NOT_FOUND.findall(ldd_output)))


def library_needs(sonames: Iterable[str]) -> Needs:
    """Map sonames to the Debian packages that hold them."""
    names = tuple(sonames)
    found = (PACKAGES.get(name) or guess_package(name) for name in names)
    return Needs(names=names, packages=tuple(sorted({package for package in found if package})))


def qt_needs(qt: Path, platforms: Iterable[str]) -> Needs:
    """What Qt's libraries and platform plugins below `qt` lack on this machine.

    Qt itself only says that "xcb-cursor0 is needed", whichever library it really missed.
    """
    wanted = [qt / f"lib/libQt6{name}.so.6" for name in ("Gui", "Widgets", "Svg", "Multimedia")]
    wanted.append(qt / "plugins/multimedia/libffmpegmediaplugin.so")  # needs libpulse0 even to decode
    wanted += [qt / f"plugins/platforms/lib{name}.so" for name in platforms]
    files = [str(path) for path in wanted if path.exists()]
    ldd = shutil.which("ldd")
    if not is_linux() or ldd is None or not files:
        return Needs()
    done = subprocess.run([ldd, *files], capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"})
    return library_needs(missing_sonames(done.stdout))


def program_needs() -> Needs:
    """The programs and the font that the tests use and this machine lacks."""
    if not is_linux():
        return Needs()
    names = [program for program in PROGRAMS if shutil.which(program) is None]
    packages = [PROGRAMS[name] for name in names]
    if is_debian() and not FONT.exists():
        names.append("DejaVu Sans")
        packages.append(FONT_PACKAGE)
    return Needs(names=tuple(names), packages=tuple(packages))


def command_line(packages: Iterable[str]) -> str:
    """The line a user can paste to install `packages`."""
    return "sudo apt-get install --no-install-recommends " + shlex.join(packages)


class Apt:
    """Installs Debian packages; refreshes the package lists once, when something is missing."""

    def __init__(self) -> None:
        self.used = False

    def provide(self, needs: Needs) -> None:
        """Install what is missing, or say how and stop."""
        if not needs:
            return
        if not is_debian() or not needs.packages:
            say(f"Missing: {', '.join(needs.names)}. Please install it with your system's package manager.")
            raise SystemExit(1)
        if not is_root():
            say(f"Missing: {', '.join(needs.names)}. Please run:\n\n  {command_line(needs.packages)}\n")
            raise SystemExit(1)
        say(f"Installing {' '.join(needs.packages)}")
        if not self.used:
            self.used = True
            self._call("update", "-q", "-o", "Acquire::Retries=3")
        arguments = ("install", "-y", "-q", "--no-install-recommends", *_LOCK_TIMEOUT, *needs.packages)
        if not self._call(*arguments):
            say(f"apt-get failed. Please try it by hand:\n\n  {command_line(needs.packages)}\n")
            raise SystemExit(1)

    @staticmethod
    def _call(*arguments: str) -> bool:
        """Run apt-get, waiting politely while another package manager is at work."""
        output = sys.stderr if sys.stderr.isatty() else subprocess.PIPE  # logs get it only when it failed
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
        for attempt in range(_ATTEMPTS):
            done = subprocess.run(
                ["apt-get", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
                env=environment,
            )
            if done.returncode == 0:
                return True
            sys.stderr.write((done.stdout or "") + done.stderr)
            if "lock" not in done.stderr.lower() or attempt == _ATTEMPTS - 1:
                return False
            say("Another package manager is at work; waiting for it.")
            threading.Event().wait(_PAUSE_SECONDS)
        return False
