"""The computer is measured once."""

from __future__ import annotations

import json

from desktop.core.inspection import Speeds
from desktop.state.machine import known_speeds, measured_speeds
from desktop.state.paths import Home
from desktop.worker.inspector import EngineInspector


def test_a_computer_is_measured_once(home: Home) -> None:
    assert known_speeds(home) is None
    with EngineInspector(home, threads=1) as inspector:
        speeds = measured_speeds(home, inspector)
        assert 1e8 < speeds.fp32_flops < 1e14
        assert 1e8 < speeds.int8_flops < 1e15
        assert 1e8 < speeds.bytes_per_s < 1e13
        kept = json.loads(home.machine.read_text())
        home.machine.write_text(json.dumps(kept | {"fp32_flops": 1.0}))
        assert measured_speeds(home, inspector).fp32_flops == 1.0
    home.machine.write_text(json.dumps(kept | {"computer": "another"}))
    assert known_speeds(home) is None
    home.machine.write_text("{")
    assert known_speeds(home) is None


def test_speeds_survive_their_file(home: Home) -> None:
    class Known:
        def speeds(self) -> Speeds:
            return Speeds(fp32_flops=1.5, int8_flops=2.5, bytes_per_s=3.5)

    assert measured_speeds(home, Known()) == known_speeds(home)  # type: ignore[arg-type]
