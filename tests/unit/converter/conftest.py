"""What scripts find out in the environment that the program would start."""

from __future__ import annotations

import json
import os
import subprocess
from typing import Any

import pytest

from desktop.worker.conversion import converter_command


@pytest.fixture(scope="module")
def facts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the script found that a module names as its `SCRIPT`."""
    script = request.path.with_name(request.module.SCRIPT)
    done = subprocess.run(
        [converter_command()[0], "-I", str(script), str(tmp_path_factory.mktemp(script.stem))],
        check=False,
        env={**os.environ, "ORT_DISABLE_TELEMETRY": "1"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
