"""The interface's own phrases of one to six words, each by the language it is written in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

_CATALOGUE = Path(__file__).resolve().parents[3] / "resources" / "translations" / "ilha_pt_BR.ts"
_NAMES = frozenset({"languages", "things", "labels"})
"""Contexts that hold names: those of many animals are the same in every language."""
_WORD = re.compile(r"[^\W\d_]+")
_PLACE_HOLDER = re.compile(r"[%{<]")
_MOST_WORDS = 6


def phrases() -> list[tuple[str, str]]:
    """Return codes of languages with texts, each text once."""
    return sorted(set(_phrases()))


def _phrases() -> Iterator[tuple[str, str]]:
    for context in ET.parse(_CATALOGUE).getroot().iter("context"):
        if context.findtext("name") in _NAMES:
            continue
        for message in context.iter("message"):
            pair = (message.findtext("source") or "", message.findtext("translation") or "")
            if message.get("numerus") or pair[0] == pair[1]:
                continue
            for code, text in zip(("en", "pt"), pair, strict=True):
                if 0 < len(_WORD.findall(text)) <= _MOST_WORDS and not _PLACE_HOLDER.search(text):
                    yield code, text
