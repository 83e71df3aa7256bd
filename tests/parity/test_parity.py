"""Every architecture, in every variant, answers as torch's transformers does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from desktop.converter.tasks import RANKING
from tests.parity import cache, table
from tests.parity.comparison import TOLERANCE, check_answer, cosine, farthest, wanted
from tests.parity.families import DECODED, EVERY, FAMILIES, ROWS
from tests.parity.trial import installed, run

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.state.paths import Home
    from tests.parity.case import Case

CASES = [case for cases in FAMILIES.values() for case in cases]
COSINE_AT_LEAST = 0.95


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


@pytest.mark.parametrize("case", [*CASES, *EVERY[DECODED]], ids=lambda case: case.name)
def test_a_float_model_answers_as_torch_does(case: Case, home: Home, tmp_path: Path) -> None:
    folder = cache.made(case)
    model = installed(case, folder / "converted", "fp32", home)
    found = run(case, model, sorted((folder / "inputs").iterdir()), tmp_path)
    inputs, outputs, meant = [], [], wanted(folder)
    assert any(expected.value != [] for expected in meant), "where torch finds nothing nothing is proved"
    for expected, seen in zip(meant, found, strict=True):
        inputs.append(farthest(expected.feeds, seen.feeds))
        outputs.append(farthest(expected.outputs, seen.outputs))
        check_answer(expected, seen)
    assert max(inputs) <= case.input_tolerance
    assert max(outputs) <= TOLERANCE
    table.record(case, "fp32", input_=max(inputs), output=max(outputs), verdict="same")


def test_an_int8_model_comes_near(case: Case, home: Home, tmp_path: Path) -> None:
    folder = cache.made(case)
    (report,) = (one for one in variants(folder / "converted") if one["name"] == "int8")
    if not report["kept"]:
        table.record(case, "int8", input_=None, output=None, verdict=f"none: {_short(report['reason'])}")
        return
    model = installed(case, folder / "converted", "int8", home)
    found = run(case, model, sorted((folder / "inputs").iterdir()), tmp_path)
    pairs = list(zip(wanted(folder), found, strict=True))
    ranked = model.json("config.json")["model_type"] in RANKING
    assert min(cosine(expected.outputs, seen.outputs, ranked=ranked) for expected, seen in pairs) >= COSINE_AT_LEAST
    inputs = max(farthest(expected.feeds, seen.feeds) for expected, seen in pairs)
    outputs = max(farthest(expected.outputs, seen.outputs) for expected, seen in pairs)
    table.record(case, "int8", input_=inputs, output=outputs, verdict="near")


def variants(folder: Path) -> list[dict[str, Any]]:
    """Return what the converter's report says of each variant."""
    found: list[dict[str, Any]] = json.loads((folder / "report.json").read_text(encoding="utf-8"))["variants"]
    return found


def _short(reason: str) -> str:
    """Return why there is no int8 form, without numbers that depend on the processor."""
    return reason.partition(":")[0].rstrip(".").lower()


def test_the_table_names_what_is_proved_and_nothing_else() -> None:
    expected = [(case.architecture, case.task, variant) for case, variant in ROWS]
    assert [row.claim[:3] for row in table.read(table.VARIANT)] == expected
