"""The development command decides rightly what to start and what to say."""

from __future__ import annotations

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
PACKAGE_COMMAND = "python3 packaging/dev.py package --prove --where-possible --compression zstd"


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

    def test_every_command_of_the_program_is_known(self, dev: ModuleType) -> None:
        from desktop import cli

        assert set(cli._COMMANDS) == dev.HEADLESS_COMMANDS

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
    def test_continuous_integration_is_the_commands_of_the_readmes(self) -> None:
        script = ROOT / ".ci" / "run"
        text = script.read_text(encoding="utf-8")
        assert os.access(script, os.X_OK)
        assert "set -euo pipefail" in text
        assert text.index(f"\n{TEST_COMMAND}") < text.index(PACKAGE_COMMAND)

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
