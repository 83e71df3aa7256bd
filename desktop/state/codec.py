"""One way to write values as JSON and read them back: for the database and for the pipe to the engine.

Reading accepts only what the types say, so that bytes from a process that was taken over can do no harm.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import msgspec

from desktop.core.kind import ResultKind
from desktop.core.result import VALUE_OF, Artifact, Provenance, Result

T = TypeVar("T")


def _encode_special(value: object) -> object:
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Result):
        return _StoredResult(
            kind=value.kind,
            value=msgspec.Raw(_encoder.encode(value.value)),
            provenance=value.provenance,
            artifacts=value.artifacts,
            timings=value.timings,
        )
    raise TypeError(type(value))


def _decode_special(kind: type, value: Any) -> object:
    if kind is Path:
        return Path(value)
    raise TypeError(kind)


class _StoredResult(msgspec.Struct, frozen=True, kw_only=True):
    kind: ResultKind
    value: msgspec.Raw
    provenance: Provenance
    artifacts: tuple[Artifact, ...]
    timings: dict[str, float]


_encoder = msgspec.json.Encoder(enc_hook=_encode_special)


def encode(value: object) -> bytes:
    """Return a value of `desktop.core`, or plain data, as JSON."""
    return _encoder.encode(_encode_special(value) if isinstance(value, Result) else value)


def decode(content: bytes | str, kind: type[T]) -> T:
    """Return the value of type `kind` that `encode` wrote.

    Raises:
        msgspec.ValidationError: the content is something else.
    """
    if kind is Result:
        return _decode_result(content)  # type: ignore[return-value] # kind says it
    return msgspec.json.decode(content, type=kind, dec_hook=_decode_special)


def _decode_result(content: bytes | str) -> Result:
    stored = msgspec.json.decode(content, type=_StoredResult, dec_hook=_decode_special)
    return Result(
        value=msgspec.json.decode(stored.value, type=VALUE_OF[stored.kind]),
        provenance=stored.provenance,
        artifacts=stored.artifacts,
        timings=stored.timings,
    )
