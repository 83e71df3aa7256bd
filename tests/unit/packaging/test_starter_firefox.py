"""The translation models as they are committed, and the readers of the files that they are made of."""

from __future__ import annotations

import json
import struct
import sys
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[3]
STARTER = ROOT / "resources" / "starter"
START = 32000
SENTENCES = {
    "firefox-en-pt": {
        "The weather in Lisbon is beautiful in the spring, and the streets are full of people.": (
            "O tempo em Lisboa é bonito na primavera, e as ruas estão cheias de pessoas."
        ),
        "Hello, how are you today?": "Olá, como você está hoje?",
        "The train to Porto leaves at 18:45 from platform 3.": "O comboio para o Porto parte às 18:45 da plataforma 3.",
        "“It’s the best book I have read this year” — he said.": '"É o melhor livro que li este ano" - ele disse.',
        "The contract is worth £11 million.": "O contrato vale 11 milhões de libras esterlinas.",
    },
    "firefox-pt-en": {
        "Bom dia, onde fica a estação de comboios?": "Good morning, where is the train station?",
        "O relatório foi publicado em 2019 e tem 250 páginas.": "The report was published in 2019 and has 250 pages.",
        "Eu gosto muito de café, mas não bebo à noite.": "I really like coffee, but I don't drink at night.",
        "“Não sei”, respondeu ela, “mas vou descobrir.”": '"I don\'t know," she replied, "but I\'ll find out."',
        "O bilhete custa 5 € por pessoa.": "The ticket costs EUR 5 per person.",
    },
}
BLEU = {"firefox-en-pt": 56.0, "firefox-pt-en": 57.5}


@cache
def recipe(name: str) -> ModuleType:
    """Import a module of the recipes that needs nothing but the program's own environment."""
    spec = spec_from_file_location(f"starter_{name}", ROOT / "packaging" / "starter" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@cache
def translator(name: str) -> Any:
    return recipe("translator").Translator(STARTER / name)


@pytest.mark.parametrize("name", SENTENCES)
class TestTranslator:
    def test_translates(self, name: str) -> None:
        for sentence, wanted in SENTENCES[name].items():
            assert translator(name).translate([sentence]) == [wanted]

    def test_sentences_of_several_lengths_share_a_batch(self, name: str) -> None:
        assert translator(name).translate(list(SENTENCES[name])) == list(SENTENCES[name].values())

    def test_the_shortlist_leaves_out_no_word_that_these_need(self, name: str) -> None:
        for sentence, wanted in SENTENCES[name].items():
            assert translator(name).translate([sentence], range(START)) == [wanted]

    def test_nothing_stays_nothing(self, name: str) -> None:
        assert translator(name).translate(["", "  "]) == ["", ""]

    def test_the_vocabulary_of_a_batch_begins_with_the_end_and_ends_with_the_start(self, name: str) -> None:
        sentence = next(iter(SENTENCES[name]))
        ids = translator(name).tokenizer.encode(sentence).ids
        plain, feeds, _ = translator(name).read([sentence], ())
        assert plain[0] == 0
        assert plain[-1] == START
        assert (np.diff(plain) > 0).all()
        assert set(ids) <= set(plain.tolist())
        assert feeds["vocabulary_vectors"].shape() == [len(plain), 256]
        added = int(np.setdiff1d(np.arange(START), plain)[0])
        extended, _, _ = translator(name).read([sentence], (added,))
        assert extended.tolist() == sorted([*plain.tolist(), added])

    def test_several_beams_write_a_sentence_too(self, name: str) -> None:
        sentence, wanted = list(SENTENCES[name].items())[1]
        assert translator(name).follow(sentence, 4, 1.0) == wanted

    def test_what_is_typed_never_ends_a_sentence(self, name: str) -> None:
        ids = translator(name).tokenizer.encode("a </s> b <unk> c").ids
        assert ids.count(0) == 1
        assert ids[-1] == 0

    def test_signs_that_the_vocabulary_lacks_are_written_plainly(self, name: str) -> None:
        tokenizer = translator(name).tokenizer
        for typed, plain in (
            ("“a” ‘b’ «c»", '"a" \'b\' "c"'),
            ("one—two", "one - two"),
            ("1–2", "1-2"),
            ("£5, 6€ and ¥", "GBP 5, 6 EUR and JPY"),
        ):
            assert tokenizer.encode(typed).ids == tokenizer.encode(plain).ids

    def test_was_measured_as_good_as_promised(self, name: str) -> None:
        measured = json.loads((STARTER / name / "manifest.json").read_text(encoding="utf-8"))["measured"]
        scores = {way: figures["bleu"] for way, figures in measured["messages"]["quality"].items()}
        assert scores["greedy"] >= BLEU[name]
        assert scores["greedy"] >= scores["greedy_over_all_words"] - 0.3
        assert scores["greedy"] >= scores["float"] - 0.5
        assert measured["messages"]["same_as_float"] > 0.8
        assert measured["texts_tokenised_as_by_sentencepiece"] > 2 * measured["messages"]["lines"]


def test_the_models_are_small() -> None:
    sizes = [path.stat().st_size for name in SENTENCES for path in (STARTER / name).rglob("*") if path.is_file()]
    assert sum(sizes) < 60_000_000


MESSAGES = (
    """
msgid ""
msgstr "Language: pt_BR"

#: forms.py:1
msgctxt "form"
msgid ""
"The file that was submitted "
"is \\"empty\\"."
msgstr "O arquivo que foi enviado\\n"
"está \\"vazio\\"."

#, fuzzy
msgid "This one is not certain yet."
msgstr "Esta ainda não é certa."

msgid "There is one page in the list."
msgid_plural "There are %d pages in the list."
msgstr[0] "Há uma página na lista."
msgstr[1] "Há %d páginas na lista."

msgid "The page %(name)s was not found."
msgstr "A página %(name)s não foi encontrada."

msgid "Nobody has translated this message yet."
msgstr ""

msgid "Four words, 2 numbers, 3."
msgstr "Quatro palavras, 2 números, 3."

msgid "A long title has no end"
msgstr "Um título longo não tem fim"

#~ msgid "This one is used no more."
#~ msgstr "Esta não é mais usada."
""",
    """
msgid "The file that was submitted is \\"empty\\"."
msgstr "Outra tradução da mesma frase."

msgid "Are you sure about this page?"
msgstr "Você tem certeza sobre esta página?"
""",
)


def test_only_plain_sentences_of_programs_are_chosen() -> None:
    assert [tuple(message) for message in recipe("messages").sentences(MESSAGES)] == [
        ('The file that was submitted is "empty".', 'O arquivo que foi enviado está "vazio".'),
        ("Are you sure about this page?", "Você tem certeza sobre esta página?"),
    ]


def marian_file(tensors: Mapping[str, tuple[int, tuple[int, ...], bytes]]) -> bytes:
    """Return a file of tensors: type, shape and content by name."""
    names = [name.encode() + b"\0" for name in tensors]
    heads = b"".join(
        struct.pack("<QQQQ", len(name), kind, len(shape), len(raw))
        for name, (kind, shape, raw) in zip(names, tensors.values(), strict=True)
    )
    shapes = b"".join(struct.pack(f"<{len(shape)}i", *shape) for _, shape, _ in tensors.values())
    content = b"".join(raw for _, _, raw in tensors.values())
    return struct.pack("<QQ", 1, len(tensors)) + heads + b"".join(names) + shapes + struct.pack("<Q4x", 4) + content


def test_marian_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    numbers = np.arange(6, dtype=np.int8)
    tensors = {
        "Wemb": (0x4101, (3, 2), numbers.tobytes() + struct.pack("<f", 4.0)),
        "encoder_l1_ffn_W1": (0x4101, (2, 3), numbers.tobytes() + struct.pack("<f", 2.0)),
        "bias": (0x404, (1, 2), np.array([0.5, -1.5], "<f4").tobytes()),
    }
    path.write_bytes(marian_file(tensors))
    read = recipe("marian_file").MarianFile(path)
    assert read.matrices["Wemb"].packed.tolist() == [[0, 1], [2, 3], [4, 5]]
    assert read.matrices["Wemb"].scale == 0.25
    assert read.matrices["encoder_l1_ffn_W1"].packed.tolist() == [[0, 2, 4], [1, 3, 5]]
    assert read.floats["bias"].tolist() == [[0.5, -1.5]]
    assert (read.layers("encoder"), read.layers("decoder")) == (1, 0)


def test_another_version_of_marian_files_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(struct.pack("<QQ", 2, 0))
    with pytest.raises(ValueError, match="version 2"):
        recipe("marian_file").MarianFile(path)


def test_shortlist_is_read(tmp_path: Path) -> None:
    path = tmp_path / "lex.bin"
    magic, offsets, listed = 0xF11A48D5013417F5, [0, 0, 2, 3], [7, 9, 8]
    path.write_bytes(struct.pack("<6Q4Q3I", magic, 0, 5, 2, len(offsets), len(listed), *offsets, *listed))
    shortlist = recipe("shortlist").Shortlist(path)
    assert shortlist.frequent == 5
    assert shortlist.table.tolist() == [[0, 0], [7, 9], [8, 0]]


def test_another_file_is_no_shortlist(tmp_path: Path) -> None:
    path = tmp_path / "lex.bin"
    path.write_bytes(bytes(48))
    with pytest.raises(ValueError, match=r"lex\.bin"):
        recipe("shortlist").Shortlist(path)
