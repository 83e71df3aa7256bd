"""Folders with an encoder and a decoder become models that summarise or describe; with the real engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from desktop.core.model import InstalledModel
from tests.unit.engine.writing_models import describer, shortener
from tests.unit.hub.folders import write

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

Import = Callable[..., InstalledModel]


@pytest.mark.parametrize(
    ("files", "task"),
    [(shortener(("island", "harbour", ".")), "summarization"), (describer(("dark", "red")), "image-to-text")],
    ids=["summaries", "captions"],
)
def test_its_task_is_told_and_it_is_tried(tmp_path: Path, install: Import, files: dict[str, Any], task: str) -> None:
    model = install(write(tmp_path / "writer", files))
    assert model.spec.task == task
    assert model.spec.measured["seconds_per_input"] > 0
