"""What goes to another machine and comes back, as bytes: messages of the engine's pipe, and files beside them.

MessagePack around the closed set of types of `wire`, never pickle, so that whoever sits at the other end can hand over
nothing but data. No path of this computer is in it: a file is known by its job and its bare name.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desktop.worker.wire import pack, unpack

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.worker.wire import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """A file of a job by its bare name: its input, or an artifact of its result."""

    job_id: str
    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """Messages, and the files that they speak of."""

    messages: tuple[Message, ...]
    files: tuple[Enclosed, ...] = ()

    def contents(self, job_id: str) -> dict[str, bytes]:
        """Return the files of a job by their names."""
        return {file.name: file.content for file in self.files if file.job_id == job_id}


class _Frame(msgspec.Struct, frozen=True, array_like=True):
    messages: tuple[bytes, ...]
    files: tuple[tuple[str, str, bytes], ...]


def wrap(messages: Iterable[Message], files: Iterable[Enclosed] = ()) -> bytes:
    """Return the bytes of a parcel."""
    frame = _Frame(
        messages=tuple(pack(message) for message in messages),
        files=tuple((file.job_id, file.name, file.content) for file in files),
    )
    return msgspec.msgpack.encode(frame)


def unwrap(content: bytes) -> Parcel:
    """Return the parcel that `wrap` made bytes of.

    Raises:
        msgspec.ValidationError: it is none, or a file in it has a name that leads somewhere.
    """
    try:
        frame = msgspec.msgpack.decode(content, type=_Frame)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise msgspec.ValidationError(str(error)) from error
    for _, name, _ in frame.files:
        if name != Path(name).name or name in {"", ".", ".."} or "\0" in name:
            raise msgspec.ValidationError(name)
    return Parcel(
        messages=tuple(unpack(message) for message in frame.messages),
        files=tuple(Enclosed(job_id=job_id, name=name, content=content) for job_id, name, content in frame.files),
    )
