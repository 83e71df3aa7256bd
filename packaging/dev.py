"""The one command for everything a source checkout needs: `python3 packaging/dev.py COMMAND [ARGS…]`.

Standard library only, so that it works on a fresh machine. Everything it does itself is said on standard
error; standard output belongs to the program, script or check that it starts.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from dev_env import CONSTRAINTS, Environment, State, ensure, interpreter_needs, pinned_closure
from dev_system import Apt, Needs, program_needs, qt_needs, say

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "resources" / "samples"

HEADLESS_COMMANDS = frozenset(
    {
        *("run", "chat", "index", "search", "score", "watch", "suggest", "tasks", "recipes", "models"),
        *("privacy", "verify", "doctor"),
    }
)
HEADLESS_OPTIONS = frozenset({"--version", "--help", "-h", "--behind-the-wall"})
OPTIONS_WITH_VALUE = frozenset({"--home"})

CHECKS = (
    ("ruff check", "ruff", "check", "."),
    ("ruff format", "ruff", "format", "--check", "."),
    ("mypy", "mypy"),
    ("import-linter", "lint-imports"),
    ("codespell", "codespell"),
)
PYTEST = ("-n", "2", "--dist", "worksteal", "--durations=10")
TEST_VARIABLES = {
    "QT_QPA_PLATFORM": "offscreen",
    "ORT_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "LC_ALL": "C.UTF-8",
    "PYTHONDONTWRITEBYTECODE": "",  # where it is set each of a thousand programs compiles what it imports
}
CONSTRAINTS_HEADER = """\
# The exact versions of everything the program needs at run time, from which it is installed and released.
# Regenerated from the ranges in pyproject.toml, on Linux with the oldest supported Python, by:
#   python3 packaging/dev.py constraints
"""


@dataclass(frozen=True, kw_only=True)
class Script:
    """A script beside this one, and the environment it runs in."""

    file: str
    summary: str
    environment: Environment


DEVELOPMENT = Environment(root=ROOT, group="dev")
CONVERTER = Environment(root=ROOT, folder=".venv-converter", group="converter", project=False, disk="1.3 GB")
STARTER = Environment(root=ROOT, folder=".venv-starter", group="starter", project=False)
PACKAGE = Environment(root=ROOT, folder=".venv-package", group="package")
SCRIPTS = {
    "bench": Script(file="bench.py", summary="measure speed and memory", environment=DEVELOPMENT),
    "package": Script(file="package.py", summary="build the packages, and prove them", environment=PACKAGE),
    "release": Script(file="package_release.py", summary="write down what changed", environment=DEVELOPMENT),
    "shots": Script(file="shots.py", summary="take the screenshots", environment=DEVELOPMENT),
    "translations": Script(
        file="translations.py", summary="update and compile the translations", environment=DEVELOPMENT
    ),
    "starter": Script(file="starter/build.py", summary="rebuild the starter models (needs torch)", environment=STARTER),
}


def first_positional(args: Sequence[str]) -> str | None:
    """The first argument that is neither a global option nor an option's value."""
    rest = iter(args)
    for argument in rest:
        if argument in OPTIONS_WITH_VALUE:
            next(rest, None)
        elif not argument.startswith("-"):
            return argument
    return None


def wants_window(args: Sequence[str]) -> bool:
    """Whether `ilha ARGS` opens the window: only then are Qt's libraries needed."""
    if HEADLESS_OPTIONS.intersection(args):
        return False
    return first_positional(args) not in HEADLESS_COMMANDS


def has_display(environ: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether a window could open here."""
    if not platform.startswith("linux"):
        return True
    return any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def program_arguments(args: Sequence[str], *, display: bool) -> list[str]:
    """What `ilha` is started with: without a display, the main job on the samples instead of the window."""
    if display or not wants_window(args) or first_positional(args) is not None:
        return list(args)
    return [*args, "run", "auto", str(SAMPLES)]


def qt_platforms(environ: Mapping[str, str]) -> list[str]:
    """The platform plugins whose libraries have to be there."""
    chosen = environ.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]
    if chosen:
        return [f"q{chosen}"]
    return ["qxcb", "qwayland"] if environ.get("WAYLAND_DISPLAY") else ["qxcb"]


def prepare(environment: Environment, *, platforms: Sequence[str] = (), programs: bool = False) -> None:
    """Bring system and environment to where `environment` can be used; `platforms` are Qt's plugins."""
    apt = Apt()
    needs = program_needs() if programs else Needs()
    if environment.state() is State.ABSENT:
        needs += interpreter_needs()
    apt.provide(needs)
    ensure(environment)
    if not platforms:
        return
    apt.provide(qt_needs(environment.qt(), platforms))
    still = qt_needs(environment.qt(), platforms) if apt.used else Needs()
    if still:
        say(f"Qt still lacks {', '.join(still.names)}.")
        raise SystemExit(1)


def replace_process(program: Path, args: Sequence[str]) -> NoReturn:
    """Become `program`."""
    command = [str(program), *args]
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "nt":  # execv returns to the shell at once there
        raise SystemExit(subprocess.call(command))
    os.execv(command[0], command)  # noqa: S606


def run(args: Sequence[str]) -> int:
    """Start the program."""
    arguments = program_arguments(args, display=has_display(os.environ))
    window = wants_window(arguments)
    prepare(Environment(root=ROOT), platforms=qt_platforms(os.environ) if window else ())
    if arguments != list(args):
        say(f"No display here, so no window. Running the main job on {SAMPLES.relative_to(ROOT)}/ instead:")
        say(f"  ilha {' '.join(arguments)}\n")
    program = Environment(root=ROOT).program("ilha")
    if program.exists():
        replace_process(program, arguments)
    replace_process(Environment(root=ROOT).python, ["-m", "desktop", *arguments])


def test(args: Sequence[str]) -> int:
    """Run every check, the tests last so that their closing line is the last one."""
    prepare(DEVELOPMENT, platforms=("qxcb", "qoffscreen"), programs=True)
    prepare(CONVERTER)
    failed = [title for title, *command in CHECKS if not check(title, command)]
    if failed:
        headline(f"{len(CHECKS) - len(failed)} of {len(CHECKS)} checks passed; FAILED: {', '.join(failed)}")
    else:
        headline(f"all {len(CHECKS)} checks passed")
    passed = check("pytest", ["pytest", *PYTEST, *args], TEST_VARIABLES)
    return 0 if passed and not failed else 1


def check(title: str, command: Sequence[str], variables: Mapping[str, str] | None = None) -> bool:
    """Run one program of the development environment and say whether it was content."""
    headline(title)
    program, *arguments = command
    done = subprocess.run(
        [str(DEVELOPMENT.program(program)), *arguments],
        check=False,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **(variables or {})},
    )
    return done.returncode == 0


def headline(text: str) -> None:
    """Separate the output of two checks."""
    print(f"\n── {text} " + "─" * max(4, 96 - len(text)), flush=True)


def start_script(name: str, args: Sequence[str]) -> int:
    """Run a script that lies beside this one."""
    script = SCRIPTS[name]
    file = ROOT / "packaging" / script.file
    if not file.exists():
        say(f"packaging/{script.file} does not exist in this checkout.")
        return 1
    development = script.environment == DEVELOPMENT
    platforms = ("qxcb", "qoffscreen") if development else ()
    prepare(script.environment, platforms=platforms, programs=development)
    replace_process(script.environment.python, [str(file), *args])


def converter(args: Sequence[str]) -> int:
    """Make the environment of the converter, which is a program of its own."""
    if args:
        return usage_error("converter takes no arguments")
    prepare(CONVERTER)
    return 0


def constraints(args: Sequence[str]) -> int:
    """Resolve the run-time dependencies afresh and pin them."""
    if args:
        return usage_error("constraints takes no arguments")
    Apt().provide(interpreter_needs())
    lines = pinned_closure(ROOT)
    (ROOT / CONSTRAINTS).write_text(CONSTRAINTS_HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    say(f"{CONSTRAINTS}: {len(lines)} packages.")
    return 0


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": run,
    "test": test,
    "converter": converter,
    "constraints": constraints,
}


def usage() -> str:
    """The commands, a line each."""
    rows = {
        "run [ARGS…]": "install what is missing, then start `ilha ARGS`",
        "test [PYTEST ARGS…]": "install what is missing, then run every check and the tests",
        "converter": f"make {CONVERTER.folder}, which `ilha models convert` needs ({CONVERTER.disk})",
        **{f"{name} [ARGS…]": script.summary for name, script in SCRIPTS.items()},
        "constraints": "pin the run-time dependencies afresh",
    }
    lines = [f"  {name:<22} {summary}" for name, summary in rows.items()]
    return "\n".join(["usage: python3 packaging/dev.py COMMAND [ARGS…]", "", *lines])


def usage_error(message: str) -> int:
    """Say what is wrong with the arguments; returns the exit status for it."""
    say(f"dev.py: {message}\n\n{usage()}")
    return 2


def main(args: Sequence[str]) -> int:
    """Dispatch to a command."""
    if sys.version_info < (3, 11):  # noqa: UP036 - the one place that may meet an older Python
        say(f"Ilha needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
        return 1
    if not args:
        return usage_error("a command is missing")
    command, *rest = args
    if command in {"-h", "--help", "help"}:
        print(usage())
        return 0
    if command in COMMANDS:
        return COMMANDS[command](rest)
    if command in SCRIPTS:
        return start_script(command, rest)
    return usage_error(f"unknown command {command!r}")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        say("\nInterrupted.")
        sys.exit(130)
