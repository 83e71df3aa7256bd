"""Characters that a document writes by a name or a number, such as `&copy;`, are written so in its translation too."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat

Forms = Mapping[str, Sequence[str]]
"""By character how it is written, each time that it comes."""
_ENTITY = r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_FIND = re.compile(_ENTITY)


def forms_in(raw: str) -> Forms:
    """Return the characters that are an entity at least once, with all their forms.

    A bare `<` is none of them: at another place it may begin a tag.
    """
    found = {html.unescape(entity) for entity in _FIND.findall(raw)}
    wanted = {char for char in found if len(char) == 1 and (not char.isspace() or char == "\xa0")}
    forms: dict[str, list[str]] = {char: [] for char in wanted}
    if wanted:
        for form in re.findall(rf"{_ENTITY}|[{re.escape(''.join(wanted))}]", raw):
            char = html.unescape(form)
            if char in wanted:
                forms[char].append("&lt;" if form == "<" else form)
    return forms


class Spelling:
    """How the characters of one translation are written, from its first to its last."""

    def __init__(self, forms: Forms, text: str) -> None:
        """Write a character as in the source: where that has several forms, only one that comes as often in `text`."""
        self._forms: dict[str, Iterator[str]] = {}
        for char, written in forms.items():
            if len(set(written)) == 1:
                self._forms[char] = repeat(written[0])
            elif text.count(char) == len(written):
                self._forms[char] = iter(written)
        self.chars = "".join(self._forms)

    def form(self, char: str) -> str | None:
        """Return the next form of a character; None for one that is written as always."""
        return next(self._forms[char], None) if char in self._forms else None
