"""A real engine that looks into models."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.worker.inspector import EngineInspector

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.state.paths import Home


@pytest.fixture
def inspector(home: Home) -> Iterator[EngineInspector]:
    with EngineInspector(home, threads=1) as inspector:
        yield inspector
    assert not list(home.work.iterdir()), "something was left in the work folder"
