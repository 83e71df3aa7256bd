"""`python -m tests.parity.vocabularies OUT`: folders with old tokenisers, lines, and what the library makes of them.

It runs in the converter's environment. The vocabularies are small ones that sentencepiece makes on the spot; the slow
tokenisers of transformers, which use sentencepiece itself, read the lines.
"""

from __future__ import annotations

import io
import json
import random
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.parity.texts import LONG, ODD, TEXTS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LINES = 10_000
SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
KINDS = (
    "marian",
    "m2m100-unigram",
    "m2m100-bpe",
    "nllb-unigram",
    "nllb-bpe",
    "mbart50-unigram",
    "mbart-unigram",
    "t5-unigram",
)
"""Tokenisers, and which of the two ways of sentencepiece their vocabulary is made in."""
MORE = tuple("éœßñжщ한글ﬁĳ½…“”—\u3000\t\u00a0\u200b😀ｶ①㎏ªº東京ΣςİıẞŁø")
_ANGLES = {"unk_id": 0, "bos_id": 1, "eos_id": 2, "pad_id": -1}
_ENDED = {"unk_id": 1, "eos_id": 0, "bos_id": -1, "pad_id": -1}
_PADDED = {"pad_id": 0, "eos_id": 1, "unk_id": 2, "bos_id": -1}


def source() -> list[str]:
    """Return what the vocabularies are made of: lines in several languages."""
    samples = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    return [line for text in (*TEXTS, LONG, *samples) for line in text.splitlines() if line.strip()]


def lines() -> list[str]:
    """Return the lines: words of every language in any order, odd texts, and letters without sense."""
    chance = random.Random(5)
    odd = [text.replace("<mask>", "") for text in ODD]  # a mask has no place in what is translated
    words = [word for text in (*source(), *odd) for word in text.split()]
    letters = [letter for text in (*TEXTS, *odd) for letter in text]
    # `tokenizers` loses what joins a letter that the vocabulary's map replaces (see texts.py), and \x85 at the end.
    lost = {letter for letter in letters if unicodedata.category(letter)[0] == "M"} | {"\u200d", "\x85"}
    letters = [letter for letter in (*letters, *MORE) if letter not in lost]

    def line() -> str:
        kind = chance.random()
        if kind < 0.6:
            return " ".join(chance.choices(words, k=chance.randint(1, 14)))
        if kind < 0.8:
            return "".join(chance.choices(letters, k=chance.randint(1, 30)))
        if kind < 0.95:
            ends, between = chance.choice(("", " ", "   ", "\t")), chance.choice((" ", "  ", "\u3000", "\n"))
            return ends + between.join(chance.choices(words, k=chance.randint(1, 9))) + ends
        return f"{chance.choice(odd)} {chance.choice(words)}"

    return [line() for _ in range(LINES)]


def main(out: Path) -> None:
    """Write `lines.json`, and for each kind its folder and `<kind>.json`, the ids of every line."""
    read = lines()
    (out / "lines.json").write_text(json.dumps(read), encoding="utf-8")
    for kind in KINDS:
        name, _, way = kind.partition("-")
        folder = out / kind
        folder.mkdir()
        tokeniser = _MADE[name](folder, way)
        tokeniser.save_pretrained(folder)
        ids = [tokeniser(line, add_special_tokens=False)["input_ids"] for line in read]
        (out / f"{kind}.json").write_text(json.dumps(ids), encoding="utf-8")


def _trained(texts: Sequence[str], way: str, file: Path, size: int, **numbers: int) -> list[str]:
    """Write a sentencepiece model and return its pieces."""
    import sentencepiece

    stream = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts),
        model_writer=stream,
        vocab_size=size,
        model_type=way,
        hard_vocab_limit=way == "bpe",
        character_coverage=0.995,
        num_threads=1,
        minloglevel=2,
        **numbers,
    )
    file.write_bytes(stream.getvalue())
    made = sentencepiece.SentencePieceProcessor(model_file=str(file))
    return [made.id_to_piece(number) for number in range(len(made))]


def _marian(folder: Path, _: str) -> Any:
    """Every 23rd piece of the source is not in the shared vocabulary, which the target makes twice as large."""
    from transformers import MarianTokenizer

    other = [*ODD, *(text[::-1] for text in source())]
    read = _trained(source(), "unigram", folder / "source.spm", 300, **_ENDED)
    written = _trained(other, "unigram", folder / "target.spm", 500, **_ENDED)
    known = sorted({piece for place, piece in enumerate(read) if place % 23} | set(written))
    random.Random(7).shuffle(known)
    special = ["</s>", "<unk>", ">>pt<<", ">>fr<<"]
    ids = {token: number for number, token in enumerate(dict.fromkeys([*special, *known, "<pad>"]))}
    (folder / "vocab.json").write_text(json.dumps(ids), encoding="utf-8")
    files = (str(folder / name) for name in ("source.spm", "target.spm", "vocab.json"))
    return MarianTokenizer(*files, source_lang="en", target_lang="pt")


def _m2m100(folder: Path, way: str) -> Any:
    from transformers import M2M100Tokenizer

    file = folder / "sentencepiece.bpe.model"
    pieces = _trained([*source(), *ODD], way, file, 500, **_ANGLES)
    ids = {token: number for number, token in enumerate(["<s>", "<pad>", "</s>", "<unk>", *pieces[3:]])}
    (folder / "vocab.json").write_text(json.dumps(ids), encoding="utf-8")
    return M2M100Tokenizer(str(folder / "vocab.json"), str(file))


def _fairseq(kind: str) -> Callable[[Path, str], Any]:
    def made(folder: Path, way: str) -> Any:
        import transformers

        file = folder / "sentencepiece.bpe.model"
        _trained([*source(), *ODD], way, file, 500, **_ANGLES)
        return getattr(transformers, kind)(str(file))

    return made


def _t5(folder: Path, way: str) -> Any:
    from transformers import T5Tokenizer

    _trained([*source(), *ODD], way, folder / "spiece.model", 500, **_PADDED)
    return T5Tokenizer(str(folder / "spiece.model"), legacy=True)


_MADE: dict[str, Callable[[Path, str], Any]] = {
    "marian": _marian,
    "m2m100": _m2m100,
    "nllb": _fairseq("NllbTokenizer"),
    "mbart50": _fairseq("MBart50Tokenizer"),
    "mbart": _fairseq("MBartTokenizer"),
    "t5": _t5,
}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
