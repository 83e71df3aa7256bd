"""What must come out of a translation as it went in: addresses, codes, place-holders, numbers, signs, terms to keep.

Such an item is hidden behind a stand-in that models copy. What comes back without it is tried once more with its
numbers and signs hidden too, and when that fails the sentence is cut at its items, which then stand where they stood.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.engine.translation.translator import Translator

    Finished = Callable[[int, str], None]

# Around what a document keeps as it is, in a sentence and in its translation. Unicode gives these to no text; where one
# has them all the same, they are written in letters, and so is what says that.
_OPENS, _CLOSES, _OWN = "\ufdd0", "\ufdd1", "\ufdd2"
_WRITTEN = str.maketrans({_OPENS: f"{_OWN}o", _CLOSES: f"{_OWN}c", _OWN: f"{_OWN}w"})
_MARKS = re.compile(f"[{_OPENS}{_CLOSES}]|{_OWN}(?P<own>[ocw])")
_MEANT = {"o": _OPENS, "c": _CLOSES, "w": _OWN, None: ""}
# The names of these say what they are; each is linear in the text.
_ITEM = re.compile(
    r"""
      \ufdd0[^\ufdd0\ufdd1]*\ufdd1 | \ufdd2[ocw]                    # what a document keeps
    | (?:https?|ftp|mailto|file)://?[^\s<>"]*[^\s<>"'.,;:!?)\]}]     # addresses of the web
    | www\.[^\s<>"]*[^\s<>"'.,;:!?)\]}]
    | [\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+                              # e-mail
    | \{\{?\w*\}\}? | %\(\w+\)[sd] | %[sd\d] | \$\{\w+\}             # place-holders of programs
    | (?<![\w/])[@\#]\w+                                             # handles and tags
    | (?<![\w-])-*+(?=[\w-]*\d)(?=[\w-]*[^\W\d_])[^\W_][\w-]*\w     # codes of letters and digits
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(r"\d+(?:[.,:/\u00a0\u202f ]\d+)*")
# Arrows, signs of mathematics, trade and money, pictures: models write a dash for those they have not learnt.
_SIGN = re.compile(
    "[<>=+|~^¢-©¬®-±×÷€™\u2190-\u23ff\u2500-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001faff][\u200d\ufe0e\ufe0f]*"
)
# Finer forms that models do not write, with the plain one that they do.
_FINE = (
    (re.compile(r"(?<=\s)[–—-](?=\s)|(?<=\d)[–-](?=\d)"), "-"),
    (re.compile(r"[\"“”«»]"), '"'),
    (re.compile(r"…|\.{3}"), "..."),
)
_STAND_IN = "XQ"
"""Letters that stand for nothing in any language; of fifteen forms tried, the student models copied those with a
number behind capitals every time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hidden:
    """A sentence with stand-ins, and what they stand for."""

    text: str
    items: tuple[str, ...]
    prefix: str


def held(text: str, kept: Sequence[tuple[int, int]], start: int, end: int) -> str:
    """Return the sentence `text[start:end]` in which the stretches `kept` of the text, such as code, are marked."""
    parts, at = [], start
    for first, last in ((max(first, start), min(last, end)) for first, last in kept):
        if first < last:
            parts += [text[at:first].translate(_WRITTEN), _OPENS, text[first:last].translate(_WRITTEN), _CLOSES]
            at = last
    return "".join([*parts, text[at:end].translate(_WRITTEN)])


def released(text: str) -> str:
    """Return a translation without what marked the stretches in its source."""
    return _MARKS.sub(lambda found: _MEANT[found["own"]], text)


class Faithful:
    """A translator whose sentences keep their items."""

    def __init__(self, translator: Translator, terms: Sequence[str] = ()) -> None:
        """Keep also `terms`, as they are written."""
        self._translator = translator
        words = sorted((re.escape(term) for term in terms if term.strip()), key=len, reverse=True)
        self._terms = re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)") if words else None

    def translate(self, sentences: Sequence[str], finished: Finished | None = None) -> list[str]:
        """Return the translation of each sentence, in their order; `finished` is told each as soon as it is there."""
        made = [""] * len(sentences)

        def keep(index: int, text: str) -> None:
            made[index] = text
            if finished is not None:
                finished(index, text)

        left = []
        for index, sentence in enumerate(sentences):
            if self._has_words(sentence):
                left.append(index)
            else:
                keep(index, sentence)
        for numbers in (False, True):
            left = self._attempt(sentences, left, keep, numbers=numbers)
        for index in left:
            keep(index, self._in_fragments(sentences[index]))
        return made

    def _attempt(self, sentences: Sequence[str], wanted: Sequence[int], keep: Finished, *, numbers: bool) -> list[int]:
        """Translate the wanted sentences with stand-ins; returns those that lost something."""
        hidden = [self._hide(sentences[index], numbers=numbers) for index in wanted]
        lost: list[int] = []

        def take(place: int, text: str) -> None:
            index = wanted[place]
            shown = _restored(hidden[place], _as_written(hidden[place].text, text))
            if shown is None or _lost(sentences[index], shown):
                lost.append(index)
            else:
                keep(index, shown)

        self._translator.translate([one.text for one in hidden], take)
        return sorted(lost)

    def _in_fragments(self, sentence: str) -> str:
        """Translate what lies between the items, each by itself."""
        parts, at = [], 0
        for start, end in [*self._places(sentence, numbers=True), (len(sentence), len(sentence))]:
            between = sentence[at:start]
            words = between.strip()
            if any(char.isalpha() for char in words):
                between = between.replace(words, self._translator.translate([words])[0])
            parts += [between, sentence[start:end]]
            at = end
        return "".join(parts)

    def _has_words(self, sentence: str) -> bool:
        """Say whether there is anything to translate beside the items."""
        at = 0
        for start, end in [*self._places(sentence, numbers=False), (len(sentence), len(sentence))]:
            if any(char.isalpha() for char in sentence[at:start]):
                return True
            at = end
        return False

    def _hide(self, sentence: str, *, numbers: bool) -> _Hidden:
        prefix = _STAND_IN
        while prefix in sentence.upper():
            prefix += "Q"
        items, parts, at = [], [], 0
        for start, end in self._places(sentence, numbers=numbers):
            items.append(sentence[start:end])
            parts += [sentence[at:start], f"{prefix}{len(items)}"]
            at = end
        return _Hidden(text="".join([*parts, sentence[at:]]), items=tuple(items), prefix=prefix)

    def _places(self, sentence: str, *, numbers: bool) -> list[tuple[int, int]]:
        """Return where the items are, in their order; what overlaps is one."""
        forms = [form for form in (self._terms, _ITEM, *((_NUMBER, _SIGN) if numbers else ())) if form is not None]
        found = sorted(match.span() for form in forms for match in form.finditer(sentence))
        places: list[tuple[int, int]] = []
        for start, end in found:
            if places and start < places[-1][1]:
                places[-1] = (places[-1][0], max(end, places[-1][1]))
            else:
                places.append((start, end))
        return places


def _restored(hidden: _Hidden, translation: str) -> str | None:
    """Return a translation with the items in place of their stand-ins; None when not each is there once."""
    form = re.compile(rf"{hidden.prefix}(\d+)", re.IGNORECASE)
    found = sorted(int(match[1]) for match in form.finditer(translation))
    if found != list(range(1, len(hidden.items) + 1)):
        return None
    return form.sub(lambda match: hidden.items[int(match[1]) - 1], translation)


def _lost(source: str, target: str) -> bool:
    """Say whether a number of the source is missing, however its digits are grouped, or a sign."""
    return bool(_digits(source) - _digits(target) or _signs(source) - _signs(target))


def _digits(text: str) -> Counter[str]:
    return Counter(re.sub(r"\D", "", match.group()) for match in _NUMBER.finditer(text))


def _signs(text: str) -> Counter[str]:
    return Counter(_SIGN.findall(text))


def _as_written(source: str, target: str) -> str:
    """Return a translation with the dashes, quotes and ellipses of the source, where there are as many of them."""
    for form, plain in _FINE:
        signs = form.findall(source)
        if form.findall(target) == [plain] * len(signs):
            between = form.split(target)
            target = "".join(map(str.__add__, between, [*signs, ""]))
    return target
