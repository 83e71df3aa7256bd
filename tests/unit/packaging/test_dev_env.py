"""An environment is made, brought up to date or left alone, and never half of it."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path
from types import ModuleType

import pytest


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


def test_a_checkout_without_environment_is_absent(env: ModuleType, checkout: Path) -> None:
    assert env.Environment(root=checkout).state() is env.State.ABSENT


def test_an_interrupted_first_installation_is_made_anew(
    env: ModuleType, checkout: Path, pip_calls: list[tuple[str, ...]]
) -> None:
    environment = env.Environment(root=checkout)
    make_python(environment)  # venv was there, the stamp never came
    env.ensure(environment)
    assert pip_calls[0] == ("create",)
    assert environment.state() is env.State.READY


def test_a_second_start_does_nothing(env: ModuleType, checkout: Path, pip_calls: list[tuple[str, ...]]) -> None:
    environment = env.Environment(root=checkout)
    env.ensure(environment)
    pip_calls.clear()
    env.ensure(environment)
    assert pip_calls == []


@pytest.mark.parametrize("name", ["pyproject.toml", "packaging/constraints.txt"])
def test_changed_requirements_are_installed_in_place(
    env: ModuleType, checkout: Path, pip_calls: list[tuple[str, ...]], name: str
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
    env: ModuleType, checkout: Path, pip_calls: list[tuple[str, ...]]
) -> None:
    program, development = env.Environment(root=checkout), env.Environment(root=checkout, group="dev")
    env.ensure(program)
    assert development.state() is env.State.STALE
    env.ensure(development)
    assert pip_calls[-1][-2:] == ("--group", "dev")
    assert program.state() is development.state() is env.State.READY


def test_a_stale_development_group_is_forgotten(
    env: ModuleType, checkout: Path, pip_calls: list[tuple[str, ...]]
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
    env: ModuleType, checkout: Path, pip_calls: list[tuple[str, ...]], damage: str
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
    env: ModuleType, checkout: Path, pip_calls: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
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
    env: ModuleType, checkout: Path, pip_calls: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
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
    env: ModuleType, checkout: Path, pip_calls: list[tuple[str, ...]]
) -> None:
    environment = env.Environment(root=checkout)
    env.ensure(environment)
    assert pip_calls
    started = time.perf_counter()
    env.ensure(environment)
    assert time.perf_counter() - started < 0.5


def test_cuda_is_refused_before_it_is_fetched(
    env: ModuleType, checkout: Path, pip_calls: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = [("torch", "2.13.0"), ("nvidia-cublas", "13.0")]
    monkeypatch.setattr(env, "_plan", lambda *_arguments: plan)
    environment = env.Environment(root=checkout, folder=".venv-starter", group="starter", project=False)
    with pytest.raises(SystemExit):
        env.ensure(environment)
    assert pip_calls == [("create",)]
    assert environment.state() is env.State.ABSENT
