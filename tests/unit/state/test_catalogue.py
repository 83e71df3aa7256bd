"""The built-in catalogue: every file is read, and says only what can be so."""

from __future__ import annotations

import re
import time
from pathlib import Path

import msgspec
import pytest

from desktop import tasks
from desktop.core.catalogue import MULTILINGUAL, UNKNOWN_LICENCE
from desktop.engine.layout import choose_graphs, graph_file
from desktop.state.catalogue import PACKS, catalogue, entry_of, pack, read_entry, suggested
from desktop.state.models import ModelShelf
from desktop.state.paths import resources

FILES = sorted((resources() / "catalogue").glob("*.toml"))
PERMISSIVE = {"Apache-2.0", "MIT", "BSD-3-Clause", "CC-BY-4.0"}
HUB_TASKS = {"automatic-speech-recognition", "summarization", "image-to-text", "text-generation"}
"""Pipeline tags of the Hub for which a version of Ilha may have no task."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_entry_says_only_what_can_be_so(path: Path) -> None:
    model = read_entry(path)
    assert re.fullmatch(r"[\w.-]+/[\w.-]+", model.repo_id)
    assert re.fullmatch(r"[\w.-]+/[\w.-]+", model.base)
    assert model.address.endswith(model.repo_id)
    assert model.task in HUB_TASKS | set(tasks.registry())
    assert model.title
    assert model.summary.endswith(".")
    assert not re.search(r"%|accura|\bbest\b", model.summary), "nothing is promised"
    assert {model.licence, model.base_licence} <= PERMISSIVE | {UNKNOWN_LICENCE}
    assert all(language == MULTILINGUAL or re.fullmatch(r"[a-z]{2}", language) for language in model.languages)
    assert model.pack in {"", *PACKS}
    assert model.variants
    assert model.work.weights_m > 0


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_files_and_sizes_belong_together(path: Path) -> None:
    model = read_entry(path)
    for variant in model.variants:
        assert 1_000_000 < variant.size_bytes < 4_000_000_000
        graphs = [graph_file(file) for file in variant.files]
        assert {graph.variant for graph in graphs} == {variant.name}
        assert set(choose_graphs(graphs)) == set(graphs), "these files together are one model"
        bits = {"fp32": 32, "fp16": 16, "q8": 8, "q4": 4, "q4f16": 4}[variant.name]
        multiplied = (model.work.weights_m + (model.work.writes_m if len(graphs) > 1 else 0)) * 1e6
        assert variant.size_bytes > 0.8 * multiplied * bits / 8, "there are fewer bytes than weights"


def test_every_task_without_a_model_has_one_to_suggest(shelf: ModelShelf) -> None:
    lacking = {task for task in tasks.registry() if not shelf.for_task(task)}
    assert all(suggested(task) for task in lacking)


def test_every_starter_pack_has_models() -> None:
    assert all(pack(name) for name in PACKS)
    assert {model.task for model in pack("image")} == {"image-classification", "object-detection"}


def test_no_repository_is_listed_twice() -> None:
    assert len({model.repo_id for model in catalogue()}) == len(FILES)
    model = catalogue()[0]
    assert entry_of(model.repo_id) is model
    assert entry_of("nobody/nothing") is None


def test_a_repository_without_a_licence_goes_by_the_model_it_was_made_from() -> None:
    found = {model.repo_id: model for model in catalogue()}
    assert found["Xenova/opus-mt-en-de"].effective_licence == "CC-BY-4.0"
    assert found["onnx-community/depth-anything-v2-small"].effective_licence == "Apache-2.0"


def test_models_that_translate_help_with_a_pair_or_with_its_way_through_english() -> None:
    def helpers(source: str, target: str) -> set[str]:
        return {model.repo_id.rpartition("/")[2] for model in suggested("translation") if model.helps(source, target)}

    assert helpers("en", "fr") == {"opus-mt-en-fr", "m2m100_418M"}
    assert helpers("de", "pt") == {"opus-mt-de-en", "m2m100_418M"}
    assert helpers("pt", "de") == {"opus-mt-en-de", "m2m100_418M"}
    assert helpers("de", "fr") == {"opus-mt-de-en", "opus-mt-en-fr", "m2m100_418M"}
    assert helpers("xx", "yy") == set()


def test_the_whole_catalogue_is_read_in_no_time() -> None:
    catalogue.cache_clear()
    start = time.perf_counter()
    catalogue()
    assert time.perf_counter() - start < 0.5


def test_a_fault_in_a_file_names_its_place(tmp_path: Path) -> None:
    text = FILES[0].read_text(encoding="utf-8")
    broken = tmp_path / "broken.toml"
    for change, place in (
        ("stars = 5\n" + text, "stars"),
        (re.sub(r"size_mb = .*", 'size_mb = "big"', text), "size_mb"),
    ):
        broken.write_text(change, encoding="utf-8")
        with pytest.raises(msgspec.MsgspecError, match=place):
            read_entry(broken)
