"""Positions in a text: Python counts characters, Qt counts UTF-16 units."""

from __future__ import annotations

import re
from bisect import bisect_left

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Offsets:
    """Converts positions of one text; most texts need no conversion at all."""

    def __init__(self, text: str) -> None:
        self._astral = [match.start() for match in _ASTRAL.finditer(text)]
        self._units = [position + index for index, position in enumerate(self._astral)]

    def to_qt(self, position: int) -> int:
        """Return the position in UTF-16 units."""
        return position + bisect_left(self._astral, position) if self._astral else position

    def from_qt(self, units: int) -> int:
        """Return the position in characters."""
        return units - bisect_left(self._units, units) if self._astral else units
