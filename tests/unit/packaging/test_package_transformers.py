"""What the bundle keeps of transformers is all that the engine may ask for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "packaging"))

from package_transformers import keeps

PROBE = Path(__file__).with_name("transformers_probe.py")


@pytest.mark.parametrize(
    ("module", "kept"),
    [
        ("numpy.linalg", True),
        ("transformers", True),
        ("transformers.models", True),
        ("transformers.models.vit", True),
        ("transformers.models.vit.image_processing_pil_vit", True),
        ("transformers.models.vit.modeling_vit", False),
        ("transformers.models.bert.tokenization_bert", False),
        ("transformers.trainer", False),
        ("transformers.generation.utils", False),
    ],
)
def test_networks_and_training_stay_out(module: str, kept: bool) -> None:
    assert keeps(module) is kept


def test_every_processor_works_with_what_is_kept(tmp_path: Path) -> None:
    command = [sys.executable, str(PROBE), str(tmp_path)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    known, failed = json.loads(done.stdout)
    assert known > 80
    assert failed == []
