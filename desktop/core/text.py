"""English sentences as templates: marked here and below Qt, translated only by the window."""

from __future__ import annotations

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


def fill(template: str, arguments: Mapping[str, Argument], size_of: Callable[[int], str] = size) -> str:
    """Put `arguments` into `template`; names that end in `_bytes` are written as sizes.

    A name the template wants and the arguments lack stays visible as `{name}`: a sentence about a fault must not fail.
    """
    shown: dict[str, Argument] = {
        name: size_of(int(value)) if name.endswith("_bytes") and not isinstance(value, str) else value
        for name, value in arguments.items()
    }
    return template.format_map(_Lenient(shown))


class _Lenient(dict[str, Argument]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"
