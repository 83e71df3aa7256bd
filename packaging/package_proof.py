"""The proof that the packages work: a minimal Debian without Python and network installs, uses and removes them.

The Debian lies in a folder of its own; programs in it see their own network, with nothing in it, and the X server of a
screen made for them. Needs root and the programs in `PROGRAMS`.
"""

from __future__ import annotations

import os
import platform
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import package_converter
import package_use
from dev_system import Apt, Needs, is_debian, program_needs
from package_bundle import ROOT, Failed, run
from package_use import SAMPLES, USER

from tests.e2e.programs import history

Step = Callable[[str], AbstractContextManager[None]]

PROGRAMS = {
    "debootstrap": "debootstrap",
    "desktop-file-validate": "desktop-file-utils",
    "appstreamcli": "appstream",
    "lintian": "lintian",
    "unshare": "util-linux",
    "import": "imagemagick",
}
_FREE_BYTES = 4_000_000_000

_SUPPRESSED = ("bogus-mail-host", "bogus-mail-host-in-debian-changelog", "malformed-deb-archive")
"""There is no address yet; and lintian of Debian 12 does not know zstd."""


def obstacles() -> list[str]:
    """Return what this computer lacks or refuses of what the proof needs, a sentence each."""
    if not is_debian() or _suite() is None:
        return ["this is no Debian, and the packages are for the Debian that they are built on"]
    if os.geteuid() != 0:
        return ["only root may make a Debian in a folder and a network of its own"]
    trials = (
        ("a network of its own is refused", ("unshare", "--net", "true")),
        ("mounting is refused", ("unshare", "--mount", "mount", "--bind", "/proc", "/proc")),
        ("another root is refused", ("chroot", "/", "true")),
        ("the package mirror does not answer", ("apt-get", "update", "-q", "-o", "APT::Update::Error-Mode=any")),
    )
    found = [sentence for sentence, command in trials if not _works(*command)]
    if not _makes_devices():
        found.append("devices are refused in the folder of the checkout")
    if shutil.disk_usage(ROOT).free < _FREE_BYTES:
        found.append(f"less than {_FREE_BYTES // 10**9} GB of the disk are free")
    return found


def prove(packages: Sequence[Path], work: Path, step: Step) -> None:
    """Run every step; the first that fails ends the proof.

    Raises:
        Failed: with what went wrong.
    """
    if found := obstacles():
        raise Failed(f"the proof cannot be made here: {'; '.join(found)}")
    names = [program for program in PROGRAMS if shutil.which(program) is None]
    Apt().provide(Needs(names=tuple(names), packages=tuple(PROGRAMS[name] for name in names)) + program_needs())
    shots = ROOT / "dist" / "screenshots"
    shutil.rmtree(shots, ignore_errors=True)
    shots.mkdir(parents=True)
    with step("validators"):
        _validate(packages)
    with step("minimal Debian"):
        root = _debian(work)
    with ExitStack() as cleanup:
        cleanup.enter_context(_mounted(root))
        debian = Debian(root)
        with step("install"):
            debian.install(packages)
        with step("command line"):
            package_use.command_line(debian)
        if any(path.name.startswith(package_converter.NAME) for path in packages):
            with step("converter"):
                package_use.converter(debian)
        screen = cleanup.enter_context(package_use.screen())
        with step("window"):
            package_use.window(debian, screen, shots)
        with step("killed engine"):
            package_use.killed_engine(debian, screen, shots)
        with step("remove"):
            debian.remove(packages)
    _clear(root)


class Debian:
    """The system in the folder."""

    def __init__(self, root: Path) -> None:
        """Know its folder."""
        self.root = root
        self.home = root / USER / ".local/share/ilha"

    def command(self, *words: object, network: bool = False, **variables: str) -> list[str]:
        """Return the command line that runs a program in there, with a plain environment."""
        named = [f"{name}={value}" for name, value in _plain(**variables).items()]
        apart = [] if network else ["unshare", "--net"]
        return [*apart, "chroot", str(self.root), "/usr/bin/env", "-i", *named, *map(str, words)]

    def say(self, *words: object, network: bool = False) -> str:
        """Run a program to its end and return what it printed.

        Raises:
            Failed: its exit status is not 0.
        """
        return run(*self.command(*words, network=network))

    def install(self, packages: Sequence[Path]) -> None:
        """Let apt install the packages with what they depend on, and see that no Python came with them."""
        for path in packages:
            shutil.copy2(path, self.root / "tmp" / path.name)
        files = [f"/tmp/{path.name}" for path in packages]  # noqa: S108 - of the other system
        self.say("apt-get", "update", "-q", network=True)
        options = ("-y", "-q", "--no-install-recommends", "-o", "APT::Sandbox::User=root")
        self.say("apt-get", "install", *options, "libpulse0", "fonts-dejavu-core", *files, network=True)
        if any((self.root / "usr/bin").glob("python3*")):
            raise Failed("Python came along with the packages")
        (self.root / USER).mkdir(parents=True, exist_ok=True)
        shutil.copytree(SAMPLES, self.root / USER / "samples", dirs_exist_ok=True)

    def remove(self, packages: Sequence[Path]) -> None:
        """Remove the packages, and see that the user's data stays and nothing else does."""
        names = [path.name.partition("_")[0] for path in packages]
        self.say("apt-get", "purge", "-y", "-q", *names, network=True)
        left = [str(path) for path in (self.root / "usr").rglob("*ilha*")]
        if left:
            raise Failed(f"left behind: {', '.join(left[:5])}")
        if not history(self.home):
            raise Failed("the user's history is gone")


def _plain(**more: str) -> dict[str, str]:
    return {"HOME": f"/{USER}", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", **more}


def _validate(packages: Sequence[Path]) -> None:
    linux = ROOT / "packaging" / "linux"
    run("desktop-file-validate", *linux.glob("*.desktop"))
    run("appstreamcli", "validate", "--no-net", *linux.glob("*.metainfo.xml"))
    for path in packages:
        run("lintian", "--fail-on", "error", "--allow-root", "--suppress-tags", ",".join(_SUPPRESSED), path)


def _debian(work: Path) -> Path:
    """Return a fresh minimal Debian; what debootstrap made is kept packed for the next time."""
    suite = _suite()
    root, packed = work / "debian", work / f"{suite}.tar.zst"
    _clear(root)
    root.mkdir(parents=True)
    if not packed.exists():
        run("debootstrap", "--variant=minbase", suite, root, _mirror())
        run("tar", "--zstd", "-cf", packed.with_suffix(".part"), "-C", root, ".")
        packed.with_suffix(".part").rename(packed)
    else:
        run("tar", "--zstd", "-xf", packed, "-C", root)
    for file in ("resolv.conf", "apt/apt.conf.d"):
        source, target = Path("/etc", file), root / "etc" / file
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        elif source.exists():
            shutil.copy2(source, target)
    return root


def _clear(root: Path) -> None:
    """Remove the system in a folder, never what is mounted in it."""
    _unmount(root)
    if _mounted_in(root):
        raise Failed(f"something is mounted in {root}")
    shutil.rmtree(root, ignore_errors=True)


def _works(*command: str) -> bool:
    try:
        run(*command)
    except Failed:
        return False
    return True


def _makes_devices() -> bool:
    """Say whether a system with its devices can be made below the checkout."""
    cache = ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        try:
            os.mknod(f"{folder}/null", stat.S_IFCHR | 0o600, os.makedev(1, 3))
            Path(folder, "null").write_bytes(b"nothing")
        except OSError:
            return False
    return True


def _suite() -> str | None:
    """Return the name of this Debian; None where it is another system."""
    system = platform.freedesktop_os_release()
    return system.get("VERSION_CODENAME") if system.get("ID") == "debian" else None


def _mirror() -> str:
    """Return the server that this system takes its packages from."""
    for path in [*sorted(Path("/etc/apt").rglob("*.sources")), Path("/etc/apt/sources.list")]:
        if not path.exists():
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            words = line.split()
            if words[:1] in (["URIs:"], ["deb"]):
                return next(word for word in words if "://" in word)
    return "http://deb.debian.org/debian"


def _mounts(root: Path) -> list[tuple[str, Path]]:
    return [("/proc", root / "proc"), ("/dev", root / "dev"), ("/tmp/.X11-unix", root / "tmp/.X11-unix")]  # noqa: S108


@contextmanager
def _mounted(root: Path) -> Iterator[None]:
    """Show the system what every system has, and the socket of the screen."""
    try:
        for source, target in _mounts(root):
            Path(source).mkdir(exist_ok=True)
            target.mkdir(parents=True, exist_ok=True)
            run("mount", "--bind", source, target)
        yield
    finally:
        _unmount(root)


def _unmount(root: Path) -> None:
    for target in reversed(_mounted_in(root)):
        run("umount", target)


def _mounted_in(root: Path) -> list[str]:
    """Return what is mounted in a folder, in its order; what is bound from the same disk does not look mounted."""
    mounts = Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()
    return [target for target in (line.split()[1] for line in mounts) if Path(target).is_relative_to(root)]
