"""The development command, loaded by path: `packaging` in the root is no package."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> dict[str, ModuleType]:
    """dev.py and what it stands on, fresh for each test."""
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
