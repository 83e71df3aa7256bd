"""English sentences as templates: marked here and below Qt, translated only by the window."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

Argument = str | int | float


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - lupdate knows this name
    """Mark `text` for extraction into the catalogue `context` and return it unchanged."""
    return text


def size(size_bytes: int) -> str:
    """Write a number of bytes for people, in decimal units as file managers do ("12.3 MB")."""
    value = float(size_bytes)
    for unit in ("bytes", "kB", "MB", "GB"):
        if value < 1000:
            return f"{value:.0f} {unit}" if unit == "bytes" or value >= 100 else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} TB"


SENTENCES = frozenset({"reason", "remedy"})
"""Arguments that are templates themselves, for the other arguments."""


def fill(template: str, arguments: Mapping[str, Argument], size_of: Callable[[int], str] = size) -> str:
    """Put `arguments` into `template`; names that end in `_bytes` are written as sizes.

    A name the template wants and the arguments lack stays visible as `{name}`: a sentence about a fault must not fail.
    """
    shown = {
        name: size_of(int(value)) if name.endswith("_bytes") and not isinstance(value, str) else str(value)
        for name, value in arguments.items()
    }
    shown |= {name: _filled(shown[name], shown) for name in SENTENCES & shown.keys()}
    return _filled(template, shown)


def _filled(template: str, shown: Mapping[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda place: shown.get(place[1], place[0]), template)
