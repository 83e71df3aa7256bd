"""A `tokenizer.json` for folders that hold only a vocabulary: WordPiece, byte pairs or sentencepiece.

The `transformers` converters do it, with the code of the versions that models were published with. They want the old
tokeniser they convert; a few lines here stand in for it. The classes of transformers 5 go another way, which leaves out
the character map of DeBERTa's sentencepiece file.
"""

from __future__ import annotations

import dataclasses
import importlib
import json
import re
import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from desktop.core.errors import ModelIncompatible
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.engine import sentencepieces

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import tokenizers

CONFIG = "tokenizer_config.json"
SPECIALS = "special_tokens_map.json"

UNREADABLE = QT_TRANSLATE_NOOP("errors", "Its vocabulary “{file}” cannot be read.")
_NO_VOCABULARY = QT_TRANSLATE_NOOP("errors", "It has no vocabulary “{file}” to read texts with.")

_MARK = re.compile(r">>\w+<<|__[a-z]+__")
"""Tokens that name a language."""
_LAST = 1 << 30
_FLAGS = ("lstrip", "rstrip", "normalized", "single_word")

_BRACKETS = {"unk": "[UNK]", "sep": "[SEP]", "pad": "[PAD]", "cls": "[CLS]", "mask": "[MASK]"}
_ANGLES = {"bos": "<s>", "eos": "</s>", "unk": "<unk>", "sep": "</s>", "pad": "<pad>", "cls": "<s>", "mask": "<mask>"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Family:
    """How tokenisers of one kind are built.

    Attributes:
        converter: class in `transformers.convert_slow_tokenizer`.
        files: names its vocabulary may have; the first that is there counts.
        specials: its special tokens where the folder names none, from the tokeniser classes of transformers 4.57.
        mask_takes_space: whether the mask token swallows the space before it.
        numbers: file that numbers the tokens where the vocabulary itself does not.
        codes: tokens of the languages that follow where the folder names none.
    """

    converter: str
    files: tuple[str, ...]
    specials: Mapping[str, str] = field(default_factory=lambda: _BRACKETS)
    mask_takes_space: bool = False
    numbers: str = ""
    codes: Callable[[], Sequence[str]] = tuple

    def fits(self, folder: Path) -> bool:
        """Say whether the folder has the files of this kind."""
        numbered = not self.numbers or (folder / self.numbers).is_file()
        return numbered and any((folder / name).is_file() for name in self.files)


def _codes_of(kind: str) -> Sequence[str]:
    codes: Sequence[str] = importlib.import_module(f"transformers.models.{kind}").FAIRSEQ_LANGUAGE_CODES
    return codes


_BERT = _Family(converter="BertConverter", files=("vocab.txt",))
_ROBERTA = _Family(converter="RobertaConverter", files=("vocab.json",), specials=_ANGLES, mask_takes_space=True)
_DEBERTA_V2 = _Family(converter="DebertaV2Converter", files=("spm.model",))
_XLM_ROBERTA = _Family(
    converter="XLMRobertaConverter",
    files=("sentencepiece.bpe.model",),
    specials=_ANGLES,
    mask_takes_space=True,
)
_ALBERT = _Family(
    converter="AlbertConverter",
    files=("spiece.model",),
    specials=_BRACKETS | {"bos": "[CLS]", "eos": "[SEP]", "unk": "<unk>", "pad": "<pad>"},
    mask_takes_space=True,
)
_MARKS = {"eos": "</s>", "unk": "<unk>", "pad": "<pad>"}
_MBART = _Family(
    converter="MBartConverter",
    files=("sentencepiece.bpe.model",),
    specials=_ANGLES,
    mask_takes_space=True,
    codes=partial(_codes_of, "mbart.tokenization_mbart"),
)
_MBART_50 = dataclasses.replace(
    _MBART, converter="MBart50Converter", codes=partial(_codes_of, "mbart50.tokenization_mbart50")
)
_NLLB = dataclasses.replace(_MBART, converter="NllbConverter", codes=partial(_codes_of, "nllb.tokenization_nllb"))
_M2M100 = _Family(
    converter="SpmConverter",
    files=("sentencepiece.bpe.model",),
    specials={"bos": "<s>", "sep": "</s>", **_MARKS},
    numbers="vocab.json",
    codes=lambda: [f"__{code}__" for code in _M2M100_LANGUAGES.split()],
)
_M2M100_LANGUAGES = (
    "af am ar ast az ba be bg bn br bs ca ceb cs cy da de el en es et fa ff fi fr fy ga gd gl gu ha he hi hr ht hu hy "
    "id ig ilo is it ja jv ka kk km kn ko lb lg ln lo lt lv mg mk ml mn mr ms my ne nl no ns oc or pa pl ps pt ro ru "
    "sd si sk sl so sq sr ss su sv sw ta th tl tn tr uk ur uz vi wo xh yi yo zh zu"
)
_T5_EXTRA = 100
_T5 = _Family(converter="T5Converter", files=("spiece.model",), specials=_MARKS)
_SIGLIP = dataclasses.replace(_T5, specials=_MARKS | {"pad": "</s>"})
_FAMILIES = {
    "marian": _Family(converter="SpmConverter", files=("source.spm",), specials=_MARKS, numbers="vocab.json"),
    "m2m100": _M2M100,
    "nllb": _NLLB,
    "mbart": _MBART,
    "mbart50": _MBART_50,
    **dict.fromkeys(("t5", "mt5"), _T5),
    "siglip": _SIGLIP,
    **dict.fromkeys(("bert", "distilbert", "electra", "mobilebert", "convbert", "squeezebert"), _BERT),
    "mpnet": _Family(
        converter="MPNetConverter",
        files=("vocab.txt",),
        specials=_ANGLES | {"unk": "[UNK]"},
        mask_takes_space=True,
    ),
    **dict.fromkeys(("roberta", "bart", "longformer"), _ROBERTA),
    "deberta": _Family(converter="DebertaConverter", files=("vocab.json",), mask_takes_space=True),
    "clip": _Family(
        converter="CLIPConverter",
        files=("vocab.json",),
        specials=dict.fromkeys(("eos", "unk", "pad"), "<|endoftext|>") | {"bos": "<|startoftext|>"},
    ),
    "xlmroberta": _XLM_ROBERTA,
    "camembert": _Family(
        converter="CamembertConverter", files=("sentencepiece.bpe.model",), specials=_ANGLES, mask_takes_space=True
    ),
    "debertav2": _DEBERTA_V2,
    "albert": _ALBERT,
}


def make_tokenizer_json(folder: Path, target: Path) -> Path:
    """Write the `tokenizer.json` of a model that has none to the file `target` and return it.

    Raises:
        ModelIncompatible: the folder holds no vocabulary of a known kind, or a damaged one.
    """
    family = _family(folder)
    source = next((folder / name for name in family.files if (folder / name).is_file()), None)
    if source is None:
        raise ModelIncompatible(model=folder.name, reason=_NO_VOCABULARY, file=family.files[0])
    try:
        tokenizer = _converted(family, folder, source)
    except Exception as error:
        raise ModelIncompatible(model=folder.name, reason=UNREADABLE, file=source.name, detail=str(error)) from error
    tokenizer.save(str(target))
    return target


def _family(folder: Path) -> _Family:
    """Return the kind that the tokeniser's class or the model's type names, else the first whose file is there."""
    named = (_read(folder / CONFIG).get("tokenizer_class"), _read(folder / "config.json").get("model_type"))
    for name in map(str, named):
        key = name.removesuffix("Fast").removesuffix("Tokenizer").replace("-", "").replace("_", "").lower()
        family = _FAMILIES.get(key)
        if family is _M2M100 and not family.fits(folder):
            family = _NLLB  # its models are of the same type
        if family is not None and family.fits(folder):
            return family
    known = (_BERT, _ROBERTA, _DEBERTA_V2, _XLM_ROBERTA, _ALBERT)
    return next((one for one in known if (folder / one.files[0]).is_file()), _BERT)


def _converted(family: _Family, folder: Path, source: Path) -> tokenizers.Tokenizer:
    settings = _read(folder / CONFIG) | _read(folder / SPECIALS)
    specials = dict(family.specials) | {
        name: text for name in _ANGLES if (text := content(settings.get(f"{name}_token"))) is not None
    }
    slow = SimpleNamespace(
        **{f"{name}_token": text for name, text in specials.items()},
        vocab_file=str(source),
        keep_accents=settings.get("keep_accents", False),
        split_by_punct=settings.get("split_by_punct", False),
        do_lower_case=settings.get("do_lower_case", family in (_ALBERT, _SIGLIP)),
        _extra_ids=0 if family is _SIGLIP else settings.get("extra_ids", _T5_EXTRA),
    )
    # The package has a function of the same name, so the module is asked for by its full name.
    convert = getattr(importlib.import_module("transformers.convert_slow_tokenizer"), family.converter)
    added = _added(family, folder, settings)
    if source.suffix in {".model", ".spm"}:
        converter = sentencepieces.converter(convert, slow, _numbers(family, folder, specials, added))
    else:
        _read_words(slow, source, settings, specials)
        converter = convert(slow)
    tokenizer: tokenizers.Tokenizer = converter.converted()
    if family is _SIGLIP:
        _leave_out_marks(tokenizer, lower=slow.do_lower_case)
    _add_specials(tokenizer, family, specials, settings | {"added": added})
    return tokenizer


def _leave_out_marks(tokenizer: tokenizers.Tokenizer, *, lower: bool) -> None:
    """Let the tokeniser see words and single spaces alone, as `SiglipTokenizer.canonicalize_text` does."""
    from tokenizers import Regex, normalizers

    marks = Regex(f"[{re.escape(string.punctuation)}]")
    steps = [normalizers.Replace(marks, ""), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip()]
    first = [normalizers.Lowercase()] if lower else []
    tokenizer.normalizer = normalizers.Sequence([*first, *steps, tokenizer.normalizer])


def _added(family: _Family, folder: Path, settings: dict[str, Any]) -> dict[str, int]:
    """Return the ids of tokens that a folder adds to its vocabulary, and of the languages in that."""
    ids: dict[str, int] = _read(folder / family.numbers) if family.numbers else {}
    added = {token: number for token, number in ids.items() if _MARK.fullmatch(token)}
    added |= _read(folder / "added_tokens.json")
    added |= {str(content(entry)): int(number) for number, entry in settings.get("added_tokens_decoder", {}).items()}
    behind = max(ids.values(), default=_LAST)  # where the vocabulary has no numbers, only their order counts
    codes = {code: ids.get(code, place) for place, code in enumerate(family.codes(), behind + 1)}
    return added if added.keys() & codes.keys() else {**added, **codes}


def _numbers(
    family: _Family, folder: Path, specials: Mapping[str, str], added: Mapping[str, int]
) -> sentencepieces.Numbers | None:
    if not family.numbers:
        return None
    ids = {**_read(folder / family.numbers), **added}
    return sentencepieces.Numbers(ids=ids, specials={*specials.values(), *added})


def _read_words(slow: SimpleNamespace, source: Path, settings: dict[str, Any], specials: dict[str, str]) -> None:
    """Give the stand-in what converters of WordPiece and byte pairs ask for."""
    if source.suffix == ".txt":
        lines = source.read_text(encoding="utf-8").removesuffix("\n").split("\n")
        ids = {line: index for index, line in enumerate(lines)}
    else:
        ids = json.loads(source.read_text(encoding="utf-8"))
        merges = source.with_name("merges.txt").read_text(encoding="utf-8").split("\n")
        pairs = [tuple(line.split()) for line in merges if line.strip() and not line.startswith("#version")]
        slow.bpe_ranks = {pair: rank for rank, pair in enumerate(pairs)}
        slow.add_prefix_space = settings.get("add_prefix_space", False)
    slow.vocab = slow.encoder = ids
    slow.convert_tokens_to_ids = ids.__getitem__
    slow.basic_tokenizer = SimpleNamespace(
        do_lower_case=settings.get("do_lower_case", True),
        strip_accents=settings.get("strip_accents"),
        tokenize_chinese_chars=settings.get("tokenize_chinese_chars", True),
    )
    for name, text in specials.items():
        setattr(slow, f"{name}_token_id", ids.get(text))


def _add_specials(
    tokenizer: tokenizers.Tokenizer, family: _Family, specials: dict[str, str], settings: dict[str, Any]
) -> None:
    """Mark special tokens as such; those that the vocabulary lacks get the next ids, in the order of their ids."""
    from tokenizers import AddedToken

    numbered: dict[int, Any] = {index: text for text, index in settings["added"].items()}
    numbered |= {int(index): entry for index, entry in settings.get("added_tokens_decoder", {}).items()}
    entries = [entry for _, entry in sorted(numbered.items())]
    entries += [settings.get(f"{name}_token") or text for name, text in specials.items()]
    entries += settings.get("additional_special_tokens") or []
    eats_space = {specials.get("mask")} if family.mask_takes_space else set()
    done = set()
    for entry in entries:
        text = content(entry)
        if text is None or text in done:
            continue
        flags = {"normalized": False, "lstrip": text in eats_space}
        if isinstance(entry, dict):
            flags |= {name: bool(entry[name]) for name in _FLAGS if name in entry}
        special = text in specials.values() or not isinstance(entry, dict) or entry.get("special", True)
        (tokenizer.add_special_tokens if special else tokenizer.add_tokens)([AddedToken(text, **flags)])
        done.add(text)


def content(entry: object) -> str | None:
    """Return the text of a token, which a configuration gives as text or as an object."""
    text = entry.get("content") if isinstance(entry, dict) else entry
    return text if isinstance(text, str) else None


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return found if isinstance(found, dict) else {}
