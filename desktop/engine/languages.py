"""Whether a model was made for the language of a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.core.result import OtherLanguage

if TYPE_CHECKING:
    from desktop.core.model import ModelSpec

SURE = 0.9
"""How probable a language must be before it is held against a text that a model does not know it."""

_WORD = re.compile(r"[^\W\d_]+")
_BEGIN = re.compile(r"(?:^|[.!?:])\W{0,9}[^\W\d_]+", re.MULTILINE)
_SMALL = "of the and v vs de da do das dos del di la le les los las du e y und von van der den"
_IN_NAMES = frozenset(_SMALL.split())


def other_language(text: str, spec: ModelSpec) -> OtherLanguage | None:
    """Return the language of a text that is certainly in none of its model's.

    None when the model does not depend on a language, or reads one that cannot be told from others; and where there
    are only names, which are written alike in many languages.
    """
    from desktop.media.language import LANGUAGES, detect

    if not spec.languages or not LANGUAGES.issuperset(spec.languages) or _is_names(text):
        return None
    guess = detect(text, preferred=spec.languages)
    if guess is None or guess.probability < SURE or guess.code in spec.languages:
        return None
    return OtherLanguage(text=guess.code, model=spec.languages)


def _is_names(text: str) -> bool:
    """Say whether every word is written like a name, also where no sentence begins, as in a list of places."""
    within = [word for word in _WORD.findall(_BEGIN.sub("", text)) if word not in _IN_NAMES]
    return bool(within) and all(map(str.istitle, within))
