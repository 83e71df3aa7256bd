"""A `tokenizer.json` made from a vocabulary reads texts as the original tokeniser does."""

from __future__ import annotations

import itertools
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tokenizers

from desktop.core.errors import ModelIncompatible
from desktop.engine.vocabulary import make_tokenizer_json
from desktop.state.paths import resources

if TYPE_CHECKING:
    from collections.abc import Mapping

STARTER = resources() / "starter" / "minilm-sentiment"
PIECES = Path(__file__).parents[2] / "fixtures" / "pieces.model"
TEXTS = (
    "The delivery was late, again.",
    "A ação do João não é fácil: coração, pão e avó… ontem às 14h30!",
    "我喜欢这个产品，它很棒。東京は日本の首都です。",
    "😀🎉 family: 👨‍👩‍👧 naïve façade e\u0301\u0000\u200b",
    "  [SEP] [MASK] unbelievable\tantidisestablishmentarianism\n\n",
    "",
)
# What the library `sentencepiece` 0.2.3, which made the file, gives for the texts. Its character map turns the wide A,
# the ligature and the wide space into plain ones.
BY_SENTENCEPIECE = {
    "Ａ ﬁne\u3000day": [154, 39, 152, 5, 4, 35],
    "The delivery was late, again.": [14, 5, 140, 8, 28, 4, 15, 94, 5, 9, 4, 52, 156, 6],
    "Não é fácil: coração!": [4, 3, 215, 21, 4, 67, 39, 3, 80, 165, 103, 131, 20, 10, 66, 215, 21, 3],
    "  two   spaces ": [139, 21, 4, 7, 88, 10, 80, 5, 7],
    "😀 ok": [4, 3, 42, 77],
}


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRANSFORMERS_VERBOSITY", "error")


def made(folder: Path, files: Mapping[str, Path | dict[str, Any]]) -> tokenizers.Tokenizer:
    folder.mkdir()
    for name, content in files.items():
        if isinstance(content, Path):
            shutil.copy(content, folder / name)
        else:
            (folder / name).write_text(json.dumps(content), encoding="utf-8")
    return tokenizers.Tokenizer.from_file(str(make_tokenizer_json(folder, folder / "tokenizer.json")))


def seen(tokenizer: tokenizers.Tokenizer) -> list[Any]:
    """Return what a model gets to see of the texts, alone and in pairs."""
    tokenizer.no_padding()
    tokenizer.no_truncation()
    encodings = [tokenizer.encode(text) for text in TEXTS]
    encodings += [tokenizer.encode(*pair) for pair in itertools.pairwise(TEXTS)]
    return [(one.ids, one.type_ids, one.offsets, one.special_tokens_mask) for one in encodings]


def test_wordpiece_reads_as_the_original(tmp_path: Path) -> None:
    own = made(tmp_path / "m", {name: STARTER / name for name in ("vocab.txt", "tokenizer_config.json", "config.json")})
    assert seen(own) == seen(tokenizers.Tokenizer.from_file(str(STARTER / "tokenizer.json")))


def test_a_bare_vocabulary_is_read_as_berts(tmp_path: Path) -> None:
    own = made(tmp_path / "m", {"vocab.txt": STARTER / "vocab.txt"})
    assert seen(own) == seen(tokenizers.Tokenizer.from_file(str(STARTER / "tokenizer.json")))


def test_case_is_kept_where_the_folder_says_so(tmp_path: Path) -> None:
    settings = {"do_lower_case": False, "tokenizer_class": "BertTokenizerFast"}
    own = made(tmp_path / "m", {"vocab.txt": STARTER / "vocab.txt", "tokenizer_config.json": settings})
    assert own.encode("Hello").tokens == ["[CLS]", "[UNK]", "[SEP]"]


def bytes_of_a_sample(folder: Path) -> tokenizers.ByteLevelBPETokenizer:
    learned = tokenizers.ByteLevelBPETokenizer()
    sample = str(resources() / "samples" / "letter-pt.txt")
    specials = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    learned.train([sample], vocab_size=400, special_tokens=specials, show_progress=False)
    learned.save_model(str(folder))
    return learned


def test_byte_pairs_read_as_the_original(tmp_path: Path) -> None:
    learned = bytes_of_a_sample(tmp_path)
    files = {"vocab.json": tmp_path / "vocab.json", "merges.txt": tmp_path / "merges.txt"}
    own = made(tmp_path / "m", {**files, "config.json": {"model_type": "roberta"}})
    for text in TEXTS[:4]:
        assert own.encode(text).ids == [0, *learned.encode(text).ids, 2]
    pair = own.encode("um", "dois")
    assert pair.ids == [0, *learned.encode("um").ids, 2, 2, *learned.encode("dois").ids, 2]
    assert set(pair.type_ids) == {0}


def test_the_mask_of_roberta_swallows_the_space_before_it(tmp_path: Path) -> None:
    bytes_of_a_sample(tmp_path)
    own = made(tmp_path / "m", {"vocab.json": tmp_path / "vocab.json", "merges.txt": tmp_path / "merges.txt"})
    assert own.encode("um   <mask>").ids == [*own.encode("um").ids[:-1], 4, 2]


def test_sentencepiece_of_deberta_reads_as_the_library_that_made_it(tmp_path: Path) -> None:
    own = made(tmp_path / "m", {"spm.model": PIECES, "config.json": {"model_type": "deberta-v2"}})
    for text, ids in BY_SENTENCEPIECE.items():
        assert own.encode(text).ids == [1, *ids, 2], text
    assert own.token_to_id("[MASK]") == 220, "the mask is not among the pieces and comes after them"
    assert own.encode("ok", "ok").type_ids == [0, 0, 0, 0, 1, 1, 1]


def test_sentencepiece_of_xlm_roberta_has_the_numbers_of_fairseq(tmp_path: Path) -> None:
    own = made(tmp_path / "m", {"sentencepiece.bpe.model": PIECES})
    assert [own.id_to_token(number) for number in range(4)] == ["<s>", "<pad>", "</s>", "<unk>"]
    # Four tokens come before the 220 pieces, of which the first three are left out, and the mask after them.
    assert own.token_to_id("<mask>") == 221
    ids = [number + 1 for number in BY_SENTENCEPIECE["Ａ ﬁne\u3000day"]]
    assert own.encode("Ａ ﬁne\u3000day").ids == [0, *ids, 2]


def test_sentencepiece_of_siglip_reads_words_without_marks_or_capitals(tmp_path: Path) -> None:
    settings = {"tokenizer_class": "SiglipTokenizer", "eos_token": "</s>", "pad_token": "</s>"}
    own = made(tmp_path / "m", {"spiece.model": PIECES, "tokenizer_config.json": settings})
    ids = BY_SENTENCEPIECE["  two   spaces "]
    for text in ("two spaces", "  Two-   (SPACES)! "):
        assert own.encode(text).ids == [*ids, own.token_to_id("</s>")], text


def test_added_tokens_keep_their_numbers(tmp_path: Path) -> None:
    added = {"220": {"content": "[MASK]", "special": True}, "221": {"content": "<ent>", "special": False}}
    own = made(tmp_path / "m", {"spm.model": PIECES, "tokenizer_config.json": {"added_tokens_decoder": added}})
    assert (own.token_to_id("[MASK]"), own.token_to_id("<ent>")) == (220, 221)
    assert own.encode("<ent>").special_tokens_mask == [1, 0, 1]


@pytest.mark.parametrize(
    ("files", "named"),
    [
        ({}, "vocab.txt"),
        ({"spm.model": {"no": "model"}}, "spm.model"),
        ({"vocab.json": {"<s>": 0}}, "vocab.json"),
    ],
)
def test_a_folder_without_a_readable_vocabulary_is_refused(
    tmp_path: Path, files: dict[str, Path | dict[str, Any]], named: str
) -> None:
    with pytest.raises(ModelIncompatible, match=named):
        made(tmp_path / "m", files)
