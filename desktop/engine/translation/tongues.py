"""What translation models call languages, and how they are told which one to write.

Each family has its own way: Marian models for several targets want a mark before the text, M2M100 and NLLB a token
before the source and one that the writing begins with, T5 a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.core.errors import ModelIncompatible
from desktop.core.languages import LANGUAGE_NAMES
from desktop.core.routes import reads, writes
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.engine.tokens import optional_json

if TYPE_CHECKING:
    import tokenizers

    from desktop.engine.loaded import LoadedModel

_MARK = re.compile(r">>(\w+)<<")
_SHORT = re.compile(r"__([a-z]{2,3})__")
_SCRIPTED = re.compile(r"([a-z]{3})_[A-Z][a-z]{3}")
_REGIONAL = re.compile(r"([a-z]{2})_[A-Z]{2}")
_PAIR = re.compile(r"(?:^|[-_./])([a-z]{2,3})[-_]([a-z]{2,3})$")
"""How names of models end that have one pair of languages: `opus-mt-en-pt`."""
_PREFIX = re.compile(r"translate (\w+) to (\w+)")

# ISO 639-3 and its like → the two letters people write; the languages of the large models.
_TWO_LETTERS = {
    "afr": "af", "amh": "am", "arb": "ar", "ara": "ar", "azj": "az", "bel": "be", "bul": "bg", "ben": "bn",
    "bos": "bs", "cat": "ca", "ces": "cs", "cym": "cy", "dan": "da", "deu": "de", "ell": "el", "eng": "en",
    "epo": "eo", "spa": "es", "est": "et", "eus": "eu", "pes": "fa", "fas": "fa", "fin": "fi", "fra": "fr",
    "gle": "ga", "glg": "gl", "guj": "gu", "hau": "ha", "heb": "he", "hin": "hi", "hrv": "hr", "hun": "hu",
    "hye": "hy", "ind": "id", "isl": "is", "ita": "it", "jpn": "ja", "jav": "jv", "kat": "ka", "kaz": "kk",
    "khm": "km", "kan": "kn", "kor": "ko", "lit": "lt", "lvs": "lv", "lav": "lv", "mkd": "mk", "mal": "ml",
    "khk": "mn", "mar": "mr", "zsm": "ms", "msa": "ms", "mlt": "mt", "mya": "my", "npi": "ne", "nld": "nl",
    "nob": "no", "nor": "no", "pan": "pa", "pol": "pl", "por": "pt", "ron": "ro", "rus": "ru", "slk": "sk",
    "slv": "sl", "als": "sq", "sqi": "sq", "srp": "sr", "swe": "sv", "swh": "sw", "tam": "ta", "tel": "te",
    "tha": "th", "tgl": "tl", "tur": "tr", "ukr": "uk", "urd": "ur", "vie": "vi", "zho": "zh", "cmn": "zh",
    "pob": "pt",
}  # fmt: skip
_ENGLISH = {
    "en": "English", "de": "German", "fr": "French", "ro": "Romanian", "es": "Spanish", "pt": "Portuguese",
    "it": "Italian", "nl": "Dutch", "ru": "Russian", "pl": "Polish", "sv": "Swedish", "ja": "Japanese", "zh": "Chinese",
}  # fmt: skip
_CODES = frozenset({*_TWO_LETTERS.values(), *LANGUAGE_NAMES})
_OF_NAMES = {name: code for code, name in _ENGLISH.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """How a model is told what to read and what to write.

    Attributes:
        before: text that goes before each sentence.
        source: id of a token before the sentence.
        target: id of the token that the writing begins with, after the start of the decoder.
    """

    before: str = ""
    source: int | None = None
    target: int | None = None


def languages(model: LoadedModel, tokenizer: tokenizers.Tokenizer) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the two-letter codes of the languages that a model reads, and of those it writes; empty when unknown."""
    if reads(model.spec) and writes(model.spec):
        return reads(model.spec), writes(model.spec)
    many = {code for code in map(_code_of_token, tokenizer.get_vocab()) if code}
    if len(many) > 1:
        return tuple(sorted(many)), tuple(sorted(many))
    config = optional_json(model, "config.json")
    told = _told(config)
    if told:
        return tuple(sorted({source for source, _ in told})), tuple(sorted({target for _, target in told}))
    return _of_pair(model, config, tokenizer)


def _told(config: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the pairs of a T5, whose configuration has a sentence for each: “translate English to German: ”."""
    special = config.get("task_specific_params")
    parts = special.values() if isinstance(special, dict) else ()
    found = (_PREFIX.match(str(part.get("prefix", ""))) for part in parts if isinstance(part, dict))
    pairs = ((_OF_NAMES.get(match[1]), _OF_NAMES.get(match[2])) for match in found if match)
    return [(source, target) for source, target in pairs if source and target]


def _of_pair(
    model: LoadedModel, config: dict[str, Any], tokenizer: tokenizers.Tokenizer
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the languages of a Marian model, from its tokeniser's configuration or its name."""
    marks = {two_letters(match[1]) for match in map(_MARK.fullmatch, tokenizer.get_vocab()) if match}
    written = optional_json(model, "tokenizer_config.json")
    source, target = written.get("source_lang"), written.get("target_lang")
    for name in (str(config.get("_name_or_path", "")), model.spec.repo, model.spec.title, model.spec.id):
        match = _PAIR.search(name)
        if match and not (source and target) and _CODES.issuperset(map(two_letters, match.groups())):
            source, target = match[1], match[2]
    sources = (two_letters(str(source)),) if source else ()
    if marks:
        return sources or model.spec.languages, tuple(sorted(marks))
    return sources, (two_letters(str(target)),) if target else ()


def tongue(model: LoadedModel, tokenizer: tokenizers.Tokenizer, source: str, target: str) -> Tongue:
    """Return how `model` is told to translate from `source` into `target`.

    Raises:
        ModelIncompatible: its vocabulary has no word for one of them.
    """
    vocabulary = tokenizer.get_vocab()
    tokens: dict[str, dict[str, int]] = {"marks": {}, "codes": {}}
    for token, number in sorted(vocabulary.items()):  # of two scripts the simpler: “zho_Hans” before “zho_Hant”
        mark = _MARK.fullmatch(token)
        code = _code_of_token(token)
        if mark:
            tokens["marks"].setdefault(two_letters(mark[1]), number)
        elif code:
            tokens["codes"].setdefault(code, number)
    if len(tokens["codes"]) > 1:
        return Tongue(source=_known(model, tokens["codes"], source), target=_known(model, tokens["codes"], target))
    if tokens["marks"]:
        return Tongue(source=_known(model, tokens["marks"], target))
    if str(optional_json(model, "config.json").get("model_type", "")).endswith("t5"):
        return Tongue(before=f"translate {_ENGLISH.get(source, source)} to {_ENGLISH.get(target, target)}: ")
    return Tongue()


def _known(model: LoadedModel, codes: dict[str, int], code: str) -> int:
    if code not in codes:
        reason = QT_TRANSLATE_NOOP("errors", "Its vocabulary has no mark for the language “{language}”.")
        raise ModelIncompatible(model=model.spec.id, reason=reason, language=code)
    return codes[code]


def two_letters(code: str) -> str:
    """Return the two-letter code of a language, or the code as it is where there is none."""
    base = code.split("_", maxsplit=1)[0].lower()
    return _TWO_LETTERS.get(base, base)


def _code_of_token(token: str) -> str:
    for form in (_SHORT, _SCRIPTED, _REGIONAL):
        match = form.fullmatch(token)
        if match:
            return two_letters(match[1])
    return ""
