"""The development command decides rightly what to install, what to start and what to say."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[3]
TEST_COMMAND = "python3 packaging/dev.py test"
RUN_COMMAND = "python3 packaging/dev.py run"

LDD = """\
/venv/PySide6/Qt/plugins/platforms/libqxcb.so:
\tlinux-vdso.so.1 (0x00007f61e878f000)
\tlibQt6Gui.so.6 => /venv/PySide6/Qt/plugins/platforms/../../lib/libQt6Gui.so.6 (0x00007f61e7c00000)
\tlibxcb-cursor.so.0 => /lib/x86_64-linux-gnu/libxcb-cursor.so.0 (0x00007f61e85d7000)
\tlibxcb-icccm.so.4 => not found
\tlibxcb-keysyms.so.1 => not found
\tlibGL.so.1 => not found
/venv/PySide6/Qt/lib/libQt6Widgets.so.6:
\tlibGL.so.1 => not found
\tlibglib-2.0.so.0 => not found
\t/lib64/ld-linux-x86-64.so.2 (0x00007f61e8791000)
"""


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> dict[str, ModuleType]:
    """dev.py and its helpers, loaded by path: `packaging` in the root is no package."""
    import importlib.util

    loaded: dict[str, ModuleType] = {}
    for name in ("dev_system", "dev_env", "dev"):
        spec = importlib.util.spec_from_file_location(name, ROOT / "packaging" / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        loaded[name] = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, name, loaded[name])
        spec.loader.exec_module(loaded[name])
    return loaded


@pytest.fixture
def dev(tools: dict[str, ModuleType]) -> ModuleType:
    return tools["dev"]


@pytest.fixture
def system(tools: dict[str, ModuleType]) -> ModuleType:
    return tools["dev_system"]


@pytest.fixture
def env(tools: dict[str, ModuleType]) -> ModuleType:
    return tools["dev_env"]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "packaging").mkdir()
    (tmp_path / "packaging/constraints.txt").write_text("numpy==2.4.6\n")
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'ilha'\n")
    return tmp_path


@pytest.fixture
def pip_calls(env: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Replace venv and pip; the calls of pip are noted."""
    calls: list[tuple[str, ...]] = []

    def create(environment: object) -> None:
        calls.append(("create",))
        make_python(environment)

    def pip(_environment: object, *arguments: str) -> None:
        calls.append(arguments)

    monkeypatch.setattr(env, "_create", create)
    monkeypatch.setattr(env, "_pip", pip)
    return calls


def make_python(environment: object) -> None:
    python = getattr(environment, "python")  # noqa: B009 - the class is known at run time only
    assert isinstance(python, Path)
    python.parent.mkdir(parents=True, exist_ok=True)
    python.touch()


class TestStamp:
    def test_a_checkout_without_environment_is_absent(self, env: ModuleType, checkout: Path) -> None:
        assert env.Environment(root=checkout).state() is env.State.ABSENT

    def test_an_interrupted_first_installation_is_made_anew(
        self, env: ModuleType, checkout: Path, pip_calls: list[tuple[str, ...]]
    ) -> None:
        environment = env.Environment(root=checkout)
        make_python(environment)  # venv was there, the stamp never came
        env.ensure(environment)
        assert pip_calls[0] == ("create",)
        assert environment.state() is env.State.READY

    def test_a_second_start_does_nothing(
        self, env: ModuleType, checkout: Path, pip_calls: list[tuple[str, ...]]
    ) -> None:
        environment = env.Environment(root=checkout)
        env.ensure(environment)
        pip_calls.clear()
        env.ensure(environment)
        assert pip_calls == []

    @pytest.mark.parametrize("name", ["pyproject.toml", "packaging/constraints.txt"])
    def test_changed_requirements_are_installed_in_place(
        self, env: ModuleType, checkout: Path, pip_calls: list[tuple[str, ...]], name: str
    ) -> None:
        environment = env.Environment(root=checkout)
        env.ensure(environment)
        (checkout / name).write_text("# changed\n")
        assert environment.state() is env.State.STALE
        pip_calls.clear()
        env.ensure(environment)
        assert pip_calls == [("install", "-c", "packaging/constraints.txt", "-e", ".")]
        assert environment.state() is env.State.READY

    def test_development_is_added_once_and_serves_the_program_too(
        self, env: ModuleType, checkout: Path, pip_calls: list[tuple[str, ...]]
    ) -> None:
        program, development = env.Environment(root=checkout), env.Environment(root=checkout, group="dev")
        env.ensure(program)
        assert development.state() is env.State.STALE
        env.ensure(development)
        assert pip_calls[-1][-2:] == ("--group", "dev")
        assert program.state() is development.state() is env.State.READY

    def test_a_stale_development_group_is_forgotten(
        self, env: ModuleType, checkout: Path, pip_calls: list[tuple[str, ...]]
    ) -> None:
        assert pip_calls == []
        program, development = env.Environment(root=checkout), env.Environment(root=checkout, group="dev")
        env.ensure(development)
        (checkout / "pyproject.toml").write_text("# changed\n")
        env.ensure(program)
        assert program.state() is env.State.READY
        assert development.state() is env.State.STALE

    @pytest.mark.parametrize("damage", ["moved", "no python", "garbage", "cut short"])
    def test_what_cannot_be_trusted_is_made_anew(
        self, env: ModuleType, checkout: Path, pip_calls: list[tuple[str, ...]], damage: str
    ) -> None:
        environment = env.Environment(root=checkout)
        env.ensure(environment)
        assert pip_calls
        stamp = environment.path / env.STAMP
        if damage == "moved":
            stamp.write_text(json.dumps({**json.loads(stamp.read_text()), "place": "elsewhere"}))
        elif damage == "no python":
            environment.python.unlink()
        else:
            stamp.write_text("[]" if damage == "garbage" else stamp.read_text()[:20])
        assert environment.state() is env.State.ABSENT

    def test_a_killed_update_leaves_no_stamp(
        self, env: ModuleType, checkout: Path, pip_calls: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        environment = env.Environment(root=checkout)
        env.ensure(environment)
        assert pip_calls
        (checkout / "pyproject.toml").write_text("# changed\n")

        def killed(*_arguments: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(env, "_pip", killed)
        with pytest.raises(KeyboardInterrupt):
            env.ensure(environment)
        assert environment.state() is env.State.ABSENT

    def test_a_failed_update_keeps_the_old_environment(
        self, env: ModuleType, checkout: Path, pip_calls: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        environment = env.Environment(root=checkout)
        env.ensure(environment)
        assert pip_calls
        (checkout / "pyproject.toml").write_text("# changed\n")

        def failed(*_arguments: object) -> None:
            raise subprocess.CalledProcessError(1, "pip")

        monkeypatch.setattr(env, "_pip", failed)
        with pytest.raises(SystemExit) as stopped:
            env.ensure(environment)
        assert stopped.value.code == 1
        assert environment.state() is env.State.STALE

    def test_deciding_takes_less_than_half_a_second(
        self, env: ModuleType, checkout: Path, pip_calls: list[tuple[str, ...]]
    ) -> None:
        environment = env.Environment(root=checkout)
        env.ensure(environment)
        assert pip_calls
        started = time.perf_counter()
        env.ensure(environment)
        assert time.perf_counter() - started < 0.5

    def test_cuda_is_refused_before_it_is_fetched(
        self, env: ModuleType, checkout: Path, pip_calls: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plan = [("torch", "2.13.0"), ("nvidia-cublas", "13.0")]
        monkeypatch.setattr(env, "_plan", lambda *_arguments: plan)
        environment = env.Environment(root=checkout, folder=".venv-starter", group="starter", project=False)
        with pytest.raises(SystemExit):
            env.ensure(environment)
        assert pip_calls == [("create",)]
        assert environment.state() is env.State.ABSENT


class TestLibraries:
    def test_missing_sonames_are_named_once(self, system: ModuleType) -> None:
        assert system.missing_sonames(LDD) == [
            "libxcb-icccm.so.4",
            "libxcb-keysyms.so.1",
            "libGL.so.1",
            "libglib-2.0.so.0",
        ]

    def test_sonames_become_packages(self, system: ModuleType) -> None:
        needs = system.library_needs(system.missing_sonames(LDD))
        assert needs.packages == ("libgl1", "libglib2.0-0", "libxcb-icccm4", "libxcb-keysyms1")

    @pytest.mark.parametrize(
        ("soname", "package"),
        [
            ("libEGL.so.1", "libegl1"),
            ("libX11.so.6", "libx11-6"),
            ("libX11-xcb.so.1", "libx11-xcb1"),
            ("libdbus-1.so.3", "libdbus-1-3"),
            ("libfontconfig.so.1", "libfontconfig1"),
            ("libfreetype.so.6", "libfreetype6"),
            ("libgthread-2.0.so.0", "libglib2.0-0"),
            ("libpulse.so.0", "libpulse0"),
            ("libwayland-client.so.0", "libwayland-client0"),
            ("libxcb-cursor.so.0", "libxcb-cursor0"),
            ("libxcb.so.1", "libxcb1"),
            ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
            ("libxkbcommon.so.0", "libxkbcommon0"),
            ("libz.so.1", "zlib1g"),
        ],
    )
    def test_every_library_of_qt_has_its_package(self, system: ModuleType, soname: str, package: str) -> None:
        assert system.library_needs([soname]).packages == (package,)

    def test_a_user_gets_the_line_to_paste(
        self, system: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(system, "is_debian", lambda: True)
        monkeypatch.setattr(system, "is_root", lambda: False)
        with pytest.raises(SystemExit) as stopped:
            system.Apt().provide(system.library_needs(["libxcb-icccm.so.4"]))
        assert stopped.value.code == 1
        expected = "sudo apt-get install --no-install-recommends libxcb-icccm4"
        assert expected in capsys.readouterr().err

    def test_root_refreshes_the_lists_once(self, system: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        calls: list[tuple[str, ...]] = []

        def call(*arguments: str) -> bool:
            calls.append(arguments)
            return True

        monkeypatch.setattr(system, "is_debian", lambda: True)
        monkeypatch.setattr(system, "is_root", lambda: True)
        apt = system.Apt()
        monkeypatch.setattr(apt, "_call", call)
        apt.provide(system.Needs())
        assert calls == []
        apt.provide(system.library_needs(["libGL.so.1"]))
        apt.provide(system.library_needs(["libxcb.so.1"]))
        assert [arguments[0] for arguments in calls] == ["update", "install", "install"]
        assert "DPkg::Lock::Timeout=120" in calls[1]
        assert calls[1][-1] == "libgl1"


class TestWindow:
    @pytest.mark.parametrize("args", [[], ["--offline"], ["--home", "run"], ["-v"], ["letter.png"]])
    def test_the_window_needs_qt(self, dev: ModuleType, args: list[str]) -> None:
        assert dev.wants_window(args)

    @pytest.mark.parametrize(
        "args",
        [
            ["run", "auto", "letter.png"],
            ["--home", "/somewhere", "--offline", "suggest", "letter.png"],
            ["tasks", "--json"],
            ["models", "list"],
            ["privacy"],
            ["doctor"],
            ["--version"],
            ["--help"],
        ],
    )
    def test_the_command_line_does_not(self, dev: ModuleType, args: list[str]) -> None:
        assert not dev.wants_window(args)
        assert dev.program_arguments(args, display=False) == args

    @pytest.mark.parametrize(
        ("variables", "expected"),
        [
            ({}, False),
            ({"DISPLAY": ""}, False),
            ({"DISPLAY": ":0"}, True),
            ({"WAYLAND_DISPLAY": "wayland-0"}, True),
            ({"QT_QPA_PLATFORM": "offscreen"}, True),
        ],
    )
    def test_a_display_is_a_variable(self, dev: ModuleType, variables: dict[str, str], expected: bool) -> None:
        assert dev.has_display(variables, "linux") is expected
        assert dev.has_display(variables, "darwin")

    def test_without_a_display_the_samples_are_run(self, dev: ModuleType) -> None:
        samples = str(ROOT / "resources" / "samples")
        assert dev.program_arguments([], display=True) == []
        assert dev.program_arguments([], display=False) == ["run", "auto", samples]
        assert dev.program_arguments(["--offline"], display=False) == ["--offline", "run", "auto", samples]

    def test_the_platform_decides_which_plugin_is_looked_at(self, dev: ModuleType) -> None:
        assert dev.qt_platforms({"DISPLAY": ":0"}) == ["qxcb"]
        assert dev.qt_platforms({"WAYLAND_DISPLAY": "wayland-0"}) == ["qxcb", "qwayland"]
        assert dev.qt_platforms({"QT_QPA_PLATFORM": "offscreen:size=1x1"}) == ["qoffscreen"]


class TestDispatch:
    @pytest.fixture
    def started(self, dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
        """What would have been executed; nothing is installed."""
        commands: list[list[str]] = []

        def replace(program: Path, args: list[str]) -> None:
            commands.append([str(program.relative_to(ROOT)), *args])
            raise SystemExit(0)

        monkeypatch.setattr(dev, "prepare", lambda *_arguments, **_options: None)
        monkeypatch.setattr(dev, "replace_process", replace)
        return commands

    def test_scripts_get_their_arguments(
        self, dev: ModuleType, started: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        bench = tmp_path / "bench.py"
        bench.touch()
        script = dev.Script(file=str(bench), summary="", environment=dev.DEVELOPMENT)
        monkeypatch.setitem(dev.SCRIPTS, "bench", script)
        with pytest.raises(SystemExit):
            dev.main(["bench", "--json"])
        assert started == [[".venv/bin/python", str(bench), "--json"]]

    def test_run_becomes_the_program(self, dev: ModuleType, started: list[list[str]]) -> None:
        with pytest.raises(SystemExit):
            dev.main(["run", "tasks", "--json"])
        assert started[0][-2:] == ["tasks", "--json"]

    def test_a_failed_check_is_named_before_pytest(
        self,
        dev: ModuleType,
        started: list[list[str]],
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        assert started == []
        commands: list[list[str]] = []

        def run(command: list[str], **_options: object) -> subprocess.CompletedProcess[str]:
            commands.append([Path(command[0]).name, *command[1:]])
            return subprocess.CompletedProcess(command, int(command[0].endswith("mypy")))

        monkeypatch.setattr(dev.subprocess, "run", run)
        assert dev.main(["test", "tests/unit", "-x"]) == 1
        assert [command[0] for command in commands[:-1]] == ["ruff", "ruff", "mypy", "lint-imports", "codespell"]
        assert commands[-1] == ["pytest", *dev.PYTEST, "tests/unit", "-x"]
        lines = [line for line in capsys.readouterr().out.splitlines() if line]
        assert "FAILED: mypy" in lines[-2]
        assert "pytest" in lines[-1]

    @pytest.mark.parametrize("args", [[], ["nonsense"], ["constraints", "now"]])
    def test_misuse_shows_the_usage(self, dev: ModuleType, args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        assert dev.main(args) == 2
        assert "usage:" in capsys.readouterr().err

    def test_help_lists_every_command(self, dev: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
        assert dev.main(["--help"]) == 0
        shown = capsys.readouterr().out
        for command in [*dev.COMMANDS, *dev.SCRIPTS]:
            assert re.search(rf"^  {command}\b", shown, re.MULTILINE)

    def test_the_command_itself_starts_quickly(self) -> None:
        started = time.perf_counter()
        done = subprocess.run(
            [sys.executable, str(ROOT / "packaging/dev.py"), "nonsense"],
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 2, done.stderr
        assert time.perf_counter() - started < 2.0  # mostly the interpreter, on a busy machine


class TestRepository:
    def test_continuous_integration_is_the_readme_command(self) -> None:
        script = ROOT / ".ci" / "run"
        text = script.read_text(encoding="utf-8")
        assert os.access(script, os.X_OK)
        assert "set -euo pipefail" in text
        assert TEST_COMMAND in text

    @pytest.mark.parametrize("file", ["README.md", "packaging/README.md"])
    def test_the_readme_gives_both_commands(self, file: str) -> None:
        text = (ROOT / file).read_text(encoding="utf-8")
        assert TEST_COMMAND in text
        assert RUN_COMMAND in text

    def test_packaging_hides_no_library(self) -> None:
        assert not (ROOT / "packaging" / "__init__.py").exists()

    def test_the_pins_are_exact_and_without_torch(self) -> None:
        lines = (ROOT / "packaging/constraints.txt").read_text(encoding="utf-8").splitlines()
        pins = [line for line in lines if not line.startswith("#")]
        assert all(re.fullmatch(r"[\w.-]+==[\w.]+", pin) for pin in pins)
        names = {pin.partition("==")[0].lower().replace("_", "-") for pin in pins}
        assert {"numpy", "onnxruntime", "pyside6-essentials", "transformers"} <= names
        assert not [name for name in names if re.match(r"torch|nvidia|cuda|triton", name)]

    def test_every_dependency_is_pinned(self) -> None:
        import tomllib

        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        pins = (ROOT / "packaging/constraints.txt").read_text(encoding="utf-8").lower().replace("_", "-")
        for requirement in project["dependencies"]:
            name = re.split(r"[<>=!~\[ ;]", requirement)[0].lower().replace("_", "-")
            assert f"\n{name}==" in pins, name
