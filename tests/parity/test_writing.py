"""Every model that writes chooses the tokens that torch's transformers chooses."""

from __future__ import annotations

import json
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from desktop.core.model import InstalledModel, ModelFile, ModelSpec, ModelState
from desktop.engine.generation.settings import settings_of
from desktop.engine.generation.writer import write
from desktop.engine.interrupt import Interrupt
from desktop.engine.layout import choose_graphs, find_graphs
from desktop.engine.loaded import LoadedModel
from desktop.state.files import sha256_of
from tests.parity import cache, table
from tests.parity.families import EVERY, WRITING
from tests.parity.writing_cases import graphs_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tests.parity.case import Case

CASES = EVERY[WRITING]
TRIED = [(case, graphs) for case in CASES for graphs in graphs_of(case) if "int8" not in graphs]
QUANTISED = [(case, graphs) for case in CASES for graphs in graphs_of(case) if "int8" in graphs]


def names(tried: Sequence[tuple[Case, str]]) -> list[str]:
    return [f"{case.name} {graphs}" for case, graphs in tried]


@pytest.mark.parametrize(("case", "graphs"), TRIED, ids=names(TRIED))
def test_the_same_tokens_are_written(case: Case, graphs: str) -> None:
    folder = cache.made(case)
    model = loaded(folder / ("pair" if graphs == "pair" else "converted"), "fp32")
    assert ("decoder_with_past_model" in roles(model)) == (graphs == "pair")
    asked = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
    given = np.load(folder / "given.npz")
    found = {1: 0, 4: 0}
    for one in asked:
        assert texts(model, given, one["way"], one["rows"]) == one["texts"], (one["way"], one["rows"])
        found[one["way"]["num_beams"]] += 1
    greedy, beams = (f"{count} of {count}" for count in found.values())
    table.keep(case, graphs, table.Row(case.architecture, case.task, graphs, greedy, beams, "same"))


@pytest.mark.parametrize(("case", "graphs"), QUANTISED, ids=names(QUANTISED))
def test_int8_comes_near_and_writes(case: Case, graphs: str) -> None:
    folder = cache.made(case)
    report = json.loads((folder / "converted" / "report.json").read_text(encoding="utf-8"))
    (variant,) = (one for one in report["variants"] if one["name"] == "int8")
    verdict = "near" if variant["kept"] else f"none: {variant['reason'].partition(':')[0].rstrip('.').lower()}"
    if variant["kept"]:
        model = loaded(folder / "converted", "int8")
        asked = json.loads((folder / "answers.json").read_text(encoding="utf-8"))[-1]
        made = texts(model, np.load(folder / "given.npz"), asked["way"], asked["rows"])
        assert [bool(text) for text in made] == [True] * len(asked["rows"])
    table.keep(case, graphs, table.Row(case.architecture, case.task, graphs, "–", "–", verdict))


def test_every_way_is_among_the_answers() -> None:
    case = CASES[0]
    asked = json.loads((cache.made(case) / "answers.json").read_text(encoding="utf-8"))
    ways = [way.params for way in case.ways()]
    assert [(one["way"]["num_beams"], len(one["rows"])) for one in asked] == [
        (way["num_beams"], count) for way, count in product(ways, (1, 3))
    ]


def test_the_table_names_what_is_proved_and_nothing_else() -> None:
    expected = [(case.architecture, case.task, graphs) for case in CASES for graphs in graphs_of(case)]
    assert [row.claim[:3] for row in table.read(table.GRAPHS)] == expected


def loaded(folder: Path, variant: str) -> LoadedModel:
    """Return the model in a folder of the Hub's layout or optimum's, without installing it."""
    paths = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    parts = {graph.path: graph.role for graph in choose_graphs(find_graphs(paths), variant)}
    parts |= dict.fromkeys(("config.json", "generation_config.json"), "config")
    files = [
        ModelFile(path=path, size_bytes=(folder / path).stat().st_size, sha256=sha256_of(folder / path), role=role)
        for path, role in parts.items()
    ]
    spec = ModelSpec(
        id="local/writer",
        task="",
        title="",
        summary="",
        repo="",
        revision="",
        variant=variant,
        licence="",
        base_licence="",
        files=tuple(files),
    )
    return LoadedModel(InstalledModel(spec=spec, folder=folder, state=ModelState.READY), threads=1)


def roles(model: LoadedModel) -> set[str]:
    return {file.role for file in model.spec.files}


def texts(
    model: LoadedModel, given: Mapping[str, np.ndarray], way: Mapping[str, Any], rows: Sequence[int]
) -> list[list[int]]:
    """Return the new tokens of each row, up to the one that ends it."""
    settings = settings_of(model, **{name: _fixed(value) for name, value in way.items()})
    feeds = {name: given[name][list(rows)] for name in given}
    if "attention_mask" in feeds:
        used = feeds["attention_mask"].any(0)
        feeds = {name: value[:, used] for name, value in feeds.items()}
    if "encoder_model" in roles(model):
        assert settings.decoder_start_token_id is not None
        start = [[settings.decoder_start_token_id]] * len(rows)
        made = write(model, start, settings, [Interrupt()], source=feeds)
    else:
        pairs = zip(feeds["input_ids"], feeds["attention_mask"], strict=True)
        made = write(model, [ids[mask > 0].tolist() for ids, mask in pairs], settings, [Interrupt()])
    ends = settings.eos_token_ids
    return [text[: next((at + 1 for at, token in enumerate(text) if token in ends), None)] for text in made]


def _fixed(value: Any) -> Any:
    """Return lists as the tuples that settings hold."""
    return tuple(map(_fixed, value)) if isinstance(value, list) else value
