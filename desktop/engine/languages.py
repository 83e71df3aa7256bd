"""Whether a model was made for the language of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.core.result import OtherLanguage

if TYPE_CHECKING:
    from desktop.core.model import ModelSpec

SURE = 0.9
"""How probable a language must be before it is held against a text that a model does not know it."""


def other_language(text: str, spec: ModelSpec) -> OtherLanguage | None:
    """Return the language of a text that is certainly in none of its model's.

    None when the model does not depend on a language, or reads one that cannot be told from others.
    """
    from desktop.media.language import LANGUAGES, detect

    if not spec.languages or not LANGUAGES.issuperset(spec.languages):
        return None
    guess = detect(text, preferred=spec.languages)
    if guess is None or guess.probability < SURE or guess.code in spec.languages:
        return None
    return OtherLanguage(text=guess.code, model=spec.languages)
