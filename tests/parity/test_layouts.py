"""The same models in every other layout that the Hub has them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.engine import layout as names
from tests.parity import cache, table
from tests.parity.comparison import TOLERANCE, check_answer, cosine, farthest, wanted
from tests.parity.layouts import LAYOUTS, SUFFIXES, Layout
from tests.parity.trial import installed, run

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import numpy as np

    from desktop.state.paths import Home


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: f"{layout.case}-{layout.name}")
def test_a_folder_in_another_layout_answers_as_torch_does(layout: Layout, home: Home, tmp_path: Path) -> None:
    case = layout.of()
    folder = cache.made(case)
    model = installed(case, folder / "layouts" / layout.name, layout.variant, home)
    assert model.role("model").relative_to(home.models / model.spec.id).as_posix() == layout.graph
    found = run(case, model, sorted((folder / "inputs").iterdir()), tmp_path)
    inputs, outputs = [], []
    for expected, seen in zip(wanted(folder), found, strict=True):
        inputs.append(farthest(expected.feeds, _colours_first(seen.feeds)))
        outputs.append(farthest(expected.outputs, seen.outputs))
        if layout.cosine is None:
            check_answer(expected, seen)
            assert outputs[-1] <= TOLERANCE
        else:
            assert cosine(expected.outputs, seen.outputs) >= layout.cosine
    assert max(inputs) <= case.input_tolerance
    verdict = "same" if layout.cosine is None else "near"
    table.record(case, layout.name, input_=max(inputs), output=max(outputs), verdict=verdict)


def _colours_first(feeds: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    return {
        name: array.transpose(0, 3, 1, 2) if array.ndim == 4 and array.shape[-1] == 3 else array
        for name, array in feeds.items()
    }


def test_every_suffix_of_the_hub_is_tried() -> None:
    assert set(names._SUFFIXES) == SUFFIXES


def test_the_table_names_the_layouts_and_nothing_else() -> None:
    expected = [(layout.of().architecture, layout.of().task, layout.name) for layout in LAYOUTS]
    assert [row.claim[:3] for row in table.read(table.LAYOUT)] == expected
