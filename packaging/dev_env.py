"""Python environments of a source checkout, and the stamp that says whether one is up to date.

Standard library only. A stamp is written last and removed first, so an environment without one was never
finished and is made anew; an environment with an outdated one is brought up to date in place.
"""

from __future__ import annotations

import contextlib
import enum
import hashlib
import importlib.util
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from dev_system import Needs, say

STAMP = ".ilha-stamp.json"
CONSTRAINTS = "packaging/constraints.txt"
PIP = "pip>=25.1"  # the first with dependency groups
_CUDA = re.compile(r"(nvidia|triton|cuda)\b", re.IGNORECASE)


class State(enum.Enum):
    """How far an environment is from what pyproject.toml asks for."""

    ABSENT = "absent"
    STALE = "stale"
    READY = "ready"


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """What an environment was made for, and from."""

    place: str
    digest: str
    groups: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Environment:
    """One virtual environment: `group` is a PEP 735 group, "" means the program alone.

    `project` says whether the program itself is installed in it, with the pinned versions; `disk` how much room it
    takes, where that is worth saying beforehand.
    """

    root: Path
    folder: str = ".venv"
    group: str = ""
    project: bool = True
    disk: str = ""

    @property
    def path(self) -> Path:
        """The environment's folder."""
        return self.root / self.folder

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return self.program("python")

    def program(self, name: str) -> Path:
        """A program that is installed in the environment."""
        return self.path / (f"Scripts/{name}.exe" if os.name == "nt" else f"bin/{name}")

    def qt(self) -> Path:
        """The folder of Qt's libraries and plugins."""
        found = sorted(self.path.glob("lib/python*/site-packages/PySide6/Qt"))
        return found[0] if found else self.path / "no-qt"

    def place(self) -> str:
        """Interpreter and location: when either changes, the environment is made anew."""
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        return f"{platform.python_implementation()} {version} {platform.machine()} {self.path}"

    def digest(self) -> str:
        """Digest of what says what belongs into the environment."""
        if not self.project:  # a gigabyte is not looked through because a linter's setting changed
            return hashlib.sha256(json.dumps(_groups(self.root)).encode()).hexdigest()
        total = hashlib.sha256()
        for name in ("pyproject.toml", CONSTRAINTS):
            file = self.root / name
            total.update(file.read_bytes() if file.exists() else b"")
            total.update(b"\0")
        return total.hexdigest()

    def read_stamp(self) -> Stamp | None:
        """The stamp of the last finished installation, None where there is none."""
        try:
            data = json.loads((self.path / STAMP).read_bytes())
            return Stamp(place=data["place"], digest=data["digest"], groups=tuple(data["groups"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write_stamp(self, stamp: Stamp) -> None:
        """Write the stamp so that a reader sees all of it or nothing."""
        part = self.path / f"{STAMP}.part"
        part.write_text(json.dumps(asdict(stamp)), encoding="utf-8")
        part.replace(self.path / STAMP)

    def state(self) -> State:
        """Decide without starting any process whether something has to be installed."""
        stamp = self.read_stamp()
        if stamp is None or stamp.place != self.place() or not self.python.exists():
            return State.ABSENT
        if stamp.digest != self.digest() or (self.group and self.group not in stamp.groups):
            return State.STALE
        return State.READY


def interpreter_needs() -> Needs:
    """Debian keeps a part of the venv module in a package of its own."""
    if importlib.util.find_spec("ensurepip") is not None:
        return Needs()
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    return Needs(names=("the Python module ensurepip",), packages=(package,))


def ensure(environment: Environment) -> None:
    """Make the environment, or bring it up to date; at once when there is nothing to do."""
    if environment.state() is State.READY:
        return
    try:
        with _lock(environment.root):
            state = environment.state()  # another process may have done the work meanwhile
            if state is State.READY:
                return
            _install(environment, state)
    except (subprocess.CalledProcessError, OSError) as error:
        say(f"\nSetting up {environment.folder} failed: {error}\nThe next run tries again.")
        raise SystemExit(1) from None
    say(f"{environment.folder} is ready.")


def _groups(root: Path) -> object:
    """The dependency groups of pyproject.toml."""
    import tomllib

    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8")).get("dependency-groups")


def pinned_closure(root: Path) -> list[str]:
    """Resolve the program's dependencies afresh and return `name==version` lines, sorted."""
    import tomllib

    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    with tempfile.TemporaryDirectory(prefix="ilha-constraints-") as folder:
        environment = Environment(root=Path(folder), project=False)
        _create(environment)
        report = _plan(environment, project["dependencies"])
    lines = (f"{name}=={version}" for name, version in report)
    return sorted(lines, key=str.lower)


def _install(environment: Environment, state: State) -> None:
    """Make or update the environment; its stamp is away while anything in it changes."""
    stamp = environment.read_stamp()
    groups = {environment.group} - {""}
    if state is State.ABSENT:
        room = f" ({environment.disk} on disk)" if environment.disk else ""
        say(f"Setting up {environment.folder}{room}: the first time takes a minute or two.")
        stamp = None
        _create(environment)
    else:
        say(f"Updating {environment.folder}.")
        (environment.path / STAMP).unlink()
    arguments = _requirements(environment)
    if stamp and stamp.digest == environment.digest():
        groups |= set(stamp.groups)
    digest = environment.digest()
    try:
        _refuse_cuda(environment, arguments)
        _pip(environment, "install", *arguments)
    except (subprocess.CalledProcessError, SystemExit):
        if stamp:  # pip undoes what it could not finish, so the old state still holds
            environment.write_stamp(stamp)
        raise
    environment.write_stamp(Stamp(place=environment.place(), digest=digest, groups=tuple(sorted(groups))))


def _create(environment: Environment) -> None:
    """Make an empty environment with a pip that knows dependency groups."""
    command = [sys.executable, "-m", "venv", "--clear", str(environment.path)]
    _work(environment, command)
    _pip(environment, "install", "--upgrade", PIP)


def _requirements(environment: Environment) -> list[str]:
    """Arguments of `pip install`, relative to the root."""
    arguments = ["-c", CONSTRAINTS, "-e", "."] if environment.project else []
    if environment.group:
        arguments += ["--group", environment.group]
    return arguments


def _refuse_cuda(environment: Environment, arguments: Sequence[str]) -> None:
    """Stop before gigabytes of CUDA packages arrive: everything here runs on the CPU."""
    if environment.project:
        return  # its pins hold neither torch nor CUDA; a test looks at them
    cuda = [name for name, _ in _plan(environment, arguments) if _CUDA.match(name)]
    if cuda:
        say(f"pip would install {', '.join(cuda)}. Let it find the CPU build of torch; see packaging/README.md.")
        raise SystemExit(1)


def _plan(environment: Environment, arguments: Sequence[str]) -> list[tuple[str, str]]:
    """What pip would install, as names and versions, without doing so."""
    with tempfile.TemporaryDirectory(prefix="ilha-plan-") as folder:
        report = Path(folder, "report.json")
        options = ("--dry-run", "--ignore-installed", "--report", str(report))
        _pip(environment, "install", "--quiet", *options, *arguments)
        items = json.loads(report.read_bytes())["install"]
    return [(item["metadata"]["name"], item["metadata"]["version"].partition("+")[0]) for item in items]


def _pip(environment: Environment, command: str, *arguments: str) -> None:
    """Run the environment's pip in the root; its output goes to standard error."""
    options = ["--no-input", "--disable-pip-version-check"]
    if not sys.stderr.isatty():
        options.append("--quiet")
    _work(environment, [str(environment.python), "-m", "pip", command, *options, *arguments])


def _work(environment: Environment, command: Sequence[str]) -> None:
    """Run a program that changes the environment.

    It inherits the lock, so that the next dev.py waits for it even if this one is killed.
    """
    subprocess.run(
        command,
        check=True,
        cwd=environment.root,
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        env=_clean(),
        close_fds=False,
    )


def _clean() -> dict[str, str]:
    """This process's variables without those that lead pip or venv astray."""
    astray = {"PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "VIRTUAL_ENV"}
    return {name: value for name, value in os.environ.items() if name not in astray}


@contextlib.contextmanager
def _lock(root: Path) -> Iterator[None]:
    """Let one process at a time change environments."""
    folder = root / ".cache"
    folder.mkdir(exist_ok=True)
    with (folder / "dev.lock").open("w", encoding="ascii") as file:
        os.set_inheritable(file.fileno(), True)
        _wait_for(file)
        yield


def _wait_for(file: IO[str]) -> None:
    """Take the lock of an open file, saying so when that takes a while."""
    try:
        import fcntl
    except ImportError:  # Windows: two first starts at once are on their own
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        say("Another dev.py is setting up; waiting for it.")
        fcntl.flock(file, fcntl.LOCK_EX)
