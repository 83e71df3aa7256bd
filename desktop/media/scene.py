"""Guess from the header of a picture whether it is a page (scan, screenshot) or a photo, without decoding it.

Cameras write JPEG with EXIF; scanners and screenshots give PNG, TIFF or BMP, or JPEG with the proportions of paper. The
guess only orders the actions that are offered.
"""

from __future__ import annotations

import struct

from desktop.core.media import Scene

_PAGE_TYPES = frozenset({"image/png", "image/tiff", "image/bmp", "image/gif"})
_PAPER = (297 / 210, 11 / 8.5, 14 / 8.5)  # A series, US letter, US legal
_TOLERANCE = 0.015
_LEAST_SIDE = 1000  # pixels; a page of less than 120 dpi is hardly ever scanned
_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_EXIF = 0xE1
_CAMERA_MAKE = (b"\x01\x0f\x00\x02", b"\x0f\x01\x02\x00")  # tag 271 of type text, big and little endian


def guess_scene(mime: str, head: bytes) -> Scene:
    """Return what a picture of type `mime` that begins with `head` probably is."""
    if mime in _PAGE_TYPES:
        return Scene.PAGE
    if mime != "image/jpeg":
        return Scene.PHOTO
    size, camera = _read_jpeg(head)
    if camera or size is None:
        return Scene.PHOTO
    ratio = max(size) / max(min(size), 1)
    paper = any(abs(ratio / proportion - 1) < _TOLERANCE for proportion in _PAPER)
    return Scene.PAGE if paper and min(size) >= _LEAST_SIDE else Scene.PHOTO


def _read_jpeg(head: bytes) -> tuple[tuple[int, int] | None, bool]:
    """Return (height, width), as far as the head tells, and whether a camera signed the picture."""
    at, camera = 2, False
    while at + 9 <= len(head) and head[at] == 0xFF:
        marker, length = head[at + 1], int.from_bytes(head[at + 2 : at + 4], "big")
        if marker in _START_OF_FRAME:
            height, width = struct.unpack_from(">HH", head, at + 5)
            return (height, width), camera
        if marker == _EXIF:
            camera = camera or any(make in head[at : at + 2 + length] for make in _CAMERA_MAKE)
        at += 2 + length
    return None, camera
