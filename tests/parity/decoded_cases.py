"""Detectors whose graph decodes its boxes itself, in pixels of what it sees, as tools other than the library export."""

from __future__ import annotations

from functools import partial

from tests.parity.case import Case

_CLASSES = ("cat", "dog", "duck", "horse")

_detector = partial(
    Case,
    task="object-detection",
    config="",
    settings={"height": 64, "width": 96, "classes": _CLASSES},
    reads="letterbox",
    params={"threshold": 0.3},
    also=({"threshold": 0.6},),
)

CASES = (
    _detector(architecture="YOLOv8", model="Columns"),
    _detector(architecture="YOLOv5", model="Rows"),
    _detector(architecture="NonMaxSuppression", model="Suppressed"),
)
"""`model` names what is made of the guesses in `reference.decoded`."""
