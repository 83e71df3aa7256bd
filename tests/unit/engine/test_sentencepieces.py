"""Sentencepiece files whose pieces are numbered elsewhere, and those of translators; 10,000 lines: tests/parity."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import tokenizers

from desktop.core.errors import ModelIncompatible
from desktop.engine.sentencepieces import ids_of
from desktop.engine.vocabulary import make_tokenizer_json
from tests.unit.engine.test_vocabulary import BY_SENTENCEPIECE, PIECES

UNKNOWN = "<unk>"


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The pieces of the file, by the numbers that it gives them."""
    own = made(tmp_path_factory.mktemp("pieces"), "spm.model", {"model_type": "deberta-v2"})
    return [str(own.id_to_token(number)) for number in range(220)]


def made(
    folder: Path, file: str, config: dict[str, Any], numbers: dict[str, int] | None = None, **written: Any
) -> tokenizers.Tokenizer:
    """Return the tokeniser of a folder that holds the sentencepiece file under the name `file`."""
    shutil.copy(PIECES, folder / file)
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    (folder / "tokenizer_config.json").write_text(json.dumps(written), encoding="utf-8")
    if numbers is not None:
        (folder / "vocab.json").write_text(json.dumps(numbers), encoding="utf-8")
    return tokenizers.Tokenizer.from_file(str(make_tokenizer_json(folder, folder / "tokenizer.json")))


def shared(pieces: list[str], *more: str, without: str = "") -> dict[str, int]:
    """Return a vocabulary in another order than the file's, with what only the other language has."""
    plain = [piece for piece in reversed(pieces) if not piece.startswith(("<", "[")) and piece != without]
    return {token: number for number, token in enumerate(["</s>", UNKNOWN, *more, *plain, "<pad>"])}


def marian(folder: Path, numbers: dict[str, int]) -> tokenizers.Tokenizer:
    return made(folder, "source.spm", {"model_type": "marian"}, numbers)


def test_marian_has_the_numbers_of_its_vocabulary(tmp_path: Path, pieces: list[str]) -> None:
    numbers = shared(pieces, ">>pt<<")
    own = marian(tmp_path, numbers)
    assert {own.token_to_id(token) for token in numbers} == set(numbers.values())
    for text, ids in BY_SENTENCEPIECE.items():
        expected = [numbers[UNKNOWN] if number == 3 else numbers[pieces[number]] for number in ids]
        assert ids_of(own, text) == expected, text


def test_a_vocabulary_that_numbers_beyond_measure_is_refused(tmp_path: Path, pieces: list[str]) -> None:
    with pytest.raises(ModelIncompatible):
        marian(tmp_path, shared(pieces) | {"far": 1 << 40})


def test_a_piece_that_the_vocabulary_lacks_is_unknown_and_splits_the_text_all_the_same(
    tmp_path: Path, pieces: list[str]
) -> None:
    text = "The delivery was late, again."
    lost = BY_SENTENCEPIECE[text][0]
    numbers = shared(pieces, without=pieces[lost])
    expected = [numbers.get(pieces[number], numbers[UNKNOWN]) for number in BY_SENTENCEPIECE[text]]
    assert expected[0] == numbers[UNKNOWN]
    assert ids_of(marian(tmp_path, numbers), text) == expected


def test_what_only_the_other_language_has_splits_nothing_and_is_known_by_itself(
    tmp_path: Path, pieces: list[str]
) -> None:
    numbers = shared(pieces, "The", "▁The", "😀", "東京")
    own = marian(tmp_path, numbers)
    plain = made(tmp_path, "source.spm", {"model_type": "marian"}, shared(pieces))
    text = "The delivery was late, again."
    assert len(ids_of(own, text)) == len(ids_of(plain, text)) == len(BY_SENTENCEPIECE[text])
    assert numbers["😀"] in ids_of(own, "😀 ok")
    assert numbers["東京"] in ids_of(own, "ok 東京 ok")
    assert numbers["東京"] not in ids_of(own, "ok 京東京 ok"), "a run of unknown letters is one, known or not"


def test_all_of_a_shared_vocabulary_is_written_as_it_is(tmp_path: Path, pieces: list[str]) -> None:
    numbers = shared(pieces, ">>pt<<", "▁ilha", "▁perto")
    own = marian(tmp_path, numbers)
    written = [numbers[">>pt<<"], numbers["▁ilha"], numbers["▁perto"], numbers["."], numbers["</s>"]]
    assert own.decode(written, skip_special_tokens=True) == "ilha perto."


def test_a_special_token_keeps_its_number_in_a_text(tmp_path: Path, pieces: list[str]) -> None:
    numbers = shared(pieces)
    assert ids_of(marian(tmp_path, numbers), "ok</s>")[-1] == numbers["</s>"]


def test_m2m100_has_its_languages_behind_its_vocabulary(tmp_path: Path, pieces: list[str]) -> None:
    numbers = {token: number for number, token in enumerate(["<s>", "<pad>", "</s>", UNKNOWN, *pieces[4:]])}
    own = made(tmp_path, "sentencepiece.bpe.model", {"model_type": "m2m_100"}, numbers)
    assert [own.token_to_id(f"__{code}__") for code in ("af", "am", "zu")] == [len(numbers) + at for at in (0, 1, 99)]
    text = "The delivery was late, again."
    assert ids_of(own, text) == [numbers[pieces[number]] for number in BY_SENTENCEPIECE[text]]


@pytest.mark.parametrize(
    ("named", "first", "at", "languages"),
    [
        ("NllbTokenizer", "ace_Arab", 224, 202),  # three special pieces of the file come before
        ("MBart50Tokenizer", "ar_AR", 221, 52),
        ("MBartTokenizer", "ar_AR", 221, 25),
    ],
)
def test_languages_come_after_the_pieces_and_the_mask_after_them(
    tmp_path: Path, named: str, first: str, at: int, languages: int
) -> None:
    own = made(tmp_path, "sentencepiece.bpe.model", {}, tokenizer_class=named)
    assert [own.id_to_token(number) for number in range(4)] == ["<s>", "<pad>", "</s>", UNKNOWN]
    assert (own.token_to_id(first), own.token_to_id("<mask>")) == (at, at + languages)
    assert ids_of(own, "ok</s>")[-1] == 2
    assert ids_of(own, f"{first}ok")[0] == at


def test_numbers_that_a_folder_gives_its_languages_count(tmp_path: Path) -> None:
    added = {"224": {"content": "<mask>", "special": True}, "225": {"content": "eng_Latn", "special": True}}
    own = made(tmp_path, "sentencepiece.bpe.model", {}, tokenizer_class="NllbTokenizer", added_tokens_decoder=added)
    assert (own.token_to_id("<mask>"), own.token_to_id("eng_Latn"), own.get_vocab_size()) == (224, 225, 226)


def test_nllb_is_told_from_m2m100_by_its_files(tmp_path: Path) -> None:
    own = made(tmp_path, "sentencepiece.bpe.model", {"model_type": "m2m_100"})
    assert own.token_to_id("por_Latn") is not None
    assert own.token_to_id("__pt__") is None


def test_t5_has_a_hundred_more_tokens_and_ends_its_texts(tmp_path: Path, pieces: list[str]) -> None:
    own = made(tmp_path, "spiece.model", {"model_type": "t5"})
    assert (own.token_to_id("<extra_id_99>"), own.token_to_id("<extra_id_0>")) == (220, 319)
    text = "The delivery was late, again."
    assert ids_of(own, text) == BY_SENTENCEPIECE[text]
