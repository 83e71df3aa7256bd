"""A folder with an encoder and a decoder becomes a translator that knows its languages; with the real engine."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from desktop.core.errors import ModelIncompatible, ModelIncomplete, describe
from desktop.core.model import InstalledModel
from desktop.core.routes import first_pair, reads, writes
from desktop.state.models import ModelShelf
from tests.unit.engine.writing_models import copying, translator
from tests.unit.hub.folders import write

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.state.paths import Home

Import = Callable[..., InstalledModel]
WORDS = ("The", "island", "lies", "far", "from", "the", "coast", ",", "and", "its", "harbour", "is", "small", ".")


def test_a_pair_is_read_from_the_name_and_tried(tmp_path: Path, install: Import, home: Home) -> None:
    model = install(write(tmp_path / "opus-mt-de-pt", translator(WORDS)))
    assert model.spec.task == "translation"
    assert (reads(model.spec), writes(model.spec), model.spec.languages) == (("de",), ("pt",), ("de", "pt"))
    assert model.spec.measured["seconds_per_input"] > 0
    assert {file.role for file in model.spec.files if file.path.endswith(".onnx")} == {"encoder_model", "decoder_model"}
    kept = ModelShelf(home).get(model.spec.id)
    assert (reads(kept.spec), writes(kept.spec)) == (("de",), ("pt",))


def test_many_languages_are_read_from_the_vocabulary(tmp_path: Path, install: Import) -> None:
    files = translator([*WORDS, "__en__", "__pt__", "__fr__"])
    files["config.json"] |= {"architectures": ["M2M100ForConditionalGeneration"], "model_type": "m2m_100"}
    model = install(write(tmp_path / "many", files))
    assert reads(model.spec) == writes(model.spec) == ("en", "fr", "pt")
    assert first_pair(model.spec) == ("en", "fr")


def test_a_card_that_names_no_task_leaves_it_to_the_configuration(tmp_path: Path, install: Import) -> None:
    files = {**translator(WORDS), "README.md": "---\npipeline_tag: text2text-generation\n---\n"}
    assert install(write(tmp_path / "opus-mt-en-pt", files)).spec.task == "translation"


def test_what_tells_no_languages_is_refused_until_its_name_does(tmp_path: Path, install: Import) -> None:
    folder = write(tmp_path / "mine", translator(WORDS))
    with pytest.raises(ModelIncompatible) as caught:
        install(folder)
    message, hint = describe(caught.value.failure())
    assert "into which" in message
    assert "opus-mt-en-pt" in hint
    assert writes(install(folder, name="mine-en-pt").spec) == ("pt",)


def test_half_a_pair_of_decoders_is_refused(tmp_path: Path, install: Import) -> None:
    folder = write(tmp_path / "opus-mt-en-pt", {**translator(WORDS), **copying(17, remembers=False)})
    with pytest.raises(ModelIncomplete) as caught:
        install(folder)
    assert "decoder_with_past_model.onnx" in describe(caught.value.failure())[0]


def test_a_manifest_keeps_its_languages(tmp_path: Path, install: Import) -> None:
    folder = write(tmp_path / "first-en-pt", translator(WORDS))
    installed = install(folder)
    again = write(tmp_path / "second", translator(WORDS))
    manifest = json.loads((installed.folder / "manifest.json").read_text(encoding="utf-8"))
    write(again, {"manifest.json": {**manifest, "settings": {"source": ["en"], "target": ["fr"]}}})
    assert writes(install(again).spec) == ("fr",)
