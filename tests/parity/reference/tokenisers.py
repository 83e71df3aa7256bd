"""Tokenisers of a few hundred tokens, made from the texts they are tried with."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.parity.texts import LONG, ODD, TEXTS

if TYPE_CHECKING:
    from collections.abc import Callable

_LONGEST = 128
_KNOWN = (*TEXTS, LONG, *ODD)


def wordpiece(folder: Path, kind: str = "BertTokenizerFast", **options: Any) -> Any:
    """Every second word is known as a whole, the others in letters."""
    import transformers

    plain = [unicodedata.normalize("NFD", text) for text in _KNOWN]
    plain += [text.lower() for text in plain]
    letters = sorted({letter for text in plain for letter in text if letter.isalnum() or letter.isascii()})
    letters = [letter for letter in letters if letter.isprintable() and not letter.isspace()]
    words = sorted({word for text in plain for word in text.split() if word.isascii() and word.isalpha()})[::2]
    brackets, angles = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"], ["<s>", "<pad>", "</s>", "[UNK]", "<mask>"]
    special = angles if kind.startswith("MPNet") else brackets
    known = [*special, *letters, *(f"##{letter}" for letter in letters), *words]
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(dict.fromkeys(known)) + "\n", encoding="utf-8")
    return getattr(transformers, kind)(str(vocabulary), **{"model_max_length": _LONGEST, **options})


def byte_pairs(folder: Path, kind: str = "RobertaTokenizerFast", **options: Any) -> Any:
    """Frequent pairs of bytes are one token."""
    import transformers
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    trainer = trainers.BpeTrainer(
        vocab_size=330,
        special_tokens=special,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    made.train_from_iterator(_KNOWN, trainer)
    made.model.save(str(folder))
    files = str(folder / "vocab.json"), str(folder / "merges.txt")
    return getattr(transformers, kind)(*files, **{"model_max_length": _LONGEST, **options})


def pieces(folder: Path, kind: str = "XLMRobertaTokenizerFast", **options: Any) -> Any:
    """Pieces of a sentencepiece model, with the special ones where the kind expects them."""
    import sentencepiece
    import transformers

    angles = {"unk_id": 0, "bos_id": 1, "eos_id": 2, "pad_id": -1}
    brackets = {"pad_id": 0, "bos_id": 1, "eos_id": 2, "unk_id": 3, "pad_piece": "[PAD]", "unk_piece": "[UNK]"}
    deberta = kind.startswith("Deberta")
    stream = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(_KNOWN),
        model_writer=stream,
        vocab_size=330,
        character_coverage=0.98,
        hard_vocab_limit=False,
        num_threads=1,
        minloglevel=2,
        **(brackets | {"bos_piece": "[CLS]", "eos_piece": "[SEP]"} if deberta else angles),
    )
    file = folder / ("spm.model" if deberta else "sentencepiece.bpe.model")
    file.write_bytes(stream.getvalue())
    return getattr(transformers, kind)(str(file), **{"model_max_length": _LONGEST, **options})


TOKENISERS: dict[str, Callable[..., Any]] = {"wordpiece": wordpiece, "byte pairs": byte_pairs, "pieces": pieces}
