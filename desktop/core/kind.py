"""The closed set of kinds of results; apart from the results, which the first paint of the window does not need."""

from __future__ import annotations

from enum import StrEnum


class ResultKind(StrEnum):
    """The kinds of results; the values are part of the command line's JSON."""

    TEXT = "text"
    LABELS = "labels"
    BOXES = "boxes"
    MASKS = "masks"
    SPANS = "spans"
    SEGMENTS = "segments"
    TABLE = "table"
    IMAGE = "image"
    AUDIO = "audio"
    EMBEDDING = "embedding"
