"""Positions in a text: Python counts characters, Qt counts UTF-16 units."""

from __future__ import annotations

import re
from bisect import bisect_left

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Offsets:
    """Converts positions of one text for Qt; most texts need no conversion at all."""

    def __init__(self, text: str) -> None:
        self._astral = [match.start() for match in _ASTRAL.finditer(text)]

    def to_qt(self, position: int) -> int:
        """Return the position in UTF-16 units."""
        return position + bisect_left(self._astral, position) if self._astral else position
