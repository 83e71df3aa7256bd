"""What runs in a film or recording: sound, pictures, and when the sound begins; ISO media, Matroska, AVI.

Only headers are read, wherever they lie, so a film of gigabytes takes no longer than a short one. Numbers: ISO/IEC
14496-12 and RFC 9559.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

_MOST_ELEMENTS = 200_000
_LONGEST_DELAY_S = 86_400.0
_EBML, _SEGMENT, _CLUSTER = 0x1A45DFA3, 0x18538067, 0x1F43B675
_INFO, _SCALE, _TRACKS, _TRACK = 0x1549A966, 0x2AD7B1, 0x1654AE6B, 0xAE
_NUMBER, _TYPE, _TIME, _SIMPLE, _GROUP, _BLOCK = 0xD7, 0x83, 0xE7, 0xA3, 0xA0, 0xA1
_PICTURE_TYPE, _SOUND_TYPE = 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracks:
    """What a container says of itself.

    Attributes:
        sound: whether something is to be heard; None when that cannot be told.
        picture: whether something is to be seen.
        delay_s: how long after the pictures the sound begins.
        whole: whether the file is as long as its parts say.
    """

    sound: bool | None = None
    picture: bool | None = None
    delay_s: float = 0.0
    whole: bool = True


def tracks(file: BinaryIO, size: int) -> Tracks:
    """Look into a film of `size` bytes; never an error about strange content."""
    head = _at(file, 0, 4096)
    if head[4:8] in {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"}:
        return _iso(file, size)
    if head.startswith(_EBML.to_bytes(4, "big")):
        return _matroska(file, size)
    if head.startswith(b"RIFF") and head[8:12] == b"AVI ":
        lists = _at(file, 0, 65_536)
        return Tracks(sound=b"strh\x38\0\0\0auds" in lists, picture=b"strh\x38\0\0\0vids" in lists)
    return Tracks()


def _at(file: BinaryIO, place: int, count: int) -> bytes:
    file.seek(place, os.SEEK_SET)
    return file.read(count)


# --- ISO media -------------------------------------------------------------------------------------------------------


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the kind of each box with the begin and end of what is in it; the last may end behind `end`."""
    for _ in range(_MOST_ELEMENTS):
        head = _at(file, start, 16)
        if start + 8 > end or len(head) < 8:
            return
        size, kind = struct.unpack_from(">I4s", head)
        inner = 8
        if size == 1 and len(head) == 16:
            size, inner = int.from_bytes(head[8:], "big"), 16
        elif size == 0:
            size = end - start
        if size < inner:
            return
        yield kind, start + inner, start + size
        start += size


def _inside(file: BinaryIO, place: tuple[int, int], *path: bytes) -> Iterator[tuple[int, int]]:
    """Yield the places of the boxes that lie at `path` below a box."""
    for kind, start, end in _boxes(file, *place):
        if kind == path[0]:
            if len(path) == 1:
                yield start, min(end, place[1])
            else:
                yield from _inside(file, (start, min(end, place[1])), *path[1:])


def _iso(file: BinaryIO, size: int) -> Tracks:
    top = list(_boxes(file, 0, size))
    whole = all(end <= size for _, _, end in top)
    movie = next(((start, min(end, size)) for kind, start, end in top if kind == b"moov"), None)
    if movie is None:
        return Tracks(whole=whole and not any(kind == b"mdat" for kind, _, _ in top))
    found = Tracks(sound=False, picture=False, whole=whole)
    for track in _inside(file, movie, b"trak"):
        handlers = {_at(file, start + 8, 4) for start, _ in _inside(file, track, b"mdia", b"hdlr")}
        if b"vide" in handlers:
            found = replace(found, picture=True)
        if b"soun" in handlers and not found.sound:
            found = replace(found, sound=True, delay_s=_delay(file, movie, track))
    return found


def _delay(file: BinaryIO, movie: tuple[int, int], track: tuple[int, int]) -> float:
    """Return the length of the empty edit that a track begins with, in seconds."""
    header = next(_inside(file, movie, b"mvhd"), None)
    edits = next(_inside(file, track, b"edts", b"elst"), None)
    if header is None or edits is None:
        return 0.0
    version = _at(file, header[0], 24)
    scale = int.from_bytes(version[20:24] if version[:1] == b"\1" else version[12:16], "big")
    first = _at(file, edits[0], 24)
    layout = ">Qq" if first[:1] == b"\1" else ">Ii"
    if not scale or len(first) < 24 or not int.from_bytes(first[4:8], "big"):
        return 0.0
    duration, begin = struct.unpack_from(layout, first, 8)
    return _sane(duration / scale) if begin == -1 else 0.0


def _sane(seconds: float) -> float:
    return seconds if 0 < seconds <= _LONGEST_DELAY_S else 0.0


# --- Matroska --------------------------------------------------------------------------------------------------------


def _number(data: bytes, *, marked: bool) -> tuple[int, int]:
    """Return an EBML number and its length, -1 for a size that is unknown; `marked` numbers keep their first bit."""
    length = 9 - data[0].bit_length() if data and data[0] else 0
    if not length or len(data) < length:
        return 0, 0
    value = int.from_bytes(data[:length], "big")
    if marked:
        return value, length
    mask = (1 << 7 * length) - 1
    return (-1 if value & mask == mask else value & mask), length


def _elements(file: BinaryIO, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield the id of each element with the begin and end of what is in it.

    One of unknown size lasts until `end`, but a cluster of unknown size is given as empty and then what is in it.
    """
    for _ in range(_MOST_ELEMENTS):
        head = _at(file, start, 12) if start < end else b""
        kind, used = _number(head, marked=True)
        size, more = _number(head[used:], marked=False)
        if not used or not more:
            return
        inner = start + used + more
        following = inner + size
        if size < 0:
            following = inner if kind == _CLUSTER else end
        yield kind, inner, following
        start = following


def _value(file: BinaryIO, place: tuple[int, int]) -> int:
    return int.from_bytes(_at(file, place[0], min(8, place[1] - place[0])), "big")


def _matroska(file: BinaryIO, size: int) -> Tracks:
    segment = next((one for one in _elements(file, 0, size) if one[0] == _SEGMENT), None)
    if segment is None:
        return Tracks(whole=False)
    scale, types = 1_000_000, dict[int, int]()
    for kind, start, end in _elements(file, segment[1], size):
        if kind == _CLUSTER:
            break
        if kind == _INFO:
            scale = next((_value(file, (a, b)) for one, a, b in _elements(file, start, end) if one == _SCALE), scale)
        elif kind == _TRACKS:
            types = _types(file, start, end)
    if not types:
        return Tracks(whole=segment[2] <= size)
    sounds = [number for number, kind in types.items() if kind == _SOUND_TYPE]
    delay_s = _sane(_ticks(file, segment[1], size, sounds[0]) * scale / 1e9) if sounds else 0.0
    pictures = _PICTURE_TYPE in types.values()
    return Tracks(sound=bool(sounds), picture=pictures, delay_s=delay_s, whole=segment[2] <= size)


def _types(file: BinaryIO, start: int, end: int) -> dict[int, int]:
    """Return the type of each track by its number."""
    types = {}
    for kind, inner, following in _elements(file, start, end):
        if kind == _TRACK:
            fields = {one: _value(file, (a, b)) for one, a, b in _elements(file, inner, following)}
            types[fields.get(_NUMBER, 0)] = fields.get(_TYPE, 0)
    return types


def _ticks(file: BinaryIO, start: int, end: int, track: int) -> int:
    """Return how much later than anything else the first block of a track comes."""
    first: int | None = None
    time = 0
    for kind, inner, following in _flat(file, start, end):
        if kind == _TIME:
            time = _value(file, (inner, following))
            continue
        block = _at(file, inner, 12)
        number, used = _number(block, marked=False)
        here = time + int.from_bytes(block[used : used + 2], "big", signed=True)
        first = here if first is None else min(first, here)
        if number == track:
            return here - first
    return 0


def _flat(file: BinaryIO, start: int, end: int, deeper: int = 2) -> Iterator[tuple[int, int, int]]:
    """Yield the times and blocks of all clusters, in which there are groups and nothing deeper."""
    for kind, inner, following in _elements(file, start, end):
        if kind in {_CLUSTER, _GROUP} and deeper:
            yield from _flat(file, inner, following, deeper - 1)
        elif kind in {_TIME, _SIMPLE, _BLOCK}:
            yield kind, inner, following
