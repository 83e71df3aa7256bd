"""What a model calls its languages is found in its vocabulary, its configuration or its name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import tokenizers

from desktop.core.errors import ModelIncompatible
from desktop.engine.loaded import LoadedModel
from desktop.engine.translation.tongues import Tongue, languages, tongue, two_letters
from tests.unit.engine.text_models import installed

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = ("</s>", "▁the", "e")
MARIAN = (*PLAIN, ">>por<<", ">>fra<<", ">>cmn_Hans<<")
M2M100 = (*PLAIN, "__en__", "__pt__", "__zu__")
NLLB = (*PLAIN, "eng_Latn", "por_Latn", "zho_Hans", "zho_Hant")
MBART = (*PLAIN, "en_XX", "pt_XX")
T5 = {
    "model_type": "t5",
    "task_specific_params": {
        "summarization": {"prefix": "summarize: "},
        "translation_en_to_de": {"prefix": "translate English to German: "},
        "translation_en_to_fr": {"prefix": "translate English to French: "},
    },
}


def vocabulary(words: tuple[str, ...]) -> tokenizers.Tokenizer:
    ids = {word: number for number, word in enumerate(words)}
    return tokenizers.Tokenizer(tokenizers.models.WordLevel(ids, unk_token="e"))


def model(folder: Path, config: dict[str, Any], written: dict[str, Any] | None = None, **about: Any) -> LoadedModel:
    found = installed(folder, "translation", {"config.json": config, "tokenizer_config.json": written or {}})
    return LoadedModel(replace(found, spec=replace(found.spec, **about)), threads=1)


@pytest.mark.parametrize(
    ("words", "codes"),
    [(M2M100, ("en", "pt", "zu")), (NLLB, ("en", "pt", "zh")), (MBART, ("en", "pt"))],
    ids=["m2m100", "nllb", "mbart"],
)
def test_a_model_for_many_languages_has_them_in_its_vocabulary(
    tmp_path: Path, words: tuple[str, ...], codes: tuple[str, ...]
) -> None:
    assert languages(model(tmp_path, {}), vocabulary(words)) == (codes, codes)


def test_a_model_for_several_targets_has_those_in_its_vocabulary(tmp_path: Path) -> None:
    found = model(tmp_path, {}, {"source_lang": "eng", "target_lang": "roa"})
    assert languages(found, vocabulary(MARIAN)) == (("en",), ("fr", "pt", "zh"))


@pytest.mark.parametrize(
    ("config", "written", "about"),
    [
        ({}, {"source_lang": "eng", "target_lang": "pt"}, {}),
        ({"_name_or_path": "Helsinki-NLP/opus-mt-en-pt"}, {}, {}),
        ({}, {}, {"repo": "Helsinki-NLP/opus-mt-tc-big-en-pt"}),
        ({}, {}, {"id": "local/mine-en-pt"}),
    ],
)
def test_one_pair_is_in_the_tokenisers_configuration_or_the_name(
    tmp_path: Path, config: dict[str, Any], written: dict[str, Any], about: dict[str, Any]
) -> None:
    assert languages(model(tmp_path, config, written, **about), vocabulary(PLAIN)) == (("en",), ("pt",))


@pytest.mark.parametrize("name", ["local/words", "local/my-nmt", "local/en-ROMANCE", "local/v1-en-x"])
def test_a_name_without_languages_tells_none(tmp_path: Path, name: str) -> None:
    assert languages(model(tmp_path, {}, id=name), vocabulary(PLAIN)) == ((), ())


def test_a_t5_says_what_it_learned(tmp_path: Path) -> None:
    assert languages(model(tmp_path, T5), vocabulary(PLAIN)) == (("en",), ("de", "fr"))


def test_the_manifest_counts_before_all(tmp_path: Path) -> None:
    about = {"settings": {"source": ["en"], "target": ["pt", "fr"]}}
    assert languages(model(tmp_path, {}, **about), vocabulary(M2M100)) == (("en",), ("pt", "fr"))


@pytest.mark.parametrize(
    ("words", "config", "told"),
    [
        (PLAIN, {}, Tongue()),
        (MARIAN, {}, Tongue(source=3)),
        (M2M100, {}, Tongue(source=3, target=4)),
        (NLLB, {}, Tongue(source=3, target=4)),
        (MBART, {}, Tongue(source=3, target=4)),
        (PLAIN, {"model_type": "mt5"}, Tongue(before="translate English to Portuguese: ")),
    ],
)
def test_each_family_is_told_in_its_own_way(
    tmp_path: Path, words: tuple[str, ...], config: dict[str, Any], told: Tongue
) -> None:
    assert tongue(model(tmp_path, config), vocabulary(words), "en", "pt") == told


def test_the_simpler_of_two_scripts_is_written(tmp_path: Path) -> None:
    assert tongue(model(tmp_path, {}), vocabulary(NLLB), "en", "zh").target == 5


def test_a_language_the_vocabulary_lacks_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelIncompatible) as caught:
        tongue(model(tmp_path, {}), vocabulary(M2M100), "en", "fr")
    assert caught.value.arguments["language"] == "fr"


def test_codes_of_three_letters_have_two() -> None:
    assert [two_letters(code) for code in ("por_Latn", "cmn", "pt", "ceb")] == ["pt", "zh", "pt", "ceb"]
