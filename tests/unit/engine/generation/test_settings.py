"""How a model is meant to write is read from its files, the newer ones before the older."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from desktop.engine.generation.settings import Settings, settings_of
from tests.unit.engine.text_models import load

if TYPE_CHECKING:
    from pathlib import Path


def told(folder: Path, generation: dict[str, Any] | None, **config: Any) -> Settings:
    files = {"config.json": config} | ({} if generation is None else {"generation_config.json": generation})
    return settings_of(load(folder, "translation", files))


def test_nothing_said_is_the_default(tmp_path: Path) -> None:
    assert told(tmp_path, None) == Settings()


def test_the_newer_file_counts_and_nothing_in_it_counts_for_nothing(tmp_path: Path) -> None:
    found = told(tmp_path, {"num_beams": 6, "length_penalty": None}, num_beams=4, length_penalty=2.0, top_k=7)
    assert (found.num_beams, found.length_penalty, found.top_k) == (6, 2.0, 7)


def test_a_decoder_of_its_own_is_read_behind_the_model(tmp_path: Path) -> None:
    found = told(tmp_path, None, decoder={"eos_token_id": 3, "bos_token_id": 5}, eos_token_id=4)
    assert (found.eos_token_ids, found.decoder_start_token_id) == ((4,), 5)


def test_an_old_length_holds_the_prompt(tmp_path: Path) -> None:
    assert told(tmp_path, {"max_length": 20}).max_new_tokens == 19
    assert told(tmp_path / "new", {"max_length": 20, "max_new_tokens": 50}).max_new_tokens == 50


@pytest.mark.parametrize(("written", "ends"), [(2, (2,)), ([2, 7], (2, 7)), (None, ())])
def test_one_end_or_several(tmp_path: Path, written: Any, ends: tuple[int, ...]) -> None:
    found = told(tmp_path, {"eos_token_id": written})
    assert (found.eos_token_ids, found.pad_token_id) == (ends, ends[0] if ends else 0)


def test_the_end_is_no_bad_word(tmp_path: Path) -> None:
    found = told(tmp_path, {"bad_words_ids": [[58100], [0], [0, 5]], "eos_token_id": 0, "pad_token_id": 58100})
    assert found.bad_words_ids == ((58100,), (0, 5))


def test_a_decoder_of_few_words_is_told_their_places() -> None:
    settings = Settings(
        eos_token_ids=(30, 99),
        pad_token_id=10,
        suppress_tokens=(20, 98),
        bad_words_ids=((20, 30), (20, 97)),
        forced_bos_token_id=40,
        forced_eos_token_id=96,
    ).within(np.array([10, 20, 30, 40]))
    assert (settings.eos_token_ids, settings.pad_token_id, settings.suppress_tokens) == ((2,), 0, (1,))
    assert (settings.bad_words_ids, settings.forced_bos_token_id) == (((1, 2),), 3)
    assert settings.forced_eos_token_id is None, "a word that cannot come is not forced"
