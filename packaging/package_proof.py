"""The proof that the packages work: a minimal Debian without Python and network installs, uses and removes them.

The Debian lies in a folder of its own; programs in it see their own network, with nothing in it, and the X server of a
screen made for them. Needs root and the programs in `PROGRAMS`.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import psutil
from dev_system import Apt, Needs, program_needs
from package_bundle import ROOT, Failed, run

sys.path.insert(0, str(ROOT))
from tests.e2e import drag_source
from tests.e2e.desktop_screen import Screen
from tests.e2e.programs import ended, history, until

Step = Callable[[str], AbstractContextManager[None]]

PROGRAMS = {
    "debootstrap": "debootstrap",
    "desktop-file-validate": "desktop-file-utils",
    "appstreamcli": "appstream",
    "lintian": "lintian",
    "unshare": "util-linux",
    "import": "imagemagick",
}
SUITE = "bookworm"
SAMPLES = ROOT / "resources" / "samples"
DISPLAY = ":93"
USER = Path("home/ilha")
PAGES = 9
ONE_OF_EACH = {
    "ocr": ("scan.png", ()),
    "text-classification": ("letter.txt", ()),
    "image-classification": ("photo.jpg", ()),
    "object-detection": ("desk.jpg", ()),
    "feature-extraction": ("letter.txt", ()),
    "zero-shot-classification": ("letter.txt", ("--param", "labels=complaint,thanks,invoice")),
    "translation": ("letter.txt", ("--param", "target=pt")),
}
"""Every task that a starter model does, with a sample and what it needs to be told."""

_SUPPRESSED = ("bogus-mail-host", "bogus-mail-host-in-debian-changelog", "malformed-deb-archive")
"""There is no address yet; and lintian of Debian 12 does not know zstd."""


def prove(packages: Sequence[Path], work: Path, step: Step) -> None:
    """Run every step; the first that fails ends the proof.

    Raises:
        Failed: with what went wrong.
    """
    if os.geteuid() != 0:
        raise Failed("the proof needs root: it makes a Debian in a folder and a network of its own")
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
            _command_line(debian)
        screen = cleanup.enter_context(_screen())
        with step("window"):
            _window(debian, screen, shots)
        with step("killed engine"):
            _killed_engine(debian, screen)
        with step("remove"):
            debian.remove(packages)


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
    root, packed = work / "debian", work / f"{SUITE}.tar.zst"
    _unmount(root)
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    if not packed.exists():
        run("debootstrap", "--variant=minbase", SUITE, root, _mirror())
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
    """Take everything away that is mounted in the folder; what is bound from the same disk does not look mounted."""
    mounted = [line.split()[1] for line in Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()]
    for target in reversed(mounted):
        if Path(target).is_relative_to(root):
            run("umount", target)


def _command_line(debian: Debian) -> None:
    """Run every task that has a starter model, and let the program look at itself."""
    checks = json.loads(debian.say("ilha", "doctor", "--json"))["checks"]
    (engine,) = (check for check in checks if check["name"] == "engine")
    if not engine["detail"].startswith("wall enforced"):
        raise Failed(f"the wall is not up: {engine['detail']}")
    for task, (sample, options) in ONE_OF_EACH.items():
        answer = json.loads(debian.say("ilha", "run", task, f"/{USER}/samples/{sample}", *options, "--json"))
        if not answer["model"].startswith("starter/"):
            raise Failed(f"{task}: {answer}")


@contextmanager
def _screen() -> Iterator[Screen]:
    """Start an X server with a window manager."""
    log = subprocess.DEVNULL
    server = subprocess.Popen(["Xvfb", DISPLAY, "-screen", "0", "1600x1000x24"], stdout=log, stderr=log)
    screen = Screen(display=DISPLAY)
    with ended(server):
        until(lambda: Path(f"/tmp/.X11-unix/X{DISPLAY[1:]}").exists(), "the X server listens")  # noqa: S108
        manager = subprocess.Popen(["openbox"], env=screen.variables, stdout=log, stderr=log)
        with ended(manager):
            until(screen.managed, "the window manager works")
            screen.wake_keyboard()
            yield screen


@contextmanager
def _opened(debian: Debian, screen: Screen, *files: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Start the window in the system without a network."""
    command = debian.command("ilha", *files, DISPLAY=screen.display, XDG_RUNTIME_DIR="")
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with ended(process):
        yield process, screen.window("Ilha")


def _window(debian: Debian, screen: Screen, shots: Path) -> None:
    """Open every page, take a picture of it, and receive a file from another program."""
    with _opened(debian, screen) as (process, window):
        screen.place(window, 20, 20)
        screen.focus(window)
        for page in range(1, PAGES + 1):
            screen.xdotool("key", f"ctrl+{page}", "sleep", 0.6)
            run("import", "-display", screen.display, "-window", window, shots / f"page-{page}.png")
        screen.xdotool("key", "ctrl+1")
        dropped = debian.root / USER / "dropped.txt"
        dropped.write_text("What a lovely afternoon at the harbour!\n", encoding="utf-8")
        command = [sys.executable, str(Path(drag_source.__file__)), f"/{USER}/{dropped.name}"]
        source = subprocess.Popen(command, env={**os.environ, **screen.variables}, stdout=subprocess.DEVNULL)
        with ended(source):
            start = screen.place(screen.window(drag_source.TITLE, source.pid), 1340, 300)
            screen.drag(start.middle, screen.box(window).middle)
            _run_first(debian, screen, window, dropped.name)
        _finished(debian, dropped.name)
        run("import", "-display", screen.display, "-window", window, shots / "dropped.png")
        screen.close(window)
        until(lambda: process.poll() is not None, "the window closes")


def _run_first(debian: Debian, screen: Screen, window: str, name: str) -> None:
    """Press Enter until the file is a job."""
    screen.focus(window)

    def begun() -> bool:
        screen.xdotool("key", "Return")
        return any(job.name == name for job in history(debian.home))

    until(begun, f"a job for {name}")


def _finished(debian: Debian, name: str) -> None:
    jobs = until(
        lambda: [job for job in history(debian.home) if job.name == name and job.state in {"done", "failed"}],
        f"{name} is finished",
    )
    if jobs[-1].state != "done":
        raise Failed(f"{name}: {jobs[-1].failure}")


def _killed_engine(debian: Debian, screen: Screen) -> None:
    """Kill the engine without warning: the window stays and works on."""
    first = debian.root / USER / "first.txt"
    first.write_text("The room was bright and the bread was fresh.\n", encoding="utf-8")
    with _opened(debian, screen, f"/{USER}/{first.name}") as (process, window):
        _run_first(debian, screen, window, first.name)
        _finished(debian, first.name)
        engines = [
            child
            for child in psutil.Process(process.pid).children(recursive=True)
            if any("multiprocessing-fork" in word for word in child.cmdline())
        ]
        if not engines:
            raise Failed("no engine is running")
        for engine in engines:
            engine.send_signal(signal.SIGKILL)
        again = debian.root / USER / "again.txt"
        again.write_text("The soup was cold and nobody said sorry.\n", encoding="utf-8")
        run(*debian.command("ilha", f"/{USER}/{again.name}", DISPLAY=screen.display, XDG_RUNTIME_DIR=""))
        _run_first(debian, screen, window, again.name)
        _finished(debian, again.name)
        screen.close(window)
        until(lambda: process.poll() is not None, "the window closes")
